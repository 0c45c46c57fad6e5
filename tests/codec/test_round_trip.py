"""What is written as JSON is read as the same record, whatever is in it."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.codec.document import dumps, from_body, from_json, to_body, to_json
from instructional_coaching.codec.schema import version_of
from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import stored_fields
from tests.codec.strategy import LAW, records
from tests.workspace.specimen import SPECIMENS, read, stocked

every_kind = pytest.mark.parametrize("kind", RECORDS)


@every_kind
@LAW
@given(data=st.data())
def test_a_record_is_read_as_it_was_written(kind: type[Record], data: st.DataObject) -> None:
    """For any record that the domain allows: text and record lead to each other."""
    record = data.draw(records(kind))
    text = to_json(record)
    assert from_json(kind, text) == record
    assert from_json(kind, text.encode()) == record
    assert to_json(from_json(kind, text)) == text


@every_kind
@LAW
@given(data=st.data())
def test_a_record_is_stored_as_it_was_written(kind: type[Record], data: st.DataObject) -> None:
    """The body of a stored document, whose kind and schema stand beside it, leads back too."""
    record = data.draw(records(kind))
    assert from_body(kind, to_body(record), version_of(kind.KIND), "store") == record


@every_kind
def test_a_document_has_a_type_a_schema_and_every_field(kind: type[Record]) -> None:
    """The type and the schema version come first, then each field under its name; entries are no part."""
    with stocked() as shop:
        record = read(shop, SPECIMENS[kind.KIND])
    document = json.loads(to_json(SPECIMENS[kind.KIND].step(record)))
    names = [field.name for field in stored_fields(kind)]
    assert list(document) == ["type", "schema", *names]
    assert (document["type"], document["schema"]) == (kind.KIND, 1)
    assert "unsaved" not in document


def test_the_form_is_plain() -> None:
    """Dates are ISO dates, exact numbers are texts, words are words, sets are sorted lists."""
    with stocked() as shop:
        goal, point, nina = (
            json.loads(to_json(read(shop, SPECIMENS[k]))) for k in ("goal", "data_point", "person")
        )
    measure: dict[str, Any] = goal["versions"][0]["measure"]
    assert (goal["since"], goal["status"]) == ("2025-11-20", "met")
    assert (measure["target"], measure["range_to"], measure["better"]) == (None, "90", "range")
    assert (point["value"], point["observed"]) == ("73.10977", 597)
    assert nina["duties"] == ["leader"]


def test_text_is_written_as_it_is() -> None:
    """What isn't ASCII is not escaped, so that a person can read it in the file."""
    with stocked() as shop:
        note: Any = read(shop, SPECIMENS["note"])
    told = to_json(note._with(text="ça va? 😀 «oui»"))
    assert "ça va? 😀 «oui»" in told
    assert "\n" not in told


def test_what_json_has_not_is_never_written() -> None:
    """A number that isn't one would make a text that nobody can read: writing it fails at once."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps({"value": float("nan")})
