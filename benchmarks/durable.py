"""The durability of the library's SQLite store, given to a connection that doesn't belong to it."""

import sqlite3

from instructional_coaching.storage.sqlite_connection import journal_mode_for

SYNCHRONOUS = {"delete": "EXTRA", "wal": "FULL"}


def settle(connection: sqlite3.Connection) -> None:
    """Give a connection the journal and the durability that the library's own have."""
    mode = journal_mode_for(sqlite3.sqlite_version_info)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS[mode]}")
