"""Stores that go wrong when several use them at once."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import local
from typing import ClassVar

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Delete, Document, Key, Put, Query, Write
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.storage.broken.faulty import Faulty, Filed, Loose

MOMENT = 0.0005
"""How long a store leaves others the chance to come between, in seconds. Only the broken ones do."""


class Lockless(Loose):
    """Looks whether it may write, and then writes."""

    breaks: ClassVar[tuple[str, ...]] = (
        "test_no_change_of_any_thread_is_lost",
        "test_of_threads_with_one_expectation_one_wins",
        "test_of_a_put_and_a_delete_at_once_one_wins",
        "test_what_threads_saw_happened_in_one_order",
    )

    def commit(self, writes: Sequence[Write]) -> None:
        with self.lock:
            self.check(writes)
        time.sleep(MOMENT)
        with self.lock:
            self.write(writes)


class LocklessBetweenProcesses(Filed):
    """Has a lock, which is of no use to other processes."""

    breaks = ("test_no_change_of_any_process_is_lost", "test_of_processes_with_one_expectation_one_wins")

    def commit(self, writes: Sequence[Write]) -> None:
        with self.lock:
            self.check(writes)
            time.sleep(10 * MOMENT)
            self.write(writes)


class ReadsOneByOne(Faulty):
    """Gets documents one after the other, and others commit in between."""

    breaks = ("test_no_change_of_any_thread_is_lost",)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        found: list[Document | None] = []
        for key in keys:
            found.append(self.stored(key))
            time.sleep(0)
        return found


class ConflictsWithAnybody(Faulty):
    """Refuses whoever comes while another one commits, whatever they write."""

    breaks = (
        "test_threads_that_write_different_documents_never_conflict",
        "test_processes_that_write_different_documents_never_conflict",
    )
    on_disk = True

    def commit(self, writes: Sequence[Write]) -> None:
        try:
            claim = (self.place / "claim").open("x")
        except FileExistsError:
            first = writes[0]
            raise ConcurrencyConflict(str(first.key), first.expected, first.expected + 1) from None
        try:
            time.sleep(10 * MOMENT)
            self.inner.commit(writes)
        finally:
            claim.close()
            (self.place / "claim").unlink()


class DeletesAndPutsAgain(Faulty):
    """Replaces a document in two steps, and in between it isn't there."""

    breaks = ("test_threads_read_what_they_like_while_others_write",)

    def commit(self, writes: Sequence[Write]) -> None:
        replaced = [write for write in writes if isinstance(write, Put) and write.expected]
        self.inner.commit([Delete(write.key, write.expected) for write in replaced])
        time.sleep(MOMENT)
        self.inner.commit([Put(write.document, 0) if write in replaced else write for write in writes])


class StaleThread(Faulty):
    """Has a cache for each thread, which only the thread's own commits clear."""

    breaks = ("test_what_threads_saw_happened_in_one_order",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.own = local()

    def cache(self) -> dict[Key, Document | None]:
        if not hasattr(self.own, "cache"):
            self.own.cache = {}
        cache: dict[Key, Document | None] = self.own.cache
        return cache

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return [self.cache().setdefault(key, self.stored(key)) for key in keys]

    def commit(self, writes: Sequence[Write]) -> None:
        self.cache().clear()
        self.inner.commit(writes)


class AFileForEachProcess(Faulty):
    """Makes a store of its own when others are making theirs."""

    breaks = ("test_processes_that_open_a_new_store_at_once_have_the_same",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        number = sum(1 for _ in place.iterdir())
        self.inner = SQLiteBackend(place / f"{number} {time.monotonic_ns()}.db")


class SearchesWhileOthersWrite(Faulty):
    """Reads ids first and documents afterwards, and leaves out what has gone in between."""

    breaks = ("test_commits_go_on_while_a_search_is_read",)

    def find(self, query: Query) -> Iterator[Document]:
        keys = [one.key for one in self.inner.find(query)]
        for number, key in enumerate(keys):
            (one,) = self.inner.get([key])
            if one is None and number:
                (one,) = self.inner.get([keys[number - 1]])
            if one is not None:
                yield one
