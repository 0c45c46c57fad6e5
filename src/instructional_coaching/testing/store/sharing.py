"""What is promised of several stores that are open at one place at the same time."""

from contextlib import closing

from instructional_coaching.storage import Delete, Key, Put, Query, StorageBackend
from instructional_coaching.testing.store.capability import Capability, needs
from instructional_coaching.testing.store.concurrence import at_once
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, conflict_of, document, ids, put, stored


class Sharing(Promises):
    """Several stores at one place."""

    @needs(Capability.SHARED)
    def test_two_stores_at_one_place_see_each_others_commits(
        self, backend: StorageBackend, place: str
    ) -> None:
        """What one has committed the other one reads, whatever it had read before."""
        with closing(self.open_backend(place)) as other:
            assert stored(other, "1") is None
            put(backend, document("1", tags=TAGS))
            assert stored(other, "1") == document("1", tags=TAGS)
            other.commit([Put(document("1", 2, "theirs", tags=TAGS[:1]), 1)])
            assert stored(backend, "1") == document("1", 2, "theirs", tags=TAGS[:1])
            assert ids(backend, Query("note", TAGS)) == []
            backend.commit([Delete(Key("note", "1"), 2)])
            assert ids(other, Query("note", TAGS[:1])) == []
            assert stored(other, "1") is None

    @needs(Capability.SHARED)
    def test_a_commit_conflicts_with_what_another_store_committed(
        self, backend: StorageBackend, place: str
    ) -> None:
        """A revision read through one store counts no more once another one has written."""
        put(backend, document("1"))
        with closing(self.open_backend(place)) as other:
            other.commit([Put(document("1", 2), 1)])
            assert conflict_of(backend, [Put(document("1", 2, "late"), 1)]) == ("note/1", 1, 2)
            backend.commit([Delete(Key("note", "1"), 2)])
            assert conflict_of(other, [Put(document("1", 3), 2)]) == ("note/1", 2, 0)

    @needs(Capability.SHARED)
    def test_closing_one_store_leaves_another_one_open(self, backend: StorageBackend, place: str) -> None:
        """Each is closed for itself."""
        other = self.open_backend(place)
        put(other, document("1"))
        other.close()
        assert stored(backend, "1") == document("1")
        backend.commit([Put(document("1", 2), 1)])
        assert stored(backend, "1") == document("1", 2)

    @needs(Capability.SHARED)
    def test_a_search_through_one_store_hinders_no_commit_through_another(
        self, backend: StorageBackend, place: str
    ) -> None:
        """A search half read, for as long as it likes, keeps nobody from committing."""
        names = [f"{n:04}" for n in range(1203)]
        put(backend, *(document(name, tags=TAGS) for name in names))
        with closing(self.open_backend(place)) as other:
            searches = [backend.find(Query("note")), backend.find(Query("note", TAGS))]
            assert [next(one).key.id for one in searches] == [names[0]] * 2
            at_once(self.patience, lambda: other.commit([Put(document("new", tags=TAGS), 0)]))
            for search in searches:
                assert [one.key.id for one in search if one.key.id in set(names)] == names[1:]
