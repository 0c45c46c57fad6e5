"""P6: growth of the cost of saving a session with the history of its relationship, and of the store.

In the first a relationship meets day after day for three years, under a cadence rule. In the second and the
third a school with 1,000 sessions and one with 400,000 take turns: in each a session is saved in the same
young relationship, and one of the others is read.
"""

import random
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count, islice
from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import attrs

import instructional_coaching as ic
from benchmarks.row import Row, interleaved
from benchmarks.school import OFFICE, PAIR, School
from instructional_coaching.storage import Document, Key, Put, Query, StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend

FEW, MANY, SAMPLE = 60, 1_000, 60
SMALL, LARGE, EACH = 1_000, 400_000, 200
BATCH = 5_000


def measure() -> list[Row]:
    with TemporaryDirectory() as folder:
        save, get = by_store(Path(folder))
        return [by_history(Path(folder)), save, get]


def by_history(folder: Path) -> Row:
    with closing(SQLiteBackend(folder / "history.db")) as backend:
        school = School(backend).open()
        seconds: list[float] = []
        for number in range(MANY + SAMPLE):
            start = perf_counter()
            school.log(number)
            seconds.append(perf_counter() - start)
    early, late = median(seconds[FEW : FEW + SAMPLE]), median(seconds[MANY:])
    return Row(
        name="P6 growth of a save, history 60 to 1,000",
        ours=log(late / early) / log(MANY / FEW),
        goal=0.1,
        unit="",
    )


def by_store(folder: Path) -> tuple[Row, Row]:
    with (
        closing(SQLiteBackend(folder / "small.db")) as few,
        closing(SQLiteBackend(folder / "large.db")) as many,
    ):
        small, large = (filled(backend, n) for backend, n in ((few, SMALL), (many, LARGE)))
        turns, other_turns, chance = count(), count(), random.Random(7)
        early, late = interleaved(
            lambda: small.log(next(turns)), lambda: large.log(next(other_turns)), rounds=151
        )
        got, got_late = interleaved(
            partial(get, small, SMALL, chance), partial(get, large, LARGE, chance), rounds=1_001
        )
    growth = log(LARGE / SMALL)
    return (
        Row(
            name="P6 growth of a save, store 1,000 to 400,000",
            ours=log(late / early) / growth,
            goal=0.08,
            unit="",
        ),
        Row(
            name="P6 growth of a get, store 1,000 to 400,000",
            ours=log(got_late / got) / growth,
            goal=0.08,
            unit="",
        ),
    )


def get(school: School, sessions: int, chance: random.Random) -> None:
    """Read one of the sessions that are there in bulk."""
    assert school.workspace.unit(OFFICE).get(ic.Session, f"b{chance.randrange(sessions):07d}").minutes == 45


def filled(backend: StorageBackend, sessions: int) -> School:
    """Open a school in a store with so many sessions of other relationships, and their entries."""
    source = School(MemoryBackend()).open()
    source.log(0)
    patterns = [
        one
        for kind in ("session", "entry")
        for one in source.backend.find(Query(kind))
        if "s0000000" in one.key.id
    ]
    documents = (renamed(one, number) for number in range(sessions) for one in patterns)
    for some in batches(documents):
        backend.commit([Put(one, 0) for one in some])
    return School(backend).open()


def batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while some := list(islice(documents, BATCH)):
        yield some


def renamed(document: Document, number: int) -> Document:
    """Return a document of a session as that of another, in another relationship."""
    names = {"s0000000": f"b{number:07d}", PAIR: f"pair-{number // EACH:05d}"}

    def other(text: str) -> str:
        for old, new in names.items():
            text = text.replace(old, new)
        return text

    key = Key(document.key.kind, other(document.key.id))
    tags = tuple((name, other(value)) for name, value in document.tags)
    return attrs.evolve(document, key=key, body=other(document.body), tags=tags)
