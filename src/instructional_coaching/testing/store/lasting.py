"""What is promised of closing a store and of opening it again."""

from contextlib import closing

import pytest

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import Delete, Key, Put, Query, StorageBackend
from instructional_coaching.testing.store.capability import Capability, needs
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, conflict_of, document, ids, put, stored


class Lasting(Promises):
    """Close, and open again."""

    def test_a_closed_store_refuses_every_request(self, backend: StorageBackend) -> None:
        """After close every request is refused as unavailable: nobody reads from a store that is gone."""
        put(backend, document("1"))
        backend.close()
        with pytest.raises(StorageUnavailable):
            backend.get([Key("note", "1")])
        with pytest.raises(StorageUnavailable):
            next(backend.find(Query("note")))
        with pytest.raises(StorageUnavailable):
            backend.commit([])
        with pytest.raises(StorageUnavailable):
            put(backend, document("2"))

    def test_closing_twice_is_allowed(self, backend: StorageBackend) -> None:
        """Whoever closes a store that is closed already is told nothing."""
        put(backend, document("1"))
        backend.close()
        backend.close()
        backend.close()

    @needs(Capability.DURABLE)
    def test_what_was_committed_is_there_when_the_store_is_opened_again(self, place: str) -> None:
        """Each document, with all of its fields, survives closing and opening."""
        those = [document(f"{n}", n + 1, f"text {n}\0", f"2024-01-0{n + 1}", TAGS) for n in range(5)]
        with closing(self.open_backend(place)) as backend:
            put(backend, *those)
        for _ in range(3):
            with closing(self.open_backend(place)) as backend:
                assert list(backend.get([one.key for one in those])) == those
                assert list(backend.find(Query("note", TAGS, since="2024-01-02", limit=3))) == those[1:4]

    @needs(Capability.DURABLE)
    def test_what_was_deleted_stays_gone_when_the_store_is_opened_again(self, place: str) -> None:
        """Neither a deleted document nor a tag that was left out comes back."""
        with closing(self.open_backend(place)) as backend:
            put(backend, document("1", tags=TAGS), document("2", tags=TAGS))
        with closing(self.open_backend(place)) as backend:
            backend.commit([Delete(Key("note", "1"), 1), Put(document("2", 2, tags=TAGS[1:]), 1)])
        with closing(self.open_backend(place)) as backend:
            assert stored(backend, "1") is None
            assert ids(backend, Query("note")) == ids(backend, Query("note", TAGS[1:])) == ["2"]
            assert ids(backend, Query("note", TAGS[:1])) == []

    @needs(Capability.DURABLE)
    def test_a_refused_commit_leaves_nothing_when_the_store_is_opened_again(self, place: str) -> None:
        """Of a commit that met a conflict nothing turns up later."""
        with closing(self.open_backend(place)) as backend:
            put(backend, document("1"))
            conflict_of(backend, [Put(document("2", tags=TAGS), 0), Put(document("1"), 0)])
        with closing(self.open_backend(place)) as backend:
            assert list(backend.find(Query("note"))) == [document("1")]
            assert ids(backend, Query("note", TAGS)) == []

    @needs(Capability.DURABLE)
    def test_conflicts_are_seen_after_the_store_is_opened_again(self, place: str) -> None:
        """A revision that was stored before closing is compared with after opening."""
        with closing(self.open_backend(place)) as backend:
            put(backend, document("1", 3))
        with closing(self.open_backend(place)) as backend:
            assert conflict_of(backend, [Put(document("1", 4), 2)]) == ("note/1", 2, 3)
            assert conflict_of(backend, [Put(document("1", 4), 0)]) == ("note/1", 0, 3)
            backend.commit([Put(document("1", 4), 3)])
        with closing(self.open_backend(place)) as backend:
            assert stored(backend, "1") == document("1", 4)
