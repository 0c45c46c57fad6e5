"""What a process does until it is killed: command after command, each told once its commit has returned.

A command changes the goal and logs a session, so that its commit holds two records, an entry of each, and the
caseload. Its id is in both.
"""

import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal
from instructional_coaching.errors import CoachingError
from instructional_coaching.storage import Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.workspace.workspace import Workspace
from tests.torture.places import store_at, workspace_on
from tests.workspace.school import PAIR, TODAY

MOST = 500
"""How many commands at most: who isn't killed by then ends of itself."""

ABOUT, DONE, ENDED = "about to commit", "committed", "ended"


def carry_out(workspace: Workspace, command: str) -> None:
    """Carry one command out, in one unit.

    Raises:
        AlreadyExists: it was carried out before.
    """
    with workspace.unit(Actor("ben")) as unit:
        unit.perform("session.log", id=command, relationship=PAIR, kind="observation", when="2025-10-01")
        goal = unit.get(Goal, "g1")
        unit.save(goal.share_focus(label=command, by="ben", when=TODAY))


class Watched:
    """A store that says when it is about to commit, and is otherwise the one inside."""

    def __init__(self, inner: StorageBackend, say: Callable[[str], None]) -> None:
        self.inner = inner
        self.say = say

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return self.inner.get(keys)

    def find(self, query: Query) -> Iterator[Document]:
        return self.inner.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        self.say(ABOUT)
        self.inner.commit(writes)

    def close(self) -> None:
        self.inner.close()


class Hasty(Watched):
    """Planted: says that it has committed before it has."""

    def commit(self, writes: Sequence[Write]) -> None:
        self.say(DONE)
        self.inner.commit(writes)


class InTwo(Watched):
    """Planted: makes one transaction of what was there, and another of what is new."""

    def commit(self, writes: Sequence[Write]) -> None:
        new = [one for one in writes if isinstance(one, Put) and not one.expected]
        self.inner.commit([one for one in writes if one not in new])
        self.say(ABOUT)
        self.inner.commit(new)


class WithoutJournal(Watched):
    """Planted: SQLite writes over its pages with no way back."""

    def __init__(self, inner: StorageBackend, say: Callable[[str], None]) -> None:
        super().__init__(inner, say)
        connection = next(iter(inner._handles.values()))._usable()  # type: ignore[attr-defined]
        connection.execute("PRAGMA journal_mode = off")


KINDS: dict[str, type[Watched]] = {one.__name__: one for one in (Watched, Hasty, InTwo, WithoutJournal)}


def write(place: str, kind: str, life: int, size: int, parent: Connection) -> None:
    """Carry commands out until killed.

    Args:
        place: Where the store is.
        kind: Which of the stores here to put around it.
        life: The number in the ids of the commands.
        size: The first write of a file beyond so many bytes kills this process in its midst; 0 for none.
        parent: Where to say what happens.
    """

    def say(what: str) -> None:
        with suppress(BrokenPipeError):
            parent.send((what, command))

    command = ""
    watched = KINDS[kind](store_at(place), say)
    if size:
        die_at(size)
    with workspace_on(watched) as workspace:
        try:
            for number in range(MOST):
                command = f"c-{life}-{number:03d}"
                carry_out(workspace, command)
                if kind != Hasty.__name__:
                    say(DONE)
        except CoachingError as error:
            command = error.code
    say(ENDED)


def die_at(size: int) -> None:
    """Let the system kill this process in the midst of the first write of a file beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
