"""`coaching test`: scenarios are run, and what was expected stands beside what was found."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.files import BROKEN_RUBRIC, BROKEN_YAML, FAILING, JOURNAL, RUBRIC, SCENARIO, STAFF, placed
from tests.cli.running import Answer, coach

REFUSED = SCENARIO.replace("by: ben, do: goal.adopt", "by: amara, do: goal.adopt").replace(
    "Only", "Nobody but"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def document(*arguments: object) -> tuple[Answer, Any]:
    answer = coach("test", "--json", *arguments)
    return answer, json.loads(answer.out)


def test_a_scenario_that_holds_is_a_line(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": SCENARIO})
    answer = coach("test", "a.yaml")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == ["holds     Only the coachee adopts a goal", "1 scenario, 1 holds", ""]


def test_what_does_not_hold_is_told_by_its_place_with_both_answers(tmp_path: Path) -> None:
    placed(tmp_path, {"in/a.yaml": SCENARIO, "in/b.yaml": FAILING})
    answer = coach("test", "in")
    assert (answer.code, answer.err) == (1, "")
    assert answer.lines == [
        "holds     Only the coachee adopts a goal",
        "fails     Not only the coachee adopts a goal",
        "          in/b.yaml:17:5  goal of g1",
        "          expected  is: proposed",
        "          found     is: adopted",
        "2 scenarios, 1 holds",
        "",
    ]


def test_a_step_that_is_refused_ends_the_scenario_and_says_what_was_left(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": REFUSED})
    answer = coach("test", "a.yaml")
    assert answer.code == 1
    assert answer.lines[1] == "          a.yaml:15:28  goal.adopt"
    assert answer.lines[2] == "          expected  taken"
    assert answer.lines[3].startswith("          found     refused: not-the-coachee (goal g1: adopt")
    assert "          2 steps and questions after it not checked" in answer.lines
    assert answer.lines[-2] == "1 scenario, 0 hold"


def test_the_document_says_the_same(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": SCENARIO, "b.yaml": FAILING, "c.yaml": REFUSED})
    text = coach("test", ".", COLUMNS="100")
    answer, told = document(".")
    assert (answer.code, answer.err) == (text.code, "") == (1, "")
    assert (told["held"], told["not_tried"], told["problems"]) == (1, 0, [])
    assert [one["holds"] for one in told["scenarios"]] == [True, False, False]
    assert [one["not_checked"] for one in told["scenarios"]] == [0, 0, 2]
    for one in told["scenarios"]:
        assert f"{'holds' if one['holds'] else 'fails'}     {one['title']}" in text.lines
        for finding in one["findings"]:
            place = f"          {one['path']}:{finding['line']}:{finding['column']}  {finding['about']}"
            assert (place in text.lines) is not finding["holds"]
    assert len(told["scenarios"][0]["findings"]) == 9


def test_definitions_beside_the_scenarios_are_known_and_others_that_are_given(tmp_path: Path) -> None:
    scenario = SCENARIO.replace("journal:", "definitions: [oakfield/questioning]\njournal:")
    placed(tmp_path, {"in/a.yaml": scenario, "in/b.yaml": RUBRIC})
    assert coach("test", "in").code == 0
    assert coach("test", "in/a.yaml", "in/b.yaml").code == 0
    assert coach("test", "in/a.yaml", "--definitions", "in/b.yaml").code == 0
    alone = coach("test", "in/a.yaml")
    assert alone.code == 1
    assert alone.told[0].startswith("in/a.yaml:2:15  definitions[0]: names no definition that is known")


def test_a_definition_with_problems_is_told_and_the_others_are_run(tmp_path: Path) -> None:
    needing = SCENARIO.replace("journal:", "definitions: [oakfield/questioning]\njournal:")
    placed(tmp_path, {"a.yaml": SCENARIO, "b.yaml": needing, "c.yaml": BROKEN_RUBRIC})
    answer = coach("test", ".")
    assert answer.code == 1
    assert answer.lines == [
        "holds     Only the coachee adopts a goal",
        "1 scenario, 1 holds; 2 files could not be tried",
        "",
    ]
    assert [line.partition("  ")[0] for line in answer.told[:2]] == ["c.yaml:7:12", "c.yaml:17:49"]
    assert answer.told[-1].startswith("b.yaml: not checked, because what it depends on has problems")
    _, told = document(".")
    assert (told["held"], told["not_tried"], len(told["problems"])) == (1, 2, 2)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"title: {BROKEN_YAML}journal: []\n", "a.yaml:1:"),
        (SCENARIO.replace("ask: view", "ask: voew"), "a.yaml:18:11"),
        (JOURNAL, "a.yaml:1:1"),
        (SCENARIO.replace("do: goal.adopt", "do: goal.adpot"), "a.yaml:15:37"),
    ],
    ids=["syntax", "question", "expects-nothing", "verb"],
)
def test_a_scenario_with_mistakes_in_it_is_not_run(tmp_path: Path, text: str, place: str) -> None:
    placed(tmp_path, {"a.yaml": text})
    answer = coach("test", "a.yaml")
    assert answer.code == 1
    assert answer.told[0].startswith(place)
    assert answer.lines == ["0 scenarios, 0 hold; 1 file could not be tried", ""]


def test_what_holds_no_scenario_is_a_problem(tmp_path: Path) -> None:
    placed(tmp_path, {"in/a.yaml": RUBRIC, "empty/letter.txt": "x", "staff.csv": STAFF})
    assert coach("test", "in").told == ["in/a.yaml: is no scenario; give one with journal: in it"]
    assert coach("test", "empty").told == [
        "empty: has no file in it that ends in .yaml or .yml; check the path"
    ]
    table = coach("test", "staff.csv")
    assert (table.code, len(table.told)) == (1, 1)
    for place in ("in", "empty", "staff.csv"):
        assert coach("test", place).code == 1
        answer, told = document(place)
        assert (answer.code, len(told["problems"])) == (1, 1)


@pytest.mark.parametrize("arguments", [(), ("absent.yaml",), ("--as", "ben")], ids=str)
def test_misuse_ends_with_2(arguments: tuple[str, ...]) -> None:
    answer = coach("test", *arguments)
    assert (answer.code, answer.out) == (2, "")


def test_nothing_is_kept(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": SCENARIO})
    coach("test", "a.yaml")
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]
