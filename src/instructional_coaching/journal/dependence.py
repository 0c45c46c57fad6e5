"""What lines with problems would have begun or changed: an error that follows from that is no new problem."""

from collections.abc import Iterable, Iterator

from instructional_coaching.errors import (
    CoachingError,
    InvalidValue,
    NotAnAuthor,
    NotFound,
    Problem,
    TwoLeadCoaches,
)
from instructional_coaching.journal.performed import Performed
from instructional_coaching.workspace.shelving import KINDS, refers_to
from instructional_coaching.workspace.unit import UnitOfWork

_NEVER_FOLLOWS = frozenset(
    {
        "already-exists",
        "missing-evidence",
        "not-the-coachee",
        "not-their-own-hand",
        "not-yet",
        "same-person",
        "statutory-basis",
    }
)
"""Errors that no earlier line could have kept away."""


class Unsettled:
    """The records that lines with problems would have begun or changed.

    A line that is refused only for what such a record would have been is not checked.
    """

    def __init__(self) -> None:
        self._records: set[tuple[str, str]] = set()
        self._kinds: set[str] = set()

    def add(
        self, performed: Performed, problems: Iterable[Problem] = (), raised: CoachingError | None = None
    ) -> None:
        """Take in a line that has problems, or that was not checked.

        Args:
            performed: The line.
            problems: What is wrong with it.
            raised: What it was refused with, where its cells by themselves are right.
        """
        meant = set(_meant(performed))
        self._records |= meant
        if isinstance(raised, NotFound):
            self._records.add((raised.kind, raised.id))
        if not meant or any(problem.path == performed.subject for problem in problems):
            # Nobody can tell which record it should have been.
            self._kinds |= _kinds_meant(performed)

    def explains(self, performed: Performed, raised: CoachingError, unit: UnitOfWork) -> bool:
        """Say whether a line may be refused only for a record that isn't what it would have been."""
        if raised.code in _NEVER_FOLLOWS:
            return False
        needed = set(_needed(performed, unit))
        return bool(needed & self._records or _kinds_at_fault(raised, performed, needed) & self._kinds)


def _kinds_meant(performed: Performed) -> set[str]:
    return {performed.kind} if performed.kind in KINDS else set(KINDS)


def _meant(performed: Performed) -> Iterator[tuple[str, str]]:
    """Yield kind and id of the record that the line is to begin or change, as far as it says so."""
    kinds, cells = _kinds_meant(performed), performed.cells
    for column in (performed.subject,) if performed.verb else (*kinds, "id"):
        if column in cells:
            yield from ((kind, cells[column]) for kind in kinds if column in ("id", kind))


def _needed(performed: Performed, unit: UnitOfWork) -> Iterator[tuple[str, str]]:
    """Yield kind and id of every record that the line is about, or that its verb looks at."""
    cells = performed.cells
    yield from ((kind, cells[kind]) for kind in KINDS if kind in cells)
    yield "person", cells.get("by", performed.steward)
    for name, annotation in performed.parameters.items():
        kind = refers_to(annotation)
        yield from ((kind, one.strip()) for one in cells.get(name, "").split(";") if kind)
    verb = performed.verb
    if verb and not verb.creates and performed.kind in cells:
        try:
            own = unit.get(KINDS[performed.kind], cells[performed.kind])
        except NotFound:
            return
        for name, record in verb.records.items():
            yield record.KIND, getattr(own, name, "")


def _kinds_at_fault(raised: CoachingError, performed: Performed, needed: set[tuple[str, str]]) -> set[str]:
    if isinstance(raised, NotFound):
        return {raised.kind}
    if isinstance(raised, NotAnAuthor | TwoLeadCoaches):
        return {"relationship"}
    if isinstance(raised, InvalidValue):
        return {kind for kind, _ in needed}
    return {performed.kind}
