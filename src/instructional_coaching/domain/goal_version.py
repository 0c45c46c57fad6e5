"""The wordings of a goal: a revision makes a new version that links back to the one it came from."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from instructional_coaching.domain.check import Bounds, Minutes, Text
from instructional_coaching.domain.measure import Measure
from instructional_coaching.domain.value import Value, content, value

VersionNumber = Annotated[int, Bounds(1, 1000)]


class Focus(StrEnum):
    """What a goal is mostly about, in Knight's terms."""

    STUDENT = "student"
    TEACHER = "teacher"
    STRATEGY = "strategy"


@value
class GoalVersion(Value):
    """One wording of a goal, with the measure that goes with it.

    Attributes:
        number: From 1.
        previous: The version it came from; None for the first.
        statement: The goal in words.
        focus: What it is mostly about.
        measure: How progress is measured, if it is.
        measured_since: The version in which this measure was introduced: data points belong to that one.
        baseline: The measure's value to begin with; None until one is recorded.
        baseline_observed: For how many minutes was observed for the baseline, where that was said.
        since: The day from which this wording holds.
    """

    number: VersionNumber = content()
    previous: VersionNumber | None = content(default=None)
    statement: Text = content()
    focus: Focus = content()
    measure: Measure | None = content(default=None)
    measured_since: VersionNumber = content()
    baseline: Decimal | None = content(default=None)
    baseline_observed: Minutes | None = content(default=None)
    since: date = content()

    def revised(
        self, number: int, since: date, statement: str | None, focus: Focus | None, measure: Measure | None
    ) -> "GoalVersion":
        """Return the version that comes of revising this one; what is None stays.

        A new measure has no baseline until one is recorded.
        """
        return self._with(
            number=number,
            previous=self.number,
            statement=statement or self.statement,
            focus=focus or self.focus,
            measure=measure or self.measure,
            measured_since=number if measure else self.measured_since,
            baseline=None if measure else self.baseline,
            baseline_observed=None if measure else self.baseline_observed,
            since=since,
        )
