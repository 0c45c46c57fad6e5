"""The stores on which the promises of a workspace are tested."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace import visits
from tests.workspace.school import found_school, holding, memory


@pytest.fixture(params=["memory", "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is kept, of either kind."""
    return "memory://" if request.param == "memory" else f"sqlite:///{tmp_path}/school.db"


@pytest.fixture
def workspace(url: str) -> Iterator[Workspace]:
    """A school in either store: Amara coaches Ben, with Dina at her side."""
    with holding(url, lambda _: None) as opened:
        yield opened


@pytest.fixture
def quick() -> Iterator[Workspace]:
    """The school in memory, for what doesn't depend on the store."""
    with memory() as opened:
        yield found_school(opened)


@pytest.fixture(params=["memory", "sqlite"])
def oakfield(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """A school with the plugin of the visits, in either store, and nothing in it."""
    store = MemoryBackend() if request.param == "memory" else SQLiteBackend(tmp_path / "school.db")
    with visits.on(store) as opened:
        yield opened


@pytest.fixture
def visiting() -> Iterator[Workspace]:
    """The same in memory, for what doesn't depend on the store."""
    with visits.visited() as opened:
        yield opened
