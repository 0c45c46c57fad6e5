"""Whatever becomes of a definition's text: it is read, or every problem has a place."""

import pytest

from instructional_coaching.definitions.reading import read_definition
from instructional_coaching.errors import DefinitionError
from tests.definitions.shipped import SHIPPED
from tests.definitions.yaml_mutation import mutations

SEED = 20_260_914


def test_a_damaged_definition_is_refused_with_a_place_or_read() -> None:
    """Nothing else than a `DefinitionError` comes of 20,000 damaged texts."""
    texts = [SHIPPED[name] for name in sorted(SHIPPED, key=lambda name: len(SHIPPED[name]))]
    refused = 0
    for number, text in enumerate(mutations(SEED, 20_000, [*texts[:2] * 8, *texts])):
        try:
            read_definition(text, "x.yaml")
        except DefinitionError as raised:
            refused += 1
            assert raised.problems
            assert all(one.line >= 1 and one.column >= 1 for one in raised.problems), (SEED, number)
            assert all(one.message and one.code for one in raised.problems), (SEED, number)
        except Exception as raised:  # noqa: BLE001 - whatever it is, the text is to be told
            pytest.fail(f"seed {SEED}, text {number}: {type(raised).__name__} for {text!r}")
    assert refused > 15_000
