"""What an earlier version wrote is brought into the present form, whole, once, and in nobody's way."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.codec import schema
from instructional_coaching.codec.schema import Schema
from instructional_coaching.codec.step import Plain
from instructional_coaching.domain import Note
from instructional_coaching.errors import DamagedDocument, InvalidInput, SchemaError
from instructional_coaching.storage import Put, Query, StorageBackend, Write
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.caseload import BASIS, CASELOAD
from instructional_coaching.workspace.migration import Migration, StoredForm
from instructional_coaching.workspace.shelving import ENTRY
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.forming import AFTER, NEXT, NOTES, Through, copied, held, migration, older, same, texts
from tests.workspace.school import act, clock, code_of, taught
from tests.workspace.specimen import SPECIMENS, read, stocked

NEW = [(1, 1, 2)] * NOTES
OLD = [(0, 1, 1)] * NOTES


@pytest.fixture(params=["memory", "sqlite", "sqlalchemy"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StorageBackend]:
    """The older school in each kind of store."""
    made: StorageBackend
    if request.param == "memory":
        made = MemoryBackend()
    elif request.param == "sqlite":
        made = SQLiteBackend(tmp_path / "school.db")
    else:
        pytest.importorskip("sqlalchemy")
        plugin = import_module("instructional_coaching_sqlalchemy.backend")
        made = plugin.SQLAlchemyBackend.at(f"sqlite:///{tmp_path}/school.db")
    yield copied(older(), made)
    made.close()


@pytest.fixture
def backend() -> StorageBackend:
    """The older school in memory."""
    return copied(older(), MemoryBackend())


def on(backend: StorageBackend) -> Workspace:
    """Return a workspace on a store."""
    return Workspace(backend, clock=clock, brought=taught)


def test_every_older_document_is_rewritten_and_no_other_one(store: StorageBackend) -> None:
    before = held(store)
    done = migration(store).run()
    after = held(store)
    entries = sum(key.kind == ENTRY for key in before)
    assert texts(store) == NEW
    assert done.rewritten == NOTES + entries
    assert before.keys() == after.keys()
    for key, document in before.items():
        if key.kind not in ("note", ENTRY):
            assert after[key] == document
        else:
            kept = attrs.evolve(after[key], schema=1, body=document.body)
            assert kept == document  # revision, date and tags are as they were


def test_what_is_done_is_left_alone(store: StorageBackend) -> None:
    """A second run writes nothing: no step is taken twice."""
    migration(store).run()
    watched = Through(store)
    assert migration(watched).run().rewritten == 0
    assert watched.commits == []
    assert texts(store) == NEW


def test_a_dry_run_says_what_there_is_and_writes_nothing(store: StorageBackend) -> None:
    watched = Through(store)
    found = migration(watched).forms()
    assert StoredForm("note", 1, 2, NOTES) in found
    assert [one.kind for one in found if one.is_older] == [ENTRY, "note"]
    assert sum(one.documents for one in found) == len(held(store))
    assert watched.commits == []
    assert texts(store) == OLD


def test_each_page_is_one_commit_and_progress_is_told(backend: StorageBackend) -> None:
    watched = Through(backend)
    told: list[tuple[int, int]] = []
    done = migration(watched).run(lambda count, of: told.append((count, of)))
    assert max(len(writes) for writes in watched.commits) == 5
    assert sum(len(writes) for writes in watched.commits) == done.rewritten
    assert told[-1] == (done.rewritten, done.rewritten)
    assert [count for count, _ in told] == sorted(count for count, _ in told)


def test_a_document_in_between_takes_only_the_steps_that_it_lacks(backend: StorageBackend) -> None:
    migration(backend).run()
    migration(backend, AFTER).run()
    assert texts(backend) == [(1, 1, 3)] * NOTES


def newer(backend: StorageBackend, kind: str) -> None:
    """Let a later version of the library have written the last document of a kind."""
    last = list(backend.find(Query(kind)))[-1]
    backend.commit([Put(attrs.evolve(last, schema=9), last.revision, rewrites=True)])


@pytest.mark.parametrize("kind", ["note", "relationship", "sole", ENTRY, CASELOAD, BASIS])
def test_newer_documents_are_refused_before_anything_is_written(backend: StorageBackend, kind: str) -> None:
    """Wherever they stand: the whole store is looked at first."""
    if kind == "sole":
        act(on(backend), "head", "calendar.draw_up", id="ours", when="2025-09-01")
    newer(backend, kind)
    before = held(backend)
    watched = Through(backend)
    with pytest.raises(SchemaError) as caught:
        migration(watched).run()
    known = 2 if kind in NEXT.steps else 1
    assert (caught.value.kind, caught.value.found, caught.value.known) == (kind, 9, known)
    assert "install the version" in caught.value.hint
    assert watched.commits == []
    assert held(backend) == before


def test_every_newer_kind_is_named(backend: StorageBackend) -> None:
    newer(backend, "note")
    newer(backend, "person")
    with pytest.raises(SchemaError) as caught:
        migration(backend).run()
    assert caught.value.kind == "note"
    assert caught.value.__notes__ == ["and: person: schema version 9 is not one of those known (1 to 1)"]


class Meanwhile(Through):
    """A store in which somebody does something just before the second commit."""

    def __init__(self, inner: StorageBackend, does: Sequence[Write] | Exception) -> None:
        super().__init__(inner)
        self.does = does
        self.tries = 0

    def commit(self, writes: Sequence[Write]) -> None:
        self.tries += bool(writes)
        if self.tries == 2 and writes:
            if isinstance(self.does, Exception):
                raise self.does
            self.inner.commit(self.does)
        super().commit(writes)


def test_a_document_that_is_saved_meanwhile_is_taken_again(backend: StorageBackend) -> None:
    """What was saved is rewritten, not what was read before it; all others are rewritten too."""
    note = list(backend.find(Query("note")))[7]
    saved = attrs.evolve(note, revision=2, body=note.body.replace("ask 7", "saved meanwhile"))
    watched = Meanwhile(backend, [Put(saved, 1)])
    done = migration(watched).run()
    assert done.rewritten == sum(key.kind in ("note", ENTRY) for key in held(backend))
    assert texts(backend) == [*NEW[:7], (1, 2, 2), *NEW[8:]]
    assert "saved meanwhile!" in list(backend.find(Query("note")))[7].body


def test_what_somebody_writes_meanwhile_in_a_newer_version_is_not_written_over(
    backend: StorageBackend,
) -> None:
    note = list(backend.find(Query("note")))[7]
    newest = attrs.evolve(note, revision=2, schema=3, body="{}")
    with pytest.raises(SchemaError):
        migration(Meanwhile(backend, [Put(newest, 1)])).run()
    assert list(backend.find(Query("note")))[7] == newest


def test_a_migration_that_breaks_off_is_finished_by_the_next_one(backend: StorageBackend) -> None:
    """Whole pages are done, the rest is as it was, and no step is taken twice."""
    with pytest.raises(OSError, match="the disk"):
        migration(Meanwhile(backend, OSError("the disk"))).run()
    assert texts(backend) == [*NEW[:5], *OLD[5:]]
    migration(backend).run()
    assert texts(backend) == NEW


def test_only_one_school_is_migrated_if_that_is_asked_for(backend: StorageBackend) -> None:
    elsewhere = Workspace(backend, school="elsewhere", clock=clock, brought=taught)
    act(elsewhere, "amara", "note.write", id="n1", about="ben", text="ask", when="2025-10-01")
    Migration(backend, lambda _: None, schema=NEXT, school="elsewhere").run()
    found = {one.key.id: one.schema for one in backend.find(Query("note"))}
    assert [id for id, version in found.items() if version == 2] == ["elsewhere/n1"]


def test_what_a_step_can_not_bring_up_to_date_stops_it_before_anything_is_written(
    backend: StorageBackend,
) -> None:
    """The document is named, and none of what it says is."""
    wrong = Schema({"note": (lambda note: {name: one for name, one in note.items() if name != "text"},)})
    watched = Through(backend)
    with pytest.raises(InvalidInput) as caught:
        migration(watched, wrong).run()
    assert "note/school/n00" in str(caught.value)
    assert "ask 0" not in str(caught.value)
    assert watched.commits == []


def test_a_step_may_not_change_what_a_definition_is_pinned_by() -> None:
    retitled = Schema({"rubric": (lambda rubric: rubric | {"title": "another"},)})
    backend = stocked()._backend
    with pytest.raises(DamagedDocument):
        migration(backend, retitled).run()
    migration(backend, Schema({"rubric": (same,)})).run()
    assert [one.version for one in migration(backend).forms() if one.kind == "rubric"] == [2]


def test_records_are_found_by_what_they_refer_to_in_the_present_form(
    backend: StorageBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that changes a reference or a date changes what the record is found by, once it is rewritten."""

    def about_cara(note: Plain) -> Plain:
        return note | {"about": "cara", "when": "2025-11-03"}

    moved = Schema({"note": (about_cara,)})
    migration(backend, moved).run()
    monkeypatch.setattr(schema, "CORE", moved)
    unit = on(backend).unit(Actor("amara"))
    assert len(list(unit.find(Note, about="cara"))) == NOTES
    assert list(unit.find(Note, about="ben")) == []
    assert {one.at for one in backend.find(Query("note"))} == {"2025-11-03"}


def test_whoever_has_read_a_record_before_saves_it_after(
    backend: StorageBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration is never in anybody's way: what it rewrites stays at its revision."""
    monkeypatch.setattr(schema, "CORE", NEXT)
    unit = on(backend).unit(Actor("amara"))
    note = unit.get(Note, "n03")
    migration(backend).run()
    unit.save(note.correct(text="ask her", reason="slip", by="amara", when=clock().date()))
    unit.commit()
    again = on(backend).unit(Actor("amara"))
    assert again.get(Note, "n03").text == "ask her"
    assert [one.number for one in again.history(Note, "n03")] == [1, 2]


def test_every_record_and_its_history_reads_the_same_before_and_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of every kind, as it stands and as its entries lead to it: it is the same, rewritten or not."""
    workspace = stocked()
    kinds = {form.kind for form in workspace.stored_forms()} - {CASELOAD, BASIS, "sole", "in_force"}
    raised = Schema(dict.fromkeys(kinds, (same,)))
    monkeypatch.setattr(schema, "CORE", raised)

    def all_of_it() -> list[object]:
        units = [workspace.unit(Actor(one.who)) for one in SPECIMENS.values()]
        ids = list(zip(units, SPECIMENS.values(), strict=True))
        return [
            [read(workspace, one) for one in SPECIMENS.values()],
            [unit.rebuilt(one.kind, one.id) for unit, one in ids],
            [list(unit.history(one.kind, one.id)) for unit, one in ids],
            [unit.recall(as_of=clock().date()).get(one.kind, one.id) for unit, one in ids],
            list(workspace.unit(Actor("head")).caseload().rows()),
        ]

    before = all_of_it()
    done = migration(workspace._backend, raised).run()
    assert done.rewritten == sum(one.documents for one in done.found if one.kind in kinds)
    assert all_of_it() == before


def test_an_older_caseload_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is derived from the records, so it isn't rewritten; the schools are told."""
    backend = copied(older(), MemoryBackend())
    before = held(backend, (CASELOAD, BASIS))
    for module in ("caseload", "caseload_index", "caseload_row", "migration"):
        monkeypatch.setattr(f"instructional_coaching.workspace.{module}.VERSION", 2)
    done = on(backend).migrate()
    after = held(backend, (CASELOAD, BASIS))
    assert done.rebuilt == ("school",)
    assert {one.schema for one in after.values()} == {2}
    assert {key: one.body for key, one in after.items()} == {key: one.body for key, one in before.items()}
    assert on(backend).migrate().rebuilt == ()


def test_which_version_is_in_force_is_not_half_read_from_a_newer_one() -> None:
    workspace = stocked()
    newer(workspace._backend, "in_force")
    with pytest.raises(SchemaError) as caught:
        workspace.in_force()
    assert code_of(caught) == "schema-unknown"
    assert caught.value.kind == "in_force"
