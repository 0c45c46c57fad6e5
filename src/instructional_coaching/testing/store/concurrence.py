"""Doing several things at once in threads that change places as often as they can."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class _Task(Thread, Generic[T]):
    """One of the things to be done. It may hang without holding up the end of the process."""

    def __init__(self, work: Callable[[], T], start_line: Barrier, patience: float) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._start_line = start_line
        self._patience = patience
        self.results: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._start_line.wait(self._patience)
            self.results.append(self._work())
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised where it was waited for
            self.error = error


def at_once(patience: float, *works: Callable[[], T]) -> list[T]:
    """Do everything at once, each in a thread of its own, and return what each returned.

    Args:
        patience: Seconds after which what hasn't ended is taken to hang.
        works: What to do.

    Raises:
        BaseException: What the first of those that failed has raised.
        AssertionError: One of them hangs.
    """
    start_line = Barrier(len(works))
    tasks = [_Task(work, start_line, patience) for work in works]
    with _hurried():
        for task in tasks:
            task.start()
        for task in tasks:
            task.join(patience)
    errors = [task.error for task in tasks if task.error is not None]
    # Who fails leaves the others waiting in vain: that isn't the error to be told.
    if errors:
        raise min(errors, key=lambda error: isinstance(error, BrokenBarrierError))
    assert not any(task.is_alive() for task in tasks), f"the store didn't answer within {patience} seconds"
    return [result for task in tasks for result in task.results]


@contextmanager
def _hurried() -> Generator[None, None, None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
