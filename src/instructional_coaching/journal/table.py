"""A CSV file as lines of cells by column, with every problem of its form at once."""

import codecs
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from instructional_coaching.errors import InvalidInput, Problem

MOST_BYTES = 50_000_000
MOST_CELL = 20_000


@attrs.frozen
class Line:
    """A line of a table.

    Attributes:
        number: Its number in the file, from 1; that of its last line where a cell has line breaks.
        cells: Text by column, without the empty ones.
    """

    number: int
    cells: Mapping[str, str] = attrs.field(repr=False)


@attrs.frozen
class Table:
    """A table.

    Attributes:
        source: The file's name.
        columns: The names of its columns, in order.
        lines: Its lines.
    """

    source: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    def problem(self, line: int, column: str, message: str, hint: str, code: str) -> Problem:
        """Return a problem in one of its cells."""
        place = self.columns.index(column) + 1 if column in self.columns else 0
        return Problem(self.source, line, place, column, message, hint, code)


def read_table(path: Path) -> Table:
    """Return the table in a CSV file: UTF-8, a header line, separated by comma, semicolon or tab.

    Raises:
        InvalidInput: with every problem of the file's form.
    """
    source = path.name
    text = _text(path)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        header = tuple(name.strip() for name in next(rows, []))
        problems = list(_header_problems(source, header))
        lines: list[Line] = []
        for row in rows:
            if any(cell.strip() for cell in row):
                problems += _row_problems(source, rows.line_num, header, row)
                cells = {n: c.strip() for n, c in zip(header, row, strict=False) if c.strip()}
                lines.append(Line(rows.line_num, cells))
    except csv.Error:
        hint = "close every quotation mark, and double those inside a cell"
        raise InvalidInput(
            source, [Problem(source, rows.line_num, 0, "", "is not well-formed CSV", hint, "syntax")]
        ) from None
    if problems:
        raise InvalidInput(source, problems)
    return Table(source, header, tuple(lines))


def _text(path: Path) -> str:
    try:
        found = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as raised:
        hint = "check the path, and that the file may be read"
        reason = f"can't be read ({raised.strerror})"
        raise InvalidInput(path.name, [Problem(path.name, 0, 0, "", reason, hint, "unreadable")]) from None
    if found is None:
        problem = Problem(path.name, 0, 0, "", f"has more than {MOST_BYTES} bytes", "split it", "too-long")
        raise InvalidInput(path.name, [problem])
    try:
        return found.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as raised:
        line = found[: raised.start].count(b"\n") + 1
        hint = "save it as CSV UTF-8"
        raise InvalidInput(
            path.name, [Problem(path.name, line, 0, "", "is not UTF-8", hint, "encoding")]
        ) from None


def _header_problems(source: str, header: tuple[str, ...]) -> Iterator[Problem]:
    if not any(header):
        yield Problem(source, 1, 0, "", "has no header line", "name the columns in the first line", "syntax")
    for place, name in enumerate(header, 1):
        if not name and any(header):
            yield Problem(source, 1, place, "", "a column has no name", "name it or remove it", "syntax")
        elif name and name in header[: place - 1]:
            yield Problem(source, 1, place, name, "is there twice", "keep one of the two", "syntax")


def _row_problems(source: str, line: int, header: tuple[str, ...], row: list[str]) -> Iterator[Problem]:
    if any(cell.strip() for cell in row[len(header) :]):
        hint = "put a cell that holds the separator in quotation marks"
        yield Problem(source, line, len(header) + 1, "", "has more cells than columns", hint, "syntax")
    for place, cell in enumerate(row[: len(header)], 1):
        if len(cell) > MOST_CELL:
            message = f"has {len(cell)} characters"
            yield Problem(source, line, place, header[place - 1], message, "shorten it", "too-long")
