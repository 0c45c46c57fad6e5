"""A line of a table as the performance of a verb."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

import attrs

from instructional_coaching.codec.converter import read_date, read_instant
from instructional_coaching.codec.entry import arguments_from
from instructional_coaching.domain.check import Id, check_for
from instructional_coaching.domain.transition import Verb
from instructional_coaching.errors import CoachingError, InvalidInput, InvalidValue, Problem
from instructional_coaching.journal.cell import plain_from_cell
from instructional_coaching.journal.column import NEEDED, VERBS, fields_of
from instructional_coaching.journal.place import place_of
from instructional_coaching.journal.table import Line, Table
from instructional_coaching.workspace.performance import Performance


@attrs.frozen
class Performed:
    """A line of a table as the performance of a verb.

    Attributes:
        table: The table.
        line: The line.
        steward: Who imports it.
        now: The present instant.
    """

    table: Table
    line: Line
    steward: str
    now: datetime

    @property
    def cells(self) -> Mapping[str, str]:
        """The cells of the line that hold something."""
        return self.line.cells

    @property
    def do(self) -> str:
        """The verb's full name as the line has it; each line of a staff list is a `person.join`."""
        return self.cells.get("do", "") if self.table.is_log else "person.join"

    @property
    def kind(self) -> str:
        """The kind of record that the verb is one of."""
        return self.do.partition(".")[0]

    @property
    def verb(self) -> Verb | None:
        """The verb, or None if there is none of that name."""
        return VERBS.get(self.do)

    @property
    def subject(self) -> str:
        """The column with the id of the record that the line begins or changes."""
        return "id" if self.verb and self.verb.creates else self.kind

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The verb's parameters with their annotations."""
        return self.verb.parameters if self.verb else {}

    @property
    def unconfirmed(self) -> bool:
        """Whether it is a coachee's decision that somebody else typed."""
        by = self.cells.get("by", self.steward)
        return bool(self.verb and self.verb.decision) and by != self._recorded_by(by)

    def arguments(self) -> dict[str, Any]:
        """Return the plain arguments that the verb is performed with, and ``logged``.

        Raises:
            InvalidInput: a cell can't be read; with every such problem.
        """
        problems: list[Problem] = []
        arguments = self._read(problems)
        if problems:
            raise InvalidInput(self.table.source, tuple(problems))
        return arguments

    def problems_of_form(self) -> tuple[Problem, ...]:
        """Return what is wrong with the line by itself, whatever the records are."""
        problems: list[Problem] = []
        arguments = self._read(problems)
        told = {problem.path for problem in problems}
        problems += (one for one in self._misfits(arguments) if one.path not in told)
        return tuple(sorted(problems, key=lambda problem: (problem.column, problem.path)))

    def problems_in(self, raised: CoachingError) -> Iterator[Problem]:
        """Yield the problems behind an error, each in the column that it is about."""
        if isinstance(raised, InvalidInput):
            for one in raised.problems:
                yield self._problem(one.path, one.message, one.hint, one.code)
        else:
            path = place_of(raised, self.cells, self.parameters)
            message = raised.problem if isinstance(raised, InvalidValue) else raised.message
            yield self._problem(path, message, raised.hint, raised.code)

    def _problem(self, path: str, message: str, hint: str, code: str) -> Problem:
        """Return a problem in the cell that a path leads to, or else in that of the verb.

        What has no column of its own, but should have, is told by the line alone.
        """
        whole = path.partition("[")[0]
        name = whole.partition(".")[0]
        parts = (one for one in self.cells if one.startswith(f"{whole}."))
        instead = () if name in (*self.parameters, self.subject, *NEEDED) else ("do",)
        columns = (path, whole, name, *parts, *instead)
        column = next((one for one in columns if one in self.table.columns), "")
        return attrs.evolve(self.table.problem(self.line.number, column, message, hint, code), path=path)

    def _read(self, problems: list[Problem]) -> dict[str, Any]:
        """Return the arguments that can be read, and add to the problems what is wrong with the others."""
        cells = {name: text for name, text in self.cells.items() if name not in ("do", "logged")}
        by = cells.setdefault("by", self.steward)
        cells["recorded_by"] = self._recorded_by(by)
        arguments: dict[str, Any] = {"logged": None}
        for column in NEEDED if self.table.is_log else ():
            if column not in self.cells:
                hint = "every line of a log needs it"
                problems.append(self._problem(column, "is empty", hint, "missing-key"))
        for column, text in cells.items():
            name, _, field = column.partition(".")
            annotation = self.parameters.get(name, str)
            try:
                plain = plain_from_cell(text, fields_of(annotation).get(field, str) if field else annotation)
            except InvalidValue as raised:
                problems.append(self._problem(column, raised.problem, raised.hint, raised.code))
                continue
            if field:
                arguments.setdefault(name, {})[field] = plain
            else:
                arguments[name] = plain
        try:
            arguments["logged"] = self._logged()
        except InvalidValue as raised:
            problems += self.problems_in(raised)
        return arguments

    def _misfits(self, arguments: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield what is wrong with the arguments that could be read."""
        given = {name: one for name, one in arguments.items() if name != "logged"}
        verb = self.verb
        if verb is None:
            yield from self._refusals(lambda: Performance.of(self.do, given))
            return
        # A record that an existing one refers to is taken from there.
        taken_over = frozenset[str]() if verb.creates else frozenset(verb.records)
        if not verb.creates:
            if self.kind not in given:
                hint = f"give the id of the {self.kind}"
                yield self._problem(self.kind, "is missing", hint, "missing-key")
            subject = given.pop(self.kind, "none")
            yield from self._refusals(lambda: check_for(Id)(subject, self.kind))
        given.setdefault("when", self.now.date().isoformat())
        if "recorded_by" not in self.cells:
            del given["recorded_by"]
        for one in self._refusals(lambda: arguments_from(verb, given, self.table.source)):
            if one.code != "missing-key" or one.path not in taken_over:
                yield one

    def _refusals(self, check: Callable[[], object]) -> tuple[Problem, ...]:
        try:
            check()
        except (InvalidInput, InvalidValue) as raised:
            return tuple(self.problems_in(raised))
        return ()

    def _logged(self) -> datetime | None:
        """Return when it was typed, or None if that is now."""
        if "logged" not in self.table.columns:
            return None
        column = "logged" if "logged" in self.cells else "when"
        given = self.cells.get(column)
        if given is None:
            return None
        try:
            if column == "logged" and len(given) > len("2026-09-14"):
                return read_instant(given)
            return datetime.combine(read_date(given), time(), self.now.tzinfo)
        except InvalidValue as raised:
            raise InvalidValue(column, raised.problem, raised.remedy_for_it) from None

    def _recorded_by(self, by: str) -> str:
        if "recorded_by" in self.table.columns:
            return self.cells.get("recorded_by", by)
        return self.steward
