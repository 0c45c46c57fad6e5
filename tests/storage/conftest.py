"""The stores that the promises are tested on."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from instructional_coaching.storage import sqlite_connection, sqlite_handle
from tests.storage.samples import QUICK


def journal(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use this journal, whatever the version of SQLite."""

    def chosen(_: tuple[int, int, int]) -> str:
        return mode

    monkeypatch.setattr(sqlite_connection, "journal_mode_for", chosen)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of the test's own, where it is quick."""
    with TemporaryDirectory(dir=QUICK) as name:
        yield Path(name)


@pytest.fixture(params=["delete", "wal"])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an SQLite store can be made, with either journal."""
    journal(request.param, monkeypatch)
    return tmp_path / "store.db"


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """The connections that stores open from now on, in order."""
    opened: list[sqlite3.Connection] = []

    def open_and_note(path: str, busy_seconds: float) -> sqlite3.Connection:
        opened.append(sqlite_connection.open_connection(path, busy_seconds))
        return opened[-1]

    monkeypatch.setattr(sqlite_handle, "open_connection", open_and_note)
    return opened
