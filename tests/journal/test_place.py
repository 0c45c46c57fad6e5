"""What is refused is told at the cell that has to be changed."""

from pathlib import Path

import pytest

from instructional_coaching.errors import FileRefused, Problem
from tests.journal.term import School, Sheet

COLUMNS = [*Sheet.read("log.csv").columns, "about"]


def line(text: str) -> dict[str, str]:
    """Return the cells of a line written as ``do by=… id=…``."""
    do, *cells = text.split()
    return {"do": do, **{name: given for name, _, given in (cell.partition("=") for cell in cells)}}


BEGUN = (
    line("relationship.begin by=head id=r1 coach=amara coachee=ben"),
    line("relationship.begin by=head id=r2 coach=dev coachee=aisha"),
    line("goal.propose by=ben id=g1 relationship=r1 statement=Think focus=student"),
    line("goal.propose by=dev id=g2 relationship=r2 statement=Begin focus=student"),
    line("goal.adopt by=ben goal=g1"),
    line("session.log by=amara id=s1 relationship=r1 kind=conversation minutes=30"),
    line("session.plan by=amara id=s2 relationship=r1 kind=observation planned_for=2025-10-20"),
)
LAST = len(BEGUN) + 2
ADDED = "relationship.add_coach by=head relationship=r1 coach=dev"


def problems(tmp_path: Path, cells: dict[str, str]) -> tuple[Problem, ...]:
    """Return the problems of one line that comes after all that begins."""
    lines = [{"when": "2025-10-01", **one} for one in (*BEGUN, cells)]
    sheet = Sheet(COLUMNS, [[one.get(name, "") for name in COLUMNS] for one in lines])
    with pytest.raises(FileRefused) as caught:
        School().with_staff().take(sheet.write(tmp_path / "log.csv"))
    assert {problem.line for problem in caught.value.problems} == {LAST}
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("goal.decline by=ben goal=g1", "do", "wrong-state"),
        ("goal.adopt by=amara goal=g2", "by", "not-the-coachee"),
        ("goal.set_aside by=ben goal=g9 reason=too_wide", "goal", "not-found"),
        ("goal.set_aside by=ben goal=g1 reason=too_wide when=2025-09-30", "when", "out-of-order"),
        ("goal.meet by=ben goal=g1 judgement=evidence", "evidence", "missing-evidence"),
        ("goal.record_baseline by=ben goal=g1 value=1", "measure", "invalid-value"),
        ("relationship.confirm by=ben relationship=r1 recorded_by=dev", "recorded_by", "not-their-own-hand"),
        ("relationship.hand_over by=head relationship=r1 to=ben when=2025-10-02", "to", "same-person"),
        ("relationship.hand_over by=head relationship=r1 to=nemo when=2025-10-02", "to", "invalid-value"),
        ("relationship.hand_over by=head relationship=r1 to=dev starts=2025-09-30", "starts", "out-of-order"),
        ("relationship.hand_over by=zed relationship=r1 to=dev", "by", "access-denied"),
        ("relationship.begin by=head id=r1 coach=dev coachee=mei", "id", "already-exists"),
        ("relationship.begin by=head id=r3 coach=dev coachee=dev", "coach", "same-person"),
        ("relationship.begin by=head id=r3 coach=dev coachee=nemo", "coachee", "invalid-value"),
        (
            f"{ADDED} role=lead first=2025-12-01",
            "first",
            "two-lead-coaches",
        ),
        (
            f"{ADDED} role=co_coach first=2025-12-01 last=2025-11-01",
            "last",
            "out-of-order",
        ),
        ("session.log by=dev id=s3 relationship=r1 kind=conversation", "by", "not-an-author"),
        ("session.log by=ben id=s3 relationship=r1 kind=conversation coach=dev", "coach", "not-an-author"),
        ("session.log by=ben id=s3 relationship=r9 kind=conversation", "relationship", "not-found"),
        ("session.log by=ben id=s3 relationship=r1 kind=conversation goals=g1;g2", "goals", "invalid-value"),
        (
            "session.log by=ben id=s3 relationship=r1 kind=conversation participants=ben",
            "participants",
            "invalid-value",
        ),
        ("session.hold by=ben session=s2 segments=directive_5", "segments[0].stance", "invalid-value"),
        (
            "session.plan by=ben id=s3 relationship=r1 kind=rehearsal planned_for=2025-09-01",
            "planned_for",
            "out-of-order",
        ),
        ("session.void by=ben session=s1 reason=mine", "by", "not-its-author"),
        ("session.cancel by=amara session=s1", "do", "wrong-state"),
        (
            "goal.propose by=ben id=g3 relationship=r1 statement=x focus=student measure.kind=count",
            "measure.better",
            "missing-key",
        ),
        ("note.write by=nobody id=n1 about=ben text=x", "by", "invalid-value"),
    ],
)
def test_a_refusal_is_told_at_its_cell(tmp_path: Path, text: str, column: str, code: str) -> None:
    found = [(one.path, one.code) for one in problems(tmp_path, line(text))]
    assert (column, code) in found
    by_column = {one.path: one.column for one in problems(tmp_path, line(text))}
    where = "do" if column == "measure" else column.partition("[")[0]
    assert by_column[column] == COLUMNS.index(where) + 1


def test_statutory_coaching_is_not_the_coachees_to_end(tmp_path: Path) -> None:
    log = Sheet.of(
        "when,by,do,id,relationship,coach,coachee,basis,reason",
        "2025-10-01,head,relationship.begin,r1,,amara,ben,statutory,",
        "2025-10-02,ben,relationship.end,,r1,,,,completed",
    )
    with pytest.raises(FileRefused) as caught:
        School().with_staff().take(log.write(tmp_path / "log.csv"))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.code) == (3, 2, "statutory-basis")


def test_everything_that_is_wrong_with_a_line_is_told_in_the_order_of_its_cells(tmp_path: Path) -> None:
    cells = line(
        "session.log when=soon by=am/ara id=-s relationship=r1 kind=chat minutes=many statement=x "
        "segments=directive;directive_5_x goals=g1 links=file:///etc/passwd"
    )
    found = [(one.path, one.code) for one in problems(tmp_path, cells)]
    assert found == [
        ("when", "invalid-value"),
        ("by", "invalid-value"),
        ("id", "invalid-value"),
        ("kind", "invalid-value"),
        ("statement", "unknown-key"),
        ("minutes", "invalid-value"),
        ("segments[0].minutes", "missing-key"),
        ("segments[1].minutes", "missing-key"),
        ("segments[1].stance", "invalid-value"),
        ("links[0].expires", "missing-key"),
    ]


def test_a_value_with_more_parts_than_fields_is_told_with_its_fields(tmp_path: Path) -> None:
    cells = line("session.log by=ben id=s3 relationship=r1 kind=conversation minutes=30")
    (problem,) = problems(tmp_path, cells | {"segments": "directive 5; dialogical 5 minutes"})
    assert (problem.path, problem.message) == ("segments", "has 3 parts")
    assert problem.hint == "write stance minutes; separate items with ;"


def test_a_measure_that_contradicts_itself_is_told_at_the_field(tmp_path: Path) -> None:
    cells = line("goal.propose by=ben id=g3 relationship=r1 statement=x focus=student")
    cells |= {
        "measure.kind": "count",
        "measure.unit": "pupils",
        "measure.better": "range",
        "measure.range_from": "5",
        "measure.range_to": "3",
    }
    (problem,) = problems(tmp_path, cells)
    assert (problem.path, problem.column) == ("measure.range_to", COLUMNS.index("measure.range_to") + 1)


def test_a_parameter_of_another_verb_given_by_its_fields_is_told_at_the_first_of_them(tmp_path: Path) -> None:
    cells = line("goal.decline by=dev goal=g2 measure.unit=pupils measure.kind=count")
    (problem,) = problems(tmp_path, cells)
    assert (problem.path, problem.code) == ("measure", "unknown-key")
    assert problem.column in (COLUMNS.index("measure.kind") + 1, COLUMNS.index("measure.unit") + 1)


def test_what_is_missing_and_has_no_column_is_told_by_its_line(tmp_path: Path) -> None:
    log = Sheet.of("when,by,do,id", "2025-10-01,head,relationship.begin,r1", "2025-10-01,ben,goal.adopt,")
    with pytest.raises(FileRefused) as caught:
        School().take(log.write(tmp_path / "log.csv"))
    found = [(one.line, one.column, one.path, one.code) for one in caught.value.problems]
    assert found == [
        (2, 0, "coach", "missing-key"),
        (2, 0, "coachee", "missing-key"),
        (3, 0, "goal", "missing-key"),
    ]


def test_no_problem_quotes_what_was_written(tmp_path: Path) -> None:
    """A refused file may end up in a log of the host; what was said in confidence must not."""
    secret = "canary-7c1f"
    cells = {name: f"\x1b{secret}" for name in COLUMNS if name not in ("do", "recorded_by")}
    found = problems(tmp_path, cells | {"do": "session.log"})
    assert len(found) > 10
    assert secret not in "".join(str(one) for one in found)
