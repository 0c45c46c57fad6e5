"""An answer is held against what was expected as people write it, and never more loosely than they mean."""

from decimal import Decimal
from enum import StrEnum

import pytest

from instructional_coaching.journal.answer import Answer
from instructional_coaching.journal.comparison import misses_in, same, told


class Status(StrEnum):
    ADOPTED = "adopted"


ANSWER = Answer("adopted", {"version": 1, "reason": None, "points": [], "by": "ben"}, frozenset({"content"}))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("adopted", Status.ADOPTED),
        (7, "7"),
        ("7", 7),
        (Decimal("12.50"), "12.5"),
        (Decimal("0.5"), "1/2"),
        ("1/2", "1/2"),
        (None, None),
        (True, True),
        (["a", 1], ["a", "1"]),
        ({"stance": "directive"}, {"stance": "directive", "minutes": 5}),
        ({}, {"stance": "directive"}),
        ([{"since": "2026-09-07"}], [{"since": "2026-09-07", "model": None}]),
    ],
)
def test_the_same_however_it_is_written(wanted: object, found: object) -> None:
    assert same(wanted, found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("adopted", "Adopted"),
        (1, True),
        (True, 1),
        ("true", True),
        (0, None),
        (None, ""),
        (0, False),
        (7, 8),
        ("1/0", "0"),
        (["a"], ["a", "b"]),
        (["a", "b"], ["b", "a"]),
        ([], None),
        ({"stance": "directive", "minutes": 6}, {"stance": "directive", "minutes": 5}),
        ({"since": None}, {}),
        ({}, []),
    ],
)
def test_not_the_same(wanted: object, found: object) -> None:
    assert not same(wanted, found)


@pytest.mark.parametrize(
    "wanted",
    [
        {"is": "adopted"},
        {"has": {"version": 1, "reason": None}},
        {"lacks": ["reason", "points", "content"]},
        {"is": "adopted", "has": {"by": "ben"}, "lacks": ["reason"]},
    ],
)
def test_what_fits_has_no_misses(wanted: dict[str, object]) -> None:
    assert misses_in(wanted, ANSWER) == {}


def test_every_way_in_which_something_else_was_expected_is_told() -> None:
    wanted = {"is": "met", "has": {"version": 2, "by": "ben", "score": 1}, "lacks": ["by", "reason"]}

    assert misses_in(wanted, ANSWER) == {
        "is": "adopted",
        "has": {"version": 1, "score": "not there"},
        "lacks": ["by is there"],
    }


@pytest.mark.parametrize("name", ["contnet", 5, True])
def test_a_misspelt_name_does_not_lack_for_ever(name: object) -> None:
    assert misses_in({"lacks": [name]}, ANSWER) == {"lacks": [f"{told(name)} is no part of any answer"]}


def test_a_part_that_is_nearly_there_is_named() -> None:
    assert misses_in({"has": {"versoin": 1}}, ANSWER) == {
        "has": {"versoin": "not there; did you mean version?"}
    }


def test_an_answer_is_no_refusal() -> None:
    assert misses_in({"refused": "not-found"}, ANSWER) == {"refused": "no, it is adopted"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (Decimal("1.50"), "1.50"),
        (Status.ADOPTED, "adopted"),
        ([], "[]"),
        (["a", {"b": 1}], "[a, {b: 1}]"),
        ({"is": None, "has": {"goals": ["g1"]}}, "is: null, has: {goals: [g1]}"),
    ],
)
def test_values_are_told_as_a_scenario_writes_them(value: object, text: str) -> None:
    assert told(value) == text
