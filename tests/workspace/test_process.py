"""Several processes on one file: nobody's save is lost, none is half made, and a lost race is told."""

import multiprocessing
import random
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal, Relationship, Session
from instructional_coaching.workspace.shelving import key_of
from instructional_coaching.workspace.workspace import Workspace, open_workspace
from tests.workspace.school import PAIR, act, clock, found_school, stored
from tests.workspace.worker import SESSIONS, work, write

SPAWN = multiprocessing.get_context("spawn")
PATIENCE = 120
ROUNDS = 200
COMMITS = 50
KILLS = 4


@attrs.frozen
class Raced:
    """A store after four processes logged a hundred sessions each, and two raced two hundred times.

    Attributes:
        workspace: The store, opened again.
        conflicts: How many conflicts each of the four met while logging.
        won: Whether each of the two won, round by round.
    """

    workspace: Workspace
    conflicts: list[int]
    won: list[list[bool]]


@pytest.fixture(scope="module")
def raced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Raced]:
    """Let the four processes do their work, and open what they leave."""
    url = new_store(tmp_path_factory.mktemp("race"))
    meeting = SPAWN.Barrier(2)
    started: list[tuple[BaseProcess, Connection]] = []
    for number in range(4):
        ours, theirs = SPAWN.Pipe(duplex=False)
        rounds = ROUNDS if number < 2 else 0
        process: BaseProcess = SPAWN.Process(target=work, args=(url, number, rounds, meeting, theirs))
        process.start()
        theirs.close()
        started.append((process, ours))
    told: list[tuple[int, list[bool]]] = [ours.recv() for _, ours in started if ours.poll(PATIENCE)]
    for process, ours in started:
        process.join(PATIENCE)
        assert process.exitcode == 0
        ours.close()
        process.close()
    with open_workspace(url, clock=clock) as workspace:
        yield Raced(workspace, [conflicts for conflicts, _ in told], [won for _, won in told[:2]])


def new_store(folder: Path) -> str:
    """Make a store with a goal of Ben's, and return its address."""
    url = f"sqlite:///{folder}/school.db"
    with open_workspace(url, clock=clock) as workspace:
        found_school(workspace)
        goal = {"statement": "more talk", "focus": "student", "when": "2025-09-15"}
        act(workspace, "ben", "goal.propose", id="g1", relationship=PAIR, **goal)
    return url


def test_every_race_has_exactly_one_winner(raced: Raced) -> None:
    """Of two processes that read a goal and both save it, one is told of a conflict, in 200 rounds of 200."""
    first, second = raced.won
    assert len(first) == len(second) == ROUNDS
    assert [number for number in range(ROUNDS) if first[number] == second[number]] == []


def test_the_history_has_one_entry_for_every_race(raced: Raced) -> None:
    """A save that lost leaves nothing behind, and one that won is there, in its place."""
    unit = raced.workspace.unit(Actor("ben"))
    history = list(unit.history(Goal, "g1"))
    labels = [dict(one.entry.arguments)["label"] for one in history[1:]]
    assert [one.number for one in history] == list(range(1, ROUNDS + 2))
    assert labels == [f"process {int(not first)}" for first in raced.won[0]]
    assert unit.rebuilt(Goal, "g1") == unit.get(Goal, "g1")


def test_sessions_of_one_relationship_never_conflict(raced: Raced) -> None:
    """Four processes log 400 sessions of one relationship side by side, and all of them are there."""
    unit = raced.workspace.unit(Actor("ben"))
    assert raced.conflicts == [0, 0, 0, 0]
    assert {one.id for one in unit.find(Session, relationship=PAIR)} == {
        f"s-{number}-{n:03d}" for number in range(4) for n in range(SESSIONS)
    }


def killed_after(url: str, life: int, acknowledged: int) -> list[str]:
    """Start a writer, kill it after so many commits, and return every commit that it told of."""
    ours, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=write, args=(url, life, theirs))
    process.start()
    theirs.close()
    told: list[str] = []
    while len(told) < acknowledged and ours.poll(PATIENCE):
        told.append(ours.recv())
    process.kill()
    process.join(PATIENCE)
    try:
        while ours.poll(0):
            told.append(ours.recv())
    except EOFError:
        pass
    assert process.exitcode == -9
    ours.close()
    process.close()
    return told


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """After `kill -9` in the midst of its commits every acknowledged one is there, and none by half."""
    url = new_store(tmp_path)
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201
    chance = random.Random(seed)
    told: list[str] = []
    for life in range(KILLS):
        told += killed_after(url, life, chance.randrange(1, COMMITS))
        with open_workspace(url, clock=clock) as workspace:
            unit = workspace.unit(Actor("ben"))
            sessions = {one.id for one in unit.find(Session)}
            labels = [dict(one.entry.arguments).get("label") for one in unit.history(Goal, "g1")][1:]
            assert set(told) <= sessions
            assert len(sessions) <= len(told) + life + 1
            assert len(labels) == len(sessions)
            assert set(labels) == sessions
            whole(workspace)


def whole(workspace: Workspace) -> None:
    """Expect that every record has as many entries as revisions, and that they lead to it."""
    unit, kept = workspace.unit(Actor("ben")), stored(workspace)
    for kind in (Relationship, Goal, Session):
        for record in list(unit.find(kind)):
            revision = kept[key_of(workspace.school, kind, record.id)].revision
            numbers = [one.number for one in unit.history(kind, record.id)]
            assert numbers == list(range(1, revision + 1))
            assert unit.rebuilt(kind, record.id) == record
