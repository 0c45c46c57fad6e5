"""A cycle: one run through the stages of a coaching model, with what came of each.

What was done belongs to the stage that was current on the day it was held; on the day of a change that is the
new stage. Rounds of practice are records of their own, so that a long cycle stays small.
"""

from datetime import date
from enum import StrEnum
from typing import Self

from instructional_coaching.domain.action_step import ActionStep
from instructional_coaching.domain.artefact_record import day_of, record_of, require_new
from instructional_coaching.domain.check import Id, PersonId, RelationshipId, Text, Word
from instructional_coaching.domain.coaching_model import CoachingModel, ModelPin
from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.model_order import artefact_by, require_finish, require_produced, visit_to
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stage import ModelRole
from instructional_coaching.domain.transition import Record, require_order, transition
from instructional_coaching.domain.value import activity, content, value
from instructional_coaching.domain.visit import Produced, Visit
from instructional_coaching.errors import (
    AnotherModel,
    ForeignRecord,
    InvalidValue,
    NotItsAuthor,
    WrongState,
)


class CycleStatus(StrEnum):
    """Where a cycle stands."""

    OPEN = "open"
    CLOSED = "closed"


@value
class Cycle(Record):
    """One run through the stages of a coaching model.

    Attributes:
        relationship: The relationship it belongs to.
        coachee: Whose cycle it is.
        model: The coaching model, pinned to its content.
        status: Open or closed.
        visits: The stages it has been in, in order.
        produced: What came of them, in the order in which it was added.
        closed: The day on which it was closed; None while it is open.
        reason: Why it was closed early, if it was.
    """

    KIND = "cycle"

    relationship: RelationshipId = activity()
    coachee: PersonId = activity()
    model: ModelPin = activity()
    status: CycleStatus = content(default=CycleStatus.OPEN)
    visits: tuple[Visit, ...] = content()
    produced: tuple[Produced, ...] = content(default=())
    closed: date | None = content(default=None)
    reason: Text | None = content(default=None)

    def __attrs_post_init__(self) -> None:
        if not self.visits:
            raise InvalidValue("visits", "are empty", "change a cycle by its verbs only")
        for n, one in enumerate(self.produced):
            if not 0 <= one.visit < len(self.visits):
                raise InvalidValue(
                    f"produced[{n}].visit", "is no visit of the cycle", "change a cycle by its verbs only"
                )

    @property
    def stage(self) -> str:
        """The stage it is in, or was in last."""
        return self.visits[-1].stage

    @property
    def since(self) -> date:
        """The day of its last change of stage, or of its closing."""
        return self.closed or self.visits[-1].since

    def stage_on(self, day: date) -> str | None:
        """Return the stage current on a day; on the day of a change the new one; None outside the cycle."""
        if self.closed is not None and day > self.closed:
            return None
        return next((one.stage for one in reversed(self.visits) if one.since <= day), None)

    @classmethod
    @transition
    def begin(
        cls,
        *,
        id: Id,
        relationship: Relationship,
        model: CoachingModel,
        by: str,
        when: date,
        recorded_by: str | None = None,
    ) -> Self:
        """Begin a cycle of a model, in its first stage.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
        """
        relationship.require_author(f"{cls.KIND} {id}", "begin", by, when)
        return cls(
            id=id,
            relationship=relationship.id,
            coachee=relationship.coachee,
            model=model.pin,
            visits=(Visit(stage=model.first.id, since=when),),
        )

    @transition
    def produce(
        self,
        *,
        artefact: Word,
        relationship: Relationship,
        model: CoachingModel,
        by: str,
        when: date,
        goal: Goal | None = None,
        action_step: ActionStep | None = None,
        data_point: DataPoint | None = None,
        session: Session | None = None,
        practice_round: PracticeRound | None = None,
        words: Text | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Add what came of the stage current on a day: a record of the relationship, or words.

        A session or a data point belongs to the day on which it was held or observed, and so to the stage of
        that day; anything else to ``when``.

        Args:
            artefact: Which artefact of the model.
            relationship: The relationship.
            model: The model of the cycle.
            by: Who adds it.
            when: The day on which it is added, or to which it belongs.
            goal: The goal that it is; adopted by the coachee.
            action_step: The step that it is; adopted by the coachee.
            data_point: The data point that it is; not void.
            session: The session that it is; held, and not void.
            practice_round: The round of practice that it is; not void.
            words: Its words; needed where the artefact is words, allowed everywhere.
            recorded_by: Who types it.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            NotTheirDuty: the model gives the duty to the other one.
            OutOfSequence: the order is strict, and the stage of that day does not produce it.
            OutOfOrder: it belongs to a day before the cycle began, or is added before it was held, observed
                or planned.
            ForeignRecord: the record belongs to another relationship.
            InvalidValue: the model has no such artefact, it isn't given in its form, or the session, data
                point or round is there already.
            WrongState: the cycle is closed, the goal or step isn't adopted, the session wasn't held, or the
                record is void.
        """
        self._require_going_on(relationship, model, "produce", by, when, since=self.visits[0].since)
        role = ModelRole.COACHEE if by == self.coachee else ModelRole.COACH
        wanted = artefact_by(self.ref, model, artefact, role)
        given = (goal, action_step, data_point, session, practice_round)
        record = record_of(
            self.ref, self.relationship, wanted.form, words, [one for one in given if one is not None]
        )
        require_new(record, artefact, self.produced)
        day = day_of(self.ref, record, when)
        require_order(self.ref, "produce", day, self.visits[0].since)
        place = max(n for n, one in enumerate(self.visits) if one.since <= day)
        require_produced(self.ref, model, self.visits[place], artefact)
        made = Produced(
            artefact=artefact,
            visit=place,
            record=record.ref if record else None,
            words=words,
            by=by,
            when=day,
        )
        return self._with(produced=(*self.produced, made))

    @transition(amends=True)
    def withdraw(
        self,
        *,
        artefact: Word,
        made: date,
        reason: Text,
        by: str,
        when: date,
        recorded_by: str | None = None,
    ) -> Self:
        """Take back what one added under an artefact, with a reason; of several of one day the last.

        Args:
            artefact: Which artefact of the model.
            made: The day to which it belongs.
            reason: Why.
            by: Who added it.
            when: The day on which it is taken back.
            recorded_by: Who types it.

        Raises:
            NotItsAuthor: somebody else added it, or nobody did.
            OutOfOrder: dated before it.
            WrongState: the cycle is closed.
        """
        self._require_open("withdraw")
        same = [n for n, one in enumerate(self.produced) if (one.artefact, one.when) == (artefact, made)]
        own = [n for n in same if self.produced[n].by == by]
        if not own:
            raise NotItsAuthor(self.ref, "withdraw", by)
        require_order(self.ref, "withdraw", when, made)
        return self._with(produced=(*self.produced[: own[-1]], *self.produced[own[-1] + 1 :]))

    @transition
    def move(
        self,
        *,
        to: Word,
        relationship: Relationship,
        model: CoachingModel,
        by: str,
        when: date,
        reason: Text | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Go to another stage, as the order of the model allows.

        Where a stage names an earlier one as the next, going there is another pass through what lies between;
        without what the stage requires it is only going back, and needs a reason.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            OutOfSequence: the order is strict, and a stage would be skipped; no reason unlocks that.
            MissingArtefact: the order is strict, and the stage would be left without what it requires.
            MissingReason: the move needs a reason.
            OutOfOrder: dated before the last change of stage, or before what came of the present stage.
            InvalidValue: the model has no such stage.
            WrongState: the cycle is closed.
        """
        self._require_going_on(relationship, model, "move", by, when, since=self._latest)
        visit = visit_to(self.ref, model, self.visits, self.produced, to, when, reason)
        return self._with(visits=(*self.visits, visit))

    @transition
    def close(
        self,
        *,
        relationship: Relationship,
        model: CoachingModel,
        by: str,
        when: date,
        reason: Text | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Close the cycle: where it may finish, or early with a reason.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            MissingReason: it would be closed early.
            OutOfOrder: dated before the last change of stage, or before what came of the present stage.
            WrongState: it is closed already.
        """
        self._require_going_on(relationship, model, "close", by, when, since=self._latest)
        require_finish(self.ref, model, self.visits, self.produced, reason)
        return self._with(status=CycleStatus.CLOSED, closed=when, reason=reason)

    @property
    def _latest(self) -> date:
        """The day of its last change of stage, or of the latest that came of the present one."""
        return max([self.since, *(one.when for one in self.produced)])

    def _require_going_on(
        self,
        relationship: Relationship,
        model: CoachingModel,
        attempted: str,
        by: str,
        when: date,
        since: date,
    ) -> None:
        if relationship.id != self.relationship:
            raise ForeignRecord(self.ref, attempted, relationship.ref)
        if model.pin != self.model:
            raise AnotherModel(self.ref, attempted, model.pin, self.model)
        self._require_open(attempted)
        relationship.require_author(self.ref, attempted, by, when)
        require_order(self.ref, attempted, when, since)

    def _require_open(self, attempted: str) -> None:
        if self.status is not CycleStatus.OPEN:
            raise WrongState(self.ref, attempted, self.status, CycleStatus.OPEN)
