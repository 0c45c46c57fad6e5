"""The stores that faults befall, each by one line of text, so that other processes open the same."""

import importlib
from pathlib import Path
from typing import Any

from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.storage import StorageBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.workspace.workspace import Workspace
from tests.storage.worker import use_journal
from tests.workspace.school import clock, taught

JOURNALS = ("delete", "wal")


def in_file(journal: str, path: Path) -> str:
    """Return the place of an SQLite store with a journal of this kind."""
    return f"{journal}:{path}"


def file_of(place: str) -> Path | None:
    """Return the file of an SQLite store; None for another one."""
    kind, _, path = place.partition(":")
    return Path(path) if kind in JOURNALS else None


def store_at(place: str) -> StorageBackend:
    """Open the store at a place."""
    file = file_of(place)
    if file is not None:
        use_journal(place.partition(":")[0])
        return SQLiteBackend(file)
    plugin: Any = importlib.import_module("instructional_coaching_sqlalchemy")
    opened: StorageBackend = plugin.SQLAlchemyBackend.at(place.replace("postgresql:", "postgresql+psycopg:"))
    return opened


def workspace_on(backend: StorageBackend) -> Workspace:
    """Return a workspace of the school of the tests on a store."""
    return Workspace(backend, clock=clock, brought=taught, hooks=HookManager(discover=False))


class Anywhere(Promises):
    """The store at a place, for the processes that tests of stores set off together."""

    def open_backend(self, place: str) -> StorageBackend:
        return store_at(place)
