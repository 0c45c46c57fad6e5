"""Killing a writer in the midst of what it does, and looking at what it leaves."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from random import Random

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal, Session
from instructional_coaching.errors import AlreadyExists, CoachingError
from instructional_coaching.storage import Document, Query, StorageBackend
from instructional_coaching.storage.extra import SupportsExamination
from instructional_coaching.workspace.workspace import Workspace
from tests.torture.places import file_of, store_at, workspace_on
from tests.torture.writer import ABOUT, DONE, ENDED, Watched, carry_out, write
from tests.workspace.school import PAIR, act, found_school

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.torture.writer", "psycopg", "sqlalchemy.dialects.postgresql"])
PATIENCE = 120
SPIN = 40_000
"""Up to so many empty steps are taken between hearing of a commit and killing."""


@attrs.frozen
class Left:
    """What a writer that was killed had said.

    Attributes:
        acknowledged: The commands that it told as committed.
        begun: The command that it was about, told or not.
        signal: What ended it.
        error: The code of the error with which it ended of itself; empty if it was killed.
    """

    acknowledged: list[str]
    begun: str
    signal: int
    error: str = ""


def found(store: StorageBackend) -> None:
    """Found a school with a goal and so many sessions that the store has a hundred pages."""
    workspace = workspace_on(store)
    found_school(workspace)
    act(
        workspace,
        "ben",
        "goal.propose",
        id="g1",
        relationship=PAIR,
        statement="more talk",
        focus="student",
        when="2025-09-15",
    )
    for number in range(10):
        carry_out(workspace, f"c-before-{number}")


def killed(
    place: str,
    chance: Random,
    life: int,
    kind: type[Watched] = Watched,
    size: int = 0,
    end: Callable[[BaseProcess], None] = BaseProcess.kill,
) -> Left:
    """Start a writer, end it at a moment that chance picks, and return what it had said.

    Args:
        place: Where its store is.
        chance: What picks the moment.
        life: The number in the ids of its commands.
        kind: The store that it works with.
        size: It dies in its first write of a file beyond so many bytes; 0 to be ended.
        end: What is done at that moment.
    """
    ours, theirs = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=write, args=(place, kind.__name__, life, size, theirs))
    process.start()
    theirs.close()
    told: list[tuple[str, str]] = []
    moments = chance.randrange(1, 6)
    for said in heard(ours):
        told.append(said)
        if not size and said[0] == (DONE if kind.__name__ == "Hasty" else ABOUT):
            moments -= 1
            if not moments:
                for _ in range(chance.randrange(SPIN)):
                    pass
                end(process)
    process.join(PATIENCE)
    assert process.exitcode is not None
    left = Left(
        [command for what, command in told if what == DONE],
        next((command for what, command in reversed(told) if what != ENDED), ""),
        -process.exitcode,
        next((command for what, command in told if what == ENDED), ""),
    )
    ours.close()
    process.close()
    return left


def heard(pipe: Connection) -> Iterator[tuple[str, str]]:
    """Yield what a writer says until it is no more."""
    try:
        while pipe.poll(PATIENCE):
            yield pipe.recv()
    except EOFError:
        return


def in_midst(place: str) -> bool:
    """Say whether a transaction of SQLite's was under way when its writer was killed."""
    file = file_of(place)
    assert file is not None
    logs = [file.with_name(f"{file.name}{one}") for one in ("-journal", "-wal")]
    return any(one.exists() and one.stat().st_size for one in logs)


def complaints(place: str, acknowledged: list[str], begun: str) -> list[str]:
    """Open what was left, repeat the last command, and say what is wrong: with nothing wrong, nothing.

    Args:
        place: Where the store is.
        acknowledged: All commands that were ever told as committed.
        begun: The last command, which may have been committed or not.
    """
    try:
        with closing(store_at(place)) as store:
            return list(_complaints(workspace_on(store), store, acknowledged, begun))
    except CoachingError as error:
        return [f"it can't be used: {error}"]


def _complaints(
    workspace: Workspace, store: StorageBackend, acknowledged: list[str], begun: str
) -> Iterator[str]:
    if isinstance(store, SupportsExamination):
        examined = store.examine()
        yield from examined.problems
        yield from (f"{key} is damaged" for key in examined.damaged)
    sessions, changes = effects(workspace)
    yield from (f"{one} was acknowledged and is lost" for one in acknowledged if one not in sessions)
    yield from (f"{one} is there by half" for one in {*sessions} ^ {*changes})
    unit = workspace.unit(Actor("ben"))
    if unit.rebuilt(Goal, "g1") != unit.get(Goal, "g1"):
        yield "g1 is not what its entries lead to"
    before = caseload(store)
    workspace.rebuild()
    if caseload(store) != before:
        yield "the caseload is not that of the records"
    for command in {begun, *acknowledged[-1:]} - {""}:
        repeat(workspace, command)
        effect = [one[command] for one in effects(workspace)]
        if effect != [1, 1]:
            yield f"{command} was repeated and has {effect} effects"


def repeat(workspace: Workspace, command: str) -> None:
    """Give a command again, as somebody does who doesn't know what came of it."""
    try:
        carry_out(workspace, command)
    except AlreadyExists:
        return


def effects(workspace: Workspace) -> tuple[Counter[str], Counter[str]]:
    """Return of each command how many sessions and how many changes of the goal it left."""
    unit = workspace.unit(Actor("ben"))
    sessions = Counter(one.id for one in unit.find(Session, relationship=PAIR))
    changes = [dict(one.entry.arguments).get("label") for one in unit.history(Goal, "g1")]
    return sessions, Counter(str(one) for one in changes if one)


def caseload(store: StorageBackend) -> list[tuple[str, Document]]:
    """Return what the caseload says, whatever its revisions are."""
    return [(one.key.id, attrs.evolve(one, revision=1)) for one in store.find(Query("caseload"))]
