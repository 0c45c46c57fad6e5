"""Reading a definition: what becomes of what is wrong with it."""

import pytest

from instructional_coaching.definitions.reading import read_definition
from instructional_coaching.errors import DefinitionError, Problem

RUBRIC = """rubric: example/talk
title: Talk
levels:
  - {rank: 0, title: Not there}
  - {rank: 1, title: There}
criteria:
  - {id: wait, title: Waits}
"""


def problems_of(text: str) -> tuple[Problem, ...]:
    """Return the problems of a text that is no definition."""
    with pytest.raises(DefinitionError) as caught:
        read_definition(text, "talk.yaml")
    return caught.value.problems


def test_a_key_that_is_a_piece_of_a_sentence_is_told_at_its_place_and_cut_off() -> None:
    """After an unquoted comma in braces the rest of the sentence is read as a key."""
    text = RUBRIC.replace("title: Waits", "title: Waits, and says nothing at all before somebody has thought")

    (problem,) = problems_of(text)

    assert (problem.line, problem.column) == (7, 30)
    assert problem.code == "unknown-key"
    assert "and says nothing at all before somebody " in problem.message
    assert "has thought" not in f"{problem.path}{problem.message}{problem.hint}"


def test_a_misspelt_key_is_not_missing_too() -> None:
    (problem,) = problems_of(RUBRIC.replace("title: Talk", "titel: Talk"))

    assert (problem.line, problem.column, problem.code) == (2, 1, "unknown-key")
    assert problem.hint == "did you mean title?"


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("- a\n", 1, 1, "invalid-value"),
        ("title: Talk\n", 1, 1, "missing-key"),
        (RUBRIC + "coaching_model: example/talk\n", 1, 1, "invalid-value"),
        ("just words\n", 1, 1, "invalid-value"),
    ],
)
def test_what_is_no_definition_says_how_to_begin_one(text: str, line: int, column: int, code: str) -> None:
    (problem,) = problems_of(text)

    assert (problem.line, problem.column, problem.code) == (line, column, code)
    assert problem.hint


def test_what_rests_on_a_problem_is_not_checked() -> None:
    """A rank that can't be read may be the one that an indicator names."""
    text = RUBRIC.replace("rank: 1", "rank: one").replace(
        "title: Waits", "title: Waits, indicators: [{rank: 1, looks_like: Silence}]"
    )
    with pytest.raises(DefinitionError) as caught:
        read_definition(text, "talk.yaml")

    assert [one.path for one in caught.value.problems] == ["levels[1].rank"]
    assert caught.value.not_checked == ("levels[1].rank", "criteria[0].indicators[0].rank")


def test_each_requirement_of_a_cadence_rule_is_told_at_its_own_place() -> None:
    """A rule may ask for several things: what is wrong in one is not looked for in the others."""
    text = """cadence_rule: example/both
title: Both
combine: any_of
requires:
  - {family: no_longer_than, days: 5}
  - family: per_period
    days: 3
    period: week
    counts: [observation]
    pair: true
"""
    found = [(one.path, one.line, one.column, one.code) for one in problems_of(text)]
    assert found == [
        ("requires[1].family", 6, 13, "missing-key"),
        ("requires[1].days", 7, 11, "other-family"),
        ("requires[1].counts", 9, 13, "not-together"),
    ]


def test_a_cadence_rule_of_nothing_is_told_where_it_asks_for_nothing() -> None:
    (problem,) = problems_of("cadence_rule: example/none\ntitle: None\nrequires: []\n")

    assert (problem.path, problem.line, problem.column) == ("requires", 3, 11)
    assert problem.hint == "give at least one requirement"
