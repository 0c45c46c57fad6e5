"""A CSV file as a spreadsheet writes it comes in as it is meant; what can't be read is told by line."""

import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.errors import InvalidInput
from instructional_coaching.journal.table import MOST_BYTES, MOST_CELL, MOST_COLUMNS, Table, read_table
from tests.journal.term import only, told, written


def read(folder: Path, text: str | bytes) -> Table:
    return read_table(written(folder, text))


def refused(folder: Path, text: str | bytes) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read(folder, text)
    assert caught.value.source == "log.csv"
    return caught.value


def cells(table: Table) -> list[dict[str, str]]:
    return [dict(line.cells) for line in table.lines]


def numbers(table: Table) -> list[int]:
    return [line.number for line in table.lines]


def test_a_cell_belongs_to_the_column_above_it_and_an_empty_one_is_not_given(tmp_path: Path) -> None:
    table = read(tmp_path, "id,when,duties\nben,2020-09-01,\nhead,,leader\n")
    assert (table.source, table.columns) == ("log.csv", ("id", "when", "duties"))
    assert cells(table) == [{"id": "ben", "when": "2020-09-01"}, {"id": "head", "duties": "leader"}]
    assert numbers(table) == [2, 3]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_separator_line_ends_and_byte_order_mark_are_recognised(
    tmp_path: Path, separator: str, newline: str, mark: bytes
) -> None:
    lines = (
        separator.join(one) for one in (("id", "when", "text"), ("ben", "2020-09-01", "é"), ("x", "", ""))
    )
    table = read(tmp_path, mark + newline.join(lines).encode())
    assert table.columns == ("id", "when", "text")
    assert cells(table) == [{"id": "ben", "when": "2020-09-01", "text": "é"}, {"id": "x"}]
    assert numbers(table) == [2, 3]


def test_the_separator_is_the_one_of_the_header_whatever_the_cells_hold(tmp_path: Path) -> None:
    table = read(tmp_path, "id;segments;text\na;;one, two, three, four\nb;;five\n")
    assert cells(table) == [{"id": "a", "text": "one, two, three, four"}, {"id": "b", "text": "five"}]


def test_empty_lines_are_left_out_and_counted(tmp_path: Path) -> None:
    table = read(tmp_path, "id,when\n\nben,\n , \n,,,\n\nzoe,\n\n")
    assert list(zip(numbers(table), cells(table), strict=True)) == [(3, {"id": "ben"}), (7, {"id": "zoe"})]


def test_a_line_with_line_breaks_in_a_cell_has_the_number_of_its_first_line(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,text\na,"one\ntwo\r\n\nfour"\nb,"five"\n\n"c","six\nseven"\n')
    assert list(zip(numbers(table), cells(table), strict=True)) == [
        (2, {"id": "a", "text": "one\ntwo\r\n\nfour"}),
        (6, {"id": "b", "text": "five"}),
        (8, {"id": "c", "text": "six\nseven"}),
    ]


@pytest.mark.parametrize("text", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_a_line_ends_where_a_spreadsheet_ends_it_and_nowhere_else(tmp_path: Path, text: str) -> None:
    table = read(tmp_path, f"id,text\na,one{text}two\nb,three\n")
    assert list(zip(numbers(table), cells(table), strict=True)) == [
        (2, {"id": "a", "text": f"one{text}two"}),
        (3, {"id": "b", "text": "three"}),
    ]


def test_quotation_marks_are_doubled_in_a_cell_that_has_them(tmp_path: Path) -> None:
    assert cells(read(tmp_path, 'id,text\na,"she said ""wait, please"""\n')) == [
        {"id": "a", "text": 'she said "wait, please"'}
    ]


@pytest.mark.parametrize("text", ["=1+2", "+44 20", "-1", "@home", "=cmd|'/c calc'!A1", "[red]x[/red]"])
def test_what_a_spreadsheet_takes_for_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    assert cells(read(tmp_path, f"id;text\na;{text}\n")) == [{"id": "a", "text": text}]


def test_columns_without_a_name_at_the_end_are_left_out_if_nothing_is_in_them(tmp_path: Path) -> None:
    table = read(tmp_path, "id,when,,\nben,,,\nzoe,,,x\n")
    assert table.columns == ("id", "when")
    assert [told(InvalidInput("log.csv", line.problems)) for line in table.lines] == [[], [(3, 3, "syntax")]]


@pytest.mark.parametrize("text", ["", "\n", ",,\nben,,\n", "\ufeff", " \t \n"], ids=ascii)
def test_a_file_without_a_header_is_no_table(tmp_path: Path, text: str) -> None:
    problem = only(refused(tmp_path, text))
    assert (problem.line, problem.column, problem.code) == (1, 0, "syntax")
    assert "header" in problem.message


def test_a_header_alone_is_a_table_without_lines(tmp_path: Path) -> None:
    assert read(tmp_path, "id,when").lines == ()


def test_every_problem_of_the_header_is_told(tmp_path: Path) -> None:
    assert told(refused(tmp_path, "id,,when,id,when\nben,,,,\n")) == [
        (1, 2, "syntax"),
        (1, 4, "syntax"),
        (1, 5, "syntax"),
    ]


def test_a_header_of_too_many_columns_is_told_once(tmp_path: Path) -> None:
    many = ",".join(f"c{n}" for n in range(MOST_COLUMNS + 1))
    assert told(refused(tmp_path, many)) == [(1, 0, "too-long")]
    assert len(read(tmp_path, ",".join(f"c{n}" for n in range(MOST_COLUMNS))).columns) == MOST_COLUMNS


def test_more_cells_than_columns_are_a_problem_of_that_line_alone(tmp_path: Path) -> None:
    table = read(tmp_path, "id,when\nben,,,x\nzoe,\n")
    assert [told(InvalidInput("log.csv", line.problems)) for line in table.lines] == [[(2, 3, "syntax")], []]


def test_a_cell_has_at_most_20000_characters(tmp_path: Path) -> None:
    table = read(tmp_path, f"id,text\na,{'x' * MOST_CELL}\nb,{'x' * (MOST_CELL + 1)}\n")
    assert [told(InvalidInput("log.csv", line.problems)) for line in table.lines] == [
        [],
        [(3, 2, "too-long")],
    ]
    assert "xxx" not in str(table.lines[1].problems)


def test_a_cell_that_is_far_too_long_is_told_as_that_and_not_as_a_mistake_of_syntax(tmp_path: Path) -> None:
    assert told(refused(tmp_path, f"id,text\na,\nb,{'x' * 200_000}\n")) == [(3, 0, "too-long")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id,text\na,one\nb,"two\nc,three\nd,four\n', 3),
        ('id,text\na,"one\ntwo"\nb,"three\n', 4),
        ('id,text\na,one\nb,"two" and more\n', 3),
        ('id,"text\na,one\n', 1),
    ],
    ids=["open", "after-a-line-break", "text-behind-it", "header"],
)
def test_an_unclosed_quotation_mark_is_told_by_the_line_that_it_is_on(
    tmp_path: Path, text: str, line: int
) -> None:
    assert told(refused(tmp_path, text)) == [(line, 0, "syntax")]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_what_is_not_utf_8_is_told_by_its_line(tmp_path: Path, newline: bytes, mark: bytes) -> None:
    text = mark + newline.join((b"id,text", b"a,one", b"\xe9,two", b"c,three"))
    assert told(refused(tmp_path, text)) == [(3, 0, "encoding")]


def test_a_file_as_a_spreadsheet_saves_it_by_itself_is_told_to_be_saved_otherwise(tmp_path: Path) -> None:
    problem = only(refused(tmp_path, "id,text\r\na,é\r\n".encode("utf-16")))
    assert (problem.code, problem.hint) == ("encoding", "save it as CSV UTF-8")


@pytest.mark.parametrize("what", ["missing", "folder", "loop"])
def test_what_cannot_be_read_is_told_with_the_reason(tmp_path: Path, what: str) -> None:
    path = tmp_path / "log.csv"
    if what == "folder":
        path.mkdir()
    elif what == "loop":
        path.symlink_to(path)
    with pytest.raises(InvalidInput) as caught:
        read_table(path)
    assert told(caught.value) == [(0, 0, "unreadable")]
    assert str(tmp_path) not in str(caught.value)


def test_a_file_that_one_may_not_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(InvalidInput) as caught:
        read_table(tmp_path / "log.csv")
    assert told(caught.value) == [(0, 0, "unreadable")]
    assert "Permission denied" in str(caught.value)


def test_a_file_is_read_up_to_a_limit_and_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_BYTES == 50_000_000
    monkeypatch.setattr("instructional_coaching.journal.table.MOST_BYTES", 20)
    assert len(read(tmp_path, "id,text\n" + "x" * 12).lines) == 1
    assert told(refused(tmp_path, "id,text\n" + "x" * 13)) == [(0, 0, "too-long")]


@pytest.mark.skipif(not Path(os.devnull).exists() or os.name != "posix", reason="has no endless file")
def test_a_file_without_an_end_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("instructional_coaching.journal.table.MOST_BYTES", 1000)
    with pytest.raises(InvalidInput) as caught:
        read_table(Path("/dev/zero"))
    assert told(caught.value) == [(0, 0, "too-long")]


def test_cells_are_no_part_of_a_repr(tmp_path: Path) -> None:
    assert "in confidence" not in repr(read(tmp_path, "id,text\na,in confidence\n"))


@given(st.binary(max_size=60) | st.text(alphabet='a,;"\t\r\n \x00\x0b\u2028é', max_size=40))
def test_whatever_the_file_holds_it_is_refused_or_each_line_has_its_number(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        table = read(folder, text)
    except InvalidInput:
        return
    as_bytes = text if isinstance(text, bytes) else text.encode()
    ends = as_bytes.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    assert numbers(table) == sorted({*numbers(table)})
    assert all(2 <= number <= ends + 1 for number in numbers(table))
    assert all(line.cells or line.problems for line in table.lines)
