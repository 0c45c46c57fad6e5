"""How far a goal has come by its present measure, in exact numbers; unknown where it can't be said."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import attrs

from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal


@attrs.frozen
class GoalProgress:
    """How far a goal has come.

    Attributes:
        baseline: The value to begin with; None where none is recorded.
        latest: The latest value of the present measure; None where there is none.
        reached: Whether the latest value reaches what is aimed at; None where that can't be said.
        share: The part of the way from the baseline that is done, 1 where it is reached, negative where it
            has got worse; None where that can't be said.
        points: Ids of the data points of the present measure, by day.
    """

    baseline: Decimal | None
    latest: Decimal | None
    reached: bool | None
    share: Fraction | None
    points: tuple[str, ...]


def goal_progress(goal: Goal, points: Iterable[DataPoint]) -> GoalProgress:
    """Return how far a goal has come by its present measure.

    Points of an earlier measure, of other goals and void ones are left out.
    """
    measured = sorted(
        (
            point
            for point in points
            if (point.goal, point.measured_since) == (goal.id, goal.current.measured_since)
            and point.voided is None
        ),
        key=lambda point: (point.when, point.id),
    )
    ids = tuple(point.id for point in measured)
    latest = measured[-1].value if measured else None
    ahead = None if latest is None or goal.measure is None else goal.measure.distance(latest)
    if ahead is None:
        return GoalProgress(goal.baseline, latest, None, None, ids)
    whole = None if goal.baseline is None or goal.measure is None else goal.measure.distance(goal.baseline)
    share = None if not whole else 1 - Fraction(ahead) / Fraction(whole)
    return GoalProgress(goal.baseline, latest, ahead == 0, share, ids)
