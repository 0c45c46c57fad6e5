"""P11: the peak of memory while every session of a store is read, one after the other, as a typed record.

Each figure is of a process of its own: of one that has imported the library with all that reading takes and
has read one session, of one that streams 60,000 sessions, and of one that streams 600,000. In the stores
every 200 sessions are of another relationship, which is read too, as what decides who may see them.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from benchmarks.p06_growth import renamed
from benchmarks.row import Row
from benchmarks.school import PAIR, School
from instructional_coaching.storage import Document, Key, Put, Query
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend

FEW, MANY, EACH = 60_000, 600_000, 200
HERE = Path(__file__).resolve().parent.parent

CHILD = """
import json, resource, sys
from pathlib import Path
import instructional_coaching as ic
from benchmarks.school import OFFICE

def peak():
    status = Path("/proc/self/status")  # where there is one: what the system counts begins with the parent's
    if status.exists():
        return 1024 * int(status.read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

path, most = sys.argv[1], int(sys.argv[2])
read = 0
with ic.open_workspace(f"sqlite:///{path}", discover=False) as workspace, workspace.unit(OFFICE) as unit:
    for session in unit.find(ic.Session):
        read += session.minutes == 45
        if read == most:
            break
print(json.dumps([read, peak()]))
"""


def measure() -> list[Row]:
    with TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.db", Path(folder) / "many.db"
        fill(few, FEW)
        fill(many, MANY)
        start, early, late = peak(few, 1), peak(few, FEW), peak(many, MANY)
    return [
        Row(name="P11 memory, streaming 60,000 / one session", ours=early, theirs=start, goal=1.25, unit="B"),
        Row(name="P11 memory, streaming 600,000 / one session", ours=late, theirs=start, goal=1.25, unit="B"),
        Row(
            name="P11 growth of memory, 60,000 to 600,000",
            ours=log(late / early) / log(MANY / FEW),
            goal=0.05,
            unit="",
        ),
    ]


def peak(path: Path, sessions: int) -> int:
    """Return the most bytes that a process has in memory which streams so many sessions."""
    command = [sys.executable, "-c", CHILD, str(path), str(sessions)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE).stdout
    read, most = json.loads(told)
    assert read == sessions
    return int(most)


def fill(path: Path, sessions: int) -> None:
    """Write so many sessions and their relationships into a new store, as one bulk."""
    source = School(MemoryBackend()).open()
    source.log(0)
    (session,) = source.backend.find(Query("session"))
    (pair,) = source.backend.find(Query("relationship"))
    with closing(SQLiteBackend(path)) as backend:
        backend.put_all(Put(one, 0) for one in documents(pair, session, sessions))


def documents(pair: Document, session: Document, sessions: int) -> Iterator[Document]:
    for number in range(sessions):
        if number % EACH == 0:
            yield of_pair(pair, f"pair-{number // EACH:05d}")
        yield renamed(session, number)


def of_pair(pair: Document, name: str) -> Document:
    id_, body = pair.key.id.replace(PAIR, name), pair.body.replace(PAIR, name)
    return attrs.evolve(pair, key=Key(pair.key.kind, id_), body=body)
