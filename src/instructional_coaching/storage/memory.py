"""A store that lives as long as the process: for tests, trials and notebooks."""

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import final

from instructional_coaching.errors import ConcurrencyConflict, StorageUnavailable
from instructional_coaching.storage.port import (
    Document,
    Key,
    Put,
    Query,
    StorageBackend,
    Write,
    one_write_per_key,
)


@final
class MemoryBackend(StorageBackend):
    """Documents in a dict, safe for threads; a search looks at every document of its kind."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kinds: dict[str, dict[str, Document]] = {}
        self._closed = False

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        """The documents under the keys, in their order; None where there is none."""
        with self._lock:
            self._refuse_closed()
            return [self._stored(key) for key in keys]

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for, as they are when the iteration begins."""
        with self._lock:
            self._refuse_closed()
            of_the_kind = tuple(self._kinds.get(query.kind, {}).values())
        found = sorted(
            (document for document in of_the_kind if _matches(document, query)),
            key=lambda document: (document.at, document.key.id),
        )
        yield from found[: query.limit]

    def commit(self, writes: Sequence[Write]) -> None:
        """Make all of the writes, or none.

        Raises:
            ConcurrencyConflict: A stored revision is not the expected one.
            InvalidValue: Two writes are for one key.
        """
        taken = one_write_per_key(writes)
        with self._lock:
            self._refuse_closed()
            for write in taken:
                stored = self._stored(write.key)
                actual = stored.revision if stored else 0
                if actual != write.expected:
                    raise ConcurrencyConflict(str(write.key), write.expected, actual)
            for write in taken:
                of_the_kind = self._kinds.setdefault(write.key.kind, {})
                if isinstance(write, Put):
                    of_the_kind[write.key.id] = write.document
                else:
                    del of_the_kind[write.key.id]

    def close(self) -> None:
        """Forget everything. Closing twice is allowed."""
        with self._lock:
            self._closed = True
            self._kinds.clear()

    def _stored(self, key: Key) -> Document | None:
        return self._kinds.get(key.kind, {}).get(key.id)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StorageUnavailable("the store in memory", "it is closed", "open a new one")


def _matches(document: Document, query: Query) -> bool:
    return (
        (document.at, document.key.id) > query.start
        and (not query.until or document.at <= query.until)
        and all(tag in document.tags for tag in query.tags)
    )
