"""Examining an SQLite store, and copying it while it is in use."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from instructional_coaching.errors import DamagedDocument, StorageUnavailable
from instructional_coaching.storage.extra import Examination
from instructional_coaching.storage.sqlite_failure import failure_of
from instructional_coaching.storage.sqlite_layout import LAYOUT
from instructional_coaching.storage.sqlite_row import Row, TagRow, document_of

PAGE = 500
MOST_TOLD = 20
"""How many problems of its structure are told."""
_SETTINGS = ("journal_mode", "synchronous", "secure_delete", "page_size", "user_version")
_COLUMNS = "rowid, kind, id, revision, schema, at, body, digest"


def examination_of(connection: sqlite3.Connection) -> Examination:
    """Return what is wrong with the store of a connection that is in a transaction.

    SQLite's own check sees the structure; whether a text is what was written only its digest tells.
    """
    settings = [("sqlite", sqlite3.sqlite_version), ("layout", str(LAYOUT))]
    problems: list[str] = []
    damaged: list[str] = []
    documents = 0
    try:
        settings += [(name, str(connection.execute(f"PRAGMA {name}").fetchone()[0])) for name in _SETTINGS]
        found = connection.execute(f"PRAGMA integrity_check({MOST_TOLD})").fetchall()
        problems += [f"SQLite says: {said}" for (said,) in found if said != "ok"]
        for row, tags in _rows(connection):
            documents += 1
            try:
                document_of(row, tags)
            except DamagedDocument as raised:
                damaged.append(raised.key)
        problems += _strays(connection)
    except sqlite3.DatabaseError as error:
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


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[Row, list[TagRow]]]:
    last = -1
    while True:
        page = connection.execute(
            f"SELECT {_COLUMNS} FROM document WHERE rowid > ? ORDER BY rowid LIMIT {PAGE}", (last,)
        ).fetchall()
        for rowid, *row in page:
            last = rowid
            tags = connection.execute(
                "SELECT name, value, at FROM tag WHERE kind = ? AND id = ?", (row[0], row[1])
            ).fetchall()
            yield (row[0], row[1], row[2], row[3], row[4], row[5], row[6]), tags
        if len(page) < PAGE:
            return


def _strays(connection: sqlite3.Connection) -> list[str]:
    (count,) = connection.execute(
        "SELECT count(*) FROM tag AS t WHERE NOT EXISTS"
        " (SELECT 1 FROM document AS d WHERE d.kind = t.kind AND d.id = t.id)"
    ).fetchone()
    return [f"{count} tags belong to no document"] if count else []
