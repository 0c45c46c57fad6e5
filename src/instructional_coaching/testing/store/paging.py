"""What is promised of ``find``: cursors, limits, and searches that are read bit by bit."""

from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.testing.store.concurrence import at_once
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, document, ids, put

MANY = [f"{n:04}" for n in range(1203)]


class Paging(Promises):
    """Searches in parts."""

    def test_a_search_goes_on_after_the_last_document_seen(self, backend: StorageBackend) -> None:
        """With a limit and the last document as cursor a search is read bit by bit, each document once."""
        dates = ["", "2024-01-01", "2024-01-02"]
        those = [document(f"{name}{at}", at=at, tags=TAGS) for at in dates for name in "abc"]
        put(backend, *those[::-1])
        for tags in ((), TAGS):
            seen: list[Document] = []
            for size in (2, 2, 2, 2, 1, 0):
                after = (seen[-1].at, seen[-1].key.id) if seen else None
                bit = list(backend.find(Query("note", tags, after=after, limit=2)))
                assert len(bit) == size
                seen += bit
            assert seen == those

    def test_a_cursor_needs_no_document(self, backend: StorageBackend) -> None:
        """A cursor may stand between documents, before the first or where one was deleted."""
        put(backend, *(document(name, at=f"2024-01-0{name}", tags=TAGS) for name in "1234"))
        backend.commit([Delete(Key("note", "2"), 1)])
        for tags in ((), TAGS):
            assert ids(backend, Query("note", tags, after=("2024-01-02", "2"))) == ["3", "4"]
            assert ids(backend, Query("note", tags, after=("2024-01-02", "z"))) == ["3", "4"]
            assert ids(backend, Query("note", tags, after=("2024-01-03", ""))) == ["3", "4"]
            assert ids(backend, Query("note", tags, after=("", ""))) == ["1", "3", "4"]
            assert ids(backend, Query("note", tags, after=("2024-01-04", "4"))) == []

    def test_a_cursor_does_not_lift_the_range(self, backend: StorageBackend) -> None:
        """A cursor before the range leaves the range as it is, and one inside narrows it."""
        put(backend, *(document(name, at=f"2024-01-0{name}", tags=TAGS) for name in "1234"))
        for tags in ((), TAGS):
            in_range = Query("note", tags, "2024-01-02", "2024-01-03", after=("", "1"))
            assert ids(backend, in_range) == ["2", "3"]
            narrowed = Query("note", tags, "2024-01-02", "2024-01-03", after=("2024-01-02", "2"))
            assert ids(backend, narrowed) == ["3"]

    def test_a_limit_gives_so_many_and_no_more(self, backend: StorageBackend) -> None:
        """A limit is kept exactly, none and more than there are included."""
        put(backend, *(document(name, tags=TAGS) for name in "abc"))
        for tags in ((), TAGS):
            found = [ids(backend, Query("note", tags, limit=limit)) for limit in range(5)]
            assert found == [[], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c"]]

    def test_a_long_search_is_complete_and_in_order(self, backend: StorageBackend) -> None:
        """However many documents there are, each comes once and in order."""
        put(backend, *(document(name, at="2024-01-01", tags=(("a", name), *TAGS)) for name in MANY[::-1]))
        assert ids(backend, Query("note")) == MANY
        assert ids(backend, Query("note", TAGS)) == MANY

    def test_a_long_search_ends_at_its_limit(self, backend: StorageBackend) -> None:
        """A limit holds wherever a store that reads by pages may end one."""
        put(backend, *(document(name, tags=TAGS) for name in MANY))
        for limit in (1, 99, 100, 101, 500, 501, 1000, 1001, 1024, 1202, 1203, 1204):
            assert ids(backend, Query("note", limit=limit)) == MANY[:limit]
            assert ids(backend, Query("note", TAGS, limit=limit)) == MANY[:limit]

    def test_two_searches_are_read_in_turns(self, backend: StorageBackend) -> None:
        """A search that is half read doesn't disturb another one, nor a request in between."""
        put(backend, *(document(name, tags=TAGS) for name in MANY))
        searches = [backend.find(Query("note")), backend.find(Query("note", TAGS))]
        for name in MANY:
            assert [next(search).key.id for search in searches] == [name, name]
            assert list(backend.get([Key("note", name)])) == [document(name, tags=TAGS)]
        assert [next(search, None) for search in searches] == [None, None]

    def test_a_search_that_is_left_half_read_hinders_nothing(self, backend: StorageBackend) -> None:
        """After a search that nobody reads to its end everything goes on as before."""
        put(backend, *(document(name, tags=TAGS) for name in MANY))
        left = [backend.find(Query("note", tags)) for tags in ((), TAGS)]
        assert [next(search).key.id for search in left] == [MANY[0]] * 2
        backend.commit([Put(document(MANY[0], 2), 1)])
        left.clear()
        backend.commit([Delete(Key("note", MANY[0]), 2)])
        assert ids(backend, Query("note", limit=2)) == MANY[1:3]

    def test_commits_go_on_while_a_search_is_read(self, backend: StorageBackend) -> None:
        """A search half read keeps no other thread from committing, and what wasn't changed comes once."""
        put(backend, *(document(name, tags=TAGS) for name in MANY))
        changes: list[Write] = [
            Delete(Key("note", "0000"), 1),
            Delete(Key("note", "0499"), 1),
            Delete(Key("note", "1100"), 1),
            Put(document("0000a", tags=TAGS), 0),
            Put(document("1202a", tags=TAGS), 0),
        ]
        search, tagged = backend.find(Query("note")), backend.find(Query("note", TAGS))
        seen = [[next(one).key.id for _ in range(3)] for one in (search, tagged)]
        at_once(self.patience, lambda: backend.commit(changes))
        untouched = [name for name in MANY if name not in ("0000", "0499", "1100")]
        for start, rest in zip(seen, (search, tagged), strict=True):
            found = start + [one.key.id for one in rest]
            assert [name for name in found if name in set(untouched)] == untouched
            assert len(found) == len(set(found))
