"""Whatever is wrong in a staff list is told in its cell, all of it at once, and nothing is taken."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.journal.staffing import MONDAY, STAFF, Staffroom, lists, refused, sheet
from tests.journal.term import Sheet, only, told


@pytest.fixture
def school(tmp_path: Path) -> Staffroom:
    """A school with its first staff list in it."""
    room = Staffroom(folder=tmp_path)
    room.hears(STAFF)
    return room


@pytest.fixture
def empty(tmp_path: Path) -> Staffroom:
    return Staffroom(folder=tmp_path)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("id", "the head", "invalid-value"),
        ("id", "", "missing-key"),
        ("duties", "headmaster", "invalid-value"),
        ("duties", "none; leader", "invalid-value"),
        ("early_career_year", "3", "invalid-value"),
        ("early_career_year", "ECT1", "invalid-value"),
        ("early_career_year", "1.0", "invalid-value"),
        ("working_days", "T", "invalid-value"),
        ("working_days", "none", "invalid-value"),
        ("working_days", "0.6", "invalid-value"),
        ("coach", "Mr Dev", "invalid-value"),
        ("coach", "stranger", "invalid-value"),
        ("coach", "ben", "same-person"),
        ("when", "01/09/2025", "invalid-value"),
        ("when", "1066-10-14", "invalid-value"),
        ("when", "2025-09-31", "invalid-value"),
    ],
)
def test_a_mistake_is_told_in_its_cell_and_nothing_is_taken(
    school: Staffroom, column: str, text: str, code: str
) -> None:
    listed = Sheet.of("duties,id,early_career_year,when,working_days,coach", ",amara,,,,", ",ben,1,,,")
    listed.set(3, column, text)
    problem = only(refused(school, listed.text(), on=MONDAY))
    place = listed.place(column)
    assert (problem.line, problem.column, problem.path, problem.code) == (3, place, column, code)
    assert problem.hint


def test_what_is_understood_is_told(empty: Staffroom) -> None:
    raised = refused(empty, "id,duties,early_career_year,working_days\na,x,x,x\n")
    assert [one.hint for one in raised.problems] == [
        "choose leader or none",
        "give 1, 2 or none",
        "write Mon Tue Wed, Mon-Thu, MTW-- with a place for each day to Friday, or full-time",
    ]


def test_all_mistakes_of_all_lines_are_told_at_once(school: Staffroom) -> None:
    listed = "id,early_career_year,working_days,coach\nhead,,,nobody\nben,9,T,\nzoe,,,zoe\ndev,1.5,,ben\n"
    raised = refused(school, listed, on=MONDAY)
    assert told(raised) == [
        (2, 4, "invalid-value"),
        (3, 2, "invalid-value"),
        (3, 3, "invalid-value"),
        (4, 4, "same-person"),
        (5, 2, "invalid-value"),
    ]


def test_a_person_has_one_line(empty: Staffroom) -> None:
    raised = refused(empty, "id,duties\nhead,leader\nben,\nhead,leader\nhead,none\n")
    assert told(raised) == [(4, 1, "repeated-id"), (5, 1, "repeated-id")]
    assert "line 2" in raised.problems[1].hint


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Miss Amara,,", (3, 1, "invalid-value")),
        (",2,", (3, 1, "missing-key")),
        ("Day, amara,,x", (3, 4, "syntax")),
    ],
)
def test_a_coach_whose_own_id_may_be_one_that_cannot_be_read_is_not_checked(
    empty: Staffroom, line: str, problem: tuple[int, int, str]
) -> None:
    raised = refused(empty, f"id,early_career_year,coach\nben,,amara\n{line}\nzoe,,ben\n")
    assert (told(raised), raised.not_checked) == ([problem], (2,))


def test_a_coach_whose_own_line_has_another_mistake_is_known(empty: Staffroom) -> None:
    raised = refused(empty, "id,coach,when\nben,amara,\namara,,soon\n")
    assert (told(raised), raised.not_checked) == ([(3, 3, "invalid-value")], ())


def test_a_list_without_a_column_of_ids_says_nothing_of_anybody(empty: Staffroom) -> None:
    problem = only(refused(empty, "duties,when\nleader,\nleader,\n"))
    assert (problem.line, problem.column, problem.path, problem.code) == (1, 0, "id", "missing-key")


@pytest.mark.parametrize(
    ("column", "hint"),
    [
        ("Working days", "did you mean working_days?"),
        ("Coach", "did you mean coach?"),
        ("ECT year", "remove it; known are id, duties, early_career_year, working_days, coach, when"),
        ("Surname", "remove it; known are id, duties, early_career_year, working_days, coach, when"),
        ("by", "remove it; known are id, duties, early_career_year, working_days, coach, when"),
    ],
)
def test_a_column_of_another_name_is_told_with_those_there_are(
    empty: Staffroom, column: str, hint: str
) -> None:
    problem = only(refused(empty, f"id,{column}\nben,x\n"))
    assert (problem.line, problem.column, problem.code) == (1, 2, "unknown-key")
    assert (problem.path, problem.hint) == (column, hint)


@given(rows=lists(), data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_planted_mistakes_are_told_in_their_cells_and_nothing_else_is(
    tmp_path: Path, rows: list[dict[str, str]], data: st.DataObject
) -> None:
    wrong = {"duties": "x", "early_career_year": "0", "working_days": "T", "coach": "a b", "when": "soon"}
    text = sheet(rows)
    columns = text.splitlines()[0].split(",")
    planted: list[tuple[int, int]] = []
    for number, row in enumerate(rows, 2):
        for column in data.draw(st.sets(st.sampled_from([*wrong]))):
            row[column] = wrong[column]
            planted.append((number, columns.index(column) + 1))
    school = Staffroom(folder=tmp_path, today=MONDAY)
    if planted:
        raised = refused(school, sheet(rows))
        assert [(line, column) for line, column, _ in told(raised)] == sorted(planted)
        assert raised.not_checked == ()
