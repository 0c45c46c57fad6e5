"""The days of the week, and the week that a date is in."""

from datetime import date, timedelta
from enum import StrEnum


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = tuple(Weekday)
SCHOOL_WEEK = frozenset(WEEKDAYS[:5])


def weekday_of(day: date) -> Weekday:
    """Return which day of the week a date is."""
    return WEEKDAYS[day.weekday()]


def week_begins(weekdays: frozenset[Weekday]) -> Weekday:
    """Return the day on which the week of a school begins: the first of its days that lead up to Monday.

    That is Sunday where there is school from Sunday to Thursday, and Monday itself where Sunday is free.

    Args:
        weekdays: On which days of the week there is school; if on all, the week begins on Monday.
    """
    day = 0
    while len(weekdays) < len(WEEKDAYS) and WEEKDAYS[day - 1] in weekdays:
        day -= 1
    return WEEKDAYS[day]


def first_of_week(day: date, begins: Weekday) -> date:
    """Return the first day of the week that a date is in."""
    return day - timedelta(days=(day.weekday() - WEEKDAYS.index(begins)) % 7)
