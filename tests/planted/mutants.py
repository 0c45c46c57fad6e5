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
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from resource import RLIM_INFINITY

sys.path[:0] = [str(Path.cwd()), str(Path(__file__).parents[2])]

import pytest  # noqa: E402

from tests.planted.places import Asked, Place, known_survivors  # noqa: E402
from tests.planted.trying import ENOUGH, TIMES, Collected, Planted, Timed, exchange, outcomes  # noqa: E402

KNOWN = Path(__file__).with_name("survivors.txt")
OPTIONS = (
    *("-o", "addopts=", "--import-mode=importlib"),
    *("-p", "no:terminal", "-p", "no:cacheprovider"),
    # Hypothesis is there already, so that it can be told to be the same in every run.
    *("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"),
)
IMPORTED = 10
"""Seconds in which a child imports everything."""
LATER = "only before the module is imported"
SURVIVED = "no test"


class NotRun(Exception):
    """The tests don't pass before anything is planted."""


@dataclass
class Tried:
    """What came of the changes.

    Attributes:
        noticed: By which test each was noticed; None where no test did.
        later: Those that can be planted only before the module is imported.
        seconds: How long all the tests take.
    """

    noticed: dict[Place, str | None] = field(default_factory=dict)
    later: list[Place] = field(default_factory=list)
    seconds: int = 0


def try_in_functions(asked: Asked) -> Tried:
    """Plant the changes that are in functions, and return what came of them and which ones are left.

    Raises:
        NotRun: the tests don't pass before anything is planted.
    """
    tried = Tried()
    failing: list[str] = []

    def use(collected: Collected) -> None:
        timed = collected.timed(asked.jobs)
        failing.extend(name for name, one in zip(collected.names, timed, strict=True) if one.failed)
        if not failing:
            _try_each(asked, collected, timed, tried)

    files = [str(path.resolve()) for path, _ in asked.modules]
    code = pytest.main([*OPTIONS, *asked.files_of_tests], plugins=[Collected(files, use)])
    if failing:
        raise NotRun(f"{failing[0]} fails before anything is planted")
    if code not in (0, 1, 5):
        raise NotRun("the tests can't be collected")
    return tried


def _try_each(asked: Asked, collected: Collected, timed: Sequence[Timed], tried: Tried) -> None:
    tried.seconds = round(sum(one.seconds for one in timed))
    works = []
    for place in asked.places():
        function = (place.file, place.mutant.within or "")
        if place.mutant.within is None or function in collected.at_import:
            tried.later.append(place)
            continue
        numbers = sorted(
            (n for n, one in enumerate(timed) if function in one.calls), key=lambda n: timed[n].seconds
        )
        patience = ENOUGH + TIMES * round(sum(timed[n].seconds for n in numbers))
        works.append((place, partial(_exchanging, collected, place, numbers), patience))
    for place, found in outcomes(works, asked.jobs):
        if found == LATER:
            tried.later.append(place)
        else:
            tried.noticed[place] = _told(found)
            say_if_survivor(asked, place, tried.noticed[place])


def _exchanging(collected: Collected, place: Place, numbers: Sequence[int]) -> str:
    before = place.path.read_text("utf-8")
    if not exchange(place.file, place.mutant.within or "", before, place.mutant.plant(before)):
        return LATER
    return collected.failed(numbers) or SURVIVED


class _First:
    """A pytest plugin that keeps the name of the first test that fails."""

    def __init__(self) -> None:
        self.failed: str | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.failed is None:
            self.failed = report.nodeid


def try_at_import(asked: Asked, places: Sequence[Place], seconds: int) -> Iterator[tuple[Place, str | None]]:
    """Plant changes before anything is imported, and yield which test noticed each."""
    for place, found in outcomes(
        [(one, partial(_importing, asked, one), seconds) for one in places], asked.jobs
    ):
        yield place, _told(found)


def _importing(asked: Asked, place: Place) -> str:
    text = place.mutant.plant(place.path.read_text("utf-8"))
    sys.meta_path.insert(0, Planted(place.module, place.path.resolve(), text))
    first = _First()
    code = pytest.main(["-x", *OPTIONS, *asked.files_of_tests], plugins=[first])
    return first.failed or (SURVIVED if code == 0 else f"the tests end with {code}")


def _told(found: object) -> str | None:
    return None if found == SURVIVED else str(found or "no test ended in time")


def say_if_survivor(asked: Asked, place: Place, noticed: str | None) -> None:
    """Print a change that no test noticed."""
    if noticed is None:
        reason = asked.known.get(place.key)
        say(f"{place} → {f'known: {reason}' if reason else 'NO TEST'}")


def say(line: str) -> None:
    """Write a line at once, also while pytest keeps what is written."""
    assert sys.__stdout__ is not None
    sys.__stdout__.write(f"{line}\n")
    sys.__stdout__.flush()


def settle() -> None:
    """Let the tests be the same in every run: a law's examples too, without looking for smaller ones."""
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp(prefix="planted-")
    try:
        from hypothesis import HealthCheck, Phase, settings
    except ImportError:
        return
    phases, checks = (Phase.explicit, Phase.generate), list(HealthCheck)
    settings.register_profile(
        "planted", database=None, derandomize=True, phases=phases, deadline=None, suppress_health_check=checks
    )
    settings.load_profile("planted")


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
