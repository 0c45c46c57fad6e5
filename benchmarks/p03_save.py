"""P3: saving one session with its entry and the caseload, over a raw write of the same bytes.

Each writes in a transaction of its own to a file of its own, with the same journal and durability. Ours reads
the relationship first, checks who may do it, takes the step again, and works out where the relationship will
stand on the days to come.
"""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.row import Row, interleaved
from benchmarks.school import School, without_caseload
from instructional_coaching.storage.sqlite import SQLiteBackend

DAYS = 5


def measure() -> list[Row]:
    with (
        TemporaryDirectory() as folder,
        closing(SQLiteBackend(Path(folder) / "ours.db")) as ours,
        closing(SQLiteBackend(Path(folder) / "less.db")) as less,
        closing(sqlite3.connect(Path(folder) / "raw.db", isolation_level=None)) as raw,
    ):
        school, bare = School(ours).open(), without_caseload(less)
        turns, bare_turns, raw_turns = count(), count(), count()
        for _ in range(DAYS):
            school.log(next(turns))
        rows = stored(Path(folder) / "ours.db", DAYS - 1)
        assert [kind for kind, _ in rows] == ["caseload", "entry", "session"]
        raw.execute("PRAGMA synchronous=EXTRA")
        raw.execute("CREATE TABLE document (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")

        def theirs() -> None:
            number = next(raw_turns)
            raw.execute("BEGIN IMMEDIATE")
            for kind, body in rows:
                id_ = "amara-ben" if kind == "caseload" else str(number)
                raw.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (kind, id_, body))
            raw.execute("COMMIT")

        whole, without, plain = interleaved(
            lambda: school.log(next(turns)), lambda: bare.log(next(bare_turns)), theirs, rounds=150
        )
    return [
        Row(name="P3 save a session, over raw writes", ours=whole, theirs=plain, goal=1.5),
        Row(name="P3 with the caseload / without it", ours=whole, theirs=without, goal=1.25),
    ]


def stored(path: Path, number: int) -> list[tuple[str, str]]:
    """Return kind and body of what one save has written, the caseload included."""
    asked = "SELECT kind, body FROM document WHERE kind = 'caseload' OR id LIKE ? ORDER BY kind"
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute(asked, (f"%s{number:07d}%",)).fetchall()
