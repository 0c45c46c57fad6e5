"""A header names parameters of verbs; while it doesn't, no line is judged."""

from pathlib import Path

import pytest

from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.transition import verbs_of
from instructional_coaching.errors import FileRefused, Problem
from tests.journal.term import School, Sheet, only, told, written


def refused(folder: Path, text: str) -> FileRefused:
    school = School()
    with pytest.raises(FileRefused) as caught:
        school.take(written(folder, text))
    assert school.documents() == []
    return caught.value


def test_every_parameter_of_every_verb_may_be_a_column(tmp_path: Path) -> None:
    verbs = [verb for record in RECORDS for verb in verbs_of(record).values()]
    names = {name for verb in verbs for name in verb.parameters} | {
        "when",
        "by",
        "recorded_by",
        "logged",
        "do",
    }
    assert School().take(written(tmp_path, ",".join(sorted(names)))).lines == 0


def test_every_column_of_the_example_is_known(tmp_path: Path) -> None:
    assert School().take(written(tmp_path, ",".join(Sheet.read("log.csv").columns))).lines == 0


@pytest.mark.parametrize(
    ("column", "hint"),
    [
        ("sumary", "did you mean summary?"),
        ("Summary", "did you mean summary?"),
        ("DO", "did you mean do?"),
        ("recorded by", "did you mean recorded_by?"),
        ("measure.knd", "did you mean measure.kind?"),
        ("zzz", "name it as a parameter of a verb, or remove it"),
        ("[red]x[/red]", "name it as a parameter of a verb, or remove it"),
    ],
)
def test_an_unknown_column_is_told_with_the_one_that_was_probably_meant(
    tmp_path: Path, column: str, hint: str
) -> None:
    raised = refused(tmp_path, f"when,by,do,{column}\n2025-09-01,head,what.ever,x\n")
    assert only(raised) == Problem("log.csv", 1, 4, column, "is no column known here", hint, "unknown-key"), (
        "and the line is not judged"
    )


@pytest.mark.parametrize(
    "column", ["measure.colour", "measure.", ".kind", "measure.kind.x", "minutes.x", "when.x", "id.x", "do.x"]
)
def test_a_column_of_a_field_that_no_parameter_has_is_unknown(tmp_path: Path, column: str) -> None:
    assert told(refused(tmp_path, f"when,by,do,id,{column}\n")) == [(1, 5, "unknown-key")]


@pytest.mark.parametrize("column", ["segments.minutes", "links.url", "relationship.coach", "goal.focus"])
def test_only_a_value_alone_has_a_column_for_each_field(tmp_path: Path, column: str) -> None:
    """Of several items nobody could say which one a field belongs to, and a record is named by its id."""
    assert told(refused(tmp_path, f"when,by,do,{column}\n")) == [(1, 4, "unknown-key")]


def test_a_value_is_given_as_a_whole_or_by_its_fields_and_not_both(tmp_path: Path) -> None:
    assert told(refused(tmp_path, "when,by,do,measure,measure.kind,measure.unit\n")) == [
        (1, 5, "syntax"),
        (1, 6, "syntax"),
    ]


@pytest.mark.parametrize("needed", ["when", "by"])
def test_a_log_needs_a_day_and_an_author_for_every_line(tmp_path: Path, needed: str) -> None:
    columns = [name for name in ("when", "by", "do", "id") if name != needed]
    problem = only(refused(tmp_path, f"{','.join(columns)}\n" + "x,x,x\n" * 9))
    assert (problem.line, problem.column, problem.path, problem.code) == (1, 0, needed, "missing-key")


def test_a_log_whose_column_of_verbs_is_misspelt_is_not_taken_for_a_list_of_staff(tmp_path: Path) -> None:
    problem = only(refused(tmp_path, "when,by,Do,id\n2025-09-01,head,person.join,zoe\n"))
    assert (problem.column, problem.hint) == (3, "did you mean do?")
