"""A school that has its term in a store."""

import pytest

from tests.cli.running import filled


@pytest.fixture(scope="session")
def term(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with the example term, to be read only."""
    return filled(tmp_path_factory.mktemp("term"))
