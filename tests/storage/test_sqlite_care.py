"""A store says what is wrong with it, and is copied as of one moment while it is in use."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from instructional_coaching.errors import CoachingError, StorageUnavailable
from instructional_coaching.storage import Document, Key, Put, Query
from instructional_coaching.storage.extra import SupportsBackup, SupportsExamination
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_layout import LAYOUT

TAGS = (("school", "school"),)


def note(n: int, body: str = "text", revision: int = 1) -> Document:
    return Document(Key("note", f"school/{n}"), revision, 1, body, "2025-09-01", TAGS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = SQLiteBackend(tmp_path / "school.db")
    store.commit([Put(note(n, f"text {n} " * 40), 0) for n in range(40)])
    store.close()
    return tmp_path / "school.db"


def changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_of_a_sound_store_nothing_is_told_but_what_it_runs_on(path: Path) -> None:
    store = SQLiteBackend(path)
    found = store.examine()
    store.close()
    assert (found.is_sound, found.documents, found.damaged, found.problems) == (True, 40, (), ())
    settings = dict(found.settings)
    assert (settings["secure_delete"], settings["user_version"]) == ("1", str(LAYOUT))
    assert settings["synchronous"] in ("2", "3")


def test_every_document_that_is_not_what_was_written_is_named(path: Path) -> None:
    """A check of the file sees nothing of it: its structure is whole."""
    changed(path, "UPDATE document SET body = body || '!' WHERE id IN ('school/3', 'school/7')")
    store = SQLiteBackend(path)
    found = store.examine()
    store.close()
    assert (found.is_sound, found.damaged, found.problems) == (False, ("note/school/3", "note/school/7"), ())


def test_a_tag_of_no_document_is_told(path: Path) -> None:
    changed(path, "INSERT INTO tagged (kind, name, value, at, id) VALUES ('note', 'a', 'b', '', 'nobody')")
    store = SQLiteBackend(path)
    assert store.examine().problems == ("1 tags belong to no document",)
    store.close()


def test_a_document_that_is_no_longer_found_by_a_tag_is_told(path: Path) -> None:
    changed(path, "DELETE FROM tagged WHERE id IN ('school/3', 'school/7')")
    store = SQLiteBackend(path)
    found = store.examine()
    assert (found.damaged, found.problems) == ((), ("documents can't be found by 2 of their tags",))
    store.close()


@pytest.mark.parametrize("seed", range(60))
def test_content_that_was_changed_is_always_noticed(path: Path, seed: int) -> None:
    """Whether the file opens no more, or the examination tells of it, or the text itself is refused."""
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    try:
        store = SQLiteBackend(path)
    except CoachingError:
        return
    found = store.examine()
    try:
        there = list(store.find(Query("note")))
    except CoachingError:
        there = []
    store.close()
    assert not found.is_sound or there == [note(n, f"text {n} " * 40) for n in sorted(range(40), key=str)]


def test_a_copy_is_of_one_moment_however_much_is_written_meanwhile(path: Path, tmp_path: Path) -> None:
    """Each commit puts the same revision into two documents: no copy has them apart."""
    store, writer = SQLiteBackend(path), SQLiteBackend(path)
    store.commit([Put(note(100), 0), Put(note(101), 0)])
    enough = Event()

    def write() -> None:
        revision = 1
        while not enough.is_set():
            writer.commit([Put(note(n, "more", revision + 1), revision) for n in (100, 101)])
            revision += 1

    thread = Thread(target=write)
    thread.start()
    try:
        for n in range(5):
            store.back_up(tmp_path / f"copy-{n}.db")
    finally:
        enough.set()
        thread.join()
    for n in range(5):
        copy = SQLiteBackend(tmp_path / f"copy-{n}.db")
        one, other = copy.get([note(100).key, note(101).key])
        assert one
        assert other
        assert one.revision == other.revision
        assert copy.examine().is_sound
        copy.close()
    store.close()
    writer.close()


def test_a_copy_holds_all_that_was_committed_and_nothing_is_overwritten(path: Path, tmp_path: Path) -> None:
    store = SQLiteBackend(path)
    store.back_up(tmp_path / "copy.db")
    with pytest.raises(StorageUnavailable, match="it is there already"):
        store.back_up(tmp_path / "copy.db")
    copy = SQLiteBackend(tmp_path / "copy.db")
    assert list(copy.find(Query("note"))) == list(store.find(Query("note")))
    copy.close()
    with pytest.raises(StorageUnavailable, match=r"can't be (opened|written)"):
        store.back_up(tmp_path / "no" / "folder.db")
    store.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "school.db"]


def test_a_store_without_a_file_has_no_such_care() -> None:
    store = MemoryBackend()
    assert not isinstance(store, SupportsBackup | SupportsExamination)
