"""A line of a table as a step: a line of a log names its verb, one of a staff list is a `person.join`.

Where a log has a column ``recorded_by`` or ``logged``, an empty cell means "they themselves" and "the same
day". Where it has no such column nobody knows, so whoever imports it recorded it, now.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from instructional_coaching.errors import InvalidValue, Problem
from instructional_coaching.journal.cell import plain_from_cell
from instructional_coaching.journal.column import NEEDED, VERBS, fields_of
from instructional_coaching.journal.step import Step, typed_at
from instructional_coaching.journal.table import Line, Table


def step_of_line(table: Table, line: Line, steward: str, now: datetime) -> Step:
    """Return the step that a line of a table is.

    Args:
        table: The table.
        line: The line.
        steward: Who imports it.
        now: The present instant.
    """
    do = line.cells.get("do", "") if table.is_log else "person.join"
    read = _Read(table, line, do)
    given = read.given()
    return Step(
        source=table.source,
        line=line.number,
        do=do,
        given=given,
        tell=read.tell,
        steward=steward,
        now=now,
        typist=None if "recorded_by" in table.columns else steward,
        logged=read.logged(now),
        malformed=line.problems,
        unread=tuple(read.problems),
    )


@attrs.frozen
class _Read:
    """What is read of a line."""

    table: Table
    line: Line
    do: str
    problems: list[Problem] = attrs.field(factory=list[Problem])

    def given(self) -> Mapping[str, Any]:
        """Return the values that can be read, and note what is wrong with the others."""
        cells = self.line.cells
        given: dict[str, Any] = {}
        for column in NEEDED if self.table.is_log else ():
            if column not in cells:
                hint = "every line of a log needs it"
                self.problems.append(self.tell(column, "is empty", hint, "missing-key"))
        for column, text in cells.items():
            name, _, field = column.partition(".")
            if column in ("do", "logged"):
                continue
            annotation = self._parameters.get(name, str)
            try:
                plain = plain_from_cell(text, fields_of(annotation).get(field, str) if field else annotation)
            except InvalidValue as raised:
                self.problems.append(self.tell(column, raised.problem, raised.hint, raised.code))
                continue
            if field:
                given.setdefault(name, {})[field] = plain
            else:
                given[name] = plain
        return given

    def logged(self, now: datetime) -> datetime | None:
        """Return when it was typed, and note if that can't be read."""
        try:
            return typed_at(self.line.cells, now) if "logged" in self.table.columns else None
        except InvalidValue as raised:
            self.problems.append(self.tell(raised.field, raised.problem, raised.hint, raised.code))
            return None

    def tell(self, path: str, message: str, hint: str, code: str) -> Problem:
        """Return a problem in the cell that a path leads to, or else in that of the verb.

        What has no column of its own, but should have, is told by the line alone.
        """
        whole = path.partition("[")[0]
        name = whole.partition(".")[0]
        parts = (one for one in self.line.cells if one.startswith(f"{whole}."))
        instead = () if name in self._expected else ("do",)
        columns = (path, whole, name, *parts, *instead)
        column = next((one for one in columns if one in self.table.columns), "")
        return attrs.evolve(self.table.problem(self.line.number, column, message, hint, code), path=path)

    @property
    def _parameters(self) -> Mapping[str, Any]:
        verb = VERBS.get(self.do)
        return verb.parameters if verb else {}

    @property
    def _expected(self) -> tuple[str, ...]:
        verb = VERBS.get(self.do)
        return (*self._parameters, "id" if verb and verb.creates else self.do.partition(".")[0], *NEEDED)
