"""What a cadence rule asks for on a school's own calendar, for a coachee who is there on every day."""

from collections.abc import Iterator
from datetime import date, timedelta

from instructional_coaching.analysis.clock import FAR
from instructional_coaching.analysis.eligible_day import EligibleDays, Surroundings
from instructional_coaching.analysis.window import Counting, Window
from instructional_coaching.domain.cadence_rule import CadenceFamily, Requirement
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.relationship import Relationship


def windows_on(
    requirement: Requirement, calendar: Calendar, first: date, last: date, working: Surroundings | None = None
) -> Iterator[Window]:
    """Yield the windows of a requirement between two days, the earliest first.

    Of *no longer than* rules each window begins on the day after the last day in time of the one before, as
    if contact always came on the last day.

    Args:
        requirement: The requirement.
        calendar: The calendar.
        first: The day on which coaching starts.
        last: The last day on which a window may begin.
        working: What else decides about the days, such as a coachee's working days; nothing if None.
    """
    somebody = Relationship.begin(id="somebody", coach="coach", coachee="coachee", by="coach", when=first)
    days = EligibleDays(working or Surroundings(calendar), somebody, requirement)
    counting = Counting(requirement, calendar, days, (), first, FAR)
    if requirement.family is CadenceFamily.NO_LONGER_THAN:
        yield from _gaps(counting, last)
    else:
        yield from _periods(counting, last)


def _gaps(counting: Counting, last: date) -> Iterator[Window]:
    since: date | None = counting.first
    while since is not None and since <= last:
        window = counting.gap_window(since)
        since = window.closes
        if since is not None:
            yield window


def _periods(counting: Counting, last: date) -> Iterator[Window]:
    day = counting.first
    while day <= last:
        window = counting.period_window(day)
        if window is not None and window.days:
            yield window
        day = (window.last if window is not None else day) + timedelta(days=1)
