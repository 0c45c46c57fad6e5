"""The command as a person runs it: in this process, or in one of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
from click.testing import CliRunner

from instructional_coaching.cli.command import coaching
from tests.journal.term import RULES, TERM, Sheet

AS_OF = ("--as-of", "2025-12-19")
SCREEN = {"COLUMNS": "80", "NO_COLOR": None, "FORCE_COLOR": None, "TERM": "xterm"}


@attrs.frozen
class Answer:
    """How the command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it printed, without the space that fills a line."""
        return [line.rstrip() for line in self.out.split("\n")]

    @property
    def told(self) -> list[str]:
        """What it told of problems, line by line."""
        return self.err.splitlines()

    def section(self, heading: str) -> list[str]:
        """Return the lines below a heading, up to the next empty one."""
        start = next(n for n, line in enumerate(self.lines) if line.startswith(heading))
        end = self.lines.index("", start)
        return self.lines[start + 1 : end]


def coach(*arguments: object, **environment: str | None) -> Answer:
    """Run the command in this process, as if on a screen of 80 columns that is no terminal."""
    ended = CliRunner(env={**SCREEN, **environment}).invoke(coaching, [str(one) for one in arguments])
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Answer(ended.exit_code, ended.stdout, ended.stderr)


def process(
    *arguments: object, before: str = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, after some code."""
    return subprocess.run(
        command(arguments, before), env=surroundings(environment), cwd=cwd, capture_output=True, check=False
    )


def command(arguments: Sequence[object], before: str = "") -> list[str]:
    code = f"{before}\nfrom instructional_coaching.cli import main\nmain()"
    return [sys.executable, "-c", code, *(str(one) for one in arguments)]


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in SCREEN}
    return {**kept, "COLUMNS": "80", "TERM": "xterm", "PYTHONWARNINGS": "error", **environment}


def store_in(folder: Path, name: str = "school.db") -> str:
    """Return the address of a store in a folder."""
    return f"sqlite:///{folder / name}"


def filled(folder: Path, log: Sheet | None = None) -> str:
    """Import the term, or another log of its staff, and return the address of the store."""
    store = store_in(folder)
    file = log.write(folder / "log.csv") if log else TERM / "log.csv"
    others = TERM / "staff.csv", TERM / "calendar.yaml"
    answer = coach("import", "--store", store, "--definitions", RULES, *others, file)
    assert answer.code == 0, answer.err
    return store
