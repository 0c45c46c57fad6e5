"""What the values of the port accept, and what they refuse."""

from collections.abc import Callable
from typing import cast

import attrs
import pytest

from instructional_coaching.errors import InvalidValue
from instructional_coaching.storage import Delete, Document, Key, Put, Query, one_write_per_key
from instructional_coaching.storage.port import HIGHEST

KEY = Key("note", "1")
LONE = "half \ud83d"


def document(revision: int = 1, body: str = "text") -> Document:
    return Document(KEY, revision, 1, body)


def test_a_key_reads_as_kind_and_id() -> None:
    """A key is written as its kind, a slash and its id."""
    assert str(Key("note", "a/b")) == "note/a/b"


def test_tags_are_sorted_and_each_counts_once() -> None:
    """Two documents with the same tags are equal, however the tags were given."""
    given = (("b", "1"), ("a", "2"), ("b", "1"), ("a", "1"))
    assert Document(KEY, 1, 1, "", tags=given).tags == (("a", "1"), ("a", "2"), ("b", "1"))


def test_values_are_frozen() -> None:
    """No value of the port can be changed."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(document(), "body", "other")  # noqa: B010 - a type checker refuses the plain assignment


def test_the_body_is_not_in_the_repr() -> None:
    """What is printed of a document or a write does not show the text."""
    assert "secret" not in repr(Put(document(body="secret"), 0))


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("kind", lambda: Key("", "1")),
        ("kind", lambda: Key("a/b", "1")),
        ("id", lambda: Key("note", "")),
        ("revision", lambda: Document(KEY, 0, 1, "")),
        ("revision", lambda: Document(KEY, HIGHEST + 1, 1, "")),
        ("revision", lambda: Document(KEY, True, 1, "")),
        ("schema", lambda: Document(KEY, 1, 0, "")),
        ("at", lambda: Document(KEY, 1, 1, "", at="2024-02-30")),
        ("at", lambda: Document(KEY, 1, 1, "", at="20240229")),
        ("at", lambda: Document(KEY, 1, 1, "", at="2024-W01-1")),
        ("at", lambda: Document(KEY, 1, 1, "", at="2024-02-29\n")),
        ("revision", lambda: Put(document(revision=2), 2)),
        ("revision", lambda: Put(document(revision=1), 2)),
        ("revision", lambda: Put(document(revision=1), 2, rewrites=True)),
        ("revision", lambda: Put(document(revision=2), 1, rewrites=True)),
        ("revision", lambda: Put(document(revision=1), 0, rewrites=True)),
        ("expected", lambda: Put(document(), -1)),
        ("expected", lambda: Delete(KEY, 0)),
        ("body", lambda: Document(KEY, 1, 1, cast(str, b"text"))),
        ("since", lambda: Query("note", since="yesterday")),
        ("until", lambda: Query("note", until="2024-13-01")),
        ("limit", lambda: Query("note", limit=-1)),
    ],
)
def test_a_value_out_of_range_is_refused(field: str, make: Callable[[], object]) -> None:
    """What is out of range is refused by the name of its field."""
    with pytest.raises(InvalidValue) as refusal:
        make()
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("kind", lambda: Key(LONE, "1")),
        ("id", lambda: Key("note", LONE)),
        ("body", lambda: Document(KEY, 1, 1, LONE)),
        ("at", lambda: Document(KEY, 1, 1, "", at=LONE)),
        ("tags", lambda: Document(KEY, 1, 1, "", tags=((LONE, ""),))),
        ("tags", lambda: Document(KEY, 1, 1, "", tags=(("", LONE),))),
        ("kind", lambda: Query(LONE)),
        ("tags", lambda: Query("note", tags=(("", LONE),))),
        ("after", lambda: Query("note", after=("", LONE))),
        ("after", lambda: Query("note", after=(LONE, ""))),
    ],
)
def test_a_lone_surrogate_is_refused(field: str, make: Callable[[], object]) -> None:
    """Text that UTF-8 can't write is refused, and not quoted."""
    with pytest.raises(InvalidValue) as refusal:
        make()
    assert refusal.value.field == field
    assert "half" not in str(refusal.value)


def test_the_extremes_are_accepted() -> None:
    """The bounds of every range belong to it."""
    highest = Document(KEY, HIGHEST, HIGHEST, "", at="0001-01-01")
    assert Put(highest, HIGHEST - 1).key == KEY
    assert Query("", since="9999-12-31", until="0001-01-01", after=("", ""), limit=0).limit == 0


def test_two_writes_for_one_key_are_refused() -> None:
    """A commit that writes one key twice is refused, whatever the writes are."""
    with pytest.raises(InvalidValue) as refusal:
        one_write_per_key([Put(document(), 0), Delete(KEY, 1)])
    assert "note/1" in str(refusal.value)
