"""The periods of a school year: weeks, cycles of the timetable, half-terms and terms."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain.cadence_rule import Period
from instructional_coaching.domain.calendar import Calendar, DayKind
from instructional_coaching.domain.term import Stretch
from instructional_coaching.domain.weekday import WEEKDAYS, Weekday
from tests.domain.school import LAW, day
from tests.domain.school_year import SPRING, autumn, drawn_up, marked, with_term
from tests.domain.strategies import calendars

Ends = tuple[int, int]

OF_TERMS = (Period.TIMETABLE_CYCLE, Period.HALF_TERM, Period.TERM)
LAST_SUNDAY = date(2199, 12, 29)
"""The last Sunday whose week ends within the years that a record may name."""


def ends(calendar: Calendar, period: Period, number: int) -> Ends | None:
    """Return the first and last day, by their numbers, of the period that a day is in."""
    found = calendar.period_on(period, day(number))
    return None if found is None else ((found.first - day(0)).days, (found.last - day(0)).days)


def cycles_of(calendar: Calendar, days: Iterable[date]) -> list[Ends]:
    """Return every cycle of some days, by day numbers, in order."""
    found = [ends(calendar, Period.TIMETABLE_CYCLE, (one - day(0)).days) for one in days]
    return [one for one in dict.fromkeys(found) if one]


def open_weeks(calendar: Calendar, days: Iterable[date]) -> int:
    """Count the weeks in which the school is open on one of some days at least."""
    return len({calendar.week_on(one).first for one in days if calendar.kind_on(one) is not DayKind.CLOSED})


@pytest.mark.parametrize(
    ("number", "week"),
    [
        (0, (0, 6)),
        (6, (0, 6)),
        (7, (7, 13)),
        (-1, (-7, -1)),
        (51, (49, 55)),
        (102, (98, 104)),
        (116, (112, 118)),
    ],
)
def test_a_week_goes_from_monday_to_sunday(number: int, week: Ends) -> None:
    """In a term, in a holiday, over the end of a term and over the turn of the year."""
    assert ends(autumn(), Period.WEEK, number) == week
    assert ends(drawn_up(), Period.WEEK, number) == week


@LAW
@given(st.dates(date(1900, 1, 1), LAST_SUNDAY))
def test_every_day_is_in_just_one_week(when: date) -> None:
    """Seven days of one week of the civil calendar."""
    week = drawn_up().period_on(Period.WEEK, when)
    assert week is not None
    assert {one.isocalendar()[:2] for one in week} == {when.isocalendar()[:2]}
    assert len(list(week)) == 7


def test_the_week_of_a_school_that_opens_on_sunday_begins_on_it() -> None:
    """From Sunday 13 to Saturday 19 September, and so do the weeks of its timetable."""
    school = with_term(drawn_up(weekdays=frozenset({*WEEKDAYS[:4], Weekday.SUNDAY})))
    assert ends(school, Period.WEEK, 6) == ends(school, Period.WEEK, 12) == (6, 12)
    assert ends(school, Period.WEEK, 5) == (-1, 5)
    assert cycles_of(school, map(day, range(20))) == [(0, 5), (6, 12), (13, 19)]
    fortnights = autumn(weekdays=school.weekdays, cycle_weeks=2)
    assert cycles_of(fortnights, map(day, range(40))) == [(0, 12), (13, 26), (27, 40)]


@pytest.mark.parametrize(
    ("number", "half", "term"),
    [
        (-1, None, None),
        (0, (0, 48), (0, 102)),
        (48, (0, 48), (0, 102)),
        (49, None, (0, 102)),
        (53, None, (0, 102)),
        (54, (54, 102), (0, 102)),
        (102, (54, 102), (0, 102)),
        (103, None, None),
        (121, (121, 200), (121, 200)),
        (200, (121, 200), (121, 200)),
        (201, None, None),
    ],
)
def test_a_half_term_lies_before_or_behind_the_holiday(
    number: int, half: Ends | None, term: Ends | None
) -> None:
    """In the holiday there is none, though it is in the term; a term without a holiday is one half."""
    year = with_term(autumn(), SPRING)
    assert ends(year, Period.HALF_TERM, number) == half
    assert ends(year, Period.TERM, number) == term


@pytest.mark.parametrize(
    ("weeks", "cycles"),
    [
        (
            1,
            [
                *[(n, n + 6) for n in range(0, 49, 7)],
                (49, 62),
                *[(n, n + 6) for n in range(63, 98, 7)],
                (98, 102),
            ],
        ),
        (2, [(0, 13), (14, 27), (28, 41), (42, 62), (63, 76), (77, 90), (91, 102)]),
        (3, [(0, 20), (21, 41), (42, 69), (70, 90), (91, 102)]),
        (4, [(0, 27), (28, 62), (63, 90), (91, 102)]),
    ],
)
def test_a_cycle_counts_the_weeks_in_which_the_school_is_open(weeks: int, cycles: list[Ends]) -> None:
    """The week of half-term lengthens the cycle that it is in, and the term's end cuts the last one."""
    school = autumn(cycle_weeks=weeks)
    assert cycles_of(school, school.terms[0].days) == cycles


def test_each_term_begins_a_cycle() -> None:
    """With whatever part of a week it begins with; between terms there is none."""
    year = with_term(autumn(cycle_weeks=2), SPRING)
    assert cycles_of(year, year.terms[1].days)[:2] == [(121, 132), (133, 146)]
    assert [ends(year, Period.TIMETABLE_CYCLE, number) for number in (-1, 103, 120, 201)] == [None] * 4


@pytest.mark.parametrize("cut", [3, 6, 10, 13, 48, 90])
@pytest.mark.parametrize("again", [2, 30])
def test_a_term_that_is_split_in_two_has_the_cycles_of_one(cut: int, again: int) -> None:
    """Or in three: terms without a day between them are one to the timetable."""
    whole = drawn_up(cycle_weeks=2)
    days = Stretch(first=day(0), last=day(95))
    one = with_term(whole, {"name": "All", "first": day(0), "last": day(95)})
    ends_of = sorted({cut, cut + again} - {95} if cut + again < 95 else {cut})
    split, first = whole, 0
    for n, last in enumerate([*ends_of, 95]):
        split = with_term(split, {"name": f"Part {n}", "first": day(first), "last": day(last)})
        first = last + 1
    assert cycles_of(split, days) == cycles_of(one, days)
    apart = with_term(whole, {"name": "A", "first": day(0), "last": day(cut)})
    apart = with_term(apart, {"name": "B", "first": day(cut + 2), "last": day(95)})
    assert (cut + 2) in {first for first, _ in cycles_of(apart, days)}


@pytest.mark.parametrize(
    ("kind", "cycles"),
    [
        (DayKind.CLOSED, [(0, 20), (21, 34)]),
        (DayKind.STAFF_DAY, [(0, 13), (14, 27)]),
        (DayKind.NO_COACHING, [(0, 13), (14, 27)]),
    ],
)
def test_only_a_week_without_any_day_of_school_lengthens_a_cycle(kind: DayKind, cycles: list[Ends]) -> None:
    """A week of staff days, or one in which nobody coaches, is a week of the timetable."""
    school = marked(autumn(cycle_weeks=2), kind, 7, 11)
    assert cycles_of(school, school.terms[0].days)[:2] == cycles


def test_one_day_of_school_makes_a_week_of_the_timetable() -> None:
    """Closed from Monday to Thursday, open on Friday."""
    assert ends(marked(autumn(cycle_weeks=2), DayKind.CLOSED, 7, 10), Period.TIMETABLE_CYCLE, 0) == (0, 13)


def test_a_term_that_begins_at_a_weekend_begins_to_count_on_monday() -> None:
    """Saturday and Sunday belong to the first cycle, and are no week of it."""
    given: dict[str, Any] = {"name": "Early", "first": day(-2), "last": day(30)}
    assert cycles_of(with_term(drawn_up(), given), Stretch(first=day(-2), last=day(13))) == [(-2, 6), (7, 13)]


def runs(calendar: Calendar) -> Iterator[Stretch]:
    """Yield the days of terms that follow each other without a day between: to the timetable they are one."""
    first = None
    for term, later in pairwise([*calendar.terms, None]):
        assert term is not None
        first = first or term.days.first
        if later is None or later.days.first > term.days.last + timedelta(days=1):
            yield Stretch(first=first, last=term.days.last)
            first = None


def periods(calendar: Calendar, period: Period, within: Stretch) -> Iterator[Stretch]:
    """Yield each period of a sort in some days, going on from the end of the one before."""
    when = within.first
    while when <= within.last:
        found = calendar.period_on(period, when)
        if found is not None:
            yield found
        when = (found.last if found is not None else when) + timedelta(days=1)


@pytest.mark.parametrize("period", OF_TERMS)
def test_the_periods_of_a_sort_share_no_day_and_leave_none_out(period: Period) -> None:
    """For any calendar: every day of a term is in one of them, but for the holiday of half-term."""

    @LAW
    @given(calendars())
    def law(calendar: Calendar) -> None:
        left_out = {one for term in calendar.terms for one in term.half_term or ()}
        for run in runs(calendar):
            found = list(periods(calendar, period, run))
            assert [one for each in found for one in each] == [
                one for one in run if period is not Period.HALF_TERM or one not in left_out
            ]
            assert all(calendar.period_on(period, one) == each for each in found for one in [*each][1::3])

    law()


@LAW
@given(calendars(), st.integers(-30, 260).map(day))
def test_outside_terms_there_is_only_the_week(calendar: Calendar, when: date) -> None:
    """A marked day between terms is in no half-term, whatever it is."""
    inside = calendar.term_on(when) is not None
    assert [calendar.period_on(one, when) is not None for one in (Period.WEEK, Period.TERM)] == [True, inside]
    assert (calendar.period_on(Period.TIMETABLE_CYCLE, when) is not None) is inside
    assert inside or calendar.period_on(Period.HALF_TERM, when) is None


@LAW
@given(calendars())
def test_every_cycle_but_the_last_before_a_holiday_is_whole(calendar: Calendar) -> None:
    """It has as many open weeks as the timetable, and ends with a week; the last has no more."""
    for run in runs(calendar):
        *whole, last = periods(calendar, Period.TIMETABLE_CYCLE, run)
        assert {open_weeks(calendar, one) for one in whole} <= {calendar.cycle_weeks}
        assert all(one.last == calendar.week_on(one.last).last for one in whole)
        assert open_weeks(calendar, last) <= calendar.cycle_weeks
        assert last.last == run.last
