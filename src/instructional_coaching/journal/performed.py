"""A line of a table as the performance of a verb."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from functools import partial
from typing import Any, TypeVar, get_args

from instructional_coaching.codec.converter import is_value, read_date, read_instant
from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.transition import Verb, verbs_of
from instructional_coaching.domain.value import annotations_of
from instructional_coaching.errors import CoachingError, InvalidInput, InvalidValue, Problem
from instructional_coaching.journal.cell import plain_from_cell
from instructional_coaching.journal.table import Line, Table
from instructional_coaching.workspace.shelving import refers_to

T = TypeVar("T")

VERBS: Mapping[str, Verb] = {name: verb for record in RECORDS for name, verb in verbs_of(record).items()}
KINDS = tuple(record.KIND for record in RECORDS)
_COLUMN_OF = {
    "not-the-coachee": "by",
    "not-an-author": "by",
    "not-its-author": "by",
    "statutory-basis": "by",
    "out-of-order": "when",
    "not-yet": "when",
    "already-exists": "id",
}


class Performed:
    """A line of a table as the performance of a verb."""

    def __init__(self, table: Table, line: Line, steward: str, now: datetime) -> None:
        self._table = table
        self._line = line
        self._steward = steward
        self._now = now
        self.do = line.cells.get("do", "") if "do" in table.columns else "person.join"
        self._verb = VERBS.get(self.do)
        self._kind = self.do.partition(".")[0]

    @property
    def changes(self) -> frozenset[str]:
        """The record that the line begins or changes, as kind and id."""
        place = "id" if self._verb and self._verb.creates else self._kind
        return frozenset({f"{self._kind}/{self._line.cells.get(place, '')}"})

    @property
    def needs(self) -> frozenset[str]:
        """The records that the line needs, as kind and id."""
        cells = self._line.cells
        named = {f"{kind}/{cells[kind]}" for kind in KINDS if kind in cells}
        for name, annotation in self._verb.parameters.items() if self._verb else ():
            kind = refers_to(annotation)
            named |= {f"{kind}/{one.strip()}" for one in cells.get(name, "").split(";") if kind}
        return frozenset(named)

    @property
    def unconfirmed(self) -> bool:
        """Whether it is a coachee's decision that somebody else typed."""
        by = self._line.cells.get("by", self._steward)
        return bool(self._verb and self._verb.decision) and by != self._recorded_by(by)

    def arguments(self) -> dict[str, Any]:
        """Return what the verb is performed with.

        Raises:
            CoachingError: a cell doesn't fit.
        """
        cells = dict(self._line.cells)
        if "do" in self._table.columns:
            for needed in ("do", "by", "when"):
                if needed not in cells:
                    raise InvalidValue(needed, "is empty", "every line of a log needs it")
        logged = self._logged(cells.pop("logged", None), cells.get("when", ""))
        cells["do"] = self.do
        by = cells.setdefault("by", self._steward)
        cells["recorded_by"] = self._recorded_by(by)
        return {**self._plain(cells), "logged": logged}

    def problems(self, raised: CoachingError) -> Iterator[Problem]:
        """Yield the problems of the line behind an error."""
        if isinstance(raised, InvalidInput):
            for one in raised.problems:
                column = one.path if one.path in self._table.columns else one.path.partition("[")[0]
                yield self._table.problem(self._line.number, column, one.message, one.hint, one.code)
        elif isinstance(raised, InvalidValue):
            yield self._table.problem(
                self._line.number, raised.field, raised.problem, raised.hint, raised.code
            )
        else:
            column = _COLUMN_OF.get(raised.code, "do")
            yield self._table.problem(self._line.number, column, raised.message, raised.hint, raised.code)

    def _recorded_by(self, by: str) -> str:
        if "recorded_by" in self._table.columns:
            return self._line.cells.get("recorded_by", by)
        return self._steward

    def _logged(self, text: str | None, when: str) -> datetime | None:
        if "logged" not in self._table.columns:
            return None
        given = text or when
        if len(given) > len("2026-09-14"):
            return _of("logged", lambda: read_instant(given))
        day = _of("logged" if text else "when", lambda: read_date(given))
        return datetime.combine(day, time(), self._now.tzinfo)

    def _plain(self, cells: Mapping[str, str]) -> dict[str, Any]:
        parameters = self._verb.parameters if self._verb else {}
        plain: dict[str, Any] = {}
        for column, text in cells.items():
            name, _, field = column.partition(".")
            annotation = parameters.get(name, str)
            if field:
                inner = plain.setdefault(name, {})
                inner[field] = plain_from_cell(text, _field(annotation, field))
            else:
                plain[name] = _of(column, partial(plain_from_cell, text, annotation))
        return plain


def _of(column: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except InvalidValue as raised:
        raise InvalidValue(column, raised.problem, raised.remedy_for_it) from None


def _field(annotation: Any, field: str) -> Any:
    value = next((part for part in (annotation, *get_args(annotation)) if is_value(part)), None)
    return annotations_of(value).get(field, str) if value else str
