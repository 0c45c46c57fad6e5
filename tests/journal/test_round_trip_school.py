"""What is kept for all the school goes out and comes in: the calendar, absences, and who noted them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching import Workspace
from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Absence, Calendar, Person
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.errors import InvalidInput
from instructional_coaching.storage.memory import MemoryBackend
from tests.journal.again import OFFICE, Compared, brought_in, exported
from tests.journal.term import NOW

DESK = Actor("desk", steward=True)
YEAR: dict[str, Any] = {"calendar": "oakfield"}


def fresh() -> Workspace:
    return Workspace(MemoryBackend(), clock=lambda: NOW)


def act(workspace: Workspace, actor: Actor | str, do: str, **given: Any) -> None:
    """Let somebody do something on a day in September, typed in December."""
    with workspace.unit(Actor(actor) if isinstance(actor, str) else actor) as unit:
        unit.perform(do, **{"when": "2025-09-10", **given})


@pytest.fixture
def school() -> Iterator[Workspace]:
    """A school with a register, and a calendar that its head has drawn up."""
    with fresh() as workspace:
        for id_ in ("head", "amara", "ben"):
            duties = ["leader"] if id_ == "head" else []
            act(workspace, OFFICE, "person.join", id=id_, duties=duties, when="2025-09-01")
        week = {"weekdays": ["monday", "friday"], "cycle_weeks": 2}
        act(workspace, "head", "calendar.draw_up", id="oakfield", **week)
        yield workspace


def again(school: Workspace, folder: Path) -> Workspace:
    """Return a school that was made from the journal of another."""
    other = fresh()
    brought_in(other, exported(school)[0], folder)
    return other


def test_a_calendar_comes_back_with_its_terms_and_its_days(school: Workspace, tmp_path: Path) -> None:
    """Also the term that another took the place of, and the day that was marked twice."""
    for last in ("2025-12-12", "2025-12-19"):
        term = {"name": "Autumn: 2025", "first": "2025-09-01", "last": last}
        act(school, "head", "calendar.add_term", **YEAR, **term, half_term_first="2025-10-27")
    for kind, why in (("closed", "snow; again"), ("staff_day", "INSET, after all")):
        act(school, OFFICE, "calendar.mark", **YEAR, first="2025-11-03", kind=kind, why=why)
    second = again(school, tmp_path)
    Compared(school, second).expect_the_same()
    calendar = second.unit(OFFICE).get(Calendar, "oakfield")
    assert [str(one.days.last) for one in calendar.terms] == ["2025-12-19"]
    assert [one.kind for one in calendar.marks] == [DayKind.CLOSED, DayKind.STAFF_DAY]


def test_absences_come_back_with_what_was_put_right_in_them(school: Workspace, tmp_path: Path) -> None:
    """Reasons of health too: a steward takes out all that is kept, and brings it in."""
    act(school, "head", "absence.note", id="x1", person="ben", kind="illness", first="2025-09-12")
    act(school, "head", "absence.come_back", absence="x1", last="2025-09-15", when="2025-09-16")
    act(school, "head", "absence.correct", absence="x1", kind="leave", reason="a slip; no more")
    act(school, "head", "absence.note", id="x2", person="amara")
    act(school, "head", "absence.void", absence="x2", reason="somebody else")
    act(school, "head", "person.change_working_days", person="ben", working_days=["friday"])
    second = again(school, tmp_path)
    Compared(school, second).expect_the_same()
    assert second.unit(Actor("ben")).get(Absence, "x1").kind is AbsenceKind.LEAVE
    assert second.unit(OFFICE).get(Absence, "x2").voided == "somebody else"
    assert len(second.unit(OFFICE).get(Person, "ben").working) == 1


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("absence.note", {"id": "x1", "person": "ben"}),
        ("calendar.mark", {**YEAR, "first": "2025-11-03", "kind": "closed"}),
        ("person.change_early_career_year", {"person": "ben", "early_career_year": 1}),
    ],
)
def test_a_steward_who_kept_any_of_it_is_vouched_for(
    school: Workspace, tmp_path: Path, do: str, given: dict[str, Any]
) -> None:
    """Another brings it in, and says by the head of the journal that this one was a steward too."""
    act(school, DESK, do, **given)
    text, report = exported(school, steward="secretary")
    assert report.stewards == ("desk", "office")
    second = fresh()
    brought_in(second, text, tmp_path, steward="secretary")
    Compared(school, second).expect_the_same()
    with pytest.raises(InvalidInput, match=f"desk may not {do}"):
        brought_in(fresh(), text.replace("[desk, office]", "[office]"), tmp_path, steward="secretary")


def test_an_absence_of_before_the_register_comes_back(tmp_path: Path) -> None:
    """A school may begin with who is away, and enter its people later, or only some of them."""
    for entered in (("amara",), ("amara", "ben")):
        with fresh() as school:
            act(school, DESK, "absence.note", id="x1", person="ben")
            for id_ in entered:
                act(school, OFFICE, "person.join", id=id_)
            act(school, DESK, "absence.come_back", absence="x1", last="2025-09-12")
            Compared(school, again(school, tmp_path)).expect_the_same()


def test_a_journal_with_a_second_calendar_is_refused(school: Workspace, tmp_path: Path) -> None:
    """Two journals of one school don't make two calendars of it, wherever the second one comes from."""
    text = exported(school)[0]
    line = next(one for one in text.splitlines() if "calendar.draw_up" in one)
    with pytest.raises(InvalidInput, match="the school has a calendar, oakfield") as caught:
        brought_in(fresh(), text + line.replace("id: oakfield", "id: other") + "\n", tmp_path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("invalid-value", len(text.splitlines()) + 1)
