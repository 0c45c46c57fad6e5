"""What is answered about the caseload: today and later from the index, earlier days from the records."""

from datetime import date
from typing import Any

import pytest

from instructional_coaching.analysis.cadence_standing import CadenceStatus
from instructional_coaching.errors import NotFound
from instructional_coaching.workspace.caseload_row import CaseloadRow
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.schoolyear import OFFICE, PAIR, SchoolYear, taught
from tests.workspace.watching import Watched

MEI, DEV = "cara-mei", "amara-dev"


@pytest.fixture
def year() -> SchoolYear:
    """A school on 8 September, in which Ben is to be met every two weeks, and Mei and Dev every week."""
    year = SchoolYear(Watched()).open().begin().begin("cara", "mei", "weekly").begin("amara", "dev", "weekly")
    return year.on(9, 8).log("s1")


def row(year: SchoolYear, relationship: str = PAIR, as_of: date | None = None) -> CaseloadRow:
    """Return where a relationship stands."""
    return next(one for one in year.view(OFFICE, as_of).rows() if one.relationship == relationship)


def test_days_to_come_are_answered_without_looking_at_a_session(year: SchoolYear) -> None:
    """From one entry: on track on the day of contact, open, due, and overdue in the end."""
    days = {date(2025, 9, 8): "on_track", date(2025, 9, 9): "open", date(2025, 9, 18): "due"}
    days |= {date(2025, 9, 22): "due", date(2025, 9, 23): "overdue", date(2027, 1, 1): "overdue"}
    assert isinstance(year.backend, Watched)
    year.backend.searched.clear()
    assert {day: row(year, as_of=day).status.value for day in days} == days
    assert set(year.backend.searched) == {"caseload"}


def test_an_entry_answers_for_as_long_as_nothing_happens(year: SchoolYear) -> None:
    """Weeks later nothing has been written, and today's answer is another."""
    assert row(year.on(9, 18)).status is CadenceStatus.DUE
    assert row(year.on(11, 3)).status is CadenceStatus.OVERDUE
    assert row(year).phase.overdue_from == date(2025, 9, 23)


def test_an_earlier_day_is_answered_from_the_records(year: SchoolYear) -> None:
    """What came later is not in the answer, which is the one that was given on the day."""
    then = {day: row(year.on(9, day)) for day in (8, 12, 18)}
    year.on(9, 19).log("s2").on(10, 6)
    assert {day: row(year, as_of=date(2025, 9, day)) for day in then} == then
    assert row(year, as_of=date(2025, 9, 19)).phase.last_contact == date(2025, 9, 19)


def test_before_it_begins_a_relationship_is_in_no_caseload(year: SchoolYear) -> None:
    """On the day before it was begun nobody knew of it; on the days before its first it has not started."""
    year.act("head", "relationship.begin", id="late", coach="cara", coachee="ben", starts="2025-09-15")
    assert "late" not in year.statuses(as_of=date(2025, 9, 5))
    assert year.statuses()["late"] == year.statuses(as_of=date(2025, 9, 14))["late"] == "not_started"
    assert row(year, "late").lead is None
    assert row(year, "late", date(2025, 9, 15)).lead == "cara"
    assert year.statuses(as_of=date(2025, 9, 15))["late"] == "unknown"


def test_what_was_known_is_another_question_than_what_was_so(year: SchoolYear) -> None:
    """A session that was typed a week late was held, and was not known of yet."""
    year.on(9, 19).log("s2", when="2025-09-12")
    as_of = date(2025, 9, 15)
    for known_at, contact in ((as_of, date(2025, 9, 8)), (None, date(2025, 9, 12))):
        rows = {one.relationship: one for one in year.view(OFFICE, as_of, known_at=known_at).rows()}
        assert rows[PAIR].phase.last_contact == contact


@pytest.mark.parametrize(
    ("do", "given", "status"),
    [
        ("relationship.pause", {}, "paused"),
        ("relationship.end", {"reason": "completed"}, "ended"),
        ("relationship.end_tenure", {"coach": "amara"}, "no_coach"),
    ],
)
def test_statuses_that_no_rule_decides_are_in_the_index(
    year: SchoolYear, do: str, given: dict[str, str], status: str
) -> None:
    """At rest, ended, or from tomorrow on without a coach."""
    year.act("head", do, relationship=PAIR, **given)
    assert row(year.on(9, 9)).status.value == status
    year.workspace.rebuild()
    assert row(year).status.value == status


def test_a_hand_over_to_come_is_foreseen(year: SchoolYear) -> None:
    """Until then the present lead is asked, from then on the next one, with a clean clock."""
    year.act("head", "relationship.hand_over", relationship=PAIR, to="cara", starts="2025-10-06")
    before, after = row(year, as_of=date(2025, 10, 5)), row(year, as_of=date(2025, 10, 6))
    assert (before.lead, before.coaches, before.status.value) == ("amara", frozenset({"amara"}), "overdue")
    assert (after.lead, after.coaches, after.status.value) == ("cara", frozenset({"cara"}), "open")
    assert after.phase.last_contact is None


def test_a_coachs_own_are_those_of_the_day(year: SchoolYear) -> None:
    """Those coached then: before a hand-over, after it, and on a day to come."""
    year.act("head", "relationship.hand_over", relationship=PAIR, to="cara", starts="2025-10-06")
    year.on(10, 20)
    october, september, december = date(2025, 10, 20), date(2025, 9, 12), date(2025, 12, 1)
    for as_of, amara, cara in (
        (september, {PAIR, DEV}, {MEI}),
        (october, {DEV}, {PAIR, MEI}),
        (december, {DEV}, {PAIR, MEI}),
    ):
        assert year.statuses(as_of=as_of, coach="amara").keys() == amara
        assert year.statuses(as_of=as_of, coach="cara").keys() == cara
    assert year.statuses(coach="zed") == {}


def test_somebody_beside_the_lead_coaches_too(year: SchoolYear) -> None:
    """A stand-in has the relationship among their own for their days, and is not its lead."""
    told = {
        "relationship": PAIR,
        "coach": "zed",
        "role": "stand_in",
        "first": "2025-09-08",
        "last": "2025-09-12",
    }
    year.act("head", "relationship.add_coach", **told)
    assert year.statuses(coach="zed").keys() == {PAIR}
    assert (row(year).lead, row(year).coaches) == ("amara", frozenset({"amara", "zed"}))
    assert year.on(9, 15).statuses(coach="zed") == {}


def test_the_most_pressing_come_first(year: SchoolYear) -> None:
    """Overdue before due before open; within those the one that is overdue longest, or due first."""
    year.log("s2", relationship=DEV).on(9, 18)
    assert list(year.statuses().items()) == [(MEI, "overdue"), (DEV, "due"), (PAIR, "due")]
    year.log("s3", "cara", MEI).on(9, 26)
    assert [one.relationship for one in year.view().rows()] == [PAIR, DEV, MEI]


def test_the_longest_overdue_come_first_and_no_more_than_are_wanted(year: SchoolYear) -> None:
    """Those that are not overdue by the day, or not any more, are not among them."""
    year.log("s2", relationship=DEV)
    assert [one.relationship for one in year.view().overdue()] == []
    assert [one.relationship for one in year.on(9, 9).view().overdue()] == [MEI]
    assert [one.relationship for one in year.on(9, 30).view().overdue()] == [MEI, PAIR, DEV]
    assert [one.relationship for one in year.view().overdue(limit=2)] == [MEI, PAIR]
    assert list(year.view().overdue(limit=0)) == []
    assert [one.relationship for one in year.view().overdue("amara", limit=1)] == [PAIR]
    year.log("s3", "cara", MEI)
    assert [one.relationship for one in year.view().overdue()] == [PAIR, DEV]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 9])
def test_as_many_are_found_as_are_wanted_however_few_are_read_at_a_time(year: SchoolYear, limit: int) -> None:
    """What somebody may not know of, or a coach doesn't coach, takes no place of theirs."""
    told = {"coach": "amara", "coachee": "zed", "cadence": "oakfield/weekly"}
    for number in range(3):
        year.act("head", "relationship.begin", id=f"z{number}", **told)
    year.begin("cara", "zed", "weekly").on(10, 6)
    every = [one.relationship for one in year.view().overdue()]
    assert len(every) == 7
    assert [one.relationship for one in year.view().overdue(limit=limit)] == every[:limit]
    ours = [one for one in every if one not in (MEI, "cara-zed")]
    assert [one.relationship for one in year.view("amara").overdue(limit=limit)] == ours[:limit]


def test_overdue_on_an_earlier_day_is_what_was_overdue_then(year: SchoolYear) -> None:
    """Also what is not overdue today."""
    year.on(9, 30).log("s2").log("s3", "cara", MEI).log("s4", relationship=DEV)
    assert list(year.view().overdue()) == []
    then = list(year.view(OFFICE, date(2025, 9, 29)).overdue())
    assert [one.relationship for one in then] == [DEV, MEI, PAIR]
    assert [one.relationship for one in year.view(OFFICE, date(2025, 9, 29)).overdue(limit=1)] == [DEV]


def test_overdue_for_the_second_time_waits_its_turn(year: SchoolYear) -> None:
    """A successor's clock is clean: what was overdue before counts for nothing in the order."""
    year.act("head", "relationship.hand_over", relationship=MEI, to="zed", starts="2025-10-06")
    year.log("s2", relationship=DEV).on(11, 10)
    found = list(year.view().overdue())
    assert [one.relationship for one in found] == [PAIR, DEV, MEI]
    assert [one.phase.overdue_from for one in found] == [
        date(2025, 9, 23),
        date(2025, 9, 23),
        date(2025, 10, 14),
    ]
    assert [one.relationship for one in year.view().overdue(limit=2)] == [PAIR, DEV]


def test_what_a_unit_has_saved_is_in_its_own_caseload(year: SchoolYear) -> None:
    """Before it is committed, and for nobody else; afterwards it is in everybody's."""
    with year.workspace.unit(OFFICE) as unit:
        told: dict[str, Any] = {"by": "cara", "recorded_by": "cara", "kind": "conversation"}
        unit.perform("session.log", id="s2", relationship=MEI, **told)
        assert {one.relationship: one.status.value for one in unit.caseload().rows()}[MEI] == "on_track"
        assert unit.caseload().explain(MEI).status is CadenceStatus.ON_TRACK
        assert year.statuses()[MEI] != "on_track"
    assert year.statuses()[MEI] == "on_track"


def test_every_row_is_what_explaining_it_says(year: SchoolYear) -> None:
    """With the window and the days that decided it; on earlier days, today and later."""
    year.on(9, 19)
    for as_of in (date(2025, 9, 10), date(2025, 9, 19), date(2025, 11, 3)):
        for one in year.view(OFFICE, as_of).rows():
            standing = year.view(OFFICE, as_of).explain(one.relationship)
            told = one.phase
            assert (standing.status, standing.due_on, standing.is_slipping) == (
                one.status,
                told.due_on,
                told.is_slipping,
            )
            assert standing.window is not None
            assert standing.days


def test_what_is_explained_of_an_earlier_day_is_what_was_then(year: SchoolYear) -> None:
    """A session that was corrected, voided or logged later is in it as far as it then was."""
    year.on(9, 19).log("s2")
    assert year.view(OFFICE, date(2025, 9, 18)).explain(PAIR).status is CadenceStatus.DUE
    assert year.view(OFFICE, date(2025, 9, 19)).explain(PAIR).status is CadenceStatus.ON_TRACK
    year.today = date(2025, 9, 18)
    assert year.view(OFFICE, date(2025, 9, 18)).explain(PAIR).status is CadenceStatus.DUE
    with pytest.raises(NotFound):
        year.view(OFFICE).explain("nobody")


def test_the_features_are_those_of_the_day(year: SchoolYear) -> None:
    """From the index and from the records alike, to whoever sees what is in the coaching."""
    year.log("s2", when="2025-09-03", kind="observation")
    today = row(year).features
    assert today is not None
    assert [one.value.value for one in today.each][:2] == ["met", "cant_tell"]
    assert today.context_specific.deciding == ("session s2",)
    assert row(year, as_of=date(2025, 12, 1)).features != today
    assert row(year.on(10, 1), as_of=date(2025, 9, 8)).features == today


def test_schools_in_one_store_have_a_caseload_each(year: SchoolYear) -> None:
    """Neither is asked for, made anew or concerned by what happens in the other."""
    other = SchoolYear(year.backend, year.today)
    other.workspace = Workspace(year.backend, school="hillside", clock=other.now, brought=taught)
    other.open().begin().begin("cara", "zed")
    assert other.statuses().keys() == {PAIR, "cara-zed"}
    assert year.statuses().keys() == {PAIR, MEI, DEV}
    assert other.workspace.rebuild() == 2
    other.act("head", "relationship.pause", relationship=PAIR)
    assert year.statuses()[PAIR] == "on_track"


def test_a_school_without_a_calendar_knows_nothing_of_cadence(year: SchoolYear) -> None:
    """Until one is drawn up, and then at once of every relationship."""
    school = SchoolYear()
    school.act(OFFICE, "person.join", id="head", duties=["leader"])
    for person in ("amara", "ben"):
        school.act("head", "person.join", id=person)
    school.begin()
    assert school.statuses() == {PAIR: "unknown"}
    assert row(school).phase.reason == "the school has no calendar"
    school.act("head", "calendar.draw_up", id="school")
    school.act(
        "head", "calendar.add_term", calendar="school", name="A", first="2025-09-01", last="2025-12-19"
    )
    assert school.statuses() == {PAIR: "open"}
