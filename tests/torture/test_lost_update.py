"""Lost update: processes count the same documents up at once; every step that was acknowledged is there."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import attrs
import pytest

from instructional_coaching.storage import Delete, Key, Put, StorageBackend, Write
from instructional_coaching.testing.store.crew import Crew
from instructional_coaching.testing.store.history import ACTS, IDS, Call, call_from, impossible, read
from instructional_coaching.testing.store.sample import TAGS, document, put
from tests.torture.effort import chance, rounds
from tests.torture.places import Anywhere, store_at

CALLERS = 4
PATIENCE = 300
TIMES = rounds(15, 500, 2000)
HISTORIES = rounds(2, 20, 500)
PAIR = ("x", "y")
HEEDLESS = "heedless "
TRIES = 20


class Counted(Anywhere):
    """The store at a place; where the place begins so, one that heeds no expectation."""

    def open_backend(self, place: str) -> StorageBackend:
        store = store_at(place.removeprefix(HEEDLESS))
        return Overwriting(store) if place.startswith(HEEDLESS) else store


class Overwriting:
    """Planted: a store without the check of revisions."""

    def __init__(self, inner: StorageBackend) -> None:
        self.inner = inner
        self.find, self.get, self.close = inner.find, inner.get, inner.close

    def commit(self, writes: Sequence[Write]) -> None:
        there = self.inner.get([one.key for one in writes])
        for write, found in zip(writes, there, strict=True):
            actual = found.revision if found else 0
            if isinstance(write, Put):
                newer = attrs.evolve(write.document, revision=max(write.document.revision, actual + 1))
                self.inner.commit([Put(newer, actual)])
            elif actual:
                self.inner.commit([Delete(write.key, actual)])


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Four processes."""
    crew = Crew(Counted, CALLERS, PATIENCE)
    yield crew
    crew.disband()


def played(crew: Crew, place: str, kind: str, seed: int) -> str:
    """Let the processes make random calls at once, and say what of the answers no order explains."""
    callers: list[list[Call]] = [[] for _ in range(CALLERS)]
    for act in range(ACTS):
        acts = crew.do(*(["play", kind, f"{n}", seed, act] for n in range(CALLERS)))
        for calls, sent in zip(callers, acts, strict=True):
            calls.extend(call_from(one) for one in sent)
    with closing(store_at(place)) as store:
        return impossible([*callers, [read(store, kind, IDS)]])


def test_no_step_of_four_processes_is_lost(crew: Crew, place: str) -> None:
    """What the documents say at the end is what all of the processes were told together."""
    with closing(store_at(place)) as store:
        put(store, *map(document, PAIR))
        with crew.at(place):
            acknowledged = crew.do(*[["count_up", list(PAIR), TIMES, CALLERS]] * CALLERS)
        assert acknowledged == [TIMES] * CALLERS
        final = sum(acknowledged) + 1
        assert store.get([Key("note", one) for one in PAIR]) == [
            document(one, final, tags=TAGS) for one in PAIR
        ]


def test_what_four_processes_saw_happened_in_one_order(crew: Crew, place: str) -> None:
    """Random histories are linearizable."""
    draw = chance("histories")
    with crew.at(place):
        for number in range(HISTORIES):
            seed = draw.randrange(2**32)
            assert played(crew, place, f"kind{number}", seed) == "", f"seed {seed}"


def lost(crew: Crew, place: str, ids: Sequence[str]) -> str:
    """Let the processes count two documents up in a heedless store, and say what is missing."""
    with closing(store_at(place)) as store:
        put(store, *map(document, ids))
        with crew.at(HEEDLESS + place):
            try:
                told = sum(crew.do(*[["count_up", list(ids), 25, CALLERS]] * CALLERS))
            except AssertionError as noticed:
                return str(noticed)
        counted = [one.revision - 1 for one in store.get([Key("note", id) for id in ids]) if one]
        return "steps are lost" if min(counted) < told else ""


def test_a_store_that_writes_without_the_expected_revision_is_caught_losing_steps(
    crew: Crew, sqlite: str
) -> None:
    """Planted: read, then write over it. Fewer steps are there than were acknowledged, or half of one is.

    Once at least: processes may happen to take turns.
    """
    assert any(lost(crew, sqlite, (f"x{n}", f"y{n}")) for n in range(TRIES))


def test_a_store_that_writes_without_the_expected_revision_is_caught_by_its_histories(
    crew: Crew, sqlite: str
) -> None:
    """Planted: what four processes were answered is explained by no order."""
    with crew.at(HEEDLESS + sqlite):
        seen = (played(crew, sqlite, f"kind{n}", n) for n in range(20))
        assert any("none of these answers can be the next" in one for one in seen)
