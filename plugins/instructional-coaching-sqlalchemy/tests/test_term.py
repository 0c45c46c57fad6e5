"""A school's term is kept in PostgreSQL as it is in memory, by changing one address."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from instructional_coaching import Actor, Workspace, open_workspace
from instructional_coaching.journal.importing import import_file
from instructional_coaching_sqlalchemy import plugin

TERM = Path(__file__).parents[3] / "docs" / "examples" / "term"
FILES = ("staff.csv", "calendar.yaml", "log.csv")
OFFICE = Actor("office", steward=True)
NOW = datetime(2025, 12, 20, 16, 5, tzinfo=UTC)
DAYS = (date(2025, 10, 6), date(2025, 11, 3), date(2025, 12, 8), date(2025, 12, 20))


def filled(address: str) -> Workspace:
    workspace = open_workspace(
        address, clock=lambda: NOW, definitions=TERM / "rules", plugins=[plugin], discover=False
    )
    for name in FILES:
        import_file(workspace, TERM / name, steward="office")
    return workspace


def answers(workspace: Workspace) -> Any:
    """Return who is due on several days, and every entry of every relationship."""
    unit = workspace.unit(OFFICE)
    due = [repr(row) for day in DAYS for row in unit.caseload(day).rows()]
    entries = [
        repr(one)
        for row in unit.caseload().rows()
        for one in workspace.unit(OFFICE).timeline(row.relationship)
    ]
    return json.dumps([due, entries])


def test_the_term_gives_the_same_answers_from_postgresql(address: str) -> None:
    with filled("memory://") as memory, filled(address) as database:
        assert answers(database) == answers(memory)
    with open_workspace(address, clock=lambda: NOW, plugins=[plugin], discover=False) as again:
        assert len(list(again.unit(OFFICE).caseload().rows())) == 13
