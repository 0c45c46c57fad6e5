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


def monday_of(day: date) -> date:
    """Return the Monday of the week that a date is in."""
    return day - timedelta(days=day.weekday())
