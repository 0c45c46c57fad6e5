"""Whether what several callers saw of one store at the same time can have happened one after the other.

A history is linearizable if each call can be given one moment, between its beginning and its end, so that
in the order of those moments a plain dict would have answered the same. The search for such an order is that
of Wing and Gong. Each caller makes one call after the other, so how far each of them has come and what is
stored is all there is to know at any point, and no such point is looked at twice.
"""

import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final, NamedTuple, TypeAlias

from instructional_coaching.errors import ConcurrencyConflict, OutcomeUnknown
from instructional_coaching.storage import Delete, Document, Key, Put, StorageBackend, Write

IDS: Final = ("a", "b", "c")
"""The documents that a history is about."""

CALLS: Final = 4
"""How many calls a caller makes in one act."""

ACTS: Final = 3
"""How many acts a history has; no caller begins one before all have ended the last."""

UNKNOWN: Final = ("unknown",)
"""The answer to a commit that may or may not have been made."""

Seen: TypeAlias = tuple[int, str]
"""A document's revision and body; revision 0 where there is none."""

State: TypeAlias = frozenset[tuple[str, Seen]]
"""All that is stored."""

ABSENT: Final[Seen] = (0, "")


class Intent(NamedTuple):
    """A write: which document, the revision expected, and the new body, or None to delete it."""

    id: str
    expected: int
    body: str | None


class Call(NamedTuple):
    """A request and its answer.

    Attributes:
        began: When it was made, on a clock that all callers share; it is used to order and never to measure.
        ended: When its answer was there.
        read: The ids that were asked for together, of a request that reads.
        written: The writes of a commit, of a request that writes.
        answer: What was read; for a commit nothing, ``UNKNOWN``, or the conflict with its key, the revision
            expected and the actual one.
    """

    began: int
    ended: int
    read: tuple[str, ...]
    written: tuple[Intent, ...]
    answer: tuple[Any, ...]


def call_from(sent: Sequence[Any]) -> Call:
    """A call as it comes through JSON, which has lists for tuples."""
    began, ended, asked, written, answer = sent
    return Call(
        began,
        ended,
        tuple(asked),
        tuple(Intent(*one) for one in written),
        tuple((revision, body) for revision, body in answer) if asked else tuple(answer),
    )


def play(backend: StorageBackend, kind: str, caller: str, seed: int, act: int) -> list[Call]:
    """Make some random calls, each following from what the calls before it saw, and record them."""
    random = Random(f"{seed} {act} {caller}")
    known: dict[str, int] = {}
    calls: list[Call] = []
    for number in range(CALLS):
        some = tuple(random.sample(IDS, random.choice((1, 2, 2, 3))))
        if random.random() < (0.5 if number else 0.8):
            calls.append(read(backend, kind, some))
            known |= {id: revision for id, (revision, _) in zip(some, calls[-1].answer, strict=True)}
            continue
        written = tuple(_intent(random, id, known.get(id, 0), f"{caller} {act} {number}") for id in some)
        calls.append(write(backend, kind, written))
        if not calls[-1].answer:
            known |= {one.id: one.expected + 1 if one.body is not None else 0 for one in written}
    return calls


def read(backend: StorageBackend, kind: str, ids: tuple[str, ...]) -> Call:
    """Get documents together."""
    began = time.perf_counter_ns()
    found = backend.get([Key(kind, id) for id in ids])
    ended = time.perf_counter_ns()
    return Call(began, ended, ids, (), tuple((one.revision, one.body) if one else ABSENT for one in found))


def write(backend: StorageBackend, kind: str, written: tuple[Intent, ...]) -> Call:
    """Make some writes in one commit."""
    writes = [_write_of(kind, one) for one in written]
    answer: tuple[Any, ...] = ()
    began = time.perf_counter_ns()
    try:
        backend.commit(writes)
    except ConcurrencyConflict as conflict:
        answer = (conflict.key.removeprefix(f"{kind}/"), conflict.expected, conflict.actual)
    except OutcomeUnknown:
        answer = UNKNOWN
    return Call(began, time.perf_counter_ns(), (), written, answer)


def impossible(callers: Sequence[Sequence[Call]]) -> str:
    """Say where no order explains the answers; empty if the history is linearizable.

    Args:
        callers: The calls of each caller, in the order in which they were made.
    """
    start = (0,) * len(callers)
    waiting: list[tuple[tuple[int, ...], State]] = [(start, frozenset())]
    known = set(waiting)
    furthest = start
    while waiting:
        come, stored = waiting.pop()
        furthest = max(furthest, come, key=sum)
        if all(at == len(calls) for _, calls, at in _each(callers, come)):
            return ""
        for caller, call in _may_be_next(callers, come):
            for after in _outcomes(dict(stored), call):
                place = (*come[:caller], come[caller] + 1, *come[caller + 1 :])
                if (place, after) not in known:
                    known.add((place, after))
                    waiting.append((place, after))
    stuck = [calls[at] for _, calls, at in _each(callers, furthest) if at < len(calls)]
    return f"after {sum(furthest)} calls none of these answers can be the next: {stuck}"


def _each(
    callers: Sequence[Sequence[Call]], come: tuple[int, ...]
) -> Iterator[tuple[int, Sequence[Call], int]]:
    """Each caller's number, calls, and how many of them are done."""
    return ((n, calls, come[n]) for n, calls in enumerate(callers))


def _may_be_next(callers: Sequence[Sequence[Call]], come: tuple[int, ...]) -> Iterator[tuple[int, Call]]:
    pending = [(caller, calls[at]) for caller, calls, at in _each(callers, come) if at < len(calls)]
    first_end = min(call.ended for _, call in pending)
    return ((caller, call) for caller, call in pending if call.began <= first_end)


def _outcomes(stored: dict[str, Seen], call: Call) -> Iterator[State]:
    """What may be stored after the call, if it was made now; nothing if its answer would be another one."""
    if call.read:
        if call.answer == tuple(stored.get(id, ABSENT) for id in call.read):
            yield frozenset(stored.items())
        return
    actual = {one.id: stored.get(one.id, ABSENT)[0] for one in call.written}
    conflicts = [
        (one.id, one.expected, actual[one.id]) for one in call.written if one.expected != actual[one.id]
    ]
    if call.answer in (UNKNOWN, *conflicts[:1]):
        yield frozenset(stored.items())
    if not conflicts and call.answer in (UNKNOWN, ()):
        for one in call.written:
            stored.pop(one.id, None)
            if one.body is not None:
                stored[one.id] = (one.expected + 1, one.body)
        yield frozenset(stored.items())


def _intent(random: Random, id: str, known: int, body: str) -> Intent:
    expected = max(0, known + random.choice((0, 0, 0, 0, 0, 0, 1, -1)))
    return Intent(id, expected, None if expected and random.random() < 0.2 else body)


def _write_of(kind: str, one: Intent) -> Write:
    key = Key(kind, one.id)
    if one.body is None:
        return Delete(key, one.expected)
    return Put(Document(key, one.expected + 1, 1, one.body, tags=(("writer", one.body),)), one.expected)
