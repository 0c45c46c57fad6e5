"""Plugins are told of documents of plugins' own kinds, and may refuse them, as with records."""

from datetime import date
from typing import Any

import pytest

from instructional_coaching.domain import Note
from instructional_coaching.errors import (
    InvalidInput,
    NotFound,
    Problem,
)
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.given import Change
from tests.workspace.school import got
from tests.workspace.visits import AMARA, VISIT, laid_down, put, there, visited

DAY = date(2025, 9, 8)
NOTE: dict[str, Any] = {"about": "ben", "text": "ask", "when": "2025-10-01"}


class Watching:
    """Notes of what it is told, and refuses whatever has a certain id."""

    def __init__(self) -> None:
        self.checked: list[Change] = []
        self.told: list[Change] = []

    @hookimpl
    def coaching_check_commit(self, changes: tuple[Change, ...]) -> list[Problem]:
        self.checked += changes
        wrong = [one for one in changes if one.id == "never"]
        return [Problem("watching", 0, 0, "", "may not be", "leave it out") for _ in wrong]

    @hookimpl
    def coaching_after_commit(self, changes: tuple[Change, ...]) -> None:
        self.told += changes


def test_plugins_are_told_what_becomes_of_documents_and_never_what_they_say() -> None:
    watching = Watching()
    workspace = visited(watching)
    put(workspace, "v1")
    put(workspace, "v2")
    watching.told.clear()
    with workspace.unit(AMARA) as unit:
        unit.perform("note.write", id="n1", **NOTE)
        visits = unit.documents(VISIT)
        stored = laid_down(workspace._backend, "v1")
        visits.get("v1")
        visits.put("v1", {})
        visits.delete("v2")
        visits.put("v3", {})
        visits.delete("v3")
    assert stored is not None
    assert [(one.kind, one.id, one.verbs) for one in watching.told] == [
        ("note", "n1", ("note.write",)),
        (VISIT, "v1", ("oakfield.visit.put",)),
        (VISIT, "v2", ("oakfield.visit.delete",)),
    ]
    assert watching.told[1].revision == stored.revision + 1
    assert watching.checked[-3:] == watching.told


def test_a_check_that_refuses_a_document_refuses_the_unit() -> None:
    watching = Watching()
    workspace = visited(watching)
    unit = workspace.unit(AMARA)
    unit.perform("note.write", id="n1", **NOTE)
    unit.documents(VISIT).put("never", {})
    with pytest.raises(InvalidInput):
        unit.commit()
    assert there(workspace) == {}
    assert watching.told == []
    with pytest.raises(NotFound):
        got(workspace, "amara", Note, "n1")
