"""The SQLite store under load, locks, full disks and forks, and the indexes it reads by."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from instructional_coaching.errors import (
    ConcurrencyConflict,
    InvalidValue,
    OutcomeUnknown,
    StorageUnavailable,
)
from instructional_coaching.storage import Delete, Key, Put, Query
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_failure import failure_of
from instructional_coaching.storage.sqlite_handle import Handle
from tests.storage.samples import TAGS, document, ids, put

# --- indexes -------------------------------------------------------------------------------------------


def plan_of(connection: sqlite3.Connection, use: Callable[[], object]) -> list[str]:
    """What SQLite says of every statement on the tables that it is asked to run."""
    said: list[str] = []
    connection.set_trace_callback(said.append)
    use()
    connection.set_trace_callback(None)
    reads = [one for one in said if one.startswith(("SELECT", "DELETE"))]
    assert reads
    return [row[3] for one in reads for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")]


@pytest.mark.parametrize(
    "query",
    [
        Query("note"),
        Query("note", (), "2024-01-01", "2024-02-01", ("2024-01-01", "a"), 10),
        Query("note", TAGS[:1]),
        Query("note", TAGS[:1], "2024-01-01", "2024-02-01"),
        Query("note", TAGS[:1], "2024-01-01", "2024-02-01", ("2024-01-01", "a"), 10),
        Query("note", TAGS, "2024-01-01", "2024-02-01"),
    ],
)
def test_a_search_walks_along_an_index(
    path: Path, connections: list[sqlite3.Connection], query: Query
) -> None:
    """A search goes to its range by an index, in its order: nothing is scanned and nothing is sorted."""
    store = SQLiteBackend(path)
    put(store, document("a", at="2024-01-01", tags=TAGS))
    plan = plan_of(connections[0], lambda: list(store.find(query)))
    assert all(step.startswith(("SEARCH", "CORRELATED")) for step in plan), plan
    first = (
        "PRIMARY KEY (kind=? AND name=? AND value=? AND " if query.tags else "document_in_order (kind=? AND "
    )
    assert first in plan[0]
    assert "at" in plan[0].rpartition("AND ")[2]
    store.close()


def test_documents_and_their_tags_are_reached_by_key(
    path: Path, connections: list[sqlite3.Connection]
) -> None:
    """Getting, replacing and deleting look up the one document and its tags, not all of the kind."""
    store = SQLiteBackend(path)
    put(store, *(document(f"{n}", tags=TAGS) for n in range(20)))

    def use() -> None:
        store.get([Key("note", "1"), Key("note", "2")])
        store.commit([Put(document("1", 2, tags=TAGS[:1]), 1), Delete(Key("note", "2"), 1)])

    plan = [step for step in plan_of(connections[0], use) if step.startswith(("SEARCH", "SCAN"))]
    by_key, by_row = "kind=? AND id=?)", "kind=? AND name=? AND value=? AND at=? AND id=?)"
    assert {step.rpartition("(")[2] for step in plan} == {by_key, by_row}, plan
    store.close()


# --- what can go wrong ---------------------------------------------------------------------------------


def test_two_stores_on_one_file_see_each_other(path: Path) -> None:
    """What one has committed the other one reads, and it conflicts with what the other one expected."""
    one, other = SQLiteBackend(path), SQLiteBackend(path)
    put(one, document("1"))
    assert list(other.get([Key("note", "1")])) == [document("1")]
    other.commit([Put(document("1", 2), 1)])
    with pytest.raises(ConcurrencyConflict):
        one.commit([Put(document("1", 2), 1)])
    one.close()
    other.commit([Delete(Key("note", "1"), 2)])
    other.close()


def test_a_lock_that_lasts_makes_the_store_unavailable(path: Path) -> None:
    """Behind another's lock a commit, a read and opening fail as unavailable; later they succeed."""
    store = SQLiteBackend(path, busy_seconds=0)
    put(store, document("1"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageUnavailable) as refusal:
            put(store, document("2", body="secret"))
        assert "locked" in refusal.value.reason
        assert "secret" not in repr((refusal.value, refusal.value.__cause__))
        with pytest.raises(StorageUnavailable):
            SQLiteBackend(path, busy_seconds=0)
        other.execute("ROLLBACK")
        if other.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StorageUnavailable):
                store.get([Key("note", "1")])
            with pytest.raises(StorageUnavailable):
                next(store.find(Query("note")))
            other.execute("ROLLBACK")
    put(store, document("2"))
    assert ids(store, Query("note")) == ["1", "2"]
    store.close()


def test_a_lock_is_waited_for(path: Path) -> None:
    """A commit that comes upon another's lock waits for it to go."""
    store = SQLiteBackend(path)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = Thread(target=put, args=(store, document("1")))
        waiting.start()
        other.execute("ROLLBACK")
        waiting.join()
    assert ids(store, Query("note")) == ["1"]
    store.close()


def test_a_full_disk_undoes_the_commit(path: Path, connections: list[sqlite3.Connection]) -> None:
    """When there is no space a commit leaves nothing behind, and the next one that fits is made."""
    store = SQLiteBackend(path)
    put(store, document("1"))
    pages = connections[0].execute("PRAGMA page_count").fetchone()[0]
    connections[0].execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageUnavailable) as refusal:
        store.commit([Delete(Key("note", "1"), 1), Put(document("2", body="x" * 100_000, tags=TAGS), 0)])
    assert "no space" in refusal.value.reason
    assert list(store.find(Query("note"))) == [document("1")]
    store.commit([Put(document("1", 2), 1)])
    assert list(store.find(Query("note"))) == [document("1", 2)]
    store.close()


def test_a_failing_disk_undoes_the_commit(path: Path) -> None:
    """When a write fails a commit leaves nothing behind, and the next one that succeeds is made."""
    store = SQLiteBackend(path)
    put(store, document("1"))
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 20_000, hard))
    try:
        with pytest.raises(StorageUnavailable) as refusal:
            store.commit([Delete(Key("note", "1"), 1), Put(document("2", body="x" * 500_000), 0)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "reading or writing" in refusal.value.reason
    assert list(store.find(Query("note"))) == [document("1")]
    put(store, document("2", body="x" * 500_000))
    assert ids(store, Query("note")) == ["1", "2"]
    store.close()


def test_a_text_beyond_the_limit_of_sqlite_is_refused(
    path: Path, connections: list[sqlite3.Connection]
) -> None:
    """A body longer than SQLite can hold is an invalid value, and nothing of its commit is made."""
    store = SQLiteBackend(path)
    connections[0].setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10_000)
    with pytest.raises(InvalidValue) as refusal:
        put(store, document("1"), document("2", body="secret" * 2000))
    assert refusal.value.field == "body"
    assert "secret" not in repr((refusal.value, refusal.value.__cause__))
    put(store, document("3", body="x" * 9000))
    assert ids(store, Query("note")) == ["3"]
    store.close()


def once_after(number: int) -> Callable[[], int]:
    """Say yes once, after having said no so many times."""
    answers = chain([0] * number, [1])
    return lambda: next(answers, 0)


def test_an_interrupted_commit_is_undone(path: Path, connections: list[sqlite3.Connection]) -> None:
    """Wherever a commit is broken off, it leaves nothing behind and the store usable."""
    store = SQLiteBackend(path)
    old = [document(f"{n}", tags=TAGS) for n in range(3)]
    put(store, *old)
    interruptions = 0
    while True:
        connections[0].set_progress_handler(once_after(interruptions), 10)
        try:
            store.commit(
                [
                    Put(document("0", 2, tags=TAGS[:1]), 1),
                    Delete(Key("note", "1"), 1),
                    Put(document("3", tags=TAGS), 0),
                ]
            )
        except StorageUnavailable as refusal:
            assert "SQLITE_INTERRUPT" in refusal.reason  # noqa: PT017 - the last round has no refusal
            interruptions += 1
        else:
            break
        finally:
            connections[0].set_progress_handler(None, 0)
        assert list(store.find(Query("note"))) == list(store.find(Query("note", TAGS))) == old
    assert interruptions > 10
    assert ids(store, Query("note", TAGS[:1])) == ["0", "2", "3"]
    assert len(connections) == 1
    store.close()


def test_a_store_that_can_not_undo_opens_the_file_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, connections: list[sqlite3.Connection]
) -> None:
    """When even the rollback fails the connection is given up, and with it what it had not committed."""

    class Stubborn(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            if sql == "ROLLBACK":
                raise sqlite3.OperationalError("disk I/O error")
            return super().execute(sql, parameters)

    connect = sqlite3.connect

    def stubborn(*args: Any, **settings: Any) -> sqlite3.Connection:
        return connect(*args, factory=Stubborn, **settings)

    monkeypatch.setattr(sqlite3, "connect", stubborn)
    store = SQLiteBackend(path)
    put(store, document("1"))
    with pytest.raises(ConcurrencyConflict):
        put(store, document("2"), document("1"))
    put(store, document("3"))
    assert ids(store, Query("note")) == ["1", "3"]
    assert len(connections) == 2
    store.close()


def test_a_call_from_within_a_commit_does_not_tear_it(
    path: Path, connections: list[sqlite3.Connection]
) -> None:
    """What runs in the middle of a commit, as a signal handler may, is refused; the commit stays whole."""
    store = SQLiteBackend(path)
    refusals: list[str] = []

    def interfere() -> int:
        try:
            put(store, document("other"))
        except StorageUnavailable as refusal:
            refusals.append(refusal.reason)
        return 0

    connections[0].set_progress_handler(interfere, 10)
    put(store, document("1", tags=TAGS), document("2", tags=TAGS))
    connections[0].set_progress_handler(None, 0)
    assert set(refusals) == {"it was called from within its own call"}
    assert ids(store, Query("note", TAGS)) == ids(store, Query("note")) == ["1", "2"]
    store.close()


def test_a_handle_is_closed_for_good(path: Path) -> None:
    """A thread that comes to its turn after another one has closed the store does not open it again."""
    handle = Handle(str(path), 0)
    handle.open()
    handle.close()
    with pytest.raises(StorageUnavailable):
        handle.open()


@pytest.mark.parametrize(
    ("code", "kind", "says"),
    [
        (sqlite3.SQLITE_BUSY, StorageUnavailable, "locked"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StorageUnavailable, "locked"),
        (sqlite3.SQLITE_LOCKED, StorageUnavailable, "locked"),
        (sqlite3.SQLITE_FULL, StorageUnavailable, "no space"),
        (sqlite3.SQLITE_IOERR_WRITE, StorageUnavailable, "reading or writing"),
        (sqlite3.SQLITE_IOERR_DIR_FSYNC, OutcomeUnknown, "may or may not"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StorageUnavailable, "not written"),
        (sqlite3.SQLITE_CANTOPEN, StorageUnavailable, "can't be opened"),
        (sqlite3.SQLITE_PERM, StorageUnavailable, "can't be opened"),
        (sqlite3.SQLITE_NOTADB, StorageUnavailable, "not an SQLite file"),
        (sqlite3.SQLITE_CORRUPT_VTAB, StorageUnavailable, "damaged"),
        (sqlite3.SQLITE_NOMEM, StorageUnavailable, "memory"),
        (sqlite3.SQLITE_TOOBIG, InvalidValue, "longer"),
        (sqlite3.SQLITE_MISUSE, StorageUnavailable, "NAME"),
        (None, StorageUnavailable, "OperationalError"),
    ],
)
def test_every_error_of_sqlite_becomes_one_of_ours(
    code: int | None, kind: type[Exception], says: str
) -> None:
    """Each of SQLite's errors is told in our words with a remedy, and never quoted."""
    error = sqlite3.OperationalError("secret")
    if code is not None:
        error.sqlite_errorcode = code
        error.sqlite_errorname = "NAME"
    failure = failure_of(error, "store.db")
    assert type(failure) is kind
    assert says in failure.message
    assert failure.hint
    assert "secret" not in str(failure)


def test_a_file_that_is_damaged_as_a_whole_is_unavailable(path: Path) -> None:
    """Pages that are no longer SQLite's make the store unavailable, with a word about the backup."""
    store = SQLiteBackend(path)
    put(store, *(document(f"{n}", body="x" * 1000) for n in range(100)))
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    store = SQLiteBackend(path)
    with pytest.raises(StorageUnavailable) as refusal:
        list(store.find(Query("note")))
    assert "backup" in refusal.value.hint
    store.close()


def test_what_is_deleted_is_gone_from_the_file(path: Path) -> None:
    """The text and the tags of a deleted document are overwritten, not merely let go."""
    store = SQLiteBackend(path)
    put(store, document("1", body="secret " * 1000, tags=(("person", "hidden"),)), document("2"))
    store.close()
    assert b"secret" in path.read_bytes()
    store = SQLiteBackend(path)
    store.commit([Delete(Key("note", "1"), 1)])
    store.close()
    assert b"secret" not in path.read_bytes()
    assert b"hidden" not in path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == ["store.db"]
