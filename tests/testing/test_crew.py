"""Threads and processes that are set off together, and what becomes of their failures."""

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Barrier, Event
from unittest.mock import patch

import pytest

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import StorageBackend, Write
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.testing import StorageConformance
from instructional_coaching.testing.store import worker
from instructional_coaching.testing.store.concurrence import at_once
from instructional_coaching.testing.store.crew import Crew, EndedProcess, Member
from instructional_coaching.testing.store.sample import document, put
from instructional_coaching.testing.store.work import count_up
from tests.storage.broken.faulty import Faulty

PATIENCE = 60


class Suite(StorageConformance):
    """A conformance test of which nothing but its store is used here."""

    def open_backend(self, place: str) -> StorageBackend:
        if place == "nowhere":
            raise OSError("no such place")
        if place == "abyss":
            raise SystemExit
        return SQLiteBackend(Path(place, "store.db"))


def test_all_are_at_work_at_the_same_time() -> None:
    """None of them waits for another one to be done."""
    meeting = Barrier(3)
    assert sorted(at_once(PATIENCE, *[lambda: meeting.wait(PATIENCE)] * 3)) == [0, 1, 2]


def test_what_one_raises_is_raised() -> None:
    """A failure isn't lost in its thread; the one that others only suffer from comes last."""
    meeting = Barrier(2)

    def fails() -> None:
        meeting.abort()
        raise LookupError("it")

    with pytest.raises(LookupError, match="it"):
        at_once(PATIENCE, meeting.wait, fails)


def test_what_hangs_is_given_up() -> None:
    """The test ends, and says what it was waiting for."""
    with pytest.raises(AssertionError, match=r"didn't answer within 0\.1 seconds"):
        at_once(0.1, Event().wait)


class Quarrelsome(Faulty):
    """Conflicts with nobody."""

    def commit(self, writes: Sequence[Write]) -> None:
        raise ConcurrencyConflict("note/a", 1, 2)


def test_counting_up_ends_whatever_the_store_answers(tmp_path: Path) -> None:
    """One that counts alone has nobody to conflict with, and finds its documents at one revision."""
    store = Faulty(tmp_path)
    put(store, document("a"))
    assert count_up(store, ["a"], 3, 1) == 3
    with pytest.raises(AssertionError, match="half of a commit"):
        count_up(store, ["a", "b"], 1, 1)
    with pytest.raises(AssertionError, match="8 conflicts, and no more than 6 commits"):
        count_up(Quarrelsome(tmp_path), ["a"], 2, 4)


def served(*requests: list[object]) -> list[list[object]]:
    """What a process would answer, in this one."""
    answers = io.StringIO()
    suite = (Suite.__module__, __file__, Suite.__qualname__)
    with patch.dict(sys.modules):
        worker.main(suite, io.StringIO("".join(f"{json.dumps(one)}\n" for one in requests)), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_a_process_does_what_it_is_told(tmp_path: Path) -> None:
    """Each request is answered in its turn, a stream of commits with an answer to each."""
    place = str(tmp_path)
    answers = served(
        ["open", place],
        ["put_one", "a", 0, "text"],
        ["put_one", "a", 0, "text"],
        ["open", place],
        ["fill", "x", 2],
        ["pair_up", 3],
        ["close"],
    )
    assert answers == [[one, ""] for one in (None, -1, 1, None, None, 1, 2, 3, None)]


def test_a_request_that_fails_is_answered_with_the_reason(tmp_path: Path) -> None:
    """And the process goes on."""
    answers = served(["put_one", "a", 0, "text"], ["open", "nowhere"], ["open", str(tmp_path)], ["close"])
    errors = [str(error).partition("\n")[0] for _, error in answers]
    assert errors == ["AssertionError: no store is open", "OSError: no such place", "", ""]
    assert "in open_backend" in str(answers[1][0])


def test_a_crew_goes_on_after_a_failure_and_is_formed_anew_after_an_end(tmp_path: Path) -> None:
    """What one test has broken is no matter to the next one."""
    crew = Crew(Suite, 2, PATIENCE)
    try:
        with pytest.raises(AssertionError, match="OSError: no such place"), crew.at("nowhere"):
            raise NotImplementedError
        with crew.at(str(tmp_path)):
            assert sorted(crew.do(*[("put_one", "a", 0, "text")] * 2)) == [-1, 1]
            with pytest.raises(AssertionError, match="ConcurrencyConflict"):
                crew.do(*[("fill", "x", 1)] * 2)
        with pytest.raises(EndedProcess), crew.at("abyss"):
            raise NotImplementedError
        with crew.at(str(tmp_path)):
            assert crew.do(*[("put_one", "a", 0, "text")] * 2) == [1, 1]
    finally:
        crew.disband()


def test_a_process_that_hangs_is_given_up() -> None:
    """Nobody waits for it for longer than the patience allows."""
    with Member(Suite, 0.1) as one, pytest.raises(EndedProcess, match=r"didn't answer within 0\.1 seconds"):
        one.answers()


def test_a_class_that_another_process_can_not_find_is_refused() -> None:
    """The reason is told before a process is started."""

    class Hidden(Suite):
        pass

    with pytest.raises(AssertionError, match="must stand at the top of its module"):
        Member(Hidden, PATIENCE)
    nowhere = type("Nowhere", (StorageConformance,), {"__module__": "builtins"})
    with pytest.raises((AssertionError, TypeError), match="Nowhere"):
        Member(nowhere, PATIENCE)
