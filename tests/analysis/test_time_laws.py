"""Laws of time and cadence, for any school year, absences, contacts and requirement drawn at random."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.cadence_standing import URGENCY, CadenceStanding
from instructional_coaching.analysis.eligible_day import EligibleDays
from instructional_coaching.analysis.meeting import Meetings, contacts
from instructional_coaching.domain import Absence, Calendar, Session
from instructional_coaching.domain.cadence_rule import CadenceFamily, Period, Requirement
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.term import Stretch
from tests.analysis.cadence import (
    AUTUMN,
    BY,
    LOOK,
    START,
    TALK,
    Case,
    away,
    begun,
    case,
    days_of,
    held,
    marked,
    on,
    per,
    planned,
    rule,
    school,
    teacher,
)
from tests.analysis.coaching import LAW

pytestmark = pytest.mark.long

LAST = on(12, 18)
TERM = days_of(START, LAST)
NOT_OPEN = (DayKind.CLOSED, DayKind.NO_COACHING)

days_of_term = st.integers(0, len(TERM) - 1).map(TERM.__getitem__)
marks = st.lists(st.tuples(days_of_term, st.sampled_from(list(DayKind)), st.integers(0, 4)), max_size=4)
patterns = st.sampled_from([(), (), ("monday",), ("tuesday", "friday"), ("monday", "tuesday", "wednesday")])
absences = st.lists(st.tuples(days_of_term, st.integers(0, 9) | st.none()), max_size=2)
limits: dict[str, Any] = {
    "grace": st.integers(0, 4),
    "warn": st.none() | st.integers(0, 4),
    "least_days": st.integers(1, 4),
    "counts": st.sampled_from([frozenset(), frozenset({TALK}), frozenset({LOOK})]),
}
periodic = st.builds(
    Requirement,
    family=st.just(CadenceFamily.PER_PERIOD),
    period=st.sampled_from(list(Period)),
    times=st.integers(1, 3),
    **limits,
)
gaps = st.builds(Requirement, family=st.just(CadenceFamily.NO_LONGER_THAN), days=st.integers(1, 12), **limits)
requirements = periodic | gaps
of_the_calendar = periodic.filter(lambda one: one.period is not Period.TIMETABLE_CYCLE)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw up the school year, with some days that are something else."""
    calendar = school(cycle_weeks=draw(st.integers(1, 3)))
    for first, kind, more in draw(marks):
        calendar = marked(calendar, kind, first, min(first + timedelta(days=more), LAST))
    return calendar


@st.composite
def cases(draw: st.DrawFn, requirement: st.SearchStrategy[Requirement] = requirements) -> Case:
    """Draw a relationship with contacts, plans, absences and a calendar."""
    talks = draw(st.lists(st.tuples(days_of_term, st.sampled_from([TALK, LOOK])), max_size=9))
    plans = draw(st.lists(days_of_term, max_size=2))
    sessions = [held(day, kind, id=f"s{n}") for n, (day, kind) in enumerate(talks)]
    return case(
        draw(requirement),
        sessions=[*sessions, *(planned(day, id=f"p{n}") for n, day in enumerate(plans))],
        calendar=draw(calendars()),
        coachee=teacher(*draw(patterns)),
        absences=tuple(absent(first, more, f"a{n}") for n, (first, more) in enumerate(draw(absences))),
    )


def absent(first: date, more: int | None, id: str) -> Absence:
    """Let the coachee be away from a day on, for so many days more."""
    return away("ben", first, None if more is None else first + timedelta(days=more), id=id)


def eligible_days(found: Case) -> EligibleDays:
    """Return the days that count under the one requirement of a case."""
    assert found.around is not None
    return EligibleDays(found.around, found.relationship, found.rules[0].requires[0])


def told(found: Case, days: list[date] = TERM) -> Iterator[CadenceStanding]:
    """Yield where it stands on each of some days."""
    for day in days:
        yield found.at(day)


def urgency(standing: CadenceStanding) -> int:
    """Return how far a status is from the worst."""
    return URGENCY.index(standing.status)


def by_gap(found: Case) -> bool:
    """Say whether the one requirement of a case is of no longer than so many days."""
    return found.rules[0].requires[0].family is CadenceFamily.NO_LONGER_THAN


@LAW
@given(cases(), st.lists(days_of_term, min_size=5, max_size=9))
def test_due_dates_and_days_of_being_overdue_never_fall_in_a_closure(found: Case, days: list[date]) -> None:
    """Each is a day that counts for the coachee; the one comes before the other."""
    eligible = eligible_days(found)
    assert found.calendar is not None
    for standing in told(found, days):
        named = [one for one in (standing.due_on, standing.overdue_from) if one is not None]
        assert all(one in eligible for one in named)
        assert not any(found.calendar.kind_on(one) in NOT_OPEN for one in named)
        assert named == sorted(set(named))


@LAW
@given(cases(periodic))
def test_no_two_windows_of_a_period_fall_due_on_one_day(found: Case) -> None:
    """And they follow each other: the one is over before the other begins."""
    windows = {one.window.first: one.window for one in told(found, TERM[::6]) if one.window}
    ordered = [one for _, one in sorted(windows.items()) if one.is_expected]
    assert all(one.last < two.first for one, two in pairwise(ordered))
    closings = [one.closes for one in ordered]
    assert len(closings) == len(set(closings))
    assert all(one.closes == one.days[-1] for one in ordered)


@LAW
@given(cases(gaps))
def test_what_was_due_on_a_day_is_not_due_on_it_again(found: Case) -> None:
    """After contact the next due date comes later, if a day that counts lay between the contacts."""
    eligible = eligible_days(found)
    days = sorted({START, *(one.when for one in found.meetings.held)})
    due = {one.since: one.due_on for one in told(found, days) if one.since}
    for (since, first), (until, second) in pairwise(sorted(due.items())):
        if first and second:
            assert second > until
            assert second > first if eligible.count(since, until, 1) else second == first


@LAW
@given(cases(gaps), days_of_term, st.sampled_from(NOT_OPEN), days_of_term)
def test_under_no_longer_than_a_closure_never_brings_a_due_date_forward(
    found: Case, shut: date, kind: DayKind, asked: date
) -> None:
    """Nor the day from which it is overdue; it may put them out of sight."""
    assert found.calendar is not None
    closed = found.but(calendar=marked(found.calendar, kind, shut))
    before, after = found.at(asked), closed.at(asked)
    assert after.since == before.since
    for name in ("due_on", "overdue_from"):
        was, is_now = getattr(before, name), getattr(after, name)
        assert is_now is None or (was is not None and is_now >= was)


@LAW
@given(cases(of_the_calendar), days_of_term, days_of_term)
def test_under_so_many_per_period_a_closure_moves_no_period(found: Case, shut: date, asked: date) -> None:
    """Its due date is the last day that counts in it, whatever is closed.

    A timetable cycle is a number of weeks with school, so a closed week lengthens that one; no other period.
    """
    assert found.calendar is not None
    closed = found.but(calendar=marked(found.calendar, DayKind.CLOSED, shut))
    before, after = found.at(asked), closed.at(asked)
    if before.window is None or after.window is None or before.window.first != after.window.first:
        return
    assert after.window.last == before.window.last
    for one, days in ((before.window, eligible_days(found)), (after.window, eligible_days(closed))):
        assert one.closes is None or one.closes == days.within(one.first, one.last)[-1]
    if before.window.closes and after.window.closes:
        assert after.window.closes <= before.window.closes


@LAW
@given(cases(periodic), days_of_term)
def test_the_window_of_a_day_is_the_school_s_own_period(found: Case, asked: date) -> None:
    """No closure, absence or contact makes it another; only coaching that begins in its midst cuts it."""
    standing = found.at(asked)
    requirement = found.rules[0].requires[0]
    assert found.calendar is not None
    period = found.calendar.period_on(requirement.period or Period.WEEK, asked)
    if standing.status != "overdue":
        window = standing.window
        assert (window is None) is (period is None)
        assert window is None or Stretch(first=window.first, last=window.last) == period


def without_names(standing: CadenceStanding) -> tuple[CadenceStanding, dict[date, str]]:
    """Return a standing, and its days left out without what the school calls them.

    Days of one name in a row are told as one with the weekend between them, so weekends are left unsaid.
    """
    days = ((day, one.why.value) for one in standing.left_out for day in days_of(one.first, one.last))
    out = {day: why for day, why in days if day.weekday() < 5}
    return attrs.evolve(standing, left_out=()), out


def retermed(calendar: Calendar, *terms: tuple[date, date], half_term: bool) -> Calendar:
    """Return a calendar of other terms with the same marks."""
    split = Calendar.draw_up(id="school", cycle_weeks=calendar.cycle_weeks, **BY)
    for n, (first, last) in enumerate(terms):
        holiday: dict[str, Any] = {"half_term_first": on(10, 26), "half_term_last": on(10, 30)}
        has_holiday = half_term and first < on(10, 26) and on(10, 30) < last
        split = split.add_term(
            name=f"Part {n}", first=first, last=last, **(holiday if has_holiday else {}), **BY
        )
    return attrs.evolve(split, marks=calendar.marks)


cuts_of_term = st.sampled_from([one for one in TERM[:-1] if not on(10, 25) <= one <= on(10, 30)])
untermed = requirements.filter(lambda one: one.period not in (Period.TERM, Period.HALF_TERM))


@LAW
@given(cases(untermed), st.lists(cuts_of_term, min_size=1, max_size=3, unique=True), days_of_term)
def test_splitting_a_term_changes_nothing_for_rules_that_do_not_count_terms(
    found: Case, cuts: list[date], asked: date
) -> None:
    """Wherever it is cut: weeks, cycles of the timetable and days between contacts are what they were."""
    assert found.calendar is not None
    starts = [START, *(one + timedelta(days=1) for one in sorted(cuts))]
    split = retermed(found.calendar, *zip(starts, [*sorted(cuts), LAST], strict=True), half_term=True)
    assert len(split.terms) == len(cuts) + 1
    assert found.but(calendar=split).at(asked) == found.at(asked)


@LAW
@given(cases(untermed.filter(lambda one: one.period is not Period.TIMETABLE_CYCLE)), days_of_term)
def test_a_half_term_between_two_terms_is_no_other_than_one_within_a_term(found: Case, asked: date) -> None:
    """Where the school calls each half a term, only the holiday's name is lost."""
    assert found.calendar is not None
    split = retermed(found.calendar, (START, on(10, 25)), (on(10, 31), LAST), half_term=False)
    assert without_names(found.but(calendar=split).at(asked)) == without_names(found.at(asked))


@LAW
@given(cases(periodic), days_of_term, days_of_term)
def test_extra_contacts_do_not_carry_over(found: Case, met: date, asked: date) -> None:
    """Another contact in a window that was met changes nothing outside it but which contact was the last."""
    requirement = attrs.evolve(found.rules[0].requires[0], counts=frozenset())
    made = rule(requirement)
    assert requirement.times is not None
    enough = found.but(rules=(made,), relationship=begun(made)).also(
        *(held(met, id=f"enough-{n}") for n in range(requirement.times))
    )
    assert found.calendar is not None
    window = found.calendar.period_on(requirement.period or Period.WEEK, met)
    if window is not None and asked not in window:
        before, after = enough.at(asked), enough.also(held(met, id="extra")).at(asked)
        assert (after.status, after.due_on, after.overdue_from, after.is_slipping) == (
            before.status,
            before.due_on,
            before.overdue_from,
            before.is_slipping,
        )


@LAW
@given(cases(), days_of_term, days_of_term)
def test_another_contact_never_makes_a_status_worse(found: Case, more: date, asked: date) -> None:
    """Under any one requirement of single sessions, on any day."""
    kind = next(iter(found.rules[0].requires[0].counts), TALK)
    before, after = found.at(asked), found.also(held(more, kind, id="more")).at(asked)
    assert urgency(after) >= urgency(before)
    if before.due_on and after.due_on:
        assert after.due_on >= before.due_on


@LAW
@given(cases(), cases(), st.booleans(), days_of_term, days_of_term)
def test_nor_under_any_rule_of_such_requirements(
    one: Case, other: Case, any_of: bool, more: date, asked: date
) -> None:
    """All of them, or any."""
    requires = [attrs.evolve(each.rules[0].requires[0], counts=frozenset()) for each in (one, other)]
    made = rule(*requires, any_of=any_of)
    found = one.but(rules=(made,), relationship=begun(made))
    assert urgency(found.also(held(more, id="more")).at(asked)) >= urgency(found.at(asked))


def test_another_half_may_take_the_half_that_another_pair_had() -> None:
    """So of pairs the law holds for whole contacts only: a session more may let a pair come sooner.

    The conversation on the 16th goes with the observation of the 14th once there is one, and that of the 17th
    is left without: the last pair is a day older, and the next falls due a day sooner.
    """
    requirement = Requirement(family=CadenceFamily.NO_LONGER_THAN, days=3, pair=True)
    found = case(requirement, sessions=[held(on(9, 16), TALK), held(on(9, 17), LOOK)])
    more = found.also(held(on(9, 14), LOOK))
    assert (found.on(9, 22).due_on, more.on(9, 22).due_on) == (on(9, 22), on(9, 21))
    assert (found.on(9, 22).status, more.on(9, 22).status) == ("due", "overdue")


talks_and_looks = st.lists(st.tuples(days_of_term, st.sampled_from([TALK, LOOK])), max_size=9)


@LAW
@given(talks_and_looks, days_of_term, st.sampled_from([TALK, LOOK]))
def test_another_half_never_makes_fewer_pairs(life: list[tuple[date, Any]], more: date, kind: Any) -> None:
    """How many there are can only grow."""
    requirement = per("term", pair=True)
    days = eligible_days(case(requirement))

    def pairs(sessions: list[Session]) -> int:
        return len(contacts(Meetings.of(sessions).held, requirement, days))

    sessions = [held(day, one, id=f"s{n}") for n, (day, one) in enumerate(life)]
    assert pairs([*sessions, held(more, kind, id="more")]) >= pairs(sessions)


@LAW
@given(cases(), days_of_term)
def test_without_the_contact_that_decided_the_answer_is_another(found: Case, asked: date) -> None:
    """On track by exactly what was needed, it isn't without one of them; and a gap goes back further."""
    before = found.at(asked)
    if before.last_contact is None:
        return
    gone = before.last_contact.sessions
    after = found.but(sessions=tuple(one for one in found.sessions if one.id not in gone)).at(asked)
    assert after != before
    window = before.window
    if before.status == "on_track" and not by_gap(found) and window and len(window.contacts) == window.needed:
        assert after.status != "on_track"
    if by_gap(found) and after.due_on and before.due_on:
        assert after.due_on <= before.due_on


@LAW
@given(cases(), days_of_term, st.integers(0, 9))
def test_without_the_plan_that_decided_it_is_not_booked_by_it(found: Case, asked: date, ahead: int) -> None:
    """By a later one perhaps."""
    kind = next(iter(found.rules[0].requires[0].counts), TALK)
    booked = found.also(planned(asked + timedelta(days=ahead), kind, id="plan")).at(asked)
    before = found.at(asked)
    assert (booked.status == "booked") is (booked.planned is not None)
    if booked.planned is not None and booked.planned.id == "plan":
        assert before.planned is None or before.planned.when >= booked.planned.when
    else:
        assert booked == before


@LAW
@given(cases(), days_of_term)
def test_the_past_is_not_changed_by_what_comes_after_it(found: Case, asked: date) -> None:
    """Contacts of later days make no difference; plans may, for they are known before."""
    early = tuple(one for one in found.sessions if one.status != "held" or one.when <= asked)
    assert found.but(sessions=early).at(asked) == found.at(asked)


@pytest.mark.parametrize("period", list(Period))
def test_the_laws_are_asked_of_every_period(period: Period) -> None:
    """Each has windows in this school year."""
    found = case(per(period), calendar=AUTUMN)
    assert any(one.window and one.window.is_expected for one in told(found))
