"""What of a record somebody sees: all of it, its activity, or nothing. Nothing, unless a rule says otherwise.

The coachee sees what is theirs. Sessions, rounds of practice and scores are seen by those who coached on
their days; goals, steps, data points and cycles by the coaches of today, so that a successor sees where the
work stands and not what was said before them. A
leader sees that there was coaching, never what was in it; an earlier coach, that they were one. A private
note is seen by its author alone. The calendar is seen by everybody, an absence by whoever was away, and by a
leader without its reason.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import IntEnum
from typing import Final, Protocol

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain.absence import Absence
from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.note import Note
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.tenure import Tenure
from instructional_coaching.domain.transition import Record

_COACHED_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "session": ("when",),
    "practice_round": ("when", "latest"),
    "score_sheet": ("when",),
}
"""The kinds of record that are for those who coached on their days, and where the days stand in them.

By kind, because who reads a session has no need of the classes of rounds and of scores.
"""

Leads = Callable[[str, date], bool]
"""Says whether somebody is a leader of the school on a day."""


class Coached(Protocol):
    """A relationship, or what is derived from one."""

    @property
    def coachee(self) -> str:
        """The coachee."""
        ...

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Who was, is and will be a coach."""
        ...


class Sight(IntEnum):
    """How much of a record somebody sees."""

    NOTHING = 0
    ACTIVITY = 1
    EVERYTHING = 2


def sight_of(
    actor: Actor, record: Record, relationship: Relationship | None, today: date, leads: Leads
) -> Sight:
    """Return how much of a record somebody sees.

    Args:
        actor: Who would see it.
        record: What they would see.
        relationship: The relationship that it belongs to, or that it is; None if it belongs to none.
        today: The day on which they would see it.
        leads: Says who leads the school.
    """
    if isinstance(record, Note):
        return Sight.EVERYTHING if actor.id == record.author else Sight.NOTHING
    if actor.steward or isinstance(record, Calendar):
        return Sight.EVERYTHING
    if isinstance(record, Person | Absence):
        return _sight_of_staff(actor, record, leads(actor.id, today))
    if relationship is None:
        return Sight.NOTHING
    if actor.id == relationship.coachee:
        return Sight.EVERYTHING
    if all(actor.id in relationship.coaches_on(day) for day in _days_of(record, today)):
        return Sight.EVERYTHING
    if record is relationship and any(actor.id == t.coach and t.first <= today for t in relationship.tenures):
        return Sight.ACTIVITY
    return Sight.ACTIVITY if leads(actor.id, today) and not _is_void(record) else Sight.NOTHING


def _sight_of_staff(actor: Actor, record: Person | Absence, is_leader: bool) -> Sight:
    if isinstance(record, Person):
        return Sight.EVERYTHING if is_leader or actor.id == record.id else Sight.NOTHING
    if actor.id == record.person:
        return Sight.EVERYTHING
    return Sight.ACTIVITY if is_leader and not _is_void(record) else Sight.NOTHING


def _is_void(record: Record) -> bool:
    return isinstance(record, Authored) and record.voided is not None


def _days_of(record: Record, today: date) -> tuple[date, ...]:
    """Return the days on which somebody must have been a coach to see all of a record."""
    days = tuple(getattr(record, name) for name in _COACHED_ON.get(record.KIND, ()))
    return days or (today,)


def sees_caseload(actor: Actor, coaching: Coached, today: date, leads: Leads) -> bool:
    """Say whether somebody may know how a relationship stands under its cadence rule: that is activity.

    Args:
        actor: Who would know.
        coaching: The relationship.
        today: The day on which they would know.
        leads: Says who leads the school.
    """
    if sees_every_caseload(actor, today, leads) or actor.id == coaching.coachee:
        return True
    return any(one.coach == actor.id and one.covers(today) for one in coaching.tenures)


def sees_every_caseload(actor: Actor, today: date, leads: Leads) -> bool:
    """Say whether somebody may know how each relationship of the school stands; see `sees_caseload`."""
    return actor.steward or leads(actor.id, today)


def sees_inside(actor: Actor, coaching: Coached, today: date) -> bool:
    """Say whether somebody may know what is in all of the coaching until today, not in a part of it alone.

    That is the coachee, and a coach of every day from the first on.

    Args:
        actor: Who would know.
        coaching: The relationship.
        today: The day on which they would know.
    """
    first = min((one.first for one in coaching.tenures), default=today)
    own = (one for one in coaching.tenures if one.coach == actor.id)
    is_coach = any(one.covers(first) and one.covers(today) for one in own)
    return actor.steward or actor.id == coaching.coachee or is_coach


def sees_every_session(
    actor: Actor, relationship: Relationship, first: date, last: date, today: date, leads: Leads
) -> bool:
    """Say whether somebody sees every session of a relationship between two days, at least its activity.

    A coach sees those of their own days only, and so can't say how long there was no contact.
    """
    if actor.steward or actor.id == relationship.coachee or leads(actor.id, today):
        return True
    own = (tenure for tenure in relationship.tenures if tenure.coach == actor.id)
    return any(tenure.covers(first) and tenure.covers(last) for tenure in own)
