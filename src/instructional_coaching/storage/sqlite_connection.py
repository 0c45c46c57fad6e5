"""Opening the file: the checks before it is touched, and the settings that make a commit last."""

import os
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage.sqlite_failure import (
    NO_SQLITE_FILE,
    REFUSALS,
    code_of,
    failure_of,
    is_busy,
)
from instructional_coaching.storage.sqlite_layout import layout_of, prepare

IN_MEMORY = ":memory:"
"""The path of a store without a file."""

JournalMode: TypeAlias = Literal["delete", "wal"]
"""How SQLite keeps a commit whole."""

_SYNCHRONOUS = {"delete": 3, "wal": 2}  # EXTRA, FULL
_RETRY_SECONDS = 0.005
_EFFECTIVE_IDS = os.access in os.supports_effective_ids


def journal_mode_for(version: tuple[int, int, int]) -> JournalMode:
    """The journal to use with this version of SQLite.

    Write-ahead logging only where its reset of the log is fixed (3.51.3, and the corrections 3.50.7 and
    3.44.6); with the others two processes could in rare cases damage the file.
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "wal" if fixed else "delete"


def open_connection(path: str, busy_seconds: float) -> sqlite3.Connection:
    """Open the store at the path, and create it if there is none.

    Args:
        path: The file, or ``:memory:``.
        busy_seconds: How long to wait for somebody else's lock.

    Raises:
        StorageUnavailable: It can't be opened, it is not ours, or a setting did not take. A file that is
            not ours is left as it is.
    """
    try:
        if path != IN_MEMORY:
            _refuse_place(path)
            _refuse_foreign(path)
        connection = _connected(path, busy_seconds)
        try:
            _settle(connection, path, busy_seconds)
        except BaseException:
            connection.close()
            raise
    except REFUSALS as error:
        raise failure_of(error, path) from error
    except OSError as error:
        raise StorageUnavailable(
            path, "the system refuses its path", "check the path and the rights to its folders"
        ) from error
    return connection


def clear_log(path: str) -> bool:
    """Bring a write-ahead log into the file and empty it; say whether nobody was in the way.

    Args:
        path: The file, which is open, or ``:memory:``.
    """
    if path == IN_MEMORY or journal_mode_for(sqlite3.sqlite_version_info) != "wal":
        return True
    try:
        # A connection of its own waits for nobody.
        with closing(_connected(path, 0)) as connection:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:  # what was committed is committed, whatever a full disk says to this
        return False
    return not busy


def _refuse_place(path: str) -> None:
    place = Path(path)
    if "\0" in path:
        raise StorageUnavailable("the store", "its path holds a NUL character", "choose another path")
    if place.exists() and not place.is_file():
        raise StorageUnavailable(path, "it is not an ordinary file", "give the path of a file")
    if not place.parent.is_dir():
        raise StorageUnavailable(path, "its folder does not exist", "create the folder or check the path")
    for what, name in ((place.parent, "folder"), (place, "file")):
        if what.exists() and not os.access(what, os.R_OK | os.W_OK, effective_ids=_EFFECTIVE_IDS):
            raise StorageUnavailable(
                path,
                f"this process has no right to read and write its {name}",
                f"give it the right to read and write the {name}",
            )


def _connected(path: str, busy_seconds: float, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=busy_seconds, isolation_level=None, check_same_thread=False, uri=uri
    )
    # A text that is no longer UTF-8 has to reach the check of its digest: the standard error quotes it.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


def _refuse_foreign(path: str) -> None:
    size = Path(path).stat().st_size if Path(path).exists() else 0
    if size == 0:
        return
    if size == 1:  # SQLite takes such a file for an empty one and would write over it.
        raise StorageUnavailable(path, *NO_SQLITE_FILE)
    # A connection that can write would, on closing, carry another application's log over into its file.
    with closing(_connected(f"{Path(path).as_uri()}?mode=ro", 0, uri=True)) as connection:
        try:
            layout_of(connection, path)
        except REFUSALS as error:
            if code_of(error) == sqlite3.SQLITE_NOTADB:
                raise
            # After a crash, or behind a lock, this gets nowhere; the connection that can write asks again.


def _settle(connection: sqlite3.Connection, path: str, busy_seconds: float) -> None:
    mode = journal_mode_for(sqlite3.sqlite_version_info)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[mode]}")
    prepare(connection, path)
    _set_journal_mode(connection, mode, time.monotonic() + busy_seconds)
    wanted = {
        "journal_mode": "memory" if path == IN_MEMORY else mode,
        "synchronous": _SYNCHRONOUS[mode],
        "secure_delete": 1,
    }
    for name, value in wanted.items():
        answer = connection.execute(f"PRAGMA {name}").fetchone()
        if answer is None or answer[0] != value:
            raise StorageUnavailable(
                path,
                f"the setting {name} did not take",
                "use a file system with locks, or another build of SQLite",
            )


def _set_journal_mode(connection: sqlite3.Connection, mode: JournalMode, deadline: float) -> None:
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode = {mode}")
            return
        except sqlite3.OperationalError as error:
            # SQLite does not wait for a writer here: it holds the lock for reading already.
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
