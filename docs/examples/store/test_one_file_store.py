"""What every store promises, of this one."""

from pathlib import Path

from docs.examples.store.one_file_store import OneFileStore
from instructional_coaching.storage import StorageBackend
from instructional_coaching.testing import Capability, StorageConformance


class TestOneFileStore(StorageConformance):
    """It lasts, and only one process may have it open."""

    capabilities = (Capability.DURABLE,)

    def open_backend(self, place: str) -> StorageBackend:
        return OneFileStore(Path(place, "documents.json"))
