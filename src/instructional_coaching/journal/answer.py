"""What a question of a scenario is, and what its answer is: plain values, in the same words as in JSON."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from instructional_coaching.workspace.recall import Recall
from instructional_coaching.workspace.unit import UnitOfWork


@attrs.frozen
class Asked:
    """A question, and of what.

    Attributes:
        of: The id of the record that it is about.
        as_of: The last day whose events count.
        known_at: The last day on which what counts was typed; None for all.
        kind: The kind of record, where the question can be about several.
    """

    of: str
    as_of: date
    known_at: date | None = None
    kind: str | None = None


@attrs.frozen
class Answer:
    """An answer.

    Attributes:
        word: What it comes to in one word; None where that isn't known.
        parts: All of it, by name.
        hidden: Names that another person, or another record, would have had among its parts.
    """

    word: object
    parts: Mapping[str, Any]
    hidden: frozenset[str] = frozenset()


@attrs.frozen
class Question:
    """A question that a scenario may ask.

    Attributes:
        answer: Answers it.
        of: What ``of`` is the id of.
        word: What the answer in one word is.
        parts: What the answer has beside, by name.
        of_the_past: Whether it is asked of the records as they were, so that it takes ``known_at``.
        of_any_kind: Whether it is asked of records of any kind, so that it takes ``kind``.
    """

    answer: Callable[[UnitOfWork, Asked], Answer]
    of: str
    word: str
    parts: str
    of_the_past: bool = True
    of_any_kind: bool = False

    def takes(self, name: str) -> bool:
        """Say whether a key of a question means something to it."""
        return {"known_at": self.of_the_past, "kind": self.of_any_kind}.get(name, True)


def recalled(unit: UnitOfWork, asked: Asked) -> Recall:
    """Return the records as they were when the question is asked, as far as they were known."""
    return unit.recall(as_of=asked.as_of, known_at=asked.known_at)
