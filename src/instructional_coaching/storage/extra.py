"""What a store may do beside the port. A store that doesn't is cared for by its own tools."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, runtime_checkable

import attrs

from instructional_coaching.storage.bulk import folded
from instructional_coaching.storage.port import Put, StorageBackend


@attrs.frozen
class Examination:
    """What is wrong with a store.

    Attributes:
        documents: How many documents there are.
        damaged: Keys of documents that are not what was written.
        problems: What else is wrong, each in a sentence.
        settings: What it runs on, by name.
    """

    documents: int
    damaged: tuple[str, ...]
    problems: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.damaged or self.problems)


@runtime_checkable
class SupportsExamination(Protocol):
    """A store that can be examined while in use."""

    def examine(self) -> Examination:
        """Say what is wrong with it.

        Raises:
            StorageUnavailable: It is closed or can't be reached.
        """
        ...


@runtime_checkable
class SupportsBackup(Protocol):
    """A store that can be copied as it is at one moment, while in use."""

    def back_up(self, target: Path) -> None:
        """Copy all of it, as of one moment, into a new file that opens as a store.

        Raises:
            StorageUnavailable: It is closed or can't be reached, or the file is there already.
        """
        ...


@runtime_checkable
class SupportsBulk(Protocol):
    """A store that takes documents as they come, without having all of them in memory."""

    def put_all(self, puts: Iterable[Put]) -> int:
        """Make puts as if each were a commit of its own, in the order given; but all of them, or none.

        Args:
            puts: The puts, read once. They must not come from this store: it is writing meanwhile.

        Returns:
            How many there were.

        Raises:
            ConcurrencyConflict: A stored revision is not the expected one, or that of an earlier put.
                Nothing was written.
            OutcomeUnknown: The store was lost while committing.
            StorageUnavailable: It is closed or can't be reached. Nothing was written.
        """
        ...


def put_all(backend: StorageBackend, puts: Iterable[Put]) -> int:
    """Make puts as `SupportsBulk.put_all` says; in one commit, all of them in memory, where a store can't.

    Args:
        backend: The store.
        puts: The puts, read once.

    Returns:
        How many there were.

    Raises:
        ConcurrencyConflict: A stored revision is not the expected one. Nothing was written.
        OutcomeUnknown: The store was lost while committing.
        StorageUnavailable: It is closed or can't be reached. Nothing was written.
    """
    if isinstance(backend, SupportsBulk):
        return backend.put_all(puts)
    given = list(puts)
    backend.commit(folded(given))
    return len(given)


@runtime_checkable
class SupportsJoining(Protocol):
    """A store that can work inside a transaction of the host's."""

    def joined(self, connection: object) -> StorageBackend:
        """Return the same store inside the transaction of a connection of the host's.

        What it commits is taken back alone if it conflicts, is never tried again, and is durable once the
        host's transaction is.

        Args:
            connection: What the host works with, as this kind of store takes it.
        """
        ...
