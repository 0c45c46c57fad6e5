"""A calendar says of every day what it is: by its terms and half-terms, and by what was marked."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain.calendar import Calendar, DayKind, DayMark
from instructional_coaching.domain.term import Stretch, Term
from instructional_coaching.domain.weekday import WEEKDAYS, Weekday, first_of_week, week_begins, weekday_of
from instructional_coaching.errors import InvalidValue, OutOfOrder
from tests.domain.school import LAW, day, refused
from tests.domain.school_year import AUTUMN, SPRING, autumn, drawn_up, marked, with_term
from tests.domain.strategies import calendars

any_day = st.integers(-30, 260).map(day)


def stretch(first: int, last: int) -> Stretch:
    """Make a stretch from day numbers."""
    return Stretch(first=day(first), last=day(last))


def kinds(calendar: Calendar, *numbers: int) -> list[DayKind]:
    """Return what some days are, by their numbers."""
    return [calendar.kind_on(day(number)) for number in numbers]


PUPIL, STAFF, NO_COACHING, CLOSED = DayKind


@LAW
@given(st.dates())
def test_the_day_of_the_week_and_the_first_day_of_the_week_of_any_date(when: date) -> None:
    """As the civil calendar has them; 7 September 2026 is a Monday."""
    assert weekday_of(when) is WEEKDAYS[when.isoweekday() - 1]
    assert weekday_of(day(0)) is Weekday.MONDAY
    if when.toordinal() > 7:
        assert first_of_week(when, Weekday.MONDAY).isocalendar()[:2] == when.isocalendar()[:2]
        for begins in WEEKDAYS:
            first = first_of_week(when, begins)
            assert weekday_of(first) is begins
            assert 0 <= (when - first).days < 7


@pytest.mark.parametrize(
    ("week", "begins"),
    [
        ("MTWTF--", Weekday.MONDAY),
        ("MTWTFS-", Weekday.MONDAY),
        ("MTWTFSS", Weekday.MONDAY),
        ("MTWT--S", Weekday.SUNDAY),
        ("MTW--SS", Weekday.SATURDAY),
        ("-----SS", Weekday.SATURDAY),
        ("--WT---", Weekday.MONDAY),
        ("-TWTFSS", Weekday.TUESDAY),
    ],
)
def test_a_week_begins_on_the_school_days_that_lead_up_to_monday(week: str, begins: Weekday) -> None:
    """So that the free days are at its end wherever the school is."""
    assert (
        week_begins(frozenset(one for one, mark in zip(WEEKDAYS, week, strict=True) if mark != "-")) is begins
    )


def test_a_school_week_goes_from_monday_to_friday_unless_it_is_said() -> None:
    """And every week of the timetable is like the one before."""
    plain = drawn_up()
    assert (plain.weekdays, plain.cycle_weeks) == (frozenset(WEEKDAYS[:5]), 1)
    assert (plain.terms, plain.marks) == ((), ())
    assert Calendar(id="oakfield") == plain.saved()


def test_a_calendar_has_a_day_of_the_week_and_one_to_four_weeks_in_its_timetable() -> None:
    """A school that never opens needs none."""
    with refused(InvalidValue, "invalid-value", "weekdays", "names no day of the week"):
        drawn_up(weekdays=frozenset())
    with refused(InvalidValue, "invalid-value", "weekdays", "monday, tuesday"):
        drawn_up(weekdays={"someday"})
    for number in (0, 5):
        with refused(InvalidValue, "invalid-value", "cycle_weeks", "1 and 4"):
            drawn_up(cycle_weeks=number)
        with refused(InvalidValue, "invalid-value", "cycle_weeks", "1 and 4"):
            attrs.evolve(autumn(), cycle_weeks=number)


def test_without_terms_a_school_is_closed() -> None:
    """Nothing is guessed."""
    assert kinds(drawn_up(), 0, 1, 200) == [CLOSED] * 3
    assert drawn_up().term_on(day(0)) is None


def test_a_weekday_in_a_term_is_a_day_with_pupils_and_the_rest_is_closed() -> None:
    """The day before the term and the one after it, the weekend, the half-term with its weekends."""
    assert kinds(autumn(), -3, 0, 4, 5, 6, 7) == [CLOSED, PUPIL, PUPIL, CLOSED, CLOSED, PUPIL]
    assert kinds(autumn(), 46, 49, 53, 56) == [PUPIL, CLOSED, CLOSED, PUPIL]
    assert kinds(autumn(), 102, 105) == [PUPIL, CLOSED]


def test_a_school_may_open_on_other_days_of_the_week() -> None:
    """From Sunday to Thursday: Friday and Saturday are the weekend."""
    school = autumn(weekdays={"sunday", "monday", "tuesday", "wednesday", "thursday"})
    assert kinds(school, 3, 4, 5, 6, 7) == [PUPIL, CLOSED, CLOSED, PUPIL, PUPIL]
    assert kinds(school, 48, 49, 54, 55) == [PUPIL, CLOSED, CLOSED, PUPIL]


@pytest.mark.parametrize("kind", DayKind)
@pytest.mark.parametrize(("first", "last"), [(1, 3), (5, 6), (50, 51), (-9, -8), (110, 125)])
def test_a_mark_holds_for_its_days_both_ends_inclusive(kind: DayKind, first: int, last: int) -> None:
    """On school days, at weekends, in the half-term, before the term and across the turn of the year."""
    before, after = autumn(), marked(autumn(), kind, first, last)
    for number in range(-15, 130):
        expected = kind if first <= number <= last else before.kind_on(day(number))
        assert after.kind_on(day(number)) is expected


def test_one_day_is_marked_by_its_date_alone() -> None:
    """With what it is for, if that is said."""
    inset = marked(autumn(), STAFF, 2, why="INSET")
    assert inset.marks == (DayMark(days=stretch(2, 2), kind=STAFF, why="INSET"),)
    assert kinds(inset, 1, 2, 3) == [PUPIL, STAFF, PUPIL]
    assert inset.mark_on(day(2)) == inset.marks[0]
    assert (inset.mark_on(day(1)), inset.mark_on(day(3))) == (None, None)


def test_the_later_mark_holds() -> None:
    """Also where it takes a day back out of the midst of an earlier one."""
    snow = marked(autumn(), CLOSED, 7, 11, why="Snow")
    thaw = marked(snow, PUPIL, 9, why="Thaw")
    assert kinds(thaw, 7, 8, 9, 10, 11) == [CLOSED, CLOSED, PUPIL, CLOSED, CLOSED]
    assert [one.why for one in thaw.marks] == ["Snow", "Thaw"]
    assert kinds(marked(thaw, NO_COACHING, 6, 12), 7, 9, 11) == [NO_COACHING] * 3


def test_marks_stay_when_a_term_is_added_or_changed() -> None:
    """A staff day before the term is one, whether the term was there first or not."""
    early = marked(drawn_up(), STAFF, 0)
    assert kinds(with_term(early), 0, 1) == [STAFF, PUPIL]
    assert kinds(with_term(with_term(early), first=day(1)), 0, 1) == [STAFF, PUPIL]


def test_no_mark_ends_before_it_begins_or_goes_on_for_years() -> None:
    """A wrong year is noticed."""
    with refused(OutOfOrder, "out-of-order", "calendar oakfield", "mark", "2026-09-08", "2026-09-09"):
        marked(autumn(), CLOSED, 2, 1)
    assert marked(autumn(), CLOSED, 2, 402).marks
    with refused(InvalidValue, "invalid-value", "last", "too long after it", "check the year"):
        marked(autumn(), CLOSED, 2, 403)


@LAW
@given(calendars(), any_day, any_day, st.sampled_from(DayKind), st.integers(0, 40))
def test_a_mark_changes_its_own_days_and_no_others(
    calendar: Calendar, first: date, other: date, kind: DayKind, length: int
) -> None:
    """Whatever was said of them before."""
    last = first + timedelta(days=length)
    after = calendar.mark(first=first, last=last, kind=kind, by="head", when=day(0))
    assert after.kind_on(other) is (kind if first <= other <= last else calendar.kind_on(other))


@LAW
@given(calendars(), any_day)
def test_a_day_that_was_not_marked_follows_from_its_term(calendar: Calendar, when: date) -> None:
    """With pupils on a weekday of the school, in a term, and not in its half-term; else closed."""
    if calendar.mark_on(when) is None:
        term = calendar.term_on(when)
        holiday = [] if term is None or term.half_term is None else list(term.half_term)
        opens = term is not None and weekday_of(when) in calendar.weekdays and when not in holiday
        assert (calendar.kind_on(when) is PUPIL) is opens
        assert (calendar.kind_on(when) is CLOSED) is not opens


@pytest.mark.parametrize("order", [(AUTUMN, SPRING), (SPRING, AUTUMN)])
def test_terms_stand_in_the_order_of_their_days(order: tuple[dict[str, Any], ...]) -> None:
    """Whichever was added first."""
    year = with_term(with_term(drawn_up(), order[0]), order[1])
    assert [one.name for one in year.terms] == ["Autumn", "Spring"]
    names = [None if (term := year.term_on(day(n))) is None else term.name for n in (-1, 0, 50, 102, 103)]
    assert names == [None, "Autumn", "Autumn", "Autumn", None]
    assert (year.term_on(day(120)), year.term_on(day(121))) == (None, year.terms[1])


def test_a_term_of_the_same_name_takes_the_place_of_the_one_before() -> None:
    """Half-term a week later: it may share days with what it replaces."""
    later = with_term(
        with_term(autumn(), SPRING), name=" Autumn ", half_term_first=day(56), half_term_last=day(60)
    )
    assert [one.name for one in later.terms] == ["Autumn", "Spring"]
    assert kinds(later, 49, 53, 56, 60, 63) == [PUPIL, PUPIL, CLOSED, CLOSED, PUPIL]


NO_HALF_TERM: dict[str, Any] = {"half_term_first": None, "half_term_last": None}


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        (102, 150, 102, 102),
        (50, 60, 50, 102),
        (-20, 0, 0, 0),
        (-20, 150, 0, 150),
        (102, 102, 102, 102),
    ],
)
def test_two_terms_never_share_a_day(first: int, last: int, begins: int, ends: int) -> None:
    """Not even one; the refusal names where the later begins and the earlier ends."""
    named = ("terms[1]", f"begins on {day(begins)}", f"ends on {day(ends)}", "let each begin after")
    with refused(InvalidValue, "invalid-value", *named):
        with_term(autumn(), name="Another", first=day(first), last=day(last), **NO_HALF_TERM)


def test_one_term_may_follow_another_at_once() -> None:
    """On the very next day."""
    two = with_term(autumn(), name="Winter", first=day(103), last=day(120), **NO_HALF_TERM)
    assert [earlier.days.last < later.days.first for earlier, later in pairwise(two.terms)] == [True]


def test_terms_of_a_calendar_built_by_hand_stand_in_order() -> None:
    """A document in which they don't is refused at the one that is out of order."""
    year = with_term(
        with_term(autumn(), SPRING), name="Summer", first=day(220), last=day(300), **NO_HALF_TERM
    )
    first, second, third = year.terms
    with refused(InvalidValue, "invalid-value", "terms[2]", "2027-01-06", "2027-07-04"):
        attrs.evolve(year, terms=(first, third, second))


def test_a_term_begins_before_it_ends() -> None:
    """It may be a day long, and no longer than a year and a bit."""
    assert with_term(drawn_up(), first=day(5), last=day(5), **NO_HALF_TERM).terms[0].days == stretch(5, 5)
    with refused(OutOfOrder, "out-of-order", "calendar oakfield", "add_term", "2026-09-11", "2026-09-12"):
        with_term(drawn_up(), first=day(5), last=day(4))
    with refused(InvalidValue, "invalid-value", "last", "too long after it", "check the year"):
        with_term(drawn_up(), first=day(0), last=day(401))


@pytest.mark.parametrize(
    ("first", "last", "within"),
    [(1, 9, True), (1, 1, True), (9, 9, True), (0, 5, False), (5, 10, False), (-5, 5, False), (5, 15, False)],
)
def test_a_half_term_leaves_a_day_of_term_on_either_side(first: int, last: int, within: bool) -> None:
    """A term of which nothing is left before or behind it would begin later, or end earlier."""
    given: dict[str, Any] = {"name": "Short", "first": day(0), "last": day(10)}
    given |= {"half_term_first": day(first), "half_term_last": day(last)}
    if within:
        assert with_term(drawn_up(), given).terms[0].half_term == stretch(first, last)
    else:
        with refused(InvalidValue, "invalid-value", "half_term", "not within the term", "either side"):
            with_term(drawn_up(), given)


def test_a_half_term_may_be_one_day_or_none() -> None:
    """One day is given by its date alone."""
    one_day = with_term(drawn_up(), half_term_last=None)
    assert one_day.terms[0].half_term == stretch(49, 49)
    assert with_term(drawn_up(), **NO_HALF_TERM).terms[0].half_term is None


def test_a_half_term_begins_before_it_ends_and_has_a_first_day() -> None:
    """What is refused is named: the half-term, not the term."""
    with refused(OutOfOrder, "out-of-order", "calendar oakfield", "add_term", "2026-10-25", "2026-10-26"):
        with_term(drawn_up(), half_term_last=day(48))
    with refused(InvalidValue, "invalid-value", "half_term_first", "is missing", "give its first day"):
        with_term(drawn_up(), half_term_first=None)


@LAW
@given(calendars())
def test_the_halves_of_a_term_and_its_holiday_are_all_of_it(calendar: Calendar) -> None:
    """In order, without a gap and without a day in two; each half has a day."""
    for term in calendar.terms:
        first, *second = term.halves
        holiday = [] if term.half_term is None else list(term.half_term)
        assert [*first, *holiday, *(one for half in second for one in half)] == list(term.days)
        assert len(second) == bool(holiday)


def test_a_term_without_a_half_term_is_one_half() -> None:
    """So long is its only half-term."""
    assert Term(name="Short", days=stretch(0, 9)).halves == (stretch(0, 9),)


@LAW
@given(any_day, st.integers(0, 400), any_day)
def test_a_stretch_holds_the_days_that_it_goes_through(first: date, length: int, other: date) -> None:
    """Each once, in order, both ends inclusive."""
    days = list(Stretch(first=first, last=first + timedelta(days=length)))
    assert (days[0], days[-1], len(days)) == (first, first + timedelta(days=length), length + 1)
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))
    assert (other in Stretch(first=first, last=days[-1])) is (other in days)


def test_a_stretch_is_neither_turned_round_nor_longer_than_a_year_and_a_bit() -> None:
    """One day and four hundred more are the most."""
    assert (len(list(stretch(3, 3))), len(list(stretch(3, 403)))) == (1, 401)
    for last in (2, 404):
        with refused(InvalidValue, "invalid-value", "last", "2026-09-10", "check the year"):
            stretch(3, last)
