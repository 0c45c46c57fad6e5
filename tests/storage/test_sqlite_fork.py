"""A store that is carried over a fork: neither process uses what the other one has open."""

import os
import signal
import sqlite3
import warnings
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import Key, Put, Query
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.storage.samples import TAGS, document, ids, put

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def in_a_child(work: Callable[[], bool]) -> bool:
    """Whether the work, done in a forked child, ended well."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python warns of a fork beside threads
        child = os.fork()
    if not child:
        signal.alarm(20)
        status = 1
        try:
            status = 0 if work() else 2
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False


def test_parent_and_child_go_on_with_one_store(path: Path) -> None:
    """After a fork both read and commit, see each other's documents, and either may close."""
    store = SQLiteBackend(path)
    put(store, document("1", tags=TAGS))

    def child() -> bool:
        put(store, document("2", tags=TAGS))
        seen = ids(store, Query("note", TAGS))
        store.close()
        return seen == ["1", "2"]

    assert in_a_child(child)
    assert ids(store, Query("note", TAGS)) == ["1", "2"]
    put(store, document("3"))
    assert in_a_child(lambda: in_a_child(lambda: ids(store, Query("note")) == ["1", "2", "3"]))
    store.close()


def test_a_search_goes_on_on_both_sides_of_a_fork(path: Path) -> None:
    """A search that is half read is read to its end by parent and child, each for itself."""
    store = SQLiteBackend(path)
    names = [f"{n:04}" for n in range(1203)]
    put(store, *(document(name) for name in names))
    search = store.find(Query("note"))
    assert next(search).key.id == "0000"
    assert in_a_child(lambda: [found.key.id for found in search] == names[1:])
    assert [found.key.id for found in search] == names[1:]
    store.close()


def test_no_connection_passes_a_fork(path: Path, connections: list[sqlite3.Connection]) -> None:
    """However busy other threads are, what the child inherits is closed and no commit is torn by it."""
    store = SQLiteBackend(path)
    stop, started = Event(), Event()
    counted = [0, 0]

    def count(thread: int) -> None:
        while not stop.is_set():
            put(store, document(f"{thread}-{counted[thread]}", tags=TAGS))
            counted[thread] += 1
            started.set()

    threads = [Thread(target=count, args=(thread,)) for thread in (0, 1)]
    for thread in threads:
        thread.start()
    started.wait()
    inherited = all(in_a_child(lambda: all(closed(one) for one in connections)) for _ in range(20))
    stop.set()
    for thread in threads:
        thread.join()
    assert inherited
    assert len(ids(store, Query("note", TAGS))) == sum(counted)
    store.close()


def test_a_relative_path_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is the one that was opened, wherever the process has gone since."""
    monkeypatch.chdir(path.parent)
    store = SQLiteBackend(path.name)
    put(store, document("1"))
    (path.parent / "elsewhere").mkdir()
    monkeypatch.chdir(path.parent / "elsewhere")
    assert in_a_child(lambda: ids(store, Query("note")) == ["1"])
    assert ids(store, Query("note")) == ["1"]
    store.close()


def test_an_unannounced_fork_is_noticed(
    path: Path, connections: list[sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was forked behind Python's back opens the file anew and leaves the old one alone."""
    store = SQLiteBackend(path)
    put(store, document("1"))
    (old,) = connections
    before = old.total_changes
    with monkeypatch.context() as child:
        child.setattr(os, "getpid", lambda: -1)
        put(store, document("2"))
        assert ids(store, Query("note")) == ["1", "2"]
        assert len(connections) == 2
        store.close()
        assert closed(connections[1])
    assert (closed(old), old.total_changes) == (False, before)
    store.close()
    assert closed(old)


def test_a_closed_store_stays_closed_in_a_child(path: Path) -> None:
    """A fork does not open what was closed."""
    store = SQLiteBackend(path)
    store.close()

    def child() -> bool:
        try:
            store.commit([Put(document("1"), 0)])
        except StorageUnavailable:
            return True
        return False

    assert in_a_child(child)


def test_a_store_in_memory_does_not_pass_a_fork() -> None:
    """The child is told, rather than given an empty store; the parent keeps what it has."""
    store = SQLiteBackend(":memory:")
    put(store, document("1"))

    def child() -> bool:
        try:
            store.get([Key("note", "1")])
        except StorageUnavailable:
            return True
        return False

    assert in_a_child(child)
    assert ids(store, Query("note")) == ["1"]
    store.close()
