"""From when a cadence is counted, and by which rule."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.clock import (
    FAR,
    Clock,
    ClockStart,
    RuleSpan,
    clock_on,
    clocks,
    first_lead_day,
    rule_on,
    rule_spans,
)
from instructional_coaching.domain import CadenceRule, Relationship
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.domain.weekday import WEEKDAYS, Weekday
from tests.analysis.cadence import BY, START, begun, days_of, gap, on, rule
from tests.analysis.coaching import LAW
from tests.domain.defined import MODELS

FIRST, SECOND, THIRD = (rule(gap(n), id=f"oakfield/r{n}") for n in (5, 6, 7))
MODEL = next(iter(MODELS.values()))
SUNDAY_TO_THURSDAY = frozenset({*WEEKDAYS[:4], Weekday.SUNDAY})
START_OF, SUCCESSOR, RESUMPTION = ClockStart


def handed_over(day: date, to: str = "cara", before: Relationship | None = None) -> Relationship:
    """Hand the coaching over from a day on."""
    return (before or begun()).hand_over(to=to, starts=day, **BY)


def rested(first: date, resumed: date | None = None, before: Relationship | None = None) -> Relationship:
    """Let it rest from a day on, and take it up again on another."""
    paused = (before or begun()).pause(by="ben", when=first)
    return paused.resume(by="ben", when=resumed) if resumed else paused


def ended(day: date, before: Relationship | None = None) -> Relationship:
    """Let it end on a day."""
    return (before or begun()).end(reason=EndReason.COMPLETED, by="ben", when=day)


def arranged(*changes: tuple[date, CadenceRule], starts: date = START) -> tuple[RuleSpan, ...]:
    """Return which rule applies when, after some arrangements."""
    pair = begun(starts=starts)
    for day, cadence in changes:
        pair = pair.arrange(cadence=cadence, starts=day, **BY)
    return rule_spans(pair, None)


def test_the_clock_starts_with_the_first_day_of_coaching() -> None:
    """Not with the day on which that was decided; and it goes on."""
    assert clocks(begun(starts=on(9, 14))) == (Clock(on(9, 14), FAR, START_OF),)
    assert first_lead_day(begun(starts=on(9, 14))) == on(9, 14)


def test_a_successor_starts_with_a_clean_clock() -> None:
    """The earlier one ends the day before."""
    pair = handed_over(on(11, 2), "dev", handed_over(on(10, 5)))
    assert clocks(pair) == (
        Clock(START, on(10, 4), START_OF),
        Clock(on(10, 5), on(11, 1), SUCCESSOR),
        Clock(on(11, 2), FAR, SUCCESSOR),
    )


def test_a_resumed_relationship_starts_with_a_clean_clock() -> None:
    """While it rests there is none."""
    pair = rested(on(11, 10), before=rested(on(9, 21), on(10, 5)))
    assert clocks(pair) == (
        Clock(START, on(9, 20), START_OF),
        Clock(on(10, 5), on(11, 9), RESUMPTION),
    )
    assert clock_on(pair, on(9, 20)) == Clock(START, on(9, 20), START_OF)
    assert clock_on(pair, on(9, 21)) is None
    assert clock_on(pair, on(10, 4)) is None
    assert clock_on(pair, on(10, 5)) == Clock(on(10, 5), on(11, 9), RESUMPTION)
    assert clock_on(pair, on(9, 6)) is None


def test_resumed_on_the_day_of_the_pause_it_starts_afresh_all_the_same() -> None:
    """Not a day is without a clock."""
    assert clocks(rested(on(9, 21), on(9, 21))) == (
        Clock(START, on(9, 20), START_OF),
        Clock(on(9, 21), FAR, RESUMPTION),
    )


def test_paused_again_on_the_day_it_was_resumed_it_rests_on() -> None:
    """The clock in between has no day."""
    pair = rested(on(10, 5), before=rested(on(9, 21), on(10, 5)))
    assert clocks(pair) == (Clock(START, on(9, 20), START_OF),)


def test_whoever_takes_over_while_it_rests_starts_when_it_is_resumed() -> None:
    """The clock of the resumption is theirs."""
    pair = handed_over(on(9, 28), before=rested(on(9, 21)))
    resumed = pair.resume(by="ben", when=on(10, 5))
    assert clocks(pair) == (Clock(START, on(9, 20), START_OF),)
    assert clocks(resumed) == (Clock(START, on(9, 20), START_OF), Clock(on(10, 5), FAR, RESUMPTION))


def test_a_hand_over_planned_for_after_the_pause_cuts_the_clock_of_the_resumption() -> None:
    """And one planned for the very day is one clock, not two."""
    later = handed_over(on(10, 12), before=rested(on(9, 21), on(10, 5)))
    assert [(one.first, one.why) for one in clocks(later)] == [
        (START, START_OF),
        (on(10, 5), RESUMPTION),
        (on(10, 12), SUCCESSOR),
    ]
    same = handed_over(on(10, 5), before=rested(on(9, 21), on(10, 5)))
    assert [(one.first, one.why) for one in clocks(same)] == [(START, START_OF), (on(10, 5), RESUMPTION)]


def test_a_rest_before_the_first_day_of_coaching_starts_no_clock() -> None:
    """It has nothing to start afresh; on the first day itself it is the start."""
    before = rested(on(9, 2), on(9, 3), begun(starts=START))
    assert clocks(before) == (Clock(START, FAR, START_OF),)
    same = rested(on(9, 2), START, begun(starts=START))
    assert clocks(same) == (Clock(START, FAR, START_OF),)
    over = rested(on(9, 2), on(9, 14), begun(starts=START))
    assert clocks(over) == (Clock(on(9, 14), FAR, RESUMPTION),)


def test_the_last_day_of_the_relationship_is_the_last_of_its_clock() -> None:
    """Though a hand-over was planned for later."""
    assert clocks(ended(on(10, 9))) == (Clock(START, on(10, 9), START_OF),)
    assert clocks(ended(on(10, 9), handed_over(on(11, 2)))) == (Clock(START, on(10, 9), START_OF),)
    assert clocks(ended(on(10, 9), rested(on(10, 5)))) == (Clock(START, on(10, 4), START_OF),)


def test_what_ended_before_it_started_has_no_clock() -> None:
    """Nor a first day."""
    never = ended(on(9, 2), begun(starts=START))
    assert clocks(never) == ()
    assert first_lead_day(never) is None


def test_the_end_of_a_lead_without_a_successor_stops_no_clock() -> None:
    """Days without a coach count in the school's completion."""
    left = begun().end_tenure(coach="amara", by="office", when=on(10, 2))
    assert clocks(left) == (Clock(START, FAR, START_OF),)
    again = left.add_coach(coach="cara", role=CoachRole.LEAD, first=on(10, 12), **BY)
    assert clocks(again) == (Clock(START, on(10, 11), START_OF), Clock(on(10, 12), FAR, SUCCESSOR))


def test_a_lead_who_comes_back_after_a_time_without_one_starts_with_a_clean_clock() -> None:
    """One who simply goes on does not: nobody has succeeded anybody."""
    left = begun().end_tenure(coach="amara", by="office", when=on(10, 2))
    back = left.add_coach(coach="amara", role=CoachRole.LEAD, first=on(10, 12), **BY)
    assert [one.first for one in clocks(back)] == [START, on(10, 12)]
    goes_on = left.add_coach(coach="amara", role=CoachRole.LEAD, first=on(10, 3), **BY)
    assert clocks(goes_on) == (Clock(START, FAR, START_OF),)


@pytest.mark.parametrize("role", [CoachRole.CO_COACH, CoachRole.STAND_IN])
def test_co_coaches_and_stand_ins_start_no_clock(role: CoachRole) -> None:
    """The lead stays the lead; and coaching starts with the lead."""
    assert clocks(begun().add_coach(coach="dev", role=role, first=on(9, 21), **BY)) == clocks(begun())
    early = begun().add_coach(coach="dev", role=role, first=on(9, 2), **BY)
    assert clocks(early) == clocks(begun())
    assert first_lead_day(early) == START


def test_the_first_cadence_applies_from_the_day_it_is_arranged_for() -> None:
    """Whether at the beginning or later; before that day there is none."""
    assert rule_spans(begun(FIRST), None) == (RuleSpan(FIRST.pin, START, FAR),)
    later = arranged((on(9, 23), FIRST))
    assert later == (RuleSpan(FIRST.pin, on(9, 23), FAR),)
    pair = begun().arrange(cadence=FIRST, starts=on(9, 23), **BY)
    assert rule_on(pair, None, on(9, 22)) is None
    assert rule_on(pair, None, on(9, 23)) == later[0]
    assert rule_spans(begun(), None) == ()
    assert rule_on(begun(), None, START) is None


@pytest.mark.parametrize(
    ("day", "monday"), [(on(9, 20), on(9, 21)), (on(9, 21), on(9, 28)), (on(9, 23), on(9, 28))]
)
def test_a_change_of_rule_applies_from_the_next_week(day: date, monday: date) -> None:
    """From the Monday after the day, a Monday's own week included."""
    assert arranged((START, FIRST), (day, SECOND)) == (
        RuleSpan(FIRST.pin, START, monday - timedelta(days=1)),
        RuleSpan(SECOND.pin, monday, FAR),
    )


@pytest.mark.parametrize(
    ("day", "sunday"), [(on(9, 19), on(9, 20)), (on(9, 20), on(9, 27)), (on(9, 24), on(9, 27))]
)
def test_where_weeks_begin_on_sunday_a_change_of_rule_applies_from_a_sunday(day: date, sunday: date) -> None:
    pair = begun(FIRST).arrange(cadence=SECOND, starts=day, **BY)
    school = Calendar.draw_up(id="school", by="head", when=START, weekdays=SUNDAY_TO_THURSDAY)
    assert [one.first for one in rule_spans(pair, school)] == [START, sunday]
    assert rule_on(pair, school, sunday - timedelta(days=1)) == rule_spans(pair, school)[0]


def test_of_two_changes_in_one_week_the_later_one_counts() -> None:
    """The other never came to apply."""
    assert arranged((START, FIRST), (on(9, 21), SECOND), (on(9, 23), THIRD)) == (
        RuleSpan(FIRST.pin, START, on(9, 27)),
        RuleSpan(THIRD.pin, on(9, 28), FAR),
    )
    assert [one.pin for one in arranged((START, FIRST), (on(9, 21), SECOND), (on(9, 28), THIRD))] == [
        FIRST.pin,
        SECOND.pin,
        THIRD.pin,
    ]


def test_a_change_taken_back_within_the_week_changes_nothing() -> None:
    """It is the one rule all the time, not two spans of it."""
    assert arranged((START, FIRST), (on(9, 21), SECOND), (on(9, 23), FIRST)) == (
        RuleSpan(FIRST.pin, START, FAR),
    )


def test_the_same_rule_arranged_again_goes_on() -> None:
    """As it does when only the model is changed."""
    assert arranged((START, FIRST), (on(9, 23), FIRST)) == (RuleSpan(FIRST.pin, START, FAR),)
    pair = begun(FIRST).arrange(model=MODEL, starts=on(9, 23), **BY)
    assert rule_spans(pair, None) == (RuleSpan(FIRST.pin, START, FAR),)
    modelled = begun(model=MODEL).arrange(cadence=FIRST, starts=on(9, 23), **BY)
    assert rule_spans(modelled, None) == (RuleSpan(FIRST.pin, on(9, 23), FAR),)


def test_the_rule_of_a_day_is_that_of_its_span() -> None:
    """Ends inclusive."""
    pair = begun(FIRST).arrange(cadence=SECOND, starts=on(9, 23), **BY)
    first, second = rule_spans(pair, None)
    assert rule_on(pair, None, on(9, 6)) is None
    assert rule_on(pair, None, START) == rule_on(pair, None, on(9, 27)) == first
    assert rule_on(pair, None, on(9, 28)) == second


changes = st.lists(st.tuples(st.integers(0, 60), st.sampled_from([FIRST, SECOND, THIRD])), max_size=6)


@LAW
@given(changes)
def test_spans_follow_each_other_and_change_on_mondays_only(made: list[tuple[int, CadenceRule]]) -> None:
    """Each names another rule than the one before it, and no day has two or none."""
    days = sorted(((START + timedelta(days=n), cadence) for n, cadence in made), key=lambda one: one[0])
    spans = arranged(*days)
    assert [one.last for one in spans[-1:]] == [FAR] * bool(days)
    for one, two in pairwise(spans):
        assert two.first == one.last + timedelta(days=1)
        assert two.first.weekday() == 0
        assert one.pin != two.pin
    for one in spans:
        assert one.first <= one.last


pauses = st.lists(st.integers(0, 80), max_size=6, unique=True).map(sorted)


@LAW
@given(
    pauses, st.lists(st.integers(1, 80), max_size=3, unique=True).map(sorted), st.none() | st.integers(80, 99)
)
def test_every_day_of_coaching_that_is_no_rest_has_one_clock(
    turns: list[int], hand_overs: list[int], end: int | None
) -> None:
    """And no other day has one."""
    pair = begun()
    for n, turn in enumerate(hand_overs):
        pair = handed_over(START + timedelta(days=turn), f"coach-{n}", pair)
    for n, turn in enumerate(turns):
        day = START + timedelta(days=turn)
        pair = pair.resume(by="ben", when=day) if n % 2 else pair.pause(by="ben", when=day)
    if end is not None:
        pair = ended(START + timedelta(days=end), pair)
    found = clocks(pair)
    for day in days_of(on(9, 1), on(12, 31)):
        running = [one for one in found if one.first <= day <= one.last]
        is_over = end is not None and day > START + timedelta(days=end)
        rests = any(one.covers(day) for one in pair.pauses)
        assert len(running) == (0 if day < START or is_over or rests else 1)
        assert clock_on(pair, day) == (running[0] if running else None)
    assert all(one.last < two.first for one, two in pairwise(found))
