"""P3: saving one session with its entry, in a transaction of its own, over a raw insert of the same bytes.

Both write to a file of their own with the same journal and durability. Ours reads the relationship first,
checks who may do it and takes the step again.
"""

import sqlite3
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.row import Row, interleaved
from benchmarks.school import log_session, open_school


def measure() -> Row:
    with TemporaryDirectory() as folder, open_school(Path(folder) / "ours.db") as workspace:
        numbers = count()
        log_session(workspace, next(numbers))
        rows = stored(Path(folder) / "ours.db")
        raw = sqlite3.connect(Path(folder) / "raw.db", isolation_level=None)
        raw.execute("PRAGMA synchronous=EXTRA")
        raw.execute("CREATE TABLE document (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")

        def theirs() -> None:
            number = next(numbers)
            raw.execute("BEGIN IMMEDIATE")
            for kind, body in rows:
                raw.execute("INSERT INTO document VALUES (?, ?, ?)", (kind, str(number), body))
            raw.execute("COMMIT")

        ours, raws = interleaved(lambda: log_session(workspace, next(numbers)), theirs, rounds=150)
        raw.close()
    return Row(name="P3 save a session, over raw inserts", ours=ours, theirs=raws, goal=1.5)


def stored(path: Path) -> list[tuple[str, str]]:
    """Return kind and body of what one save has written."""
    with sqlite3.connect(path) as reader:
        return reader.execute("SELECT kind, body FROM document WHERE id LIKE '%s0000000%'").fetchall()
