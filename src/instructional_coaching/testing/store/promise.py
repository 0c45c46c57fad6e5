"""What every theme of promises is built on: the store under test, as its author describes it."""

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest

from instructional_coaching.storage import StorageBackend
from instructional_coaching.testing.store.capability import Capability, why_skipped


class Promises:
    """A store under test. What its author gives and may change is described in ``StorageConformance``."""

    capabilities: ClassVar[Collection[Capability]] = frozenset(Capability)
    effort: ClassVar[int] = 1
    patience: ClassVar[float] = 120

    def open_backend(self, place: str) -> StorageBackend:
        """Open the store at a place: a new one, or the one that was opened there before."""
        raise NotImplementedError(f"{type(self).__name__} needs a method open_backend(self, place)")

    @pytest.fixture
    def place(self, tmp_path: Path) -> str:
        """A place where there is no store yet: by default the path of an empty folder."""
        return str(tmp_path)

    @pytest.fixture
    def backend(self, place: str) -> Iterator[StorageBackend]:
        """A new store, closed at the end."""
        with closing(self.open_backend(place)) as backend:
            yield backend

    @pytest.fixture(autouse=True)
    def only_what_is_declared(self, request: pytest.FixtureRequest) -> None:
        """Skip a promise that this store doesn't make, and say which capability it would need."""
        if reason := why_skipped(type(self).__name__, request.function, self.capabilities):
            pytest.skip(reason)
