"""Opening an SQLite store: what it is set to, and every file that is refused and left alone."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import sqlite_connection
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_connection import journal_mode_for, open_connection
from instructional_coaching.storage.sqlite_layout import APPLICATION, LAYOUT, prepare
from tests.storage.conftest import journal
from tests.storage.samples import TAGS, document, put

NOBODY = 65534


def refused(path: str | Path) -> str:
    """Open it, see it refused with a remedy and nothing of SQLite's own, and give the reason."""
    with pytest.raises(StorageUnavailable) as refusal:
        SQLiteBackend(path, busy_seconds=0)
    assert refusal.value.hint
    return refusal.value.reason


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


# --- settings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 34, 1), "delete"),
        ((3, 40, 1), "delete"),
        ((3, 43, 9), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 44, 7), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 45, 9), "delete"),
        ((3, 49, 2), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 50, 8), "wal"),
        ((3, 51, 0), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_a_log_is_used_only_where_its_reset_is_fixed(version: tuple[int, int, int], mode: str) -> None:
    """Write-ahead logging is for the versions that carry the fix, and for no other."""
    assert journal_mode_for(version) == mode


def test_the_settings_take(path: Path) -> None:
    """A commit is on the disk when it returns, and what is deleted is overwritten."""
    wal = journal_mode(path) == "wal"
    with closing(open_connection(str(path), 0)) as connection:
        answers = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "application_id", "user_version")
        ]
    assert answers == ["wal" if wal else "delete", 2 if wal else 3, 1, APPLICATION, LAYOUT]


def journal_mode(path: Path) -> str:
    """The mode that the fixture chose: that of a new store."""
    SQLiteBackend(path).close()
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


@pytest.mark.parametrize("place", [":memory:", "store.db"])
@pytest.mark.parametrize(
    ("name", "instead"), [("journal_mode", "truncate"), ("synchronous", "normal"), ("secure_delete", "off")]
)
def test_a_setting_that_does_not_take_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, name: str, instead: str
) -> None:
    """A store that can't be set to be safe is not opened."""

    class Deaf(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            if sql.startswith(f"PRAGMA {name} ="):
                sql = f"PRAGMA {name} = {'off' if place == ':memory:' else instead}"
            return super().execute(sql, parameters)

    connect = sqlite3.connect

    def deaf(*args: Any, **settings: Any) -> sqlite3.Connection:
        return connect(*args, factory=Deaf, **settings)

    monkeypatch.setattr(sqlite3, "connect", deaf)
    assert name in refused(place if place == ":memory:" else tmp_path / place)


def test_a_store_is_opened_again_as_it_was(path: Path) -> None:
    """What was committed is there after the file is opened again, and opening changes nothing in it."""
    stored = document("1", tags=TAGS)
    for expected in (None, stored):
        store = SQLiteBackend(path)
        assert list(store.get([stored.key])) == [expected]
        if expected is None:
            put(store, stored)
        store.close()
    before = contents(path.parent)
    SQLiteBackend(path).close()
    assert contents(path.parent) == before
    assert list(before) == ["store.db"]


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    """A file of no bytes, as a host may have made it beforehand, is used."""
    path.touch()
    put(store := SQLiteBackend(path), document("1"))
    store.close()


def test_a_change_between_the_journals_is_made_on_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that another version of SQLite set otherwise is set right, or refused while that one has it."""
    path = tmp_path / "store.db"
    journal("wal", monkeypatch)
    put(logged := SQLiteBackend(path), document("1"))
    journal("delete", monkeypatch)
    assert "locked" in refused(path)
    logged.close()
    store = SQLiteBackend(path)
    assert store.get([document("1").key])[0] is not None
    store.close()
    assert journal_mode(path) == "delete"


def test_a_change_of_the_journal_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody writes, the journal can't be changed: it is tried again when they may have done."""
    path = tmp_path / "store.db"
    journal("delete", monkeypatch)
    SQLiteBackend(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        waits: list[float] = []

        def prepare_and_be_overtaken(connection: sqlite3.Connection, store: str) -> None:
            prepare(connection, store)
            writer.execute("BEGIN IMMEDIATE")

        def wait(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == 2:
                writer.execute("ROLLBACK")

        monkeypatch.setattr(sqlite_connection, "prepare", prepare_and_be_overtaken)
        monkeypatch.setattr(time, "sleep", wait)
        journal("wal", monkeypatch)
        SQLiteBackend(path).close()
        assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert len(waits) == 2


# --- refused -------------------------------------------------------------------------------------------


def text(path: Path) -> None:
    path.write_text("dear diary\n" * 500)


def characters(number: int) -> Callable[[Path], object]:
    return lambda path: path.write_text("x" * number)


def almost(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def application(number: int, version: int, mode: str = "delete") -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA journal_mode = {mode}")
            connection.execute("CREATE TABLE account (name TEXT)")
            connection.execute("INSERT INTO account VALUES ('ada')")
            connection.execute(f"PRAGMA application_id = {number}")
            connection.execute(f"PRAGMA user_version = {version}")
            connection.commit()

    return write


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (text, "not an SQLite file"),
        (characters(1), "not an SQLite file"),
        (characters(2), "not an SQLite file"),
        (characters(99), "not an SQLite file"),
        (characters(512), "not an SQLite file"),
        (almost, ""),
        (application(0, 0), "another application"),
        (application(0, LAYOUT), "another application"),
        (application(APPLICATION + 1, LAYOUT), "another application"),
        (application(APPLICATION + 1, LAYOUT, "wal"), "another application"),
        (application(APPLICATION, 0), "another application"),
        (application(APPLICATION, LAYOUT + 1), "later version"),
        (application(APPLICATION, LAYOUT + 1, "wal"), "later version"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    path: Path, make: Callable[[Path], object], reason: str
) -> None:
    """Neither a byte of the file is changed, nor is anything left beside it."""
    make(path)
    before = contents(path.parent)
    assert reason in refused(path)
    after = contents(path.parent)
    assert after.pop("store.db-wal", b"") == b""
    assert after == before


def test_the_log_of_another_application_is_left_alone(path: Path) -> None:
    """A log that its application has not yet carried over is not carried over by us."""
    elsewhere = path.with_name("live.db")
    application(7, 7, "wal")(elsewhere)
    with closing(sqlite3.connect(elsewhere)) as connection:
        connection.execute("INSERT INTO account VALUES ('bo')")
        connection.commit()
        copies = contents(path.parent)
    for end in ("", "-wal"):
        path.with_name(f"store.db{end}").write_bytes(copies[f"live.db{end}"])
    assert copies["live.db-wal"]
    assert "another application" in refused(path)
    after = contents(path.parent)
    assert (after["store.db"], after["store.db-wal"]) == (copies["live.db"], copies["live.db-wal"])


def test_a_place_where_no_file_can_be_is_refused(path: Path) -> None:
    """A folder, a missing folder, a file as a folder and a path of nothing are refused, with the reason."""
    (path.parent / "file").write_text("")
    assert "not an ordinary file" in refused(path.parent)
    assert "not an ordinary file" in refused("")
    assert "folder does not exist" in refused(path / "store.db")
    assert "folder does not exist" in refused(path.parent / "file" / "store.db")
    assert "NUL" in refused("store\0.db")
    assert "refuses its path" in refused(path.with_name("x" * 5000))
    assert contents(path.parent) == {"file": b""}


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="needs a device")
def test_a_device_is_refused() -> None:
    """What would swallow every commit is not taken for a file."""
    assert "not an ordinary file" in refused("/dev/null")


@pytest.fixture
def limited() -> Iterator[Path]:
    """A folder that belongs to a user to whom rights apply: for the superuser, somebody else."""
    if not hasattr(os, "geteuid") or os.access not in os.supports_effective_ids:
        pytest.skip("needs users")
    with tempfile.TemporaryDirectory() as name:
        user = os.geteuid()
        if user == 0:
            os.chown(name, NOBODY, -1)
            os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            os.seteuid(user)


def test_what_can_not_be_written_is_refused(limited: Path) -> None:
    """A file or a folder without the right to write is refused on opening, not at the first commit."""
    path = limited / "store.db"
    SQLiteBackend(path).close()
    for rights in (0o400, 0o200, 0o000):
        path.chmod(rights)
        assert refused(path).endswith("its file")
    path.chmod(0o600)
    limited.chmod(0o500)
    assert refused(path).endswith("its folder")
    assert refused(limited / "new.db").endswith("its folder")
    limited.chmod(0o000)
    assert refused(path)
    limited.chmod(0o700)
    SQLiteBackend(path).close()
