"""A staff list is imported as often as it is exported: what it says anew is taken, the rest left alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import instructional_coaching as ic
from instructional_coaching.domain.weekday import Weekday
from instructional_coaching.journal.importing import import_table
from instructional_coaching.journal.staff_list import ids_in
from instructional_coaching.journal.staff_report import (
    NewPerson,
    StaffChange,
    StaffReport,
    Unclear,
)
from instructional_coaching.journal.table import read_table
from tests.journal.staffing import (
    LEADER,
    MONDAY,
    NO_DUTY,
    SEPTEMBER,
    STAFF,
    TO_WEDNESDAY,
    Staffroom,
    coached,
    reasons,
)
from tests.journal.term import written


@pytest.fixture
def school(tmp_path: Path) -> Staffroom:
    """A school with its first staff list in it."""
    room = Staffroom(folder=tmp_path)
    room.hears(STAFF)
    return room


@pytest.fixture
def empty(tmp_path: Path) -> Staffroom:
    return Staffroom(folder=tmp_path)


def test_the_first_list_enters_everybody_as_it_says(empty: Staffroom) -> None:
    report = empty.brings(STAFF)
    assert (report.lines, report.verbs) == (5, (("person.join", 5),))
    assert report.staff is not None
    assert [one.id for one in report.staff.new] == ["head", "amara", "dev", "aisha", "ben"]
    assert report.staff.new[3] == NewPerson(
        5, "aisha", SEPTEMBER, {"early_career_year": 1, "working_days": TO_WEDNESDAY}
    )
    assert (report.staff.changed, report.staff.unclear, report.staff.unchanged) == ((), (), 0)
    head, aisha, dev = (empty.person(one) for one in ("head", "aisha", "dev"))
    assert (head.duties, head.since) == (LEADER, date(2019, 9, 2))
    assert (aisha.early_career_year, [one.days for one in aisha.working]) == (1, [TO_WEDNESDAY])
    assert (dev.duties, dev.early_career_year, dev.working) == (NO_DUTY, None, ())


def test_somebody_new_is_entered_and_nobody_else_is_touched(school: Staffroom) -> None:
    report = school.brings(f"{STAFF}zoe,,2,,\n", on=MONDAY)
    assert report.verbs == (("person.join", 1),)
    assert report.staff == StaffReport(
        (NewPerson(7, "zoe", MONDAY, {"early_career_year": 2}),), (), (), (), unchanged=5
    )
    assert school.person("zoe").since == MONDAY, "today, where no day is given"


def test_whoever_imports_it_entered_them(school: Staffroom) -> None:
    school.hears(f"{STAFF}zoe,,,,2025-10-01\n", on=MONDAY)
    entry = school.last_entry(ic.Person, "zoe")
    assert (entry.by, entry.recorded_by, entry.when) == ("office", "office", date(2025, 10, 1))
    assert entry.logged is not None
    assert entry.logged.date() == MONDAY


def test_somebody_who_joins_on_a_day_to_come_waits_for_it(school: Staffroom) -> None:
    listed = f"{STAFF}zoe,,,,2025-11-10\n"
    report = school.hears(listed, on=MONDAY)
    assert reasons(report) == [(7, "zoe", Unclear.NOT_YET)]
    assert "zoe" not in school.people()
    again = school.hears(listed, on=date(2025, 11, 10))
    assert [one.id for one in again.new] == ["zoe"]


def test_it_changes_nothing_at_all_and_says_so(school: Staffroom) -> None:
    before = school.documents()
    report = school.brings(STAFF, on=MONDAY)
    assert school.documents() == before
    assert (report.lines, report.verbs) == (5, ())
    assert report.staff == StaffReport((), (), (), (), unchanged=5)
    assert report.staff.is_idle


def test_neither_does_a_list_that_says_the_same_in_another_way(school: Staffroom) -> None:
    before = school.documents()
    lines = "id;working_days;duties;early_career_year;when\n"
    lines += "ben;FT;none;NONE;\naisha;Monday, Tue, We;;1;2024-01-01\nhead;;Leader;;\namara;;;;\ndev;;;;\n"
    assert school.hears(lines, on=MONDAY).is_idle
    assert school.documents() == before


@pytest.mark.parametrize("text", ["id\nhead\namara\ndev\naisha\nben\n", STAFF.replace("MTW--", "")])
def test_an_empty_cell_or_a_missing_column_says_nothing(school: Staffroom, text: str) -> None:
    before = school.documents()
    assert school.hears(text, on=MONDAY).unchanged == 5
    assert school.documents() == before


def test_it_is_told_from_what_to_what_and_the_rest_is_untouched(school: Staffroom) -> None:
    listed = STAFF.replace("amara,,", "amara,leader,").replace("aisha,,1,MTW--", "aisha,,2,Mon-Thu")
    report = school.brings(listed, on=MONDAY)
    to_thursday = TO_WEDNESDAY | {Weekday.THURSDAY}
    assert report.verbs == (
        ("person.change_duties", 1),
        ("person.change_early_career_year", 1),
        ("person.change_working_days", 1),
    )
    assert report.staff == StaffReport(
        (),
        (),
        (
            StaffChange(3, "amara", "duties", NO_DUTY, LEADER, MONDAY),
            StaffChange(5, "aisha", "early_career_year", 1, 2, MONDAY),
            StaffChange(5, "aisha", "working_days", TO_WEDNESDAY, to_thursday, MONDAY),
        ),
        (),
        unchanged=3,
    )
    assert school.person("amara").duties == LEADER
    aisha = school.person("aisha")
    assert (aisha.early_career_year, aisha.working[-1].days) == (2, to_thursday)


@pytest.mark.parametrize("none", ["none", "None", "NONE"])
def test_a_duty_or_a_year_is_taken_away_by_saying_that_there_is_none(school: Staffroom, none: str) -> None:
    listed = STAFF.replace("head,leader", f"head,{none}").replace("aisha,,1", f"aisha,,{none}")
    assert [(one.id, one.before, one.after) for one in school.hears(listed, on=MONDAY).changed] == [
        ("head", LEADER, NO_DUTY),
        ("aisha", 1, None),
    ]
    assert school.person("head").duties == NO_DUTY
    assert school.person("aisha").early_career_year is None


def test_somebody_whose_days_nobody_had_said_worked_on_any(school: Staffroom) -> None:
    (change,) = school.hears(STAFF.replace("dev,,,", "dev,,,MTW--"), on=MONDAY).changed
    assert (change.id, change.before, change.after) == ("dev", None, TO_WEDNESDAY)


@pytest.mark.parametrize(
    ("when", "from_day"),
    [
        ("", MONDAY),
        ("2020-01-01", MONDAY),
        ("2021-09-01", MONDAY),
        ("2021-09-02", date(2021, 9, 2)),
        ("2025-10-06", date(2025, 10, 6)),
        ("2025-11-03", MONDAY),
    ],
)
def test_it_holds_from_the_day_given_if_that_is_later_than_what_is_entered_else_from_today(
    school: Staffroom, when: str, from_day: date
) -> None:
    """The day of a list is often that on which they joined, and on that day nothing changed."""
    (change,) = school.hears(
        STAFF.replace("amara,,,,2021-09-01", f"amara,leader,,,{when}"), on=MONDAY
    ).changed
    amara = school.person("amara")
    assert (change.when, amara.since) == (from_day, from_day)
    assert (amara.leads_on(from_day), amara.leads_on(from_day - timedelta(days=1))) == (True, False)


def test_a_later_day_than_that_of_the_last_working_pattern_is_needed_too(school: Staffroom) -> None:
    school.hears(STAFF.replace("MTW--", "MT---"), on=MONDAY)
    (change,) = school.hears(
        STAFF.replace("MTW--,2025-09-01", "M----,2025-10-06"), on=date(2025, 11, 10)
    ).changed
    assert change.when == date(2025, 11, 10), "its days were changed on 3 November"
    assert [one.since for one in school.person("aisha").working] == [
        SEPTEMBER,
        MONDAY,
        date(2025, 11, 10),
    ]


def test_a_day_alone_changes_nothing(school: Staffroom) -> None:
    assert school.hears(STAFF.replace("2021-09-01", "2025-10-01"), on=MONDAY).is_idle


def test_a_change_on_a_day_to_come_waits_for_it(school: Staffroom) -> None:
    listed = STAFF.replace("aisha,,1,MTW--,2025-09-01", "aisha,leader,2,FT,2025-11-10")
    report = school.hears(listed, on=MONDAY)
    assert (reasons(report), report.unchanged) == ([(5, "aisha", Unclear.NOT_YET)], 4)
    assert "2025-11-10" in report.unclear[0].message
    again = school.hears(listed, on=date(2025, 11, 10))
    assert {one.field for one in again.changed} == {"duties", "early_career_year", "working_days"}
    assert {one.when for one in again.changed} == {date(2025, 11, 10)}


def test_working_days_are_not_changed_before_those_that_are_entered_for_later(school: Staffroom) -> None:
    school.does("person.change_working_days", person="aisha", working_days=["friday"], starts="2025-12-01")
    assert school.hears(STAFF, on=MONDAY).is_idle, "until then the list is right"
    assert school.hears(STAFF.replace("MTW--", "----F")).is_idle, "and it may be ahead"
    report = school.hears(STAFF.replace("MTW--", "MTWT-"))
    assert (reasons(report), report.is_idle) == ([(5, "aisha", Unclear.LATER_DAYS)], True)
    assert "2025-12-01" in report.unclear[0].message
    assert school.hears(STAFF.replace("MTW--", "MTWT-"), on=date(2025, 12, 1)).changed


def test_somebody_who_is_not_in_the_list_is_never_removed_and_a_log_settles_it(school: Staffroom) -> None:
    before = school.documents()
    shorter = STAFF.replace("dev,,,,2021-09-01\n", "")
    report = school.hears(shorter, on=MONDAY)
    assert (reasons(report), report.unchanged) == ([(0, "dev", Unclear.NOT_LISTED)], 4)
    assert school.documents() == before
    school.brings(report.remedies)
    assert school.person("dev").left == MONDAY
    assert school.hears(shorter) == StaffReport((), (), (), (), unchanged=4)


def test_who_is_in_another_list_of_the_school_is_not_missing(school: Staffroom) -> None:
    tables = [
        read_table(written(school.folder, text, name))
        for name, text in {"a.csv": "id\nhead\namara\ndev\n", "b.csv": "id\naisha\n"}.items()
    ]
    for table in tables:
        report = import_table(school.workspace, table, steward="office", elsewhere=ids_in(tables))
        assert report.staff is not None
        assert reasons(report.staff) == [(0, "ben", Unclear.NOT_LISTED)]


def test_somebody_who_has_left_and_is_listed_is_unclear_and_not_changed(school: Staffroom) -> None:
    school.does("person.leave", person="aisha", when="2025-09-01")
    before = school.documents()
    report = school.hears(coached("aisha amara").replace("aisha,,1", "aisha,leader,2"), on=MONDAY)
    assert (reasons(report), report.is_idle) == ([(5, "aisha", Unclear.HAS_LEFT)], True)
    assert report.unclear[0].message == "left on 2025-09-01, and is in the list"
    assert school.documents() == before


def test_somebody_who_is_about_to_leave_is_at_the_school_until_then(school: Staffroom) -> None:
    school.does("person.leave", person="aisha", when="2025-09-01")
    assert school.hears(STAFF).is_idle
    report = school.hears(STAFF.replace("aisha,,1", "aisha,,2"))
    assert reasons(report) == [(5, "aisha", Unclear.HAS_LEFT)]
    assert report.unclear[0].message.startswith("leaves on 2025-09-01")


def test_all_that_is_unclear_is_settled_by_one_log(school: Staffroom) -> None:
    school.hears(coached("ben dev", "aisha dev"))
    school.does("relationship.end", relationship="dev-aisha", reason="completed")
    listed = coached("ben amara", "aisha dev").replace("head,leader,,,2019-09-02,\n", "")
    report = school.hears(listed, on=MONDAY)
    assert {one.reason for one in report.unclear} == {
        Unclear.OTHER_COACH,
        Unclear.COACHING_ENDED,
        Unclear.NOT_LISTED,
    }
    assert len(report.remedies.splitlines()) == 4
    school.brings(report.remedies)
    assert school.hears(listed) == StaffReport((), (), (), (), unchanged=4)


def test_an_export_as_an_information_system_writes_it_comes_in(empty: Staffroom) -> None:
    """With its byte order mark, its semicolons, its line ends, blank lines, and columns that hold nothing."""
    lines = [
        'id;working_days;early_career_year;"coach";when;;;',
        "T0017;Full-Time;;;2019-09-02;;;",
        ";;;;;;;",
        '"T0103"; Mon Tue Wed ;"2";T0017;2024-09-02;;;',
        "",
        'T0118;"Mo, Tu";;T0017;\u00a0;;;',
        "T0120;M-W-F;1;T0103;2025-09-01",
        ";;;;;;;",
        "",
    ]
    report = empty.hears("\ufeff" + "\r\n".join(lines), on=MONDAY)
    assert [(one.line, one.id) for one in report.new] == [
        (2, "T0017"),
        (4, "T0103"),
        (6, "T0118"),
        (7, "T0120"),
    ]
    assert [one.id for one in report.begun] == ["T0017-T0103", "T0017-T0118", "T0103-T0120"]
    person = empty.person("T0120")
    assert (person.early_career_year, [len(one.days) for one in person.working]) == (1, [3])
    assert empty.hears("\ufeff" + "\r\n".join(lines), on=MONDAY).is_idle


def test_a_list_without_lines_changes_nothing(school: Staffroom) -> None:
    before = school.documents()
    report = school.hears("id,duties\n\n", on=MONDAY)
    assert len(report.unclear) == 5
    assert (report.is_idle, school.documents()) == (True, before)
