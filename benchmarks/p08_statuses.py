"""P8: where 100,000 relationships stand, and their five features, over numpy columns already in memory.

Ours reads an entry of the caseload index for each, through the port of the store, and knows holidays, working
days and absences. Theirs compares columns of days that are in memory already: when each is due and overdue,
and from when and until when each feature is met.
"""

from collections import Counter
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.large import TODAY, clock, fill_caseload
from benchmarks.row import Row, interleaved
from benchmarks.school import OFFICE
from instructional_coaching import FeatureValue, FiveFeatures, Workspace
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.port import StorageBackend
from instructional_coaching.storage.sqlite import SQLiteBackend

np: Any = import_module("numpy")
RELATIONSHIPS = 100_000
NUMBERS = np.random.default_rng(8)
DAY = date.toordinal(TODAY)


def measure() -> list[Row]:
    with TemporaryDirectory() as folder, closing(SQLiteBackend(Path(folder) / "school.db")) as kept:
        return [*of_store(kept, "SQLite"), *of_store(MemoryBackend(), "memory")]


def of_store(backend: StorageBackend, named: str) -> list[Row]:
    fill_caseload(backend, RELATIONSHIPS)
    workspace, columns = Workspace(backend, clock=clock), columns_of(RELATIONSHIPS)

    def statuses() -> None:
        found = Counter(row.status for row in workspace.unit(OFFICE).caseload().rows())
        assert found.total() == RELATIONSHIPS

    def all_of_it() -> None:
        rows = workspace.unit(OFFICE).caseload().rows()
        found = Counter((row.status, *values(row.features)) for row in rows)
        assert found.total() == RELATIONSHIPS

    only, whole, theirs = interleaved(statuses, all_of_it, lambda: tallied(columns), rounds=1)
    return [
        Row(name=f"P8 statuses of 100,000, {named} / numpy columns", ours=only, theirs=theirs),
        Row(name=f"P8 and five features, {named} / numpy columns", ours=whole, theirs=theirs, goal=15),
    ]


def values(features: FiveFeatures | None) -> list[FeatureValue]:
    """Return whether each feature is met."""
    return [one.value for one in features.each] if features else []


def columns_of(number: int) -> dict[str, Any]:
    """Return the days, as numbers, that statuses and features are decided by."""
    edges = [f"{edge}{n}" for n in range(5) for edge in ("from", "until")]
    names = ("due", "warned", "overdue", "ends", *edges)
    return {name: NUMBERS.integers(DAY - 60, DAY + 60, number) for name in names}


def tallied(columns: dict[str, Any]) -> None:
    """Count each combination of a status and of five features."""
    reached = {name: days <= DAY for name, days in columns.items()}
    conditions = [reached["ends"], reached["overdue"], reached["warned"], ~reached["due"]]
    found = np.select(conditions, [0, 1, 2, 3], default=4)
    for n in range(5):
        found = found * 3 + np.where(reached[f"from{n}"], np.where(reached[f"until{n}"], 1, 2), 0)
    assert np.unique(found, return_counts=True)[1].sum() == RELATIONSHIPS
