"""Schema versions of stored and exchanged documents, and the steps that bring older ones up to date.

A kind's version is one more than the number of its steps, so there is no second number to forget.
"""

from collections.abc import Callable, Mapping
from typing import Any

from instructional_coaching.errors import SchemaError

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Mapping[str, tuple[Step, ...]] = {}


def version_of(kind: str) -> int:
    """Return the schema version in which documents of a kind are written."""
    return 1 + len(STEPS.get(kind, ()))


def upgraded(kind: str, found: int, document: dict[str, Any]) -> dict[str, Any]:
    """Return a document brought from the version it was written in to the present one.

    Raises:
        SchemaError: the version is newer than this library, or none at all.
    """
    known = version_of(kind)
    if not 1 <= found <= known:
        raise SchemaError(kind, found, known)
    for step in STEPS.get(kind, ())[found - 1 :]:
        document = step(document)
    return document
