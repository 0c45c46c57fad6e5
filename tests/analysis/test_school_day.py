"""Days of school: those that aren't closed, or those of them on which somebody works."""

from datetime import date

from hypothesis import given, strategies as st

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.school_day import SchoolDays
from instructional_coaching.domain.calendar import DayKind
from tests.analysis.cadence import AUTUMN, START, closed, marked, on, school, teacher
from tests.analysis.coaching import LAW

DAYS = st.dates(date(2026, 8, 1), date(2027, 2, 1))


def test_every_day_on_which_the_school_is_not_closed_is_one() -> None:
    """INSET and days on which nobody coaches too; weekends, half-term and holidays are none."""
    calendar = marked(marked(AUTUMN, DayKind.STAFF_DAY, on(9, 11)), DayKind.NO_COACHING, on(9, 14))
    days = SchoolDays(Surroundings(closed(on(9, 15), calendar=calendar)))

    assert [day in days for day in (on(9, 11), on(9, 14), on(9, 16))] == [True] * 3
    assert [day in days for day in (on(9, 12), on(9, 15), on(10, 28), on(12, 21))] == [False] * 4


def test_the_day_after_which_is_counted_does_not_count_and_the_last_one_does() -> None:
    """From a Monday to the next are five, and to the day itself none."""
    days = SchoolDays(Surroundings(AUTUMN))

    assert days.count(on(9, 7), on(9, 14)) == 5
    assert days.count(on(9, 7), on(9, 7)) == days.count(on(9, 14), on(9, 7)) == 0
    assert days.count(on(10, 23), on(11, 2)) == 1


def test_the_days_of_the_week_on_which_somebody_works_are_theirs_alone() -> None:
    """Where it is working days that count; and only if the school keeps a register."""
    around = Surroundings(AUTUMN, teacher("monday", "thursday"))

    assert SchoolDays(around, working=True).count(on(9, 7), on(9, 21)) == 4
    assert SchoolDays(around).count(on(9, 7), on(9, 21)) == 10
    assert SchoolDays(Surroundings(AUTUMN), working=True).count(on(9, 7), on(9, 21)) == 10


def test_no_day_is_found_beyond_the_calendar() -> None:
    """The last day of term is found; the one after it isn't known of."""
    days = SchoolDays(Surroundings(AUTUMN))

    assert days.nth_after(on(12, 17), 1) == on(12, 18)
    assert days.nth_after(on(12, 17), 2) is None
    assert SchoolDays(Surroundings(school())).nth_after(date(2020, 1, 1), 1) == START


@LAW
@given(DAYS, st.integers(1, 60), st.booleans())
def test_the_day_that_is_found_is_the_one_by_which_so_many_count(day: date, number: int, part: bool) -> None:
    around = Surroundings(AUTUMN, teacher("tuesday", "friday") if part else None)
    days = SchoolDays(around, working=True)
    found = days.nth_after(day, number)

    if found is None:
        assert days.count(day, on(2, 1)) < number
    else:
        assert found in days
        assert days.count(day, found) == number
