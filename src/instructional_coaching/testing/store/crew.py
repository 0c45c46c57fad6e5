"""Processes that are set off together on the store under test, and told what to do by requests."""

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from types import TracebackType
from typing import IO, Any, Self

from instructional_coaching.testing.store import worker


class EndedProcess(Exception):
    """A process is no longer there."""


class Member:
    """A process of its own, with the test's class and a store that it opens for itself.

    Args:
        suite: The class of the conformance test.
        patience: Seconds after which a process that doesn't answer is taken to hang.
    """

    def __init__(self, suite: type, patience: float) -> None:
        file = inspect.getsourcefile(suite)
        assert file, f"{suite.__qualname__} must stand in a file, so that other processes can load it"
        assert "<" not in suite.__qualname__, f"{suite.__qualname__} must stand at the top of its module"
        self._process = subprocess.Popen(
            [sys.executable, "-m", worker.__name__, suite.__module__, file, suite.__qualname__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        )
        self._patience = patience

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_killed()

    def is_told(self, *request: object) -> None:
        """Send a request, and don't wait for its answer."""
        pipe = _end(self._process.stdin)
        # Whether it has ended is seen when its answer is waited for.
        with suppress(OSError):
            pipe.write(f"{json.dumps(request)}\n")
            pipe.flush()

    def answers(self) -> Any:
        """Wait for the answer to a request.

        Raises:
            AssertionError: What was asked has failed.
            EndedProcess: The process has ended, or was ended because it didn't answer.
        """
        # A store that hangs is given up, so that the test ends.
        watch = Timer(self._patience, self._process.kill)
        watch.daemon = True
        watch.start()
        line = _end(self._process.stdout).readline()
        watch.cancel()
        if not line:
            raise EndedProcess(f"a process has ended, or didn't answer within {self._patience} seconds")
        answer, error = json.loads(line)
        assert not error, f"in another process: {error}\n{answer}"
        return answer

    def is_killed(self) -> list[Any]:
        """Kill it, whatever it does, and return the answers that it had still given."""
        self._process.kill()
        with suppress(OSError):
            _end(self._process.stdin).close()
        pipe = _end(self._process.stdout)
        # What was read ahead of the last answer is still in the pipe's own buffer.
        rest = "" if pipe.closed else pipe.read()
        pipe.close()
        self._process.wait()
        return [json.loads(line)[0] for line in rest.split("\n")[:-1]]


class Crew:
    """Several processes; they start when they are first needed, and anew after one has failed.

    Args:
        suite: The class of the conformance test.
        number: How many.
        patience: Seconds after which a process that doesn't answer is taken to hang.
    """

    def __init__(self, suite: type, number: int, patience: float) -> None:
        self._suite = suite
        self._number = number
        self._patience = patience
        self._members: list[Member] = []

    @contextmanager
    def at(self, place: str) -> Generator[None, None, None]:
        """Have each of them open the store at a place, and close it at the end."""
        if not self._members:
            self._members = [Member(self._suite, self._patience) for _ in range(self._number)]
        self.do(*[("open", place)] * self._number)
        try:
            yield
        finally:
            if self._members:
                self.do(*[("close",)] * self._number)

    def do(self, *requests: Sequence[object]) -> list[Any]:
        """Send each of them a request, all before any answer is waited for, and return the answers.

        Raises:
            AssertionError: What was asked of one of them has failed; the others have done it.
            EndedProcess: One has ended, or was ended because it didn't answer; so are the others now.
        """
        for one, request in zip(self._members, requests, strict=True):
            one.is_told(*request)
        answers: list[Any] = []
        failures: list[AssertionError] = []
        for one in self._members:
            try:
                answers.append(one.answers())
            except AssertionError as failure:
                failures.append(failure)
            except EndedProcess:
                self.disband()
                raise
        if failures:
            raise failures[0]
        return answers

    def disband(self) -> None:
        """End all of them."""
        while self._members:
            self._members.pop().is_killed()


def _end(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
