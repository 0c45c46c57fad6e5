"""Where changes are planted, which tests are to notice them, and which are known to survive."""

import enum
import importlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.planted.mutating import Mutant, mutants_in


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
    def file(self) -> str:
        """The module's file, wherever it is asked for."""
        return str(self.path.resolve())

    @property
    def key(self) -> str:
        """What the change is known by: it stays the same when lines above it are added."""
        return f"{self.path} {self._what}"

    def __str__(self) -> str:
        return f"{self.path}:{self.mutant.line} {self._what}"

    @property
    def _what(self) -> str:
        within = self.mutant.within
        return f"{within}: {self.mutant.text}" if within else self.mutant.text


@dataclass(frozen=True)
class Asked:
    """What is asked for on the command line.

    Attributes:
        paths: Modules and packages.
        source: The root of the source.
        tests: Files of tests; those of the packages if there are none.
        jobs: How many children there are at a time.
        sample: How many changes are tried, chosen at random; all if None.
        seed: What the choice depends on.
        known: The survivors that are known, with their reasons.
    """

    paths: Sequence[Path]
    source: Path
    tests: Sequence[str]
    jobs: int
    sample: int | None
    seed: int
    known: Mapping[str, str]

    @property
    def modules(self) -> list[tuple[Path, str]]:
        """The modules in which changes are made, with their names."""
        files = [
            one for path in self.paths for one in (sorted(path.rglob("*.py")) if path.is_dir() else [path])
        ]
        return [(one, ".".join(one.relative_to(self.source).with_suffix("").parts)) for one in files]

    @property
    def files_of_tests(self) -> list[str]:
        """The files of tests; those named after a module come first."""
        if self.tests:
            return list(self.tests)
        below = [path.relative_to(self.source) for path, _ in self.modules]
        folders = dict.fromkeys(Path("tests", *one.parts[1:-1]) for one in below)
        stems = {one.stem for one in below}
        found = [one for folder in folders for one in sorted(folder.glob("test_*.py"))]
        return [
            str(one) for one in sorted(found, key=lambda one: one.stem.removeprefix("test_") not in stems)
        ]

    def places(self) -> list[Place]:
        """Import the modules, and return the changes that are to be made."""
        found = [
            Place(path, name, one)
            for path, name in self.modules
            for one in mutants_in(path.read_text("utf-8"), _enums_of(name))
        ]
        if self.sample is None or self.sample >= len(found):
            return found
        chosen = sorted(random.Random(self.seed).sample(range(len(found)), self.sample))
        return [found[number] for number in chosen]


def _enums_of(module: str) -> dict[str, list[str]]:
    return {
        name: list(one.__members__)
        for name, one in vars(importlib.import_module(module)).items()
        if isinstance(one, type) and issubclass(one, enum.Enum)
    }


def known_survivors(path: Path) -> dict[str, str]:
    """Return the survivors that are known, each with the reason that stands under it, or under several."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else []:
        if line.startswith("    "):
            found.update(dict.fromkeys(waiting, line.strip()))
            waiting = []
        elif line and not line.startswith("#"):
            waiting.append(line)
    return found
