"""What a store may do beside the port. A store that doesn't is cared for by its own tools."""

from pathlib import Path
from typing import Protocol, runtime_checkable

import attrs

from instructional_coaching.storage.port import StorageBackend


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
