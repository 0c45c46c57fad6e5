"""Every line fits the screen, nobody's text is taken for markup, and a terminal is given nothing to obey."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from instructional_coaching.cli.command import coaching
from tests.cli.files import PRACTICE, SCENARIO, placed
from tests.cli.running import AS_OF, Answer, coach, filled, store_in
from tests.journal.term import FILES, RULES, TERM, Sheet, written

ESCAPES = re.compile("\x1b")
TEXTS = {
    "markup": "[red]x[/red] [bold]y[/] [link=https://a.example]z[/link] [/nothing-open]",
    "emoji-code": ":smile: :+1: and 10:30:00",
    "backslash": r"\[red] C:\new\table \x1b[31m",
    "brackets": "[] [[x]] [1, 2] {x} %s {} $HOME `ls` <b>&amp;</b>",
    "number-like": "12,5 0x1F 1e5 True None",
    "quoted": "\"she\" said 'wait'",
}


def everything(store: str, relationship: str = "amara-ben", **environment: str | None) -> Answer:
    return coach("show", "--store", store, "--relationship", relationship, *AS_OF, **environment)


def commands(term: str, folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield everything that the command can be asked to print on the screen."""
    relationships = ("amara-ben", "chloe-niamh", "chloe-yusuf")
    for relationship in relationships:
        for person in ((), ("--as", "head"), ("--as", relationship.partition("-")[2])):
            yield "show", "--store", term, "--relationship", relationship, *person, *AS_OF
    yield "show", "--store", term, "--as", "chloe", *AS_OF
    yield "show", "--store", term, "--as", "stranger"
    yield "import", "--store", store_in(folder), "--definitions", RULES, *FILES
    yield "import", "--store", store_in(folder, "other.db"), placed(folder, {"a.yaml": PRACTICE}) / "a.yaml"
    yield "show", "--store", store_in(folder, "other.db"), "--relationship", "amara-ben", *AS_OF
    for definition in ("core/impact-cycle", "core/feedback-quality", "core/weekly"):
        yield "show", "--store", term, "--definition", definition
    yield "check", TERM, folder
    yield "test", placed(folder, {"b.yaml": SCENARIO}) / "b.yaml"
    yield "plugins", "--store", term
    yield "export", "--store", term, "--out", folder / "out.yaml", "--force"
    for command in ((), *((name,) for name in coaching.commands)):
        yield *command, "--help"


@pytest.mark.parametrize(
    ("columns", "widest"), [("80", 80), ("60", 60), ("100", 100), ("200", 100), ("40", 40), ("5", 40)]
)
def test_no_line_is_wider_than_the_screen_nor_than_100_columns(
    term: str, tmp_path: Path, columns: str, widest: int
) -> None:
    for arguments in commands(term, tmp_path):
        answer = coach(*arguments, COLUMNS=columns)
        assert answer.code == 0, arguments
        limit = 80 if arguments[-1] == "--help" else widest
        assert [line for line in answer.out.split("\n") if cell_len(line) > limit] == []


def test_without_a_screen_it_is_80_columns_wide(term: str) -> None:
    assert everything(term, COLUMNS=None).out == everything(term, COLUMNS="80").out


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_no_word_of_a_heading_is_broken(term: str, columns: str) -> None:
    answer = everything(term, COLUMNS=columns)
    words = {word for line in answer.lines for word in line.split()}
    assert {
        "facilitative",
        "dialogical",
        "directive",
        "recorded",
        "relationship",
        "progress",
        "stands",
    } <= words


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_nothing_of_a_text_is_lost_however_narrow_the_screen(term: str, columns: str) -> None:
    answer = everything(term, "chloe-yusuf", COLUMNS=columns)
    told = re.sub(r"\s+", "", answer.out)
    log = Sheet.read("log.csv")
    for n in log.lines:
        for column in ("statement", "summary", "text"):
            if log.get(n, "relationship") == "chloe-yusuf":
                assert re.sub(r"\s+", "", log.get(n, column)) in told


@pytest.fixture
def quoting(tmp_path: Path) -> str:
    """A store in which people have written what looks like anything but text."""
    log = Sheet.read("log.csv")
    lines = [n for n in log.lines if log.get(n, "relationship") == "amara-ben" and log.get(n, "summary")]
    for n, text in zip(lines, TEXTS.values(), strict=False):
        log.set(n, "summary", text)
    log.set(log.find(id="ben-g1"), "statement", TEXTS["markup"])
    log.set(log.find(do="goal.share_focus"), "label", ":smile: [red]x[/red]")
    return filled(tmp_path, log)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_comes_out_as_it_was_typed(quoting: str, kind: str) -> None:
    answer = everything(quoting)
    told = re.sub(r"\s+", " ", answer.out)
    assert f"summary: {TEXTS[kind]}" in told


def test_what_a_leader_is_told_comes_out_as_it_was_typed(quoting: str) -> None:
    answer = coach("show", "--store", quoting, "--as", "head", *AS_OF)
    assert any(line.endswith(":smile: [red]x[/red]") for line in answer.section("Goals"))


def test_markup_sets_no_colour_even_where_there_are_colours(quoting: str) -> None:
    plain, coloured = everything(quoting), everything(quoting, FORCE_COLOR="1")
    codes = {*re.findall("\x1b[^m]*m", coloured.out)}
    assert codes == {"\x1b[1m", "\x1b[0m"}, "bold and nothing else"
    assert re.sub("\x1b[^m]*m", "", coloured.out) == plain.out


def test_a_word_longer_than_the_screen_is_folded_and_whole(tmp_path: Path) -> None:
    log = Sheet.read("log.csv")
    word = "".join(chr(ord("a") + n % 26) for n in range(900))
    log.set(log.find(id="ben-g1"), "statement", word)
    log.set(log.find(id="ben-s01"), "summary", word)
    answer = everything(filled(tmp_path, log))
    assert max(len(line) for line in answer.lines) <= 80
    timeline = "".join(line[20:] for line in answer.section("Timeline"))
    assert timeline.count(word) == 2
    head, _, *rows = answer.section("Goals")
    first = next(n for n, row in enumerate(rows) if row.startswith("ben "))
    below = [row[head.index("goal") : head.index("stands")].strip() for row in rows[first + 1 :]]
    assert "".join(below).startswith(word)


def test_wide_characters_are_counted_as_wide(tmp_path: Path) -> None:
    log = Sheet.read("log.csv")
    text = "授業のはじめに生徒が静かに考える時間をつくる。" * 9 + " 👩‍🏫 é passé"
    log.set(log.find(id="ben-g1"), "statement", text)
    answer = everything(filled(tmp_path, log))
    assert all(cell_len(line) <= 80 for line in answer.lines)


def test_lines_and_tabs_of_a_text_stay_in_their_column(tmp_path: Path) -> None:
    """A text can't pass itself off as an entry of its own."""
    log = Sheet.read("log.csv")
    rows = {"id": "ben-s01"}
    text = log.text().replace(
        log.get(log.find(**rows), "summary"), '"one\n2025-09-11  ben     goal ben-g1: adopt\n\tthree"'
    )
    store = store_in(tmp_path)
    files = TERM / "staff.csv", written(tmp_path, text)
    assert coach("import", "--store", store, "--definitions", RULES, *files).code == 0
    lines = everything(store).section("Timeline")
    assert "                    2025-09-11  ben     goal ben-g1: adopt" in lines
    assert "2025-09-11  ben     goal ben-g1: adopt" not in lines


@pytest.mark.parametrize(
    "text",
    ["\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "\x08\x08", "\x00", "\u202eevil", "\r over"],
    ids=ascii,
)
@pytest.mark.parametrize(
    "column", ["summary", "id", "do", "by", "when", "kind", "goals", "segments", "recorded_by"]
)
def test_what_a_terminal_would_obey_gets_in_nowhere_and_is_not_repeated(
    tmp_path: Path, column: str, text: str
) -> None:
    log = Sheet.read("log.csv")
    line = log.find(id="kwame-s02")
    log.set(line, column, f"{log.get(line, column)}{text}end")
    store = store_in(tmp_path)
    answer = coach("import", "--store", store, TERM / "staff.csv", log.write(tmp_path / "log.csv"))
    assert answer.code == 1
    assert not set(text) & set("\x1b\x9b\x08\x00\u202e\x07\r") & set(answer.err + answer.out)
    assert "end" not in answer.err.replace("depend", "")


def test_nor_does_it_in_a_header_or_the_name_of_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, "when,by,do,\x1b[31mred,a\u202eb\n", "log\x1b[1m\n.csv")
    answer = coach("import", "--store", store_in(tmp_path), path)
    unknown = "is no column known here; name it as a parameter of a verb, or remove it"
    assert answer.told == [
        rf"log\x1b[1m\n.csv:1:4  \x1b[31mred: {unknown}",
        rf"log\x1b[1m\n.csv:1:5  a\u202eb: {unknown}",
        r"log\x1b[1m\n.csv: 2 problems, nothing of it was taken",
    ]


@pytest.mark.parametrize(
    "environment", [{}, {"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}], ids=str
)
def test_there_are_no_colours_off_a_terminal_or_where_none_are_wanted(
    term: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    shown = everything(term, **environment)
    refused = coach("import", "--store", term, written(tmp_path, "id,Surname\n"), **environment)
    assert (shown.code, refused.code) == (0, 1)
    assert not ESCAPES.search(shown.out + shown.err + refused.out + refused.err)


def test_there_are_colours_where_they_are_insisted_on(term: str) -> None:
    answer = everything(term, FORCE_COLOR="1")
    assert answer.out.startswith("\x1b[1mTimeline of amara-ben")
    assert all(line.count("\x1b[1m") == line.count("\x1b[0m") for line in answer.lines)


def test_a_problem_stays_on_one_line_for_other_programs_and_is_wrapped_on_a_terminal(
    term: str, tmp_path: Path
) -> None:
    staff = written(tmp_path, "id,Surname\n", "staff.csv")
    piped = coach("import", "--store", term, staff)
    assert len(piped.told) == 2
    assert len(piped.told[0]) > 80
    terminal = coach("import", "--store", term, staff, FORCE_COLOR="1")
    assert all(len(line) <= 80 for line in terminal.told)
    assert re.sub(r"\n  ", " ", terminal.err) == piped.err
