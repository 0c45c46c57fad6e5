"""The longest times without contact, as one person sees them."""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType

from instructional_coaching.access.projection import RelationshipActivity, SessionActivity
from instructional_coaching.analysis.contact import Gap, gaps
from instructional_coaching.cli.screen import table, text
from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.workspace.unit import UnitOfWork


def contacts(unit: UnitOfWork, as_of: date) -> Iterator[RenderableType]:
    """Yield each coachee's longest time without contact, the longest first.

    Where they see only some of a relationship's sessions that can't be said, and it is said that it can't.
    """
    sessions: dict[str, list[SessionActivity]] = {}
    for session in unit.find(SessionActivity, until=as_of):
        sessions.setdefault(session.relationship, []).append(session)
    rows: list[tuple[int, tuple[object, ...]]] = []
    unknown: list[str] = []
    for one in unit.find(RelationshipActivity):
        found = gaps(one, sessions.get(one.id, ()), as_of)
        if found and unit.sees_every_session(one.id, found[0].first, found[-1].last):
            longest = max(found, key=lambda gap: gap.days)
            rows.append((longest.days, _contact_row(one, longest, as_of)))
        elif found:
            unknown.append(one.id)
    if rows:
        rows.sort(key=lambda row: (-row[0], str(row[1][0])))
        columns = ("coachee", "relationship", "days", "from", "to")
        yield table(columns, [row for _, row in rows], right=frozenset({"days"}))
    if unknown:
        yield text(f"not known of {', '.join(unknown)}: some sessions there are another coach's")


def _contact_row(relationship: RelationshipActivity, gap: Gap, as_of: date) -> tuple[object, ...]:
    start = f"{gap.first} {gap.after or 'start'}"
    is_over = relationship.status is RelationshipStatus.ENDED and relationship.since <= as_of
    end = gap.before or ("the end" if is_over else "still open")
    return relationship.coachee, relationship.id, gap.days, start, f"{gap.last} {end}"
