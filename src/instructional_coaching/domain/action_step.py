"""An action step: one small thing the coachee will do, in service of a goal."""

from datetime import date
from enum import StrEnum
from typing import Self

from instructional_coaching.domain.check import GoalId, Id, RelationshipId, Text
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.goal_status import SetAsideReason
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import require_order, transition
from instructional_coaching.domain.value import Value, activity, content, value
from instructional_coaching.errors import WrongState


class StepStatus(StrEnum):
    """Where an action step stands."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DECLINED = "declined"
    SET_ASIDE = "set_aside"
    COMPLETED = "completed"


@value
class StepStanding(Value):
    """What the coachee's decisions about a step change."""

    status: StepStatus = content()
    since: date = content()
    reason: SetAsideReason | None = content(default=None)


@value
class ActionStep(Owned[StepStanding]):
    """One small thing the coachee will do next.

    Attributes:
        relationship: The relationship it belongs to.
        goal: The goal it serves.
        proposed_by: Who proposed it.
        text: What to do.
        due: The day by which, if one was agreed.
        status: Where it stands.
        since: The day of the last change of status.
        reason: Why it was set aside, if it was.
    """

    KIND = "action_step"
    STANDING = StepStanding

    relationship: RelationshipId = activity()
    goal: GoalId = activity()
    proposed_by: Id = content()
    text: Text = content()
    due: date | None = content(default=None)
    status: StepStatus = content(default=StepStatus.PROPOSED)
    since: date = content()
    reason: SetAsideReason | None = content(default=None)

    @classmethod
    @transition
    def propose(
        cls,
        *,
        id: Id,
        goal: Goal,
        relationship: Relationship,
        text: Text,
        by: str,
        when: date,
        due: date | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Propose a step towards a goal; it is the coachee's to adopt or decline.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            ForeignRecord: the goal belongs to another relationship.
            WrongState: the goal was declined, set aside or met.
            OutOfOrder: it is due before it is proposed.
        """
        ref = f"{cls.KIND} {id}"
        goal.require_same(relationship, "propose")
        relationship.require_author(ref, "propose", by, when)
        goal.require_live("a step towards it")
        if due is not None:
            require_order(ref, "propose", due, when)
        return cls(
            id=id,
            relationship=relationship.id,
            coachee=relationship.coachee,
            goal=goal.id,
            proposed_by=by,
            text=text,
            due=due,
            since=when,
        )

    @transition(decision=True)
    def adopt(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Take a proposed step as one's own."""
        return self._moved("adopt", StepStatus.ADOPTED, StepStatus.PROPOSED, by, when, recorded_by)

    @transition(decision=True)
    def decline(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Turn a proposed step down. Needs no reason and makes nothing overdue."""
        return self._moved("decline", StepStatus.DECLINED, StepStatus.PROPOSED, by, when, recorded_by)

    @transition(decision=True)
    def set_aside(
        self, *, reason: SetAsideReason, by: str, when: date, recorded_by: str | None = None
    ) -> Self:
        """Set an adopted step aside, with a reason. That is not failing."""
        step = self._moved("set_aside", StepStatus.SET_ASIDE, StepStatus.ADOPTED, by, when, recorded_by)
        return step._with(reason=reason)

    @transition(decision=True)
    def complete(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Call an adopted step done."""
        return self._moved("complete", StepStatus.COMPLETED, StepStatus.ADOPTED, by, when, recorded_by)

    def _moved(
        self,
        verb: str,
        to: StepStatus,
        allowed: StepStatus,
        by: str,
        when: date,
        recorded_by: str | None,
    ) -> Self:
        if self.status is not allowed:
            raise WrongState(self.ref, verb, self.status, allowed)
        require_order(self.ref, verb, when, self.since)
        return self._decided(verb, by=by, when=when, recorded_by=recorded_by, status=to, since=when)
