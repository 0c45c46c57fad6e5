"""All documents in one JSON file, for one process: the smallest store that lasts."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from instructional_coaching import ConcurrencyConflict, StorageUnavailable
from instructional_coaching.storage import Document, Key, Put, Query, Write, one_write_per_key


class OneFileStore:
    """Reads the file when it is opened, and replaces it with every commit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._closed = False
        rows = json.loads(path.read_text("utf-8")) if path.exists() else []
        self._documents = {one.key: one for one in map(document_of, rows)}

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        documents = self._as_of_now()
        return [documents.get(key) for key in keys]

    def find(self, query: Query) -> Iterator[Document]:
        found = [one for one in self._as_of_now().values() if is_asked_for(one, query)]
        found.sort(key=lambda one: (one.at, one.key.id))
        yield from found[: query.limit]

    def commit(self, writes: Sequence[Write]) -> None:
        taken = one_write_per_key(writes)
        with self._lock:
            after = dict(self._open())
            for write in taken:
                stored = after.pop(write.key, None)
                actual = stored.revision if stored else 0
                if actual != write.expected:
                    raise ConcurrencyConflict(str(write.key), write.expected, actual)
                if isinstance(write, Put):
                    after[write.key] = write.document
            self._write(after)
            # A new dict, so that nobody who reads the old one sees it change.
            self._documents = after

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def _as_of_now(self) -> dict[Key, Document]:
        with self._lock:
            return self._open()

    def _open(self) -> dict[Key, Document]:
        if self._closed:
            raise StorageUnavailable(str(self._path), "it is closed", "open it again")
        return self._documents

    def _write(self, documents: dict[Key, Document]) -> None:
        beside = self._path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump([row_of(one) for one in documents.values()], file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)


def is_asked_for(one: Document, query: Query) -> bool:
    """Whether a document is among those that a query asks for."""
    return (
        one.key.kind == query.kind
        and (one.at, one.key.id) > query.start
        and (not query.until or one.at <= query.until)
        and all(tag in one.tags for tag in query.tags)
    )


def row_of(one: Document) -> list[object]:
    """A document as JSON."""
    return [one.key.kind, one.key.id, one.revision, one.schema, one.body, one.at, one.tags]


def document_of(row: list[Any]) -> Document:
    """The document in a row."""
    kind, id, revision, schema, body, at, tags = row
    return Document(Key(kind, id), revision, schema, body, at, tags)
