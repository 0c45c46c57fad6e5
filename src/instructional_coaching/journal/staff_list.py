"""A staff list: a table without a column ``do``, a line for each member of staff.

An empty cell, like a missing column, says nothing, and so changes nothing. The word ``none`` says that there
is none: no duty, no year of an early-career entitlement, no coach.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

import attrs

from instructional_coaching.codec.moment import read_date
from instructional_coaching.domain.check import Id, check_for
from instructional_coaching.domain.people import Duty, EarlyCareerYear
from instructional_coaching.errors import InvalidValue, Problem
from instructional_coaching.journal.cell import plain_from_cell
from instructional_coaching.journal.staff_report import StaffValue
from instructional_coaching.journal.table import Line, Table
from instructional_coaching.journal.working_days import working_days_from

NONE = "none"
COLUMNS = ("id", "duties", "early_career_year", "working_days", "coach", "when")


@attrs.frozen
class StaffLine:
    """What a line says of somebody.

    Attributes:
        number: The line's number.
        id: Who.
        said: Duties, year and working days by column, as far as it says them.
        coach: Their coach; `NONE` if it says that they have none, None if it says nothing.
        when: From which day on it holds, if it says so.
    """

    number: int
    id: str
    said: Mapping[str, StaffValue]
    coach: str | None = None
    when: date | None = None


@attrs.frozen
class StaffList:
    """What a staff list says.

    Attributes:
        table: The table it was read from.
        lines: What each line says, without those that have problems.
        problems: What is wrong, by line and column.
        ids: Everybody it has a line of.
        is_legible: Whether the id of every line could be read.
    """

    table: Table
    lines: tuple[StaffLine, ...]
    problems: tuple[Problem, ...]
    ids: frozenset[str]
    is_legible: bool


def problems_of_staff_columns(table: Table) -> Iterator[Problem]:
    """Yield what is wrong with the header line of a staff list, so that no line can be judged."""
    misspelt = [column for column in table.columns if column.lower() == "do"]
    for column in misspelt or table.columns:
        if column not in COLUMNS:
            close = get_close_matches(column.lower(), (*COLUMNS, "do"), n=1)
            hint = f"did you mean {close[0]}?" if close else f"remove it; known are {', '.join(COLUMNS)}"
            yield table.problem(1, column, "is no column of a staff list", hint, "unknown-key")
    if not misspelt and "id" not in table.columns:
        yield table.problem(1, "id", "is missing", "every line of a staff list needs it", "missing-key")


def ids_in(tables: Iterable[Table]) -> frozenset[str]:
    """Return everybody of whom there is a line in staff lists."""
    return frozenset(line.cells["id"] for table in tables for line in table.lines if "id" in line.cells)


def read_staff_list(table: Table) -> StaffList:
    """Return what a staff list says, with every problem of its lines."""
    lines: list[StaffLine] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    is_legible = True
    for line in table.lines:
        read = _Read(table, line)
        said = read.line()
        if said.id in first:
            hint = f"line {first[said.id]} has it too; keep one of the two"
            read.tell("id", "is there twice", hint, "repeated-id")
        elif said.id:
            first[said.id] = line.number
        is_legible = is_legible and bool(said.id)
        problems += read.problems
        if not read.problems:
            lines.append(said)
    return StaffList(table, tuple(lines), tuple(problems), frozenset(first), is_legible)


@attrs.frozen
class _Read:
    """What is read of a line, and what is wrong with it."""

    table: Table
    of: Line
    problems: list[Problem] = attrs.field(factory=list[Problem])

    def line(self) -> StaffLine:
        """Return what the line says, as far as it can be read; the id is empty where that can't."""
        self.problems.extend(self.of.problems)
        if self.problems:
            return StaffLine(self.of.number, "", {})
        found = {column: self._cell(column, text) for column, text in self.of.cells.items()}
        said = {column: one for column, one in found.items() if column in _SAID}
        id_, coach, when = (found.get(column) for column in ("id", "coach", "when"))
        if "id" not in self.of.cells:
            self.tell("id", "is empty", "every line of a staff list needs it", "missing-key")
        elif id_ and id_ == coach:
            self.tell("coach", "would make them their own coach", "name another coach", "same-person")
        self.problems.sort(key=lambda problem: problem.column)
        return StaffLine(self.of.number, id_ or "", said, coach, when)

    def tell(self, column: str, message: str, hint: str, code: str) -> None:
        """Note a problem in a cell."""
        self.problems.append(self.table.problem(self.of.number, column, message, hint, code))

    def _cell(self, column: str, text: str) -> Any:
        try:
            return _READ[column](text)
        except InvalidValue as raised:
            self.tell(column, raised.problem, _HINT.get(column, raised.hint), raised.code)
            return None


def _id(text: str) -> str:
    found: str = check_for(Id)(text, "id")
    return found


def _coach(text: str) -> str:
    return NONE if text.lower() == NONE else _id(text)


def _duties(text: str) -> frozenset[Duty]:
    plain = text.lower()
    if plain == NONE:
        return frozenset()
    found: frozenset[Duty] = check_for(frozenset[Duty])(plain_from_cell(plain, frozenset[Duty]), "duties")
    return found


def _year(text: str) -> int | None:
    if text.lower() == NONE:
        return None
    found: int = check_for(EarlyCareerYear)(plain_from_cell(text, int), "early_career_year")
    return found


_SAID: Mapping[str, Callable[[str], StaffValue]] = {
    "duties": _duties,
    "early_career_year": _year,
    "working_days": working_days_from,
}
_READ: Mapping[str, Callable[[str], Any]] = {"id": _id, **_SAID, "coach": _coach, "when": read_date}
_HINT: Mapping[str, str] = {"duties": "choose leader or none", "early_career_year": "give 1, 2 or none"}
