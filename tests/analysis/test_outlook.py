"""What is foreseen of the days to come is what will be found on them, if nothing more happens."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from instructional_coaching.analysis.cadence_standing import CadenceStatus
from instructional_coaching.analysis.due import cadence_standing
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.outlook import Phase, looks_back_to, outlook, phase_of, phase_on
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.tenure import CoachRole
from tests.analysis.cadence import (
    AUTUMN,
    BY,
    FORTNIGHTLY,
    LOOK,
    START,
    TALK,
    WEEKLY,
    Case,
    away,
    begun,
    case,
    days_of,
    gap,
    held,
    marked,
    on,
    per,
    planned,
    rule,
    teacher,
)
from tests.analysis.drawn import cases

ONE = timedelta(days=1)
LATER = on(1, 31)


def foreseen(found: Case, as_of: date, around: Surroundings | None = None) -> tuple[Phase, ...]:
    """Return where a relationship will stand from a day on."""
    return outlook(found.relationship, found.meetings, found.pins, around or found.around, as_of)


def unforeseen(found: Case, as_of: date, days: Iterable[date]) -> dict[date, tuple[Phase | None, Phase]]:
    """Return what was foreseen, and what is found, of the days on which they differ."""
    around = found.around
    phases = foreseen(found, as_of, around)
    wrong: dict[date, tuple[Phase | None, Phase]] = {}
    for day in days:
        there = cadence_standing(found.relationship, found.meetings, found.pins, around, day)
        expected = phase_of(there)
        said = phase_on(phases, day)
        if said is None or attrs.evolve(said, first=day) != expected:
            wrong[day] = said, expected
    return wrong


ARRANGED = begun(rule(FORTNIGHTLY))
PAUSED = ARRANGED.pause(by="office", when=on(10, 5))
OTHER = rule(WEEKLY, id="oakfield/other")

YEARS = {
    "days between contacts": case(gap(10, warn=3), sessions=[held(on(9, 14))]),
    "due from the beginning": case(gap(10), sessions=[held(on(9, 14))]),
    "due on the day after the last": case(gap(5, warn=0, grace=3), sessions=[held(on(9, 14))]),
    "due at the weekend": case(per("week", 2, warn=0), sessions=[held(on(9, 8)), held(on(9, 9))]),
    "grace": case(gap(5, grace=4), sessions=[held(on(9, 14))]),
    "a part of the days at the end of the calendar": case(gap(60), sessions=[held(on(10, 1))]),
    "too few days at its end": case(gap(60, least_days=80), sessions=[held(on(10, 1))]),
    "every week": case(WEEKLY, sessions=[held(on(9, 14))]),
    "every week with grace": case(per("week", grace=7), sessions=[held(on(9, 14))]),
    "a week that is over when it is asked": case(per("week", grace=8)),
    "several a week": case(per("week", 3, warn=2), sessions=[held(on(9, 14)), held(on(9, 15))]),
    "weeks with too few days": case(per("week", least_days=5), sessions=[held(on(9, 14))]),
    "every timetable cycle": case(per("timetable_cycle"), sessions=[held(on(9, 14))]),
    "every half-term": case(per("half_term", 2, warn=5), sessions=[held(on(9, 14))]),
    "every term": case(per("term", 6, warn=10), sessions=[held(on(9, 14))]),
    "all of two": case(WEEKLY, per("half_term", 2), sessions=[held(on(9, 14))]),
    "any of two": case(FORTNIGHTLY, per("half_term", 1), sessions=[held(on(9, 14))], any_of=True),
    "pairs": case(gap(10, pair=True), sessions=[held(on(9, 10), LOOK), held(on(9, 14)), planned(on(9, 25))]),
    "the other half is planned": case(
        per("week", pair=True), sessions=[held(on(9, 16), LOOK), planned(on(9, 18)), planned(on(9, 30), LOOK)]
    ),
    "planned": case(FORTNIGHTLY, sessions=[held(on(9, 14)), planned(on(9, 22)), planned(on(10, 9))]),
    "planned in a later week": case(
        WEEKLY, sessions=[planned(on(9, 22)), planned(on(9, 30)), planned(on(10, 9))]
    ),
    "on other days of the week": case(
        per("week", 2, warn=1),
        coachee=teacher("monday", "tuesday", "wednesday").change_working_days(
            working_days=teacher("friday").working[0].days, by="office", when=on(10, 7)
        ),
    ),
    "until the coachee leaves": case(FORTNIGHTLY, coachee=teacher().leave(by="office", when=on(10, 2))),
    "the coachee away": case(FORTNIGHTLY, absences=(away("ben", on(9, 21), on(10, 2)),)),
    "the coach away": case(
        gap(5, coach_absence_matters=True),
        absences=(away("amara", on(9, 21), on(10, 2)), away("cara", on(9, 28))),
    ),
    "a day of school after the term": case(WEEKLY, calendar=marked(AUTUMN, DayKind.STAFF_DAY, on(12, 21))),
    "no cadence yet": case(
        WEEKLY,
        relationship=begun().arrange(cadence=rule(WEEKLY), by="office", when=on(9, 9), starts=on(9, 22)),
    ),
    "not started": case(FORTNIGHTLY, relationship=begun(rule(FORTNIGHTLY), starts=on(10, 5))),
    "a hand-over to come": case(
        FORTNIGHTLY, relationship=ARRANGED.hand_over(to="cara", by="office", when=on(9, 9), starts=on(9, 23))
    ),
    "a time without a coach to come": case(
        FORTNIGHTLY,
        relationship=ARRANGED.end_tenure(coach="amara", by="office", when=on(9, 9), last=on(9, 25)).add_coach(
            coach="cara", role=CoachRole.LEAD, first=on(10, 5), by="office", when=on(9, 9)
        ),
    ),
    "overdue twice": case(
        gap(2),
        relationship=begun(rule(gap(2))).hand_over(to="cara", by="office", when=on(9, 9), starts=on(10, 5)),
    ),
    "a pause": case(FORTNIGHTLY, relationship=PAUSED),
    "after a pause": case(FORTNIGHTLY, relationship=PAUSED.resume(by="office", when=on(10, 12))),
    "ended": case(
        FORTNIGHTLY, relationship=ARRANGED.end(reason=EndReason.COMPLETED, by="office", when=on(9, 18))
    ),
    "another rule": Case(
        relationship=ARRANGED.arrange(cadence=OTHER, by="office", when=on(9, 9), starts=on(9, 16)),
        rules=(rule(FORTNIGHTLY), OTHER),
    ),
    "another rule after the holiday": Case(
        relationship=begun(OTHER).arrange(
            cadence=rule(gap(3)), by="office", when=on(9, 9), starts=on(10, 28)
        ),
        rules=(rule(gap(3)), OTHER),
        sessions=(held(on(9, 14)),),
    ),
    "no calendar": case(FORTNIGHTLY, calendar=None),
}


@pytest.mark.parametrize("as_of", [on(9, 16), on(10, 24), on(12, 19)], ids=str)
@pytest.mark.parametrize("name", YEARS)
def test_every_day_to_come_is_as_foreseen(name: str, as_of: date) -> None:
    """From the midst of a week, the beginning of half-term and the end of term, day by day into January."""
    year = YEARS[name]
    before = tuple(one for one in year.sessions if not one.took_place or one.when <= as_of)
    assert unforeseen(year.but(sessions=before), as_of, days_of(as_of, LATER)) == {}


@settings(max_examples=20, deadline=None)
@given(cases(), st.lists(st.integers(0, 500), min_size=20, max_size=20))
def test_whatever_there_is_days_to_come_are_as_foreseen(drawn: tuple[Case, date], numbers: list[int]) -> None:
    """Calendars, rules, sessions, tenures, pauses and absences at random; days at random, and each turn."""
    found, as_of = drawn
    turns = [one.first for one in foreseen(found, as_of)]
    days = {as_of + timedelta(days=n) for n in numbers} | {day for one in turns for day in (one, one - ONE)}
    assert unforeseen(found, as_of, sorted(day for day in days if day >= as_of)) == {}


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(0, 60))
def test_sessions_before_the_day_looked_back_to_change_nothing(drawn: tuple[Case, date], later: int) -> None:
    """Without them the outlook of the day is the same, and so is that of a later day with a session more."""
    found, as_of = drawn
    meetings, then = found.meetings, as_of + timedelta(days=later)
    around = found.around
    asked = found.relationship, found.pins, around
    since = looks_back_to(asked[0], meetings, *asked[1:], as_of)
    if since is None:
        return
    kept = attrs.evolve(meetings, held=tuple(one for one in meetings.held if one.when >= since))
    assert outlook(asked[0], kept, *asked[1:], as_of) == outlook(asked[0], meetings, *asked[1:], as_of)
    more = held(then, TALK, id="z")
    after, all_after = kept.with_sessions([more]), meetings.with_sessions([more])
    assert outlook(asked[0], after, *asked[1:], then) == outlook(asked[0], all_after, *asked[1:], then)
    looked = (looks_back_to(asked[0], one, *asked[1:], then) for one in (after, all_after))
    assert len(set(looked)) == 1


def test_phases_are_told_apart_and_in_order() -> None:
    """One follows the other, and no two in a row are the same but for their first day."""
    phases = foreseen(YEARS["several a week"], on(9, 16))
    assert phases[0].first == on(9, 16)
    assert all(one.first < other.first for one, other in pairwise(phases))
    assert all(attrs.evolve(one, first=other.first) != other for one, other in pairwise(phases))


def test_contact_every_two_weeks_runs_through_its_statuses() -> None:
    """On track on the day of contact, then open, due for three days that count, and overdue for good."""
    phases = foreseen(YEARS["days between contacts"], on(9, 14))
    assert [(one.first, one.status.value) for one in phases] == [
        (on(9, 14), "on_track"),
        (on(9, 15), "open"),
        (on(9, 24), "due"),
        (on(9, 29), "overdue"),
    ]
    assert {(one.due_on, one.overdue_from, one.last_contact) for one in phases} == {
        (on(9, 28), on(9, 29), on(9, 14))
    }
    assert [one.is_slipping for one in phases] == [False, False, False, True]


def test_a_successor_who_was_overdue_too_is_foreseen_as_overdue_twice() -> None:
    """Overdue, then a clean clock for the next coach, then overdue again from another day."""
    phases = foreseen(YEARS["overdue twice"], START)
    overdue = [(one.first, one.overdue_from) for one in phases if one.status is CadenceStatus.OVERDUE]
    assert [first for first, since in overdue if first == since] == [on(9, 10), on(10, 8)]


def test_a_day_before_all_phases_is_in_none() -> None:
    """The outlook says nothing of the days before the one that it is made for."""
    phases = foreseen(YEARS["every week"], on(9, 16))
    assert phase_on(phases, on(9, 15)) is None
    assert phase_on(phases, on(9, 16)) == phases[0]
    assert phase_on(phases, date(2199, 1, 1)) == phases[-1]


def test_a_dormant_relationship_is_foreseen_in_a_few_steps() -> None:
    """Ten years of calendar lead to no more phases than half a year does, once nothing can change."""
    calendar = AUTUMN
    for year in range(2027, 2037):
        first, last = date(year, 1, 5), date(year, 7, 20)
        calendar = calendar.add_term(name=f"{year}", first=first, last=last, **BY)
    found = case(WEEKLY, sessions=[held(on(9, 14))])
    assert foreseen(found.but(calendar=calendar), on(9, 16)) == foreseen(found, on(9, 16))


def test_what_is_looked_back_to_reaches_three_windows_and_the_last_contact() -> None:
    """Weeks in which nothing was expected are not among the three."""
    weekly = case(WEEKLY, sessions=[held(on(9, 8))])
    assert looked_back(weekly, on(10, 14)) == START
    assert looked_back(weekly.also(held(on(10, 13))), on(10, 14)) == on(9, 21)
    assert looked_back(weekly.also(held(on(11, 10))), on(11, 11)) == on(10, 12)


def test_between_contacts_four_of_them_are_looked_back_to() -> None:
    """Three windows between contacts have four days that bound them."""
    days = [on(9, 8), on(9, 10), on(9, 15), on(9, 22), on(9, 24)]
    found = case(FORTNIGHTLY, sessions=[held(day) for day in days])
    assert looked_back(found, on(9, 25)) == on(9, 10)
    assert looked_back(found.but(sessions=found.sessions[:2]), on(9, 25)) == START


def test_nothing_is_looked_back_to_where_nothing_is_counted() -> None:
    """While it rests, without a calendar or without a rule no session before matters."""
    for name in ("a pause", "no calendar"):
        assert looked_back(YEARS[name].also(held(on(9, 8))), on(10, 9)) == on(10, 9)
    assert looked_back(case(WEEKLY, relationship=begun(), sessions=[held(on(9, 8))]), on(10, 9)) == on(10, 9)


def test_where_pairs_count_there_is_no_day_to_look_back_to() -> None:
    """What the other half of a session is may depend on any session before, under this rule or the next."""
    assert looked_back(YEARS["pairs"], on(9, 16)) is None
    pairs = rule(gap(10, pair=True), id="oakfield/pairs")
    later = ARRANGED.arrange(cadence=pairs, by="office", when=on(9, 9), starts=on(10, 12))
    found = Case(relationship=later, rules=(rule(FORTNIGHTLY), pairs))
    assert looked_back(found, on(9, 16)) is None
    assert looked_back(found.but(relationship=ARRANGED), on(9, 16)) == START


def looked_back(found: Case, as_of: date) -> date | None:
    """Return the first day whose sessions matter on a day or later."""
    return looks_back_to(found.relationship, found.meetings, found.pins, found.around, as_of)
