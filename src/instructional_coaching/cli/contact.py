"""The longest times without contact, as one person sees them."""

from datetime import date

from rich.console import RenderableType

from instructional_coaching.access.projection import RelationshipActivity, SessionActivity
from instructional_coaching.analysis.contact import Gap, gaps
from instructional_coaching.cli.screen import table, text
from instructional_coaching.cli.section import Section
from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.workspace.unit import UnitOfWork


def contacts(unit: UnitOfWork, as_of: date) -> Section:
    """Return each coachee's longest time without contact, the longest first.

    Where they see only some of a relationship's sessions that can't be said, and it is said that it can't.
    """
    sessions: dict[str, list[SessionActivity]] = {}
    for session in unit.find(SessionActivity, until=as_of):
        sessions.setdefault(session.relationship, []).append(session)
    known: list[tuple[RelationshipActivity, Gap]] = []
    unknown: list[str] = []
    for one in unit.find(RelationshipActivity):
        found = gaps(one, sessions.get(one.id, ()), as_of)
        if found and unit.sees_every_session(one.id, found[0].first, found[-1].last):
            known.append((one, max(found, key=lambda gap: gap.days)))
        elif found:
            unknown.append(one.id)
    known.sort(key=lambda pair: (-pair[1].days, pair[0].coachee))
    parts: list[RenderableType] = []
    if known:
        columns = ("coachee", "relationship", "days", "from", "to")
        parts.append(table(columns, [_row(*pair, as_of) for pair in known], right=frozenset({"days"})))
    if unknown:
        parts.append(text(f"not known of {', '.join(unknown)}: some sessions there are another coach's"))
    heading = f"Longest time without contact, to {as_of}, in days of the calendar"
    told = {"contacts": [_plain(*pair, as_of) for pair in known], "contacts_not_known": unknown}
    return Section(heading, tuple(parts), told, "no relationship")


def _row(relationship: RelationshipActivity, gap: Gap, as_of: date) -> tuple[object, ...]:
    start = f"{gap.first} {gap.after or 'start'}"
    end = gap.before or ("the end" if _is_over(relationship, as_of) else "still open")
    return relationship.coachee, relationship.id, gap.days, start, f"{gap.last} {end}"


def _plain(relationship: RelationshipActivity, gap: Gap, as_of: date) -> dict[str, object]:
    return {
        "coachee": relationship.coachee,
        "relationship": relationship.id,
        "days": gap.days,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "after": gap.after,
        "before": gap.before,
        "is_open": gap.before is None and not _is_over(relationship, as_of),
    }


def _is_over(relationship: RelationshipActivity, as_of: date) -> bool:
    return relationship.status is RelationshipStatus.ENDED and relationship.since <= as_of
