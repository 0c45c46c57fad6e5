"""`coaching import`: what came in is counted; what didn't is told by line, and what became of each file."""

import re
from pathlib import Path

import pytest

from instructional_coaching.errors import ConcurrencyConflict
from tests.cli.running import AS_OF, coach, store_in
from tests.journal.term import FILES, RULES, TERM, Sheet, written

STAFF, LOG = TERM / "staff.csv", TERM / "log.csv"
BRINGING = "--definitions", RULES


@pytest.fixture
def store(tmp_path: Path) -> str:
    return store_in(tmp_path)


def log_with_mistakes(folder: Path) -> tuple[Path, Sheet]:
    log = Sheet.read("log.csv")
    log.set(log.find(do="goal.propose", id="ben-g1"), "focus", "everything")
    log.set(log.find(do="session.log", id="kwame-s02"), "minutes", "an hour")
    return log.write(folder / "log.csv"), log


def test_what_came_in_is_counted_by_record_and_verb(store: str) -> None:
    answer = coach("import", "--store", store, *BRINGING, *FILES)
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        "staff.csv: 19 lines taken",
        "new        19 people",
        "changed    0 people",
        "unclear    0 people",
        "unchanged  0 people",
        "",
        "calendar.yaml: 8 entries taken",
        "record    entries  of these",
        "─" * 48,
        "calendar        8  draw up 1, add term 2, mark 5",
        "",
        "log.csv: 369 lines taken",
        "record          lines  of these",
        "─" * 80,
        "relationship       30  begin 13, agree 10, confirm 1, arrange 1, hand over 1,",
        "                       add coach 1, pause 1, end 1, end tenure 1",
        "session           103  log 71, plan 13, hold 9, move 4, miss 1, void 1, correct",
        "                       1, cancel 3",
        "goal               48  propose 14, adopt 14, record baseline 11, confirm 2,",
        "                       reverse 1, decline 1, share focus 1, revise 1, set aside",
        "                       1, meet 2",
        "data point         34  record 33, correct 1",
        "cycle              69  begin 5, produce 35, move 27, close 2",
        "action step        16  propose 6, adopt 5, complete 3, set aside 1, decline 1",
        "practice round     63  plan 13, practise 12, give feedback 12, respond 13, try",
        "                       out 8, reflect 5",
        "absence             4  note 3, come back 1",
        "score sheet         2  fill in 2",
        "19 decisions were typed for the coachee; each counts, unconfirmed until they",
        "settle it.",
        "",
        "",
    ]


@pytest.mark.parametrize("files", [(STAFF, LOG), (LOG, STAFF)], ids=["staff-first", "log-first"])
def test_the_files_may_come_in_either_order(store: str, files: tuple[Path, Path]) -> None:
    answer = coach("import", "--store", store, *BRINGING, *files)
    assert answer.code == 0
    assert [line for line in answer.lines if line.endswith("taken")] == [
        "staff.csv: 19 lines taken",
        "log.csv: 369 lines taken",
    ]


def test_problems_are_told_one_to_a_line_with_a_summary_and_what_became_of_the_other_files(
    tmp_path: Path, store: str
) -> None:
    path, log = log_with_mistakes(tmp_path)
    more = written(tmp_path, "do,by,when\n", "more.csv")
    answer = coach("import", "--store", store, *BRINGING, STAFF, path, more)
    first, second, summary, *others = answer.told
    assert answer.code == 1
    at = log.find(do="goal.propose", id="ben-g1"), log.place("focus")
    assert first == (
        f"log.csv:{at[0]}:{at[1]}  focus: is none of the words allowed here; "
        "choose one of student, teacher, strategy"
    )
    assert re.match(r"log\.csv:\d+:\d+  minutes: ", second)
    dependent = r"not checked, because they depend on these: \d+ lines"
    assert re.fullmatch(rf"log\.csv: 2 problems, nothing of it was taken; {dependent}", summary)
    assert others == [
        "staff.csv: was taken before that; leave it out when you import the rest",
        "more.csv: nothing of it was taken, because of log.csv",
    ]
    assert answer.lines[0] == "staff.csv: 19 lines taken"


def test_the_rest_comes_in_when_it_is_put_right_and_what_was_taken_is_left_out(
    tmp_path: Path, store: str
) -> None:
    path, _ = log_with_mistakes(tmp_path)
    assert coach("import", "--store", store, *BRINGING, STAFF, path).code == 1
    assert coach("import", "--store", store, *BRINGING, LOG).code == 0


def test_one_problem_and_one_line_are_not_several(tmp_path: Path, store: str) -> None:
    lines = ("do,by,when,id,relationship,coach,coachee,goal,statement,focus",
             "relationship.begin,head,2025-09-04,r1,,amara,ben,,,",
             "goal.propose,ben,2025-09-05,g1,r1,,,,x,everything",
             "goal.adopt,ben,2025-09-05,,,,,g1,,")  # fmt: skip
    answer = coach("import", "--store", store, STAFF, written(tmp_path, "\n".join(lines)))
    assert answer.told[1] == (
        "log.csv: 1 problem, nothing of it was taken; not checked, because they depend on these: 1 line"
    )


def test_a_refused_staff_list_ends_it_and_the_log_is_not_taken(tmp_path: Path, store: str) -> None:
    staff = written(tmp_path, "id,when\nhead,soon\n", "staff.csv")
    answer = coach("import", "--store", store, LOG, staff)
    assert answer.code == 1
    assert answer.told[-2:] == [
        "staff.csv: 1 problem, nothing of it was taken",
        "log.csv: nothing of it was taken, because of staff.csv",
    ]
    assert coach("show", "--store", store).section("Goals") == ["none"]


def test_a_file_that_is_no_table_ends_it_before_anything_is_taken_and_makes_no_store(
    tmp_path: Path, store: str
) -> None:
    broken = written(tmp_path, 'id,when\n"head,2019-09-02\n', "more.csv")
    answer = coach("import", "--store", store, STAFF, broken)
    assert (answer.code, answer.out) == (1, "")
    assert answer.told == [
        "more.csv:2: is not well-formed CSV; close every quotation mark, and double those inside a cell",
        "more.csv: 1 problem, nothing of it was taken",
        "staff.csv: nothing of it was taken, because of more.csv",
    ]
    assert not (tmp_path / "school.db").exists()


def test_a_log_that_has_been_taken_is_refused_the_second_time(store: str) -> None:
    assert coach("import", "--store", store, *BRINGING, STAFF, LOG).code == 0
    answer = coach("import", "--store", store, *BRINGING, LOG)
    assert answer.code == 1
    assert re.match(r"log\.csv:2:\d+  id: ", answer.told[0])


def test_a_race_that_was_lost_is_told(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise ConcurrencyConflict("goal/g1", 1, 2)

    monkeypatch.setattr("instructional_coaching.cli.importing.import_table", lost)
    answer = coach("import", "--store", store, STAFF, LOG)
    assert answer.code == 1
    assert answer.told[0].startswith("goal/g1 is at revision 2, not 1")
    assert answer.told[1:] == ["log.csv: nothing of it was taken, because of staff.csv"]


def test_schools_in_one_store_do_not_meet(store: str) -> None:
    for school in ("oakfield", "elmfield"):
        assert coach("import", "--store", store, "--school", school, *BRINGING, *FILES).code == 0
    assert coach("show", "--store", store, *AS_OF).section("Goals") == ["none"]
    shown = [coach("show", "--store", store, "--school", one, *AS_OF) for one in ("oakfield", "elmfield")]
    assert shown[0] == shown[1]


def test_whoever_imports_a_log_without_a_column_for_it_typed_it(tmp_path: Path, store: str) -> None:
    log = Sheet.read("log.csv")
    for settled in ("relationship.confirm", "goal.confirm", "goal.confirm", "goal.reverse", "goal.decline"):
        log.drop(log.find(do=settled))
    log.drop_column("recorded_by")
    files = STAFF, log.write(tmp_path / "log.csv")
    answer = coach("import", "--store", store, "--as", "sam", *BRINGING, *files)
    assert answer.code == 0, answer.err
    shown = coach("show", "--store", store, "--as", "ben", *AS_OF)
    assert any("typed by sam" in line for line in shown.section("Goals"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("import",),
        ("import", "absent.csv"),
        ("import", TERM),
        ("import", STAFF, "--as", ""),
        ("import", STAFF, "--as", "the office"),
        ("import", STAFF, "--school", "\x1b[31m"),
        ("import", STAFF, "--no-such-option"),
        ("improt", STAFF),
    ],
    ids=["no-file", "absent", "folder", "nobody", "no-id", "escape", "option", "command"],
)
def test_misuse_is_told_and_touches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = coach(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Error: " in answer.err
    assert "\x1b" not in answer.err
    assert list(tmp_path.iterdir()) == []


def test_the_store_is_a_file_beside_the_working_folder_if_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert coach("import", STAFF).code == 0
    assert (tmp_path / "coaching.db").exists()
    assert coach("show").code == 0
