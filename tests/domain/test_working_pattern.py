"""On which days of the week somebody works, from a day on, and in which early-career year they are."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain import Person
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.weekday import WEEKDAYS, Weekday, weekday_of
from instructional_coaching.domain.working_pattern import WorkingPattern
from instructional_coaching.errors import InvalidValue, OutOfOrder, WrongState
from tests.domain.school import LAW, START, day, person, refused
from tests.domain.strategies import lives

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (frozenset({one}) for one in Weekday)


def changed(somebody: Person, days: frozenset[Weekday], when: int, starts: int | None = None) -> Person:
    """Let somebody work on other days of the week from a day on."""
    first = None if starts is None else day(starts)
    return somebody.change_working_days(working_days=days, by="head", when=day(when), starts=first)


def worked(somebody: Person, first: int, last: int) -> list[int]:
    """Return the numbers of the days, of some, on which somebody works."""
    return [number for number in range(first, last + 1) if somebody.works_on(day(number))]


def test_whoever_says_nothing_works_on_any_day() -> None:
    """At weekends too: on which days the school opens is its calendar's to say."""
    assert person().working == ()
    assert worked(person(), -3, 10) == list(range(-3, 11))


def test_somebody_joins_with_the_days_of_the_week_on_which_they_work() -> None:
    """From that day on; of the days before nothing is known."""
    part_time = person(working_days=MONDAY | THURSDAY)
    assert part_time.working == (WorkingPattern(days=MONDAY | THURSDAY, since=START),)
    assert worked(part_time, -3, 14) == [-3, -2, -1, 0, 3, 7, 10, 14]
    assert person(working_days={"monday", "thursday"}) == part_time


@pytest.mark.parametrize("weekday", Weekday)
def test_each_day_of_the_week_is_told_from_the_others(weekday: Weekday) -> None:
    """Day 0 is a Monday."""
    assert worked(person(working_days={weekday}), 0, 6) == [WEEKDAYS.index(weekday)]


def test_other_days_hold_from_the_day_they_start() -> None:
    """The day of the change, or a later one that is named; days before stay as they were."""
    at_once = changed(person(working_days=MONDAY), TUESDAY, 7)
    assert worked(at_once, 0, 15) == [0, 8, 15]
    later = changed(person(working_days=MONDAY), TUESDAY, 7, starts=14)
    assert worked(later, 0, 15) == [0, 7, 15]
    assert [one.since for one in later.working] == [START, day(14)]


def test_days_given_for_the_first_time_leave_those_before_as_they_were() -> None:
    """Any day until then."""
    assert worked(changed(person(), MONDAY, 3), 0, 8) == [0, 1, 2, 7]


def test_a_change_on_the_day_of_the_one_before_takes_its_place() -> None:
    """The later word of the same day holds, also about the day of joining."""
    twice = changed(changed(person(working_days=MONDAY), TUESDAY, 7), WEDNESDAY, 7)
    assert [(one.days, one.since) for one in twice.working] == [(MONDAY, START), (WEDNESDAY, day(7))]
    assert changed(person(working_days=MONDAY), TUESDAY, 0).working == (
        WorkingPattern(days=TUESDAY, since=START),
    )


def test_a_change_starts_no_earlier_than_the_one_before() -> None:
    """Days gone by stay as they were; a change that is to come may be given other days, no other start."""
    to_come = changed(person(working_days=MONDAY), TUESDAY, 7, starts=14)
    with refused(
        OutOfOrder, "out-of-order", "person dana", "change_working_days", "2026-09-20", "2026-09-21"
    ):
        changed(to_come, WEDNESDAY, 13)
    assert worked(changed(to_come, WEDNESDAY, 13, starts=14), 7, 16) == [7, 16]


def test_somebody_works_on_a_day_at_least() -> None:
    """Whoever works on none is away; the argument is named, or the field of a value built by hand."""
    with refused(InvalidValue, "invalid-value", "working_days: names no day of the week", "note an absence"):
        person(working_days=frozenset())
    with refused(InvalidValue, "invalid-value", "working_days: names no day of the week", "note an absence"):
        changed(person(), frozenset(), 7)
    with refused(InvalidValue, "invalid-value", "names no day of the week", "note an absence") as caught:
        WorkingPattern(days=frozenset(), since=START)
    assert caught.value.field == "days"


def test_a_day_of_the_week_is_one_of_seven() -> None:
    """A misspelt one is none."""
    with refused(InvalidValue, "invalid-value", "working_days[0]", "monday, tuesday"):
        person(working_days={"mon"})


def test_whoever_left_works_no_more() -> None:
    """The last day is inclusive, and nothing is changed after it."""
    gone = person(working_days=THURSDAY | FRIDAY).leave(by="head", when=day(10))
    assert worked(gone, 0, 20) == [3, 4, 10]
    assert worked(person().leave(by="head", when=day(2)), 0, 20) == [0, 1, 2]
    with refused(WrongState, "wrong-state", "person dana", "change_working_days", "gone"):
        changed(gone, MONDAY, 5)
    with refused(WrongState, "wrong-state", "person dana", "change_early_career_year", "gone"):
        gone.change_early_career_year(early_career_year=2, by="head", when=day(5))


def test_other_changes_leave_the_days_and_the_days_leave_them() -> None:
    """Duties, early-career year and days are three things."""
    before = person(working_days=MONDAY, duties={"leader"}, early_career_year=1)
    promoted = before.change_duties(duties=frozenset(), by="head", when=day(3))
    assert (promoted.working, promoted.early_career_year) == (before.working, 1)
    other_days = changed(promoted, TUESDAY, 1, starts=2)
    assert (other_days.duties, other_days.since, other_days.earlier) == (
        promoted.duties,
        promoted.since,
        promoted.earlier,
    )
    assert other_days.early_career_year == 1


@pytest.mark.parametrize(("before", "after"), [(1, 2), (2, 1), (2, None), (None, 1), (1, 1)])
def test_the_early_career_year_changes(before: int | None, after: int | None) -> None:
    """To the next one, back where it was mistaken, or to none once it is over; nothing else does."""
    somebody: Any = person(early_career_year=before, working_days=MONDAY, duties={Duty.LEADER})
    year = {} if after is None else {"early_career_year": after}
    changed_year = somebody.change_early_career_year(**year, by="head", when=day(9))
    assert changed_year.saved() == attrs.evolve(somebody.saved(), early_career_year=after)


@pytest.mark.parametrize("year", [0, 3])
def test_there_are_two_early_career_years(year: int) -> None:
    """As on joining."""
    with refused(InvalidValue, "invalid-value", "early_career_year", "1 and 2"):
        person().change_early_career_year(early_career_year=year, by="head", when=day(9))


@LAW
@given(lives(Person), st.integers(-10, 60).map(day))
def test_on_each_day_the_latest_pattern_holds(somebody: Person, when: date) -> None:
    """Whatever led to it: patterns stand in order, no two of one day, and the latest begun by then holds."""
    starts: list[Any] = [one.since for one in somebody.working]
    assert starts == sorted(set(starts))
    begun = [one.days for one in somebody.working if one.since <= when]
    there = somebody.left is None or when <= somebody.left
    works = weekday_of(when) in (begun[-1] if begun else frozenset(Weekday))
    assert somebody.works_on(when) is (there and works)
