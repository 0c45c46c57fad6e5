"""A data point: one value of a goal's measure, on one day."""

from datetime import date
from decimal import Decimal
from typing import Self

from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.check import GoalId, Id, Minutes, PersonId, RelationshipId, Text
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.goal_version import VersionNumber
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import transition
from instructional_coaching.domain.value import activity, content, value
from instructional_coaching.errors import DifferentMeasure, ForeignRecord


@value
class DataPoint(Authored):
    """One value of a goal's measure.

    Attributes:
        relationship: The relationship it belongs to.
        coachee: Whose goal it is about.
        goal: The goal.
        measured_since: The version of the goal in which its measure was introduced.
        when: The day it was observed.
        value: The value, exact.
        observed: For how many minutes was observed, 1 to 600; counts need it.
    """

    KIND = "data_point"

    relationship: RelationshipId = activity()
    coachee: PersonId = activity()
    goal: GoalId = activity()
    measured_since: VersionNumber = content()
    value: Decimal = content()
    observed: Minutes | None = content(default=None)

    @classmethod
    @transition
    def record(
        cls,
        *,
        id: Id,
        goal: Goal,
        relationship: Relationship,
        value: Decimal,
        by: str,
        when: date,
        observed: Minutes | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Record a value of the goal's present measure.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            ForeignRecord: the goal belongs to another relationship.
            InvalidValue: the goal has no measure, the value is outside its bounds, or a count has no minutes.
        """
        goal.require_same(relationship, "record")
        relationship.require_author(f"{cls.KIND} {id}", "record", by, when)
        goal.require_measure().require_value(value, observed)
        return cls(
            id=id,
            relationship=goal.relationship,
            coachee=goal.coachee,
            goal=goal.id,
            author=by,
            measured_since=goal.current.measured_since,
            when=when,
            value=value,
            observed=observed,
        )

    @transition(amends=True)
    def correct(
        self,
        *,
        goal: Goal,
        value: Decimal,
        reason: Text,
        by: str,
        when: date,
        observed: Minutes | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Put the value right, as its author, with a reason; the minutes observed stay if none are given.

        Raises:
            NotItsAuthor: ``by`` is somebody else.
            WrongState: it is void.
            ForeignRecord: it belongs to another goal.
            InvalidValue: the value is outside the bounds of its measure.
        """
        self._require_author("correct", by)
        if goal.id != self.goal:
            raise ForeignRecord(self.ref, "correct", goal.ref)
        minutes = observed or self.observed
        goal.require_measure(self.measured_since).require_value(value, minutes)
        return self._with(value=value, observed=minutes)

    def change_from(self, earlier: "DataPoint") -> Decimal:
        """Return by how much the value has changed since an earlier point of the same measure.

        Raises:
            DifferentMeasure: they belong to different goals or to different measures of one.
        """
        if (self.goal, self.measured_since) != (earlier.goal, earlier.measured_since):
            raise DifferentMeasure(self.ref, "change_from")
        return self.value - earlier.value
