"""Whether a history can have happened in one order: what is accepted, and what is found out."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from instructional_coaching.errors import OutcomeUnknown
from instructional_coaching.storage import Write
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.testing.store.history import (
    ABSENT,
    IDS,
    UNKNOWN,
    Call,
    Intent,
    Seen,
    call_from,
    impossible,
    play,
    read,
    write,
)
from tests.storage.broken.faulty import Faulty


def reads(began: int, ended: int, **seen: Seen) -> Call:
    return Call(began, ended, tuple(seen), (), tuple(seen.values()))


def puts(began: int, ended: int, expected: int, *ids: str, answer: tuple[object, ...] = ()) -> Call:
    return Call(began, ended, (), tuple(Intent(id, expected, f"at {began}") for id in ids), answer)


def deletes(began: int, ended: int, expected: int, id: str) -> Call:
    return Call(began, ended, (), (Intent(id, expected, None),), ())


FIRST = puts(0, 1, 0, "a", "b")
BOTH: Seen = (1, "at 0")


@pytest.mark.parametrize(
    "callers",
    [
        [],
        [[reads(0, 1, a=ABSENT, b=ABSENT)]],
        [[FIRST, reads(2, 3, a=BOTH, b=BOTH)]],
        # At the same time as a commit its documents are there or aren't.
        [[puts(0, 9, 0, "a", "b")], [reads(1, 2, a=ABSENT, b=ABSENT), reads(3, 4, a=BOTH, b=BOTH)]],
        # Two that expect the same: one of them meets the other.
        [[puts(0, 9, 0, "a")], [puts(1, 8, 0, "a", answer=("a", 0, 1))], [reads(10, 11, a=BOTH)]],
        # The first of two conflicts is named.
        [[FIRST, puts(2, 3, 0, "b", "a", answer=("b", 0, 1))]],
        # What is deleted may begin again.
        [[FIRST, deletes(2, 3, 1, "a"), reads(4, 5, a=ABSENT, b=BOTH), puts(6, 7, 0, "a")]],
        # A commit whose outcome is unknown was made, or wasn't.
        [[puts(0, 1, 0, "a", answer=UNKNOWN), reads(2, 3, a=ABSENT)]],
        [[puts(0, 1, 0, "a", answer=UNKNOWN), reads(2, 3, a=BOTH)]],
        [[FIRST, puts(2, 3, 0, "a", answer=UNKNOWN), reads(4, 5, a=BOTH)]],
    ],
)
def test_what_can_have_happened_is_accepted(callers: list[list[Call]]) -> None:
    assert impossible(callers) == ""


@pytest.mark.parametrize(
    "callers",
    [
        # Something that nobody wrote.
        [[reads(0, 1, a=(1, "who?"))]],
        # A stale read: the commit had ended before it began.
        [[FIRST], [reads(2, 3, a=ABSENT)]],
        # Half of a commit.
        [[puts(0, 9, 0, "a", "b")], [reads(1, 2, a=BOTH, b=ABSENT)]],
        # Back in time: seen, and then not.
        [[puts(0, 9, 0, "a")], [reads(1, 2, a=BOTH), reads(3, 4, a=ABSENT)]],
        # Lost update: two commits on one expectation.
        [[puts(0, 9, 0, "a")], [puts(1, 8, 0, "a")]],
        # A conflict with nobody, with another revision, with the second instead of the first.
        [[puts(0, 1, 0, "a", answer=("a", 0, 1))]],
        [[FIRST, puts(2, 3, 0, "a", answer=("a", 0, 2))]],
        [[FIRST, puts(2, 3, 0, "a", "b", answer=("b", 0, 1))]],
        # A conflict that was answered, and a commit that was made nevertheless.
        [[FIRST, puts(2, 3, 0, "b", "c", answer=("b", 0, 1)), reads(4, 5, c=(1, "at 2"))]],
        # A delete of what isn't there.
        [[deletes(0, 1, 1, "a")]],
        # A commit that can't have been made, whatever is unknown of it.
        [[FIRST, puts(2, 3, 0, "a", answer=UNKNOWN), reads(4, 5, a=(1, "at 2"))]],
    ],
)
def test_what_can_not_have_happened_is_found_out(callers: list[list[Call]]) -> None:
    assert "none of these answers can be the next" in impossible(callers)


def test_who_reads_two_at_once_and_two_who_write_one_each_agree() -> None:
    """Two readers may not see two independent commits in different orders."""
    writers = [[puts(0, 9, 0, "a")], [puts(1, 9, 0, "b")]]
    other = (1, "at 1")
    one_order = [reads(2, 3, a=BOTH, b=ABSENT), reads(4, 5, a=BOTH, b=other)]
    other_order = [reads(2, 3, a=ABSENT, b=other), reads(4, 5, a=BOTH, b=other)]
    assert impossible([*writers, one_order, one_order]) == ""
    assert impossible([*writers, one_order, other_order]) != ""


def test_a_long_history_is_checked_without_trying_every_order() -> None:
    """Eight callers who read at the same time for as long as they like have more orders than atoms."""
    busy = [[reads(0, 10_000, a=ABSENT) for _ in range(6)] for _ in range(8)]
    assert impossible([*busy[:4], [puts(0, 10_000, 0, "a")]]) == ""


def test_a_played_history_is_recorded_as_it_was() -> None:
    """What one caller plays on a store alone is explained, and reads what the store holds at the end."""
    store = MemoryBackend()
    calls = [call for act in range(20) for call in play(store, "note", "a", 7, act)]
    assert impossible([[*calls, read(store, "note", IDS)]]) == ""
    assert {bool(call.read) for call in calls} == {True, False}
    assert {len(call.answer) for call in calls if call.written} == {0, 3}
    assert any(one.body is None for call in calls for one in call.written)


def test_the_same_seed_plays_the_same() -> None:
    """A history that failed can be played again."""
    played = [play(MemoryBackend(), "note", "a", 7, 1) for _ in range(2)]
    assert [call[2:] for call in played[0]] == [call[2:] for call in played[1]]


class Lost(Faulty):
    """Loses its server in the middle of a commit."""

    def commit(self, writes: Sequence[Write]) -> None:
        super().commit(writes)
        raise OutcomeUnknown("the store")


def test_an_unknown_outcome_is_recorded_as_such(tmp_path: Path) -> None:
    """Whether the commit was made is seen from what is read later."""
    store = Lost(tmp_path)
    made = write(store, "note", (Intent("a", 0, "text"),))
    assert made.answer == UNKNOWN
    assert impossible([[made, read(store, "note", IDS)]]) == ""


def test_a_call_comes_through_json_as_it_was() -> None:
    """What another process has recorded is compared with what this one has."""
    store = MemoryBackend()
    calls = [call for act in range(5) for call in play(store, "note", "a", 3, act)]
    assert [call_from(one) for one in json.loads(json.dumps(calls))] == calls
