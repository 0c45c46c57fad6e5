"""Stores that notice what is asked of them, and that let something else happen in between."""

from collections.abc import Callable, Iterator, Sequence

from instructional_coaching.storage import Document, Key, Query, StorageBackend, Write
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.caseload import BASIS, CASELOAD


class Watched(StorageBackend):
    """A store that notices whether an entry of the caseload was made from all sessions, or taken on.

    Attributes:
        made_anew: How many commits with entries were made for which sessions were looked for.
        taken_on: How many were made without.
        searched: Of which kind the documents were that were searched for, each time.
        got: Of which kinds the documents were that were got at once, each time.
    """

    def __init__(self, store: StorageBackend | None = None) -> None:
        self.made_anew = 0
        self.taken_on = 0
        self.searched: list[str] = []
        self.got: list[list[str]] = []
        self._store = store or MemoryBackend()
        self._has_looked = False

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        """The documents under the keys. With an entry of the caseload begins what is made of it."""
        if any(key.kind == CASELOAD for key in keys):
            self._has_looked = False
        self.got.append([key.kind for key in keys])
        return self._store.get(keys)

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for."""
        self.searched.append(query.kind)
        self._has_looked = self._has_looked or query.kind == "session"
        return self._store.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        """Make all of the writes, or none."""
        self._store.commit(writes)
        if any(write.key.kind == CASELOAD for write in writes):
            self.made_anew += self._has_looked
            self.taken_on += not self._has_looked

    def close(self) -> None:
        """Let go of what the store holds open."""
        self._store.close()


class Interrupted(StorageBackend):
    """A store in which something else happens just before a commit that writes to the caseload index.

    Attributes:
        then: What happens, in order: each before one commit. What it commits itself is not interrupted.
        tries: How often such a commit was tried since.
    """

    def __init__(self, store: StorageBackend) -> None:
        self.then: list[Callable[[], object]] = []
        self.tries = 0
        self._store = store
        self._is_within = False

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        """The documents under the keys."""
        return self._store.get(keys)

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for."""
        return self._store.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        """Let the next thing happen, then make all of the writes, or none."""
        if not self._is_within and any(write.key.kind in (CASELOAD, BASIS) for write in writes):
            self.tries += 1
            if self.then:
                self._is_within = True
                try:
                    self.then.pop(0)()
                finally:
                    self._is_within = False
        self._store.commit(writes)

    def close(self) -> None:
        """Let go of what the store holds open."""
        self._store.close()
