"""The collected tests of one process, run again and again in its children, each with another change planted.

Importing the package and collecting its tests takes most of a run's time, so it is done once. A child that is
forked then exchanges the code of one function, wherever that is referred to by now, and runs the tests that
call it until one fails.
"""

import gc
import importlib.util
import os
import pickle
import resource
import select
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper, partial
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

Function = tuple[str, str]
"""A function: its file, and its qualified name, that of the outermost one."""
ENOUGH, TIMES, MEMORY = 4, 3, 2 << 30
"""Seconds of work that a child may take in any case, how many times as long as the tests take by themselves,
and bytes: a change may lead to a loop without end. Seconds of work don't depend on the machine's other work.
"""


@dataclass(frozen=True)
class Timed:
    """What is known of a test.

    Attributes:
        seconds: How long it takes.
        calls: The functions that it calls.
        failed: Whether it fails before anything is planted.
    """

    seconds: float
    calls: frozenset[Function]
    failed: bool


def function_of(code: CodeType) -> Function:
    """Return the outermost function that a code is part of."""
    return code.co_filename, code.co_qualname.partition(".<locals>")[0]


@contextmanager
def calls_noted(files: frozenset[str], noted: set[Function]) -> Iterator[None]:
    """Note which functions of some files are called meanwhile."""

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        if frame.f_code.co_filename in files:
            noted.add(function_of(frame.f_code))

    sys.settrace(note)
    try:
        yield
    finally:
        sys.settrace(None)


def forked(work: Callable[[], Any], seconds: int = resource.RLIM_INFINITY) -> tuple[int, int]:
    """Do some work in a child, and return its process and where to read what came of it.

    Args:
        work: The work.
        seconds: How many seconds of work it may be; then it ends without a result.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if seconds != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    result: Any = None
    try:
        result = work()
    except BaseException as raised:  # noqa: BLE001 - whatever a change leads to ends with the child
        result = f"{type(raised).__name__}: {raised}"
    finally:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)


def outcomes(works: Iterable[tuple[Any, Callable[[], Any], int]], jobs: int) -> Iterator[tuple[Any, Any]]:
    """Do pieces of work in children, some at a time, and yield what came of each; None where it had no end.

    Args:
        works: What each is called, the work, and the seconds that it may take.
        jobs: How many children there are at a time.
    """
    waiting = iter(works)
    running: dict[int, tuple[Any, int]] = {}
    while True:
        while len(running) < jobs and (following := next(waiting, None)) is not None:
            name, work, seconds = following
            child, pipe = forked(work, seconds)
            running[pipe] = (name, child)
        if not running:
            return
        for pipe in select.select(list(running), [], [])[0]:
            name, child = running.pop(pipe)
            with os.fdopen(pipe, "rb") as held:
                said = held.read()
            os.waitpid(child, 0)
            yield name, pickle.loads(said) if said else None


class Collected:
    """A pytest plugin that hands the collected tests over instead of running them.

    Args:
        files: The files of the package in which changes are planted.
        use: Called with this, once there are tests.
    """

    def __init__(self, files: Iterable[str], use: Callable[["Collected"], None]) -> None:
        self.files = frozenset(files)
        self.at_import: set[Function] = set()
        self._use = use
        self._items: list[pytest.Item] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Iterator[None]:
        with calls_noted(self.files, self.at_import):
            return (yield)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = session.items
        self._use(self)
        return True

    @property
    def names(self) -> list[str]:
        """The tests by name."""
        return [one.nodeid for one in self._items]

    def timed(self, jobs: int) -> list[Timed]:
        """Run every test once, and return what is known of each."""
        share = [range(n, len(self._items), jobs) for n in range(jobs)]
        works = [(one, partial(self._time, one), resource.RLIM_INFINITY) for one in share]
        found: dict[int, Timed] = {}
        for numbers, each in outcomes(works, jobs):
            if not isinstance(each, list):
                raise RuntimeError(f"the tests could not be run: {each}")
            found.update(zip(numbers, each, strict=True))
        return [found[number] for number in range(len(self._items))]

    def _time(self, numbers: Sequence[int]) -> list[Timed]:
        found = []
        for number in numbers:
            noted: set[Function] = set()
            begun = time.process_time()
            with calls_noted(self.files, noted):
                failed = self.failed([number])
            found.append(Timed(time.process_time() - begun, frozenset(noted), failed is not None))
        return found

    def failed(self, numbers: Sequence[int]) -> str | None:
        """Run some of the tests by number, and return the name of the first that fails, or None."""
        chosen = [self._items[number] for number in numbers]
        for item, following in pairwise([*chosen, None]):
            assert item is not None
            if any(one.failed for one in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return None


def exchange(path: str, name: str, before: str, after: str) -> bool:
    """Exchange the code of a function for that of another text; say whether it could be done.

    Args:
        path: The module's file.
        name: The function's qualified name.
        before: The module's text.
        after: Its text with the change.
    """
    old, new = (_code_of(compile(text, path, "exec"), name) for text in (before, after))
    alive = [
        one
        for one in gc.get_objects()
        if type(one) is FunctionType and one.__code__.co_filename == path and one.__code__.co_qualname == name
    ]
    if len(old) != len(new) or not alive:
        return False
    known = {code.co_firstlineno: place for place, code in enumerate(old)}
    for one in alive:
        code = new[known[one.__code__.co_firstlineno]]
        if code.co_freevars != one.__code__.co_freevars:
            return False
        one.__code__ = code
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper):
            one.cache_clear()
    return True


def _code_of(code: CodeType, name: str) -> list[CodeType]:
    found = [code] if code.co_qualname == name else []
    for one in code.co_consts:
        if isinstance(one, CodeType):
            found += _code_of(one, name)
    return found


class Planted:
    """Lets one module be imported with another text than its file has."""

    def __init__(self, module: str, path: Path, text: str) -> None:
        self._module, self._path, self._text = module, path, text

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> Any:
        if name != self._module:
            return None
        return importlib.util.spec_from_file_location(
            name, self._path, loader=_Loader(name, str(self._path), self._text)
        )


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._text, self.path, "exec", dont_inherit=True)
