"""What other processes do to one store: race for a goal, log sessions side by side, write and be killed.

They are started by `spawn`, so that each imports the library and opens the file for itself.
"""

from itertools import count
from multiprocessing.connection import Connection
from threading import Barrier

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal
from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.workspace.workspace import Workspace, open_workspace
from tests.workspace.school import PAIR, TODAY, clock

SESSIONS = 100
BARRIER_SECONDS = 60


def work(url: str, number: int, rounds: int, meeting: Barrier, parent: Connection) -> None:
    """Log sessions; then, if among the first two, race the other for the goal.

    Tells the parent how many sessions met a conflict, and of every round whether it was won.
    """
    with open_workspace(url, clock=clock) as workspace:
        conflicts = sum(_log(workspace, f"s-{number}-{n:03d}") for n in range(SESSIONS))
        parent.send((conflicts, [_race(workspace, number, meeting) for _ in range(rounds)]))
    parent.close()


def _log(workspace: Workspace, id: str) -> bool:
    try:
        with workspace.unit(Actor("amara")) as unit:
            unit.perform("session.log", id=id, relationship=PAIR, kind="conversation", when="2025-10-01")
    except ConcurrencyConflict:
        return True
    return False


def _race(workspace: Workspace, number: int, meeting: Barrier) -> bool:
    unit = workspace.unit(Actor("ben"))
    goal = unit.get(Goal, "g1")
    meeting.wait(BARRIER_SECONDS)
    try:
        unit.save(goal.share_focus(label=f"process {number}", by="ben", when=TODAY))
        unit.commit()
        won = True
    except ConcurrencyConflict:
        won = False
    meeting.wait(BARRIER_SECONDS)
    return won


def write(url: str, life: int, parent: Connection) -> None:
    """Change the goal and log a session in each commit, and tell the parent of each, until killed."""
    with open_workspace(url, clock=clock) as workspace:
        for number in count():
            id = f"s-{life}-{number:03d}"
            with workspace.unit(Actor("ben")) as unit:
                goal = unit.get(Goal, "g1")
                unit.save(goal.share_focus(label=id, by="ben", when=TODAY))
                unit.perform("session.log", id=id, relationship=PAIR, kind="observation", when="2025-10-01")
            parent.send(id)
