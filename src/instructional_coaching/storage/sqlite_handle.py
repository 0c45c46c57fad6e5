"""One process's connection to the file, one transaction at a time.

Nothing of SQLite's may pass a fork: its locks belong to the process that took them, and a child that
inherits a connection believes that it holds them. So each process has a handle of its own, and a
handle closes the file before a fork; parent and child open it again when they need it.
"""

import os
import sqlite3
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, Literal, final
from weakref import WeakValueDictionary

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage.sqlite_connection import IN_MEMORY, clear_log, open_connection
from instructional_coaching.storage.sqlite_failure import REFUSALS, failure_of


@final
class Handle:
    """A connection, opened when it is first needed, and the lock around it."""

    def __init__(self, path: str, busy_seconds: float) -> None:
        self.process = os.getpid()
        self._lock = RLock()
        self._path = path
        self._busy_seconds = busy_seconds
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        # A process that was killed may have left a log behind.
        self._log_to_clear = True
        _handles[id(self)] = self

    @contextmanager
    def transaction(
        self, begin: Literal["BEGIN", "BEGIN IMMEDIATE"]
    ) -> Generator[sqlite3.Connection, None, None]:
        """A transaction: committed at the end of the block, rolled back if the block raises.

        Raises:
            StorageUnavailable: The store is closed or can't be reached.
            OutcomeUnknown: The disk failed after the point of no return.
        """
        with self._lock:
            connection = self._usable()
            try:
                connection.execute(begin)
                yield connection
                connection.execute("COMMIT")
            except REFUSALS as error:
                raise failure_of(error, self._path) from error
            finally:
                if connection.in_transaction:
                    self._roll_back(connection)

    def rows(self, statement: str, values: Sequence[str | int]) -> list[Any]:
        """All that one statement finds, which is of one moment by itself.

        Raises:
            StorageUnavailable: The store is closed or can't be reached.
        """
        with self._lock:
            try:
                return self._usable().execute(statement, values).fetchall()
            except REFUSALS as error:
                raise failure_of(error, self._path) from error

    def open(self) -> None:
        """Open the connection, if it is not open yet.

        Raises:
            StorageUnavailable: The file can't be opened, or it is not ours.
        """
        with self._lock:
            self._usable()

    def close(self) -> None:
        """Close the connection, for good."""
        with self._lock:
            self._closed = True
            self._drop()

    def clear_log(self, *, wanted: bool) -> None:
        """Leave nothing that was deleted in a write-ahead log.

        It is done at once, or with a later commit if somebody still reads what was there before.

        Args:
            wanted: Whether something was deleted.
        """
        with self._lock:
            self._log_to_clear = self._log_to_clear or wanted
            if self._log_to_clear:
                self._log_to_clear = not clear_log(self._path)

    def pause(self) -> None:
        """Close the file, after the transaction under way, and keep every thread out until ``resume``."""
        self._lock.acquire()
        connection = self._connection
        if connection is not None and not connection.in_transaction and self._path != IN_MEMORY:
            self._drop()

    def resume(self) -> None:
        """Let the threads in again."""
        self._lock.release()

    def _usable(self) -> sqlite3.Connection:
        if self._closed:
            raise StorageUnavailable(self._path, "the store is closed", "open it again")
        if self._connection is None:
            self._connection = open_connection(self._path, self._busy_seconds)
        if self._connection.in_transaction:
            raise StorageUnavailable(
                self._path,
                "it was called from within its own call",
                "don't use the store in a signal handler",
            )
        return self._connection

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("ROLLBACK")
        except REFUSALS:
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


_handles: WeakValueDictionary[int, Handle] = WeakValueDictionary()
_paused: list[Handle] = []


def _pause_all() -> None:
    for reference in _handles.valuerefs():
        handle = reference()
        if handle is not None and handle.process == os.getpid():
            handle.pause()
            _paused.append(handle)


def _resume_all() -> None:
    while _paused:
        _paused.pop().resume()


if sys.platform != "win32":
    os.register_at_fork(before=_pause_all, after_in_parent=_resume_all, after_in_child=_paused.clear)
