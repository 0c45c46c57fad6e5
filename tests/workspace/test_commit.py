"""A unit of work is written whole or not at all."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal, Session
from instructional_coaching.errors import (
    AlreadyExists,
    ConcurrencyConflict,
    InvalidInput,
    NotTheCoachee,
)
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import PAIR, TODAY, act, code_of, got, holding, stored

SESSION: dict[str, Any] = {"relationship": PAIR, "kind": "conversation", "minutes": 30, "when": "2025-10-01"}


def furnish(workspace: Workspace) -> None:
    """Enter two goals of Ben's."""
    for id in ("g1", "g2"):
        act(
            workspace,
            "ben",
            "goal.propose",
            id=id,
            relationship=PAIR,
            statement="talk",
            focus="student",
            when="2025-10-01",
        )


@pytest.fixture
def school(url: str) -> Iterator[Workspace]:
    """The school in either store."""
    with holding(url, furnish) as workspace:
        yield workspace


def test_what_is_saved_is_written_at_the_end_of_the_block(school: Workspace) -> None:
    """Before the block ends nobody else sees a change; then everybody sees all of them."""
    before = stored(school)
    with school.unit(Actor("ben")) as unit:
        unit.save(unit.get(Goal, "g1").adopt(by="ben", when=TODAY))
        unit.perform("session.log", id="s1", **SESSION)
        assert stored(school) == before
    assert got(school, "amara", Goal, "g1").status == "adopted"
    assert got(school, "amara", Session, "s1").minutes == 30


def test_each_change_is_written_with_its_entry(school: Workspace) -> None:
    """A commit of two changed records adds their two entries, and touches nothing else."""
    before = stored(school)
    with school.unit(Actor("ben")) as unit:
        unit.save(unit.get(Goal, "g1").adopt(by="ben", when=TODAY))
        unit.perform("session.log", id="s1", **SESSION)
    after = stored(school)
    changed = {str(key) for key, document in after.items() if before.get(key) != document}
    assert set(before) <= set(after)
    assert changed == {
        "goal/school/g1",
        "entry/school/goal/g1/000002",
        "session/school/s1",
        "entry/school/session/s1/000001",
    }


def test_an_exception_in_the_block_writes_nothing(school: Workspace) -> None:
    """What was saved before the block raised is gone, also for a later commit of the same unit."""
    before = stored(school)
    unit = school.unit(Actor("ben"))
    with pytest.raises(ZeroDivisionError):
        saved_and_interrupted(unit)
    unit.commit()
    assert stored(school) == before
    assert unit.get(Goal, "g1").status == "proposed"


def saved_and_interrupted(unit: UnitOfWork) -> float:
    """Save a change in a block that then raises."""
    with unit:
        unit.save(unit.get(Goal, "g1").adopt(by="ben", when=TODAY))
        return 1 / 0


def test_a_refusal_in_the_block_writes_nothing(school: Workspace) -> None:
    """A refused step takes the accepted ones of its unit with it."""
    before = stored(school)
    with pytest.raises(NotTheCoachee) as caught:
        logged_and_refused(school.unit(Actor("amara")))
    assert code_of(caught) == "not-the-coachee"
    assert stored(school) == before


def logged_and_refused(unit: UnitOfWork) -> None:
    """Log a session in a block that then takes a step which is refused."""
    with unit:
        unit.perform("session.log", id="s1", **SESSION)
        unit.perform("goal.adopt", goal="g1")


def test_a_refusal_that_is_caught_leaves_the_rest(school: Workspace) -> None:
    """A caller may catch a refusal and go on: the refused step is not written, the others are."""
    with school.unit(Actor("amara")) as unit:
        unit.perform("session.log", id="s1", **SESSION)
        with pytest.raises(NotTheCoachee):
            unit.perform("goal.adopt", goal="g1")
        with pytest.raises(InvalidInput):
            unit.perform("session.log", id="s2", **SESSION | {"minutes": 0})
    assert got(school, "ben", Session, "s1").minutes == 30
    assert got(school, "ben", Goal, "g1").status == "proposed"
    assert [one.id for one in school.unit(Actor("ben")).find(Session)] == ["s1"]


def test_a_conflict_in_one_record_writes_none_of_the_others(school: Workspace) -> None:
    """If somebody has saved one of three records meanwhile, the other two are not written either."""
    unit = school.unit(Actor("ben"))
    goals = {id: unit.get(Goal, id) for id in ("g1", "g2")}
    act(school, "ben", "goal.adopt", goal="g2")
    before = stored(school)
    unit.perform("session.log", id="s1", **SESSION)
    for goal in goals.values():
        unit.save(goal.decline(by="ben", when=TODAY))
    with pytest.raises(ConcurrencyConflict) as caught:
        unit.commit()
    assert code_of(caught) == "concurrency-conflict"
    assert (caught.value.expected, caught.value.actual) == (1, 2)
    assert stored(school) == before


def test_two_beginnings_under_one_id_conflict(school: Workspace) -> None:
    """Of two units that begin a record under one id the later is told, at the latest when it commits."""
    first, second = school.unit(Actor("ben")), school.unit(Actor("amara"))
    for unit in (first, second):
        unit.perform("session.log", id="s1", **SESSION)
    first.commit()
    with pytest.raises(ConcurrencyConflict) as caught:
        second.commit()
    assert (caught.value.expected, caught.value.actual) == (0, 1)
    with pytest.raises(AlreadyExists):
        act(school, "amara", "session.log", id="s1", **SESSION)


def test_what_was_found_and_has_changed_since_is_a_conflict(school: Workspace) -> None:
    """A record that a search met can't be changed any more once somebody else has saved it."""
    unit = school.unit(Actor("ben"))
    goals = list(unit.find(Goal))
    act(school, "ben", "goal.adopt", goal="g1")
    list(unit.find(Goal))
    with pytest.raises(ConcurrencyConflict) as caught:
        unit.save(goals[0].decline(by="ben", when=TODAY))
    assert (caught.value.expected, caught.value.actual) == (1, 2)


def test_a_unit_without_changes_writes_nothing(school: Workspace) -> None:
    """To read is not to write."""
    before = stored(school)
    with school.unit(Actor("ben")) as unit:
        list(unit.find(Goal))
        list(unit.timeline(PAIR))
    assert stored(school) == before


def test_a_unit_goes_on_after_a_commit(school: Workspace) -> None:
    """After a commit the unit reads afresh, so the next change is made on what is stored."""
    unit = school.unit(Actor("ben"))
    unit.perform("goal.adopt", goal="g1")
    unit.commit()
    act(school, "ben", "goal.share_focus", goal="g1", label="talk")
    assert unit.get(Goal, "g1").shared_focus == "talk"
    unit.perform("goal.set_aside", goal="g1", reason="replaced")
    unit.commit()
    assert got(school, "ben", Goal, "g1").status == "set_aside"


def adoption(school: Workspace, losing: int) -> tuple[Callable[[UnitOfWork], str], list[int]]:
    """Return a work that somebody else overtakes so many times, and the list of its attempts."""
    attempts: list[int] = []

    def work(unit: UnitOfWork) -> str:
        goal = unit.get(Goal, "g1")
        attempts.append(len(attempts) + 1)
        if len(attempts) <= losing:
            act(school, "ben", "goal.share_focus", goal="g1", label=f"label {len(attempts)}")
        return unit.save(goal.adopt(by="ben", when=TODAY)).status

    return work, attempts


def test_run_repeats_work_that_lost_a_race(school: Workspace) -> None:
    """Work that was overtaken twice succeeds at the third attempt, on what it then reads."""
    work, attempts = adoption(school, losing=2)
    assert school.run(work, actor=Actor("ben")) == "adopted"
    assert attempts == [1, 2, 3]
    goal = got(school, "ben", Goal, "g1")
    assert (goal.status, goal.shared_focus) == ("adopted", "label 2")


def test_run_gives_up_after_so_many_attempts(school: Workspace) -> None:
    """Work that loses every race is told so, and has written nothing."""
    work, attempts = adoption(school, losing=9)
    with pytest.raises(ConcurrencyConflict) as caught:
        school.run(work, actor=Actor("ben"), attempts=2)
    assert code_of(caught) == "concurrency-conflict"
    assert attempts == [1, 2]
    assert got(school, "ben", Goal, "g1").status == "proposed"


def test_run_repeats_nothing_but_a_lost_race(school: Workspace) -> None:
    """A refusal would be the same again, so it is raised at once."""
    attempts: list[int] = []

    def work(unit: UnitOfWork) -> None:
        attempts.append(1)
        unit.perform("goal.adopt", goal="g1", by="amara")

    with pytest.raises(NotTheCoachee) as caught:
        school.run(work, actor=Actor("amara"))
    assert code_of(caught) == "not-the-coachee"
    assert attempts == [1]
