"""From when a cadence is counted, and by which rule.

A relationship starts with a clean clock, a successor does, and so does a resumed relationship. A change of
rule applies from the week after.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

import attrs

from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.domain.tenure import CoachRole, Tenure
from instructional_coaching.domain.weekday import Weekday, first_of_week

FAR = date(2199, 12, 31)
_ONE = timedelta(days=1)


class ClockStart(StrEnum):
    """Why a clock starts."""

    START = "start"
    SUCCESSOR = "successor"
    RESUMPTION = "resumption"


@attrs.frozen
class Clock:
    """A stretch of a relationship that is counted by itself.

    Attributes:
        first: The first day.
        last: The last day before the next clock starts, or the relationship rests or ends; far off if open.
        why: Why it starts.
    """

    first: date
    last: date
    why: ClockStart


@attrs.frozen
class RuleSpan:
    """A cadence rule and the days on which it applies.

    Attributes:
        pin: The rule's pin.
        first: The first day.
        last: The last day; far off if open.
    """

    pin: str
    first: date
    last: date


def clocks(relationship: Relationship) -> tuple[Clock, ...]:
    """Return every clock of a relationship, the earliest first; days without one are not counted."""
    begun = first_lead_day(relationship)
    if begun is None:
        return ()
    starts = dict.fromkeys(_successions(relationship), ClockStart.SUCCESSOR)
    resumed = (one.resumed for one in relationship.pauses if one.resumed and one.resumed > begun)
    starts |= dict.fromkeys(resumed, ClockStart.RESUMPTION)
    starts[begun] = ClockStart.START
    stops = [one.first for one in relationship.pauses]
    if relationship.status is RelationshipStatus.ENDED:
        stops.append(relationship.since + _ONE)
    days = sorted(starts)
    found: list[Clock] = []
    for first, following in zip(days, [*days[1:], None], strict=True):
        ends = [following, *(one for one in stops if one > first)]
        last = min((one - _ONE for one in ends if one), default=FAR)
        if not any(one.covers(first) for one in relationship.pauses):
            found.append(Clock(first, last, starts[first]))
    return tuple(found)


def clock_on(relationship: Relationship, day: date) -> Clock | None:
    """Return the clock that runs on a day, or None if none does."""
    return next((one for one in clocks(relationship) if one.first <= day <= one.last), None)


def rule_spans(relationship: Relationship, calendar: Calendar | None) -> tuple[RuleSpan, ...]:
    """Return which cadence rule applies when, the earliest first.

    The first applies from the day for which it was arranged; a later one from the week after.

    Args:
        relationship: The relationship.
        calendar: The school's calendar, which says when a week begins; on Monday if it has none.
    """
    begins = calendar.week_begins if calendar else Weekday.MONDAY
    starts: list[tuple[date, str]] = []
    for one in relationship.arrangements:
        if one.cadence is None:
            continue
        first = first_of_week(one.since, begins) + timedelta(days=7) if starts else one.since
        while starts and starts[-1][0] >= first:
            starts.pop()
        if not starts or starts[-1][1] != one.cadence:
            starts.append((first, one.cadence))
    ends = [first - _ONE for first, _ in starts[1:]]
    return tuple(RuleSpan(pin, first, last) for (first, pin), last in zip(starts, [*ends, FAR], strict=False))


def rule_on(relationship: Relationship, calendar: Calendar | None, day: date) -> RuleSpan | None:
    """Return the rule that applies on a day, or None if none does; see `rule_spans`."""
    return next((one for one in rule_spans(relationship, calendar) if one.first <= day <= one.last), None)


def first_lead_day(relationship: Relationship) -> date | None:
    """Return the first day on which it has, or will have, a lead coach; None if it ended before that."""
    return min((one.first for one in _leads(relationship)), default=None)


def _successions(relationship: Relationship) -> Iterator[date]:
    """Yield the first day of each lead who doesn't simply go on."""
    for one in _leads(relationship):
        if relationship.lead_on(one.first - _ONE) != one.coach:
            yield one.first


def _leads(relationship: Relationship) -> list[Tenure]:
    return [one for one in relationship.tenures if one.role is CoachRole.LEAD]
