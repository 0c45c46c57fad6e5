"""The year of the small school: its calendar, and who was away."""

from typing import Any

from instructional_coaching.domain import Absence, Calendar
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.calendar import DayKind
from tests.domain.school import START, day

AUTUMN: dict[str, Any] = {
    "name": "Autumn",
    "first": day(0),
    "last": day(102),
    "half_term_first": day(49),
    "half_term_last": day(53),
}
"""From Monday 7 September to Friday 18 December 2026, with a week from Monday 26 October without school."""

SPRING: dict[str, Any] = {"name": "Spring", "first": day(121), "last": day(200)}
"""From Wednesday 6 January to Friday 26 March 2027, without a half-term."""


def drawn_up(**given: Any) -> Calendar:
    """Let the head draw up on day 0 a calendar without terms."""
    told: dict[str, Any] = {"id": "oakfield", "by": "head", "when": START}
    return Calendar.draw_up(**(told | given))


def with_term(calendar: Calendar, term: dict[str, Any] = AUTUMN, **given: Any) -> Calendar:
    """Let the head add a term on day 0."""
    told: dict[str, Any] = {"by": "head", "when": START}
    return calendar.add_term(**(told | term | given))


def autumn(**given: Any) -> Calendar:
    """Draw up a calendar with the autumn term."""
    return with_term(drawn_up(**given))


def marked(calendar: Calendar, kind: DayKind, first: int, last: int | None = None, **given: Any) -> Calendar:
    """Let the head mark some days, by their numbers."""
    until = None if last is None else day(last)
    told: dict[str, Any] = {"by": "head", "when": START}
    return calendar.mark(first=day(first), last=until, kind=kind, **(told | given))


def absent(**given: Any) -> Absence:
    """Let the head note on day 3 that Ben is ill; when he is back isn't known."""
    told: dict[str, Any] = {
        "id": "x1",
        "person": "ben",
        "kind": AbsenceKind.ILLNESS,
        "by": "head",
        "when": day(3),
    }
    return Absence.note(**(told | given))
