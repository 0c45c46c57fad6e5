"""A small school to measure on: a calendar, one relationship under a cadence rule, sessions of real size."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import instructional_coaching as ic
from instructional_coaching.storage import Put, StorageBackend
from instructional_coaching.workspace.caseload_index import CaseloadIndex
from instructional_coaching.workspace.holding import Holding

START = date(2025, 9, 1)
COACH, OFFICE = ic.Actor("amara"), ic.Actor("office", steward=True)
PAIR = "amara-ben"
SUMMARY = (
    "Watched the starter twice, once with the sound off, and counted the seconds before a hand went up. "
)


class School:
    """A school in a store, on a day that moves on with its sessions.

    Attributes:
        backend: The store.
        today: The day.
        workspace: The school.
    """

    def __init__(self, backend: StorageBackend) -> None:
        self.backend = backend
        self.today = START
        self.workspace = ic.Workspace(backend, clock=self.now)

    def now(self) -> datetime:
        """Return noon of the day."""
        return datetime.combine(self.today, time(12), UTC)

    def open(self) -> "School":
        """Draw up the calendar, and begin the relationship."""
        with self.workspace.unit(OFFICE) as unit:
            draw_up(unit)
            told: dict[str, Any] = {"coach": "amara", "coachee": "ben", "cadence": "core/every-two-weeks"}
            unit.perform("relationship.begin", id=PAIR, when=START.isoformat(), **told)
        return self

    def log(self, number: int) -> None:
        """Read the relationship and save a session of it, in a unit of its own, on the n-th day."""
        self.today = START + timedelta(days=number)
        with self.workspace.unit(COACH) as unit:
            unit.save(
                ic.Session.log(
                    id=f"s{number:07d}",
                    relationship=unit.get(ic.Relationship, PAIR),
                    kind=ic.SessionKind.OBSERVATION,
                    minutes=45,
                    segments=(
                        ic.Segment(stance=ic.Stance.DIRECTIVE, minutes=15),
                        ic.Segment(stance=ic.Stance.DIALOGICAL, minutes=20),
                    ),
                    summary=SUMMARY * 4,
                    by="amara",
                    when=self.today,
                )
            )


def draw_up(unit: ic.UnitOfWork) -> None:
    """Draw up a calendar of three school years."""
    unit.perform("calendar.draw_up", id="school", when=START.isoformat())
    for year in (2025, 2026, 2027):
        for name, first, last in (
            ("Autumn", f"{year}-09-01", f"{year}-12-18"),
            ("Spring", f"{year + 1}-01-05", f"{year + 1}-03-26"),
            ("Summer", f"{year + 1}-04-13", f"{year + 1}-07-20"),
        ):
            told: dict[str, Any] = {"name": f"{name} {year}", "first": first, "last": last}
            unit.perform("calendar.add_term", calendar="school", when=START.isoformat(), **told)


class NoCaseload(CaseloadIndex):
    """A caseload index that is never written, to see what writing one costs."""

    def puts(self, holding: Holding, today: date) -> list[Put]:
        return []


def without_caseload(backend: StorageBackend) -> School:
    """Open a school that keeps no caseload index."""
    school = School(backend)
    school.workspace._index = NoCaseload("school", backend)
    return school.open()
