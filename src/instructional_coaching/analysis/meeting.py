"""What a cadence rule counts: sessions that were held, and pairs of them, where they qualify."""

from collections.abc import Iterable
from datetime import date

import attrs

from instructional_coaching.analysis.eligible_day import EligibleDays
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.check import Id, Minutes
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.session_status import SessionKind, SessionStatus
from instructional_coaching.domain.value import Value, activity, value

APART = 5
"""How many eligible days the halves of a pair are apart at most."""


@value
class Meeting(Value):
    """What counts of a session.

    Attributes:
        id: The session's id.
        when: The day on which it was held, or for which it is planned.
        kind: What it is.
        minutes: How long, where that was said.
    """

    id: Id = activity()
    when: date = activity()
    kind: SessionKind = activity()
    minutes: Minutes | None = activity(default=None)


@attrs.frozen
class Meetings:
    """The sessions of a relationship that a cadence rule looks at.

    Attributes:
        held: Those that took place, the earliest first.
        planned: Those that are planned, the earliest first.
    """

    held: tuple[Meeting, ...] = ()
    planned: tuple[Meeting, ...] = ()

    @classmethod
    def of(cls, sessions: Iterable[Session]) -> "Meetings":
        """Return what counts of some sessions; those that were voided count for nothing."""
        standing = sorted((one for one in sessions if one.voided is None), key=lambda one: (one.when, one.id))
        return cls(
            held=tuple(meeting_of(one) for one in standing if one.status is SessionStatus.HELD),
            planned=tuple(meeting_of(one) for one in standing if one.status is SessionStatus.PLANNED),
        )

    def with_sessions(self, sessions: Iterable[Session]) -> "Meetings":
        """Return these with sessions that are new or stand otherwise now."""
        changed = tuple(sessions)
        ids = {one.id for one in changed}
        now = Meetings.of(changed)
        return Meetings(
            held=_in_order((*(one for one in self.held if one.id not in ids), *now.held)),
            planned=_in_order((*(one for one in self.planned if one.id not in ids), *now.planned)),
        )


def _in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda one: (one.when, one.id)))


def meeting_of(session: Session) -> Meeting:
    """Return what counts of a session."""
    return Meeting(id=session.id, when=session.when, kind=session.kind, minutes=session.minutes)


@attrs.frozen
class Contact:
    """A qualifying contact: a session, or a pair of them.

    Attributes:
        when: The day on which it counts: that of the session, or of the second half of the pair.
        sessions: Ids of the session, or of both.
    """

    when: date
    sessions: tuple[str, ...]


def qualifies(meeting: Meeting, requirement: Requirement) -> bool:
    """Say whether a session is of the right kind and long enough; one without minutes is not long enough."""
    if requirement.counts and meeting.kind not in requirement.counts:
        return False
    return requirement.least_minutes is None or (meeting.minutes or 0) >= requirement.least_minutes


def contacts(
    meetings: Iterable[Meeting], requirement: Requirement, days: EligibleDays
) -> tuple[Contact, ...]:
    """Return the qualifying contacts, the earliest first.

    A pair is an observation and a conversation, in either order, at most five eligible days apart; each
    session is half of one pair only, and is paired with the earliest that fits.

    Args:
        meetings: The sessions held, the earliest first.
        requirement: What qualifies.
        days: The days that count.
    """
    fitting = [one for one in meetings if qualifies(one, requirement)]
    if not requirement.pair:
        return tuple(Contact(one.when, (one.id,)) for one in fitting)
    waiting: list[Meeting] = []
    found: list[Contact] = []
    for one in fitting:
        wanted = _OTHER_HALF.get(one.kind)
        half = next(
            (
                earlier
                for earlier in waiting
                if earlier.kind is wanted and days.count(earlier.when, one.when, APART + 1) <= APART
            ),
            None,
        )
        if half is None:
            waiting.append(one)
        else:
            waiting.remove(half)
            found.append(Contact(one.when, (half.id, one.id)))
    return tuple(found)


_OTHER_HALF = {
    SessionKind.OBSERVATION: SessionKind.CONVERSATION,
    SessionKind.CONVERSATION: SessionKind.OBSERVATION,
}
