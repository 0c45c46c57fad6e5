"""Laws of staff lists, whatever is in them and whatever was before."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from instructional_coaching.journal.staff_report import (
    StaffValue,
)
from tests.journal.staffing import BEFORE, FIELDS, MONDAY, STAFF, Staffroom, lists, sheet


@pytest.fixture
def school(tmp_path: Path) -> Staffroom:
    """A school with its first staff list in it."""
    room = Staffroom(folder=tmp_path)
    room.hears(STAFF)
    return room


@pytest.fixture
def empty(tmp_path: Path) -> Staffroom:
    return Staffroom(folder=tmp_path)


def meant(
    rows: list[dict[str, str]], before: Mapping[str, Mapping[str, StaffValue]]
) -> dict[str, dict[str, StaffValue]]:
    """Return what a list makes of a register, said without the library: an empty cell leaves what was."""
    after = {name: dict(said) for name, said in before.items()}
    for row in rows:
        said = {column: words[row[column]] for column, words in FIELDS.items() if row[column]}
        after[row["id"]] = {**after.get(row["id"], BEFORE), **said}
    return after


def register(school: Staffroom) -> dict[str, dict[str, StaffValue]]:
    """Return what holds today of everybody in a register."""
    return {
        person.id: {
            "duties": person.duties,
            "early_career_year": person.early_career_year,
            "working_days": person.working[-1].days if person.working else None,
        }
        for person in map(school.person, school.people())
    }


@given(first=lists(), second=lists())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_later_list_holds_and_what_is_told_as_changed_is_what_differs(
    tmp_path: Path, first: list[dict[str, str]], second: list[dict[str, str]]
) -> None:
    """And the same list once more changes nothing."""
    school = Staffroom(folder=tmp_path)
    entered = meant([row for row in first if row["when"] <= "2025-09-01"], {})
    school.hears(sheet(first))
    assert register(school) == entered
    report = school.hears(sheet(second), on=MONDAY)
    wanted = meant(second, entered)
    assert register(school) == wanted
    assert {one.id for one in report.new} == wanted.keys() - entered.keys()
    differing = {
        (name, field, before, wanted[name][field])
        for name, said in entered.items()
        for field, before in said.items()
        if before != wanted[name][field]
    }
    assert {(one.id, one.field, one.before, one.after) for one in report.changed} == differing
    assert {one.id for one in report.unclear} == entered.keys() - {row["id"] for row in second}
    stored = school.documents()
    again = school.hears(sheet(second), on=date(2025, 11, 10))
    assert (again.is_idle, again.unchanged, school.documents()) == (True, len(second), stored)


@given(rows=lists(), data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_the_lines_makes_no_difference(
    tmp_path: Path, rows: list[dict[str, str]], data: st.DataObject
) -> None:
    names = [row["id"] for row in rows]
    for row in rows:
        row["coach"] = data.draw(st.sampled_from(["", *(one for one in names if one != row["id"])]))
    shuffled = data.draw(st.permutations(rows))
    schools = [Staffroom(folder=tmp_path, today=MONDAY) for _ in range(2)]
    for school, listed in zip(schools, (rows, shuffled), strict=True):
        school.hears(sheet(listed))
    assert schools[0].documents() == schools[1].documents()
