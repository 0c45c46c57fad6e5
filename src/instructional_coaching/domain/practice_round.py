"""A round of deliberate practice: plan, attempt, feedback, response, reflection, on one skill.

The same skill is practised in several rounds. The response to feedback is the coachee's; declining it is
neutral. Each part is written by somebody, who alone can correct it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Self

from instructional_coaching.domain.authored import require_its_author
from instructional_coaching.domain.check import GoalId, Id, Label, Minutes, PersonId, RelationshipId, Text
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.round_part import (
    Attempt,
    FeedbackResponse,
    PracticeSetting,
    RoundPart,
    RoundStanding,
    Written,
)
from instructional_coaching.domain.transition import require_order, transition
from instructional_coaching.domain.value import activity, content, value
from instructional_coaching.domain.void import require_not_void
from instructional_coaching.errors import ForeignRecord, InvalidValue, NotACoach, WrongState


@value
class PracticeRound(Owned[RoundStanding]):
    """One round of practice on one skill.

    Attributes:
        relationship: The relationship it belongs to.
        goal: The goal it serves.
        planned_by: Who planned it.
        when: The day it was planned.
        skill: The skill, in few words; rounds on one skill have the same.
        practice: What is to be practised, and how.
        attempt: The attempt, once it was made.
        feedback: The feedback on it, once it was given.
        response: The coachee's response to the feedback, once there is one.
        response_text: What they said with it.
        responded: The day they responded.
        tried: The day on which accepted or adapted feedback was tried.
        reflection: The coachee's reflection, once there is one.
        voided: Why it was voided; None while it stands.
    """

    KIND = "practice_round"
    STANDING = RoundStanding

    relationship: RelationshipId = activity()
    goal: GoalId = activity()
    planned_by: PersonId = activity()
    when: date = activity()
    skill: Label = content()
    practice: Text = content()
    attempt: Attempt | None = content(default=None)
    feedback: Written | None = content(default=None)
    response: FeedbackResponse | None = content(default=None)
    response_text: Text | None = content(default=None)
    responded: date | None = content(default=None)
    tried: date | None = content(default=None)
    reflection: Written | None = content(default=None)
    voided: Text | None = content(default=None)

    @property
    def latest(self) -> date:
        """The day of the latest thing that happened in it."""
        parts = [one.when for one in (self.attempt, self.feedback, self.reflection) if one]
        return max((self.when, *parts, *(day for day in (self.responded, self.tried) if day)))

    @property
    def held(self) -> date:
        """The day on which it was practised; as long as it wasn't, the day it was planned."""
        return self.attempt.when if self.attempt else self.when

    @property
    def followed_up(self) -> bool:
        """Whether the feedback was accepted or adapted, and tried."""
        return self.tried is not None

    @classmethod
    @transition
    def plan(
        cls,
        *,
        id: Id,
        relationship: Relationship,
        goal: Goal,
        skill: Label,
        practice: Text,
        by: str,
        when: date,
        recorded_by: str | None = None,
    ) -> Self:
        """Plan a round of practice on one skill, in service of a goal.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            ForeignRecord: the goal belongs to another relationship.
            WrongState: the goal was declined, set aside or met.
        """
        ref = f"{cls.KIND} {id}"
        relationship.require_author(ref, "plan", by, when)
        if goal.relationship != relationship.id:
            raise ForeignRecord(ref, "plan", goal.ref)
        goal.require_live("practice for it")
        return cls(
            id=id,
            relationship=relationship.id,
            coachee=relationship.coachee,
            goal=goal.id,
            planned_by=by,
            when=when,
            skill=skill,
            practice=practice,
        )

    @transition
    def practise(
        self,
        *,
        relationship: Relationship,
        setting: PracticeSetting,
        by: str,
        when: date,
        minutes: Minutes | None = None,
        text: Text | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Note the attempt: in rehearsal or in a lesson. Another attempt is another round.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            OutOfOrder: dated before the plan.
            WrongState: an attempt is noted already, or it is void.
        """
        self._require_part(relationship, "practise", by, when, self.when)
        if self.attempt is not None:
            raise WrongState(self.ref, "practise", "practised", "planned; plan another round")
        attempt = Attempt(by=by, when=when, setting=setting, minutes=minutes, text=text)
        return self._with(attempt=attempt)

    @transition
    def give_feedback(
        self,
        *,
        relationship: Relationship,
        text: Text,
        by: str,
        when: date,
        recorded_by: str | None = None,
    ) -> Self:
        """Give feedback on the attempt, as a coach.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            NotACoach: ``by`` is the coachee.
            OutOfOrder: dated before the attempt.
            WrongState: there is no attempt yet, feedback was given already, or it is void.
        """
        require_not_void(self.ref, "give_feedback", self.voided)
        attempt = self._require_attempt("give_feedback")
        self._require_part(relationship, "give_feedback", by, when, attempt.when)
        if by == self.coachee:
            raise NotACoach(self.ref, "give_feedback", by, when.isoformat())
        if self.feedback is not None:
            raise WrongState(self.ref, "give_feedback", "answered with feedback", "an attempt without any")
        return self._with(feedback=Written(by=by, when=when, text=text))

    @transition(decision=True)
    def respond(
        self,
        *,
        response: FeedbackResponse,
        by: str,
        when: date,
        text: Text | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Respond to the feedback, as the coachee. Declining needs no reason and makes nothing overdue.

        Raises:
            NotTheCoachee: ``by`` is somebody else.
            OutOfOrder: dated before the feedback.
            WrongState: there is no feedback, it was tried already, or it is void.
        """
        require_not_void(self.ref, "respond", self.voided)
        if self.feedback is None or self.tried is not None:
            state = "without feedback" if self.feedback is None else "tried"
            raise WrongState(self.ref, "respond", state, "feedback that wasn't tried yet")
        require_order(self.ref, "respond", when, self.feedback.when)
        return self._decided(
            "respond",
            by=by,
            when=when,
            recorded_by=recorded_by,
            response=response,
            response_text=text,
            responded=when,
        )

    @transition
    def try_out(
        self, *, relationship: Relationship, by: str, when: date, recorded_by: str | None = None
    ) -> Self:
        """Note that the feedback was tried.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            OutOfOrder: dated before the response.
            WrongState: the feedback wasn't accepted or adapted, it was tried already, or the round is void.
        """
        require_not_void(self.ref, "try_out", self.voided)
        if self.response not in (FeedbackResponse.ACCEPTED, FeedbackResponse.ADAPTED):
            raise WrongState(self.ref, "try_out", self.response or "without a response", "accepted, adapted")
        self._require_part(relationship, "try_out", by, when, self.responded or self.when)
        if self.tried is not None:
            raise WrongState(self.ref, "try_out", "tried", "feedback that wasn't tried yet")
        return self._with(tried=when)

    @transition(decision=True)
    def reflect(self, *, text: Text, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Reflect on the attempt, as the coachee.

        Raises:
            NotTheCoachee: ``by`` is somebody else.
            OutOfOrder: dated before the attempt.
            WrongState: there is no attempt, a reflection is there already, or it is void.
        """
        require_not_void(self.ref, "reflect", self.voided)
        attempt = self._require_attempt("reflect")
        require_order(self.ref, "reflect", when, attempt.when)
        if self.reflection is not None:
            raise WrongState(self.ref, "reflect", "reflected on", "an attempt without a reflection")
        words = Written(by=by, when=when, text=text)
        return self._decided("reflect", by=by, when=when, recorded_by=recorded_by, reflection=words)

    @transition(amends=True)
    def correct(
        self,
        *,
        part: RoundPart,
        text: Text,
        reason: Text,
        by: str,
        when: date,
        recorded_by: str | None = None,
    ) -> Self:
        """Put the words of a part right, as the one who wrote it, with a reason.

        Raises:
            NotItsAuthor: somebody else wrote that part.
            InvalidValue: the round has no such part yet.
            WrongState: it is void.
        """
        require_not_void(self.ref, "correct", self.voided)
        if part is RoundPart.PRACTICE:
            require_its_author(self.ref, "correct", by, self.planned_by)
            return self._with(practice=text)
        written: Attempt | Written | None = getattr(self, part)
        if written is None:
            raise InvalidValue("part", "is not there yet", "correct a part that has been written")
        require_its_author(self.ref, "correct", by, written.by)
        return self._with(**{part: written._with(text=text)})

    @transition(amends=True)
    def void(self, *, reason: Text, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Declare that the round doesn't hold, as the one who planned it. It counts nowhere.

        Raises:
            NotItsAuthor: ``by`` didn't plan it.
            WrongState: it is void already.
        """
        require_its_author(self.ref, "void", by, self.planned_by)
        require_not_void(self.ref, "void", self.voided)
        return self._with(voided=reason)

    def _decided_by(self, verb: str) -> Iterable[str]:
        own = ("reflection",)
        return own if verb == "reflect" else [name for name in super()._decided_by(verb) if name not in own]

    def _require_part(
        self, relationship: Relationship, attempted: str, by: str, when: date, since: date
    ) -> None:
        require_not_void(self.ref, attempted, self.voided)
        if relationship.id != self.relationship:
            raise ForeignRecord(self.ref, attempted, relationship.ref)
        relationship.require_author(self.ref, attempted, by, when)
        require_order(self.ref, attempted, when, since)

    def _require_attempt(self, attempted: str) -> Attempt:
        if self.attempt is None:
            raise WrongState(self.ref, attempted, "planned", "an attempt that was made")
        return self.attempt
