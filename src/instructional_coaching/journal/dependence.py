"""What steps with problems would have begun or changed: an error that follows from that is no new problem."""

from collections.abc import Iterable, Iterator

from instructional_coaching.domain import KINDS
from instructional_coaching.errors import (
    AccessDenied,
    CoachingError,
    InvalidValue,
    NotAnAuthor,
    NotFound,
    Problem,
    TransitionError,
    TwoLeadCoaches,
)
from instructional_coaching.journal.step import Step
from instructional_coaching.workspace.shelving import refers_to
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
"""Errors that no earlier step could have kept away."""


class Unsettled:
    """The records that steps with problems would have begun or changed.

    A step that is refused only for what such a record would have been is not checked.
    """

    def __init__(self, doubtful: frozenset[str] = frozenset()) -> None:
        """Begin with none.

        Args:
            doubtful: Codes of errors that may follow from what is wrong before the first step.
        """
        self._doubtful = doubtful
        self._records: set[tuple[str, str]] = set()
        self._kinds: set[str] = set()

    def add(self, step: Step, problems: Iterable[Problem] = (), raised: CoachingError | None = None) -> None:
        """Take in a step that has problems, or that was not checked.

        Args:
            step: The step.
            problems: What is wrong with it.
            raised: What it was refused with, where its values by themselves are right.
        """
        meant = set(_meant(step))
        self._records |= meant
        if isinstance(raised, NotFound):
            self._records.add((raised.kind, raised.id))
        if not meant or any(problem.path == step.subject for problem in problems):
            # Nobody can tell which record it should have been.
            self._kinds |= _kinds_meant(step)

    def explains(self, step: Step, raised: CoachingError, unit: UnitOfWork) -> bool:
        """Say whether a step may be refused only for a record that isn't what it would have been."""
        if raised.code in self._doubtful:
            return True
        if raised.code in _NEVER_FOLLOWS:
            return False
        needed = set(_needed(step, unit))
        return bool(needed & self._records or _kinds_at_fault(raised, step, needed) & self._kinds)


def _kinds_meant(step: Step) -> set[str]:
    return {step.kind} if step.kind in KINDS else set(KINDS)


def _meant(step: Step) -> Iterator[tuple[str, str]]:
    """Yield kind and id of the record that the step is to begin or change, as far as it says so."""
    kinds = _kinds_meant(step)
    for name in (step.subject,) if step.verb else (*kinds, "id"):
        for one in step.texts(name):
            yield from ((kind, one) for kind in kinds if name in ("id", kind))


def _needed(step: Step, unit: UnitOfWork) -> Iterator[tuple[str, str]]:
    """Yield kind and id of every record that the step is about, or that its verb looks at."""
    yield from ((kind, one) for kind in KINDS for one in step.texts(kind))
    yield "person", step.by
    for name, annotation in step.parameters.items():
        kind = refers_to(annotation)
        yield from ((kind, one) for one in step.texts(name) if kind)
    verb = step.verb
    if verb is None or verb.creates:
        return
    for own_id in step.texts(step.kind):
        try:
            own = unit.get(KINDS[step.kind], own_id)
        except NotFound:
            return
        for name, record in verb.records.items():
            yield record.KIND, getattr(own, name, "")


def _kinds_at_fault(raised: CoachingError, step: Step, needed: set[tuple[str, str]]) -> set[str]:
    if isinstance(raised, NotFound):
        return {raised.kind}
    if isinstance(raised, NotAnAuthor | TwoLeadCoaches):
        return {"relationship"}
    if isinstance(raised, AccessDenied):
        return {"person", "relationship"}
    if isinstance(raised, InvalidValue):
        return {kind for kind, _ in needed}
    if isinstance(raised, TransitionError):
        return {step.kind, raised.ref.partition(" ")[0]}
    return {step.kind}
