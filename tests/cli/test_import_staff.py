"""`coaching import` of a staff list, once and again: what was new, what changed, and what is unclear."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Answer, coach, store_in
from tests.journal.term import written

FIRST = """\
id,duties,early_career_year,working_days,coach,when
head,leader,,FT,,2019-09-02
amara,,,,,2021-09-01
dev,,,,,2021-09-01
aisha,,1,MTW--,amara,2025-09-01
ben,,,Mon-Thu,amara,2020-09-01
zoe,,,,,2025-09-01
"""
SECOND = """\
id,duties,early_career_year,working_days,coach,when
head,leader,,FT,,2019-09-02
amara,leader,,,,2025-10-06
dev,,,,amara,2021-09-01
aisha,,2,MTWTF,amara,2025-10-06
ben,none,none,Mon-Thu,dev,2020-09-01
yan,,,"Mo, Tu",,2025-09-01
"""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
Take = Callable[..., Answer]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Import the text of a staff list."""

    def take(text: str, *more: object, **environment: str) -> Answer:
        staff = written(tmp_path, text, "staff.csv")
        return coach("import", "--store", store_in(tmp_path), staff, *more, **environment)

    return take


def lines_of(answer: Answer) -> list[str]:
    """Return what was printed, whatever day it is: a day that is in no list reads ON-THE-DAY."""
    known = FIRST + SECOND
    return [DAY.sub(lambda day: day[0] if day[0] in known else "ON-THE-DAY", one) for one in answer.lines]


def test_the_first_list_is_counted_and_the_coaching_that_begins_is_told(take: Take) -> None:
    answer = take(FIRST)
    assert (answer.code, answer.err) == (0, "")
    assert lines_of(answer) == [
        "staff.csv: 6 lines taken",
        "new        6 people",
        "begun      2 relationships",
        "changed    0 people",
        "unclear    0 people",
        "unchanged  0 people",
        "",
        "Coaching begun",
        "line  coachee  coach  relationship  from",
        "──────────────────────────────────────────────",
        "   5  aisha    amara  amara-aisha   ON-THE-DAY",
        "   6  ben      amara  amara-ben     ON-THE-DAY",
        "",
        "",
    ]


def test_a_later_list_tells_each_change_and_each_doubt_by_its_line(take: Take) -> None:
    take(FIRST)
    answer = take(SECOND, "--as", "registry")
    assert (answer.code, answer.err) == (0, "")
    assert lines_of(answer) == [
        "staff.csv: 6 lines taken",
        "new        1 person: yan",
        "begun      1 relationship",
        "changed    2 people",
        "unclear    2 people",
        "unchanged  1 person",
        "",
        "Coaching begun",
        "line  coachee  coach  relationship  from",
        "──────────────────────────────────────────────",
        "   4  dev      amara  amara-dev     ON-THE-DAY",
        "",
        "Changed",
        "line  who    what               was          is                   from",
        "────────────────────────────────────────────────────────────────────────────",
        "   3  amara  duties             none         leader               2025-10-06",
        "   5  aisha  early career year  1            2                    2025-10-06",
        "   5  aisha  working days       Mon Tue Wed  Mon Tue Wed Thu Fri  2025-10-06",
        "",
        "Unclear: nothing was done about it",
        "line  who  what",
        "─" * 51,
        "   6  ben  amara leads amara-ben; the list says dev",
        "      zoe  is in the register and not in the list",
        "",
        "A log that would settle it: keep the lines that somebody decided",
        "when,by,do,relationship,to,starts,person",
        "ON-THE-DAY,registry,relationship.hand_over,amara-ben,dev,ON-THE-DAY,",
        "ON-THE-DAY,registry,person.leave,,,,zoe",
        "",
        "",
    ]


def test_the_same_list_again_says_that_nothing_is_new_and_changes_no_byte(take: Take, tmp_path: Path) -> None:
    take(FIRST)
    before = (tmp_path / "school.db").read_bytes()
    answer = take(FIRST)
    assert answer.lines == [
        "staff.csv: 6 lines taken",
        "new        0 people",
        "changed    0 people",
        "unclear    0 people",
        "unchanged  6 people",
        "Nothing is new, and nothing was changed.",
        "",
        "",
    ]
    assert (tmp_path / "school.db").read_bytes() == before


def test_the_document_has_every_finding_with_its_values(take: Take) -> None:
    first = json.loads(take(FIRST, "--json").out)["files"][0]
    assert first["verbs"] == {"person.join": 6, "relationship.begin": 2}
    assert first["staff"]["new"][0] == {"line": 2, "id": "head", "when": "2019-09-02"}
    told = json.loads(take(SECOND, "--json").out)
    (file,) = told["files"]
    staff = file["staff"]
    assert (file["source"], file["lines"], told["problems"]) == ("staff.csv", 6, [])
    assert staff["new"] == [{"line": 7, "id": "yan", "when": "2025-09-01"}]
    assert [(one["id"], one["coach"], one["coachee"]) for one in staff["begun"]] == [
        ("amara-dev", "amara", "dev")
    ]
    days = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    when = "2025-10-06"
    assert staff["changed"] == [
        {"line": 3, "id": "amara", "field": "duties", "before": [], "after": ["leader"], "when": when},
        {"line": 5, "id": "aisha", "field": "early_career_year", "before": 1, "after": 2, "when": when},
        {"line": 5, "id": "aisha", "field": "working_days", "before": days[:3], "after": days, "when": when},
    ]
    coach_, missing = staff["unclear"]
    assert (coach_["line"], coach_["id"], coach_["reason"]) == (6, "ben", "other_coach")
    assert coach_["message"] == "amara leads amara-ben; the list says dev"
    assert coach_["remedy"]["to"] == "dev"
    assert (missing["line"], missing["id"], missing["reason"]) == (0, "zoe", "not_listed")
    assert missing["remedy"]["do"] == "person.leave"
    assert staff["unchanged"] == 1


def test_a_log_and_a_journal_have_no_staff_in_their_document(take: Take, tmp_path: Path) -> None:
    log = written(tmp_path, "do,by,when,id\nperson.join,office,2025-09-01,zoe\n")
    answer = coach("import", "--json", "--store", store_in(tmp_path), log)
    assert "staff" not in json.loads(answer.out)["files"][0]


def test_the_log_that_would_settle_it_can_be_imported(take: Take, tmp_path: Path) -> None:
    take(FIRST)
    shown = take(SECOND).lines
    log = "\n".join(shown[shown.index("when,by,do,relationship,to,starts,person") :])
    answer = coach("import", "--store", store_in(tmp_path), written(tmp_path, log, "log.csv"))
    assert (answer.code, answer.err) == (0, "")
    assert "unclear    0 people" in take(SECOND).lines


def test_lists_that_are_imported_together_are_one_list_of_the_school(tmp_path: Path) -> None:
    teachers = written(tmp_path, "id\nhead\nben\n", "teachers.csv")
    others = written(tmp_path, "id\nzoe\n", "others.csv")
    for _ in range(2):
        answer = coach("import", "--store", store_in(tmp_path), teachers, others)
        assert answer.lines.count("unclear    0 people") == 2
    alone = coach("import", "--store", store_in(tmp_path), others)
    assert "unclear    2 people" in alone.lines


@pytest.mark.parametrize("columns", ["40", "60", "80", "100"])
def test_nothing_is_wider_than_the_screen_and_every_id_is_whole(take: Take, columns: str) -> None:
    take(FIRST.replace("ben,", "b.a.partington-smythe-2019,"))
    answer = take(SECOND.replace("ben,", "b.a.partington-smythe-2019,"), COLUMNS=columns)
    assert max(map(len, answer.lines)) <= int(columns)
    assert "\x1b" not in answer.out
    if int(columns) >= 80:
        assert "b.a.partington-smythe-2019" in answer.out


def test_an_export_of_an_information_system_comes_in_as_it_is(take: Take) -> None:
    text = (
        "\ufeffid;working_days;early_career_year;coach;;\r\n"
        "T0017;Full-Time;;;;\r\n"
        ";;;;;\r\n"
        '"T0103"; Mon Tue Wed ;"2";T0017;;\r\n\r\n'
        'T0118;"Mo, Tu";;T0017;;\r\n'
    )
    answer = take(text)
    assert (answer.code, answer.lines[:3]) == (
        0,
        ["staff.csv: 3 lines taken", "new        3 people", "begun      2 relationships"],
    )


def test_problems_are_told_by_line_and_column_and_nothing_is_taken(take: Take) -> None:
    answer = take("id,working_days,coach\nben,T,dev\nzoe,,\nzoe,MTWTF,\n")
    assert answer.code == 1
    understood = "write Mon Tue Wed, Mon-Thu, MTW-- with a place for each day to Friday, or full-time"
    assert answer.told == [
        f"staff.csv:2:2  working_days: is not understood as days of the week; {understood}",
        "staff.csv:4:1  id: is there twice; line 3 has it too; keep one of the two",
        "staff.csv: 2 problems, nothing of it was taken",
    ]
    assert "new        1 person" in take("id\nzoe\n").lines


def test_days_that_nobody_had_said_were_any_day(take: Take) -> None:
    take("id\nben\n")
    assert "any day  Mon Tue Wed" in take("id,working_days\nben,MTW--\n").out
