"""P3: saving one session with its entry and the caseload, over a raw write of the same bytes and over an ORM.

Each writes in a transaction of its own to a file of its own, with the same journal and durability. Ours reads
the relationship first, checks who may do it, takes the step again, and works out where the relationship will
stand on the days to come. SQLAlchemy's ORM reads the relationship, and saves session, entry and caseload in
tables with the same indexes; it checks nothing, and the caseload is given to it.

How long a disk takes decides about these ratios. So all of it is reported again where files are in memory, as
far as there is such a place: what is left there is the work alone. And the same commits are made once more by
the store alone, which reads, checks and derives nothing: what is left there is the part of its tables.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.durable import settle
from benchmarks.orm import OrmSchool
from benchmarks.row import Row, interleaved
from benchmarks.school import School, without_caseload
from instructional_coaching.storage import Write
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend

DAYS = 5
ROUNDS = 150
IN_MEMORY = "/dev/shm"


def measure() -> list[Row]:
    rows = measured(None, "")
    if os.access(IN_MEMORY, os.W_OK):
        rows += measured(IN_MEMORY, " in memory")
    return rows


def measured(place: str | None, where: str) -> list[Row]:
    """Measure with files in a place; without one, where temporary files are."""
    goals = (1.5, 0.6, 1.25) if place is None else (None, None, None)
    with (
        TemporaryDirectory(dir=place) as folder,
        closing(SQLiteBackend(Path(folder) / "ours.db")) as ours,
        closing(SQLiteBackend(Path(folder) / "less.db")) as less,
        closing(SQLiteBackend(Path(folder) / "alone.db")) as alone,
        closing(sqlite3.connect(Path(folder) / "raw.db", isolation_level=None)) as raw,
    ):
        school, bare = School(ours).open(), without_caseload(less)
        turns, bare_turns, raw_turns, orm_turns = count(), count(), count(), count()
        for _ in range(DAYS):
            school.log(next(turns))
        rows = stored(Path(folder) / "ours.db", DAYS - 1)
        assert [kind for kind, _ in rows] == ["caseload", "entry", "session"]
        made = commits(DAYS + ROUNDS + 1)
        for commit in made[: -ROUNDS - 1]:
            alone.commit(commit)
        waiting = iter(made[-ROUNDS - 1 :])
        settle(raw)
        raw.execute("CREATE TABLE document (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")

        def theirs() -> None:
            number = next(raw_turns)
            raw.execute("BEGIN IMMEDIATE")
            for kind, body in rows:
                id_ = "amara-ben" if kind == "caseload" else str(number)
                raw.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (kind, id_, body))
            raw.execute("COMMIT")

        with closing(OrmSchool(Path(folder) / "orm.db", rows[0][1])) as orm:
            whole, without, plain, stored_alone, mapped = interleaved(
                lambda: school.log(next(turns)),
                lambda: bare.log(next(bare_turns)),
                theirs,
                lambda: alone.commit(next(waiting)),
                lambda: orm.log(next(orm_turns)),
                rounds=ROUNDS,
            )
    return [
        Row(name=f"P3 save a session{where}, over raw writes", ours=whole, theirs=plain, goal=goals[0]),
        Row(name=f"P3 save a session{where}, over SQLAlchemy ORM", ours=whole, theirs=mapped, goal=goals[1]),
        Row(name=f"P3 with the caseload{where} / without it", ours=whole, theirs=without, goal=goals[2]),
        Row(name=f"P3 by the store alone{where}, over raw writes", ours=stored_alone, theirs=plain),
    ]


class Listening:
    """A store that keeps the commits that are made to it."""

    def __init__(self) -> None:
        self.commits: list[Sequence[Write]] = []
        inner = MemoryBackend()
        self.get, self.find, self.close, self._commit = inner.get, inner.find, inner.close, inner.commit

    def commit(self, writes: Sequence[Write]) -> None:
        self._commit(writes)
        self.commits.append(writes)


def commits(days: int) -> list[Sequence[Write]]:
    """Return the commits that open a school and log a session on so many days."""
    backend = Listening()
    school = School(backend).open()
    for number in range(days):
        school.log(number)
    return backend.commits


def stored(path: Path, number: int) -> list[tuple[str, str]]:
    """Return kind and body of what one save has written, the caseload included."""
    asked = "SELECT kind, body FROM document WHERE kind = 'caseload' OR id LIKE ? ORDER BY kind"
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute(asked, (f"%s{number:07d}%",)).fetchall()
