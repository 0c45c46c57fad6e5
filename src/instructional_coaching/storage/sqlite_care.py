"""Examining an SQLite store, and copying it while it is in use."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

from instructional_coaching.errors import DamagedDocument, StorageUnavailable
from instructional_coaching.storage.extra import Examination
from instructional_coaching.storage.port import Document
from instructional_coaching.storage.sqlite_failure import REFUSALS, failure_of
from instructional_coaching.storage.sqlite_layout import LAYOUT
from instructional_coaching.storage.sqlite_row import COLUMNS, Row, document_of, tagged_rows

PAGE = 500
MOST_TOLD = 20
"""How many problems of its structure are told."""
_SETTINGS = ("journal_mode", "synchronous", "secure_delete", "page_size", "user_version")
_COLUMNS = ", ".join(COLUMNS)
_FOUND_BY = "SELECT 1 FROM tagged WHERE kind = ? AND name = ? AND value = ? AND at = ? AND id = ?"


def examination_of(connection: sqlite3.Connection) -> Examination:
    """Return what is wrong with the store of a connection that is in a transaction.

    SQLite's own check sees the structure; whether a text is what was written only its digest tells.
    """
    settings = [("sqlite", sqlite3.sqlite_version), ("layout", str(LAYOUT))]
    problems: list[str] = []
    damaged: list[str] = []
    documents = tags = found = 0
    try:
        settings += [(name, str(connection.execute(f"PRAGMA {name}").fetchone()[0])) for name in _SETTINGS]
        said_by_sqlite = connection.execute(f"PRAGMA integrity_check({MOST_TOLD})").fetchall()
        problems += [f"SQLite says: {said}" for (said,) in said_by_sqlite if said != "ok"]
        for row in _rows(connection):
            documents += 1
            try:
                document = document_of(row)
            except DamagedDocument as raised:
                damaged.append(raised.key)
            else:
                tags += len(document.tags)
                found += _in_order(connection, document)
        (rows,) = connection.execute("SELECT count(*) FROM tagged").fetchone()
        if found < tags:
            problems.append(f"documents can't be found by {tags - found} of their tags")
        if found < rows and not damaged:
            problems.append(f"{rows - found} tags belong to no document")
    except REFUSALS as error:
        problems.append(f"it can't be read to its end: {failure_of(error, 'the file').message}")
    return Examination(documents, tuple(damaged), tuple(problems), tuple(settings))


def copy_of(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the store of a connection, as of one moment, into a new file.

    Raises:
        StorageUnavailable: The file is there already, or can't be written.
    """
    if target.exists():
        raise StorageUnavailable(str(target), "it is there already", "give the path of a new file")
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.rename(target)
    except sqlite3.Error as error:
        raise failure_of(error, str(target)) from error
    except OSError as error:
        raise StorageUnavailable(
            str(target), "it can't be written", "check the path, the rights and the space left"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _rows(connection: sqlite3.Connection) -> Iterator[Row]:
    last = -1
    while True:
        page = connection.execute(
            f"SELECT rowid, {_COLUMNS} FROM document WHERE rowid > ? ORDER BY rowid LIMIT {PAGE}", (last,)
        ).fetchall()
        for rowid, *row in page:
            last = rowid
            yield cast("Row", tuple(row))
        if len(page) < PAGE:
            return


def _in_order(connection: sqlite3.Connection, document: Document) -> int:
    """Return how many of the tags of a document it can be found by."""
    key, found = document.key, 0
    for row in tagged_rows(key.kind, key.id, document.at, document.tags):
        found += len(connection.execute(_FOUND_BY, row).fetchall())
    return found
