"""P7: the 200 most overdue of 100,000 relationships, over a GROUP BY over their 6 million sessions.

Ours reads the caseload index, as a leader's due list does, and says where each stands under its cadence rule.
Theirs finds the last day of contact of each, which says nothing of holidays, working days or absences.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.large import clock, fill_caseload
from benchmarks.row import Row, interleaved
from benchmarks.school import OFFICE
from instructional_coaching import Workspace
from instructional_coaching.storage.sqlite import SQLiteBackend

RELATIONSHIPS, SESSIONS, WANTED = 100_000, 60, 200
RAW = f"""INSERT INTO session (relationship, day)
    WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < {RELATIONSHIPS}),
        turn (m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM turn WHERE m + 1 < {SESSIONS})
    SELECT n, date('2025-09-01', ((n * 7919 + m * 13) % 91) || ' days') FROM turn, number"""
ASKED = f"""SELECT relationship, max(day) AS last FROM session
    GROUP BY relationship ORDER BY last, relationship LIMIT {WANTED}"""


def measure() -> list[Row]:
    with TemporaryDirectory() as folder, closing(SQLiteBackend(Path(folder) / "ours.db")) as backend:
        fill_caseload(backend, RELATIONSHIPS)
        workspace = Workspace(backend, clock=clock)
        with closing(sqlite3.connect(Path(folder) / "raw.db")) as raw:
            raw.execute("PRAGMA synchronous = OFF")
            raw.execute("CREATE TABLE session (id INTEGER PRIMARY KEY, relationship INTEGER, day TEXT)")
            raw.execute(RAW)
            raw.commit()

            def ours() -> None:
                assert len(list(workspace.unit(OFFICE).caseload().overdue(limit=WANTED))) == WANTED

            def theirs() -> None:
                assert len(raw.execute(ASKED).fetchall()) == WANTED

            mine, plain = interleaved(ours, theirs, rounds=5)
            raw.execute("CREATE INDEX session_by_relationship ON session (relationship, day)")
            again, indexed = interleaved(ours, theirs, rounds=5)
    return [
        Row(name="P7 200 most overdue of 100,000 / GROUP BY", ours=mine, theirs=plain, goal=0.001),
        Row(name="P7 the same / GROUP BY along an index", ours=again, theirs=indexed),
    ]
