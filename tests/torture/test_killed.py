"""Killed with SIGKILL in the midst of a commit: nothing acknowledged is lost, nothing is there by half."""

import importlib
import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal
from tests.torture.effort import chance, rounds
from tests.torture.killing import Left, complaints, found, in_midst, killed
from tests.torture.places import JOURNALS, file_of, in_file, store_at, workspace_on
from tests.torture.writer import Hasty, InTwo, Watched, WithoutJournal
from tests.workspace.school import PAIR, TODAY

ROUNDS = rounds(6, 25, 250)
WRITERS = rounds(4, 15, 330)
RESTARTS = rounds(2, 8, 330)
INDEX_OF_LOG = 32_768
"""SQLite makes the index of its write-ahead log so long: at fewer bytes nothing is begun at all."""

GENERATION = 20
"""After so many kills a new store is begun: what lasts is judged again after each."""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a school."""
    path = tmp_path_factory.mktemp("founded") / "store.db"
    with closing(store_at(in_file("delete", path))) as store:
        found(store)
    return path


@pytest.fixture(params=JOURNALS)
def school(request: pytest.FixtureRequest, founded: Path, tmp_path: Path) -> str:
    """A place with a copy of that file, with either journal."""
    return in_file(request.param, Path(shutil.copy(founded, tmp_path / "store.db")))


@pytest.fixture
def in_database(postgresql: str) -> str:
    """A place in PostgreSQL with that school."""
    with closing(store_at(postgresql)) as store:
        found(store)
    return postgresql


def endured(place: str, times: int, kill: Callable[[int], Left]) -> int:
    """Kill so many writers, look at what each leaves, and return how many commands were acknowledged."""
    acknowledged: list[str] = []
    for life in range(times):
        left = kill(life)
        acknowledged += left.acknowledged
        assert complaints(place, acknowledged, left.begun) == [], f"life {life}: {left}"
    return len(acknowledged)


def anew(place: str, founded: Path) -> None:
    """Put the founded school back in place of what a killed writer left."""
    file = file_of(place)
    assert file is not None
    for one in file.parent.glob(f"{file.name}-*"):
        one.unlink()
    shutil.copy(founded, file)


def test_a_writer_of_a_file_that_is_killed_at_any_moment_loses_and_tears_nothing(
    school: str, founded: Path
) -> None:
    """The moment is one of chance, close after a commit has begun."""
    draw = chance("killed", school.partition(":")[0])

    def kill(life: int) -> Left:
        left = killed(school, draw, life)
        assert left.signal == signal.SIGKILL
        return left

    for start in range(0, ROUNDS, GENERATION):
        anew(school, founded)
        assert endured(school, min(GENERATION, ROUNDS - start), kill)


def test_a_writer_of_a_file_that_dies_within_a_write_loses_and_tears_nothing(
    school: str, founded: Path
) -> None:
    """The byte, of its file or of its journal, is one of chance: most die in the midst of a transaction."""
    journal, size = school.partition(":")[0], founded.stat().st_size
    draw, least = chance("dies", journal), 1 if journal == "delete" else INDEX_OF_LOG
    midst = 0
    for life in range(ROUNDS):
        anew(school, founded)
        left = killed(school, draw, life, size=draw.randrange(least, size + 20_000))
        assert left.signal == signal.SIGXFSZ
        midst += in_midst(school)
        assert complaints(school, left.acknowledged, left.begun) == [], f"life {life}: {left}"
    assert midst or ROUNDS < 6


def test_a_writer_to_postgresql_that_is_killed_loses_and_tears_nothing(in_database: str) -> None:
    """The server goes on, and takes back what nobody will commit."""
    draw = chance("killed", "postgresql")

    def kill(life: int) -> Left:
        left = killed(in_database, draw, life)
        assert left.signal == signal.SIGKILL
        await_rest(in_database)
        return left

    assert endured(in_database, WRITERS, kill)


@pytest.mark.parametrize("ending", ["killed", "stopped at once", "a process of it killed"])
def test_a_server_that_dies_and_recovers_loses_and_tears_nothing(
    in_database: str, server: Any, ending: str
) -> None:
    """Its writer is told that nobody knows, or that the database can't be reached; never that it's done."""
    draw = chance("server", ending)

    def kill(life: int) -> Left:
        left = killed(in_database, draw, life, end=ENDINGS[ending](server, in_database))
        server.start()
        assert left.signal == 0
        assert left.error in {"outcome-unknown", "storage-unavailable"}
        return left

    assert endured(in_database, RESTARTS, kill)


def await_rest(place: str) -> None:
    """Return once no transaction of a killed client writes any more: its lock is taken after it."""
    with connected(place) as connection:
        connection.execute("LOCK TABLE coaching_document IN EXCLUSIVE MODE")


def connected(place: str) -> Any:
    psycopg: Any = importlib.import_module("psycopg")
    return psycopg.connect(place)


OTHERS = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


def kills_server(server: Any, _place: str) -> Callable[[BaseProcess], None]:
    return lambda _process: server.kill()


def stops_server(server: Any, _place: str) -> Callable[[BaseProcess], None]:
    return lambda _process: server.stop(signal.SIGQUIT)


def kills_one_of_it(server: Any, place: str) -> Callable[[BaseProcess], None]:
    """The server ends the others itself; it is stopped lest it recover while it is looked at."""

    def end(_process: BaseProcess) -> None:
        with closing(connected(place)) as connection:
            for (pid,) in connection.execute(OTHERS).fetchall():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        server.stop(signal.SIGQUIT)

    return end


ENDINGS = {"killed": kills_server, "stopped at once": stops_server, "a process of it killed": kills_one_of_it}


# --- planted -------------------------------------------------------------------------------------------


def caught(place: str, kind: type[Watched], founded: Path, *, by_byte: bool) -> list[str]:
    """Kill writers that work with a broken store until what is left is complained of."""
    draw, size = chance("planted", kind.__name__), founded.stat().st_size
    for life in range(100):
        anew(place, founded)
        at = draw.randrange(1, size + 20_000) if by_byte else 0
        left = killed(place, draw, life, kind, at)
        if said := complaints(place, left.acknowledged, left.begun):
            return said
    return []


def test_a_store_that_acknowledges_before_it_commits_is_caught_losing(school: str, founded: Path) -> None:
    """Planted: the writer tells first, and commits then."""
    assert "was acknowledged and is lost" in " ".join(caught(school, Hasty, founded, by_byte=True))


def test_a_store_that_makes_two_transactions_of_one_is_caught_tearing(school: str, founded: Path) -> None:
    """Planted: what was there is written in one transaction, and what is new in another."""
    assert "g1 is not what its entries lead to" in caught(school, InTwo, founded, by_byte=True)


def test_a_store_without_a_journal_is_caught_tearing(founded: Path, tmp_path: Path) -> None:
    """Planted: SQLite writes over its pages, and who comes after can't take them back."""
    assert caught(in_file("delete", tmp_path / "store.db"), WithoutJournal, founded, by_byte=True)


def test_a_server_that_commits_later_is_caught_losing(in_database: str, server: Any) -> None:
    """Planted: with ``synchronous_commit`` off it acknowledges what it has only in memory."""
    place = f"{in_database}%20-csynchronous_commit%3Doff"
    draw, lost = chance("planted", "synchronous_commit"), ""
    for life in range(20):
        left = killed(place, draw, life, end=kills_server(server, place))
        server.start()
        if lost := " ".join(complaints(in_database, left.acknowledged, left.begun)):
            break
    assert "was acknowledged and is lost" in lost


def test_a_command_that_is_repeated_under_another_id_is_caught_having_two_effects(school: str) -> None:
    """Planted: the host makes a new id for every attempt, so that nothing is known to be a repetition."""
    with closing(store_at(school)) as store:
        workspace = workspace_on(store)
        for attempt in ("first", "second"):
            with workspace.unit(Actor("ben")) as unit:
                unit.perform(
                    "session.log", id=attempt, relationship=PAIR, kind="observation", when="2025-10-01"
                )
                unit.save(unit.get(Goal, "g1").share_focus(label="command", by="ben", when=TODAY))
    assert "command is there by half" in complaints(school, [], "")
