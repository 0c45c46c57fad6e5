"""A staff list begins coaching where there is none, and decides nothing that is somebody's to decide."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import instructional_coaching as ic
from instructional_coaching.journal.staff_report import (
    NewRelationship,
    StaffReport,
    Unclear,
)
from tests.journal.staffing import MONDAY, SEPTEMBER, STAFF, Staffroom, coached, reasons, refused
from tests.journal.term import told


@pytest.fixture
def school(tmp_path: Path) -> Staffroom:
    """A school with its first staff list in it."""
    room = Staffroom(folder=tmp_path)
    room.hears(STAFF)
    return room


@pytest.fixture
def empty(tmp_path: Path) -> Staffroom:
    return Staffroom(folder=tmp_path)


def test_a_coach_whom_nobody_has_had_begins_voluntary_coaching_today(school: Staffroom) -> None:
    report = school.brings(coached("ben amara"), on=MONDAY)
    assert report.verbs == (("relationship.begin", 1),)
    assert report.staff is not None
    assert report.staff.begun == (NewRelationship(6, "amara-ben", "amara", "ben", MONDAY),)
    assert report.staff.unchanged == 4
    (begun,) = school.relationships()
    assert (begun.id, begun.coachee, begun.lead_on(MONDAY)) == ("amara-ben", "ben", "amara")
    assert (begun.kind, begun.basis) == ("instructional_coaching", "voluntary")
    assert begun.lead_on(MONDAY - timedelta(days=1)) is None


def test_an_early_career_teacher_s_coaching_is_not_taken_for_a_statutory_one(school: Staffroom) -> None:
    """That would take from them the right to end it, and no list says so."""
    school.hears(coached("aisha amara"), on=MONDAY)
    assert [one.basis for one in school.relationships()] == [ic.Basis.VOLUNTARY]


def test_the_same_coach_again_is_nothing_new(school: Staffroom) -> None:
    school.hears(coached("ben amara", "aisha dev"), on=MONDAY)
    before = school.documents()
    assert school.hears(coached("ben amara", "aisha dev"), on=date(2025, 11, 10)).is_idle
    assert school.documents() == before


def test_a_coach_may_come_later_in_the_list_than_their_coachee(empty: Staffroom) -> None:
    report = empty.hears("id,coach\nben,amara\namara,\n")
    assert ([one.id for one in report.new], [one.id for one in report.begun]) == (
        ["ben", "amara"],
        ["amara-ben"],
    )


def test_coaching_of_somebody_new_begins_today_and_not_when_they_joined(empty: Staffroom) -> None:
    report = empty.hears("id,coach,when\nben,amara,2020-09-01\namara,,2019-09-01\n", on=MONDAY)
    assert [one.when for one in report.begun] == [MONDAY]


def test_coaching_begins_on_the_day_of_a_change_if_the_line_gives_one(school: Staffroom) -> None:
    school.hears(coached("ben amara").replace("2020-09-01", "2025-10-06"), on=MONDAY)
    assert [one.since for one in school.relationships()] == [date(2025, 10, 6)]


def test_another_coach_than_the_one_who_leads_is_unclear_and_a_log_settles_it(school: Staffroom) -> None:
    school.hears(coached("ben dev"), on=SEPTEMBER)
    before = school.documents()
    report = school.hears(coached("ben amara"), on=MONDAY)
    assert (reasons(report), report.is_idle) == ([(6, "ben", Unclear.OTHER_COACH)], True)
    assert report.unclear[0].message == "dev leads dev-ben; the list says amara"
    assert school.documents() == before
    assert report.remedies.splitlines() == [
        "when,by,do,relationship,to",
        "2025-11-03,office,relationship.hand_over,dev-ben,amara",
    ]
    school.brings(report.remedies)
    assert school.relationships()[0].lead_on(MONDAY) == "amara"
    assert school.hears(coached("ben amara")) == StaffReport((), (), (), (), unchanged=5)


def test_what_began_today_can_be_handed_over_from_tomorrow(school: Staffroom) -> None:
    school.hears(coached("ben dev"), on=MONDAY)
    report = school.hears(coached("ben amara"))
    assert report.unclear[0].remedy["starts"] == "2025-11-04"
    school.brings(report.remedies)
    assert school.hears(coached("ben amara")).unclear == (), "a lead to come is one"


def test_coaching_that_ended_is_not_begun_again_by_a_list(school: Staffroom) -> None:
    """A coachee who withdrew on Friday would find it begun again on Monday."""
    school.hears(coached("ben amara"))
    with school.workspace.unit(ic.Actor("ben")) as unit:
        begun = unit.get(ic.Relationship, "amara-ben")
        unit.save(begun.end(reason=ic.EndReason.COACHEE_WITHDREW, by="ben", when=SEPTEMBER))
    report = school.hears(coached("ben amara"), on=MONDAY)
    assert (reasons(report), report.is_idle) == ([(6, "ben", Unclear.COACHING_ENDED)], True)
    assert "withdr" not in report.unclear[0].message, "the reason is theirs"
    school.brings(report.remedies)
    assert [one.id for one in school.relationships()] == ["amara-ben", "amara-ben-2"]
    assert school.hears(coached("ben amara")) == StaffReport((), (), (), (), unchanged=5)


def test_coaching_by_somebody_else_that_ended_is_no_obstacle(school: Staffroom) -> None:
    school.hears(coached("ben dev"))
    school.does("relationship.end", relationship="dev-ben", reason="completed")
    assert [one.id for one in school.hears(coached("ben amara"), on=MONDAY).begun] == ["amara-ben"]


def test_a_coach_who_leads_while_it_rests_leads(school: Staffroom) -> None:
    school.hears(coached("ben amara"))
    school.does("relationship.pause", relationship="amara-ben")
    assert school.hears(coached("ben amara"), on=MONDAY).is_idle


def test_a_co_coach_does_not_lead(school: Staffroom) -> None:
    school.hears(coached("ben dev"))
    school.does(
        "relationship.add_coach",
        relationship="dev-ben",
        coach="amara",
        role="co_coach",
        first=SEPTEMBER.isoformat(),
    )
    assert reasons(school.hears(coached("ben amara"), on=MONDAY)) == [(6, "ben", Unclear.OTHER_COACH)]


def test_coaching_that_has_lost_its_lead_is_somebody_s_to_give(school: Staffroom) -> None:
    school.hears(coached("ben dev"))
    school.does("relationship.end_tenure", relationship="dev-ben", coach="dev")
    assert school.hears(coached("ben dev")).is_idle, "the last day is one"
    report = school.hears(coached("ben amara"), on=MONDAY)
    assert report.unclear[0].message == "dev-ben has no lead; the list says amara"
    school.brings(report.remedies)
    assert school.hears(coached("ben amara")).unclear == ()


@pytest.mark.parametrize("coach", ["amara", "dev"])
def test_one_of_several_who_lead_may_be_named(school: Staffroom, coach: str) -> None:
    for one in ("amara", "dev"):
        school.does("relationship.begin", id=f"with-{one}", coach=one, coachee="ben")
    assert school.hears(coached(f"ben {coach}"), on=MONDAY).is_idle


def test_nobody_is_told_which_of_several_to_hand_over(school: Staffroom) -> None:
    for one in ("amara", "dev"):
        school.does("relationship.begin", id=f"with-{one}", coach=one, coachee="ben")
    (doubt,) = school.hears(coached("ben head"), on=MONDAY).unclear
    assert doubt.message == "amara leads with-amara, dev leads with-dev; the list says head"
    assert (doubt.remedy, "log" in doubt.hint) == ({}, True)


def test_nor_that_a_later_lead_should_give_way(school: Staffroom) -> None:
    school.hears(coached("ben dev"))
    school.does("relationship.hand_over", relationship="dev-ben", to="amara", starts="2025-12-01")
    assert school.hears(coached("ben dev"), on=MONDAY).is_idle
    assert school.hears(coached("ben amara")).is_idle
    (doubt,) = school.hears(coached("ben head")).unclear
    assert (doubt.reason, doubt.remedy) == (Unclear.OTHER_COACH, {})


def test_a_list_that_says_none_ends_nothing(school: Staffroom) -> None:
    assert school.hears(coached("ben none"), on=MONDAY).is_idle, "there is none"
    school.hears(coached("ben dev"))
    before = school.documents()
    report = school.hears(coached("ben None"))
    assert (reasons(report), report.is_idle) == ([(6, "ben", Unclear.STILL_COACHED)], True)
    assert school.documents() == before


def test_an_id_that_is_taken_is_numbered(empty: Staffroom) -> None:
    listed = "id,coach\nb-c,a\nc,a-b\na,\na-b,\n"
    report = empty.hears(listed)
    assert [one.id for one in report.begun] == ["a-b-c", "a-b-c-2"]
    assert empty.hears(listed, on=MONDAY).is_idle


def test_a_relationship_that_cannot_be_given_an_id_is_told_where_the_coach_is(empty: Staffroom) -> None:
    raised = refused(empty, f"id,coach\n{'a' * 70},{'b' * 70}\n{'b' * 70},\n")
    assert told(raised) == [(2, 2, "invalid-value")]


def test_a_coach_who_is_not_at_the_school_begins_nothing(school: Staffroom) -> None:
    school.does("person.leave", person="dev", when="2025-09-01")
    listed = f"{coached('ben dev', 'aisha zoe')}\nzoe,,,,2025-11-10,\n".replace("dev,,,,2021-09-01,\n", "")
    report = school.hears(listed, on=MONDAY)
    assert reasons(report) == [
        (4, "aisha", Unclear.COACH_NOT_THERE),
        (5, "ben", Unclear.COACH_NOT_THERE),
        (6, "zoe", Unclear.NOT_YET),
    ]
    assert school.relationships() == []
    assert [one.id for one in school.hears(listed, on=date(2025, 11, 10)).begun] == ["zoe-aisha"]
