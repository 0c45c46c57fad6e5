"""Goals, as they now stand, with their progress."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from rich.console import RenderableType
from rich.text import Text

from instructional_coaching.access.projection import GoalActivity
from instructional_coaching.analysis.goal_progress import GoalProgress, goal_progress
from instructional_coaching.cli.screen import plain, table, text
from instructional_coaching.cli.section import Section
from instructional_coaching.codec.document import to_plain
from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.measure import Better, Measure
from instructional_coaching.workspace.unit import UnitOfWork

G = TypeVar("G", Goal, GoalActivity)


def goals(unit: UnitOfWork, as_of: date, relationship: str | None = None) -> Section:
    """Return every goal that they see: what it says and where it stands, or else what the coachee shares.

    Args:
        unit: A unit of the person who asks.
        as_of: The last day of which data points count.
        relationship: The relationship that they belong to; any if None.
    """
    own: list[tuple[Goal, GoalProgress]] = []
    for goal in _found(unit, Goal, relationship):
        points = list(unit.find(DataPoint, goal=goal.id, until=as_of))
        own.append((goal, goal_progress(goal, points)))
    own.sort(key=lambda one: one[0].coachee)
    seen = {goal.id for goal, _ in own}
    others = [goal for goal in _found(unit, GoalActivity, relationship) if goal.id not in seen]
    others.sort(key=lambda one: (one.coachee, one.id))
    parts: list[RenderableType] = []
    if own:
        parts.append(table(("whose", "goal", "stands", "progress"), [_row(*one) for one in own]))
    if others:
        rows = [(goal.coachee, goal.id, goal.shared_focus or "not shared") for goal in others]
        parts.append(table(("whose", "goal", "focus"), rows))
    told = {
        "goals": [to_plain(goal) | {"progress": _plain(progress)} for goal, progress in own],
        "shared_goals": [to_plain(goal) for goal in others],
    }
    return Section("Goals, as they now stand", tuple(parts), told, "none")


def _found(unit: UnitOfWork, wanted: type[G], relationship: str | None) -> Iterator[G]:
    return unit.find(wanted) if relationship is None else unit.find(wanted, relationship=relationship)


def _row(goal: Goal, progress: GoalProgress) -> tuple[object, ...]:
    stands = [plain(goal.status), f"since {goal.since}"]
    if goal.unconfirmed:
        typed = ", ".join(sorted({one.recorded_by for one in goal.unconfirmed}))
        stands.append(f"unconfirmed:\ntyped by {typed}")
    if goal.judgement:
        stands.append(f"on {plain(goal.judgement)}")
    if goal.reason:
        stands.append(plain(goal.reason))
    what = Text.assemble(text(goal.id, bold=True), text(f"\n{goal.statement}"))
    return goal.coachee, what, "\n".join(stands), _progress(goal, progress)


def _progress(goal: Goal, progress: GoalProgress) -> str:
    if goal.measure is None:
        return "not measured"
    if progress.baseline is None:
        return "unknown: no baseline"
    if progress.latest is None:
        return "unknown: no data point yet"
    reached = "\nreached" if progress.reached else ""
    return f"from {progress.baseline} to {progress.latest}\n{_aim(goal.measure)}{reached}"


def _aim(measure: Measure) -> str:
    if measure.better is Better.RANGE:
        return f"aim: {measure.range_from} to {measure.range_to}"
    if measure.target is None:
        return f"better: {plain(measure.better)}"
    return f"aim: {measure.target} or {'more' if measure.better is Better.UP else 'less'}"


def _plain(progress: GoalProgress) -> dict[str, object]:
    numbers = {"baseline": progress.baseline, "latest": progress.latest}
    told = {name: None if one is None else str(one) for name, one in numbers.items()}
    return {**told, "reached": progress.reached, "points": list(progress.points)}
