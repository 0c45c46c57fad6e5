"""What a rule asks for is seen on the school's own calendar before anybody is coached by it."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.rule_on_calendar import windows_on
from instructional_coaching.domain.cadence_rule import CadenceFamily, Period, Requirement
from instructional_coaching.domain.calendar import Calendar, DayKind
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.weekday import Weekday

FIRST, LAST = date(2025, 9, 3), date(2025, 12, 19)
JULY = date(2025, 7, 1)
HALF_TERM = (date(2025, 10, 27), date(2025, 10, 31))


def autumn() -> Calendar:
    drawn = Calendar.draw_up(id="oakfield", by="office", when=JULY)
    return drawn.add_term(
        name="Autumn",
        first=FIRST,
        last=LAST,
        half_term_first=HALF_TERM[0],
        half_term_last=HALF_TERM[1],
        by="office",
        when=JULY,
    )


WEEKLY = Requirement(family=CadenceFamily.PER_PERIOD, times=1, period=Period.WEEK)
FORTNIGHTLY = Requirement(family=CadenceFamily.NO_LONGER_THAN, days=10)


def test_a_weekly_rule_has_a_window_for_every_week_of_school_and_none_for_half_term() -> None:
    windows = list(windows_on(WEEKLY, autumn(), FIRST, LAST))
    assert len(windows) == 15
    assert all(one.closes and one.closes.weekday() == 4 for one in windows)
    assert not any(HALF_TERM[0] <= one.first <= HALF_TERM[1] for one in windows)


def test_each_window_of_days_begins_where_the_last_one_ended_and_half_term_lengthens_one() -> None:
    windows = list(windows_on(FORTNIGHTLY, autumn(), FIRST, LAST))
    assert all(later.first == earlier.last + timedelta(days=1) for earlier, later in pairwise(windows))
    assert {len(one.days) for one in windows} == {10}
    (lengthened,) = [one for one in windows if one.first < HALF_TERM[0] <= one.last]
    assert (lengthened.last - lengthened.first).days > 14


def test_a_rule_that_observes_leaves_out_a_staff_day() -> None:
    calendar = autumn().mark(first=date(2025, 9, 19), kind=DayKind.STAFF_DAY, by="office", when=JULY)
    observing = Requirement(
        family=CadenceFamily.PER_PERIOD,
        times=1,
        period=Period.WEEK,
        counts=frozenset({SessionKind.OBSERVATION}),
    )
    of_the_week = {
        rule: next(one for one in windows_on(rule, calendar, FIRST, LAST) if one.first == date(2025, 9, 15))
        for rule in (WEEKLY, observing)
    }
    assert [one.closes for one in of_the_week.values()] == [date(2025, 9, 19), date(2025, 9, 18)]


def test_the_working_days_of_a_coachee_can_be_taken_in() -> None:
    mondays = Person.join(id="coachee", by="office", when=JULY, working_days=frozenset({Weekday.MONDAY}))
    windows = list(windows_on(WEEKLY, autumn(), FIRST, LAST, Surroundings(autumn(), mondays)))
    assert all(len(one.days) == 1 and one.closes and one.closes.weekday() == 0 for one in windows)


@given(start=st.dates(FIRST, LAST), days=st.integers(1, 30))
def test_no_day_is_in_two_windows_and_each_has_as_many_days_as_the_rule_says(start: date, days: int) -> None:
    rule = Requirement(family=CadenceFamily.NO_LONGER_THAN, days=days)
    windows = list(windows_on(rule, autumn(), start, LAST))
    counted = [day for one in windows for day in one.days]
    assert len(counted) == len(set(counted))
    assert all(len(one.days) == days for one in windows)
