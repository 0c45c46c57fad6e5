"""Take out one check at a time, and see that a test notices.

Run it from the root of the checkout::

    python tests/planted/rules.py                                            every check of the domain
    python tests/planted/rules.py src/instructional_coaching/access          of another package
    python tests/planted/rules.py src/instructional_coaching/domain/goal.py  of one module

A check is a ``raise``, with the ``if`` above it, or a call such as ``self._require_author(…)`` that stands
alone. In a copy of the source it is replaced by ``pass``; then the tests of its package must fail: first
those named after the module, then all of them. Each line says which test noticed. It ends with 1 if no
test noticed, and with 2 if the tests can't be run as they are.
"""

import argparse
import ast
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

DOMAIN = Path("src/instructional_coaching/domain")
ONE_RUN = 180


@dataclass(frozen=True)
class Check:
    """A statement that refuses something.

    Attributes:
        line: The line of the check, from 1.
        text: The check in a few words.
        start: Where its refusing statement begins in the source, in bytes.
        end: Where that statement ends.
    """

    line: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Place:
    """A check in a module.

    Attributes:
        module: The module's path below the source root.
        check: The check.
        tests: The tests to be run, those of the module first.
    """

    module: Path
    check: Check
    tests: tuple[Sequence[str], ...]


class NotRun(Exception):
    """The tests don't pass before anything is planted, or don't look at the copy."""


def checks_in(source: str) -> list[Check]:
    """Return every check of a module, in order."""
    tree = ast.parse(source)
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    guards = {id(one): node for node in ast.walk(tree) if isinstance(node, ast.If) for one in node.body}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and _refuses(node):
            guard = guards.get(id(node))
            first = f"if {ast.unparse(guard.test)}: " if guard and isinstance(node, ast.Raise) else ""
            found.append(
                Check(
                    line=guard.lineno if first and guard else node.lineno,
                    text=_short(first + ast.unparse(node)),
                    start=starts[node.lineno - 1] + node.col_offset,
                    end=starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0),
                )
            )
    return sorted(found, key=lambda check: check.start)


def _refuses(node: ast.stmt) -> bool:
    if isinstance(node, ast.Raise):
        return "NotImplementedError" not in ast.unparse(node)
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    called = node.value.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return "require" in name


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"


def without(source: str, check: Check) -> str:
    """Return the source with one check replaced by ``pass``."""
    held = source.encode()
    return (held[: check.start] + b"pass" + held[check.end :]).decode()


def places_in(paths: Iterable[Path], source: Path, tests: Path | None) -> Iterator[Place]:
    """Go through the checks of modules and of packages, with the tests that belong to each."""
    for path in paths:
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            below = module.relative_to(source)
            folder = tests or Path("tests", *below.parts[1:-1])
            all_tests = sorted(str(one) for one in folder.glob("test_*.py"))
            own = [one for one in all_tests if Path(one).stem.startswith(f"test_{module.stem}")]
            runs = tuple(run for run in (own, all_tests) if run)
            for check in checks_in(module.read_text("utf-8")):
                yield Place(below, check, runs)


class Copy:
    """A copy of the source in which one check at a time is missing."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._source = source
        self._folder = folder
        shutil.copytree(source, folder / "src", ignore=shutil.ignore_patterns("__pycache__"))

    def noticed(self, place: Place, planted: str) -> str | None:
        """Return which test fails once a module reads so, or None if none does."""
        module = self._folder / "src" / place.module
        before = module.read_bytes()
        module.write_text(planted, "utf-8")
        try:
            return next((failed for tests in place.tests if (failed := self.failed(tests))), None)
        finally:
            module.write_bytes(before)

    def failed(self, tests: Sequence[str]) -> str | None:
        """Run the tests on the copy and return the first that fails, or None if all pass."""
        paths = " ".join(shlex.quote(str(path)) for path in (self._folder / "src", Path.cwd()))
        options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "--import-mode=importlib"]
        settings = ["-o", "addopts=", "-o", f"pythonpath={paths}"]
        told = {name: given for name, given in os.environ.items() if not name.startswith("PYTEST_")}
        told |= {
            "PYTHONPATH": str(self._folder / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(self._folder / "hypothesis"),
            "CI": "1",
        }
        try:
            ended = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *settings, *tests],
                env=told,
                capture_output=True,
                text=True,
                timeout=ONE_RUN,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"none ended within {ONE_RUN} s"
        if ended.returncode == 0:
            return None
        lines = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
        if not lines:
            raise NotRun(ended.stdout[-2000:] + ended.stderr[-2000:])
        return lines[0].partition(" ")[2].partition(" - ")[0]


def ready(places: Sequence[Place], copy: Copy) -> None:
    """See that the tests pass as they are, and that they look at the copy.

    Raises:
        NotRun: they don't.
    """
    for tests in dict.fromkeys(tuple(place.tests[-1]) if place.tests else () for place in places):
        if not tests:
            raise NotRun("no tests were found")
        if failed := copy.failed(tests):
            raise NotRun(f"{failed} fails before anything is planted")
    # A conftest.py that imports the package would fail before any test does: keep such fixtures in modules.
    if not copy.noticed(places[0], "raise RuntimeError('planted')\n"):
        raise NotRun("the tests import the package from elsewhere than the copy")


def plant(places: Sequence[Place], source: Path, jobs: int, seconds: float) -> int:
    """Take out the checks one at a time, say which test notices each, and return how many none did."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        copies: SimpleQueue[Copy] = SimpleQueue()
        first = Copy(source, Path(folder, "0"))
        ready(places, first)
        for copy in [first, *(Copy(source, Path(folder, str(n))) for n in range(1, jobs))]:
            copies.put(copy)

        def take_out(place: Place) -> str | None:
            if time.monotonic() > until:
                return None
            copy = copies.get()
            try:
                return copy.noticed(place, without((source / place.module).read_text("utf-8"), place.check))
            finally:
                copies.put(copy)

        missed = 0
        for place, failed in zip(places, pool.map(take_out, places), strict=True):
            missed += failed is None
            say(f"{source / place.module}:{place.check.line} {place.check.text} → {failed or 'NO TEST'}")
    return missed


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant as the command line says, and return how it went."""
    parser = argparse.ArgumentParser(description="Take out one check at a time; a test must notice.")
    parser.add_argument("paths", nargs="*", type=Path, default=[DOMAIN], help="modules or packages")
    parser.add_argument("--source", type=Path, default=Path("src"), help="the root of the source")
    parser.add_argument("--tests", type=Path, help="the folder of their tests; tests/PACKAGE by default")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="runs at a time")
    parser.add_argument(
        "--seconds", type=float, default=900, help="what isn't tried by then counts as missed"
    )
    given = parser.parse_args(arguments)
    places = list(places_in(given.paths, given.source, given.tests))
    try:
        missed = plant(places, given.source, given.jobs, given.seconds) if places else 0
    except NotRun as refusal:
        say(str(refusal))
        return 2
    say(f"{len(places)} planted, {len(places) - missed} caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
