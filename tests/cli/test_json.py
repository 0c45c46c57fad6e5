"""`--json`: one document on the standard output, whatever the command and however it ends."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.files import BROKEN_RUBRIC, FAILING, JOURNAL, PRACTICE, RUBRIC, SCENARIO, STAFF, placed
from tests.cli.running import AS_OF, Answer, coach, process, store_in
from tests.journal.term import FILES, RULES, TERM

CODES = re.compile("\x1b\\[[0-9;]*m")
HOSTILE = "[red]x[/red] :smile: \\x1b[31m"
"""Harmless to any reader of YAML, and to the domain; a terminal must not see more in it."""


@pytest.fixture
def store(tmp_path: Path) -> str:
    placed(tmp_path, {"practice.yaml": PRACTICE})
    store = store_in(tmp_path)
    assert coach("import", "--store", store, tmp_path / "practice.yaml").code == 0
    return store


def document(answer: Answer) -> Any:
    """Return the one document that was printed."""
    assert answer.out.endswith("}\n")
    return json.loads(answer.out)


def asked(folder: Path, store: str) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield every command in every way in which it can end, but for misuse, with what it ends with."""
    placed(folder, {"right.yaml": SCENARIO, "wrong.yaml": FAILING, "rubric.yaml": RUBRIC, "staff.csv": STAFF})
    placed(folder, {"broken.yaml": BROKEN_RUBRIC, "refused.csv": "id,when\nhead,soon\n"})
    yield 0, ("check", folder / "rubric.yaml")
    yield 1, ("check", folder / "broken.yaml")
    yield 0, ("test", folder / "right.yaml")
    yield 1, ("test", folder / "wrong.yaml")
    yield 0, ("import", "--store", store_in(folder, "new.db"), folder / "staff.csv")
    yield 1, ("import", "--store", store_in(folder, "other.db"), folder / "staff.csv", folder / "refused.csv")
    yield 0, ("export", "--store", store, "--out", folder / "out.yaml")
    yield 1, ("export", "--store", store, "--out", folder / "absent" / "out.yaml")
    yield 0, ("show", "--store", store, "--relationship", "amara-ben", *AS_OF)
    yield 1, ("show", "--store", store, "--relationship", "absent")
    yield 0, ("show", "--store", store, "--definition", "core/weekly")
    yield 0, ("plugins", "--store", store)
    yield 1, ("plugins", "--store", "nothing://")


def test_every_command_answers_with_one_document_and_ends_as_without(tmp_path: Path, store: str) -> None:
    for code, arguments in asked(tmp_path, store):
        told = document(answer := coach(*arguments, "--json"))
        assert (answer.code, answer.err) == (code, ""), arguments
        assert bool(told["problems"]) is (code == 1 and arguments[0] != "test")
        assert isinstance(told["not_checked"], list)
        for one in told["problems"]:
            assert {*one} == {"source", "line", "column", "path", "message", "hint", "code"}


def test_every_refusal_names_what_the_text_answer_tells(tmp_path: Path, store: str) -> None:
    for code, arguments in asked(tmp_path, store):
        if code == 1 and arguments[0] not in ("test", "import"):
            text = coach(*arguments)
            for one in document(coach(*arguments, "--json"))["problems"]:
                assert any(one["message"] in line for line in text.told), arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "absent.yaml"),
        ("test", "--no-such-option"),
        ("import", "absent.csv"),
        ("import", TERM / "staff.csv", "--as", ""),
        ("export",),
        ("export", "--store", "sqlite:///absent.db", "--out", "x.yaml"),
        ("show", "--as-of", "soon"),
        ("show", "--store", "sqlite:///absent.db"),
        ("plugins", "--install"),
    ],
    ids=str,
)
def test_misuse_is_a_document_too_and_told_on_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = coach(*arguments, "--json")
    (problem,) = document(answer)["problems"]
    assert (answer.code, problem["code"]) == (2, "misuse")
    assert f"Error: {problem['message']}" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_what_an_import_brought_in_is_counted(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    told = document(coach("import", "--json", "--store", store, "--definitions", RULES, *FILES))
    assert [(one["source"], one["lines"]) for one in told["files"]] == [
        ("staff.csv", 19),
        ("calendar.yaml", 8),
        ("log.csv", 369),
    ]
    assert told["files"][2]["verbs"]["goal.propose"] == 14
    assert told["files"][2]["unconfirmed"] == 19
    assert told["not_taken"] == []


def test_an_import_that_is_refused_says_what_was_taken_and_what_not(tmp_path: Path) -> None:
    log = "do,by,when,goal\ngoal.adopt,ben,soon,g1\n"
    placed(tmp_path, {"staff.csv": STAFF, "a.csv": "do,when,by\n", "log.csv": log})
    files = (tmp_path / "staff.csv", tmp_path / "log.csv", tmp_path / "a.csv")
    told = document(coach("import", "--json", "--store", store_in(tmp_path), *files))
    assert [one["source"] for one in told["files"]] == ["staff.csv"]
    assert told["not_taken"] == ["log.csv", "a.csv"]
    assert [(one["source"], one["line"]) for one in told["problems"]] == [("log.csv", 2)]


def test_what_depends_on_a_problem_is_named_by_its_line(tmp_path: Path) -> None:
    log = "\n".join(
        ("do,by,when,id,relationship,coach,coachee,goal,statement,focus",
         "relationship.begin,head,2025-09-04,r1,,amara,ben,,,",
         "goal.propose,ben,2025-09-05,g1,r1,,,,x,everything",
         "goal.adopt,ben,2025-09-05,,,,,g1,,")
    )  # fmt: skip
    placed(tmp_path, {"staff.csv": STAFF, "log.csv": log})
    files = (tmp_path / "staff.csv", tmp_path / "log.csv")
    told = document(coach("import", "--json", "--store", store_in(tmp_path), *files))
    assert told["not_checked"] == [{"source": "log.csv", "line": 4, "path": ""}]


def test_a_document_is_ascii_so_that_no_terminal_and_no_encoding_spoils_it(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": RUBRIC.replace("Questions that wait", "Après 授業")})
    ended = process("check", "--json", tmp_path / "a.yaml", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads(ended.stdout.decode("ascii"))["files"][0]["title"] == "Après 授業"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of files in which every title is what a careless screen would take for more than text."""
    files = {
        "in/rubric.yaml": RUBRIC.replace("Questions that wait", f"'{HOSTILE}'"),
        "in/right.yaml": SCENARIO.replace("Only the coachee adopts a goal", f"'{HOSTILE}'"),
        "in/wrong.yaml": FAILING.replace("Not only the coachee adopts a goal", f"'{HOSTILE}'").replace(
            "is: proposed", f"has: {{statement: '{HOSTILE}'}}"
        ),
        "practice.yaml": PRACTICE.replace("Questions that wait", f"'{HOSTILE}'")
        .replace("skill: Waiting", f"skill: '{HOSTILE}'")
        .replace("Wait time", f"'{HOSTILE}'")
        .replace("Hands went up", f"'{HOSTILE}'"),
    }
    return placed(tmp_path, files)


def test_a_text_is_only_text_with_colours_and_without(hostile: Path) -> None:
    store = store_in(hostile)
    assert coach("import", "--store", store, hostile / "practice.yaml").code == 0
    commands: list[tuple[tuple[object, ...], int]] = [
        (("check", hostile / "in"), 2),
        (("test", hostile / "in"), 3),
        (("show", "--store", store, "--relationship", "amara-ben", *AS_OF), 4),
        (("show", "--store", store, "--definition", "oakfield/questioning"), 2),
        (("plugins", "--definitions", hostile / "in" / "rubric.yaml"), 1),
        (("import", "--store", store_in(hostile, "new.db"), hostile / "practice.yaml"), 0),
    ]
    for arguments, times in commands:
        plain = coach(*arguments, COLUMNS="100", NO_COLOR="1")
        if arguments[0] == "import":
            (hostile / "new.db").unlink()
        coloured = coach(*arguments, COLUMNS="100", FORCE_COLOR="1")
        assert {*CODES.findall(coloured.out)} <= {"\x1b[1m", "\x1b[0m"}, arguments
        assert CODES.sub("", coloured.out) == plain.out
        assert re.sub(r"\s+", "", plain.out).count(re.sub(r"\s+", "", HOSTILE)) >= times, arguments
        assert "\x1b" not in plain.out + plain.err


@pytest.mark.parametrize("text", ["\\e[31mred", "\\x9b31m", "\\u202eevil", "\\0", "\\b\\b"], ids=str)
def test_what_a_terminal_would_obey_is_refused_wherever_it_stands_and_not_repeated(
    tmp_path: Path, text: str
) -> None:
    bad = f'"{text}end"'
    placed(tmp_path, {
        "in/a.yaml": RUBRIC.replace("Questions that wait", bad),
        "in/b.yaml": RUBRIC.replace("id: talk", f"id: {bad}").replace("questioning", "b"),
        "in/c.yaml": SCENARIO.replace("Ask more", bad),
        "in/d.yaml": JOURNAL.replace("Ask more", bad),
        "in/e.yaml": f"{bad}: 12\nrubric: oakfield/e\n",
    })  # fmt: skip
    for command in ("check", "test"):
        answer = coach(command, tmp_path / "in")
        assert answer.code == 1
        assert not {*answer.out, *answer.err} & {*"\x1b\x9b\u202e\x00\x08"}
        assert len({line.partition(":")[0] for line in answer.told}) >= 4


def test_a_scenario_whose_title_or_answer_a_terminal_would_obey_is_shown_harmlessly(tmp_path: Path) -> None:
    bad = '"\\e[31mred\\u202e\\nholds     everything"'
    text = FAILING.replace("Not only the coachee adopts a goal", bad).replace("is: proposed", f"is: {bad}")
    placed(tmp_path, {"a.yaml": text})
    answer = coach("test", tmp_path / "a.yaml")
    assert answer.code == 1
    assert not {*answer.out, *answer.err} & {*"\x1b\u202e"}
    assert "holds     everything" not in answer.lines
