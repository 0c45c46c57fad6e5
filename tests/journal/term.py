"""The example term as files that a test can change, and a school to import them into."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Self

import attrs

from instructional_coaching import Workspace, open_workspace
from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.domain import RECORDS
from instructional_coaching.errors import CoachingError, InvalidInput, Problem
from instructional_coaching.journal.importing import ImportReport, import_file
from instructional_coaching.storage import Document, Query, StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.shelving import ENTRY

TERM = Path(__file__).parents[2] / "docs" / "examples" / "term"
RULES = TERM / "rules"
FILES = TERM / "staff.csv", TERM / "calendar.yaml", TERM / "log.csv"
"""The files in the order in which they are imported."""
NOW = datetime(2025, 12, 20, 16, 5, tzinfo=UTC)
KINDS = (ENTRY, *(record.KIND for record in RECORDS))


class Sheet:
    """A table whose cells have no line breaks, so that each row is one line of the file."""

    def __init__(self, columns: list[str], rows: list[list[str]]) -> None:
        self.columns = columns
        self.rows = rows

    @classmethod
    def read(cls, name: str) -> Self:
        with (TERM / name).open(encoding="utf-8", newline="") as file:
            columns, *rows = csv.reader(file)
        return cls(columns, rows)

    @classmethod
    def of(cls, columns: str, *rows: str) -> Self:
        """Make one from lines separated by commas."""
        return cls(columns.split(","), [row.split(",") for row in rows])

    @property
    def lines(self) -> Iterator[int]:
        """The numbers of the lines below the header."""
        yield from range(2, len(self.rows) + 2)

    def place(self, column: str) -> int:
        """Return the number of a column, from 1."""
        return self.columns.index(column) + 1

    def get(self, line: int, column: str) -> str:
        return self.rows[line - 2][self.place(column) - 1]

    def set(self, line: int, column: str, text: str) -> None:
        self.rows[line - 2][self.place(column) - 1] = text

    def given(self, line: int) -> list[str]:
        """Return the columns in which the line has something."""
        return [name for name, cell in zip(self.columns, self.rows[line - 2], strict=False) if cell]

    def find(self, **cells: str) -> int:
        """Return the number of the first line with these cells."""
        wanted = cells.items()
        return next(n for n in self.lines if all(self.get(n, name) == text for name, text in wanted))

    def drop(self, line: int) -> None:
        del self.rows[line - 2]

    def drop_column(self, column: str) -> None:
        place = self.place(column) - 1
        for row in (self.columns, *self.rows):
            del row[place]

    def text(self, *, separator: str = ",", newline: str = "\n") -> str:
        made = io.StringIO()
        csv.writer(made, delimiter=separator, lineterminator=newline).writerows([self.columns, *self.rows])
        return made.getvalue()

    def write(self, path: Path) -> Path:
        path.write_bytes(self.text().encode())
        return path


@cache
def known(rules: Path = RULES) -> Catalogue:
    """Return the definitions that the library brings, with the school's own."""
    with open_workspace("memory://", definitions=rules) as workspace:
        return workspace.catalogue


@attrs.define
class School:
    """A school with nothing in it but its own rules, on a store of which every document can be seen."""

    backend: StorageBackend = attrs.field(factory=MemoryBackend)
    rules: Path = RULES

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.backend, clock=lambda: NOW, brought=lambda: known(self.rules))

    def take(self, file: Path, steward: str = "office") -> ImportReport:
        return import_file(self.workspace, file, steward=steward)

    def with_staff(self) -> Self:
        self.take(TERM / "staff.csv")
        return self

    def documents(self) -> list[Document]:
        """Return everything that is stored, to the last character."""
        return [document for kind in KINDS for document in self.backend.find(Query(kind))]


def written(folder: Path, text: str | bytes, name: str = "log.csv") -> Path:
    """Write a file as it is, to the last byte."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(raised: CoachingError) -> list[tuple[int, int, str]]:
    """Return where the problems are, with their codes."""
    assert isinstance(raised, InvalidInput)
    return [(one.line, one.column, one.code) for one in raised.problems]


def only(raised: CoachingError) -> Problem:
    """Return the only problem."""
    assert isinstance(raised, InvalidInput)
    (problem,) = raised.problems
    return problem
