"""Looking after a store: what is wrong with it, a copy while it is in use, what is whole if it is damaged."""

from pathlib import Path

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage.extra import Examination, SupportsBackup, SupportsExamination
from instructional_coaching.storage.port import StorageBackend
from instructional_coaching.storage.sqlite_salvage import Salvaged, salvage


def examine(backend: StorageBackend) -> Examination:
    """Say what is wrong with a store.

    Raises:
        StorageUnavailable: it is of a kind that is examined by its own tools.
    """
    if not isinstance(backend, SupportsExamination):
        raise StorageUnavailable("the store", "it has no examination", "use the tools of its own kind")
    return backend.examine()


def back_up(backend: StorageBackend, target: Path) -> None:
    """Copy a store as of one moment into a new file, while it is in use.

    Raises:
        StorageUnavailable: it is of a kind that is copied by its own tools, or the file is there already.
    """
    if not isinstance(backend, SupportsBackup):
        raise StorageUnavailable("the store", "it makes no copies", "use the tools of its own kind")
    backend.back_up(target)


def salvage_store(path: Path, target: Path) -> Salvaged:
    """Copy all that is whole in a damaged SQLite store into a new one. The damaged file is only read.

    Args:
        path: The damaged file.
        target: The new file, which must not be there.

    Raises:
        StorageUnavailable: the damaged file can't be read, or the new one is there already.
    """
    return salvage(path, target)
