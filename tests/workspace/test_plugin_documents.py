"""Documents of a plugin's own kind are kept, read and deleted in the commit of a unit."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching.domain import Note
from instructional_coaching.errors import (
    ConcurrencyConflict,
    InvalidInput,
    NotFound,
)
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.plugin_document import PluginDocument
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import TODAY, act, code_of, got
from tests.workspace.visits import AMARA, BEN, ROOM, VISIT, changed, found, laid_down, on, put, there

DAY = date(2025, 9, 8)
NOTE: dict[str, Any] = {"about": "ben", "text": "ask", "when": "2025-10-01"}


def test_what_is_put_is_there_once_the_unit_has_ended(oakfield: Workspace) -> None:
    with oakfield.unit(AMARA) as unit:
        unit.documents(VISIT).put("v1", ROOM, when=DAY, tags={"relationship": "amara-ben"})
        assert there(oakfield) == {}
    expected = PluginDocument(VISIT, "v1", ROOM, DAY, {"relationship": ("amara-ben",)})
    assert oakfield.unit(BEN).documents(VISIT).get("v1") == expected
    assert found(oakfield) == [expected]


def test_it_is_committed_with_the_records_or_not_at_all(oakfield: Workspace) -> None:
    with oakfield.unit(AMARA) as unit:
        unit.perform("note.write", id="n1", **NOTE)
        unit.documents(VISIT).put("v1", ROOM)
    assert got(oakfield, "amara", Note, "n1").text == "ask"
    assert there(oakfield) == {"v1": ROOM}
    with pytest.raises(ZeroDivisionError):
        interrupted(oakfield.unit(AMARA))
    assert there(oakfield) == {"v1": ROOM}
    with pytest.raises(NotFound):
        got(oakfield, "amara", Note, "n2")


def interrupted(unit: UnitOfWork) -> float:
    """Save, put and delete in a block that then raises."""
    with unit:
        unit.perform("note.write", id="n2", **NOTE)
        unit.documents(VISIT).put("v2", ROOM)
        unit.documents(VISIT).delete("v1")
        return 1 / 0


def test_nothing_is_left_of_a_block_that_raised_for_a_later_commit(visiting: Workspace) -> None:
    put(visiting, "v1")
    unit = visiting.unit(AMARA)
    with pytest.raises(ZeroDivisionError):
        interrupted(unit)
    assert unit.documents(VISIT).get("v1").content == ROOM
    unit.commit()
    assert there(visiting) == {"v1": ROOM}


def test_a_refused_record_takes_the_documents_of_its_unit_with_it(visiting: Workspace) -> None:
    with pytest.raises(InvalidInput):
        put_and_refused(visiting.unit(AMARA))
    assert there(visiting) == {}


def put_and_refused(unit: UnitOfWork) -> None:
    """Put a document in a block that then performs what is refused."""
    with unit:
        unit.documents(VISIT).put("v1", ROOM)
        unit.perform("note.write", id="n1", **NOTE | {"when": "soon"})


def test_a_conflict_in_a_record_writes_no_document_and_the_other_way_round(oakfield: Workspace) -> None:
    put(oakfield, "v1")
    act(oakfield, "amara", "note.write", id="n1", **NOTE)
    for meanwhile in ("note", "visit"):
        unit = oakfield.unit(AMARA)
        visits = unit.documents(VISIT)
        visits.get("v1")
        unit.save(unit.get(Note, "n1").correct(text="mine", reason="slip", by="amara", when=TODAY))
        visits.put("v1", {"by": "mine"})
        visits.put("v2", {})
        if meanwhile == "note":
            act(oakfield, "amara", "note.correct", note="n1", text="theirs", reason="slip")
        else:
            changed(oakfield, "theirs")
        with pytest.raises(ConcurrencyConflict) as caught:
            unit.commit()
        assert caught.value.key.startswith(meanwhile if meanwhile == "note" else VISIT)
        assert "v2" not in there(oakfield)
        assert got(oakfield, "amara", Note, "n1").text == "theirs"
    assert there(oakfield) == {"v1": {"by": "theirs"}}


def test_a_unit_reads_what_it_has_put_and_not_what_it_has_deleted(oakfield: Workspace) -> None:
    put(oakfield, "v1", when=DAY)
    put(oakfield, "v3", when=DAY)
    with oakfield.unit(AMARA) as unit:
        visits = unit.documents(VISIT)
        visits.put("v2", {"n": 1}, when=DAY)
        assert visits.get("v2").content == {"n": 1}
        visits.put("v2", {"n": 2}, when=DAY)
        visits.delete("v1")
        with pytest.raises(NotFound):
            visits.get("v1")
        assert [(one.id, one.content) for one in visits.find()] == [("v2", {"n": 2}), ("v3", ROOM)]
        assert unit.documents(VISIT).get("v2").content == {"n": 2}
    assert there(oakfield) == {"v2": {"n": 2}, "v3": ROOM}


def test_what_is_put_twice_and_what_is_put_and_deleted_is_written_once_or_not_at_all(
    oakfield: Workspace,
) -> None:
    with oakfield.unit(AMARA) as unit:
        visits = unit.documents(VISIT)
        visits.put("twice", {"n": 1})
        visits.put("twice", {"n": 2})
        visits.put("gone", {})
        visits.delete("gone")
        visits.put("back", {"n": 1})
        visits.delete("back")
        visits.put("back", {"n": 2})
    assert there(oakfield) == {"twice": {"n": 2}, "back": {"n": 2}}


def test_what_is_deleted_and_put_anew_replaces_the_one_that_was_there(oakfield: Workspace) -> None:
    put(oakfield, "v1", when=DAY, tags={"relationship": "amara-ben"})
    with oakfield.unit(AMARA) as unit:
        visits = unit.documents(VISIT)
        visits.delete("v1")
        visits.put("v1", {})
    assert found(oakfield) == [PluginDocument(VISIT, "v1", {})]


def test_its_day_and_its_tags_are_replaced_with_it(oakfield: Workspace) -> None:
    put(oakfield, "v1", when=DAY, tags={"relationship": "amara-ben"})
    with oakfield.unit(AMARA) as unit:
        unit.documents(VISIT).get("v1")
        unit.documents(VISIT).put("v1", ROOM, tags={"room": "B12"})
    assert found(oakfield, tags={"relationship": "amara-ben"}) == []
    assert found(oakfield, since=DAY) == []
    assert [one.id for one in found(oakfield, tags={"room": "B12"})] == ["v1"]


def test_what_is_deleted_is_gone_from_the_store(oakfield: Workspace) -> None:
    put(oakfield, "v1")
    with oakfield.unit(AMARA) as unit:
        unit.documents(VISIT).delete("v1")
    assert there(oakfield) == {}
    assert laid_down(oakfield._backend, "v1") is None
    with pytest.raises(NotFound) as caught:
        oakfield.unit(AMARA).documents(VISIT).get("v1")
    assert (caught.value.kind, caught.value.id) == (VISIT, "v1")


def test_no_byte_of_what_was_deleted_is_left_in_the_files(tmp_path: Path) -> None:
    """Nor of its id or its tags, once the commit has returned."""
    words = ("lotte-canary", "B99-canary", "pairs-canary")
    with on(SQLiteBackend(tmp_path / "school.db")) as workspace:
        put(workspace, words[0], {"says": words[1]}, tags={"relationship": words[2]})
        assert [word for word in words if word.encode() in files(tmp_path)] == list(words)
        with workspace.unit(AMARA) as unit:
            unit.documents(VISIT).delete(words[0])
        assert [word for word in words if word.encode() in files(tmp_path)] == []


def files(folder: Path) -> bytes:
    """Return what is in all files of a folder."""
    return b"".join(one.read_bytes() for one in sorted(folder.iterdir()))


def test_what_is_not_there_can_not_be_deleted(oakfield: Workspace) -> None:
    visits = oakfield.unit(AMARA).documents(VISIT)
    with pytest.raises(NotFound) as caught:
        visits.delete("v1")
    assert code_of(caught) == "not-found"
    visits.put("v1", ROOM)
    visits.delete("v1")
    with pytest.raises(NotFound):
        visits.delete("v1")
