"""Stores that go wrong when they are closed, opened again, or opened twice."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import Delete, Document, Key, Put, Query, Write
from instructional_coaching.storage.memory import MemoryBackend
from tests.storage.broken.faulty import Faulty, Filed, refuse


class NeverClosed(Faulty):
    breaks = ("test_a_closed_store_refuses_every_request",)

    def close(self) -> None:
        return


class SearchesWhenClosed(Faulty):
    """Answers a search from what it has read already, and finds nothing in it."""

    breaks = ("test_a_closed_store_refuses_every_request",)

    def find(self, query: Query) -> Iterator[Document]:
        try:
            yield from self.inner.find(query)
        except StorageUnavailable:
            return


class ClosesOnce(Faulty):
    breaks = ("test_closing_twice_is_allowed",)
    closed = False

    def close(self) -> None:
        if self.closed:
            raise StorageUnavailable("the store", "it is closed", "open it")
        self.closed = True
        self.inner.close()


class Forgetful(Faulty):
    """Says that it lasts, and is in memory."""

    breaks = (
        "test_what_was_committed_is_there_when_the_store_is_opened_again",
        "test_two_stores_at_one_place_see_each_others_commits",
    )


class DeletesForNow(Faulty):
    """Forgets what was deleted, and what of a document was replaced, when it is closed."""

    breaks = ("test_what_was_deleted_stays_gone_when_the_store_is_opened_again",)
    on_disk = True

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.memory = MemoryBackend()
        for kind in ("note", "log"):
            self.memory.commit([Put(one, 0) for one in self.inner.find(Query(kind))])

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return self.memory.get(keys)

    def find(self, query: Query) -> Iterator[Document]:
        return self.memory.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        self.memory.commit(writes)
        self.inner.commit([write for write in writes if isinstance(write, Put)])


class ComparesWithWhatItKnows(Filed):
    """Compares with the revisions that it has written itself, and takes what it doesn't know."""

    breaks = (
        "test_conflicts_are_seen_after_the_store_is_opened_again",
        "test_a_commit_conflicts_with_what_another_store_committed",
    )

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.known: dict[Key, int] = {}

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == self.known.get(write.key, write.expected)

    def commit(self, writes: Sequence[Write]) -> None:
        super().commit(writes)
        for write in writes:
            self.known[write.key] = write.document.revision if isinstance(write, Put) else 0


class StaleConnection(Faulty):
    """Reads at the moment of its own last commit, however much others have committed since."""

    breaks = (
        "test_two_stores_at_one_place_see_each_others_commits",
        "test_what_several_stores_saw_happened_in_one_order",
        "test_what_processes_saw_happened_in_one_order",
    )
    on_disk = True

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.seen: dict[Key, Document | None] = {}

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return [self.seen.setdefault(key, self.stored(key)) for key in keys]

    def commit(self, writes: Sequence[Write]) -> None:
        self.seen.clear()
        self.inner.commit(writes)


class ClosesForEverybody(Faulty):
    """Has one connection to a place, and closes it with the first store that is closed."""

    breaks = ("test_closing_one_store_leaves_another_one_open",)
    on_disk = True
    shared: ClassVar[dict[Path, Faulty]] = {}

    def __init__(self, place: Path) -> None:
        if place not in self.shared:
            super().__init__(place)
            self.shared[place] = self
        self.inner = self.shared[place].inner


class SearchLocksThePlace(Faulty):
    """Lets nobody commit at its place while a search of anybody is half read."""

    breaks = ("test_a_search_through_one_store_hinders_no_commit_through_another",)
    on_disk = True
    searched: ClassVar[dict[Path, int]] = {}

    def find(self, query: Query) -> Iterator[Document]:
        self.searched[self.place] = self.searched.get(self.place, 0) + 1
        try:
            yield from self.inner.find(query)
        finally:
            self.searched[self.place] -= 1

    def commit(self, writes: Sequence[Write]) -> None:
        if self.searched.get(self.place):
            raise StorageUnavailable("the store", "it is locked", "wait")
        self.inner.commit(writes)


class LeavesTheLastOutUntilLater(Faulty):
    """Acknowledges a commit and writes it with the next one, or when it is closed."""

    breaks = ("test_what_a_killed_process_committed_is_there_and_nothing_is_torn",)
    on_disk = True

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.later: list[list[Write]] = []

    def flush(self, leave: int) -> None:
        while len(self.later) > leave:
            self.inner.commit(self.later.pop(0))

    def commit(self, writes: Sequence[Write]) -> None:
        self.later.append(list(writes))
        self.flush(2)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        self.flush(0)
        return self.inner.get(keys)

    def close(self) -> None:
        self.flush(0)
        self.inner.close()


class Tombstone(Faulty):
    """Keeps a mark where a document was deleted, and takes it for a document."""

    breaks = ("test_the_key_of_a_deleted_document_is_free_again",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.marks: dict[Key, int] = {}

    def commit(self, writes: Sequence[Write]) -> None:
        for write in writes:
            refuse(write, self.marks.get(write.key, write.expected))
        self.inner.commit(writes)
        self.marks |= {write.key: write.expected + 1 for write in writes if isinstance(write, Delete)}
