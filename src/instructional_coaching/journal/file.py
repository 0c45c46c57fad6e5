"""A school's file, opened to be read."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from os import fstat
from pathlib import Path
from typing import BinaryIO, TypeAlias

import attrs

from instructional_coaching.errors import InvalidInput, Problem

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of a file have been read, and how many there are."""


@contextmanager
def opened(path: Path) -> Generator[BinaryIO, None, None]:
    """Open a file for the time of a ``with`` block.

    Raises:
        InvalidInput: it can't be read.
    """
    try:
        with path.open("rb") as file:
            yield file
    except OSError as raised:
        reason = f"can't be read ({raised.strerror})"
        hint = "check the path, and that the file may be read"
        problem = Problem(path.name, 0, 0, "", reason, hint, "unreadable")
    else:
        return
    raise InvalidInput(path.name, (problem,))


@attrs.define
class Told:
    """A file of which somebody is told how much has been read.

    Attributes:
        file: The file.
        progress: Who is told.
    """

    file: BinaryIO
    progress: Progress
    _read: int = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; none at the end."""
        piece = self.file.read(size)
        self._read += len(piece)
        self.progress(self._read, max(self._read, fstat(self.file.fileno()).st_size))
        return piece
