"""`coaching check`: what files say, or everything that is wrong with them, by line; and nothing is kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.files import (
    BROKEN_RUBRIC,
    BROKEN_YAML,
    FAILING,
    GOAL,
    JOURNAL,
    LOG,
    MODEL,
    RUBRIC,
    RULE,
    SCENARIO,
    STAFF,
    placed,
)
from tests.cli.running import Answer, coach
from tests.journal.term import TERM


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def document(*arguments: object) -> tuple[Answer, Any]:
    answer = coach("check", "--json", *arguments)
    return answer, json.loads(answer.out)


def test_it_says_what_each_file_is_by_what_is_in_it(tmp_path: Path) -> None:
    files = {"rubric.yaml": RUBRIC, "scenario.yml": SCENARIO, "journal.yaml": JOURNAL}
    placed(tmp_path, {**files, "staff.csv": STAFF, "log.csv": LOG})
    answer = coach("check", *files, "staff.csv", "log.csv")
    assert (answer.code, answer.err) == (0, "")
    pin = next(line for line in answer.lines if "@" in line).strip()
    assert pin.startswith("oakfield/questioning@")
    assert answer.lines == [
        "rubric.yaml",
        "  rubric: Questions that wait",
        f"  {pin}",
        "scenario.yml",
        "  scenario: Only the coachee adopts a goal",
        "  7 steps, 2 questions; not run",
        "journal.yaml",
        "  journal: 5 entries",
        "staff.csv",
        "  table: 3 lines",
        "log.csv",
        "  table: 1 line",
        "5 files checked: no problems",
        "",
    ]


def test_the_document_says_the_same(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": RUBRIC, "b.yaml": SCENARIO, "c.yaml": JOURNAL, "d.csv": STAFF})
    text = coach("check", ".")
    answer, told = document(".")
    assert (answer.code, answer.err) == (text.code, "") == (0, "")
    assert [one["path"] for one in told["files"]] == ["a.yaml", "b.yaml", "c.yaml", "d.csv"]
    assert [one["sort"] for one in told["files"]] == ["definition", "scenario", "journal", "table"]
    first, second, third, fourth = told["files"]
    assert first["kind"] == "rubric"
    for said in (first["title"], first["pin"], second["title"]):
        assert said in text.out
    assert first["pin"].startswith(f"{first['id']}@")
    assert (second["steps"], second["questions"]) == (7, 2)
    assert (third["lines"], third["verbs"]["person.join"]) == (5, 3)
    assert (fourth["lines"], fourth["unconfirmed"]) == (3, 0)
    assert (told["problems"], told["not_checked"]) == ([], [])


def test_every_problem_of_every_file_is_told_by_its_place(tmp_path: Path) -> None:
    broken = SCENARIO.replace("ask: goal,", "ask: gaol,")
    placed(
        tmp_path,
        {"in/a.yaml": BROKEN_RUBRIC, "in/deep/b.yaml": broken, "in/staff.csv": "id,when\nhead,soon\n"},
    )
    answer = coach("check", "in")
    assert answer.code == 1
    assert [line.partition(" ")[0] for line in answer.told] == [
        "in/a.yaml:7:12",
        "in/a.yaml:17:49",
        "in/a.yaml:",
        "in/deep/b.yaml:17:11",
        "in/staff.csv:2:2",
    ]
    assert answer.told[0].startswith(
        "in/a.yaml:7:12  levels[1].rank: is not above the rank before it; order the levels"
    )
    assert answer.lines == ["3 files checked: 4 problems in 3 files", ""]


def test_the_document_has_every_problem_and_its_place(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": BROKEN_RUBRIC, "b.csv": "id,when\nhead,soon\n"})
    text = coach("check", ".")
    answer, told = document(".")
    assert (answer.code, answer.err) == (1, "")
    assert [list(one) for one in told["problems"]] == [
        ["source", "line", "column", "path", "message", "hint", "code"]
    ] * 3
    for one in told["problems"]:
        place = f"{one['source']}:{one['line']}:{one['column']}  {one['path']}"
        assert f"{place}: {one['message']}; {one['hint']}" in text.told
    assert [one["holds"] for one in told["files"]] == [False, False]


def test_definitions_may_name_each_other_and_those_that_are_installed(tmp_path: Path) -> None:
    other = MODEL.replace("oakfield/fortnightly", "core/weekly").replace("short-cycle", "other")
    placed(tmp_path, {"a.yaml": MODEL, "b.yaml": RULE, "c.yaml": other})
    assert coach("check", ".").code == 0
    alone = coach("check", "a.yaml")
    assert alone.code == 1
    assert alone.told == [
        "a.yaml:4:10  cadence: names no cadence_rule that is known; check the id, or bring that definition"
    ]
    assert coach("check", "a.yaml", "--definitions", "b.yaml").code == 0


def test_an_id_that_somebody_brings_already_is_told_unless_it_is_the_same(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": RUBRIC, "copy.yaml": RUBRIC, "b.yaml": RUBRIC.replace("Talk", "Speech")})
    assert coach("check", "a.yaml", "--definitions", "copy.yaml").code == 0
    other = coach("check", "b.yaml", "--definitions", "copy.yaml")
    assert other.told == [
        "b.yaml:1:9  rubric: is the id of another one, of copy.yaml; give it an id of its own"
    ]
    both = coach("check", "a.yaml", "b.yaml")
    assert [line.partition(" ")[0] for line in both.told] == ["b.yaml:1:9"]


def test_what_names_a_definition_with_problems_is_not_checked(tmp_path: Path) -> None:
    """One mistake is told once, however much depends on it."""
    scenario = SCENARIO.replace("journal:", "definitions: [oakfield/questioning]\njournal:")
    begun = "  - {when: 2025-09-12, by: amara, do: cycle.begin, id: c1, relationship: amara-ben, model: "
    journal = JOURNAL + begun + "oakfield/short-cycle}\n"
    placed(tmp_path, {"a.yaml": BROKEN_RUBRIC, "b.yaml": scenario, "c.yaml": journal})
    answer = coach("check", ".")
    assert answer.code == 1
    assert [line.partition(" ")[0] for line in answer.told] == [
        "a.yaml:7:12",
        "a.yaml:17:49",
        "a.yaml:",
        "b.yaml:",
        "c.yaml:",
    ]
    rest = "not checked, because what it depends on has problems"
    assert answer.told[2:] == [
        f"a.yaml: {rest}: criteria[1].indicators[1].rank",
        f"b.yaml: {rest}: line 2",
        f"c.yaml: {rest}: line 13",
    ]
    assert answer.lines[-2] == "3 files checked: 2 problems in 1 file, 2 not checked"
    _, told = document(".")
    assert told["not_checked"] == [
        {"source": "a.yaml", "line": 0, "path": "criteria[1].indicators[1].rank"},
        {"source": "b.yaml", "line": 2, "path": ""},
        {"source": "c.yaml", "line": 13, "path": ""},
    ]


def test_a_log_is_tried_after_the_staff_lists_in_whatever_order_they_are_given(tmp_path: Path) -> None:
    placed(tmp_path, {"log.csv": LOG, "staff.csv": STAFF})
    assert coach("check", "log.csv", "staff.csv").code == 0
    alone = coach("check", "log.csv")
    assert alone.code == 1
    assert alone.told[0].startswith("log.csv:2:")


def test_a_log_is_not_checked_where_the_staff_list_has_problems(tmp_path: Path) -> None:
    placed(tmp_path, {"log.csv": LOG, "staff.csv": STAFF.replace("2025-09-01", "soon")})
    answer = coach("check", "log.csv", "staff.csv")
    assert answer.code == 1
    assert answer.told[0] == "log.csv: not checked, because of staff.csv"
    assert len(answer.told) == 4
    _, told = document("log.csv", "staff.csv")
    assert told["files"][0]["because"] == "staff.csv"
    assert told["not_checked"] == [{"source": "log.csv", "line": 0, "path": ""}]


def test_a_journal_follows_the_staff_lists_unless_people_join_in_it(tmp_path: Path) -> None:
    placed(tmp_path, {"whole.yaml": JOURNAL, "rest.yaml": f"journal:\n{GOAL}", "staff.csv": STAFF})
    assert coach("check", "whole.yaml", "rest.yaml", "staff.csv").code == 0
    assert coach("check", "rest.yaml").code == 1


def test_the_example_term_and_what_comes_with_the_library_are_as_they_should_be() -> None:
    answer = coach("check", TERM)
    assert (answer.code, answer.err) == (0, "")
    assert "  table: 369 lines, 19 of them unconfirmed" in answer.lines


def test_nothing_is_kept(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": JOURNAL, "staff.csv": STAFF, "log.csv": LOG})
    for _ in range(2):
        assert coach("check", ".").code == 0
    assert {one.name for one in tmp_path.iterdir()} == {"a.yaml", "staff.csv", "log.csv"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BROKEN_YAML, "a.yaml:2:8"),
        ("", "a.yaml:1:1"),
        ("nothing: here\n", "a.yaml:1:1"),
        ("- a\n- list\n", "a.yaml:1:1"),
        (b"rubric: \xff\n", "a.yaml:1"),
        ("title: x\njournal: 12\nexpect: []\n", "a.yaml:2:10"),
        (f"{JOURNAL}  - {{when: 2025-09-12, by: ben, do: goal.adopt, goal: [}}\n", "a.yaml:13:"),
    ],
    ids=["open-quote", "empty", "no-sort", "list", "no-utf-8", "journal-of-nothing", "broken-entry"],
)
def test_a_file_that_is_nothing_is_told_by_its_place(tmp_path: Path, text: str | bytes, told: str) -> None:
    placed(tmp_path, {"a.yaml": text})
    answer = coach("check", "a.yaml")
    assert answer.code == 1
    assert answer.told[0].startswith(told)
    assert "Traceback" not in answer.err


def test_a_folder_with_nothing_in_it_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.txt").write_text("Dear all")
    (tmp_path / "in" / ".hidden.yaml").write_text("x")
    answer = coach("check", "in")
    assert (answer.code, answer.out) == (1, "")
    assert answer.told == ["in: has no file in it that ends in .yaml or .yml or .csv; check the path"]
    _, told = document("in")
    assert (told["files"], told["problems"][0]["code"]) == ([], "nothing-there")


def test_what_the_system_does_not_let_be_read_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed(tmp_path, {"in/a.yaml": RUBRIC, "in/b.yaml": RULE})
    read = Path.open

    def shut(path: Path, *given: Any, **more: Any) -> Any:
        if path.name == "a.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path, *given, **more)

    monkeypatch.setattr(Path, "open", shut)
    answer = coach("check", "in")
    assert answer.code == 1
    assert answer.told == [
        "in/a.yaml: can't be read (Permission denied); check the path, and that the file may be read"
    ]
    assert answer.lines[-2] == "2 files checked: 1 problem in 1 file"


def test_a_folder_that_the_system_does_not_let_be_read_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()

    def shut(_: Path) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", shut)
    answer = coach("check", "in")
    assert answer.told == ["in: can't be read (Permission denied); check that its folders may be read"]


@pytest.mark.parametrize(
    "arguments", [(), ("absent.yaml",), ("--store", "x"), ("a.yaml", "--definitions", "absent")], ids=str
)
def test_misuse_ends_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    placed(tmp_path, {"a.yaml": RUBRIC})
    answer = coach("check", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Error: " in answer.err


def test_definitions_that_are_wrong_themselves_end_it(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": MODEL, "in/b.yaml": BROKEN_RUBRIC})
    answer = coach("check", "a.yaml", "--definitions", "in")
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.told) == 3


def test_no_text_that_somebody_wrote_is_in_a_problem(tmp_path: Path) -> None:
    secret = ("Ask more\n    focus: student", "My secret\n    focus: My secret")
    placed(tmp_path, {"a.yaml": JOURNAL.replace(*secret), "b.yaml": FAILING.replace(*secret)})
    text = coach("check", ".")
    answer, _ = document(".")
    assert (text.code, answer.code) == (1, 1)
    assert "My secret" not in text.out + text.err + answer.out
