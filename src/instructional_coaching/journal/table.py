"""A CSV file as lines of cells by column, with every problem of its form at once."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from instructional_coaching.errors import InvalidInput, Problem
from instructional_coaching.journal.file import opened

MOST_BYTES = 50_000_000
MOST_COLUMNS = 500
MOST_CELL = 20_000


@attrs.frozen
class Line:
    """A line of a table.

    Attributes:
        number: Its number in the file, from 1; that of its first line where a cell has line breaks.
        cells: Text by column, without the empty ones.
        problems: What is wrong with its form.
    """

    number: int
    cells: Mapping[str, str] = attrs.field(repr=False)
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class Table:
    """A table.

    Attributes:
        source: The file's name.
        columns: The names of its columns, in order.
        lines: Its lines, the empty ones left out.
        size: How many characters the file has.
    """

    source: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    size: int = 0

    @property
    def is_log(self) -> bool:
        """Whether each line names the verb that it performs; the lines of a staff list don't."""
        return "do" in self.columns

    def problem(self, line: int, column: str, message: str, hint: str, code: str) -> Problem:
        """Return a problem in one of its cells."""
        place = self.columns.index(column) + 1 if column in self.columns else 0
        return Problem(self.source, line, place, column, message, hint, code)


def read_table(path: Path) -> Table:
    """Return the table in a CSV file: UTF-8, a header line, separated by comma, semicolon or tab.

    Raises:
        InvalidInput: the file can't be read as a table; what is wrong with a line stands in the line.
    """
    source = path.name
    text = _text(path)
    # Lines end where a spreadsheet ends them, and nowhere else: text may hold other separators of Unicode.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    lines: list[Line] = []
    start = 1
    try:
        header = _header(next(rows, list[str]()))
        problems = list(_header_problems(source, header))
        start = rows.line_num + 1
        for row in () if problems else rows:
            if any(cell.strip() for cell in row):
                lines.append(_line(source, start, header, row))
            start = rows.line_num + 1
    except csv.Error as raised:
        problems = [_malformed(source, start, raised)]
        header = ()
    if problems:
        raise InvalidInput(source, tuple(problems))
    return Table(source, header, tuple(lines), len(text))


def _separator(text: str) -> str:
    first = re.match(r"[^\r\n]*", text)
    return max(",;\t", key=first[0].count) if first else ","


def _text(path: Path) -> str:
    source = path.name
    with opened(path) as file:
        found = file.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        reason = f"has more than {MOST_BYTES} bytes"
        raise InvalidInput(source, (Problem(source, 0, 0, "", reason, "split it", "too-long"),))
    try:
        return found.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as raised:
        before = raised.object[: raised.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        hint = "save it as CSV UTF-8"
    raise InvalidInput(source, (Problem(source, line, 0, "", "is not UTF-8", hint, "encoding"),))


def _malformed(source: str, line: int, raised: csv.Error) -> Problem:
    if "field limit" in str(raised):
        return Problem(
            source, line, 0, "", f"a cell has more than {MOST_CELL} characters", "shorten it", "too-long"
        )
    hint = "close every quotation mark, and double those inside a cell"
    return Problem(source, line, 0, "", "is not well-formed CSV", hint, "syntax")


def _header(row: list[str]) -> tuple[str, ...]:
    named = [name.strip() for name in row]
    while named and not named[-1]:  # a spreadsheet may export columns that hold nothing
        named.pop()
    return tuple(named)


def _header_problems(source: str, header: tuple[str, ...]) -> Iterator[Problem]:
    if not header:
        yield Problem(source, 1, 0, "", "has no header line", "name the columns in the first line", "syntax")
        return
    if len(header) > MOST_COLUMNS:
        message = f"has {len(header)} columns, more than {MOST_COLUMNS}"
        yield Problem(source, 1, 0, "", message, "remove those that no verb knows", "too-long")
        return
    for place, name in enumerate(header, 1):
        if not name:
            yield Problem(source, 1, place, "", "a column has no name", "name it or remove it", "syntax")
        elif name in header[: place - 1]:
            yield Problem(source, 1, place, name, "is there twice", "keep one of the two", "syntax")


def _line(source: str, number: int, header: tuple[str, ...], row: list[str]) -> Line:
    cells = {name: text for name, cell in zip(header, row, strict=False) if (text := _trimmed(cell))}
    return Line(number, cells, tuple(_row_problems(source, number, header, row)))


def _row_problems(source: str, line: int, header: tuple[str, ...], row: list[str]) -> Iterator[Problem]:
    for place, cell in enumerate(row[: len(header)], 1):
        if len(cell) > MOST_CELL:
            message = f"has {len(cell)} characters, more than {MOST_CELL}"
            yield Problem(source, line, place, header[place - 1], message, "shorten it", "too-long")
    if any(cell.strip() for cell in row[len(header) :]):
        hint = "put a cell that holds the separator in quotation marks"
        yield Problem(source, line, len(header) + 1, "", "has more cells than columns", hint, "syntax")


def _trimmed(cell: str) -> str:
    # A control at the edge, such as a lone carriage return, is no blank: it stays, to be refused.
    ends = cell.replace("\r\n", "")
    return cell.strip() if ends.strip(" \t\n\u00a0") == ends.strip() else cell
