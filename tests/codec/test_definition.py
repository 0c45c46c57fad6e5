"""Definitions as documents: read as written, refused with every fault by its path, named by their pins."""

import json
from typing import Any

import pytest
from hypothesis import given

from instructional_coaching.codec.document import from_body, to_body
from instructional_coaching.codec.entry import arguments_from, entry_from_plain, entry_to_plain
from instructional_coaching.codec.schema import version_of
from instructional_coaching.domain import CadenceRule, CoachingModel, Cycle
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.stage import Order
from instructional_coaching.domain.transition import verbs_of
from instructional_coaching.errors import InvalidInput
from tests.codec.strategy import LAW, values
from tests.domain.defined import DEFINED, MODELS, PAIRS_OR_TALK
from tests.domain.model_planting import sound
from tests.domain.school import cycle

STRICT = MODELS[Order.STRICT]
BEGIN = verbs_of(Cycle)["cycle.begin"]


def read(kind: type[Definition], body: dict[str, Any]) -> Definition:
    """Read a definition from the body of a document."""
    return from_body(kind, json.dumps(body), version_of(kind.KIND), "stored")


@pytest.mark.parametrize("one", DEFINED)
def test_a_definition_is_read_as_it_was_written(one: Definition) -> None:
    """With the same pin: what it was known by is what it is known by."""
    again = read(type(one), json.loads(to_body(one)))
    assert again == one
    assert again.pin == one.pin


@LAW
@given(sound())
def test_any_sound_model_is_read_as_it_was_written(fields: dict[str, Any]) -> None:
    """Loops, duties and all."""
    one = CoachingModel(id="a/b", title="Any", **fields)
    assert read(CoachingModel, json.loads(to_body(one))).pin == one.pin


@LAW
@given(values(CadenceRule))
def test_any_sound_cadence_rule_is_read_as_it_was_written(one: CadenceRule) -> None:
    """Whatever its requirements are."""
    again = read(CadenceRule, json.loads(to_body(one)))
    assert (again, again.pin) == (one, one.pin)


def test_every_fault_of_a_cadence_rule_is_told_in_its_requirement() -> None:
    """The second of two, here."""
    body = json.loads(to_body(PAIRS_OR_TALK))
    body["requires"][1] |= {"times": 3, "pair": True}
    with pytest.raises(InvalidInput) as caught:
        read(CadenceRule, body)
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("$.requires[1].times", "other-family"),
        ("$.requires[1].counts", "not-together"),
    ]


def test_every_fault_of_a_definition_is_told_by_its_path() -> None:
    """As for any other document, with the code of the rule that is broken."""
    body = json.loads(to_body(STRICT))
    body["stages"][2]["next"] = ["plan", "nowhere", "review"]
    body["artefacts"][0]["duty"] = "unheard-of"
    with pytest.raises(InvalidInput) as caught:
        read(CoachingModel, body)
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("$.stages[2].next[1]", "unknown-reference"),
        ("$.artefacts[0].duty", "nobodys-duty"),
    ]
    assert all(one.hint for one in caught.value.problems)


def test_a_field_that_does_not_fit_is_told_before_the_rules_are_asked() -> None:
    """What depends on it can't be said."""
    body = json.loads(to_body(STRICT)) | {"order": "loose", "colour": "red"}
    body["stages"][0]["id"] = "Aim"
    with pytest.raises(InvalidInput) as caught:
        read(CoachingModel, body)
    assert sorted(one.path for one in caught.value.problems) == ["$.colour", "$.order", "$.stages[0].id"]


def test_an_entry_holds_the_pin_of_a_definition() -> None:
    """So that its step is taken again by just that version."""
    (entry,) = cycle().unsaved
    plain = entry_to_plain(Cycle, entry)
    assert plain["arguments"]["model"] == STRICT.pin
    assert entry_from_plain(Cycle, plain, "stored") == entry


@pytest.mark.parametrize("name", [STRICT.id, STRICT.pin])
def test_a_definition_is_given_by_its_id_or_its_pin(name: str) -> None:
    """In a form, a journal or a spreadsheet."""
    plain = {"id": "c1", "relationship": "r1", "model": name, "by": "amara", "when": "2026-09-07"}
    assert arguments_from(BEGIN, plain, "form")["model"] == name


@pytest.mark.parametrize("wrong", ["strict", "oakfield/", f"{STRICT.id}@", f"{STRICT.id}@12", 7, ["a/b"]])
def test_what_is_no_name_of_a_definition_is_refused(wrong: object) -> None:
    """By the name of the parameter."""
    plain = {"id": "c1", "relationship": "r1", "model": wrong, "by": "amara", "when": "2026-09-07"}
    with pytest.raises(InvalidInput) as caught:
        arguments_from(BEGIN, plain, "form")
    assert [(one.path, one.code) for one in caught.value.problems] == [("model", "invalid-value")]
