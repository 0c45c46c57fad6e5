"""Erased: of a document that was deleted, or of a text that was replaced, no byte is left in any file."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from instructional_coaching.storage import Delete, Document, Key, Put
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_handle import Handle
from instructional_coaching.storage.sqlite_salvage import salvage
from tests.torture.effort import chance, rounds
from tests.torture.places import file_of, in_file, store_at

ROUNDS = rounds(5, 20, 200)
MARK = "canary"


def canary(draw: Random, number: int) -> Document:
    """Return a document with a canary in its id, in its tags, and in a text of a few bytes or many pages."""
    song = f"{MARK}{draw.randrange(10**9):09} "
    body = song * draw.choice((1, 20, 400, 3000))
    return Document(
        Key("note", f"{song}{number}"), 1, 1, body, "2025-09-01", (("person", song), ("school", "north"))
    )


def quiet(number: int, revision: int = 1) -> Document:
    return Document(
        Key("note", f"quiet{number:03}"),
        revision,
        1,
        f"{number} quiet " * 300,
        "2025-09-01",
        (("school", "north"),),
    )


def left(place: str) -> dict[str, int]:
    """Return how many canaries are in each file of the store's folder, of those that have any."""
    file = file_of(place)
    assert file is not None
    counted = {one.name: one.read_bytes().count(MARK.encode()) for one in file.parent.iterdir()}
    return {name: number for name, number in counted.items() if number}


def sung(store: SQLiteBackend, draw: Random, turn: int = 0) -> list[Document]:
    """Put canaries among others, so that they share pages, and return them."""
    canaries = [canary(draw, number) for number in range(10)]
    around = [quiet(turn * 10 + number) for number in range(10)]
    both = [one for pair in zip(canaries, around, strict=True) for one in pair]
    store.commit([Put(one, 0) for one in both])
    return canaries


def erase(store: SQLiteBackend, canaries: list[Document]) -> None:
    store.commit([Delete(one.key, one.revision) for one in canaries])


def opened(place: str) -> SQLiteBackend:
    store = store_at(place)
    assert isinstance(store, SQLiteBackend)
    return store


def test_of_what_was_deleted_nothing_is_left_while_the_store_is_open(sqlite: str) -> None:
    """In its file, in its journal or log, in free pages: once the commit has returned."""
    draw = chance("erased")
    with closing(opened(sqlite)) as store:
        for turn in range(ROUNDS):
            canaries = sung(store, draw, turn)
            assert left(sqlite)
            erase(store, canaries)
            assert left(sqlite) == {}


def test_of_what_was_deleted_nothing_is_left_once_nobody_reads_what_was_before(sqlite: str) -> None:
    """Who reads keeps an earlier state in the log; the first commit after that clears it."""
    file = file_of(sqlite)
    with closing(opened(sqlite)) as store, closing(sqlite3.connect(str(file))) as reader:
        canaries = sung(store, chance("read"))
        reader.execute("PRAGMA busy_timeout = 0")
        if sqlite.startswith("wal"):
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM document").fetchone()
        erase(store, canaries)
        reader.rollback()
        store.commit([Put(quiet(900), 0)])
        assert left(sqlite) == {}


def test_of_what_a_killed_process_deleted_nothing_is_left_after_the_next_commit(
    sqlite: str, tmp_path: Path
) -> None:
    """It left its log behind, in which all is told."""
    file, copy = file_of(sqlite), tmp_path / "copy"
    copy.mkdir()
    again = in_file(sqlite.partition(":")[0], copy / "store.db")
    assert file is not None
    with pytest.MonkeyPatch.context() as patched, closing(opened(sqlite)) as store:
        patched.setattr(Handle, "clear_log", lambda _handle, wanted: None)
        erase(store, sung(store, chance("killed")))
        for one in file.parent.glob("store.db*"):
            shutil.copy(one, copy)
    with closing(opened(again)) as store:
        store.commit([Put(quiet(900), 0)])
        assert left(again) == {}


def test_of_a_text_that_was_replaced_nothing_is_left_once_the_store_is_closed(sqlite: str) -> None:
    """While it is open an earlier text may still be in a write-ahead log."""
    draw = chance("replaced")
    bodies = [*(canary(draw, number).body for number in range(10)), "set right"]
    with closing(opened(sqlite)) as store:
        for number, body in enumerate(bodies):
            store.commit([Put(Document(Key("note", "x"), number + 1, 1, body), number)])
    assert left(sqlite) == {}


def test_no_copy_brings_back_what_was_deleted(sqlite: str) -> None:
    """Neither a backup nor what is salvaged has any of it."""
    file = file_of(sqlite)
    assert file is not None
    with closing(opened(sqlite)) as store:
        erase(store, sung(store, chance("copied")))
        store.back_up(file.with_name("backup.db"))
    salvage(file, file.with_name("salvaged.db"))
    assert {one.name for one in file.parent.iterdir()} == {"store.db", "backup.db", "salvaged.db"}
    assert left(sqlite) == {}


# --- planted -------------------------------------------------------------------------------------------


def test_a_store_that_deletes_insecurely_is_caught_keeping(sqlite: str) -> None:
    """Planted: SQLite only says of a page that it is free."""
    with closing(opened(sqlite)) as store:
        canaries = sung(store, chance("insecure"))
        with store._handle().transaction("BEGIN IMMEDIATE") as run:
            run.execute("ROLLBACK")
            run.execute("PRAGMA secure_delete = OFF")
            run.execute("BEGIN")
        erase(store, canaries)
        assert left(sqlite)["store.db"]


def test_a_log_that_is_never_cleared_is_caught_keeping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the write-ahead log is left to SQLite, which overwrites it some day."""
    monkeypatch.setattr(Handle, "clear_log", lambda _handle, wanted: None)
    place = in_file("wal", tmp_path / "store.db")
    with closing(opened(place)) as store:
        erase(store, sung(store, chance("log")))
        assert left(place)["store.db-wal"]
