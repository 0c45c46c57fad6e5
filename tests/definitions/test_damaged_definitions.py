"""Whatever becomes of a definition's text: it is read, or every problem has a place."""

import pytest

from instructional_coaching.definitions.reading import read_definition
from instructional_coaching.errors import DefinitionError, Problem
from tests.definitions.shipped import SHIPPED
from tests.definitions.yaml_mutation import mutations

pytestmark = pytest.mark.long

SEED = 20_260_914


def problems_in(text: str | bytes) -> tuple[Problem, ...]:
    """Return what a definition is refused with; nothing where it is read."""
    try:
        read_definition(text, "x.yaml")
    except DefinitionError as raised:
        return raised.problems
    return ()


def test_a_damaged_definition_is_refused_with_a_place_or_read() -> None:
    """Nothing else than a `DefinitionError` comes of 20,000 damaged texts."""
    texts = [SHIPPED[name] for name in sorted(SHIPPED, key=lambda name: len(SHIPPED[name]))]
    refused = 0
    for number, text in enumerate(mutations(SEED, 20_000, [*texts[:2] * 8, *texts])):
        try:
            problems = problems_in(text)
        except Exception as raised:  # noqa: BLE001 - whatever it is, the text is to be told
            pytest.fail(f"seed {SEED}, text {number}: {type(raised).__name__} for {text!r}")
        refused += bool(problems)
        assert all(one.line >= 1 and one.column >= 1 for one in problems), (SEED, number)
        assert all(one.message and one.code for one in problems), (SEED, number)
    assert refused > 15_000
