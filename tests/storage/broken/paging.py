"""Stores that go wrong in cursors, limits, and searches that are read bit by bit."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock

import attrs

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import Document, Query, Write
from tests.storage.broken.faulty import Faulty


class CursorOffByOne(Faulty):
    """Gives the last document seen once more."""

    breaks = ("test_a_search_goes_on_after_the_last_document_seen",)

    def find(self, query: Query) -> Iterator[Document]:
        everything = self.inner.find(attrs.evolve(query, after=None, limit=None))
        found = (one for one in everything if query.after is None or (one.at, one.key.id) >= query.after)
        return islice(found, query.limit)


class CursorByIdAlone(Faulty):
    breaks = ("test_a_search_goes_on_after_the_last_document_seen",)

    def find(self, query: Query) -> Iterator[Document]:
        everything = self.inner.find(attrs.evolve(query, after=None, limit=None))
        return islice((one for one in everything if one.key.id > (query.after or ("", ""))[1]), query.limit)


class CursorNeedsItsDocument(Faulty):
    """Looks the last document up, and goes on after it if it is still there."""

    breaks = ("test_a_cursor_needs_no_document",)

    def find(self, query: Query) -> Iterator[Document]:
        everything = list(self.inner.find(attrs.evolve(query, after=None, limit=None)))
        places = [(one.at, one.key.id) for one in everything]
        start = places.index(query.after) + 1 if query.after in places else 0
        return iter(everything[start:][: query.limit])


class CursorLiftsTheRange(Faulty):
    breaks = ("test_a_cursor_does_not_lift_the_range",)

    def find(self, query: Query) -> Iterator[Document]:
        return self.inner.find(attrs.evolve(query, since="") if query.after else query)


class ZeroMeansAll(Faulty):
    """Asks whether there is a limit by whether it is true."""

    breaks = ("test_a_limit_gives_so_many_and_no_more",)

    def find(self, query: Query) -> Iterator[Document]:
        return self.inner.find(attrs.evolve(query, limit=query.limit or None))


class LosesOneToAPage(Faulty):
    """Leaves a document out at the end of every page."""

    breaks = ("test_a_long_search_is_complete_and_in_order", "test_two_searches_are_read_in_turns")

    def find(self, query: Query) -> Iterator[Document]:
        return (one for n, one in enumerate(self.inner.find(query)) if n % 500 != 499)


class GivesWholePages(Faulty):
    """Forgets the limit once the first page is read."""

    breaks = ("test_a_long_search_ends_at_its_limit",)

    def find(self, query: Query) -> Iterator[Document]:
        limit = query.limit if query.limit is None or query.limit <= 500 else -(-query.limit // 500) * 500
        return self.inner.find(attrs.evolve(query, limit=limit))


class OneSearchAtATime(Faulty):
    """Has one cursor, and a new search takes it over."""

    breaks = ("test_two_searches_are_read_in_turns",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.cursor: Iterator[Document] = iter(())

    def find(self, query: Query) -> Iterator[Document]:
        self.cursor = self.inner.find(query)
        while (one := next(self.cursor, None)) is not None:
            yield one


class SearchRefusesCommits(Faulty):
    """Is locked for as long as a search isn't read to its end."""

    breaks = ("test_a_search_that_is_left_half_read_hinders_nothing",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.searches = 0

    def find(self, query: Query) -> Iterator[Document]:
        self.searches += 1
        try:
            yield from self.inner.find(query)
        finally:
            self.searches -= 1

    def commit(self, writes: Sequence[Write]) -> None:
        if self.searches:
            raise StorageUnavailable("the store", "it is locked", "wait")
        self.inner.commit(writes)


class SearchHoldsTheLock(Faulty):
    """Keeps commits waiting for as long as a search isn't read to its end."""

    breaks = ("test_commits_go_on_while_a_search_is_read",)
    hangs = True

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.lock = Lock()
        self.searches = 0

    def find(self, query: Query) -> Iterator[Document]:
        if not self.searches:
            self.lock.acquire()
        self.searches += 1
        try:
            yield from self.inner.find(query)
        finally:
            self.searches -= 1
            if not self.searches:
                self.lock.release()

    def commit(self, writes: Sequence[Write]) -> None:
        with self.lock:
            self.inner.commit(writes)
