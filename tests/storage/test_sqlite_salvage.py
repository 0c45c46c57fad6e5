"""All that is whole in a damaged file is got out of it, and nothing that isn't."""

import os
import random
from pathlib import Path

import pytest

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import Delete, Document, Key, Put, Query
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_salvage import Salvaged, salvage

FLIPS = int(os.environ.get("FLIPS", "60"))
LENGTHS = (10, 200, 3000, 9000)
TAGS = (("relationship", "r1"), ("school", "school"))


def documents() -> list[Document]:
    """Return documents short and long: some are on one page with others, some on several of their own."""
    return [
        Document(Key("note", f"school/{n}"), 1, 1, "é" * LENGTHS[n % 4] + str(n), "2025-09-01", TAGS)
        for n in range(120)
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file in which documents were written, replaced and removed."""
    path = tmp_path_factory.mktemp("whole") / "school.db"
    store = SQLiteBackend(path)
    kept = documents()
    store.commit([Put(one, 0) for one in kept])
    gone = [Document(Key("note", f"gone/{n}"), 1, 1, "gone" * 900) for n in range(20)]
    store.commit([Put(one, 0) for one in gone])
    store.commit([Delete(one.key, 1) for one in gone])
    store.close()
    return path.read_bytes()


def salvaged(folder: Path, content: bytes, name: str = "damaged") -> tuple[Salvaged, dict[Key, Document]]:
    damaged, new = folder / f"{name}.db", folder / f"{name}-new.db"
    damaged.write_bytes(content)
    found = salvage(damaged, new)
    assert damaged.read_bytes() == content
    store = SQLiteBackend(new)
    there = store.get([one.key for one in documents()])
    store.close()
    return found, {one.key: one for one in there if one}


def test_from_a_file_that_is_whole_everything_comes(tmp_path: Path, whole: bytes) -> None:
    found, there = salvaged(tmp_path, whole)
    assert there == {one.key: one for one in documents()}
    assert (found.kept, found.lost) == (120, ())


@pytest.mark.parametrize("seed", range(FLIPS))
def test_one_wrong_bit_costs_one_document_at_most_and_no_wrong_one_comes(
    tmp_path: Path, whole: bytes, seed: int
) -> None:
    """Wherever the bit is: in a text, in a pointer to it, in a tree, in a tag, in the header of the file."""
    chance = random.Random(seed)
    content = bytearray(whole)
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    found, there = salvaged(tmp_path, bytes(content))
    wanted = {one.key: one for one in documents()}
    assert there.items() <= wanted.items()
    assert len(there) >= len(wanted) - 1
    assert found.kept == len(there)


def test_a_file_whose_tables_are_gone_still_gives_its_documents(tmp_path: Path, whole: bytes) -> None:
    """Its first page, with the schema of all tables, overwritten."""
    _, there = salvaged(tmp_path, whole[:24] + bytes(4096 - 24) + whole[4096:])
    assert there == {one.key: one for one in documents()}


def test_a_file_cut_off_gives_what_is_before_the_cut(tmp_path: Path, whole: bytes) -> None:
    found, there = salvaged(tmp_path, whole[: len(whole) // 2])
    assert 0 < len(there) < 120
    assert there.items() <= {one.key: one for one in documents()}.items()
    assert found.kept == len(there)


def test_what_was_lost_is_told_by_its_key(tmp_path: Path, whole: bytes) -> None:
    wanted = documents()[1]
    at = whole.index(wanted.body.encode())
    found, there = salvaged(tmp_path, whole[:at] + b"?" + whole[at + 1 :])
    assert found.lost == (str(wanted.key),)
    assert wanted.key not in there


def test_what_is_no_document_leaves_nothing(tmp_path: Path) -> None:
    for n, content in enumerate((b"", b"\r", bytes(5000), random.Random(1).randbytes(20_000))):
        assert salvaged(tmp_path, content, f"none-{n}") == (Salvaged(0, ()), {})


def test_of_two_versions_the_later_one_is_kept(tmp_path: Path) -> None:
    """An old page that was never cleaned stands behind the store."""
    path = tmp_path / "two.db"
    store = SQLiteBackend(path)
    key = Key("note", "school/1")
    store.commit([Put(Document(key, 1, 1, "first", tags=TAGS), 0)])
    store.close()
    old = path.read_bytes()
    store = SQLiteBackend(path)
    store.commit([Put(Document(key, 2, 1, "second", tags=TAGS), 1)])
    store.close()
    damaged, new = tmp_path / "both.db", tmp_path / "new.db"
    damaged.write_bytes(path.read_bytes() + old[4096:])
    salvage(damaged, new)
    store = SQLiteBackend(new)
    (found,) = store.get([key])
    store.close()
    assert found
    assert (found.revision, found.body) == (2, "second")


def test_a_document_keeps_its_tags_though_it_is_no_longer_found_by_them(tmp_path: Path) -> None:
    """They are in its own row: of the order in which it was found nothing is needed."""
    path = tmp_path / "tags.db"
    store = SQLiteBackend(path)
    stored = Document(Key("note", "school/1"), 1, 1, "text", tags=TAGS)
    store.commit([Put(stored, 0)])
    store.close()
    content = path.read_bytes().replace(b"relationshipr1school/1", b"relationshipr9school/1")
    assert content != path.read_bytes()
    path.write_bytes(content)
    assert salvage(path, tmp_path / "new.db") == Salvaged(1, ())
    store = SQLiteBackend(tmp_path / "new.db")
    assert list(store.find(Query("note", TAGS))) == [stored]
    store.close()


def test_a_file_of_an_earlier_layout_is_brought_up_to_date_first(tmp_path: Path, whole: bytes) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(whole[:60] + (1).to_bytes(4, "big") + whole[64:])
    with pytest.raises(StorageUnavailable, match="an earlier version of this library wrote it"):
        salvage(damaged, tmp_path / "new.db")


def test_the_new_file_must_be_new_and_the_old_one_readable(tmp_path: Path, whole: bytes) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(whole)
    with pytest.raises(StorageUnavailable, match="it is there already"):
        salvage(damaged, damaged)
    with pytest.raises(StorageUnavailable, match="can't be read"):
        salvage(tmp_path / "nowhere.db", tmp_path / "new.db")
    (tmp_path / "damaged.db-journal").write_bytes(b"log")
    with pytest.raises(StorageUnavailable, match="it has a log beside it"):
        salvage(damaged, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()
