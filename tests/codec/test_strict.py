"""Nothing is coerced: a value of another type is refused, however easily it could be made to fit."""

import json
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from instructional_coaching.codec.document import from_json, to_json
from instructional_coaching.domain import DataPoint, Goal, Note, Person, Relationship, Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import InvalidInput
from tests.workspace.school import code_of
from tests.workspace.specimen import SPECIMENS, read, stocked

with stocked() as _shop:
    DOCUMENTS: dict[str, dict[str, Any]] = {
        kind: json.loads(to_json(read(_shop, one))) for kind, one in SPECIMENS.items()
    }


def problems(kind: type[Record], text: str | bytes) -> list[str]:
    """Return the problems with which a text is refused as a kind of record, each as place and message."""
    with pytest.raises(InvalidInput) as caught:
        from_json(kind, text, "posted")
    assert code_of(caught) == "invalid-input"
    assert {one.source for one in caught.value.problems} == {"posted"}
    assert all(one.hint for one in caught.value.problems)
    return [f"{one.path}: {one.message}" for one in caught.value.problems]


def changed(kind: type[Record], fields: Mapping[str, object] = MappingProxyType({}), **more: object) -> str:
    """Return a document of a kind with some fields changed."""
    return json.dumps(DOCUMENTS[kind.KIND] | dict(fields) | more)


@pytest.mark.parametrize(
    ("kind", "field", "given", "message"),
    [
        (Session, "minutes", "50", "expected a whole number, got text"),
        (Session, "minutes", True, "expected a whole number, got true or false"),
        (Session, "minutes", 0, "is not between 1 and 600"),
        (Session, "participants", "cara", "expected a list, got text"),
        (Session, "participants", {"0": "cara"}, "expected a list, got an object"),
        (Session, "when", "2025-10-16T00:00:00", "is not a date"),
        (Session, "when", "2025-10-32", "is not a date"),
        (Session, "when", "\u0662\u0660\u0662\u0665-\u0661\u0660-\u0661\u0666", "is not a date"),
        (Session, "when", "16.10.2025", "is not a date"),
        (Session, "when", "20251016", "is not a date"),
        (Session, "when", "2025-W42-4", "is not a date"),
        (Session, "when", 20251016, "expected a date, got a whole number"),
        (Session, "when", None, "expected a date, got nothing"),
        (Session, "when", "0025-10-16", "is not between 1900 and 2199"),
        (Session, "kind", "Observation", "is none of the words allowed here"),
        (Session, "kind", 0, "is none of the words allowed here"),
        (Session, "status", ["held"], "is none of the words allowed here"),
        (Session, "summary", "", "is empty"),
        (Session, "summary", 5, "expected text, got a whole number"),
        (Session, "summary", "a\x00b", "holds a control character, U+0000, at position 2"),
        (Session, "summary", "x" * 4001, "has 4001 characters, more than 4000"),
        (Session, "coach", "amara ben", "is not an id"),
        (Session, "links", [7], None),
        (Person, "early_career_year", 3, "is not between 1 and 2"),
        (Person, "early_career_year", "1", "expected a whole number, got text"),
        (DataPoint, "value", True, "expected an exact number, got true or false"),
        (DataPoint, "value", None, "expected an exact number, got nothing"),
        (DataPoint, "value", "much", "is not a number of at most 15 digits, 12 of them after the point"),
        (DataPoint, "value", "NaN", "is not a number of at most 15 digits, 12 of them after the point"),
        (DataPoint, "value", "Infinity", "is not a number of at most 15 digits, 12 of them after the point"),
        (DataPoint, "value", 10**15, "is not a number of at most 15 digits, 12 of them after the point"),
        (Note, "about", None, "expected text, got nothing"),
        (Note, "text", ["a"], "expected text, got a list"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    kind: type[Record], field: str, given: object, message: str | None
) -> None:
    """Every kind of leaf is taken in its own form only, and the problem names its path and no value."""
    (problem,) = problems(kind, changed(kind, {field: given}))
    place = f"$.{field}" if message else f"$.{field}[0]"
    assert problem == f"{place}: {message or 'expected an object, got a whole number'}"


@pytest.mark.parametrize("given", ["false", "true", 0, 1, None, [], 1.0])
def test_nothing_but_true_and_false_is_a_truth_value(given: object) -> None:
    """A word, a number or an empty list is no truth value."""
    agreement = DOCUMENTS["relationship"]["agreement"] | {"contact_dates_for_appraiser": given}
    (problem,) = problems(Relationship, changed(Relationship, agreement=agreement))
    assert problem.startswith("$.agreement.contact_dates_for_appraiser: expected true or false")


@pytest.mark.parametrize(("kind", "field"), [(Session, "minutes"), (Session, "summary"), (Session, "id")])
def test_a_number_with_a_point_is_neither_whole_nor_text(kind: type[Record], field: str) -> None:
    """1.9 is not 1, and not the text 1.9 either."""
    (problem,) = problems(kind, changed(kind, {field: 1.9}))
    assert problem.startswith(f"$.{field}: expected")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12.10", "12.10"),
        ('"12.10"', "12.10"),
        ("12", "12"),
        ("0.1", "0.1"),
        ("1e3", "1E+3"),
        ("-0.30", "-0.30"),
    ],
)
def test_an_exact_number_is_taken_exactly(written: str, number: str) -> None:
    """A JSON number is read digit by digit, never through binary float, and a text likewise."""
    text = changed(DataPoint, value="@").replace('"@"', written)
    assert str(from_json(DataPoint, text).value) == number
    assert from_json(DataPoint, text).value == Decimal(number)


@pytest.mark.parametrize(
    "written", ["1e999", "1e-999", "0.1234567890123", "1e99999999999999999999", "9" * 40]
)
def test_a_number_beyond_all_measure_is_refused_in_its_place(written: str) -> None:
    """Too many digits, or an exponent that no number can have, is a problem of its field."""
    (problem,) = problems(DataPoint, changed(DataPoint, value="@").replace('"@"', written))
    assert problem.startswith("$.value: is not a number of at most 15 digits")


def test_unknown_fields_are_refused_and_the_known_ones_listed() -> None:
    """A misspelt or additional field is never passed over."""
    with pytest.raises(InvalidInput) as caught:
        from_json(Note, changed(Note, txt="hello", colour="red"))
    first, second = caught.value.problems
    assert [one.message for one in (first, second)] == ["unknown field 'colour'", "unknown field 'txt'"]
    assert first.hint == "known are about, author, id, text, voided, when"
    assert {one.code for one in (first, second)} == {"unknown-key"}


def test_a_long_unknown_name_is_cut() -> None:
    """A text in the place of a name is not repeated at length."""
    (problem,) = problems(Note, changed(Note, {"x" * 500: 1}))
    assert problem == f"$.{'x' * 40}: unknown field '{'x' * 40}'"


def test_a_missing_field_is_named() -> None:
    """A field without a default has to be there; one with a default may be left out."""
    document = DOCUMENTS["note"]
    without = {name: one for name, one in document.items() if name not in {"text", "author", "voided"}}
    assert problems(Note, json.dumps(without)) == ["$.author: is missing", "$.text: is missing"]
    assert from_json(Note, json.dumps({n: o for n, o in document.items() if n != "voided"})).voided is None


def test_entries_can_not_be_smuggled_in() -> None:
    """A document brings no entries: what was not saved by a unit is no part of a record."""
    assert problems(Note, changed(Note, unsaved=[])) == ["$.unsaved: unknown field 'unsaved'"]


def test_what_fields_have_to_do_with_each_other_is_checked_too() -> None:
    """What no verb could have made is refused, with the place in the document."""
    versions = [one | {"number": 7} for one in DOCUMENTS["goal"]["versions"]]
    measure = DOCUMENTS["goal"]["versions"][0]["measure"] | {"target": "80"}
    spoilt = [DOCUMENTS["goal"]["versions"][0] | {"measure": measure}, DOCUMENTS["goal"]["versions"][1]]
    assert problems(Goal, changed(Goal, versions=versions)) == ["$.versions: are not numbered from 1"]
    assert problems(Goal, changed(Goal, versions=spoilt)) == [
        "$.versions[0].measure.better: a range needs its two ends and no target"
    ]
    (exceeded,) = problems(Session, changed(Session, minutes=10))
    assert exceeded.startswith("$: session s1: ")
    assert "42 minutes" in exceeded


def test_a_list_has_at_most_a_thousand_items() -> None:
    """A document can't make the library work without end."""
    assert problems(Goal, changed(Goal, evidence=["x"] * 1001)) == ["$.evidence: has more than 1000 items"]


def test_a_name_within_a_list_is_named_by_its_place() -> None:
    """Problems in lists of lists carry the whole path."""
    tenures = [one | {"role": "boss"} for one in DOCUMENTS["relationship"]["tenures"]]
    found = problems(Relationship, changed(Relationship, tenures=tenures))
    assert [one.partition(":")[0] for one in found] == ["$.tenures[0].role", "$.tenures[1].role"]
