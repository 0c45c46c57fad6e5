"""A goal: proposed by either, adopted, revised, set aside and judged met by the coachee alone."""

from datetime import date
from decimal import Decimal
from typing import Self

from instructional_coaching.domain.check import Id, Label, Minutes, RelationshipId, Text
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.goal_status import LIVE, GoalStatus, Judgement, SetAsideReason
from instructional_coaching.domain.goal_version import Focus, GoalVersion, VersionNumber
from instructional_coaching.domain.measure import Measure
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import require_order, transition
from instructional_coaching.domain.value import Value, activity, content, value
from instructional_coaching.errors import ForeignRecord, InvalidValue, MissingEvidence, WrongState


@value
class GoalStanding(Value):
    """What the coachee's decisions about a goal change."""

    status: GoalStatus = content()
    since: date = content()
    version: VersionNumber = content()
    reason: SetAsideReason | None = content(default=None)
    judgement: Judgement | None = content(default=None)
    evidence: tuple[Text, ...] = content(default=())
    shared_focus: Label | None = activity(default=None)


@value
class Goal(Owned[GoalStanding]):
    """What a coachee works towards.

    Attributes:
        relationship: The relationship it belongs to; it outlives a change of coach.
        proposed_by: Who proposed it.
        status: Where it stands.
        since: The day of the last change of status.
        version: Number of the version in force.
        versions: Every version, oldest first, those reversed by the coachee among them.
        reason: Why it was set aside, while it is.
        judgement: What "met" rests on, once it is.
        evidence: Data points or links that "met" rests on.
        shared_focus: The label under which the coachee lets leaders know of it, if any.
    """

    KIND = "goal"
    STANDING = GoalStanding

    relationship: RelationshipId = activity()
    proposed_by: Id = content()
    status: GoalStatus = content(default=GoalStatus.PROPOSED)
    since: date = content()
    version: VersionNumber = content(default=1)
    versions: tuple[GoalVersion, ...] = content()
    reason: SetAsideReason | None = content(default=None)
    judgement: Judgement | None = content(default=None)
    evidence: tuple[Text, ...] = content(default=())
    shared_focus: Label | None = activity(default=None)

    def __attrs_post_init__(self) -> None:
        if [one.number for one in self.versions] != list(range(1, len(self.versions) + 1)):
            raise InvalidValue("versions", "are not numbered from 1", "change a goal by its verbs only")
        if self.version > len(self.versions):
            raise InvalidValue("version", "is no version of this goal", "change a goal by its verbs only")

    @property
    def current(self) -> GoalVersion:
        """The version in force."""
        return self.versions[self.version - 1]

    @property
    def statement(self) -> str:
        """The goal in words, as it now stands."""
        return self.current.statement

    @property
    def measure(self) -> Measure | None:
        """How progress is now measured, if it is."""
        return self.current.measure

    @property
    def baseline(self) -> Decimal | None:
        """The present measure's value to begin with; None until one is recorded."""
        return self.current.baseline

    @classmethod
    @transition
    def propose(
        cls,
        *,
        id: Id,
        relationship: Relationship,
        statement: Text,
        focus: Focus,
        by: str,
        when: date,
        measure: Measure | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Propose a goal; it is the coachee's to adopt or decline.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
        """
        relationship.require_author(f"{cls.KIND} {id}", "propose", by, when)
        first = GoalVersion(
            number=1, statement=statement, focus=focus, measure=measure, measured_since=1, since=when
        )
        return cls(
            id=id,
            relationship=relationship.id,
            coachee=relationship.coachee,
            proposed_by=by,
            since=when,
            versions=(first,),
        )

    @transition(decision=True)
    def adopt(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Take a proposed goal as one's own."""
        return self._moved("adopt", GoalStatus.ADOPTED, by, when, recorded_by, GoalStatus.PROPOSED)

    @transition(decision=True)
    def decline(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Turn a proposed goal down. Needs no reason and makes nothing overdue."""
        return self._moved("decline", GoalStatus.DECLINED, by, when, recorded_by, GoalStatus.PROPOSED)

    @transition(decision=True)
    def revise(
        self,
        *,
        by: str,
        when: date,
        statement: Text | None = None,
        focus: Focus | None = None,
        measure: Measure | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Make a new version; what is not given stays. A new measure has no baseline until one is recorded.

        Raises:
            WrongState: the goal isn't proposed or adopted.
            InvalidValue: nothing is given to revise.
        """
        self._require_status("revise", when, *LIVE)
        require_order(self.ref, "revise", when, self.current.since)
        if statement is None and focus is None and measure is None:
            raise InvalidValue("statement", "nothing is revised", "give statement, focus or measure")
        number = len(self.versions) + 1
        revised = self.current.revised(number, when, statement, focus, measure)
        return self._decided(
            "revise",
            by=by,
            when=when,
            recorded_by=recorded_by,
            version=number,
            versions=(*self.versions, revised),
        )

    @transition(decision=True)
    def set_aside(
        self, *, reason: SetAsideReason, by: str, when: date, recorded_by: str | None = None
    ) -> Self:
        """Set it aside, with a reason. That is not failing, and carries no score."""
        return self._moved(
            "set_aside", GoalStatus.SET_ASIDE, by, when, recorded_by, GoalStatus.ADOPTED, reason=reason
        )

    @transition(decision=True)
    def take_up(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Take up again what was set aside."""
        return self._moved(
            "take_up", GoalStatus.ADOPTED, by, when, recorded_by, GoalStatus.SET_ASIDE, reason=None
        )

    @transition(decision=True)
    def meet(
        self,
        *,
        judgement: Judgement,
        by: str,
        when: date,
        evidence: tuple[Text, ...] = (),
        recorded_by: str | None = None,
    ) -> Self:
        """Call it met, on evidence or on one's own judgement, and say which.

        Raises:
            MissingEvidence: on evidence, but none is named.
            WrongState: the goal isn't adopted.
        """
        if judgement is Judgement.EVIDENCE and not evidence:
            raise MissingEvidence(self.ref, "meet")
        return self._moved(
            "meet",
            GoalStatus.MET,
            by,
            when,
            recorded_by,
            GoalStatus.ADOPTED,
            judgement=judgement,
            evidence=evidence,
        )

    @transition(decision=True)
    def share_focus(
        self, *, by: str, when: date, label: Label | None = None, recorded_by: str | None = None
    ) -> Self:
        """Let leaders know of the goal under a short label, or of no goal again."""
        require_order(self.ref, "share_focus", when, self.versions[0].since)
        return self._decided("share_focus", by=by, when=when, recorded_by=recorded_by, shared_focus=label)

    @transition
    def record_baseline(
        self,
        *,
        relationship: Relationship,
        value: Decimal,
        by: str,
        when: date,
        observed: Minutes | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Record the present measure's value to begin with.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            WrongState: the goal is neither proposed nor adopted.
            InvalidValue: there is no measure, the value is outside its bounds, or a count has no minutes.
        """
        self.require_same(relationship, "record_baseline")
        relationship.require_author(self.ref, "record_baseline", by, when)
        self.require_live("record_baseline")
        self.require_measure().require_value(value, observed)
        current = self.current._with(baseline=value, baseline_observed=observed)
        versions = tuple(current if one.number == current.number else one for one in self.versions)
        return self._with(versions=versions)

    def require_measure(self, version: int | None = None) -> Measure:
        """Return the measure of a version, of the one in force if none is named.

        Raises:
            InvalidValue: there is none.
        """
        measure = self.versions[(version or self.version) - 1].measure
        if measure is None:
            raise InvalidValue("measure", f"{self.ref} has none", "the coachee adds one by revising the goal")
        return measure

    def require_live(self, attempted: str) -> None:
        """Refuse what makes sense only while the goal is proposed or adopted.

        Raises:
            WrongState: it was declined, set aside or met.
        """
        if self.status not in LIVE:
            raise WrongState(self.ref, attempted, self.status, ", ".join(LIVE))

    def require_same(self, relationship: Relationship, attempted: str) -> None:
        """Refuse another relationship than the goal's own.

        Raises:
            ForeignRecord: it is another.
        """
        if relationship.id != self.relationship:
            raise ForeignRecord(self.ref, attempted, relationship.ref)

    def _require_status(self, attempted: str, when: date, *allowed: GoalStatus) -> None:
        if self.status not in allowed:
            raise WrongState(self.ref, attempted, self.status, ", ".join(allowed))
        require_order(self.ref, attempted, when, self.since)

    def _moved(
        self,
        verb: str,
        to: GoalStatus,
        by: str,
        when: date,
        recorded_by: str | None,
        *allowed: GoalStatus,
        **changes: object,
    ) -> Self:
        self._require_status(verb, when, *allowed)
        return self._decided(
            verb, by=by, when=when, recorded_by=recorded_by, status=to, since=when, **changes
        )
