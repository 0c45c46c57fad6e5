"""Who may arrange coaching and keep the register, where the tables of the matrix don't reach."""

from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.entitlement import is_for_stewards
from instructional_coaching.access.projection import AbsenceActivity
from instructional_coaching.domain import Absence, Calendar, Note, Person, Relationship, Session
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import AccessDenied, CoachingError, NotFound
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import OFFICE, PAIR, TODAY, act, code_of, found_school, got, memory


@pytest.fixture
def school() -> Workspace:
    """The school in memory."""
    return found_school(memory())


def refused(school: Workspace, who: str | Actor, do: str, **arguments: Any) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(CoachingError) as caught:
        act(school, who, do, **arguments)
    return code_of(caught)


def test_two_who_work_together_begin_on_their_own(school: Workspace) -> None:
    """Coach and coachee may each begin their coaching; nobody else but a leader may."""
    begin: dict[str, Any] = {"coach": "cara", "coachee": "hana"}
    for who in ("cara", "hana", "head"):
        assert act(school, who, "relationship.begin", id=f"r-{who}", **begin).coachee == "hana"
    assert refused(school, "zed", "relationship.begin", id="r-zed", **begin) == "access-denied"


def test_a_leader_in_name_only_begins_nothing_for_others(school: Workspace) -> None:
    """Nobody begins a coaching in the name of a leader, nor in that of one of the two."""
    begin: dict[str, Any] = {"id": "r9", "coach": "cara", "coachee": "hana"}
    for by in ("head", "cara", "hana"):
        assert refused(school, "zed", "relationship.begin", **begin, by=by) == "access-denied"


def test_a_leader_arranges_only_while_they_lead(school: Workspace) -> None:
    """From the day after the duty ended, and before the day it began, a leader is like anybody."""
    act(school, OFFICE, "person.change_duties", person="ivo", duties=["leader"], when="2025-10-01")
    pause: dict[str, Any] = {"relationship": PAIR}
    assert refused(school, "ivo", "relationship.pause", **pause, when="2025-09-30") == "access-denied"
    assert act(school, "ivo", "relationship.pause", **pause, when="2025-10-01").status == "paused"
    act(school, OFFICE, "person.leave", person="ivo", when="2025-12-01")
    assert refused(school, "ivo", "relationship.resume", **pause, when="2025-12-01") == "not-found"


@pytest.mark.parametrize("gone", [("person.leave", {}), ("person.change_duties", {"duties": []})])
def test_one_who_no_longer_leads_writes_nothing_into_the_register(
    school: Workspace, gone: tuple[str, dict[str, Any]]
) -> None:
    """Who led the school once can't enter anybody today, not even under a day on which they led."""
    act(school, OFFICE, "person.change_duties", person="ivo", duties=["leader"], when="2025-10-01")
    act(school, "ivo", "person.join", id="nina", when="2025-11-01")
    act(school, OFFICE, gone[0], person="ivo", **gone[1], when="2025-12-01")
    told: dict[str, Any] = {"id": "nora", "duties": ["leader"], "when": "2025-11-01"}
    assert refused(school, "ivo", "person.join", **told) == "access-denied"
    assert act(school, "head", "person.join", **told).id == "nora"


def test_a_leader_notes_no_absence_of_a_time_before_they_led(school: Workspace) -> None:
    """What is noted late is dated on its first day, and that has to be one of theirs; a steward notes it."""
    act(school, OFFICE, "person.change_duties", person="ivo", duties=["leader"], when="2025-10-01")
    away: dict[str, Any] = {"id": "x1", "person": "ben", "when": "2025-09-30"}
    assert refused(school, "ivo", "absence.note", **away) == "access-denied"
    assert act(school, "ivo", "absence.note", **away | {"id": "x2", "when": "2025-10-01"}).person == "ben"
    assert act(school, OFFICE, "absence.note", **away).author == "office"


def test_one_who_led_once_keeps_no_absences(school: Workspace) -> None:
    """Not even those that they noted: they are not there any more, for a leader of today they are."""
    act(school, OFFICE, "person.change_duties", person="ivo", duties=["leader"], when="2025-10-01")
    act(school, "ivo", "absence.note", id="x1", person="ben", when="2025-10-06")
    act(school, OFFICE, "person.change_duties", person="ivo", duties=[], when="2025-11-01")
    back: dict[str, Any] = {"absence": "x1", "last": "2025-10-10"}
    for when in ("2025-10-10", "2025-11-03"):
        assert refused(school, "ivo", "absence.come_back", **back, when=when) == "not-found"
    assert refused(school, "ivo", "absence.void", absence="x1", reason="slip") == "not-found"
    assert isinstance(act(school, "head", "absence.come_back", **back), AbsenceActivity)


def test_nobody_notes_their_own_absence_but_a_leader(school: Workspace) -> None:
    """To be away is not to keep the register, nor to void what others have entered in it."""
    own: dict[str, Any] = {"person": "ben", "when": "2025-10-06"}
    assert refused(school, "ben", "absence.note", id="x1", **own) == "access-denied"
    assert refused(school, "ben", "absence.note", id="x1", **own, by="head") == "access-denied"
    act(school, "head", "absence.note", id="x1", **own)
    assert refused(school, "ben", "absence.void", absence="x1", reason="I was there") == "access-denied"
    assert act(school, "head", "absence.note", id="x2", person="head", when="2025-10-06").person == "head"


def test_a_leader_corrects_what_they_noted_without_reading_it_again(school: Workspace) -> None:
    """They get back its activity, whatever they wrote; whoever was away reads the rest."""
    act(school, "head", "absence.note", id="x1", person="ben", kind="illness", when="2025-10-06")
    slip: dict[str, Any] = {"absence": "x1", "kind": "leave", "reason": "slip"}
    assert isinstance(act(school, "head", "absence.correct", **slip), AbsenceActivity)
    assert got(school, "ben", Absence, "x1").kind is AbsenceKind.LEAVE
    with pytest.raises(AccessDenied) as caught:
        got(school, "head", Absence, "x1")
    assert caught.value.hint == "ask for AbsenceActivity"


def test_a_steward_may_enter_what_one_who_has_left_once_did(school: Workspace) -> None:
    """An import keeps whose act it was, on the day on which they led."""
    act(school, OFFICE, "person.change_duties", person="ivo", duties=["leader"], when="2025-10-01")
    act(school, OFFICE, "person.leave", person="ivo", when="2025-12-01")
    joined = act(school, OFFICE, "person.join", id="nora", by="ivo", when="2025-11-01")
    assert joined.since.isoformat() == "2025-11-01"
    assert refused(school, OFFICE, "person.join", id="nils", by="zed") == "access-denied"


def test_nobody_gives_themselves_a_duty(school: Workspace) -> None:
    """Who leads is entered by a leader or a steward, so a teacher can't make one of themselves."""
    for who in ("zed", "amara"):
        told: dict[str, Any] = {"person": who, "duties": ["leader"]}
        assert refused(school, who, "person.change_duties", **told) == "access-denied"
        assert refused(school, who, "person.change_duties", **told, by="head") == "access-denied"


def test_the_first_leader_is_entered_by_a_steward() -> None:
    """In an empty register nobody leads, so nobody but a steward can begin it."""
    with memory() as workspace:
        assert refused(workspace, "head", "person.join", id="head", duties=["leader"]) == "access-denied"
        assert act(workspace, OFFICE, "person.join", id="head", duties=["leader"]).leads_on(TODAY)
        assert act(workspace, "head", "person.join", id="zed").id == "zed"


def test_a_statutory_entitlement_is_not_the_coachees_to_end(school: Workspace) -> None:
    """The school ends what the law gives; everything else of the coachee's stays theirs."""
    begin: dict[str, Any] = {"id": "r9", "coach": "cara", "coachee": "hana", "basis": "statutory"}
    act(school, "head", "relationship.begin", **begin, when="2025-10-01")
    told: dict[str, Any] = {"relationship": "r9", "reason": "coachee_withdrew"}
    assert refused(school, "hana", "relationship.end", **told) == "statutory-basis"
    assert act(school, "head", "relationship.end", **told).status == "ended"


def test_a_coach_corrects_their_own_session_after_their_time(school: Workspace) -> None:
    """After a tenure has ended a coach corrects what they recorded, and does nothing else."""
    log: dict[str, Any] = {"relationship": PAIR, "kind": "conversation", "when": "2025-10-01"}
    act(school, "amara", "session.log", id="s1", **log, minutes=30)
    act(school, "head", "relationship.hand_over", relationship=PAIR, to="cara", when="2025-11-03")
    correct: dict[str, Any] = {"session": "s1", "reason": "slip"}
    assert act(school, "amara", "session.correct", **correct, minutes=35).minutes == 35
    moved = act(school, "amara", "session.correct", **correct, held="2025-10-02", relationship=PAIR)
    assert moved.when.isoformat() == "2025-10-02"
    assert refused(school, "amara", "session.correct", **correct, held="2025-11-10") == "not-an-author"
    assert refused(school, "amara", "session.log", id="s2", **log) == "access-denied"
    assert refused(school, "cara", "session.correct", **correct, minutes=35) == "not-found"
    assert act(school, "amara", "session.void", **correct).voided == "slip"


def test_a_private_note_is_its_authors_alone(school: Workspace) -> None:
    """Neither the person it is about, nor a leader, nor a steward reads, finds, corrects or voids it."""
    act(school, "amara", "note.write", id="n1", about="ben", text="ask him")
    for who in ("ben", "dina", "head", OFFICE):
        actor = Actor(who) if isinstance(who, str) else who
        unit = school.unit(actor)
        assert list(unit.find(Note)) == []
        with pytest.raises(NotFound) as caught:
            unit.get(Note, "n1")
        assert code_of(caught) == "not-found"
        assert refused(school, who, "note.void", note="n1", reason="x") == "not-found"
    assert got(school, "amara", Note, "n1").text == "ask him"


def test_a_note_that_a_steward_brings_in_is_its_authors_from_then_on(school: Workspace) -> None:
    """A steward can enter somebody's note; once it is saved, they don't see it again, nor change it."""
    unit = school.unit(OFFICE)
    note = unit.perform("note.write", id="n1", about="ben", text="ask", by="amara")
    unit.commit()
    assert isinstance(note, Note)
    assert list(unit.find(Note)) == []
    with pytest.raises(CoachingError) as caught:
        unit.save(note.correct(text="other", reason="x", by="amara", recorded_by="amara", when=TODAY))
    assert code_of(caught) == "unrecorded-change"
    assert got(school, "amara", Note, "n1").text == "ask"


def test_a_note_is_written_in_ones_own_name(school: Workspace) -> None:
    """Nobody writes a note as somebody else's, however they call it."""
    for recorded_by in ("zed", "amara"):
        told: dict[str, Any] = {"id": "n1", "about": "ben", "text": "x", "recorded_by": recorded_by}
        assert refused(school, "zed", "note.write", **told, by="amara") == "access-denied"


def test_denials_name_who_and_what_and_the_remedy(school: Workspace) -> None:
    """A host can translate a denial: it carries the actor, the act, the reason and what to do about it."""
    with pytest.raises(AccessDenied) as caught:
        act(school, "zed", "relationship.begin", id="r9", coach="cara", coachee="hana")
    found = caught.value
    assert (found.actor, found.action, found.status) == ("zed", "relationship.begin", 403)
    assert found.hint.startswith("let one of them do it")
    assert set(found.parameters) == {"actor", "action", "reason", "remedy_for_it"}


def test_a_person_sees_themselves_in_the_register(school: Workspace) -> None:
    """Of the register a teacher sees their own entry, a leader all of it."""
    assert [one.id for one in school.unit(Actor("zed")).find(Person)] == ["zed"]
    assert len(list(school.unit(Actor("head")).find(Person))) == 8
    assert list(school.unit(Actor("zed")).find(Session)) == []


def test_a_steward_vouches_for_what_earlier_stewards_entered(school: Workspace) -> None:
    """What another steward entered elsewhere comes in under their name, and that needs somebody's word."""
    nora: dict[str, Any] = {"id": "nora", "by": "registry", "recorded_by": "registry", "when": "2025-11-01"}
    assert refused(school, OFFICE, "person.join", **nora) == "access-denied"
    vouching = Actor("office", steward=True, vouches_for=frozenset({"registry"}))
    assert act(school, vouching, "person.join", **nora).id == "nora"
    pair: dict[str, Any] = {"id": "r9", "coach": "cara", "coachee": "hana", "by": "registry"}
    assert refused(school, OFFICE, "relationship.begin", **pair) == "access-denied"
    assert act(school, vouching, "relationship.begin", **pair).coachee == "hana"


def test_nobody_but_a_steward_vouches_for_anybody(school: Workspace) -> None:
    """The word of a leader makes nobody a steward, and those vouched for can do no more than before."""
    vouching = Actor("head", vouches_for=frozenset({"zed"}))
    assert refused(school, vouching, "person.join", id="nora", by="zed") == "access-denied"
    act(school, Actor("office", steward=True, vouches_for=frozenset({"zed"})), "person.join", id="nora")
    assert refused(school, "zed", "person.join", id="nina") == "access-denied"


def test_a_vouching_is_for_the_register_and_for_arranging_only(school: Workspace) -> None:
    """Whose decision a goal is doesn't change by anybody's word."""
    vouching = Actor("office", steward=True, vouches_for=frozenset({"zed"}))
    act(school, "ben", "goal.propose", id="g1", relationship=PAIR, statement="think", focus="student")
    assert refused(school, vouching, "goal.adopt", goal="g1", by="zed") == "not-the-coachee"


def test_only_the_register_and_arrangements_may_be_for_stewards(school: Workspace) -> None:
    """What is recorded in a relationship is for its people to decide, and never for a steward."""
    act(school, "amara", "session.log", id="s1", relationship=PAIR, kind="observation", when="2025-10-01")
    (entry,) = (one.entry for one in school.unit(OFFICE).history(Session, "s1"))
    session, pair, ben = (got(school, "ben", kind, id) for kind, id in HELD)
    nobody_leads = lambda _who, _day: False  # noqa: E731 - a rule of one line
    assert not is_for_stewards(entry, session, nobody_leads)
    assert not is_for_stewards(entry, pair, nobody_leads)
    assert is_for_stewards(attrs.evolve(entry, by="zed"), pair, nobody_leads)
    for kept in (ben, Calendar.draw_up(id="c", by="amara", when=TODAY), noted("amara")):
        assert is_for_stewards(entry, kept, nobody_leads)
        assert not is_for_stewards(entry, kept, lambda _who, _day: True)


def noted(by: str) -> Absence:
    """Let somebody note that Ben is away."""
    return Absence.note(id="x1", person="ben", by=by, when=TODAY)


HELD: tuple[tuple[type[Record], str], ...] = ((Session, "s1"), (Relationship, PAIR), (Person, "ben"))
