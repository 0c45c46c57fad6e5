"""Schema versions of stored and exchanged documents, and how older ones are brought up to date.

A kind's version is one more than the number of its steps, so there is no second number to forget.
"""

from collections.abc import Mapping
from copy import deepcopy

import attrs

from instructional_coaching.codec.step import STEPS, Plain, Step
from instructional_coaching.errors import SchemaError


@attrs.frozen
class Schema:
    """The present version of every kind, and the steps that lead to it.

    Attributes:
        steps: The steps of each kind, from version 1 on; a kind that isn't there is in version 1.
    """

    steps: Mapping[str, tuple[Step, ...]]

    def version_of(self, kind: str) -> int:
        """Return the version in which documents of a kind are written."""
        return 1 + len(self.steps.get(kind, ()))

    def require_known(self, kind: str, found: int) -> None:
        """Refuse a version that is newer than this library, or none at all.

        Raises:
            SchemaError: it is.
        """
        known = self.version_of(kind)
        if not 1 <= found <= known:
            raise SchemaError(kind, found, known)

    def upgraded(self, kind: str, found: int, document: Plain) -> Plain:
        """Return a document brought from the version it was written in to the present one.

        What is given stays as it is.

        Raises:
            SchemaError: the version is newer than this library, or none at all.
        """
        self.require_known(kind, found)
        steps = self.steps.get(kind, ())[found - 1 :]
        if steps:
            document = deepcopy(document)
        for step in steps:
            document = step(document)
        return document


CORE = Schema(STEPS)
"""The schema of the library's own kinds."""


def version_of(kind: str) -> int:
    """Return the version in which documents of one of the library's own kinds are written."""
    return CORE.version_of(kind)


def upgraded(kind: str, found: int, document: Plain) -> Plain:
    """Return a document of one of the library's own kinds in its present version; see `Schema.upgraded`."""
    return CORE.upgraded(kind, found, document)
