"""A session: planned, moved, held, cancelled or missed; or logged after it was held.

It belongs to one relationship and keeps the coach of its time. A group session is one record for each
coachee, so that each has their own content.
"""

from datetime import date
from typing import Self

from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.check import GoalId, Id, Minutes, PersonId, RelationshipId, Text
from instructional_coaching.domain.link import Link
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session_status import MissReason, SessionKind, SessionStatus
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.domain.transition import require_order, transition
from instructional_coaching.domain.value import activity, content, value
from instructional_coaching.domain.void import require_not_void
from instructional_coaching.errors import (
    ForeignRecord,
    InvalidValue,
    SegmentsExceedSession,
    WrongState,
)


@value
class Session(Authored):
    """Coach and coachee at work together, on one day.

    Attributes:
        relationship: The relationship it belongs to.
        coachee: The coachee.
        coach: The coach of its time.
        kind: What it is.
        status: Where it stands.
        when: The day it was held, or is planned for.
        moved_from: The day it was planned for before it was last moved.
        minutes: How long it was, or is planned to be, 1 to 600; None where nobody said.
        participants: Who else took part, beside coach and coachee.
        goals: The goals it served.
        intended_stance: The stance the coach meant to take.
        segments: The stances taken, in order; together no longer than the session.
        summary: What was said and agreed.
        links: Video and pupils' work, elsewhere, with their expiry.
        reason: Why it was moved, cancelled or missed.
    """

    KIND = "session"

    relationship: RelationshipId = activity()
    coachee: PersonId = activity()
    coach: PersonId = activity()
    kind: SessionKind = activity()
    status: SessionStatus = activity()
    moved_from: date | None = activity(default=None)
    minutes: Minutes | None = activity(default=None)
    participants: tuple[PersonId, ...] = activity(default=())
    goals: tuple[GoalId, ...] = content(default=())
    intended_stance: Stance | None = content(default=None)
    segments: tuple[Segment, ...] = content(default=())
    summary: Text | None = content(default=None)
    links: tuple[Link, ...] = content(default=())
    reason: MissReason | None = content(default=None)

    def __attrs_post_init__(self) -> None:
        recorded = sum(segment.minutes for segment in self.segments)
        if recorded > (self.minutes or 0):
            raise SegmentsExceedSession(self.ref, "a stance", recorded, self.minutes or 0)
        if {self.coach, self.coachee} & set(self.participants):
            raise InvalidValue(
                "participants", "names the coach or the coachee", "name only who else took part"
            )

    @property
    def one_to_one(self) -> bool:
        """Whether nobody but the coach and the coachee took part."""
        return not self.participants

    @property
    def took_place(self) -> bool:
        """Whether it was held and hasn't been voided."""
        return self.status is SessionStatus.HELD and self.voided is None

    @classmethod
    @transition
    def plan(
        cls,
        *,
        id: Id,
        relationship: Relationship,
        kind: SessionKind,
        planned_for: date,
        by: str,
        when: date,
        coach: PersonId | None = None,
        minutes: Minutes | None = None,
        participants: tuple[PersonId, ...] = (),
        goals: tuple[GoalId, ...] = (),
        intended_stance: Stance | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Plan a session for a day, with the lead coach of that day unless another of its coaches is named.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach on ``when``, or nobody coaches on the day.
            OutOfOrder: it is planned for a day that was over.
        """
        ref = f"{cls.KIND} {id}"
        relationship.require_author(ref, "plan", by, when)
        require_order(ref, "plan", planned_for, when)
        return cls(
            id=id,
            relationship=relationship.id,
            coachee=relationship.coachee,
            coach=relationship.require_coach(ref, "plan", planned_for, by, coach),
            author=by,
            kind=kind,
            status=SessionStatus.PLANNED,
            when=planned_for,
            minutes=minutes,
            participants=participants,
            goals=goals,
            intended_stance=intended_stance,
        )

    @classmethod
    @transition
    def log(
        cls,
        *,
        id: Id,
        relationship: Relationship,
        kind: SessionKind,
        by: str,
        when: date,
        coach: PersonId | None = None,
        minutes: Minutes | None = None,
        participants: tuple[PersonId, ...] = (),
        goals: tuple[GoalId, ...] = (),
        segments: tuple[Segment, ...] = (),
        summary: Text | None = None,
        links: tuple[Link, ...] = (),
        recorded_by: str | None = None,
    ) -> Self:
        """Log a session that was held on ``when`` without having been planned here.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day, or ``coach`` is none.
            SegmentsExceedSession: the segments are longer than the session.
        """
        ref = f"{cls.KIND} {id}"
        relationship.require_author(ref, "log", by, when)
        return cls(
            id=id,
            relationship=relationship.id,
            coachee=relationship.coachee,
            coach=relationship.require_coach(ref, "log", when, by, coach),
            author=by,
            kind=kind,
            status=SessionStatus.HELD,
            when=when,
            minutes=minutes,
            participants=participants,
            goals=goals,
            segments=segments,
            summary=summary,
            links=links,
        )

    @transition
    def hold(
        self,
        *,
        relationship: Relationship,
        by: str,
        when: date,
        coach: PersonId | None = None,
        minutes: Minutes | None = None,
        participants: tuple[PersonId, ...] = (),
        goals: tuple[GoalId, ...] = (),
        segments: tuple[Segment, ...] = (),
        summary: Text | None = None,
        links: tuple[Link, ...] = (),
        recorded_by: str | None = None,
    ) -> Self:
        """Note that a planned session was held, on ``when``; what is not given stays as planned.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day, or the coach is none.
            WrongState: it isn't planned.
            SegmentsExceedSession: the segments are longer than the session.
        """
        self._require_planned(relationship, "hold", by, when)
        stays = self.coach if by == self.coachee and self.coach in relationship.coaches_on(when) else None
        return self._with(
            status=SessionStatus.HELD,
            author=by,
            when=when,
            coach=relationship.require_coach(self.ref, "hold", when, by, coach or stays),
            minutes=minutes or self.minutes,
            goals=goals or self.goals,
            participants=participants or self.participants,
            segments=segments,
            summary=summary,
            links=links,
            reason=None,
        )

    @transition
    def move(
        self,
        *,
        relationship: Relationship,
        to: date,
        by: str,
        when: date,
        reason: MissReason | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Move a planned session to another day.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach on ``when``, or nobody coaches that day.
            OutOfOrder: the new day was over.
            WrongState: it isn't planned.
        """
        self._require_planned(relationship, "move", by, when)
        require_order(self.ref, "move", to, when)
        stays = self.coach if self.coach in relationship.coaches_on(to) else None
        coach = relationship.require_coach(self.ref, "move", to, by, stays)
        return self._with(when=to, moved_from=self.when, coach=coach, reason=reason)

    @transition
    def cancel(
        self,
        *,
        relationship: Relationship,
        by: str,
        when: date,
        reason: MissReason = MissReason.NOT_RECORDED,
        recorded_by: str | None = None,
    ) -> Self:
        """Cancel a planned session.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach on ``when``.
            WrongState: it isn't planned.
        """
        self._require_planned(relationship, "cancel", by, when)
        return self._with(status=SessionStatus.CANCELLED, reason=reason)

    @transition
    def miss(
        self,
        *,
        relationship: Relationship,
        by: str,
        when: date,
        reason: MissReason = MissReason.NOT_RECORDED,
        recorded_by: str | None = None,
    ) -> Self:
        """Note that a planned session did not take place, and nobody had cancelled it.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach on ``when``.
            OutOfOrder: dated before the day it was planned for.
            WrongState: it isn't planned.
        """
        self._require_planned(relationship, "miss", by, when)
        require_order(self.ref, "miss", when, self.when)
        return self._with(status=SessionStatus.MISSED, reason=reason)

    @transition(amends=True)
    def correct(
        self,
        *,
        reason: Text,
        by: str,
        when: date,
        relationship: Relationship | None = None,
        held: date | None = None,
        kind: SessionKind | None = None,
        minutes: Minutes | None = None,
        participants: tuple[PersonId, ...] | None = None,
        goals: tuple[GoalId, ...] | None = None,
        segments: tuple[Segment, ...] | None = None,
        summary: Text | None = None,
        links: tuple[Link, ...] | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Put right what one recorded, with a reason; what is not given stays.

        A coach may do so after their tenure has ended. To correct the day held takes the relationship,
        because its coach must have been one on that day.

        Raises:
            NotItsAuthor: ``by`` is somebody else.
            NotAnAuthor: the coach was none on the corrected day.
            OutOfOrder: the corrected day is still to come.
            WrongState: it is void, or hasn't been held.
            SegmentsExceedSession: the segments are longer than the session.
            InvalidValue: a day is given without the relationship.
        """
        self._require_author("correct", by)
        if self.status is not SessionStatus.HELD:
            raise WrongState(self.ref, "correct", self.status, SessionStatus.HELD)
        if held is not None:
            if relationship is None:
                raise InvalidValue("relationship", "is missing", "give it when the day held is corrected")
            self._require_same(relationship, "correct")
            require_order(self.ref, "correct", when, held)
            relationship.require_coach(self.ref, "correct", held, by, self.coach)
        return self._with(
            when=held or self.when,
            kind=kind or self.kind,
            minutes=minutes or self.minutes,
            participants=self.participants if participants is None else participants,
            goals=self.goals if goals is None else goals,
            segments=self.segments if segments is None else segments,
            summary=summary or self.summary,
            links=self.links if links is None else links,
        )

    def _require_planned(self, relationship: Relationship, attempted: str, by: str, when: date) -> None:
        self._require_same(relationship, attempted)
        require_not_void(self.ref, attempted, self.voided)
        if self.status is not SessionStatus.PLANNED:
            raise WrongState(self.ref, attempted, self.status, SessionStatus.PLANNED)
        relationship.require_author(self.ref, attempted, by, when)

    def _require_same(self, relationship: Relationship, attempted: str) -> None:
        if relationship.id != self.relationship:
            raise ForeignRecord(self.ref, attempted, relationship.ref)
