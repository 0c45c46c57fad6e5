"""Make one small change at a time, and see that a test notices.

Run it from the root of the checkout::

    python tests/planted/mutants.py src/instructional_coaching/analysis/due.py
    python tests/planted/mutants.py src/instructional_coaching/domain --sample 300 --seed 1

A comparison is turned over, a number is one more or one less, *and* becomes *or*, a condition is negated,
nothing is returned, a statement is left out, another member of an enumeration is named. Each change that no
test of the package notices is printed with file, line and what it is. Those that are listed in
``survivors.txt`` with a reason are known. It ends with 1 if fewer are noticed than are asked for, or if one
survives that is not known, and with 2 if the tests can't be run as they are.

Where a function is changed, its code is exchanged in a child of a process that has collected the tests. What
is run when the module is imported takes longer: there the child imports everything itself.
"""

import argparse
import enum
import importlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RLIM_INFINITY

sys.path[:0] = [str(Path.cwd()), str(Path(__file__).parents[2])]

import pytest  # noqa: E402

from tests.planted.mutating import Mutant, mutants_in  # noqa: E402
from tests.planted.trying import ENOUGH, TIMES, Collected, Planted, Timed, exchange, outcomes  # noqa: E402

KNOWN = Path(__file__).with_name("survivors.txt")
OPTIONS = (
    *("-o", "addopts=", "--import-mode=importlib"),
    *("-p", "no:terminal", "-p", "no:cacheprovider"),
    # Hypothesis is there already, so that it can be told to be the same in every run.
    *("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"),
)


class NotRun(Exception):
    """The tests don't pass before anything is planted."""


@dataclass(frozen=True)
class Place:
    """A change in a module.

    Attributes:
        path: The module's file, from the root of the checkout.
        module: Its name.
        mutant: The change.
    """

    path: Path
    module: str
    mutant: Mutant

    @property
    def key(self) -> str:
        """What the change is known by: it stays the same when lines above it are added."""
        return f"{self.path}::{self.mutant.within or ''} {self.mutant.text}"

    def __str__(self) -> str:
        return f"{self.path}:{self.mutant.line} {self.mutant.text}"


@dataclass(frozen=True)
class Asked:
    """What is asked for on the command line."""

    paths: Sequence[Path]
    source: Path
    tests: Sequence[str]
    jobs: int
    sample: int | None
    seed: int
    known: Mapping[str, str]


def settle() -> None:
    """Let the tests be the same in every run: a law's examples too, without looking for smaller ones."""
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp(prefix="planted-")
    try:
        from hypothesis import HealthCheck, Phase, settings
    except ImportError:
        return
    phases = (Phase.explicit, Phase.generate)
    checks = list(HealthCheck)
    settings.register_profile(
        "planted", database=None, derandomize=True, phases=phases, deadline=None, suppress_health_check=checks
    )
    settings.load_profile("planted")


def modules_of(asked: Asked) -> list[tuple[Path, str]]:
    """Return the modules in which changes are made, with their names."""
    files = [one for path in asked.paths for one in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    return [(one, ".".join(one.relative_to(asked.source).with_suffix("").parts)) for one in files]


def tests_of(asked: Asked) -> list[str]:
    """Return the files of tests: those named after a module first."""
    if asked.tests:
        return list(asked.tests)
    folders = dict.fromkeys(
        Path("tests", *path.relative_to(asked.source).parts[1:-1]) for path, _ in modules_of(asked)
    )
    stems = {path.stem for path, _ in modules_of(asked)}
    found = [one for folder in folders for one in sorted(folder.glob("test_*.py"))]
    return [str(one) for one in sorted(found, key=lambda one: one.stem.removeprefix("test_") not in stems)]


def places_in(asked: Asked) -> list[Place]:
    """Return the changes that are to be made."""
    found = []
    for path, name in modules_of(asked):
        module = importlib.import_module(name)
        enums = {
            key: list(one.__members__)
            for key, one in vars(module).items()
            if isinstance(one, type) and issubclass(one, enum.Enum)
        }
        found += [Place(path, name, one) for one in mutants_in(path.read_text("utf-8"), enums)]
    if asked.sample is None or asked.sample >= len(found):
        return found
    chosen = sorted(random.Random(asked.seed).sample(range(len(found)), asked.sample))
    return [found[number] for number in chosen]


@dataclass
class Tried:
    """What came of the changes.

    Attributes:
        noticed: By which test each was noticed.
        later: Those that can be planted only before the module is imported.
        seconds: How long all the tests take.
    """

    noticed: dict[Place, str | None]
    later: list[Place]
    seconds: int = 0


def try_in_functions(asked: Asked) -> Tried:
    """Plant the changes that are in functions, and return what came of them and which ones are left.

    Raises:
        NotRun: the tests don't pass before anything is planted.
    """
    files = [str(path.resolve()) for path, _ in modules_of(asked)]
    tried = Tried({}, [])
    problems: list[str] = []

    def use(collected: Collected) -> None:
        timed = collected.timed(asked.jobs)
        problems.extend(name for name, one in zip(collected.names, timed, strict=True) if one.failed)
        if problems:
            return
        tried.seconds = round(sum(one.seconds for one in timed))
        works = []
        for place in places_in(asked):
            function = (str(place.path.resolve()), place.mutant.within or "")
            if place.mutant.within is None or function in collected.at_import:
                tried.later.append(place)
                continue
            numbers = [n for n, one in enumerate(timed) if function in one.calls]
            numbers.sort(key=lambda n: timed[n].seconds)
            works.append((place, _exchanging(collected, place, numbers), _patience(timed, numbers)))
        for place, found in outcomes(works, asked.jobs):
            if found == LATER:
                tried.later.append(place)
            else:
                tried.noticed[place] = _told(found)
                say_if_survivor(asked, place, tried.noticed[place])

    code = pytest.main([*OPTIONS, *tests_of(asked)], plugins=[Collected(files, use)])
    if problems or code not in (0, 1, 5):
        raise NotRun(
            f"{problems[0]} fails before anything is planted" if problems else "the tests can't be collected"
        )
    return tried


IMPORTED = 10
"""Seconds in which a child imports everything."""
LATER = "only before the module is imported"
SURVIVED = "no test"


def _exchanging(collected: Collected, place: Place, numbers: Sequence[int]) -> Callable[[], str]:
    def work() -> str:
        before = place.path.read_text("utf-8")
        path, name = str(place.path.resolve()), place.mutant.within or ""
        if not exchange(path, name, before, place.mutant.plant(before)):
            return LATER
        return collected.failed(numbers) or SURVIVED

    return work


def _patience(timed: Sequence[Timed], numbers: Sequence[int]) -> int:
    return ENOUGH + TIMES * round(sum(timed[number].seconds for number in numbers))


def _told(found: object) -> str | None:
    return None if found == SURVIVED else str(found or "no test ended in time")


class _First:
    """A pytest plugin that keeps the name of the first test that fails."""

    def __init__(self) -> None:
        self.failed: str | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.failed is None:
            self.failed = report.nodeid


def try_at_import(asked: Asked, places: Sequence[Place], seconds: int) -> Iterator[tuple[Place, str | None]]:
    """Plant changes before anything is imported, and yield which test noticed each."""
    tests = tests_of(asked)

    def importing(place: Place) -> Callable[[], str]:
        def work() -> str:
            text = place.mutant.plant(place.path.read_text("utf-8"))
            sys.meta_path.insert(0, Planted(place.module, place.path.resolve(), text))
            first = _First()
            code = pytest.main(["-x", *OPTIONS, *tests], plugins=[first])
            return first.failed or (SURVIVED if code == 0 else f"the tests end with {code}")

        return work

    for place, found in outcomes([(one, importing(one), seconds) for one in places], asked.jobs):
        yield place, _told(found)


def known_survivors(path: Path) -> dict[str, str]:
    """Return the survivors that are known, each with the reason that stands under it."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else []:
        if line.startswith("    "):
            found.update(dict.fromkeys(waiting, line.strip()))
            waiting = []
        elif line and not line.startswith("#"):
            waiting.append(line)
    return found


def say_if_survivor(asked: Asked, place: Place, noticed: str | None) -> None:
    """Print a change that no test noticed."""
    if noticed is None:
        reason = asked.known.get(place.key)
        say(f"{place} → {f'known: {reason}' if reason else 'NO TEST'}")


def say(line: str) -> None:
    """Write a line at once."""
    sys.__stdout__.write(f"{line}\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def plant(asked: Asked, least: float) -> int:
    """Make the changes, say which survive, and return how it went."""
    begun = time.monotonic()
    ((_, tried),) = outcomes([(None, partial(_in_functions, asked), RLIM_INFINITY)], 1)
    if not isinstance(tried, Tried):
        say(str(tried))
        return 2
    for place, noticed in try_at_import(asked, tried.later, ENOUGH + TIMES * (tried.seconds + IMPORTED)):
        tried.noticed[place] = noticed
        say_if_survivor(asked, place, noticed)
    survivors = [place for place, noticed in tried.noticed.items() if noticed is None]
    unknown = [place for place in survivors if place.key not in asked.known]
    number = len(tried.noticed)
    score = 100 * (number - len(survivors)) / number if number else 100.0
    say(
        f"{number} planted, {number - len(survivors)} noticed: {score:.1f} %, "
        f"{len(unknown)} survivors unexplained, {time.monotonic() - begun:.0f} s"
    )
    return 1 if unknown or score < least else 0


def _in_functions(asked: Asked) -> Tried | str:
    try:
        return try_in_functions(asked)
    except NotRun as refusal:
        return str(refusal)


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant as the command line says, and return how it went."""
    parser = argparse.ArgumentParser(description="Make one small change at a time; a test must notice.")
    parser.add_argument("paths", nargs="+", type=Path, help="modules or packages")
    parser.add_argument("--source", type=Path, default=Path("src"), help="the root of the source")
    parser.add_argument(
        "--tests", nargs="+", default=[], help="files of tests; those of tests/PACKAGE by default"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="children at a time")
    parser.add_argument("--sample", type=int, help="try no more than so many changes, chosen at random")
    parser.add_argument("--seed", type=int, default=1, help="what the choice depends on")
    parser.add_argument(
        "--known", type=Path, default=KNOWN, help="survivors that are known, with their reasons"
    )
    parser.add_argument("--least", type=float, default=85, help="per cent that must be noticed")
    given = parser.parse_args(arguments)
    sys.path.insert(0, str(given.source.resolve()))
    settle()
    known = known_survivors(given.known)
    asked = Asked(given.paths, given.source, given.tests, given.jobs, given.sample, given.seed, known)
    return plant(asked, given.least)


if __name__ == "__main__":
    sys.exit(main())
