"""Many puts in a row on SQLite: in parts of one transaction."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import Put, Query
from instructional_coaching.storage.bulk import in_parts
from instructional_coaching.storage.extra import SupportsBulk
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import PAGE, SQLiteBackend
from tests.storage.samples import document, ids, put

MANY = 3 * PAGE + 1


def puts(count: int = MANY) -> Iterator[Put]:
    return (Put(document(f"{number:05}"), 0) for number in range(count))


def noted(asked: list[Put]) -> Iterator[Put]:
    """Puts, each noted when it is asked for."""
    for one in puts():
        asked.append(one)
        yield one


def test_it_is_seen_by_others_all_at_once(tmp_path: Path) -> None:
    """While puts are still to come, whoever reads sees nothing of those that were taken."""
    path = tmp_path / "store.db"
    with closing(SQLiteBackend(path)) as store, closing(SQLiteBackend(path)) as other:
        seen: list[int] = []

        def watched() -> Iterator[Put]:
            for number, one in enumerate(puts()):
                if number in (1, MANY - 1):
                    seen.append(len(ids(other, Query("note"))))
                yield one

        assert store.put_all(watched()) == MANY
        assert seen == [0, 0]
        assert len(ids(other, Query("note"))) == MANY


def test_few_of_the_puts_are_in_hand_at_a_time() -> None:
    """A part is full before the next one is begun, and no more than one put beyond it has been asked for."""
    asked: list[Put] = []
    parts = in_parts(noted(asked), PAGE)
    for number in (1, 2, 3):
        assert len(next(parts)) == PAGE
        assert len(asked) <= number * PAGE + 1
    assert [len(part) for part in parts] == [1]


def test_a_key_that_comes_again_begins_a_part() -> None:
    """So that each part can be written as a commit, which has one write for a key."""
    again = [Put(document("00001", 2), 1), Put(document("00001", 3), 2)]
    assert [len(part) for part in in_parts([*puts(3), *again], PAGE)] == [3, 1, 1]


def test_puts_that_come_from_the_store_itself_are_refused(tmp_path: Path) -> None:
    """It can't be read while it is written; nothing was, and it works on."""
    with closing(SQLiteBackend(tmp_path / "store.db")) as store:
        put(store, document("1"))
        copies = (Put(document(f"{one.key.id}-copy"), 0) for one in store.find(Query("note")))
        with pytest.raises(StorageUnavailable):
            store.put_all(copies)
        assert ids(store, Query("note")) == ["1"]
        assert store.put_all(puts(2)) == 2


def test_a_store_of_four_methods_has_no_way_of_its_own() -> None:
    """Which store has one can be told; `put_all` does it for both."""
    with closing(SQLiteBackend(":memory:")) as store:
        assert isinstance(store, SupportsBulk)
    assert not isinstance(MemoryBackend(), SupportsBulk)
