"""The stores that come with the library keep what every store promises."""

from pathlib import Path
from typing import ClassVar

import pytest

from instructional_coaching.storage import StorageBackend, sqlite_connection
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.testing import StorageConformance
from tests.storage.worker import use_journal


class TestMemory(StorageConformance):
    """The store in memory."""

    capabilities = ()

    def open_backend(self, place: str) -> StorageBackend:
        return MemoryBackend()


class TestSQLiteWithoutAFile(StorageConformance):
    """SQLite's tables in memory."""

    capabilities = ()

    def open_backend(self, place: str) -> StorageBackend:
        return SQLiteBackend(":memory:")


class TestSQLite(StorageConformance):
    """SQLite with a rollback journal, whatever its version."""

    mode: ClassVar[str] = "delete"

    @pytest.fixture(autouse=True)
    def journal_is_put_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite_connection, "journal_mode_for", sqlite_connection.journal_mode_for)

    def open_backend(self, place: str) -> StorageBackend:
        use_journal(self.mode)
        return SQLiteBackend(Path(place, "store.db"))


class TestSQLiteWithALog(TestSQLite):
    """SQLite with a write-ahead log, whatever its version."""

    mode = "wal"
