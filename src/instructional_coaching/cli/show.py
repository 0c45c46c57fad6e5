"""The answers of `coaching show`, as one person sees them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from instructional_coaching.access.projection import GoalActivity, RelationshipActivity, SessionActivity
from instructional_coaching.analysis.contact import longest_gap
from instructional_coaching.analysis.goal_progress import GoalProgress, goal_progress
from instructional_coaching.analysis.stance_profile import stance_profile_by_coach
from instructional_coaching.cli.screen import heading, plain, table, words
from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stance import Stance
from instructional_coaching.workspace.shelving import Recorded
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
    if relationship is not None:
        yield heading(f"Timeline of {relationship}, to {as_of}")
        yield timeline(unit, relationship, as_of)
    yield heading("Goals, as they now stand")
    yield goals(unit, as_of)
    yield heading(f"Stance by minutes of each coach's sessions, to {as_of}")
    yield stances(unit, as_of)
    yield heading(f"Longest time without contact, to {as_of}, in days of the calendar")
    yield contacts(unit, as_of)


def timeline(unit: UnitOfWork, relationship: str, as_of: date) -> RenderableType:
    """Return everything that happened in a relationship, or its activity where that is all they see."""
    entries = [one for one in unit.timeline(relationship) if one.entry.when <= as_of]
    if entries:
        return table(("when", "who", "what"), (_told(one) for one in entries))
    sessions = unit.find(SessionActivity, relationship=relationship, until=as_of)
    rows = ((s.when, s.coach, words(s.kind), words(s.status), s.minutes) for s in sessions)
    return table(("when", "coach", "session", "stands", "minutes"), rows, right=frozenset({"minutes"}))


def _told(recorded: Recorded) -> tuple[object, object, object]:
    entry = recorded.entry
    late = entry.logged is not None and entry.logged.date() != entry.when
    logged = f"\nlogged {entry.logged.date()}" if late and entry.logged else ""
    typed = f"\ntyped by {entry.recorded_by}" if entry.unconfirmed else ""
    kind, _, verb = entry.verb.partition(".")
    said = "; ".join(
        f"{words(name)}: {_value(given)}"
        for name, given in entry.arguments
        if name != "id" and name not in {seen for seen, _ in recorded.seen}
    )
    what = Text.assemble((f"{words(kind)} {recorded.id}: {words(verb)}", "bold"), f"\n{said}" if said else "")
    return f"{entry.when}{logged}", f"{entry.by}{typed}", what


def _value(given: Any) -> str:
    if isinstance(given, tuple):
        return ", ".join(_value(item) for item in given)
    if hasattr(given, "__attrs_attrs__"):
        told = (getattr(given, field.name) for field in given.__attrs_attrs__)
        return " ".join(words(one) for one in told if one is not None)
    return plain(given) if isinstance(given, str) and " " in given else words(given)


def goals(unit: UnitOfWork, as_of: date) -> RenderableType:
    """Return every goal with whose it is and where it stands, or the focus that the coachee shares."""
    rows = [_goal_row(unit, goal, as_of) for goal in unit.find(Goal)]
    if rows:
        return table(("whose", "goal", "stands", "progress"), sorted(rows, key=lambda row: str(row[0])))
    shared = sorted((g.coachee, g.id, g.shared_focus or "not shared") for g in unit.find(GoalActivity))
    return table(("whose", "goal", "focus"), shared)


def _goal_row(unit: UnitOfWork, goal: Goal, as_of: date) -> tuple[object, object, object, object]:
    points = list(unit.find(DataPoint, goal=goal.id, until=as_of))
    stands = f"{words(goal.status)} since {goal.since}"
    if goal.unconfirmed:
        typed = ", ".join(sorted({one.recorded_by for one in goal.unconfirmed}))
        stands += f"\nunconfirmed: typed by {typed}"
    if goal.judgement:
        stands += f"\non {words(goal.judgement)}"
    if goal.reason:
        stands += f"\n{words(goal.reason)}"
    what = Text.assemble((goal.id, "bold"), f"\n{goal.statement}")
    return goal.coachee, what, stands, _progress(goal, goal_progress(goal, points))


def _progress(goal: Goal, progress: GoalProgress) -> str:
    if goal.measure is None:
        return "not measured"
    if progress.latest is None or progress.baseline is None:
        missing = "no baseline" if progress.baseline is None else "no data point yet"
        return f"unknown: {missing}"
    aimed = goal.measure.target
    target = f"{goal.measure.range_from} to {goal.measure.range_to}" if aimed is None else str(aimed)
    reached = ", reached" if progress.reached else ""
    return f"from {progress.baseline} to {progress.latest}; aim {goal.measure.better} {target}{reached}"


def stances(unit: UnitOfWork, as_of: date) -> RenderableType:
    """Return each coach's minutes by stance, with those for which none is recorded beside them."""
    profiles = stance_profile_by_coach(unit.find(Session, until=as_of))
    columns = ("coach", "sessions", *(str(stance) for stance in Stance), "not recorded")
    rows = [
        (coach, len(one.sessions), *(one.minutes(stance) for stance in Stance), one.unrecorded)
        for coach, one in profiles.items()
    ]
    if not rows:
        return Text("Stances are content: the people of a relationship see them.")
    return table(columns, rows, right=frozenset(columns[1:]))


def contacts(unit: UnitOfWork, as_of: date) -> RenderableType:
    """Return each coachee's longest time without contact, the longest first."""
    sessions: dict[str, list[SessionActivity]] = {}
    for session in unit.find(SessionActivity, until=as_of):
        sessions.setdefault(session.relationship, []).append(session)
    rows = [_contact_row(one, sessions, as_of) for one in unit.find(RelationshipActivity)]
    columns = ("coachee", "relationship", "days", "from", "to")
    longest = sorted((row for row in rows if row), key=lambda row: (-int(str(row[2])), str(row[0])))
    return table(columns, longest, right=frozenset({"days"}))


def _contact_row(
    relationship: RelationshipActivity, sessions: Mapping[str, list[SessionActivity]], as_of: date
) -> tuple[object, ...]:
    gap = longest_gap(relationship, sessions.get(relationship.id, ()), as_of)
    if gap is None:
        return ()
    start = f"{gap.first} {gap.after or 'start'}"
    return (
        relationship.coachee,
        relationship.id,
        gap.days,
        start,
        f"{gap.last} {gap.before or 'no contact yet'}",
    )
