"""A small school to measure on: one relationship, and sessions of a realistic size."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import instructional_coaching as ic

START = date(2025, 9, 1)
COACH, COACHEE = ic.Actor("amara"), ic.Actor("ben")
SUMMARY = (
    "Watched the starter twice, once with the sound off, and counted the seconds before a hand went up. "
)


def open_school(path: Path) -> ic.Workspace:
    """Open a new store with one relationship in it."""
    workspace = ic.open_workspace(f"sqlite:///{path}", clock=lambda: datetime(2026, 7, 1, tzinfo=UTC))
    with workspace.unit(COACH) as unit:
        begun = ic.Relationship.begin(id="amara-ben", coach="amara", coachee="ben", by="amara", when=START)
        unit.save(begun)
    return workspace


def log_session(workspace: ic.Workspace, number: int) -> None:
    """Read the relationship and save one session of it, in a unit of its own."""
    with workspace.unit(COACH) as unit:
        unit.save(
            ic.Session.log(
                id=f"s{number:07d}",
                relationship=unit.get(ic.Relationship, "amara-ben"),
                kind=ic.SessionKind.OBSERVATION,
                minutes=45,
                segments=(
                    ic.Segment(stance=ic.Stance.DIRECTIVE, minutes=15),
                    ic.Segment(stance=ic.Stance.DIALOGICAL, minutes=20),
                ),
                summary=SUMMARY * 4,
                by="amara",
                when=START + timedelta(days=number % 200),
            )
        )
