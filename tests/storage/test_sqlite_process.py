"""Several processes on one SQLite store, and one that is killed in the middle of a commit."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pytest

from instructional_coaching.storage import Key, Query
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.storage import worker
from tests.storage.samples import document, ids, put


class Worker:
    """A process of its own, spoken to by lines."""

    def __init__(self, work: str, path: Path, name: str, mode: str = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, worker.__file__, work, mode, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def _pipe(self, end: IO[str] | None) -> IO[str]:
        assert end is not None
        return end

    def hears(self) -> str:
        line = self._pipe(self.process.stdout).readline()
        assert line, "the process ended with an error"
        return line.strip()

    def is_told(self, line: str) -> None:
        pipe = self._pipe(self.process.stdin)
        pipe.write(f"{line}\n")
        pipe.flush()

    def ends(self) -> str:
        """Let it come to its end, and give what it still said."""
        self._pipe(self.process.stdin).close()
        # `communicate` would pass over what has been read ahead of the last line.
        pipe = self._pipe(self.process.stdout)
        rest = "" if pipe.closed else pipe.read()
        pipe.close()
        self.process.wait()
        return rest


@contextmanager
def workers(*those: Worker) -> Generator[tuple[Worker, ...], None, None]:
    """Processes that are done, without an error, when the block is."""
    try:
        yield those
        for one in those:
            one.ends()
        assert [one.process.returncode for one in those] == [0] * len(those)
    finally:
        for one in those:
            one.process.kill()
            one.ends()


def together(those: tuple[Worker, ...], line: str) -> None:
    """Wait until each of them is ready, and set all of them off."""
    assert {one.hears() for one in those} == {"ready"}
    for one in those:
        one.is_told(line)


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_two_processes_make_one_store(tmp_path: Path, mode: str) -> None:
    """When two open a file that is not there yet, both have the same store."""
    path = tmp_path / "store.db"
    with workers(Worker("create", path, "a", mode), Worker("create", path, "b", mode)) as both:
        for number in range(20):
            together(both, f"{number}")
    for number in range(20):
        store = SQLiteBackend(f"{path}{number}")
        assert ids(store, Query("note", worker.TAGS)) == ["a", "b"]
        store.close()


@pytest.fixture
def slow() -> Iterator[Path]:
    """A folder on the disk, where most of a commit is waiting for it: that is what a kill should meet."""
    with TemporaryDirectory() as name:
        yield Path(name)


def test_a_killed_process_loses_and_tears_nothing(slow: Path) -> None:
    """Of a process that is killed while it commits every commit that it told is there, and each is whole."""
    path = slow / "store.db"
    chance = random.Random(20240229)
    told = 0
    for _ in range(10):
        one = Worker("pairs", path, f"{told}")
        for _ in range(chance.randint(1, 12)):
            told = int(one.hears())
        moment = time.perf_counter() + chance.random() * 0.004
        while time.perf_counter() < moment:
            pass
        one.process.kill()
        for line in one.ends().split():
            told = int(line)
        store = SQLiteBackend(path)
        left, right = store.get([Key("pair", "left"), Key("pair", "right")])
        assert left is not None
        assert right is not None
        assert (left.revision, left.body) == (right.revision, right.body)
        assert left.revision in (told, told + 1)
        told = left.revision
        made = [f"{number:06}" for number in range(told)]
        assert ids(store, Query("step")) == ids(store, Query("step", worker.TAGS)) == made
        put(store, document(f"after {told}"))
        store.close()
