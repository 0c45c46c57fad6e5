"""The tables of the SQLite store, and whether a file is one of ours.

The digest of a document says whether it is what was written, since an integrity check of the file does
not see a text that was changed. The rows of ``tag`` repeat the document's kind, date and id, so that a
search by tag is one walk along an index.
"""

import sqlite3

from instructional_coaching.errors import StorageUnavailable

APPLICATION = 0x49436F61
"""The ``application_id`` of the file: it is one of this library's stores."""

LAYOUT = 1
"""The ``user_version`` of the file: which tables it has."""

_TABLES = (
    """CREATE TABLE document (
        kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, schema INTEGER NOT NULL,
        at TEXT NOT NULL, body TEXT NOT NULL, digest BLOB NOT NULL, UNIQUE (kind, id))""",
    "CREATE INDEX document_in_order ON document (kind, at, id)",
    """CREATE TABLE tag (
        kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL, id TEXT NOT NULL)""",
    "CREATE INDEX tag_in_order ON tag (kind, name, value, at, id)",
    "CREATE INDEX tag_of_document ON tag (kind, id)",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {LAYOUT}",
)


def is_ours(connection: sqlite3.Connection, store: str) -> bool:
    """Whether the file has our tables; False if it is still empty.

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
    if application == APPLICATION and layout == LAYOUT:
        return True
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
    return False


def prepare(connection: sqlite3.Connection, store: str) -> None:
    """Create the tables in an empty file, as one transaction; the caller rolls back if it fails.

    Raises:
        StorageUnavailable: The file is not ours.
        sqlite3.Error: SQLite refused.
    """
    # Writing is asked for even if nothing will be written: a file that can't be written is refused now,
    # and of two processes that find the file empty the second one finds the tables.
    connection.execute("BEGIN IMMEDIATE")
    if not is_ours(connection, store):
        for statement in _TABLES:
            connection.execute(statement)
    connection.execute("COMMIT")
