"""Stores whose documents are older than the schema that they are read by, and what is in them.

The steps are made up: the library itself has none yet. All documents that the tests write are in version 1.
"""

import json
from collections.abc import Iterator, Sequence

from instructional_coaching.codec.document import dumps
from instructional_coaching.codec.schema import Schema
from instructional_coaching.codec.step import Plain
from instructional_coaching.storage import Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.workspace.migration import CORE_KINDS, Migration
from instructional_coaching.workspace.shelving import ENTRY
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import act, found_school, memory

NOTES = 12


def emphatic(note: Plain) -> Plain:
    """Let a note end in an exclamation mark: a step that shows how often it was taken."""
    return note | {"text": note["text"] + "!"}


def same(document: Plain) -> Plain:
    """Change nothing: the step of a kind of which only the version is raised."""
    return dict(document)


NEXT = Schema({"note": (emphatic,), ENTRY: (same,), "rubric": (same,)})
"""What the next version of the library might have."""
AFTER = Schema({**NEXT.steps, "note": (emphatic, same)})
"""And the one after it."""


def older() -> Workspace:
    """Return a school with notes, all in version 1."""
    workspace = found_school(memory())
    for number in range(NOTES):
        note = {"about": "ben", "text": f"ask {number}", "when": f"2025-10-{number + 1:02d}"}
        act(workspace, "amara", "note.write", id=f"n{number:02d}", **note)
    return workspace


def copied(source: Workspace, target: StorageBackend) -> StorageBackend:
    """Lay down in a store what another one holds."""
    target.commit([Put(one, 0) for one in held(source._backend).values()])
    return target


def held(backend: StorageBackend, kinds: Sequence[str] = CORE_KINDS) -> dict[Key, Document]:
    """Return everything that a store holds."""
    return {one.key: one for kind in kinds for one in backend.find(Query(kind))}


def texts(backend: StorageBackend) -> list[tuple[int, int, int]]:
    """Return of every note how often it was stepped on, its revision and its schema version."""
    return [(one.body.count("!"), one.revision, one.schema) for one in backend.find(Query("note"))]


def plain_of(document: Document) -> Plain:
    """Return what a document says as plain values."""
    return dict(json.loads(document.body))


def body_of(plain: Plain) -> str:
    """Return plain values as a document says them."""
    return dumps(plain)


def migration(backend: StorageBackend, schema: Schema = NEXT, *, page: int = 5) -> Migration:
    """Return a migration to the made-up schema, by small pages, that makes no caseload anew."""
    return Migration(backend, lambda _: None, schema=schema, page=page)


class Through:
    """A store that passes everything on, and notes the commits."""

    def __init__(self, inner: StorageBackend) -> None:
        self.inner = inner
        self.commits: list[Sequence[Write]] = []

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return self.inner.get(keys)

    def find(self, query: Query) -> Iterator[Document]:
        return self.inner.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(writes)
        self.commits.append(writes)

    def close(self) -> None:
        self.inner.close()
