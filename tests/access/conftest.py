"""What the tests of leaks and of outsiders share: a school in which everything private carries a mark."""

from collections.abc import Iterator

import pytest

from instructional_coaching.domain.transition import Record
from instructional_coaching.workspace.workspace import Workspace
from tests.access.canary import records_in
from tests.workspace.specimen import stocked


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school whose every private text and number carries the mark."""
    with stocked() as workspace:
        yield workspace


@pytest.fixture(scope="module")
def records(shop: Workspace) -> list[Record]:
    """Every record that is stored, private notes among them."""
    return records_in(shop)
