"""An entry of the caseload is in nobody's way: it is derived again, and says what all have saved."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Session
from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.unit import UnitOfWork
from tests.workspace.schoolyear import (
    CALENDAR,
    OFFICE,
    PAIR,
    SchoolYear,
    differing,
    entries_in,
    without_index,
)
from tests.workspace.watching import Interrupted

THREADS = 8
SESSIONS = 8


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StorageBackend]:
    """An empty store of either kind."""
    backend = MemoryBackend() if request.param == "memory" else SQLiteBackend(tmp_path / "school.db")
    yield backend
    backend.close()


@pytest.fixture
def between() -> Interrupted:
    """A store in which something else can be made to happen in the midst of a commit."""
    return Interrupted(MemoryBackend())


@pytest.fixture
def year(between: Interrupted) -> SchoolYear:
    """A school in it, a week after Amara has begun to coach Ben."""
    found = SchoolYear(between).open().begin().on(9, 8)
    between.tries = 0
    return found


def test_threads_that_log_in_one_relationship_never_conflict(store: StorageBackend) -> None:
    """Eight threads log eight sessions each: all are saved, nobody conflicts, and the index is right."""
    year = SchoolYear(store).open().begin().on(12, 1)
    together = Barrier(THREADS)

    def log(thread: int) -> None:
        together.wait()
        for number in range(SESSIONS):
            year.log(f"s-{thread}-{number:02d}", when=f"2025-11-{number + 1:02d}")

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(log, range(THREADS)))
    found = year.workspace.unit(OFFICE).find(Session, relationship=PAIR)
    assert {one.id for one in found} == {f"s-{t}-{n:02d}" for t in range(THREADS) for n in range(SESSIONS)}
    assert differing(store) == {}
    facts = entries_in(store)[PAIR].facts
    assert facts is not None
    assert facts.one_to_one == THREADS * SESSIONS * 30


def test_threads_that_change_all_sorts_of_things_leave_a_right_index(store: StorageBackend) -> None:
    """Sessions, absences, working days, days of the calendar and new relationships, all at once."""
    year = SchoolYear(store).open().begin().begin("cara", "mei", "half-term").on(11, 3)
    together = Barrier(6)

    def absent(number: int) -> None:
        year.act(OFFICE, "absence.note", id=f"x{number}", person="cara", when=f"2025-10-{number + 1:02d}")

    def close(number: int) -> None:
        days: dict[str, Any] = {"first": f"2025-10-{number + 1:02d}", "kind": "closed"}
        year.act("head", "calendar.mark", calendar=CALENDAR, **days)

    def work(number: int) -> None:
        days = ["monday", "friday"] if number % 2 else ["tuesday"]
        year.act(OFFICE, "person.change_working_days", person="mei", working_days=days)

    def begin(number: int) -> None:
        told = {"coach": "cara", "coachee": "mei", "cadence": "oakfield/half-term"}
        year.act("head", "relationship.begin", id=f"r{number}", **told)

    jobs: list[Callable[[int], object]] = [absent, close, work, begin]
    jobs.append(lambda number: year.log(f"a{number}"))
    jobs.append(lambda number: year.log(f"c{number}", "cara", "cara-mei"))

    def repeat(job: Callable[[int], object]) -> None:
        together.wait()
        for number in range(5):
            job(number)

    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(repeat, jobs))
    assert len(entries_in(store)) == 7
    assert differing(store) == {}


def test_a_session_saved_in_between_is_in_the_entry_too(between: Interrupted, year: SchoolYear) -> None:
    """Whoever loses the race for the entry derives it again, once, and saves what they had to save."""
    between.then.append(lambda: year.log("s2"))
    year.log("s1")
    assert between.tries == 2
    assert [one.id for one in entries_in(between)[PAIR].held] == ["s1", "s2"]
    assert differing(between) == {}


def test_a_race_may_be_lost_many_times(between: Interrupted, year: SchoolYear) -> None:
    """It is tried for as long as others come between, of whom each has saved something."""
    between.then += [partial(year.log, id) for id in ("s2", "s3", "s4", "s5", "s6", "s7")]
    year.log("s1")
    assert between.tries == 7
    assert len(entries_in(between)[PAIR].held) == 7


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("calendar.mark", {"calendar": CALENDAR, "first": "2025-09-10", "kind": "closed"}),
        ("person.change_working_days", {"person": "ben", "working_days": ["monday"]}),
        ("absence.note", {"id": "x1", "person": "ben", "last": "2025-09-19", "kind": "illness"}),
        ("relationship.arrange", {"relationship": PAIR, "cadence": "oakfield/weekly"}),
    ],
)
def test_what_decides_about_days_may_change_in_between(
    between: Interrupted, year: SchoolYear, do: str, given: dict[str, str]
) -> None:
    """A session that is saved meanwhile, or that comes between, is seen together with the change."""
    between.then.append(lambda: year.act("head", do, **given))
    year.log("s1")
    assert differing(between) == {}
    assert between.tries == 2


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("calendar.mark", {"calendar": CALENDAR, "first": "2025-09-10", "kind": "closed"}),
        ("person.change_working_days", {"person": "mei", "working_days": ["monday"]}),
        ("absence.note", {"id": "x1", "person": "mei", "last": "2025-09-19"}),
        ("absence.note", {"id": "x1", "person": "cara", "last": "2025-09-19"}),
    ],
)
@pytest.mark.parametrize("begins_first", [True, False], ids=["begun before", "begun between"])
def test_a_relationship_may_be_begun_at_the_moment_of_a_change(
    between: Interrupted, year: SchoolYear, do: str, given: dict[str, str], begins_first: bool
) -> None:
    """Neither finds the other in the store, and yet the entry of the new relationship is right."""

    def change() -> object:
        return year.act("head", do, **given)

    def begin() -> object:
        return year.begin("cara", "mei", "half-term")

    first, second = (begin, change) if begins_first else (change, begin)
    between.then.append(second)
    first()
    assert entries_in(between).keys() == {PAIR, "cara-mei"}
    assert differing(between) == {}
    assert between.tries == 2


def test_somebody_may_become_a_coach_at_the_moment_of_their_absence(
    between: Interrupted, year: SchoolYear
) -> None:
    """The absence finds no relationship of theirs, and the hand-over no absence."""
    year.begin("cara", "mei", "half-term").later(1)
    between.tries = 0
    between.then.append(lambda: year.act("head", "absence.note", id="x1", person="zed", last="2025-09-19"))
    year.act("head", "relationship.hand_over", relationship="cara-mei", to="zed")
    assert differing(between) == {}
    assert between.tries == 2


def test_a_record_of_a_users_own_still_conflicts(between: Interrupted, year: SchoolYear) -> None:
    """Of two who cancel and move one session the later is told, and nothing of theirs is written."""
    year.act(
        "amara", "session.plan", id="p1", relationship=PAIR, kind="conversation", planned_for="2025-09-12"
    )
    cancel = {"session": "p1", "reason": "teacher_away"}
    between.then.append(lambda: year.act("ben", "session.cancel", **cancel))
    with pytest.raises(ConcurrencyConflict) as caught:
        year.act("amara", "session.move", session="p1", to="2025-09-15", reason="clash_or_cover")
    assert caught.value.key == "session/school/p1"
    assert entries_in(between)[PAIR].planned == ()
    assert differing(between) == {}


def test_run_repeats_what_lost_a_record_and_keeps_the_entry_right(
    between: Interrupted, year: SchoolYear
) -> None:
    """The work is done again on the session as it then is, and the entry is made of that."""
    year.act(
        "amara", "session.plan", id="p1", relationship=PAIR, kind="conversation", planned_for="2025-09-12"
    )

    def move(unit: UnitOfWork) -> None:
        unit.perform("session.move", session="p1", to="2025-09-16", reason="clash_or_cover")

    moved = {"session": "p1", "to": "2025-09-15", "reason": "clash_or_cover"}
    between.then.append(lambda: year.act("ben", "session.move", **moved))
    year.workspace.run(move, actor=Actor("amara"))
    assert [one.when.day for one in entries_in(between)[PAIR].planned] == [16]
    assert differing(between) == {}


def test_rebuild_is_safe_while_others_save(between: Interrupted, year: SchoolYear) -> None:
    """What is saved in between is in the entry that it makes."""
    year.begin("cara", "mei").begin("amara", "dev")
    between.tries = 0
    between.then += [lambda: year.log("s1"), lambda: year.log("s2", "cara", "cara-mei")]
    assert year.workspace.rebuild() == 3
    assert [[one.id for one in entries_in(between)[id].held] for id in (PAIR, "cara-mei")] == [["s1"], ["s2"]]
    assert differing(between) == {}


def test_a_relationship_may_be_begun_while_an_index_is_first_made(year: SchoolYear) -> None:
    """Whoever comes between finds no index, and makes it of everything there is."""
    between = Interrupted(without_index(year.backend))
    later = SchoolYear(between, year.today)
    between.then.append(lambda: later.begin("cara", "mei", "weekly"))
    assert later.workspace.rebuild() == 1
    assert later.workspace._index.is_whole()
    assert differing(between) == {}
    assert entries_in(between).keys() == {PAIR, "cara-mei"}


def test_a_calendar_that_lost_its_race_is_not_remembered(between: Interrupted, year: SchoolYear) -> None:
    """Two mark days at once; what the loser made of its own calendar is not taken for the winner's."""
    closed, staff = (
        {"first": "2025-09-10", "last": "2025-09-17", "kind": kind} for kind in ("closed", "staff_day")
    )
    between.then.append(lambda: year.act("head", "calendar.mark", calendar=CALENDAR, **staff))
    with pytest.raises(ConcurrencyConflict):
        year.act(OFFICE, "calendar.mark", calendar=CALENDAR, **closed)
    year.log("s1")
    assert differing(between) == {}
