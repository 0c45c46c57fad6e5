"""How long a coachee went without contact, in days of the civil calendar.

Holidays and part-time patterns are not taken out: this says how long it was, not whether anything was due.
"""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Protocol

import attrs

from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.domain.tenure import Tenure


class Coached(Protocol):
    """A relationship, or what a leader may know of one."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Who is a coach on which days."""
        ...

    @property
    def status(self) -> RelationshipStatus:
        """Where it stands."""
        ...

    @property
    def since(self) -> date:
        """The day of the last change of status."""
        ...


class Contact(Protocol):
    """A session, or what a leader may know of one."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def relationship(self) -> str:
        """Id of the relationship it belongs to."""
        ...

    @property
    def when(self) -> date:
        """The day it is on."""
        ...

    @property
    def took_place(self) -> bool:
        """Whether it was held and stands."""
        ...


@attrs.frozen
class Gap:
    """A time without contact.

    Attributes:
        first: The day of the contact before it, or the first day of coaching.
        last: The day of the contact that ended it, or the day up to which was asked.
        after: Id of the session before it; None at the beginning.
        before: Id of the session that ended it; None if none has.
    """

    first: date
    last: date
    after: str | None = None
    before: str | None = None

    @property
    def days(self) -> int:
        """Days from the one to the other: 7 from a Monday to the next."""
        return (self.last - self.first).days


def gaps(relationship: Coached, sessions: Iterable[Contact], as_of: date) -> tuple[Gap, ...]:
    """Return every time without contact, in order: from the start to the first contact, and so on to a day.

    Args:
        relationship: The relationship; after its end nothing is counted.
        sessions: Its sessions; those that took place are contacts.
        as_of: The last day to look at.
    """
    end = min(as_of, relationship.since) if relationship.status is RelationshipStatus.ENDED else as_of
    start = (
        min(tenure.first for tenure in relationship.tenures) if relationship.tenures else relationship.since
    )
    contacts = sorted(
        (session.when, session.id)
        for session in sessions
        if session.relationship == relationship.id and session.took_place and session.when <= end
    )
    if start > end and not contacts:
        return ()
    days: list[tuple[date, str | None]] = [(start, None), *contacts, (end, None)]
    return tuple(Gap(one[0], two[0], one[1], two[1]) for one, two in pairwise(days))


def longest_gap(relationship: Coached, sessions: Iterable[Contact], as_of: date) -> Gap | None:
    """Return the longest time without contact, the earliest of several; None before the first day."""
    return max(gaps(relationship, sessions, as_of), key=lambda gap: gap.days, default=None)
