"""Plain values of somebody else's: kept to the character, or refused with every problem by path."""

import json
from datetime import date
from decimal import Decimal
from enum import IntEnum
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.codec.document import MOST_CHARACTERS
from instructional_coaching.codec.plain import DEEPEST, HIGHEST, MOST_VALUES, body_of, content_of
from instructional_coaching.errors import InvalidInput
from tests.domain.school import LAW, private
from tests.domain.test_text import REFUSED, harmless

LEAVES = st.none() | st.booleans() | st.integers(-HIGHEST, HIGHEST) | harmless
FINITE = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    LEAVES | FINITE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(harmless, inner, max_size=4),
    max_leaves=12,
)
CONTENT = st.dictionaries(harmless, PLAIN, max_size=5)


class Colour(IntEnum):
    """A number that JSON would quietly turn into another type."""

    RED = 1


def refused(content: object) -> list[tuple[str, str]]:
    """Return the path and the message of each problem with which something is refused."""
    with pytest.raises(InvalidInput) as caught:
        body_of(content, "oakfield.visit/v1")
    assert {one.source for one in caught.value.problems} == {"oakfield.visit/v1"}
    assert all(one.hint for one in caught.value.problems)
    return [(one.path, one.message) for one in caught.value.problems]


@LAW
@given(content=CONTENT)
def test_what_is_kept_comes_back_as_it_was(content: dict[str, Any]) -> None:
    """Equal, of the same types, and in the same order; no text is trimmed or brought to another form."""
    again = content_of(body_of(content, "here"), "here")
    assert repr(again) == repr(content)


def test_each_character_that_is_refused_elsewhere_is_refused_here() -> None:
    for character in REFUSED:
        ((path, message),) = refused({"room": f"B{character}12"})
        assert path == "$.room"
        assert f"U+{ord(character):04X}" in message


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (nan, "is NaN or infinite, which JSON has not"),
        (-inf, "is NaN or infinite, which JSON has not"),
        (HIGHEST + 1, f"is not between -{HIGHEST} and {HIGHEST}"),
        (-HIGHEST - 1, f"is not between -{HIGHEST} and {HIGHEST}"),
        (Decimal("0.5"), "expected a plain value, got an exact number"),
        (date(2025, 9, 8), "expected a plain value, got date"),
        ((1, 2), "expected a plain value, got a tuple"),
        (Colour.RED, "expected a plain value, got Colour"),
        ({1}, "expected a plain value, got set"),
        (b"B12", "expected a plain value, got bytes"),
    ],
)
def test_what_json_has_not_or_would_change_is_refused(value: object, said: str) -> None:
    assert refused({"rooms": [{"one": value}]}) == [("$.rooms[0].one", said)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (1, "has a whole number for a name"),
        (True, "has true or false for a name"),
        (None, "has nothing for a name"),
        ("B\x0012", "has a name that holds a control character, U+0000, at position 2"),
        ("B\ud800", "has a name that holds a control character, U+D800, at position 2"),
    ],
)
def test_a_name_that_is_no_text_is_refused(name: object, said: str) -> None:
    """JSON would make text of it, and two names could become one."""
    assert refused({"in": {name: "x"}}) == [("$.in", said)]


@pytest.mark.parametrize("content", [None, [], "text", 3, ({},)])
def test_what_is_kept_is_an_object(content: object) -> None:
    ((path, message),) = refused(content)
    assert path == "$"
    assert message.startswith("expected an object, got")


def test_every_problem_is_told_at_once() -> None:
    assert [path for path, _ in refused({"a": nan, "b": [1, "\x00", {2: "x"}], "c": "fine"})] == [
        "$.a",
        "$.b[1]",
        "$.b[2]",
    ]


def test_no_problem_repeats_a_value_or_a_long_name() -> None:
    text = private("x")
    with pytest.raises(InvalidInput) as caught:
        body_of({"a": f"{text}\x00", "n" * 200: Decimal(7)}, "here")
    assert text not in str(caught.value)
    assert "n" * 41 not in str(caught.value)


def nested(levels: int) -> dict[str, Any]:
    """Return an object in an object, and so on."""
    inner: dict[str, Any] = {}
    for _ in range(levels - 1):
        inner = {"in": inner}
    return inner


def test_it_may_be_forty_levels_deep_and_no_deeper() -> None:
    assert content_of(body_of(nested(DEEPEST), "here"), "here") == nested(DEEPEST)
    ((_, message),) = refused(nested(DEEPEST + 1))
    assert message == "is more than 40 lists and objects deep"


def test_what_is_inside_itself_is_too_deep() -> None:
    round_and_round: dict[str, Any] = {}
    round_and_round["in"] = round_and_round
    ((_, message),) = refused(round_and_round)
    assert message == "is more than 40 lists and objects deep"


def test_it_may_hold_so_many_values_and_no_more() -> None:
    """The object and the list are two of them."""
    assert body_of({"many": [0] * (MOST_VALUES - 2)}, "here")
    assert refused({"many": [0] * (MOST_VALUES - 1)}) == [("$", "holds more than 100000 values")]


def test_what_would_be_endless_written_out_is_refused_at_once() -> None:
    """Ten lists of ten lists of ten lists: small in memory, and not in JSON."""
    many: list[Any] = []
    for _ in range(30):
        many = [many] * 10
    assert refused({"many": many}) == [("$", "holds more than 100000 values")]


def test_it_may_have_so_many_characters_and_no_more() -> None:
    around = len('{"text":""}')
    assert body_of({"text": "x" * (MOST_CHARACTERS - around)}, "here")
    ((path, message),) = refused({"text": "x" * (MOST_CHARACTERS - around + 1)})
    assert (path, message) == ("$", "has more than 1000000 characters")


@pytest.mark.parametrize("body", ["", "[]", "null", '"text"', "{", "[" * 100_000, "1" * 5_000])
def test_a_body_that_is_no_object_is_refused(body: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        content_of(body, "oakfield.visit/school/v1")
    (problem,) = caught.value.problems
    assert (problem.source, problem.path) == ("oakfield.visit/school/v1", "$")


def test_it_is_written_compactly_and_legibly() -> None:
    assert body_of({"a": ["é", 1.5, None]}, "here") == '{"a":["é",1.5,null]}'
    assert json.loads(body_of({}, "here")) == {}
