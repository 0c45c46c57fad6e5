"""A workspace is shared by threads; each unit belongs to one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal, Session
from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import PAIR, TODAY, act, holding

THREADS = 8
SESSIONS = 8


def furnish(workspace: Workspace) -> None:
    """Let Ben propose a goal."""
    goal = {"statement": "talk", "focus": "student", "when": "2025-10-01"}
    act(workspace, "ben", "goal.propose", id="g1", relationship=PAIR, **goal)


@pytest.fixture
def school(url: str) -> Iterator[Workspace]:
    """The school in either store."""
    with holding(url, furnish) as workspace:
        yield workspace


def test_threads_log_side_by_side_and_nothing_is_lost(school: Workspace) -> None:
    """Eight threads log eight sessions each into one workspace; all 64 are there, rebuilt and whole."""
    together = Barrier(THREADS)

    def log(thread: int) -> None:
        together.wait()
        for number in range(SESSIONS):
            with school.unit(Actor("amara")) as unit:
                told: dict[str, Any] = {"kind": "conversation", "when": "2025-10-01"}
                unit.perform("session.log", id=f"s-{thread}-{number}", relationship=PAIR, **told)
                assert unit.get(Session, f"s-{thread}-{number}").author == "amara"

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(log, range(THREADS)))
    unit = school.unit(Actor("ben"))
    sessions = list(unit.find(Session, relationship=PAIR))
    assert {one.id for one in sessions} == {f"s-{t}-{n}" for t in range(THREADS) for n in range(SESSIONS)}
    assert all(unit.rebuilt(Session, one.id) == one for one in sessions)


def test_threads_that_race_for_one_goal_have_one_winner_each_time(school: Workspace) -> None:
    """Of eight threads that read a goal before any saves it, one saves it and seven are told."""
    together = Barrier(THREADS)

    def race(thread: int) -> bool:
        unit = school.unit(Actor("ben"))
        goal = unit.get(Goal, "g1")
        together.wait()
        try:
            unit.save(goal.share_focus(label=f"thread {thread}", by="ben", when=TODAY))
            unit.commit()
        except ConcurrencyConflict:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        won = list(pool.map(race, range(THREADS)))
    unit = school.unit(Actor("ben"))
    assert sum(won) == 1
    assert unit.get(Goal, "g1").shared_focus == f"thread {won.index(True)}"
    assert len(list(unit.history(Goal, "g1"))) == 2


def test_run_brings_every_thread_through(school: Workspace) -> None:
    """Work that threads repeat after a lost race is done once by each of them."""

    def share(thread: int) -> None:
        def work(unit: UnitOfWork) -> None:
            unit.perform("goal.share_focus", goal="g1", label=f"thread {thread}")

        school.run(work, actor=Actor("ben"), attempts=THREADS)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(share, range(THREADS)))
    unit = school.unit(Actor("ben"))
    labels = [dict(one.entry.arguments)["label"] for one in unit.history(Goal, "g1") if one.number > 1]
    assert sorted(map(str, labels)) == [f"thread {n}" for n in range(THREADS)]
