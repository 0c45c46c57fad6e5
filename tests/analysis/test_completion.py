"""What became of the contacts that were expected: met or missed, with whom, and why not."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.completion import (
    Completion,
    CompletionTotals,
    WindowOutcome,
    completion,
    window_outcomes,
)
from instructional_coaching.domain import Session
from instructional_coaching.domain.cadence_rule import Combination, Requirement
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.session_status import MissReason
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.workspace.coaching import without_content
from tests.analysis.cadence import (
    BY,
    FORTNIGHTLY,
    LONG_AGO,
    LOOK,
    START,
    TALK,
    WEEKLY,
    Case,
    away,
    begun,
    case,
    gap,
    held,
    on,
    per,
    planned,
    rule,
)
from tests.analysis.coaching import LAW
from tests.analysis.drawn import cases

pytestmark = pytest.mark.long

COACH_AWAY, TEACHER_AWAY, SCHOOL_EVENT, CLASH, NOT_RECORDED = MissReason
FRIDAYS = [on(9, 11), on(9, 18), on(9, 25), on(10, 2), on(10, 9), on(10, 16), on(10, 23)]


def outcomes(found: Case, month: int, day: int) -> tuple[WindowOutcome, ...]:
    """Return what became of the windows of a case by a day."""
    assert found.around is not None
    return window_outcomes(found.relationship, found.sessions, found.pins, found.around, on(month, day))


def told(found: Case, month: int, day: int) -> list[tuple[date, str | None, MissReason | None]]:
    """Return the day that decided, the coach and the reason of each window."""
    return [(one.settled, one.coach, one.reason) for one in outcomes(found, month, day)]


def called_off(day: date, reason: MissReason = CLASH, **given: Any) -> Session:
    """Plan a session, and cancel it on the day."""
    return planned(day, **given).cancel(relationship=LONG_AGO, by="amara", when=day, reason=reason)


def test_each_week_that_is_over_is_met_or_missed() -> None:
    """It is over when it has passed, its Sunday included; grace is no matter."""
    found = case(per("week", grace=3), sessions=[held(on(9, 9)), held(on(9, 10)), held(on(9, 22))])
    assert told(found, 9, 13) == []
    assert told(found, 9, 14) == [(on(9, 11), "amara", None)]
    assert told(found, 9, 28) == [
        (on(9, 11), "amara", None),
        (on(9, 18), "amara", NOT_RECORDED),
        (on(9, 25), "amara", None),
    ]
    one = outcomes(found, 9, 28)[1]
    assert (one.relationship, one.coachee, one.rule, one.requirement, one.because) == (
        "r1",
        "ben",
        found.rules[0].pin,
        1,
        None,
    )
    assert (one.window.first, one.is_met) == (on(9, 14), False)
    assert outcomes(found, 9, 28)[0].is_met


def test_windows_in_which_nothing_is_expected_are_none() -> None:
    """Half-term, a part-week, days before the start and after the end."""
    pair = begun(rule(WEEKLY), starts=on(9, 17)).end(reason=EndReason.COMPLETED, by="ben", when=on(11, 10))
    found = case(WEEKLY, relationship=pair)
    assert [one.settled for one in outcomes(found, 12, 31)] == [
        *FRIDAYS[2:],
        on(11, 6),
    ]


def test_a_pause_leaves_nothing_to_complete() -> None:
    """What was cut off with three days that count is a window, of the days before it."""
    pair = begun(rule(WEEKLY)).pause(by="ben", when=on(9, 17)).resume(by="ben", when=on(9, 28))
    assert [one.settled for one in outcomes(case(WEEKLY, relationship=pair), 10, 5)] == [
        on(9, 11),
        on(9, 16),
        on(10, 2),
    ]


def test_no_longer_than_is_met_by_contact_in_time_and_missed_by_none() -> None:
    """A missed one is told once, with its due date, whether contact came late or not at all."""
    found = case(gap(3, grace=1), sessions=[held(on(9, 9)), held(on(9, 15)), held(on(9, 23))])
    assert told(found, 9, 9) == [(on(9, 9), "amara", None)]
    assert told(found, 9, 21) == [(on(9, 9), "amara", None), (on(9, 15), "amara", None)]
    missed = [(on(9, 9), "amara", None), (on(9, 15), "amara", None), (on(9, 18), "amara", NOT_RECORDED)]
    assert told(found, 9, 22) == missed
    assert told(found, 9, 25) == missed
    assert told(found, 9, 30)[3:] == [(on(9, 28), "amara", NOT_RECORDED)]


def test_a_gap_without_a_day_that_counts_is_none() -> None:
    """Contact after the end of the calendar has nothing to meet."""
    found = case(FORTNIGHTLY, sessions=[held(on(12, 18)), held(on(12, 22))])
    assert [one.settled for one in outcomes(found, 12, 31)] == [on(9, 21)]


def test_a_window_belongs_to_its_last_lead() -> None:
    """Also where a co-coach or a stand-in was there alone."""
    pair = begun(rule(WEEKLY)).hand_over(to="cara", starts=on(9, 16), **BY)
    assert [one.coach for one in outcomes(case(WEEKLY, relationship=pair), 9, 21)] == ["amara", "cara"]
    left = begun(rule(WEEKLY)).end_tenure(coach="amara", by="office", when=on(9, 16))
    stood_in = left.add_coach(coach="dev", role=CoachRole.STAND_IN, first=on(9, 24), **BY)
    found = case(WEEKLY, relationship=stood_in)
    assert [one.coach for one in outcomes(found, 10, 5)] == ["amara", "amara", "amara", "amara"]


def test_a_window_in_which_nobody_coached_on_a_day_that_counts_has_no_coach() -> None:
    """Though somebody did at the weekend."""
    left = begun(rule(WEEKLY)).end_tenure(coach="amara", by="office", when=on(9, 11))
    later = left.add_coach(coach="cara", role=CoachRole.CO_COACH, first=on(9, 27), **BY)
    found = case(WEEKLY, relationship=later)
    assert [one.coach for one in outcomes(found, 10, 5)] == ["amara", None, None, "amara"]
    whole = case(
        WEEKLY, relationship=left.add_coach(coach="cara", role=CoachRole.LEAD, first=on(9, 28), **BY)
    )
    assert [one.coach for one in outcomes(whole, 10, 5)] == ["amara", None, None, "cara"]


@pytest.mark.parametrize("reason", list(MissReason))
def test_the_reason_that_was_recorded_of_a_session_is_told(reason: MissReason) -> None:
    """Of one that was cancelled in the window, with the session that says so."""
    found = case(WEEKLY, sessions=[called_off(on(9, 9), reason, id="s1")])
    (one,) = outcomes(found, 9, 14)
    because = None if reason is NOT_RECORDED else "session s1"
    assert (one.reason, one.because) == (reason, because)


def test_a_session_that_was_missed_tells_its_reason_too() -> None:
    """And that of a window that was met is none."""
    missed = planned(on(9, 9)).miss(relationship=LONG_AGO, by="amara", when=on(9, 9), reason=SCHOOL_EVENT)
    assert told(case(WEEKLY, sessions=[missed]), 9, 14) == [(on(9, 11), "amara", SCHOOL_EVENT)]
    assert told(case(WEEKLY, sessions=[missed, held(on(9, 10))]), 9, 14) == [(on(9, 11), "amara", None)]


def test_the_latest_session_of_the_window_that_gives_a_reason_is_told() -> None:
    """One without a recorded reason is passed over, as are those of other windows and those that are void."""
    sessions = [
        called_off(on(9, 8), COACH_AWAY, id="a"),
        called_off(on(9, 9), TEACHER_AWAY, id="b"),
        called_off(on(9, 10), NOT_RECORDED, id="c"),
        called_off(on(9, 11), SCHOOL_EVENT, id="d").void(reason="twice", by="amara", when=on(9, 11)),
        called_off(on(9, 14), CLASH, id="e"),
    ]
    found = case(WEEKLY, sessions=sessions)
    assert [(one.reason, one.because) for one in outcomes(found, 9, 21)] == [
        (TEACHER_AWAY, "session b"),
        (CLASH, "session e"),
    ]
    assert outcomes(found, 9, 21) == outcomes(found.but(sessions=tuple(sessions[::-1])), 9, 21)


def test_a_session_at_either_end_of_the_window_is_in_it() -> None:
    """A Monday's and a Sunday's."""
    for day in (on(9, 14), on(9, 20)):
        found = case(WEEKLY, sessions=[held(on(9, 9)), called_off(day)])
        assert told(found, 9, 21)[1][2] is CLASH


def test_only_what_would_have_qualified_gives_a_reason() -> None:
    """A conversation that was cancelled is no missing observation; what is planned or held is none either."""
    visits = per("week", counts=frozenset({LOOK}))
    sessions = [called_off(on(9, 9), kind=TALK), planned(on(9, 10), LOOK), held(on(9, 10), TALK)]
    assert told(case(visits, sessions=sessions), 9, 14) == [(on(9, 11), "amara", NOT_RECORDED)]
    assert told(case(visits, sessions=[*sessions, called_off(on(9, 9), kind=LOOK)]), 9, 14)[0][2] is CLASH


def test_an_absence_through_all_of_a_window_is_the_reason() -> None:
    """On each of its days that count; a recorded reason comes before it."""
    ill = away("amara", on(9, 14), on(9, 18), id="ill")
    found = case(WEEKLY, absences=(ill,))
    assert [(one.reason, one.because) for one in outcomes(found, 9, 28)] == [
        (NOT_RECORDED, None),
        (COACH_AWAY, "absence ill"),
        (NOT_RECORDED, None),
    ]
    recorded = found.also(called_off(on(9, 16), CLASH, id="s1"))
    assert outcomes(recorded, 9, 28)[1].because == "session s1"
    unrecorded = found.also(called_off(on(9, 16), NOT_RECORDED, id="s1"))
    assert outcomes(unrecorded, 9, 28)[1].because == "absence ill"
    short = case(WEEKLY, absences=(away("amara", on(9, 14), on(9, 17)),))
    assert outcomes(short, 9, 28)[1].reason is NOT_RECORDED


def test_as_long_as_somebody_could_coach_no_absence_is_the_reason() -> None:
    """A stand-in on one of the days is enough; one who is away too is not."""
    ill = away("amara", on(9, 14), on(9, 18), id="ill")
    pair = begun(rule(WEEKLY)).add_coach(coach="dev", role=CoachRole.STAND_IN, first=on(9, 18), **BY)
    found = case(WEEKLY, relationship=pair, absences=(ill,))
    assert outcomes(found, 9, 21)[1].reason is NOT_RECORDED
    both = found.but(absences=(ill, away("dev", on(9, 18), on(9, 18), id="dev")))
    assert [one.because for one in outcomes(both, 9, 21)] == [None, "absence ill"]


def test_days_without_a_coach_are_nobody_s_absence() -> None:
    """Nor is that of somebody who has left, or stands in alone, told as the lead's."""
    left = begun(rule(WEEKLY)).end_tenure(coach="amara", by="office", when=on(9, 16))
    ill = away("amara", on(9, 14), on(9, 18))
    assert outcomes(case(WEEKLY, relationship=left, absences=(ill,)), 9, 21)[1].reason is NOT_RECORDED
    alone = begun(rule(WEEKLY)).end_tenure(coach="amara", by="office", when=on(9, 11))
    for coach in ("dev", "eve"):
        alone = alone.add_coach(coach=coach, role=CoachRole.STAND_IN, first=on(9, 14), **BY)
    absences = (away("eve", on(9, 14), on(9, 18), id="a2"), away("dev", on(9, 14), on(9, 18), id="a1"))
    found = case(WEEKLY, relationship=alone, absences=absences)
    assert [one.because for one in outcomes(found, 9, 21)] == [None, "absence a1"]


def test_an_absence_through_all_of_a_gap_is_its_reason() -> None:
    """From the day after the last contact to the due date."""
    ill = away("amara", on(9, 10), on(9, 14), id="ill")
    found = case(gap(3), sessions=[held(on(9, 9))], absences=(ill,))
    assert [(one.reason, one.because) for one in outcomes(found, 9, 21)] == [
        (None, None),
        (COACH_AWAY, "absence ill"),
    ]


def test_each_requirement_has_its_windows_where_all_are_asked_for() -> None:
    """By the day that decided them."""
    found = case(WEEKLY, per("half_term", 2), sessions=[held(one) for one in FRIDAYS])
    each = outcomes(found, 11, 2)
    assert [(one.settled, one.requirement) for one in each[-2:]] == [(on(10, 23), 1), (on(10, 23), 2)]
    assert len(each) == 8


def test_where_any_will_do_the_requirement_that_was_kept_best_is_told() -> None:
    """That with the fewest misses, then that with the most met, then the first."""
    visits = per("half_term", counts=frozenset({LOOK}))

    def requirement(*requires: Requirement, sessions: list[Session]) -> set[int]:
        return {one.requirement for one in outcomes(case(*requires, sessions=sessions, any_of=True), 11, 2)}

    assert requirement(WEEKLY, visits, sessions=[held(on(9, 9), LOOK)]) == {2}
    assert requirement(visits, WEEKLY, sessions=[held(one) for one in FRIDAYS]) == {2}
    assert requirement(visits, WEEKLY, sessions=[held(one, LOOK) for one in FRIDAYS]) == {2}
    assert requirement(visits, visits, sessions=[]) == {1}


def test_under_each_rule_its_own_windows_are_told() -> None:
    """A period that ends under another rule is none; a gap is judged by the rule that decided it."""
    first, second = rule(per("half_term", 3), id="oakfield/one"), rule(WEEKLY, id="oakfield/two")
    pair = begun(first).arrange(cadence=second, starts=on(9, 23), **BY)
    found = Case(pair, (first, second), (held(on(9, 16)), held(on(9, 30))))
    assert [(one.settled, one.rule, one.is_met) for one in outcomes(found, 10, 12)] == [
        (on(10, 2), second.pin, True),
        (on(10, 9), second.pin, False),
    ]
    slow, quick = rule(gap(20), id="oakfield/one"), rule(gap(2), id="oakfield/two")
    hurried = begun(slow).arrange(cadence=quick, starts=on(9, 23), **BY)
    found = Case(hurried, (slow, quick), (held(on(9, 16)), held(on(9, 29))))
    assert [(one.settled, one.rule, one.is_met) for one in outcomes(found, 9, 30)] == [
        (on(9, 16), slow.pin, True),
        (on(9, 28), quick.pin, False),
    ]
    assert [one.settled for one in outcomes(found, 9, 27)] == [on(9, 16)]
    assert [one.settled for one in outcomes(found, 9, 28)] == [on(9, 16), on(9, 28)]
    for day, is_met in ((on(9, 28), False), (on(9, 27), True)):
        turned = Case(hurried, (slow, quick), (held(on(9, 16)), held(day)))
        (last,) = [one for one in outcomes(turned, 9, 29) if one.settled > on(9, 16)]
        assert (last.settled, last.rule) == (day, quick.pin if day == on(9, 28) else slow.pin)
        assert last.is_met is is_met
    eased = begun(quick).arrange(cadence=slow, starts=on(9, 23), **BY)
    found = Case(eased, (quick, slow), (held(on(9, 8)), held(on(9, 29))))
    assert [(one.settled, one.rule, one.is_met) for one in outcomes(found, 9, 30)] == [
        (on(9, 8), quick.pin, True),
        (on(9, 10), quick.pin, False),
    ]
    waited = Case(eased, (quick, slow), (held(on(9, 24)), held(on(9, 30))))
    first_day = Case(eased, (quick, slow), (held(on(9, 25)), held(on(9, 28))))
    assert [(one.settled, one.rule) for one in outcomes(first_day, 9, 28)][1:] == [(on(9, 28), slow.pin)]
    assert [(one.settled, one.rule, one.is_met) for one in outcomes(waited, 9, 30)][1:] == [
        (on(9, 30), slow.pin, True),
    ]


def test_without_a_cadence_nothing_was_expected() -> None:
    """And nothing is complete or incomplete."""
    assert outcomes(Case(begun(), ()), 12, 31) == ()


def test_a_successor_has_windows_of_their_own() -> None:
    """What was running when the clock stopped was neither met nor missed."""
    pair = begun(rule(FORTNIGHTLY)).hand_over(to="cara", starts=on(9, 21), **BY)
    found = case(FORTNIGHTLY, relationship=pair, sessions=[held(on(9, 23))])
    assert told(found, 9, 30) == [(on(9, 23), "cara", None)]
    late = begun(rule(FORTNIGHTLY)).hand_over(to="cara", starts=on(9, 23), **BY)
    assert told(case(FORTNIGHTLY, relationship=late), 9, 30) == [(on(9, 21), "amara", NOT_RECORDED)]


def outcome(coach: str | None, coachee: str, reason: MissReason | None) -> WindowOutcome:
    """Return the outcome of some window, missed for a reason, or met."""
    (one,) = outcomes(case(WEEKLY, sessions=[] if reason else [held(on(9, 9))]), 9, 14)
    return WindowOutcome("r1", coachee, coach, one.rule, 1, one.window, one.settled, reason=reason)


def test_totals_are_the_school_s_the_coaches_and_the_coachees() -> None:
    """Windows without a coach count in the school's alone."""
    found = completion(
        [
            outcome("cara", "ben", None),
            outcome("amara", "ben", COACH_AWAY),
            outcome("amara", "eve", CLASH),
            outcome("amara", "eve", CLASH),
            outcome(None, "eve", NOT_RECORDED),
            outcome(None, "dan", NOT_RECORDED),
        ]
    )
    assert found == Completion(
        school=CompletionTotals(1, 5, {COACH_AWAY: 1, CLASH: 2, NOT_RECORDED: 2}),
        coaches={"amara": CompletionTotals(0, 3, {COACH_AWAY: 1, CLASH: 2}), "cara": CompletionTotals(1)},
        coachees={"ben": CompletionTotals(1, 1, {COACH_AWAY: 1}), "eve": CompletionTotals(0, 2, {CLASH: 2})},
    )
    assert (found.school.expected, found.coaches["cara"].expected) == (6, 1)
    assert list(found.coaches) == ["amara", "cara"]
    assert completion([]) == Completion(CompletionTotals(), {}, {})


def test_a_reason_that_is_not_to_be_seen_is_none() -> None:
    """Not that of an absence: what was recorded comes before it. It is a miss all the same."""
    hidden = without_content(called_off(on(9, 9), CLASH, id="s1"))
    found = case(WEEKLY, sessions=[hidden], absences=(away("amara", START, on(9, 11)),))
    (one,) = outcomes(found, 9, 14)
    assert (one.is_met, one.reason) == (False, None)
    assert completion([one]).school == CompletionTotals(0, 1, {})


def test_an_outcome_says_which_days_of_its_window_did_not_count() -> None:
    """All of them, whenever it was settled."""
    ill = away("ben", on(9, 10), on(9, 16))
    first, second = outcomes(case(WEEKLY, absences=[ill]), 9, 21)
    assert [(one.first, one.last, one.record) for one in first.left_out] == [(on(9, 10), on(9, 11), ill.ref)]
    assert [(one.first, one.last, one.record) for one in second.left_out] == [(on(9, 14), on(9, 16), ill.ref)]
    (gone,) = outcomes(case(FORTNIGHTLY, absences=[ill], sessions=[held(on(9, 25))]), 9, 25)
    assert [(one.first, one.last, one.record) for one in gone.left_out] == [(on(9, 10), on(9, 16), ill.ref)]


def test_a_reason_shows_in_no_message() -> None:
    """It is content."""
    (one,) = outcomes(case(WEEKLY, sessions=[called_off(on(9, 9), CLASH, id="because-of-this")]), 9, 14)
    assert (one.reason, one.because) == (CLASH, "session because-of-this")
    assert not any(word in repr(one) for word in ("clash", "because-of-this"))


all_asked_for = cases().filter(lambda one: all(each.combine is Combination.ALL_OF for each in one[0].rules))


@LAW
@given(all_asked_for, st.integers(0, 60))
def test_what_was_decided_stays_decided(drawn: tuple[Case, date], later: int) -> None:
    """Each window of a day is told again on every later day, if nothing else happens."""
    found, day = drawn
    if found.around is not None:
        then = day + timedelta(days=later)
        before, after = (
            window_outcomes(found.relationship, found.sessions, found.pins, found.around, one)
            for one in (day, then)
        )
        assert set(map(id_of, before)) <= set(map(id_of, after))
        assert all(one.settled <= then for one in after)


@LAW
@given(all_asked_for)
def test_what_is_overdue_was_missed(drawn: tuple[Case, date]) -> None:
    """The window that a standing tells was missed, under this rule or already under the one before it."""
    found, day = drawn
    standing = found.at(day)
    if standing.status == "overdue" and found.around is not None:
        told = window_outcomes(found.relationship, found.sessions, found.pins, found.around, day)
        assert standing.window is not None
        assert standing.window.first in {one.window.first for one in told if not one.is_met}


@LAW
@given(cases())
def test_each_window_is_told_once_and_in_order(drawn: tuple[Case, date]) -> None:
    """And each miss has a reason, which names its record where there is one."""
    found, day = drawn
    if found.around is not None:
        told = window_outcomes(found.relationship, found.sessions, found.pins, found.around, day)
        assert len(set(map(id_of, told))) == len(told)
        assert [one.settled for one in told] == sorted(one.settled for one in told)
        for one in told:
            assert (one.reason is None) is one.is_met
            assert (one.because is None) is (one.reason in (None, NOT_RECORDED))
        totals = completion(told).school
        assert (totals.met, totals.expected) == (sum(one.is_met for one in told), len(told))


def id_of(one: WindowOutcome) -> tuple[object, ...]:
    """Return what tells a window from every other."""
    return one.rule, one.requirement, one.window.first, one.is_met
