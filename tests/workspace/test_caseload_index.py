"""What an entry of the caseload index is made of: taken on with what comes last, made anew for the rest."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from instructional_coaching.storage import Delete, Document, Put
from instructional_coaching.workspace.caseload import (
    BASIS,
    CASELOAD,
    VERSION,
    CaseloadEntry,
    key_of_entry,
    shelved_entry,
)
from instructional_coaching.workspace.caseload_index import BATCH
from tests.workspace.schoolyear import (
    CALENDAR,
    OFFICE,
    PAIR,
    SchoolYear,
    differing,
    documents_of,
    entries_in,
    without_index,
)
from tests.workspace.watching import Watched


@pytest.fixture
def year() -> SchoolYear:
    """A school on its first day, in which Amara coaches Ben every two weeks."""
    return SchoolYear(Watched()).open().begin()


def entry(year: SchoolYear, relationship: str = PAIR) -> CaseloadEntry:
    """Return an entry that is what the records make of it."""
    assert differing(year.backend) == {}
    return entries_in(year.backend)[relationship]


def taken_on(year: SchoolYear) -> int:
    """Return how many commits took entries on without looking at earlier sessions."""
    assert isinstance(year.backend, Watched)
    return year.backend.taken_on


def fortnights(year: SchoolYear, until: date) -> SchoolYear:
    """Let Amara and Ben meet every second week until a day."""
    number = 0
    while year.today + timedelta(days=14) <= until:
        number += 1
        year.later(14).log(f"s{number:02d}")
    return year


def test_a_session_that_comes_last_is_taken_into_the_entry(year: SchoolYear) -> None:
    """However many there have been, none of them is looked at again, and few are kept in it."""
    fortnights(year, date(2026, 3, 20))
    assert taken_on(year) == len(documents_of(year.backend, "session")) == 14
    assert len(entry(year).held) == 4
    assert entry(year).facts is not None


def test_planning_moving_holding_and_cancelling_take_the_entry_on(year: SchoolYear) -> None:
    """What didn't take place needs no look at earlier sessions, on whatever day it was to be."""
    year.on(9, 15).log("s1")
    for id, day in (("p1", "2025-09-22"), ("p2", "2025-09-02"), ("p3", "2025-09-24")):
        told = {"id": id, "relationship": PAIR, "kind": "conversation", "planned_for": day}
        year.act("amara", "session.plan", when=min("2025-09-15", day), **told)
    assert [one.id for one in entry(year).planned] == ["p1", "p3"]
    year.act("amara", "session.cancel", session="p2", reason="teacher_away", when="2025-09-15")
    year.act("amara", "session.move", session="p1", to="2025-09-23", reason="clash_or_cover")
    assert [one.when.day for one in entry(year).planned] == [23, 24]
    year.on(9, 23).act("amara", "session.hold", session="p1")
    assert [one.id for one in entry(year).planned] == ["p3"]
    assert [one.id for one in entry(year).held] == ["s1", "p1"]
    year.on(9, 25).act("amara", "session.miss", session="p3", reason="coach_away")
    assert entry(year).planned == ()
    assert taken_on(year) == 8


def test_a_session_logged_late_makes_the_entry_anew(year: SchoolYear) -> None:
    """It may lie before the last one, on its day under an earlier id, or before all that are kept."""
    fortnights(year, date(2025, 12, 12))
    before = taken_on(year)
    for id, day in (("late", "2025-12-01"), ("s00", "2025-12-08"), ("old", "2025-09-03")):
        year.log(id, when=day)
        assert entry(year).facts is not None
    assert taken_on(year) == before
    year.log("t", when="2025-12-08")
    assert taken_on(year) == before + 1
    assert entry(year).facts is not None


def test_a_correction_or_a_void_makes_the_entry_anew(year: SchoolYear) -> None:
    """Also of the last session, and also where it was held later than was said."""
    year.on(9, 8).log("s1").on(9, 15).log("s2").on(9, 18)
    before = taken_on(year)
    year.act("amara", "session.correct", session="s2", held="2025-09-16", reason="a slip")
    assert entry(year).phases[0].last_contact == date(2025, 9, 16)
    year.act("amara", "session.void", session="s2", reason="another's")
    assert entry(year).phases[0].last_contact == date(2025, 9, 8)
    assert taken_on(year) == before
    told: dict[str, Any] = {"kind": "conversation", "relationship": PAIR}
    with year.workspace.unit(OFFICE) as unit:
        unit.perform("session.log", id="s3", by="amara", recorded_by="amara", **told)
        unit.perform("session.void", session="s3", by="amara", recorded_by="amara", reason="a slip")
    assert entry(year).phases[0].last_contact == date(2025, 9, 8)


def test_a_session_of_another_relationship_is_not_taken_into_the_entry(year: SchoolYear) -> None:
    """Two that are saved in one unit go into the entry of their own relationship each."""
    year.begin("cara", "mei", "weekly").on(9, 8)
    with year.workspace.unit(OFFICE) as unit:
        for id, coach, relationship in (("s1", "amara", PAIR), ("s2", "cara", "cara-mei")):
            told: dict[str, Any] = {"id": id, "relationship": relationship, "kind": "conversation"}
            unit.perform("session.log", by=coach, recorded_by=coach, **told)
    assert [one.id for one in entry(year).held] == ["s1"]
    assert [one.id for one in entry(year, "cara-mei").held] == ["s2"]
    assert taken_on(year) == 1


def test_under_a_rule_of_pairs_all_sessions_are_looked_at(year: SchoolYear) -> None:
    """An observation waits for its conversation, and is not kept in the entry."""
    year.begin("cara", "mei", "pairs")
    year.on(9, 3).log("s1", "cara", "cara-mei", kind="observation")
    year.on(9, 5).log("s2", "cara", "cara-mei")
    assert entry(year, "cara-mei").phases[0].last_contact == date(2025, 9, 5)
    assert entry(year, "cara-mei").held == ()
    assert taken_on(year) == 0


def test_a_clock_that_was_put_back_makes_the_entry_anew(year: SchoolYear) -> None:
    """The earlier day may look back further than what the entry has kept for the later one."""
    fortnights(year, date(2025, 12, 12))
    told = {"relationship": PAIR, "kind": "conversation", "planned_for": "2025-12-15"}
    year.on(9, 30).act("amara", "session.plan", id="p1", **told)
    assert entry(year).as_of == date(2025, 9, 30)


def test_a_round_of_practice_changes_what_the_features_are_judged_by(year: SchoolYear) -> None:
    """It is looked at without looking at a session again; that of somebody else changes nothing here."""
    year.begin("cara", "mei").on(9, 8).log("s1")
    for coach, coachee in (("amara", "ben"), ("cara", "mei")):
        ours = {"relationship": f"{coach}-{coachee}"}
        goal = {"id": f"g-{coachee}", "statement": "more talk", "focus": "student"}
        year.act(coach, "goal.propose", **goal, **ours)
        plan = {"id": f"p-{coachee}", "goal": f"g-{coachee}", "skill": "wait time", "practice": "twice"}
        year.act(coach, "practice_round.plan", **plan, **ours)
        done = {"practice_round": f"p-{coachee}", "setting": "lesson", "text": "did it"}
        year.act(coachee, "practice_round.practise", **done, **ours)
        facts = entry(year, f"{coach}-{coachee}").facts
        assert facts is not None
        assert facts.inside is not None
        assert [one.ref for one in facts.inside.lessons] == [f"practice_round p-{coachee}"]
    assert taken_on(year) == 5


@pytest.mark.parametrize(
    ("do", "given"),
    [
        (
            "calendar.mark",
            {"calendar": CALENDAR, "first": "2025-09-17", "last": "2025-09-19", "kind": "closed"},
        ),
        ("person.change_working_days", {"person": "ben", "working_days": ["monday"]}),
        ("person.leave", {"person": "ben"}),
        ("absence.note", {"id": "x1", "person": "ben", "last": "2025-09-19"}),
        ("relationship.pause", {"relationship": PAIR}),
        ("relationship.end", {"relationship": PAIR, "reason": "completed"}),
        ("relationship.arrange", {"relationship": PAIR, "cadence": "oakfield/weekly"}),
        ("relationship.hand_over", {"relationship": PAIR, "to": "cara", "starts": "2025-09-17"}),
        ("session.log", {"id": "s9", "relationship": PAIR, "kind": "conversation", "by": "amara"}),
    ],
)
def test_whatever_may_change_an_answer_changes_the_entry(
    year: SchoolYear, do: str, given: dict[str, str]
) -> None:
    """The calendar, working days, absences and the relationship itself; all of it in the same commit."""
    year.on(9, 8).log("s1").on(9, 16)
    before = entry(year).phases
    by = given.get("by", "head")
    year.act(OFFICE, do, **{"by": by, "recorded_by": by} | given)
    assert entry(year).phases != before


def test_absences_of_a_coach_change_the_entry_where_the_rule_says_so(year: SchoolYear) -> None:
    """Also those of somebody who coaches beside the lead, or will."""
    year.begin("cara", "mei", "half-term")
    told = {"relationship": "cara-mei", "coach": "zed", "role": "stand_in", "first": "2025-09-15"}
    year.act("head", "relationship.add_coach", **told)
    year.act("head", "absence.note", id="x1", person="cara", last="2025-09-26")
    alone = entry(year, "cara-mei").phases
    year.act("head", "absence.note", id="x2", person="zed", first="2025-09-15", last="2025-09-26")
    assert entry(year, "cara-mei").phases != alone


def test_absences_make_the_entry_look_back_further(year: SchoolYear) -> None:
    """Weeks in which nothing was expected don't count among the last three, so that earlier ones do."""
    year.begin("cara", "mei", "weekly")
    for number in range(8):
        year.later(7).log(f"s{number}", "cara", "cara-mei")
    since = entry(year, "cara-mei").looks_back
    year.act("head", "absence.note", id="x1", person="mei", when="2025-10-06", last="2025-10-24")
    assert since is not None
    assert (entry(year, "cara-mei").looks_back or since) < since


def test_planned_sessions_of_earlier_days_are_not_kept(year: SchoolYear) -> None:
    """A planned session that nobody ever held or cancelled doesn't stay in the entry for ever."""
    told = {"relationship": PAIR, "kind": "conversation", "planned_for": "2025-09-10"}
    year.act("amara", "session.plan", id="p1", **told)
    assert [one.id for one in entry(year).planned] == ["p1"]
    year.on(9, 15).log("s1")
    assert entry(year).planned == ()


def test_a_new_school_has_a_whole_index_from_its_first_unit(year: SchoolYear) -> None:
    """The document that says so is there as soon as anything is."""
    empty = SchoolYear()
    assert not empty.workspace._index.is_whole()
    empty.act(OFFICE, "person.join", id="head", duties=["leader"])
    assert empty.workspace._index.is_whole()
    assert year.workspace._index.is_whole()


def test_a_store_without_an_index_answers_from_its_records(year: SchoolYear) -> None:
    """A store that an earlier version wrote says the same as before, and after it has got its index."""
    fortnights(year.begin("cara", "mei", "weekly"), date(2025, 11, 28)).later(20)
    earlier = SchoolYear(without_index(year.backend), year.today)
    answers = earlier.statuses()
    assert answers == year.statuses() == {PAIR: "overdue", "cara-mei": "overdue"}
    unit = earlier.workspace.unit(OFFICE)
    assert [one.relationship for one in unit.caseload().overdue(limit=1)] == ["cara-mei"]
    assert documents_of(earlier.backend, CASELOAD, BASIS) == []
    assert earlier.workspace.rebuild() == 2
    assert earlier.statuses() == answers
    assert entries_in(earlier.backend).keys() == {PAIR, "cara-mei"}


def test_a_session_saved_in_a_store_without_an_index_makes_it_no_whole_one(year: SchoolYear) -> None:
    """Only one relationship has its entry then; the others are still answered for from their records."""
    year.begin("cara", "mei").later(3)
    earlier = SchoolYear(without_index(year.backend), year.today).log("s1")
    assert entries_in(earlier.backend).keys() == {PAIR}
    assert earlier.statuses().keys() == {PAIR, "cara-mei"}
    assert not earlier.workspace._index.is_whole()


def test_the_first_change_that_concerns_several_gives_such_a_store_its_index(year: SchoolYear) -> None:
    """A relationship, the calendar, a person or an absence: with it every relationship gets its entry."""
    year.begin("cara", "mei").later(3)
    earlier = SchoolYear(without_index(year.backend), year.today)
    earlier.act("head", "absence.note", id="x1", person="zed")
    assert earlier.workspace._index.is_whole()
    assert entries_in(earlier.backend).keys() == {PAIR, "cara-mei"}
    assert differing(earlier.backend) == {}


def test_entries_of_another_version_are_as_good_as_none(year: SchoolYear) -> None:
    """They are neither read nor taken on, and made anew with the first change that concerns several."""
    year.begin("cara", "mei").on(9, 8).log("s1").on(9, 10)
    answers = year.statuses()
    year.backend.commit([Put(_of_another_version(one), one.revision) for one in _index(year)])
    assert not year.workspace._index.is_whole()
    assert year.statuses() == answers
    year.log("s2")
    assert entries_in(year.backend).keys() == {PAIR}
    year.act("head", "relationship.pause", relationship=PAIR)
    assert differing(year.backend) == {}
    assert entries_in(year.backend).keys() == {PAIR, "cara-mei"}


def _index(year: SchoolYear) -> list[Document]:
    return documents_of(year.backend, CASELOAD, BASIS)


def _of_another_version(one: Document) -> Document:
    return attrs.evolve(one, revision=one.revision + 1, schema=VERSION + 1, body="")


def test_an_entry_that_cannot_be_read_is_made_anew(year: SchoolYear) -> None:
    """What stands in its place is answered for from the records, and replaced with the next session."""
    year.on(9, 8).log("s1")
    (kept,) = documents_of(year.backend, CASELOAD)
    broken = attrs.evolve(kept, revision=kept.revision + 1, body='{"id": "amara-ben", "phases": 3}')
    year.backend.commit([Put(broken, kept.revision)])
    assert year.statuses() == {PAIR: "on_track"}
    year.on(9, 9).log("s2")
    assert len(entry(year).held) == 2


def test_rebuild_mends_whatever_is_wrong(year: SchoolYear) -> None:
    """An entry that is lost, one that says something else, and one that is as it should be."""
    year.begin("cara", "mei").begin("amara", "dev").on(9, 8).log("s1").log("s2", relationship="amara-dev")
    right = entries_in(year.backend)
    wrong = attrs.evolve(right[PAIR], held=(), phases=right["cara-mei"].phases)
    (lost,) = [
        one for one in documents_of(year.backend, CASELOAD) if one.key == key_of_entry("school", "cara-mei")
    ]
    year.backend.commit([Delete(lost.key, lost.revision), Put(shelved_entry("school", wrong, 9), 2)])
    assert differing(year.backend).keys() == {PAIR, "cara-mei"}
    assert year.workspace.rebuild() == 3
    assert differing(year.backend) == {}


def test_rebuild_goes_in_batches() -> None:
    """More relationships than one batch holds all get their entry."""
    year = SchoolYear().open()
    with year.workspace.unit(OFFICE) as unit:
        for number in range(BATCH + 5):
            told: dict[str, Any] = {"coach": "amara", "coachee": "ben", "by": "head", "recorded_by": "head"}
            unit.perform("relationship.begin", id=f"r{number:03d}", **told)
    earlier = SchoolYear(without_index(year.backend))
    assert earlier.workspace.rebuild() == BATCH + 5
    assert entries_in(earlier.backend) == entries_in(year.backend)
    assert len(entries_in(year.backend)) == BATCH + 5


def test_rebuild_on_a_later_day_answers_as_the_older_entries_did(year: SchoolYear) -> None:
    """What was foreseen of the day is what is made of it on the day."""
    year.begin("cara", "mei", "weekly").on(9, 8).log("s1").on(11, 3)
    answers = list(year.workspace.unit(OFFICE).caseload().rows())
    year.workspace.rebuild()
    assert list(year.workspace.unit(OFFICE).caseload().rows()) == answers
    assert {one.as_of for one in entries_in(year.backend).values()} == {date(2025, 11, 3)}
