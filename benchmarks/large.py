"""A school as large as no school is, written in bulk: what many relationships leave behind.

Some hundred relationships are lived through as any are. What is stored of them is then repeated under
other ids.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import attrs

import instructional_coaching as ic
from benchmarks.school import OFFICE, START, draw_up
from instructional_coaching.storage import Document, Key, Put, Query, StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.caseload import BASIS, CASELOAD

TODAY = date(2025, 12, 1)
BATCH = 5_000
CADENCES = ("core/every-two-weeks", "core/weekly")


def lived(templates: int) -> MemoryBackend:
    """Let so many relationships meet now and then from September to November, and return their store."""
    backend, today = MemoryBackend(), START
    workspace = ic.Workspace(backend, clock=lambda: datetime.combine(today, time(12), UTC))
    with workspace.unit(OFFICE) as unit:
        draw_up(unit)
        for number in range(templates):
            told: dict[str, Any] = {"coach": f"c{number % 40:06d}", "coachee": f"t{number:06d}"}
            told["cadence"] = CADENCES[number % 2]
            unit.perform("relationship.begin", id=f"r{number:06d}", when="2025-09-01", **told)
    for day in range(0, (TODAY - START).days, 3):
        today = START + timedelta(days=day)
        with workspace.unit(OFFICE) as unit:
            for number in range(day % 7, templates, 7):
                if day < 20 + number % 71:
                    meet(unit, number, day)
    return backend


def meet(unit: ic.UnitOfWork, number: int, day: int) -> None:
    """Log a session of a relationship by its coach."""
    by = f"c{number % 40:06d}"
    told: dict[str, Any] = {"relationship": f"r{number:06d}", "kind": "observation", "minutes": 30}
    unit.perform("session.log", id=f"s{number:06d}-{day:03d}", by=by, recorded_by=by, **told)


def fill_caseload(backend: StorageBackend, relationships: int, templates: int = 300) -> None:
    """Write the caseload of so many relationships, made of what is lived through by fewer."""
    source = lived(templates)
    patterns = sorted(source.find(Query(CASELOAD)), key=lambda one: one.key.id)
    entries = (
        renamed(patterns[number % templates], number % templates, number) for number in range(relationships)
    )
    while some := list(islice(entries, BATCH)):
        backend.commit([Put(one, 0) for one in some])
    rest = [one for kind in ("calendar", BASIS) for one in source.find(Query(kind))]
    backend.commit([Put(one, 0) for one in rest])


def renamed(document: Document, pattern: int, number: int) -> Document:
    """Return a document of one relationship as that of another."""
    names = [(f"{letter}{pattern:06d}", f"{letter}{number:06d}") for letter in "rt"]
    id_, body = document.key.id, document.body
    tags = document.tags
    for old, new in names:
        id_, body = id_.replace(old, new), body.replace(old, new)
        tags = tuple((name, value.replace(old, new)) for name, value in tags)
    return attrs.evolve(document, key=Key(document.key.kind, id_), revision=1, body=body, tags=tags)


def clock() -> datetime:
    """Return the instant at which the large school is asked about."""
    return datetime.combine(TODAY, time(12), UTC)
