"""Documents to store, and the shortest ways to store, find and refuse them."""

from collections.abc import Sequence

import pytest

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Document, Key, Put, Query, StorageBackend, Write

Tags = tuple[tuple[str, str], ...]

TAGS: Tags = (("person", "ada"), ("school", "north"))


def document(
    id: str, revision: int = 1, body: str = "text", at: str = "", tags: Tags = (), kind: str = "note"
) -> Document:
    """A document, as plain as its test lets it be."""
    return Document(Key(kind, id), revision, 1, body, at, tags)


def put(backend: StorageBackend, *documents: Document) -> None:
    """Store documents that are not there yet, in one commit."""
    backend.commit([Put(one, 0) for one in documents])


def stored(backend: StorageBackend, id: str, kind: str = "note") -> Document | None:
    """The document under a key."""
    (found,) = backend.get([Key(kind, id)])
    return found


def ids(backend: StorageBackend, query: Query) -> list[str]:
    """The ids of what the query finds, in order."""
    return [found.key.id for found in backend.find(query)]


def conflict_of(backend: StorageBackend, writes: Sequence[Write]) -> tuple[str, int, int]:
    """See a commit refused, and give the key, the expected and the actual revision that are named."""
    with pytest.raises(ConcurrencyConflict) as refusal:
        backend.commit(writes)
    return refusal.value.key, refusal.value.expected, refusal.value.actual
