"""A plugin's documents grow older with its kind, and are looked after with everything else in the store."""

import io
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest

from instructional_coaching.codec.step import Plain
from instructional_coaching.errors import (
    AlreadyExists,
    DamagedDocument,
    InvalidInput,
    NotFound,
    PluginContractError,
    SchemaError,
)
from instructional_coaching.journal.exporting import export_journal
from instructional_coaching.storage import Document, Key, Put, StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.care import salvage_store
from instructional_coaching.workspace.plugin_documents import PluginDocuments
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import code_of
from tests.workspace.visits import AMARA, BEN, ROOM, VISIT, Visits, found, laid_down, on, put, renamed, there

RENAMED = {("place" if name == "room" else name): one for name, one in ROOM.items()}


def more(visit: Plain) -> Plain:
    """The step to version 3: a visit counts how often it was brought up to it."""
    return visit | {"steps": visit.get("steps", 0) + 1}


def boasting(visit: Plain) -> Plain:
    """A step that fails, and would tell what was in the visit."""
    raise ValueError(str(visit))


@pytest.fixture
def older() -> StorageBackend:
    """A store with one visit in version 1."""
    store = MemoryBackend()
    put(on(store), "v1", tags={"relationship": "amara-ben"})
    return store


def version_of(store: StorageBackend, id: str = "v1") -> int:
    """Return in which version a visit is stored."""
    document = laid_down(store, id)
    assert document is not None
    return document.schema


def test_it_is_written_in_the_present_version_of_its_kind(older: StorageBackend) -> None:
    assert version_of(older) == 1
    put(on(older, Visits(renamed, more)), "v2", {"place": "B12"})
    assert version_of(older, "v2") == 3
    assert there(on(older, Visits(renamed, more)))["v2"] == {"place": "B12"}


def test_an_older_one_is_read_in_the_present_version_and_stays_as_it_is(older: StorageBackend) -> None:
    workspace = on(older, Visits(renamed, more))
    for _ in range(2):
        assert workspace.unit(AMARA).documents(VISIT).get("v1").content == {**RENAMED, "steps": 1}
        assert there(workspace) == {"v1": {**RENAMED, "steps": 1}}
    assert version_of(older) == 1


def test_an_older_one_that_is_put_anew_is_in_the_present_version(older: StorageBackend) -> None:
    workspace = on(older, Visits(renamed))
    with workspace.unit(AMARA) as unit:
        visits = unit.documents(VISIT)
        visits.put("v1", visits.get("v1").content | {"minutes": 30})
    assert version_of(older) == 2
    assert there(workspace) == {"v1": RENAMED | {"minutes": 30}}


def test_a_migration_rewrites_them_in_nobodys_way(older: StorageBackend) -> None:
    """What a unit has read before it may be overwritten after it."""
    workspace = on(older, Visits(renamed))
    with workspace.unit(AMARA) as unit:
        before = unit.documents(VISIT).get("v1")
        assert workspace.migrate().rewritten == 1
        assert (version_of(older), found(workspace)) == (2, [before])
        unit.documents(VISIT).put("v1", {"place": "B13"}, tags={"relationship": "amara-ben"})
    assert [one.id for one in found(workspace, tags={"relationship": "amara-ben"})] == ["v1"]
    assert there(workspace) == {"v1": {"place": "B13"}}


@pytest.mark.parametrize(
    "attempt",
    [
        lambda visits: visits.get("v1"),
        lambda visits: list(visits.find()),
        lambda visits: visits.delete("v1"),
    ],
)
def test_a_newer_one_is_refused_and_nothing_is_written(attempt: Callable[[PluginDocuments], Any]) -> None:
    """Somebody's newer plugin wrote it: it isn't overwritten either, by whoever goes on all the same."""
    store = MemoryBackend()
    put(on(store, Visits(renamed)), "v1")
    before = laid_down(store, "v1")
    unit = on(store).unit(BEN)
    visits = unit.documents(VISIT)
    with pytest.raises(SchemaError) as caught:
        attempt(visits)
    assert (caught.value.kind, caught.value.found, caught.value.known) == (VISIT, 2, 1)
    assert "the plugin that wrote it" in caught.value.hint
    with pytest.raises(AlreadyExists):
        visits.put("v1", {})
    unit.commit()
    assert laid_down(store, "v1") == before


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (boasting, "raised ValueError"),
        (lambda _: None, "has a step that returned nothing"),
        (lambda visit: visit | {"on": object()}, "raised TypeError"),
        (lambda _: sys.exit(3), "raised SystemExit"),
    ],
)
def test_a_step_that_fails_names_its_plugin_and_tells_nothing(
    older: StorageBackend, step: Any, said: str
) -> None:
    unit = on(older, Visits(step)).unit(AMARA)
    for attempt in (lambda: unit.documents(VISIT).get("v1"), lambda: list(unit.documents(VISIT).find())):
        with pytest.raises(PluginContractError) as caught:
            attempt()
        assert code_of(caught) == "plugin-contract-error"
        assert (caught.value.plugin, caught.value.hook) == ("Visits", "coaching_migrations")
        assert said in str(caught.value)
        assert "B12" not in str(caught.value)
    with pytest.raises(AlreadyExists):
        unit.documents(VISIT).put("v1", {})
    unit.documents(VISIT).delete("v1")  # what can't be read any more can still be deleted


def test_a_plugin_that_is_away_leaves_them_as_they_are(older: StorageBackend) -> None:
    other = Workspace(older)
    other.migrate()
    assert version_of(older) == 1
    assert there(on(older)) == {"v1": ROOM}


def test_what_a_plugin_wrote_through_the_port_is_read_too(older: StorageBackend) -> None:
    """As the page on hooks says: the school in its key and its tag, and a JSON object for a body."""
    document = Document(Key(VISIT, "school/v0"), 7, 1, '{"room":"B1"}', tags=(("school", "school"),))
    older.commit([Put(document, 0)])
    workspace = on(older)
    assert there(workspace)["v0"] == {"room": "B1"}
    with workspace.unit(AMARA) as unit:
        unit.documents(VISIT).get("v0")
        unit.documents(VISIT).put("v0", {"room": "B2"})
    after = laid_down(older, "v0")
    assert after is not None
    assert (after.revision, after.body) == (8, '{"room":"B2"}')


def test_a_body_that_is_no_object_is_told_by_its_key(older: StorageBackend) -> None:
    document = laid_down(older, "v1")
    assert document is not None
    older.commit([Put(attrs.evolve(document, body="[1]"), document.revision, rewrites=True)])
    with pytest.raises(InvalidInput) as caught:
        on(older).unit(AMARA).documents(VISIT).get("v1")
    assert caught.value.source == f"{VISIT}/school/v1"


# --- looked after ----------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store in a file with three visits."""
    path = tmp_path / "school.db"
    with on(SQLiteBackend(path)) as workspace:
        for n in range(3):
            put(workspace, f"v{n}", {"room": f"B1{n}"}, tags={"relationship": "amara-ben"})
    return path


def spoil(path: Path) -> None:
    """Change what one visit says, as somebody else would."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("UPDATE document SET body = replace(body, 'B11', 'C11')").rowcount
        connection.commit()


def test_the_doctor_looks_at_them(file: Path) -> None:
    with on(SQLiteBackend(file)) as workspace:
        assert workspace.examine().documents == 3
        assert workspace.examine().is_sound
    spoil(file)
    with on(SQLiteBackend(file)) as workspace:
        assert workspace.examine().damaged == (f"{VISIT}/school/v1",)
        with pytest.raises(DamagedDocument):
            workspace.unit(AMARA).documents(VISIT).get("v1")


def test_those_that_are_whole_are_salvaged_with_their_tags(file: Path, tmp_path: Path) -> None:
    spoil(file)
    done = salvage_store(file, tmp_path / "new.db")
    assert (done.kept, done.lost) == (2, (f"{VISIT}/school/v1",))
    with on(SQLiteBackend(tmp_path / "new.db")) as workspace:
        assert [one.id for one in found(workspace, tags={"relationship": "amara-ben"})] == ["v0", "v2"]
        with pytest.raises(NotFound):
            workspace.unit(AMARA).documents(VISIT).get("v1")


def test_a_backup_takes_them_along_and_a_journal_does_not(file: Path, tmp_path: Path) -> None:
    journal = io.StringIO()
    with on(SQLiteBackend(file)) as workspace:
        workspace.back_up(tmp_path / "copy.db")
        export_journal(workspace, journal, steward="office")
    with on(SQLiteBackend(tmp_path / "copy.db")) as workspace:
        assert there(workspace) == {f"v{n}": {"room": f"B1{n}"} for n in range(3)}
    assert "B1" not in journal.getvalue()
