"""The tables of the SQLite store, and whether a file is one of ours.

A document is one row, its tags included. Its digest says whether it is what was written, since an integrity
check of the file does not see a text that was changed. ``tagged`` repeats the tags in the order of a search,
so that one is a walk along it; it has no other rows behind it, which would have to be written too.
"""

import sqlite3

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage.sqlite_relayout import FIRST, take_tags_into_rows

APPLICATION = 0x49436F61
"""The ``application_id`` of the file: it is one of this library's stores."""

LAYOUT = 2
"""The ``user_version`` of the file: which tables it has."""

_DOCUMENT = (
    """CREATE TABLE document (
        kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, schema INTEGER NOT NULL,
        at TEXT NOT NULL, body TEXT NOT NULL, digest BLOB NOT NULL, tags TEXT NOT NULL DEFAULT '[]',
        UNIQUE (kind, id))""",
    "CREATE INDEX document_in_order ON document (kind, at, id)",
)
_TAGGED = """CREATE TABLE tagged (
    kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (kind, name, value, at, id)) WITHOUT ROWID"""
_MARKS = (f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {LAYOUT}")


def layout_of(connection: sqlite3.Connection, store: str) -> int:
    """The layout of the tables in the file; 0 if it is still empty.

    Raises:
        StorageUnavailable: It belongs to another application, or to a later version of this library.
    """
    application, layout, tables = (
        connection.execute(question).fetchone()[0]
        for question in (
            "PRAGMA application_id",
            "PRAGMA user_version",
            "SELECT count(*) FROM sqlite_master",
        )
    )
    if application == APPLICATION and FIRST <= layout <= LAYOUT:
        return int(layout)
    if application == APPLICATION and layout > LAYOUT:
        raise StorageUnavailable(
            store,
            f"a later version of this library wrote it (layout {layout}; this one knows up to {LAYOUT})",
            "install that version, or a later one; the file was left as it is",
        )
    if tables:
        raise StorageUnavailable(
            store,
            "it is the SQLite database of another application",
            "choose another path; the file was left as it is",
        )
    return 0


def prepare(connection: sqlite3.Connection, store: str) -> None:
    """Create the tables in an empty file, or bring an earlier layout to the present one, as one transaction.

    The caller rolls back if it fails.

    Raises:
        StorageUnavailable: The file is not ours.
        sqlite3.Error: SQLite refused.
    """
    # Writing is asked for even if nothing will be written: a file that can't be written is refused now,
    # and of two processes that find the file empty the second one finds the tables.
    connection.execute("BEGIN IMMEDIATE")
    layout = layout_of(connection, store)
    if layout == 0:
        for statement in (*_DOCUMENT, _TAGGED, *_MARKS):
            connection.execute(statement)
    elif layout == FIRST:
        connection.execute(_TAGGED)
        take_tags_into_rows(connection)
        connection.execute(f"PRAGMA user_version = {LAYOUT}")
    connection.execute("COMMIT")
