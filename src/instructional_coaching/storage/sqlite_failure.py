"""What SQLite's errors mean to whoever uses the store. None of them reaches a caller as it is."""

import sqlite3

from instructional_coaching.errors import InvalidValue, OutcomeUnknown, StorageError, StorageUnavailable

NO_SQLITE_FILE = ("it is not an SQLite file", "choose another path; the file was left as it is")
"""Reason and remedy for a file that SQLite did not write."""

REFUSALS = (sqlite3.Error, UnicodeDecodeError)
"""What a statement may raise: of a damaged file SQLite speaks in its bytes, which may be no text."""

_PRIMARY = 0xFF

_REASONS = {
    sqlite3.SQLITE_BUSY: (
        "it stayed locked for the whole time allowed",
        "try again; if it lasts, end the process that holds the file",
    ),
    sqlite3.SQLITE_FULL: ("there is no space left for it", "free some space and repeat; nothing was saved"),
    sqlite3.SQLITE_IOERR: (
        "reading or writing it failed",
        "check the disk and the rights to the folder, then repeat; nothing was saved",
    ),
    sqlite3.SQLITE_READONLY: (
        "it can be read but not written",
        "give this process the right to write the file and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the file or its journal can't be opened",
        "give this process the right to write the file and its folder",
    ),
    sqlite3.SQLITE_NOTADB: NO_SQLITE_FILE,
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged",
        "restore it from a backup, or get out what is whole with `coaching salvage`",
    ),
    sqlite3.SQLITE_NOMEM: ("there is not enough memory", "free some memory and repeat; nothing was saved"),
}
_REASONS[sqlite3.SQLITE_LOCKED] = _REASONS[sqlite3.SQLITE_BUSY]
_REASONS[sqlite3.SQLITE_PERM] = _REASONS[sqlite3.SQLITE_CANTOPEN]


def code_of(error: Exception) -> int:
    """SQLite's extended result code; 0 for an error that does not come from SQLite itself."""
    code: object = getattr(error, "sqlite_errorcode", 0)
    return code if isinstance(code, int) else 0


def is_busy(error: Exception) -> bool:
    """Whether somebody else holds a lock on the file."""
    return code_of(error) & _PRIMARY in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def failure_of(error: Exception, store: str) -> StorageError | InvalidValue:
    """The library's error for one of SQLite's. It has nothing of the statement's values in it."""
    code = sqlite3.SQLITE_CORRUPT if isinstance(error, UnicodeDecodeError) else code_of(error)
    # The folder is synchronised after the journal is gone: by then the transaction has happened.
    if code == sqlite3.SQLITE_IOERR_DIR_FSYNC:
        return OutcomeUnknown(store)
    if code & _PRIMARY == sqlite3.SQLITE_TOOBIG:
        return InvalidValue("body", "it is longer than the store can hold", "shorten it")
    if known := _REASONS.get(code & _PRIMARY):
        return StorageUnavailable(store, *known)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StorageUnavailable(store, f"SQLite answered {name}", "look the name up among its result codes")
