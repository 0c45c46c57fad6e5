"""A store in one SQLite file: for one machine, with any number of threads and processes on it."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import final

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage.bulk import in_parts
from instructional_coaching.storage.extra import Examination
from instructional_coaching.storage.port import (
    Delete,
    Document,
    Key,
    Put,
    Query,
    StorageBackend,
    Write,
    one_write_per_key,
)
from instructional_coaching.storage.sqlite_care import copy_of, examination_of
from instructional_coaching.storage.sqlite_connection import IN_MEMORY
from instructional_coaching.storage.sqlite_handle import Handle
from instructional_coaching.storage.sqlite_row import document_of, is_wanted, page_of, rows_under
from instructional_coaching.storage.sqlite_write import write_all

PAGE = 500
"""How many documents are read at a time; of values in one statement SQLite may not take more than 999."""


@final
class SQLiteBackend(StorageBackend):
    """Documents in one file, which is created if it is not there. The folder must exist.

    A commit has reached the disk when it returns. A search reads some hundred documents at a time and
    holds no lock while they are looked at. After a fork the child opens the file for itself.

    Args:
        path: The file, on a local disk; ``:memory:`` keeps the documents in this process alone.
        busy_seconds: How long to wait while another process writes, from 0.

    Raises:
        StorageUnavailable: It can't be opened, or it is not a store of this library; a file that is not
            is left as it is.
    """

    def __init__(self, path: str | os.PathLike[str], busy_seconds: float = 30) -> None:
        given = os.fspath(path)
        self._path = given if given == IN_MEMORY else str(Path(given).absolute())
        self._busy_seconds = busy_seconds
        self._closed = False
        handle = Handle(self._path, busy_seconds)
        handle.open()
        self._handles = {handle.process: handle}

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        """The documents under the keys, in their order, as of one moment; None where there is none.

        Raises:
            DamagedDocument: One of them is not what was written.
            StorageUnavailable: The store is closed or can't be reached.
        """
        wanted: dict[str, dict[str, None]] = {}
        for key in keys:
            wanted.setdefault(key.kind, {})[key.id] = None
        asked = [rows_under(kind, some) for kind, ids in wanted.items() for some in _pages(list(ids))]
        handle = self._handle()
        if len(asked) == 1:
            rows = handle.rows(*asked[0])
        else:
            with handle.transaction("BEGIN") as run:
                rows = [row for one in asked for row in run.execute(*one).fetchall()]
        found = {(row[0], row[1]): document_of(row) for row in rows}
        return [found.get((key.kind, key.id)) for key in keys]

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for, a page at a time.

        A document whose date is moved forward while the search is under way may be met twice.

        Raises:
            DamagedDocument: The next document is not what was written.
            StorageUnavailable: The store is closed or can't be reached.
        """
        after, left = query.start, query.limit
        while left is None or left > 0:
            size = PAGE if left is None else min(PAGE, left)
            rows = self._handle().rows(*page_of(query, after, size))
            for row in rows:
                document = document_of(row[1:])
                if is_wanted(document, row[0], query):
                    yield document
            if len(rows) < size:
                return
            after = (rows[-1][0], rows[-1][2])
            left = None if left is None else left - size

    def commit(self, writes: Sequence[Write]) -> None:
        """Make all of the writes, or none.

        Raises:
            ConcurrencyConflict: A stored revision is not the expected one.
            InvalidValue: Two writes are for one key, or a body is longer than SQLite's limit.
            OutcomeUnknown: The disk failed after the point of no return.
            StorageUnavailable: The store is closed, locked for too long, full or can't be reached.
        """
        taken = one_write_per_key(writes)
        handle = self._handle()
        with handle.transaction("BEGIN IMMEDIATE") as run:
            write_all(run, taken)
        handle.clear_log(wanted=any(isinstance(one, Delete) for one in taken))

    def put_all(self, puts: Iterable[Put]) -> int:
        """Make puts one after the other in one transaction, a part of them in memory at a time.

        Meanwhile nobody else writes, and the other threads of this process wait. What the puts come from must
        not be this store.

        Raises:
            ConcurrencyConflict: A stored revision is not the expected one.
            InvalidValue: A body is longer than SQLite's limit.
            OutcomeUnknown: The disk failed after the point of no return.
            StorageUnavailable: The store is closed, locked for too long, full or can't be reached, or the
                puts come from it.
        """
        made = 0
        with self._handle().transaction("BEGIN IMMEDIATE") as run:
            for part in in_parts(puts, PAGE):
                write_all(run, part)
                made += len(part)
        return made

    def examine(self) -> Examination:
        """Say what is wrong with the file, while others go on reading.

        Raises:
            StorageUnavailable: The store is closed or can't be reached.
        """
        found: Examination | None = None
        try:
            with self._handle().transaction("BEGIN") as run:
                found = examination_of(run)
        except StorageUnavailable:  # a file may be too damaged for a transaction on it to end well
            if found is None or found.is_sound:
                raise
        return found

    def back_up(self, target: Path) -> None:
        """Copy all of it, as of one moment, into a new file; who writes meanwhile waits.

        Raises:
            StorageUnavailable: The store is closed or can't be reached, or the new file is there already.
        """
        with self._handle().transaction("BEGIN") as run:
            copy_of(run, target)

    def close(self) -> None:
        """Close the file. Closing twice is allowed."""
        self._closed = True
        if handle := self._handles.get(os.getpid()):
            handle.close()

    def _handle(self) -> Handle:
        process = os.getpid()
        handle = self._handles.get(process)
        if self._closed:
            raise StorageUnavailable(self._path, "the store is closed", "open it again")
        if handle is None:
            if self._path == IN_MEMORY:
                raise StorageUnavailable(
                    self._path, "it belongs to the process that forked this one", "keep it in a file"
                )
            # An inherited handle stays in the dict: to let it go would close the parent's connection.
            handle = self._handles.setdefault(process, Handle(self._path, self._busy_seconds))
        return handle


def _pages(ids: list[str]) -> Iterator[list[str]]:
    yield from (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
