"""A school taken out of its store and brought into another, and all that must be the same there."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from instructional_coaching import Workspace
from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import RECORDS, Note, Record, Relationship
from instructional_coaching.errors import CoachingError
from instructional_coaching.journal.answer import Answer, Asked
from instructional_coaching.journal.exporting import ExportReport, export_journal
from instructional_coaching.journal.importing import import_file
from instructional_coaching.journal.question import QUESTIONS, ask
from instructional_coaching.storage import Document, Query
from instructional_coaching.workspace.shelving import ENTRY, Recorded
from instructional_coaching.workspace.unit import UnitOfWork

KEPT: tuple[type[Record], ...] = tuple(kind for kind in RECORDS if kind is not Note)
OFFICE = Actor("office", steward=True)
ABOUT = {
    "relationship": "relationship",
    "stance_profile": "relationship",
    "goal": "goal",
    "goal.progress": "goal",
    "session": "session",
    "practice_round": "practice_round",
    "scores": "score_sheet",
    "cycle.stage": "cycle",
}
"""The kind of record that a question is about; any other can be asked of all."""


def exported(workspace: Workspace, steward: str = "office") -> tuple[str, ExportReport]:
    """Return a school's journal, with what is told of it."""
    out = io.StringIO()
    report = export_journal(workspace, out, steward=steward)
    return out.getvalue(), report


def brought_in(workspace: Workspace, text: str, folder: Path, steward: str = "office") -> None:
    """Bring a journal into a store."""
    path = folder / "journal.yaml"
    path.write_bytes(text.encode())
    import_file(workspace, path, steward=steward)


def records(workspace: Workspace) -> list[Record]:
    """Return every record but private notes."""
    unit = workspace.unit(OFFICE)
    return [record for kind in KEPT for record in unit.find(kind)]


def history(workspace: Workspace) -> list[Recorded]:
    """Return every entry of every record but private notes: what was done, typed when, and given what."""
    unit = workspace.unit(OFFICE)
    return [
        one for kind in KEPT for record in unit.find(kind) for one in unit.history(type(record), record.id)
    ]


def documents(workspace: Workspace) -> list[Document]:
    """Return all that is stored of records and entries, to the last character, but for private notes."""
    kinds = (ENTRY, *(kind.KIND for kind in KEPT))
    found = [one for kind in kinds for one in workspace._backend.find(Query(kind))]
    return [one for one in found if "/note/" not in one.key.id]


def bodies(workspace: Workspace, leaving_out: str) -> list[dict[str, Any]]:
    """Return what the documents say, but for one field."""
    plain = [json.loads(one.body) for one in documents(workspace)]
    return [{name: one for name, one in body.items() if name != leaving_out} for body in plain]


def answers(workspace: Workspace) -> dict[object, object]:
    """Return the answers to every question that can be asked of a school, at five times of each record."""
    unit = workspace.unit(OFFICE)
    told: dict[object, object] = {
        relationship.id: list(unit.timeline(relationship.id)) for relationship in unit.find(Relationship)
    }
    for record in records(workspace):
        for asked in _asked(workspace, record):
            for question in QUESTIONS:
                if ABOUT.get(question, record.KIND) == record.KIND:
                    told[question, asked] = _answer(question, unit, asked)
    return told


def _asked(workspace: Workspace, record: Record) -> Iterator[Asked]:
    entries = [one.entry for one in workspace.unit(OFFICE).history(type(record), record.id)]
    days = sorted({one.when for one in entries} | {one.logged.date() for one in entries if one.logged})
    first, middle, last = days[0], days[len(days) // 2], days[-1]
    for as_of, known_at in ((last, None), (last, middle), (middle, None), (middle, middle), (first, last)):
        yield Asked(record.id, as_of, known_at, record.KIND)


def _answer(question: str, unit: UnitOfWork, asked: Asked) -> Answer | str:
    try:
        return ask(question, unit, asked)
    except CoachingError as raised:
        return raised.code


@attrs.frozen
class Compared:
    """What two stores hold, side by side, for a test to tell where they differ."""

    first: Workspace
    second: Workspace

    def expect_the_same(self) -> None:
        """Expect that records, their histories and the answers to questions, of so many, are the same."""
        assert history(self.second) == history(self.first)
        assert records(self.second) == records(self.first)
        assert documents(self.second) == documents(self.first)
        assert answers(self.second) == answers(self.first)
