"""A store of every released version opens in this one, and no stored form changes unnoticed."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.codec.step import STEPS, Plain
from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.domain import RECORDS, Note
from instructional_coaching.domain.check import Label
from instructional_coaching.domain.value import activity, value
from instructional_coaching.storage import Document
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.migration import form_of
from instructional_coaching.workspace.workspace import Workspace
from tests.cli.running import coach
from tests.golden import form as forms
from tests.golden.form import form, present
from tests.golden.make import known_forms, named
from tests.golden.reading import STORES, copy_of, documents, impurities, said_by, written_again
from tests.workspace.forming import held
from tests.workspace.school import OFFICE, clock

CHANGED = (
    "The stored form of {kind} has changed, and its schema version hasn't: stores in the form as it was "
    "could be read no more. Declare a step for it in codec/step.py, be it one that changes nothing (for the "
    "caseload raise VERSION in workspace/caseload.py), and keep a store in the new form by python -m "
    "tests.golden.make. Only where version {version} of it was in no release yet is it enough to make that "
    "store --unreleased."
)
MISSING = "No kept store holds {kind} in version {version}, the present one: run python -m tests.golden.make."


@pytest.fixture(params=STORES, ids=lambda store: store.stem)
def kept(request: pytest.FixtureRequest) -> Path:
    """A kept store."""
    store: Path = request.param
    return store


@pytest.fixture
def workspace(kept: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace on a copy of it, with no other definitions than those it holds."""
    backend = SQLiteBackend(copy_of(kept, tmp_path))
    with Workspace(backend, clock=clock, brought=lambda: Catalogue([])) as opened:
        yield opened


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    """What all kept stores hold."""
    return [one for store in STORES for one in documents(store, tmp_path_factory.mktemp("kept"))]


def readers(workspace: Workspace) -> Iterator[tuple[Any, str, Actor]]:
    """Yield every record with somebody who sees all of it: of a note its author, of others its people."""
    for kind in RECORDS:
        for document in held(workspace._backend, (kind.KIND,)).values():
            id = document.key.id.partition("/")[2]
            body = json.loads(document.body)
            yield kind, id, Actor(body["author"]) if kind is Note else OFFICE


def all_of_it(workspace: Workspace) -> list[object]:
    """Return every record as it is read, rebuilt, recalled and told of by its history."""
    told: list[object] = []
    for kind, id, who in readers(workspace):
        unit = workspace.unit(who)
        told.append((unit.get(kind, id), list(unit.history(kind, id))))
    return told


def test_there_is_a_kept_store() -> None:
    assert STORES
    assert all(store.stat().st_size < 200_000 for store in STORES)


def test_every_record_of_a_kept_store_is_as_its_entries_lead_to_it(workspace: Workspace) -> None:
    """Read, rebuilt and recalled it is the same."""
    found = list(readers(workspace))
    assert {kind for kind, _, _ in found} >= set(RECORDS)
    for kind, id, who in found:
        unit = workspace.unit(who)
        record = unit.get(kind, id)
        assert unit.rebuilt(kind, id) == record
        assert unit.recall(as_of=clock().date()).get(kind, id) == record
        assert list(unit.history(kind, id))


def test_the_doctor_finds_nothing_wrong_with_a_kept_store(kept: Path, tmp_path: Path) -> None:
    answer = coach("doctor", "--store", f"sqlite:///{copy_of(kept, tmp_path)}")
    assert answer.code == 0, answer.err


def test_a_kept_store_answers_the_same_after_a_migration_which_leaves_nothing_to_do(
    workspace: Workspace,
) -> None:
    before, caseload = all_of_it(workspace), list(workspace.unit(OFFICE).caseload().rows())
    workspace.migrate()
    assert [one for one in workspace.stored_forms() if one.version != one.present] == []
    assert workspace.migrate().rewritten == 0
    assert all_of_it(workspace) == before
    assert list(workspace.unit(OFFICE).caseload().rows()) == caseload
    workspace.rebuild()
    assert list(workspace.unit(OFFICE).caseload().rows()) == caseload


@pytest.mark.parametrize("kind", forms.KINDS)
def test_a_kind_is_written_in_the_form_that_its_version_stands_for(
    kind: str, everything: list[Document]
) -> None:
    """Documents of the present version come out as they are kept, in whatever order their names stand."""
    ours = [one for one in everything if form_of(one.key) == kind and one.schema == present(kind)]
    assert ours, MISSING.format(kind=kind, version=present(kind))
    changed = CHANGED.format(kind=kind, version=present(kind))
    for document in ours:
        try:
            again = written_again(document)
        except Exception as unreadable:  # noqa: BLE001 - whatever it is, this is why
            pytest.fail(f"{changed} ({unreadable})")
        assert said_by(again) == said_by(document), changed


@pytest.mark.parametrize("kind", forms.KINDS)
def test_a_form_changes_with_its_version_only(kind: str) -> None:
    """Also in what no kept document happens to hold: a further word, a longer text, a verb's parameter."""
    known = known_forms()
    assert named(kind) in known, MISSING.format(kind=kind, version=present(kind))
    assert form(kind) == known[named(kind)], CHANGED.format(kind=kind, version=present(kind))


@value
class NoteWithMore(Note):
    """A note as somebody might change it without a thought for what is stored."""

    colour: Label | None = activity(default=None)


def test_a_field_more_is_noticed_and_what_to_do_is_said(
    monkeypatch: pytest.MonkeyPatch, everything: list[Document]
) -> None:
    """By both: documents come out otherwise, and the form is another one."""
    monkeypatch.setitem(forms.VALUES, "note", NoteWithMore)
    monkeypatch.setattr("instructional_coaching.domain.note.Note", NoteWithMore)  # where KINDS finds it
    checks: list[Callable[[], None]] = [
        lambda: test_a_form_changes_with_its_version_only("note"),
        lambda: test_a_kind_is_written_in_the_form_that_its_version_stands_for("note", everything),
    ]
    for check in checks:
        with pytest.raises((AssertionError, pytest.fail.Exception), match="Declare a step for it"):
            check()


def test_a_version_without_a_kept_store_is_noticed(
    monkeypatch: pytest.MonkeyPatch, everything: list[Document]
) -> None:
    """Whoever raises a version is told to keep a store of it."""
    monkeypatch.setattr("tests.golden.test_golden.present", lambda _: 2)
    with pytest.raises(AssertionError, match=r"tests\.golden\.make"):
        test_a_kind_is_written_in_the_form_that_its_version_stands_for("note", everything)


def test_every_version_that_a_step_begins_at_is_kept(everything: list[Document]) -> None:
    for kind in STEPS:
        versions = {one.schema for one in everything if form_of(one.key) == kind}
        assert versions == set(range(1, present(kind) + 1))


def test_every_step_is_pure(everything: list[Document]) -> None:
    """On every kept document of the version that it begins at."""
    for document in everything:
        for step in STEPS.get(form_of(document.key), ())[document.schema - 1 :][:1]:
            assert list(impurities(step, json.loads(document.body))) == []


def test_steps_are_declared_for_kinds_that_there_are() -> None:
    """A kind that is misspelt would never be migrated."""
    assert set(STEPS) <= set(forms.KINDS)


def _changing(document: Plain) -> Plain:
    document["text"] = "changed"
    return document


def _rolling(document: Plain) -> Plain:
    return document | {"text": str(random.random())}


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        (dict, []),
        (_changing, ["it changes what it is given"]),
        (_rolling, ["it answers differently the second time"]),
    ],
)
def test_a_step_that_is_not_pure_is_noticed(step: Callable[[Plain], Plain], wrong: list[str]) -> None:
    assert list(impurities(step, {"text": "as it was"})) == wrong
