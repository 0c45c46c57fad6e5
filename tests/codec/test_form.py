"""What isn't a document of the kind expected is refused as a whole."""

import json

import pytest

from instructional_coaching.codec.document import MOST_CHARACTERS, from_json, to_json
from instructional_coaching.domain import Note, Session
from instructional_coaching.errors import InvalidInput, Problem
from tests.codec.test_strict import DOCUMENTS
from tests.workspace.school import code_of
from tests.workspace.specimen import MARK

NOTE = json.dumps(DOCUMENTS["note"])


def problem(text: str | bytes) -> Problem:
    """Return the one problem with which a text is refused as a note."""
    with pytest.raises(InvalidInput) as caught:
        from_json(Note, text, "posted.json")
    assert code_of(caught) == "invalid-input"
    (only,) = caught.value.problems
    assert MARK not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return only


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ('{"type": "note",', 1, 17),
        ('{\n "type": "note",\n "schema" 1\n}', 3, 11),
        ("{'type': 'note'}", 1, 2),
        (NOTE + "x", 1, len(NOTE) + 1),
    ],
)
def test_what_is_not_json_is_refused_by_line_and_column(text: str, line: int, column: int) -> None:
    """The place at which the text stops being JSON is named, not what stands there."""
    found = problem(text)
    assert (found.line, found.column, found.path) == (line, column, "$")
    assert str(found) == f"posted.json:{line}:{column}  $: is not JSON; check the syntax here"


@pytest.mark.parametrize("text", ["[]", '"note"', "7", "null", "true", "[" + NOTE + "]"])
def test_a_document_is_an_object(text: str) -> None:
    """A list or a single value is no document."""
    assert problem(text).message.startswith("expected an object, got ")


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_there_is_no_infinity_in_json(word: str) -> None:
    """What JSON has not is refused, wherever it stands."""
    found = problem(NOTE.replace('"schema": 1', f'"schema": 1, "x": [{word}]'))
    assert (found.path, found.message) == ("$", "holds NaN or Infinity, which JSON has not")


def test_a_field_twice_is_refused() -> None:
    """Of two values under one name neither is chosen."""
    top = NOTE.replace('"type"', '"text": "other", "type"')
    deep = NOTE.replace('"type"', '"x": {"a": 1, "a": 1}, "type"')
    assert [problem(text).message for text in (top, deep)] == ["has a field twice", "has a field twice"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting_is_refused(opening: str, closing: str) -> None:
    """A text nested a hundred thousand deep does no harm."""
    text = opening * 100_000 + "1" + closing * 100_000
    assert problem(text).message == "is not JSON in UTF-8 of a reasonable depth"


def test_a_number_without_end_is_refused() -> None:
    """A whole number of many thousand digits is not computed."""
    text = NOTE.replace('"schema": 1', f'"schema": {"9" * 10_000}')
    assert problem(text).message == "is not JSON in UTF-8 of a reasonable depth"


@pytest.mark.parametrize("given", [b"\xff\xfe\x00", NOTE.encode("utf-8")[:20] + b"\xc3\x28"])
def test_bytes_that_are_not_utf_8_are_refused(given: bytes) -> None:
    """Bytes in another encoding are not guessed at."""
    assert problem(given).path == "$"


def test_a_text_that_is_too_long_is_not_read() -> None:
    """There is a limit to what is taken from outside, and it is exact."""
    padding = " " * (MOST_CHARACTERS - len(NOTE))
    assert from_json(Note, NOTE + padding).id == "n1"
    assert problem(NOTE + padding + " ").message == "is too long"


@pytest.mark.parametrize("kind", ["session", "Note", "", None, 7, ["note"], "note_activity"])
def test_another_type_is_refused(kind: object) -> None:
    """A document of another kind is not read as though it were of this one."""
    found = problem(json.dumps(DOCUMENTS["note"] | {"type": kind}))
    assert (found.path, found.message, found.hint) == ("$.type", "is not 'note'", "write 'note'")


def test_a_document_without_a_type_is_refused() -> None:
    """The type is needed even where it seems clear."""
    without = {name: one for name, one in DOCUMENTS["note"].items() if name != "type"}
    assert problem(json.dumps(without)).path == "$.type"


def test_the_source_is_named_as_the_caller_names_it() -> None:
    """Problems say where the text came from; if nobody says, it is a document."""
    with pytest.raises(InvalidInput) as caught:
        from_json(Session, "{}")
    assert caught.value.source == "document"
    assert str(caught.value).startswith("document  $.type: ")


def test_what_is_read_and_written_again_is_the_same() -> None:
    """Spaces and order of the fields are of no account."""
    shuffled = json.dumps(dict(reversed(list(DOCUMENTS["note"].items()))), indent=4)
    assert to_json(from_json(Note, shuffled)) == to_json(from_json(Note, NOTE))
