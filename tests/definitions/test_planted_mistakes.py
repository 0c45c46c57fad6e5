"""Mistakes planted in each definition that we ship, one of each kind, are just what is reported."""

from pathlib import Path
from random import Random

import pytest

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.definitions.folder import problems_of, read_folder
from instructional_coaching.definitions.reading import reading_of
from instructional_coaching.definitions.strict_yaml import read_yaml
from tests.definitions.planting import Expected, planted
from tests.definitions.shipped import SHIPPED

OAKFIELD = Path(__file__).parents[2] / "plugins/oakfield-questioning/src/oakfield_questioning"
KINDS = {"syntax", "unknown key", "type", "reference", "rule"}
WITHOUT_NAMES = {"cadence_rule"}
"""Kinds of definition that name no other thing, so that no such mistake can be made in them."""


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_just_the_mistakes_planted_are_found_each_at_its_place(name: str, seed: int) -> None:
    text, expected, kinds = planted(SHIPPED[name], Random(f"{name} {seed}"))
    room = KINDS - {"reference"} if SHIPPED[name].partition(":")[0] in WITHOUT_NAMES else KINDS
    assert set(kinds) == room
    tree = read_yaml(text, name)
    found = problems_of([reading_of(tree)], core_catalogue())
    assert sorted(Expected(one.line, one.column, one.code) for one in found) == expected, text


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_definition_that_comes_with_the_library_is_right(name: str) -> None:
    tree = read_yaml(SHIPPED[name], name)
    assert list(problems_of([reading_of(tree)], core_catalogue())) == []


@pytest.mark.checkout
@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("name", ["fortnightly-in-lessons", "questioning-cycle", "questioning"])
def test_so_they_are_in_the_pack_that_is_the_template(name: str, seed: int) -> None:
    file = OAKFIELD / f"{name}.yaml"
    brought = read_folder(OAKFIELD, known=core_catalogue())
    others = core_catalogue().with_also(one for one in brought if one.origin != file.name)
    text, expected, kinds = planted(file.read_text("utf-8"), Random(f"{name} {seed}"))
    assert set(kinds) >= KINDS - {"reference"}
    found = problems_of([reading_of(read_yaml(text, name))], others)
    assert sorted(Expected(one.line, one.column, one.code) for one in found) == expected, text
