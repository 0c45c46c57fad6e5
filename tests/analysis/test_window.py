"""The windows in which contacts are expected."""

from datetime import date
from typing import Any

import attrs
import pytest

from instructional_coaching.analysis.clock import FAR
from instructional_coaching.analysis.meeting import Contact
from instructional_coaching.analysis.window import Counting, Window
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.calendar import DayKind
from tests.analysis.cadence import (
    AUTUMN,
    BY,
    START,
    away,
    closed,
    days_of,
    eligible,
    gap,
    marked,
    on,
    per,
    school,
    teacher,
)

SUNDAY_TO_THURSDAY = {"sunday", "monday", "tuesday", "wednesday", "thursday"}
WEEK = per("week")


def counting(
    requirement: Requirement, *contacts: date, first: date = START, last: date = FAR, **given: Any
) -> Counting:
    """Count some contacts in the school year, from a day on and to another."""
    calendar = given.get("calendar", AUTUMN)
    return Counting(
        requirement=requirement,
        calendar=calendar,
        days=eligible(requirement, **given),
        contacts=[Contact(one, (f"s{n}",)) for n, one in enumerate(contacts)],
        first=first,
        last=last,
    )


def window(requirement: Requirement, day: date, *contacts: date, **given: Any) -> Window:
    """Return the window of the period that a day is in."""
    found = counting(requirement, *contacts, **given).period_window(day)
    assert found is not None
    return found


def ends(found: Window | None) -> tuple[date, date] | None:
    """Return the first and the last day of a window."""
    return (found.first, found.last) if found else None


def test_a_week_closes_after_its_last_eligible_day() -> None:
    """It is overdue from the next one."""
    assert window(WEEK, on(9, 16)) == Window(
        first=on(9, 14),
        last=on(9, 20),
        days=tuple(days_of(on(9, 14), on(9, 18))),
        needed=1,
        contacts=(),
        closes=on(9, 18),
        overdue_from=on(9, 21),
    )


def test_the_last_eligible_day_is_the_coachee_s() -> None:
    """Not that of the school; closures and absences move it too."""
    assert window(WEEK, on(9, 16), coachee=teacher("monday", "wednesday")).closes == on(9, 16)
    assert window(WEEK, on(9, 16), coachee=teacher("monday", "wednesday")).overdue_from == on(9, 21)
    assert window(WEEK, on(9, 16), calendar=closed(on(9, 18), on(9, 21))).overdue_from == on(9, 22)
    assert window(WEEK, on(9, 16), absences=(away("ben", on(9, 17)),)).overdue_from is None


@pytest.mark.parametrize(
    ("grace", "week", "overdue"),
    [
        (0, on(9, 16), on(9, 21)),
        (1, on(9, 16), on(9, 22)),
        (6, on(9, 16), on(9, 29)),
        (0, on(10, 20), on(11, 2)),
        (1, on(10, 20), on(11, 3)),
        (0, on(12, 16), None),
    ],
)
def test_grace_is_so_many_eligible_days_more(grace: int, week: date, overdue: date | None) -> None:
    """Over a weekend and over half-term; it has no end in sight where the calendar ends."""
    found = window(per("week", grace=grace), week)
    assert found.overdue_from == overdue


def test_what_would_be_overdue_after_the_end_of_the_clock_never_is() -> None:
    """The successor starts afresh."""
    assert window(WEEK, on(9, 16), last=on(9, 20)).overdue_from is None
    assert window(WEEK, on(9, 16), last=on(9, 21)).overdue_from == on(9, 21)


@pytest.mark.parametrize(
    ("contacts", "is_met", "missing"), [(0, False, 2), (1, False, 1), (2, True, 0), (3, True, 0)]
)
def test_it_is_met_by_as_many_contacts_as_are_needed(contacts: int, is_met: bool, missing: int) -> None:
    """More are of no further use."""
    found = window(per("week", 2), on(9, 16), *[on(9, 15)] * contacts)
    assert found.needed == 2
    assert len(found.contacts) == contacts
    assert (found.is_met, found.missing) == (is_met, missing)


def test_contacts_on_the_first_and_the_last_day_are_in_it() -> None:
    """On Monday and on Sunday, whether such days count or not; those of other weeks aren't."""
    days = (on(9, 13), on(9, 14), on(9, 20), on(9, 21))
    assert [one.when for one in window(WEEK, on(9, 16), *days).contacts] == [on(9, 14), on(9, 20)]


@pytest.mark.parametrize(
    ("period", "day", "first", "last", "closes"),
    [
        ("half_term", on(9, 16), START, on(10, 25), on(10, 23)),
        ("half_term", on(11, 2), on(10, 31), on(12, 18), on(12, 18)),
        ("term", on(10, 28), START, on(12, 18), on(12, 18)),
        ("timetable_cycle", on(9, 16), on(9, 7), on(9, 20), on(9, 18)),
        ("timetable_cycle", on(10, 28), on(10, 19), on(11, 8), on(11, 6)),
    ],
)
def test_other_periods_close_after_their_last_eligible_day(
    period: str, day: date, first: date, last: date, closes: date
) -> None:
    """With as many contacts needed as are asked for in each."""
    found = window(per(period, 3), day, calendar=school(cycle_weeks=2))
    assert (found.first, found.last, found.closes, found.needed) == (first, last, closes, 3)
    assert not found.is_part


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("half_term", on(10, 28)),
        ("half_term", on(12, 21)),
        ("term", on(9, 4)),
        ("timetable_cycle", on(12, 19)),
    ],
)
def test_outside_every_period_there_is_no_window(period: str, day: date) -> None:
    """In the holidays the school has no half-term, no term and no timetable."""
    assert counting(per(period), first=on(9, 1)).period_window(day) is None


def test_in_a_week_without_eligible_days_nothing_is_expected() -> None:
    """Fully closed, or the coachee is away."""
    for found in (
        window(WEEK, on(10, 28)),
        window(WEEK, on(9, 16), absences=(away("ben", on(9, 14), on(9, 18)),)),
    ):
        assert (found.needed, found.closes, found.overdue_from, found.days) == (0, None, None, ())
        assert not found.is_expected


@pytest.mark.parametrize(("least", "is_expected"), [(1, True), (2, True), (3, False)])
def test_a_week_needs_as_many_eligible_days_as_the_rule_says(least: int, is_expected: bool) -> None:
    """One by default."""
    found = window(per("week", least_days=least), on(9, 16), coachee=teacher("monday", "tuesday"))
    assert found.is_expected is is_expected
    assert (found.closes is not None) is is_expected
    assert window(WEEK, on(9, 16), coachee=teacher("friday")).is_expected


@pytest.mark.parametrize(
    ("first", "is_part", "is_expected"),
    [
        (on(9, 14), False, True),
        (on(9, 15), True, True),
        (on(9, 16), True, True),
        (on(9, 17), True, False),
        (on(9, 18), True, False),
    ],
)
def test_a_first_part_week_counts_only_with_three_eligible_days(
    first: date, is_part: bool, is_expected: bool
) -> None:
    """That in which a coach begins, or the relationship is resumed."""
    found = window(WEEK, on(9, 18), first=first)
    assert (found.first, found.is_part, found.is_expected) == (first, is_part, is_expected)


@pytest.mark.parametrize(
    ("last", "is_part", "is_expected"),
    [
        (on(9, 20), False, True),
        (on(9, 18), False, True),
        (on(9, 17), True, True),
        (on(9, 16), True, True),
        (on(9, 15), True, False),
        (on(9, 14), True, False),
    ],
)
def test_a_last_part_week_counts_only_with_three_eligible_days(
    last: date, is_part: bool, is_expected: bool
) -> None:
    """That in which a coach ends or a pause begins; a weekend that is cut off is nothing."""
    found = window(WEEK, on(9, 14), last=last)
    assert (found.last, found.is_part, found.is_expected) == (last, is_part, is_expected)
    assert found.closes == (min(last, on(9, 18)) if is_expected else None)


def test_a_part_week_needs_three_eligible_days_of_the_coachee() -> None:
    """And more if the rule says so; a whole week of a part-timer is no part."""
    monday_to_wednesday = teacher("monday", "tuesday", "wednesday")
    assert not window(WEEK, on(9, 16), first=on(9, 15), coachee=monday_to_wednesday).is_expected
    assert window(WEEK, on(9, 16), first=on(9, 14), coachee=monday_to_wednesday).is_expected
    assert window(WEEK, on(9, 16), coachee=teacher("monday")).is_expected
    assert not window(per("week", least_days=4), on(9, 16), first=on(9, 16)).is_expected
    assert window(per("week", least_days=2), on(9, 16), first=on(9, 16)).is_expected


@pytest.mark.parametrize(
    ("first", "last", "day", "days"),
    [
        (on(9, 9), on(12, 18), on(9, 9), 3),
        (on(9, 10), on(12, 18), on(9, 10), 2),
        (START, on(12, 16), on(12, 16), 3),
        (START, on(12, 15), on(12, 15), 2),
    ],
)
@pytest.mark.parametrize("period", ["week", "timetable_cycle"])
def test_the_week_in_which_a_term_begins_or_ends_is_a_part_week(
    first: date, last: date, day: date, days: int, period: str
) -> None:
    """It counts with three eligible days."""
    calendar = AUTUMN.draw_up(id="school", **BY).add_term(name="Autumn", first=first, last=last, **BY)
    found = window(per(period), day, first=on(8, 31), calendar=calendar)
    assert (len(found.days), found.is_part, found.is_expected) == (days, True, days >= 3)


@pytest.mark.parametrize(
    ("first", "last", "is_part"),
    [
        (on(10, 22), on(10, 30), True),
        (on(10, 24), on(11, 1), False),
        (on(10, 20), on(10, 22), True),
    ],
)
def test_the_week_in_which_half_term_begins_or_ends_is_a_part_week(
    first: date, last: date, is_part: bool
) -> None:
    """A holiday of whole weeks cuts none."""
    calendar = AUTUMN.add_term(
        name="Autumn 2026",
        first=START,
        last=on(12, 18),
        half_term_first=first,
        half_term_last=last,
        **BY,
    )
    assert window(WEEK, on(10, 19), calendar=calendar).is_part is is_part
    assert not window(per("half_term"), on(10, 19), calendar=calendar).is_part
    assert not window(per("term"), on(10, 19), calendar=calendar).is_part


def test_a_cycle_whose_first_or_last_week_is_a_part_is_a_part_itself() -> None:
    """Not only where both are."""
    empty = AUTUMN.draw_up(id="school", cycle_weeks=2, **BY)
    mondays = teacher("monday")
    late = empty.add_term(name="Autumn", first=on(9, 10), last=on(12, 18), **BY)
    found = window(per("timetable_cycle"), on(9, 14), calendar=late, coachee=mondays)
    assert (found.first, found.last, found.is_part, found.is_expected) == (on(9, 10), on(9, 20), True, False)
    short = empty.add_term(name="Autumn", first=on(9, 7), last=on(9, 16), **BY)
    assert window(per("timetable_cycle"), on(9, 7), calendar=short, coachee=mondays).is_part


def test_a_term_with_a_half_term_begins_with_a_part_week_too() -> None:
    """That there is a holiday later on makes no difference."""
    calendar = AUTUMN.add_term(
        name="Autumn 2026",
        first=on(9, 9),
        last=on(12, 18),
        half_term_first=on(10, 26),
        half_term_last=on(10, 30),
        **BY,
    )
    assert window(WEEK, on(9, 9), calendar=calendar).is_part
    assert not window(WEEK, on(9, 14), calendar=calendar).is_part


def test_where_there_is_school_on_sundays_a_term_that_ends_on_thursday_has_a_whole_last_week() -> None:
    """It began on the Sunday before; one that ends on Wednesday has not."""
    calendar = school(weekdays=SUNDAY_TO_THURSDAY)
    assert not window(WEEK, on(12, 14), calendar=calendar).is_part
    shorter = calendar.add_term(name="Autumn 2026", first=START, last=on(12, 16), **BY)
    assert window(WEEK, on(12, 14), calendar=shorter).is_part


def test_days_that_are_marked_make_no_part_week() -> None:
    """A bank holiday on Monday and a closed Friday leave a whole week, with what it has."""
    calendar = closed(on(9, 14), on(9, 15), on(9, 17), on(9, 18))
    found = window(WEEK, on(9, 16), calendar=calendar)
    assert (found.days, found.is_part, found.is_expected) == ((on(9, 16),), False, True)


def test_a_cycle_with_a_week_of_holiday_in_it_or_before_it_is_whole() -> None:
    """The week of half-term lengthens it; it doesn't cut it."""
    mondays = teacher("monday")
    calendar = school(cycle_weeks=2)
    assert not window(per("timetable_cycle"), on(10, 20), calendar=calendar, coachee=mondays).is_part
    late = calendar.add_term(
        name="Autumn 2026",
        first=START,
        last=on(12, 18),
        half_term_first=on(11, 2),
        half_term_last=on(11, 8),
        **BY,
    )
    found = window(per("timetable_cycle"), on(11, 9), calendar=late, coachee=mondays)
    assert (found.first, found.is_part, found.days) == (on(11, 2), False, (on(11, 9), on(11, 16)))
    assert found.is_expected


@pytest.mark.parametrize(("first", "is_expected"), [(on(12, 15), True), (on(12, 17), False)])
def test_a_part_of_a_longer_period_needs_three_eligible_days_too(first: date, is_expected: bool) -> None:
    """With all its contacts: what is left is not shared out."""
    found = window(per("half_term", 4), on(12, 17), first=first)
    assert (found.is_part, found.is_expected, found.needed) == (True, is_expected, 4 * is_expected)


def test_a_sunday_to_thursday_school_has_its_own_part_weeks() -> None:
    """Cut off after Thursday, its week is whole; without Thursday or without Sunday it isn't."""
    calendar = school(weekdays=SUNDAY_TO_THURSDAY)
    assert window(WEEK, on(9, 15), calendar=calendar, last=on(9, 17)).is_part is False
    assert window(WEEK, on(9, 15), calendar=calendar, last=on(9, 16)).is_part is True
    assert window(WEEK, on(9, 15), calendar=calendar, first=on(9, 14)).is_part is True


def test_windows_before_a_day_are_the_latest_first() -> None:
    """As far as is counted, and without those in which no day counts."""
    found = list(counting(WEEK, first=on(9, 16)).windows_before(on(11, 4)))
    assert [one.first for one in found] == [
        on(10, 19),
        on(10, 12),
        on(10, 5),
        on(9, 28),
        on(9, 21),
        on(9, 16),
    ]
    assert list(counting(WEEK).windows_before(on(9, 13))) == []
    assert [one.first for one in counting(WEEK).windows_before(on(9, 14))] == [START]


def test_the_window_of_one_first_day_is_before_the_others() -> None:
    """Where counting began on the last day of a week."""
    calendar = school(weekdays={"sunday", "monday", "tuesday", "saturday"})
    found = counting(WEEK, first=on(9, 15), calendar=calendar).windows_before(on(9, 27))
    assert [(one.first, one.last) for one in found] == [(on(9, 19), on(9, 25)), (on(9, 15), on(9, 18))]


def test_windows_before_the_day_after_the_last_end_with_it() -> None:
    """However much later that is asked."""
    ended = counting(WEEK, first=on(9, 14), last=on(9, 24))
    for day in (on(9, 25), on(9, 28), on(12, 25)):
        assert [ends(one) for one in ended.windows_before(day)] == [
            (on(9, 21), on(9, 24)),
            (on(9, 14), on(9, 20)),
        ]


def test_windows_before_a_day_are_found_over_holidays_and_long_times() -> None:
    """Where the day itself is in no period, and over years without school."""
    found = list(counting(per("half_term")).windows_before(on(10, 28)))
    assert [ends(one) for one in found] == [(START, on(10, 25))]
    long_after = list(counting(per("half_term")).windows_before(date(2029, 5, 5)))
    assert [ends(one) for one in long_after] == [(on(10, 31), on(12, 18)), (START, on(10, 25))]


def test_a_window_is_made_once() -> None:
    """Whoever asks again gets the same."""
    made = counting(WEEK)
    assert made.period_window(on(9, 14)) is made.period_window(on(9, 18))
    gaps = counting(gap(5))
    assert gaps.gap_window(START) is gaps.gap_window(START)
    assert gaps.gap_window(START) is not gaps.gap_window(START, on(9, 9))


def test_no_longer_than_so_many_eligible_days_after_a_day() -> None:
    """Those after it are counted; it is overdue when there are more."""
    assert counting(gap(5)).gap_window(on(9, 9)) == Window(
        first=on(9, 10),
        last=on(9, 16),
        days=(on(9, 10), on(9, 11), on(9, 14), on(9, 15), on(9, 16)),
        needed=1,
        contacts=(),
        closes=on(9, 16),
        overdue_from=on(9, 17),
    )


def test_grace_lets_it_be_overdue_so_many_eligible_days_later() -> None:
    """Over half-term too."""
    found = counting(gap(5, grace=2)).gap_window(on(10, 15))
    assert (found.closes, found.overdue_from) == (on(10, 22), on(11, 3))


def test_a_gap_that_was_ended_holds_the_contacts_of_that_day() -> None:
    """And of no other."""
    found = counting(gap(5), on(9, 9), on(9, 11), on(9, 15)).gap_window(on(9, 9), on(9, 11))
    assert [one.when for one in found.contacts] == [on(9, 11)]
    assert found.is_met
    assert not counting(gap(5), on(9, 9)).gap_window(on(9, 9)).is_met


@pytest.mark.parametrize(
    ("since", "last", "days", "is_expected"),
    [
        (on(12, 15), on(12, 18), 3, True),
        (on(12, 18), on(12, 19), 0, False),
        (on(12, 25), on(12, 26), 0, False),
    ],
)
def test_where_the_calendar_ends_no_end_is_in_sight(
    since: date, last: date, days: int, is_expected: bool
) -> None:
    """Contact is expected as long as a day counts that is known of."""
    found = counting(gap(5)).gap_window(since)
    assert (found.closes, found.overdue_from, found.last) == (None, None, last)
    assert (len(found.days), found.is_expected, found.needed) == (days, is_expected, int(is_expected))


def test_a_gap_that_the_end_of_the_clock_cuts_has_no_end() -> None:
    """It would fall due with another coach, who starts afresh."""
    cut = counting(gap(5), last=on(9, 15)).gap_window(on(9, 9))
    assert (cut.closes, cut.overdue_from, cut.last, cut.needed) == (None, None, on(9, 15), 1)
    assert cut.days == (on(9, 10), on(9, 11), on(9, 14), on(9, 15))
    due = counting(gap(5), last=on(9, 16)).gap_window(on(9, 9))
    assert (due.closes, due.overdue_from) == (on(9, 16), None)
    assert counting(gap(5), last=on(9, 17)).gap_window(on(9, 9)).overdue_from == on(9, 17)


def test_an_absence_without_end_leaves_a_gap_without_end() -> None:
    """The days before it were counted all the same."""
    found = counting(gap(5), absences=(away("ben", on(9, 14)),)).gap_window(on(9, 9))
    assert (found.closes, found.overdue_from, len(found.days), found.needed) == (None, None, 2, 1)


@pytest.mark.parametrize(("least", "is_expected"), [(2, True), (3, False)])
def test_too_few_eligible_days_in_sight_are_no_window_of_a_gap_either(least: int, is_expected: bool) -> None:
    """A window that comes to its end is long enough however short the rule makes it."""
    ill = (away("ben", on(9, 14)),)
    found = counting(gap(5, least_days=least), absences=ill).gap_window(on(9, 9))
    assert found.is_expected is is_expected
    assert counting(gap(2, least_days=9)).gap_window(on(9, 9)).is_expected


@pytest.mark.parametrize(
    ("warn", "due_from"),
    [
        (None, on(9, 14)),
        (0, on(9, 19)),
        (1, on(9, 18)),
        (3, on(9, 16)),
        (5, on(9, 14)),
        (9, on(9, 14)),
    ],
)
def test_it_is_due_within_the_last_eligible_days(warn: int | None, due_from: date) -> None:
    """From the first of so many; without, from its beginning; of none, once it is closed."""
    assert window(WEEK, on(9, 16)).due_from(warn) == due_from


def test_it_is_due_within_the_last_days_that_count() -> None:
    """The weekend before them is not yet among them."""
    found = counting(gap(5)).gap_window(on(9, 9))
    assert found.due_from(3) == on(9, 14)
    assert found.due_from(None) == on(9, 10)
    assert window(WEEK, on(9, 16), coachee=teacher("tuesday", "friday")).due_from(1) == on(9, 18)
    assert window(WEEK, on(9, 16), coachee=teacher("tuesday", "friday")).due_from(9) == on(9, 15)


def test_where_no_end_is_in_sight_it_is_due_from_no_day() -> None:
    """Unless it is from its beginning."""
    found = counting(gap(5), absences=(away("ben", on(9, 14)),)).gap_window(on(9, 9))
    assert found.due_from(3) is None
    assert found.due_from(0) is None
    assert found.due_from(None) == on(9, 10)


@pytest.mark.parametrize(
    ("day", "left"), [(on(9, 13), 5), (on(9, 14), 5), (on(9, 15), 4), (on(9, 18), 1), (on(9, 19), 0)]
)
def test_the_days_left_include_the_day_asked_about(day: date, left: int) -> None:
    """On the last one there is one left."""
    assert window(WEEK, on(9, 16)).left(day) == left


def test_contacts_between_two_days_include_both() -> None:
    """In order."""
    made = counting(WEEK, on(9, 8), on(9, 9), on(9, 11), on(9, 14))
    assert [one.when for one in made.contacts_between(on(9, 9), on(9, 11))] == [on(9, 9), on(9, 11)]


def test_a_window_of_which_a_staff_day_is_the_last() -> None:
    """An INSET day counts unless an observation is asked for."""
    calendar = marked(AUTUMN, DayKind.STAFF_DAY, on(9, 18))
    assert window(WEEK, on(9, 16), calendar=calendar).closes == on(9, 18)
    assert window(per("week", pair=True), on(9, 16), calendar=calendar).closes == on(9, 17)


def test_nothing_is_expected_of_a_window_that_needs_nothing() -> None:
    """It is met, in that nothing is missing."""
    found = attrs.evolve(window(WEEK, on(9, 16)), needed=0)
    assert (found.is_expected, found.is_met, found.missing) == (False, True, 0)
    assert window(WEEK, on(9, 16)).is_expected
