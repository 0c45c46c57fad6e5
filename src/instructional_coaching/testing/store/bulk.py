"""What is promised of many puts in a row, whether a store has a way of its own for them or not."""

from collections.abc import Iterator

import pytest

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Put, Query, StorageBackend
from instructional_coaching.storage.extra import put_all
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, document, ids, put, stored

MANY = [f"{number:04}" for number in range(1203)]
"""More than a store has in hand at a time."""


class BrokenOff(Exception):
    """What the puts come from has no more of them."""


class Bulk(Promises):
    """Many puts, read as they come."""

    def test_a_bulk_put_stores_every_document(self, backend: StorageBackend) -> None:
        """All of them are there, new and replaced, and are found by the tags that they have now."""
        put(backend, document("0007", tags=TAGS), document("0600", tags=TAGS))
        replaced = [Put(document("0007", 2, "anew", tags=TAGS[:1]), 1), Put(document("0600", 2), 1)]
        fresh = [Put(document(name, tags=TAGS), 0) for name in MANY if name not in {"0007", "0600"}]
        assert put_all(backend, iter([*replaced, *fresh])) == len(MANY)
        assert ids(backend, Query("note")) == MANY
        assert ids(backend, Query("note", TAGS[:1])) == [name for name in MANY if name != "0600"]
        assert ids(backend, Query("note", TAGS[1:])) == [put.key.id for put in fresh]
        assert stored(backend, "0007") == document("0007", 2, "anew", tags=TAGS[:1])

    def test_a_bulk_put_of_nothing_is_allowed(self, backend: StorageBackend) -> None:
        """No puts, no change, no error."""
        put(backend, document("1"))
        assert put_all(backend, iter(())) == 0
        assert ids(backend, Query("note")) == ["1"]

    def test_a_bulk_put_finds_what_it_has_put_before(self, backend: StorageBackend) -> None:
        """A key may come again; it is expected as the put before has left it, near or far in the row."""
        again = [Put(document("0000", 2, "second", tags=TAGS), 1), Put(document("0000", 3, "third"), 2)]
        puts = [Put(document("0000", tags=TAGS), 0), again[0], *_fresh(MANY[1:]), again[1]]
        assert put_all(backend, iter(puts)) == len(MANY) + 2
        assert stored(backend, "0000") == document("0000", 3, "third")
        assert ids(backend, Query("note", TAGS)) == []

    def test_a_bulk_put_that_expects_another_revision_is_refused(self, backend: StorageBackend) -> None:
        """The put is named, with the revision that is stored, and nothing is written."""
        put(backend, document("1100", 4, "before", tags=TAGS))
        for late in (Put(document("1100", 5), 0), Put(document("1100", 5), 3), Put(document("1100", 9), 8)):
            others = [name for name in MANY if name != "1100"]
            with pytest.raises(ConcurrencyConflict) as refusal:
                put_all(backend, iter([*_fresh(others), late]))
            told = (refusal.value.key, refusal.value.expected, refusal.value.actual)
            assert told == ("note/1100", late.expected, 4)
            assert list(backend.find(Query("note"))) == [document("1100", 4, "before", tags=TAGS)]

    def test_a_bulk_put_is_refused_where_it_has_put_the_key_before(self, backend: StorageBackend) -> None:
        """The second of two beginnings of one document conflicts with the first."""
        for names in (["0000", "0000"], ["0000", *MANY[1:], "0000"]):
            with pytest.raises(ConcurrencyConflict) as refusal:
                put_all(backend, iter(_fresh(names)))
            assert (refusal.value.key, refusal.value.expected, refusal.value.actual) == ("note/0000", 0, 1)
            assert ids(backend, Query("note")) == []

    def test_a_bulk_put_that_breaks_off_has_written_nothing(self, backend: StorageBackend) -> None:
        """An error of what the puts come from reaches the caller, and the store is as it was."""

        def broken_off() -> Iterator[Put]:
            yield from _fresh(MANY)
            raise BrokenOff

        put(backend, document("1"))
        with pytest.raises(BrokenOff):
            put_all(backend, broken_off())
        assert ids(backend, Query("note")) == ["1"]
        assert put_all(backend, iter(_fresh(MANY))) == len(MANY)


def _fresh(names: list[str]) -> list[Put]:
    return [Put(document(name), 0) for name in names]
