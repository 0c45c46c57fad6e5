"""What a staff list says beyond the register, as steps that whoever imports it takes."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.errors import NotFound, Problem
from instructional_coaching.journal.staff_comparison import Register
from instructional_coaching.journal.staff_report import StaffReport, StaffValue
from instructional_coaching.journal.step import Step
from instructional_coaching.journal.table import Table
from instructional_coaching.workspace.unit import UnitOfWork


def register_in(unit: UnitOfWork, today: date) -> Register:
    """Return what a unit of work knows of a school's people."""

    def is_taken(relationship: str) -> bool:
        try:
            unit.get(Relationship, relationship)
        except NotFound:
            return False
        return True

    @cache
    def by_coachee() -> Mapping[str, list[Relationship]]:
        found: dict[str, list[Relationship]] = {}
        for one in unit.find(Relationship):
            found.setdefault(one.coachee, []).append(one)
        return found

    return Register(
        today=today,
        people={person.id: person for person in unit.find(Person)},
        relationships=lambda coachee: by_coachee().get(coachee, ()),
        is_taken=is_taken,
    )


def steps_of_staff(table: Table, found: StaffReport, steward: str, now: datetime) -> Iterator[Step]:
    """Yield the steps to take, whoever is named by another before that one.

    Args:
        table: The staff list.
        found: What it says beyond the register.
        steward: Who imports it.
        now: The present instant.
    """
    for new in found.new:
        yield _step(table, new.line, steward, now, "person.join", new.when, id=new.id, **_plain(new.said))
    for one in found.changed:
        do, changed = f"person.change_{one.field}", _plain({one.field: one.after})
        yield _step(table, one.line, steward, now, do, one.when, person=one.id, **changed)
    for begun in found.begun:
        named = {"id": begun.id, "coach": begun.coach, "coachee": begun.coachee}
        yield _step(table, begun.line, steward, now, "relationship.begin", begun.when, **named)


def _step(table: Table, line: int, steward: str, now: datetime, do: str, when: date, **given: Any) -> Step:
    begins = do == "relationship.begin"

    def tell(path: str, message: str, hint: str, code: str) -> Problem:
        column = "coach" if begins and path == "id" else path if path in table.columns else "id"
        return table.problem(line, column, message, hint, code)

    return Step(
        source=table.source,
        line=line,
        do=do,
        given={**given, "when": when.isoformat()},
        tell=tell,
        steward=steward,
        now=now,
        typist=steward,
    )


def _plain(said: Mapping[str, StaffValue]) -> dict[str, Any]:
    """Return values as JSON has them; what there is none of is not given."""
    plain = {name: sorted(one) if isinstance(one, frozenset) else one for name, one in said.items()}
    return {name: one for name, one in plain.items() if one is not None}
