"""A commit while writes fail, and what is wrong with how the store takes it.

Run as a program under a disk that fails, it makes the commit again and again: each time another call fails.
"""

import ctypes
import errno
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import attrs

from instructional_coaching.errors import CoachingError, OutcomeUnknown, StorageUnavailable
from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend, Write
from tests.torture.places import file_of, in_file, store_at

NUMBER = 60
TAGS = (("school", "north"),)


def told(id: int, revision: int) -> Document:
    return Document(Key("note", f"{id:03}"), revision, 1, f"{id} {revision} " * 500, "2025-09-01", TAGS)


BEFORE = [told(id, 1) for id in range(NUMBER)]
"""A hundred pages."""

CHANGES: list[Write] = [
    *(Put(told(id, 2), 1) for id in range(0, NUMBER, 2)),
    *(Delete(told(id, 1).key, 1) for id in range(1, NUMBER, 6)),
    *(Put(told(id, 1), 0) for id in range(NUMBER, NUMBER + 30)),
]
"""A commit that changes most of them and adds some."""

_CHANGED = {one.key for one in CHANGES}
AFTER = sorted(
    [one for one in BEFORE if one.key not in _CHANGED]
    + [one.document for one in CHANGES if isinstance(one, Put)],
    key=lambda one: one.key,
)


UNUSABLE = "it wasn't usable afterwards"


@attrs.frozen
class Outcome:
    """What became of a commit while writes failed.

    Attributes:
        code: The code of the error; empty if it was made.
        wrong: What is wrong with how the store took it; empty if nothing is.
    """

    code: str
    wrong: str = ""


class Swallowing:
    """Planted: a store that takes a disk that is full for one that isn't."""

    def __init__(self, inner: StorageBackend) -> None:
        self.inner = inner
        self.find, self.get, self.close = inner.find, inner.get, inner.close

    def commit(self, writes: Sequence[Write]) -> None:
        try:
            self.inner.commit(writes)
        except StorageUnavailable:
            return


class Piecemeal(Swallowing):
    """Planted: a store that writes one document after the other, and stops where it can't go on."""

    def commit(self, writes: Sequence[Write]) -> None:
        for one in writes:
            self.inner.commit([one])


class Talkative(Swallowing):
    """Planted: a store that passes on what the system says."""

    def commit(self, writes: Sequence[Write]) -> None:
        try:
            self.inner.commit(writes)
        except StorageUnavailable as error:
            raise OSError(*error.args) from error


class GivingUp(Swallowing):
    """Planted: a store that is of no use after an error."""

    def commit(self, writes: Sequence[Write]) -> None:
        try:
            self.inner.commit(writes)
        except StorageUnavailable:
            self.inner.close()
            raise


KINDS: dict[str, Callable[[StorageBackend], StorageBackend]] = {
    "whole": lambda store: store,
    **{one.__name__: one for one in (Swallowing, Piecemeal, Talkative, GivingUp)},
}


def outcome(
    place: str, filled: Path, failing: Callable[[], AbstractContextManager[None]], kind: str = "whole"
) -> Outcome:
    """Put the filled store at a place, make the changes there while writes fail, and judge.

    Args:
        place: Where the store is to be.
        filled: The file with what is there before.
        failing: Makes a context in which writes fail.
        kind: Which of the stores here to try.
    """
    file = file_of(place)
    assert file is not None
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()
    shutil.copy(filled, file)
    with closing(KINDS[kind](store_at(place))) as store:
        store.get([BEFORE[0].key])
        code = ""
        try:
            with failing():
                store.commit(CHANGES)
        except (StorageUnavailable, OutcomeUnknown) as error:
            code = error.code
        except CoachingError as error:
            return Outcome(error.code, "it is another error")
        try:
            return Outcome(code, _wrong(store, file, code))
        except CoachingError:
            return Outcome(code, UNUSABLE)


def _wrong(store: StorageBackend, file: Path, code: str) -> str:
    there = list(store.find(Query("note")))
    allowed = {"": [AFTER], OutcomeUnknown.code: [BEFORE, AFTER]}.get(code, [BEFORE])
    if there not in allowed:
        return "it was refused, and something has changed" if code else "it was made, and isn't there"
    if there == BEFORE:
        store.commit(CHANGES)
    if list(store.find(Query("note", TAGS))) != AFTER:
        return UNUSABLE
    with closing(sqlite3.connect(file)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    return "" if said == "ok" else f"SQLite says: {said}"


def main(journal: str, folder: str, filled: str, number: str) -> Iterator[Outcome]:
    """Fail the first so many calls one by one: each once for an error, and each for good for a full disk."""
    disk: Any = ctypes.CDLL(None)
    place = in_file(journal, Path(folder) / "store.db")
    for error, for_good in ((errno.EIO, 0), (errno.ENOSPC, 1)):
        for call in range(1, int(number) + 1):

            @contextmanager
            def failing(call: int = call, error: int = error, for_good: int = for_good) -> Iterator[None]:
                disk.fail_at(ctypes.c_long(call), error, for_good)
                try:
                    yield
                finally:
                    disk.fail_at(ctypes.c_long(0), 0, 0)

            yield outcome(place, Path(filled), failing)


if __name__ == "__main__":
    journal, folder, filled, number = sys.argv[1:]
    json.dump([attrs.astuple(one) for one in main(journal, folder, filled, number)], sys.stdout)
