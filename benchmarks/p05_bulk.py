"""P5: 60,000 typed sessions into a store, over an executemany of rows that are ready.

Theirs writes the rows that ours comes to, made before, into the same tables with the same indexes, as one
transaction of the same durability. Ours begins with typed records: it encodes them, takes out what they can
be found by, checks all of that, reckons the digests, and writes rows and tags as one bulk. It is reported too
against a table in which nothing can be found but by its key.

The last figure is the honest way in for what a school types: a log in CSV, of which every line is checked,
taken as a step by somebody who is entitled to it, and committed with its entry and the caseload. It is
reported for each session, over the same row.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import attrs

import instructional_coaching as ic
from benchmarks.durable import settle
from benchmarks.row import Row, interleaved
from benchmarks.school import PAIR, START, SUMMARY, School
from instructional_coaching.journal.importing import import_file
from instructional_coaching.storage import Put
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_row import COLUMNS, Row as DocumentRow, row_of
from instructional_coaching.workspace.shelving import shelved

SESSIONS, ROUNDS = 60_000, 3
INSERT = f"INSERT INTO document ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
LINES = 200
"""How many sessions a log has that is imported."""


def measure() -> list[Row]:
    sessions = typed(SESSIONS)
    documents = [shelved("school", one, 1) for one in sessions]
    rows = [row_of(one) for one in documents]
    tags = [(one.key.kind, *tag, one.at, one.key.id) for one in documents for tag in one.tags]
    del documents
    with TemporaryDirectory() as folder:
        turns = count()
        ours, theirs, bare = interleaved(
            lambda: bulk(Path(folder) / f"ours-{next(turns)}.db", sessions),
            lambda: executemany(Path(folder) / f"raw-{next(turns)}.db", rows, tags),
            lambda: by_key_only(Path(folder) / f"bare-{next(turns)}.db", rows),
            rounds=ROUNDS,
        )
        each = median(imported(Path(folder) / f"log-{number}.db") for number in range(ROUNDS)) / LINES
    return [
        Row(name="P5 60,000 typed sessions, over ready rows", ours=ours, theirs=theirs, goal=3.6),
        Row(name="P5 the same, over a table without indexes", ours=ours, theirs=bare),
        Row(name="P5 a session imported from CSV, over its row", ours=each, theirs=theirs / SESSIONS),
    ]


def typed(number: int) -> list[ic.Session]:
    """Return so many sessions of real size in memory."""
    school = School(MemoryBackend()).open()
    school.log(0)
    with school.workspace.unit(ic.Actor("amara")) as unit:
        pattern = unit.get(ic.Session, "s0000000")
    return [attrs.evolve(pattern, id=f"s{one:07d}") for one in range(number)]


def bulk(path: Path, sessions: list[ic.Session]) -> None:
    with closing(SQLiteBackend(path)) as backend:
        assert backend.put_all(Put(shelved("school", one, 1), 0) for one in sessions) == len(sessions)


def executemany(path: Path, rows: list[DocumentRow], tags: Sequence[tuple[str, ...]]) -> None:
    SQLiteBackend(path).close()
    with closing(connected(path)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(INSERT, rows)
        raw.executemany("INSERT INTO tagged VALUES (?, ?, ?, ?, ?)", tags)
        raw.execute("COMMIT")


def by_key_only(path: Path, rows: list[DocumentRow]) -> None:
    with closing(connected(path)) as raw:
        raw.execute(f"CREATE TABLE document ({', '.join(COLUMNS)}, PRIMARY KEY (kind, id))")
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(INSERT, rows)
        raw.execute("COMMIT")


def connected(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    settle(raw)
    return raw


def imported(path: Path) -> float:
    """Return the seconds that it takes to import a log of sessions into a new store."""
    log = path.with_suffix(".csv")
    lines = ["when,by,do,id,relationship,kind,minutes,summary"]
    for number in range(LINES):
        day = START + timedelta(days=number)
        lines.append(f'{day},amara,session.log,s{number:07d},{PAIR},observation,45,"{SUMMARY * 4}"')
    log.write_text("\n".join(lines), encoding="utf-8")
    with closing(SQLiteBackend(path)) as backend:
        school = School(backend).open()
        school.today = START + timedelta(days=LINES)
        start = perf_counter()
        assert import_file(school.workspace, log, steward="office").verbs == (("session.log", LINES),)
        return perf_counter() - start
