"""The answers of `coaching show`, as one person sees them."""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from instructional_coaching.access.projection import GoalActivity
from instructional_coaching.analysis.goal_progress import GoalProgress, goal_progress
from instructional_coaching.analysis.stance_profile import stance_profile_by_coach
from instructional_coaching.cli.contact import contacts
from instructional_coaching.cli.screen import heading, plain, table, text
from instructional_coaching.cli.timeline import timeline
from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.measure import Better, Measure
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stance import Stance
from instructional_coaching.workspace.unit import UnitOfWork


def parts(unit: UnitOfWork, as_of: date, relationship: str | None) -> Iterator[RenderableType]:
    """Yield what is to be printed, section by section.

    Args:
        unit: A unit of the person who asks.
        as_of: The last day to look at.
        relationship: A relationship whose timeline is asked for, if any.

    Raises:
        NotFound: there is no such relationship, or this person may not know of it.
    """
    who = "" if unit.actor.steward else f" that {unit.actor.id} may see"
    if who:
        yield heading(f"As {unit.actor.id} may see it")
        yield text("")
    if relationship is not None:
        yield heading(f"Timeline of {relationship}, to {as_of}")
        yield timeline(unit, relationship, as_of) or text(f"nothing{who}")
        yield text("")
    yield heading("Goals, as they now stand")
    own = goals(unit, as_of)
    others = shared_goals(unit)
    yield from [one for one in (own, others) if one is not None] or [text(f"none{who}")]
    yield text("")
    yield heading(f"Stance by minutes of each coach's sessions, to {as_of}")
    yield stances(unit, as_of) or text(f"no session held with content{who}")
    yield text("")
    yield heading(f"Longest time without contact, to {as_of}, in days of the calendar")
    yield from list(contacts(unit, as_of)) or [text(f"no relationship{who}")]


def goals(unit: UnitOfWork, as_of: date) -> RenderableType | None:
    """Return every goal whose content they see, with whose it is and where it stands."""
    rows = sorted((_goal_row(unit, goal, as_of) for goal in unit.find(Goal)), key=lambda row: str(row[0]))
    return table(("whose", "goal", "stands", "progress"), rows) if rows else None


def shared_goals(unit: UnitOfWork) -> RenderableType | None:
    """Return the other goals that they may know of, by the focus that the coachee shares."""
    seen = {goal.id for goal in unit.find(Goal)}
    others = (goal for goal in unit.find(GoalActivity) if goal.id not in seen)
    rows = sorted((goal.coachee, goal.id, goal.shared_focus or "not shared") for goal in others)
    return table(("whose", "goal", "focus"), rows) if rows else None


def _goal_row(unit: UnitOfWork, goal: Goal, as_of: date) -> tuple[object, object, object, object]:
    points = list(unit.find(DataPoint, goal=goal.id, until=as_of))
    stands = [plain(goal.status), f"since {goal.since}"]
    if goal.unconfirmed:
        typed = ", ".join(sorted({one.recorded_by for one in goal.unconfirmed}))
        stands.append(f"unconfirmed:\ntyped by {typed}")
    if goal.judgement:
        stands.append(f"on {plain(goal.judgement)}")
    if goal.reason:
        stands.append(plain(goal.reason))
    what = Text.assemble(text(goal.id, bold=True), text(f"\n{goal.statement}"))
    return goal.coachee, what, "\n".join(stands), _progress(goal, goal_progress(goal, points))


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


def stances(unit: UnitOfWork, as_of: date) -> RenderableType | None:
    """Return each coach's minutes by stance, with those for which none is recorded beside them."""
    profiles = stance_profile_by_coach(unit.find(Session, until=as_of))
    columns = ("coach", "held", *(plain(stance) for stance in Stance), "not recorded", "without minutes")
    rows = [
        (
            coach,
            len(one.sessions),
            *(one.minutes(stance) for stance in Stance),
            one.unrecorded,
            one.untimed,
        )
        for coach, one in profiles.items()
    ]
    if not any(one.untimed for one in profiles.values()):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return table(columns, rows, right=frozenset(columns[1:])) if rows else None
