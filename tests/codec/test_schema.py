"""Documents of older schema versions are brought up to date; newer ones are refused, never half read."""

import json
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.codec import schema
from instructional_coaching.codec.document import from_body, from_json, to_json
from instructional_coaching.codec.schema import Schema, upgraded, version_of
from instructional_coaching.domain import RECORDS, Note
from instructional_coaching.errors import InvalidInput, SchemaError
from instructional_coaching.workspace.shelving import ENTRY
from instructional_coaching.workspace.workspace import Workspace
from tests.codec.test_strict import DOCUMENTS
from tests.workspace.school import act, code_of, found_school, memory

OLDEST = {name: one for name, one in DOCUMENTS["note"].items() if name not in {"text", "about"}} | {
    "words": "ask him",
    "person": "ben",
}


def words_to_text(document: dict[str, Any]) -> dict[str, Any]:
    """Give the text its present name."""
    return {("text" if name == "words" else name): one for name, one in document.items()}


def person_to_about(document: dict[str, Any]) -> dict[str, Any]:
    """Give the person its present name."""
    return {("about" if name == "person" else name): one for name, one in document.items()}


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes as though their form had changed twice."""
    monkeypatch.setattr(schema, "CORE", Schema({"note": (words_to_text, person_to_about)}))


def test_the_first_version_is_one() -> None:
    """Before any form has changed, every kind is written in version 1."""
    assert {version_of(kind) for kind in [*(record.KIND for record in RECORDS), ENTRY]} == {1}


@pytest.mark.usefixtures("two_steps")
def test_a_version_is_one_more_than_its_steps() -> None:
    """There is no second number to keep: a step added is a version added, for that kind alone."""
    assert (version_of("note"), version_of("goal")) == (3, 1)
    assert json.loads(to_json(from_json(Note, json.dumps(OLDEST))))["schema"] == 3


@pytest.mark.usefixtures("two_steps")
def test_older_documents_are_brought_up_to_date_step_by_step() -> None:
    """Each document takes the steps that came after it was written, in order, and no others."""
    between = person_to_about({name: one for name, one in OLDEST.items() if name != "words"})
    second = words_to_text(OLDEST) | {"schema": 2}
    third = between | {"schema": 3, "text": "ask him"}
    for document in (OLDEST, second, third):
        note = from_json(Note, json.dumps(document))
        assert (note.text, note.about) == ("ask him", "ben")


@pytest.mark.usefixtures("two_steps")
def test_a_step_is_not_taken_on_what_is_newer() -> None:
    """A document that claims the present version in an older form is refused with what is wrong in it."""
    with pytest.raises(InvalidInput) as caught:
        from_json(Note, json.dumps(OLDEST | {"schema": 3}))
    assert sorted(one.code for one in caught.value.problems) == [
        "missing-key",
        "missing-key",
        "unknown-key",
        "unknown-key",
    ]


@pytest.mark.parametrize("number", [2, 99, 0, -1])
def test_a_version_that_is_not_known_is_refused(number: int) -> None:
    """Newer than this library, or none at all: the refusal says which are known."""
    with pytest.raises(SchemaError) as caught:
        from_json(Note, json.dumps(DOCUMENTS["note"] | {"schema": number}))
    assert code_of(caught) == "schema-unknown"
    assert (caught.value.kind, caught.value.found, caught.value.known) == ("note", number, 1)


@pytest.mark.parametrize("given", ["1", 1.0, True, None, [1], {}])
def test_a_version_is_a_whole_number(given: object) -> None:
    """What looks like a version is not taken for one."""
    with pytest.raises(InvalidInput) as caught:
        from_json(Note, json.dumps(DOCUMENTS["note"] | {"schema": given}))
    (problem,) = caught.value.problems
    assert (problem.path, problem.message, problem.hint) == (
        "$.schema",
        "expected a whole number",
        "write 1",
    )


def test_a_document_without_a_version_is_refused() -> None:
    """The version is needed from the first document on."""
    without = {name: one for name, one in DOCUMENTS["note"].items() if name != "schema"}
    with pytest.raises(InvalidInput) as caught:
        from_json(Note, json.dumps(without))
    assert [one.path for one in caught.value.problems] == ["$.schema"]


def test_a_stored_body_of_another_version_is_refused() -> None:
    """A body whose schema, which stands beside it, is newer, is refused as well."""
    with pytest.raises(SchemaError) as caught:
        from_body(Note, "{}", 2, "note/school/n1")
    assert code_of(caught) == "schema-unknown"


def test_upgrading_leaves_what_it_was_given() -> None:
    """With no steps to take a document is as it was."""
    assert upgraded("note", 1, {"a": 1}) == {"a": 1}


@pytest.fixture
def older() -> Workspace:
    """A store that holds a note as it was written before its form changed."""
    workspace = found_school(memory())
    act(workspace, "amara", "note.write", id="n1", about="ben", text="ask him", when="2025-10-01")
    return workspace


def emphatic(document: dict[str, Any]) -> dict[str, Any]:
    """Let a note end in an exclamation mark."""
    return document | {"text": document["text"] + "!"}


def test_a_stored_record_is_upgraded_when_it_is_read(
    older: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older record is found, read and changed in its present form, and then stored in it."""
    monkeypatch.setattr(schema, "CORE", Schema({"note": (emphatic,)}))
    unit = older.unit(Actor("amara"))
    assert [one.text for one in unit.find(Note)] == ["ask him!"]
    unit.perform("note.correct", note="n1", text="ask her", reason="slip", when="2025-10-02")
    unit.commit()
    assert unit.get(Note, "n1").text == "ask her"
    monkeypatch.undo()
    with pytest.raises(SchemaError) as caught:
        older.unit(Actor("amara")).get(Note, "n1")
    assert (caught.value.found, caught.value.known) == (2, 1)


def test_a_newer_entry_is_refused(older: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A history written by a newer library is not half read by an older one."""
    monkeypatch.setattr(schema, "CORE", Schema({ENTRY: (lambda entry: entry,)}))
    act(older, "amara", "note.void", note="n1", reason="settled", when="2025-10-02")
    assert len(list(older.unit(Actor("amara")).history(Note, "n1"))) == 2
    monkeypatch.undo()
    with pytest.raises(SchemaError) as caught:
        list(older.unit(Actor("amara")).history(Note, "n1"))
    assert (caught.value.kind, caught.value.found) == (ENTRY, 2)
