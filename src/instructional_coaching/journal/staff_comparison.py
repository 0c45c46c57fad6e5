"""A staff list compared with the register: what is new, what has changed, and what is unclear.

A line says what holds now. So what it changes holds from ``when`` only if that day is later than all that is
entered of the person, and else from today: the day in the list is often that on which they joined.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.errors import Problem
from instructional_coaching.journal.staff_coaching import Named, Pairs
from instructional_coaching.journal.staff_list import NONE, StaffLine, StaffList
from instructional_coaching.journal.staff_report import (
    Finding,
    NewPerson,
    NewRelationship,
    StaffChange,
    StaffDoubt,
    StaffReport,
    StaffValue,
    Unclear,
)


@attrs.frozen
class Register:
    """What is known of a school's people before a staff list is taken.

    Attributes:
        today: The present day.
        people: Everybody in the register, by id.
        relationships: Gives those of a coachee.
        is_taken: Says whether there is a relationship of an id.
    """

    today: date
    people: Mapping[str, Person]
    relationships: Callable[[str], Sequence[Relationship]]
    is_taken: Callable[[str], bool]


def problems_of_staff(staff: StaffList, register: Register) -> tuple[tuple[Problem, ...], tuple[int, ...]]:
    """Return what is wrong with a staff list, and the numbers of the lines that depend on that.

    A coach has to be in the register or in the list; where an id can't be read, it may be the coach's.
    """
    known = {NONE, *register.people, *staff.ids}
    strangers = [line for line in staff.lines if line.coach and line.coach not in known]
    if not staff.is_legible:
        return staff.problems, tuple(line.number for line in strangers)
    found = [*staff.problems, *(_unknown_coach(staff, line) for line in strangers)]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column))), ()


def compared(
    staff: StaffList, register: Register, *, by: str, elsewhere: frozenset[str] = frozenset()
) -> StaffReport:
    """Return what a staff list without problems says beyond what the register holds.

    Args:
        staff: The staff list.
        register: What is known already.
        by: Who takes the list in.
        elsewhere: Ids of those who are in another list of the same school.
    """
    comparison = _Comparison(register, by, {line.id: line for line in staff.lines})
    unchanged = sum([not comparison.take(line) for line in staff.lines])
    comparison.miss(staff.ids | elsewhere)
    found = comparison.found
    return StaffReport(
        new=tuple(one for one in found if isinstance(one, NewPerson)),
        begun=tuple(one for one in found if isinstance(one, NewRelationship)),
        changed=tuple(one for one in found if isinstance(one, StaffChange)),
        unclear=tuple(one for one in found if isinstance(one, StaffDoubt)),
        unchanged=unchanged,
    )


def _unknown_coach(staff: StaffList, line: StaffLine) -> Problem:
    message, hint = f"{line.coach} is neither in the register nor in this list", "check the id, or add a line"
    return staff.table.problem(line.number, "coach", message, hint, "invalid-value")


@attrs.frozen
class _Comparison:
    """What has been found so far."""

    register: Register
    by: str
    lines: Mapping[str, StaffLine]
    found: list[Finding] = attrs.field(factory=list[Finding])
    begun: set[str] = attrs.field(factory=set[str])

    def take(self, line: StaffLine) -> Sequence[Finding]:
        """Compare a line, and return what was found."""
        today, person = self.register.today, self.register.people.get(line.id)
        findings = [*_compared_person(line, person, today), *self._compared_coach(line, person)]
        if person and person.left is not None and (findings or person.left < today):
            findings = [_leaving(line, person.left, today)]
        elif findings and line.when and line.when > today:
            message, hint = f"holds from {line.when}, which is to come", "import the list again on that day"
            findings = [StaffDoubt(line.number, line.id, Unclear.NOT_YET, message, hint)]
        self.found.extend(findings)
        self.begun.update(one.id for one in findings if isinstance(one, NewRelationship))
        return findings

    def miss(self, listed: frozenset[str]) -> None:
        """Note who is at the school and not in a list."""
        for id_, person in sorted(self.register.people.items()):
            if id_ not in listed and person.left is None:
                message = "is in the register and not in the list"
                today = self.register.today.isoformat()
                remedy = {"when": today, "by": self.by, "do": "person.leave", "person": id_}
                self.found.append(StaffDoubt(0, id_, Unclear.NOT_LISTED, message, remedy=remedy))

    def _compared_coach(self, line: StaffLine, person: Person | None) -> list[Finding]:
        if line.coach is None:
            return []
        today = self.register.today
        when = _day_of_change(line, person, today) if person else today
        pairs = Pairs(self.register.relationships, self._is_taken, self._is_there)
        return [*pairs.compared(Named(line.number, line.id, line.coach, when, today, self.by))]

    def _is_taken(self, id_: str) -> bool:
        return id_ in self.begun or self.register.is_taken(id_)

    def _is_there(self, person: str) -> bool:
        known = self.register.people.get(person)
        if known is None:
            line = self.lines.get(person)
            return line is not None and (line.when is None or line.when <= self.register.today)
        return known.left is None or known.left >= self.register.today


def _compared_person(line: StaffLine, person: Person | None, today: date) -> Iterator[Finding]:
    if person is None:
        yield NewPerson(line.number, line.id, line.when or today, line.said)
        return
    when = _day_of_change(line, person, today)
    for field, after in line.said.items():
        before = _value(person, field, today)
        later = [one for one in person.working if one.since > today] if field == "working_days" else []
        if after == before or after in [one.days for one in later]:
            continue
        if later:
            message = f"other working days than the list says are entered from {later[0].since} on"
            hint = "if the list is right, put the register right when they begin"
            yield StaffDoubt(line.number, line.id, Unclear.LATER_DAYS, message, hint)
        else:
            yield StaffChange(line.number, line.id, field, before, after, when)


def _day_of_change(line: StaffLine, person: Person, today: date) -> date:
    entered = [person.since, *(one.since for one in person.working if one.since <= today)]
    return line.when if line.when and line.when > max(entered) else today


def _value(person: Person, field: str, today: date) -> StaffValue:
    if field == "working_days":
        return next((one.days for one in reversed(person.working) if one.since <= today), None)
    return person.duties if field == "duties" else person.early_career_year


def _leaving(line: StaffLine, left: date, today: date) -> StaffDoubt:
    if left < today:
        message, hint = f"left on {left}, and is in the list", "take them off it, or give them another id"
    else:
        message, hint = f"leaves on {left}, and the list says something else of them", "take them off it"
    return StaffDoubt(line.number, line.id, Unclear.HAS_LEFT, message, hint)
