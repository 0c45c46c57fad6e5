"""What a plugin's document may say, and what it may be named and found by."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import (
    InvalidInput,
    InvalidValue,
    UnknownKind,
)
from instructional_coaching.workspace.plugin_document import PluginDocument
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import code_of
from tests.workspace.visits import AMARA, VISIT, found, there

DAY = date(2025, 9, 8)
NOTE: dict[str, Any] = {"about": "ben", "text": "ask", "when": "2025-10-01"}


def test_what_was_given_and_what_was_read_can_be_changed_without_changing_anything(
    oakfield: Workspace,
) -> None:
    given: dict[str, Any] = {"rooms": ["B12"]}
    with oakfield.unit(AMARA) as unit:
        visits = unit.documents(VISIT)
        visits.put("v1", given)
        given["rooms"].append("given")
        visits.get("v1").content["rooms"].append("read before")
        next(visits.find()).content["rooms"].append("found before")
    unit = oakfield.unit(AMARA)
    unit.documents(VISIT).get("v1").content["rooms"].append("read after")
    assert unit.documents(VISIT).get("v1").content == {"rooms": ["B12"]}


def test_what_is_no_plain_value_is_refused_with_its_path_and_nothing_is_taken(visiting: Workspace) -> None:
    with visiting.unit(AMARA) as unit:
        with pytest.raises(InvalidInput) as caught:
            unit.documents(VISIT).put("v1", {"rooms": ["B12", "\x00"], "on": DAY})
        assert [(one.source, one.path) for one in caught.value.problems] == [
            (f"{VISIT}/v1", "$.rooms[1]"),
            (f"{VISIT}/v1", "$.on"),
        ]
    assert there(visiting) == {}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": "a/b"}, "id"),
        ({"id": "a\x00"}, "id"),
        ({"id": 1}, "id"),
        ({"when": "2025-09-08"}, "when"),
        ({"when": datetime(2025, 9, 8)}, "when"),  # noqa: DTZ001
        ({"when": date(1066, 10, 14)}, "when"),
        ({"tags": {"school": "elsewhere"}}, "tags"),
        ({"tags": {"a b": "x"}}, "tags"),
        ({"tags": {1: "x"}}, "tags"),
        ({"tags": {"room": "B 12"}}, "tags.room"),
        ({"tags": {"room": ["B12", "\ud800"]}}, "tags.room"),
        ({"tags": {"room": 12}}, "tags.room"),
        ({"tags": {"room": {"B12": 1}}}, "tags.room"),
    ],
)
def test_an_id_a_day_and_a_tag_are_what_they_are_elsewhere(
    visiting: Workspace, given: dict[str, Any], field: str
) -> None:
    with visiting.unit(AMARA) as unit, pytest.raises(InvalidValue) as caught:
        unit.documents(VISIT).put(**{"id": "v1", "content": {}} | given)
    assert caught.value.field == field
    assert there(visiting) == {}


@pytest.mark.parametrize("asked", [{"since": "2025"}, {"until": 1}, {"tags": {"school": "elsewhere"}}])
def test_a_search_is_checked_too(visiting: Workspace, asked: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        found(visiting, **asked)


def test_what_it_says_is_not_in_its_repr() -> None:
    document = PluginDocument(VISIT, "v1", {"says": "private"}, DAY)
    assert "private" not in repr(document)
    assert "v1" in repr(document)
    assert hash(document) == hash(attrs.evolve(document, content={}))


@pytest.mark.parametrize("kind", ["oakfield.visits", "goal", "entry", "", None, "oakfield.visit "])
def test_a_kind_that_no_plugin_owns_is_refused(visiting: Workspace, kind: Any) -> None:
    """The library's own kinds are owned by no plugin either."""
    with pytest.raises(UnknownKind) as caught:
        visiting.unit(Actor("office", steward=True)).documents(kind)
    assert code_of(caught) == "unknown-kind"
    assert "coaching plugins" in caught.value.hint
