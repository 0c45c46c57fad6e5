"""What every store promises, kept by SQLAlchemy's on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from instructional_coaching.storage import StorageBackend
from instructional_coaching.testing import StorageConformance
from instructional_coaching_sqlalchemy import SQLAlchemyBackend


class TestOnSQLite(StorageConformance):
    """A file of SQLite's."""

    def open_backend(self, place: str) -> StorageBackend:
        return SQLAlchemyBackend.at(f"sqlite:///{Path(place) / 'school.db'}")


class TestOnPostgreSQL(StorageConformance):
    """A schema of a server's."""

    @pytest.fixture
    def place(self, server: str) -> Iterator[str]:
        name = f"s{uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
            yield f"{server}&options=-csearch_path%3D{name}"
            connection.execute(f"DROP SCHEMA {name} CASCADE")

    def open_backend(self, place: str) -> StorageBackend:
        return SQLAlchemyBackend.at(place.replace("postgresql://", "postgresql+psycopg://"))
