"""What a unit finds: by every reference, by date, with its own changes among it, and nothing by accident."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from instructional_coaching.access.activity import Activity
from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import (
    AbsenceActivity,
    GoalActivity,
    RelationshipActivity,
    SessionActivity,
)
from instructional_coaching.domain import (
    RECORDS,
    Absence,
    ActionStep,
    Cycle,
    DataPoint,
    Goal,
    Note,
    PracticeRound,
    Relationship,
    ScoreSheet,
    Session,
)
from instructional_coaching.domain.session_status import SessionStatus
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import InvalidValue, NotFound
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import RUBRIC
from tests.workspace.school import OFFICE, PAIR, act, begin, code_of, holding

REFERENCES: dict[type[Record], dict[str, str]] = {
    Relationship: {"coachee": "ben", "coach": "amara"},
    Goal: {"relationship": PAIR, "coachee": "ben"},
    ActionStep: {"relationship": PAIR, "coachee": "ben", "goal": "g1"},
    DataPoint: {"relationship": PAIR, "coachee": "ben", "goal": "g1", "author": "amara"},
    Session: {
        "relationship": PAIR,
        "coachee": "ben",
        "coach": "amara",
        "author": "amara",
        "participants": "cara",
        "goals": "g1",
    },
    PracticeRound: {
        "relationship": PAIR,
        "coachee": "ben",
        "goal": "g1",
        "planned_by": "amara",
        "by": "ben",
    },
    ScoreSheet: {
        "relationship": PAIR,
        "coachee": "ben",
        "author": "amara",
        "practice_round": "p1",
        "session": "s2",
    },
    Cycle: {"relationship": PAIR, "coachee": "ben", "by": "amara"},
    Note: {"author": "amara", "about": "ben"},
    Absence: {"person": "amara", "author": "head"},
}
EVERY_REFERENCE = [(kind, name, value) for kind, named in REFERENCES.items() for name, value in named.items()]


in_memory = pytest.mark.parametrize("url", ["memory://"])


def furnish(workspace: Workspace) -> None:
    """Enter something of every kind, and a second relationship with the like of it."""
    begin(workspace, "r2")
    for pair, n in ((PAIR, "1"), ("r2", "2")):
        ours: dict[str, Any] = {"relationship": pair, "when": "2025-10-01"}
        goal = {"statement": "talk", "focus": "student", "measure": measure()}
        act(workspace, "amara", "goal.propose", id=f"g{n}", **goal, **ours)
        act(workspace, "amara", "action_step.propose", id=f"a{n}", goal=f"g{n}", text="wait", **ours)
        act(workspace, "amara", "data_point.record", id=f"d{n}", goal=f"g{n}", value="3", **ours)
        log = {"kind": "conversation", "participants": ["cara"] if n == "1" else [], "goals": [f"g{n}"]}
        act(workspace, "amara", "session.log", id=f"s{n}", **log, **ours)
        _practise(workspace, n, ours)
    act(workspace, "amara", "note.write", id="n1", about="ben", text="ask", when="2025-10-01")
    act(workspace, "dina", "note.write", id="n2", about="amara", text="ask", when="2025-10-01")
    for id, person, by in (("x1", "amara", "head"), ("x2", "amara", OFFICE), ("x3", "ben", "head")):
        act(workspace, by, "absence.note", id=id, person=person, kind="illness", when="2025-10-01")


def _practise(workspace: Workspace, n: str, ours: dict[str, Any]) -> None:
    plan = {"id": f"p{n}", "goal": f"g{n}", "skill": "wait time", "practice": "count"}
    act(workspace, "amara", "practice_round.plan", **plan, **ours)
    act(workspace, "ben", "practice_round.practise", practice_round=f"p{n}", setting="lesson", **ours)
    words = {"practice_round": f"p{n}", "text": "three more"}
    act(workspace, "amara", "practice_round.give_feedback", **words, **ours)
    scored = {"practice_round": "p1"} if n == "1" else {"session": "s2"}
    sheet = {"id": f"q{n}", "rubric": RUBRIC.id, "scores": [{"criterion": "asking", "rank": 0}]}
    act(workspace, "amara", "score_sheet.fill_in", **sheet, **scored, **ours)
    act(workspace, "amara", "cycle.begin", id=f"c{n}", model="oakfield/free", **ours)
    act(workspace, "amara", "cycle.produce", cycle=f"c{n}", artefact="plan", words="wait", **ours)


@pytest.fixture
def school(url: str) -> Iterator[Workspace]:
    """The school in either store."""
    with holding(url, furnish) as workspace:
        yield workspace


def measure() -> dict[str, str]:
    """Return a measure as plain values."""
    return {"kind": "scale", "unit": "level", "better": "up"}


def ids(unit: UnitOfWork, kind: type[Record | Activity], **asked: Any) -> list[str]:
    """Return the ids of what a unit finds, in order."""
    found: Any = unit.find(kind, **asked)
    return [one.id for one in found]


def test_records_are_found_by_every_reference(school: Workspace) -> None:
    """What is found by a reference has it, what has it is found, and nothing is found by nobody's id."""
    unit = school.unit(Actor("amara"))
    counts = {}
    for kind, name, value in EVERY_REFERENCE:
        everything: list[Record] = list(unit.find(kind))
        found = ids(unit, kind, **{name: value})
        assert found == [one.id for one in everything if value in reference(one, name)]
        assert ids(unit, kind, **{name: "nobody"}) == []
        counts[kind.KIND, name] = len(found)
    alone = {at for at, count in counts.items() if count == 1}
    assert set(counts.values()) == {1, 2}
    assert alone == {
        *((one.KIND, "relationship") for one in (Goal, ActionStep, DataPoint, Session)),
        *((one.KIND, "relationship") for one in (PracticeRound, ScoreSheet, Cycle)),
        *(("practice_round", "goal"), ("score_sheet", "practice_round"), ("score_sheet", "session")),
        *(("action_step", "goal"), ("data_point", "goal"), ("session", "goals")),
        *(("session", "participants"), ("note", "author"), ("note", "about"), ("absence", "author")),
    }


def reference(record: Any, name: str) -> tuple[str, ...]:
    """Return what a record refers to under a name."""
    if name == "coach" and isinstance(record, Relationship):
        return tuple(tenure.coach for tenure in record.tenures)
    if name == "by":
        parts = record.produced if isinstance(record, Cycle) else (record.attempt, record.feedback)
        return tuple(one.by for one in parts)
    found = getattr(record, name)
    return found if isinstance(found, tuple) else (found,)


@in_memory
@pytest.mark.parametrize("kind", RECORDS)
def test_the_references_of_a_kind_are_those_of_this_list(school: Workspace, kind: type[Record]) -> None:
    """An unknown reference is refused, and the refusal lists the known ones: no others than are tested."""
    with pytest.raises(InvalidValue) as caught:
        ids(school.unit(Actor("amara")), kind, colour="red")
    known = ", ".join(sorted(REFERENCES.get(kind, {}))) or "no reference at all"
    assert code_of(caught) == "invalid-value"
    assert (caught.value.field, caught.value.hint) == ("colour", f"it can by {known}")


@in_memory
@pytest.mark.parametrize(
    ("kind", "known", "has"),
    [
        (SessionActivity, "author, coach, coachee, participants, relationship", "coachee"),
        (GoalActivity, "coachee, relationship", "coachee"),
        (RelationshipActivity, "coach, coachee", "coachee"),
        (AbsenceActivity, "author, person", "person"),
    ],
)
def test_a_projection_is_found_only_by_what_is_in_it(
    school: Workspace, kind: type[Activity], known: str, has: str
) -> None:
    """A leader can't ask which sessions served a goal: that would tell what their view leaves out."""
    unit = school.unit(Actor("head"))
    for name in set(REFERENCES[Session]) - set(known.split(", ")):
        with pytest.raises(InvalidValue) as caught:
            ids(unit, kind, **{name: "g1"})
        assert caught.value.hint == f"it can by {known}"
    assert ids(unit, kind, **{has: "ben"}) != []


def test_what_has_no_date_in_it_is_not_found_by_date(school: Workspace) -> None:
    """When a goal changed is content: a leader finds goals by no date, and not in the order of one."""
    act(school, "ben", "goal.adopt", goal="g1", when="2025-11-01")
    unit = school.unit(Actor("head"))
    for bound in ("since", "until"):
        with pytest.raises(InvalidValue) as caught:
            ids(unit, GoalActivity, **{bound: date(2025, 10, 1)})
        assert (code_of(caught), caught.value.field) == ("invalid-value", bound)
    assert ids(unit, GoalActivity) == ["g1", "g2"]
    assert ids(school.unit(Actor("ben")), Goal) == ["g2", "g1"]


def plan(school: Workspace, id: str, day: str) -> None:
    """Plan a session for a day."""
    act(
        school,
        "amara",
        "session.plan",
        id=id,
        relationship=PAIR,
        kind="observation",
        planned_for=day,
        when="2025-10-02",
    )


def test_records_are_found_by_date_both_ends_included(school: Workspace) -> None:
    """The first and the last day asked for are part of the answer, which is in order of days and ids."""
    for id, day in (("p3", "2025-11-03"), ("p1", "2025-11-01"), ("p2", "2025-11-02"), ("p0", "2025-11-02")):
        plan(school, id, day)
    unit = school.unit(Actor("ben"))
    first, second = date(2025, 11, 1), date(2025, 11, 2)
    assert ids(unit, Session, since=first) == ["p1", "p0", "p2", "p3"]
    assert ids(unit, Session, until=second) == ["s1", "s2", "p1", "p0", "p2"]
    assert ids(unit, Session, since=second, until=second) == ["p0", "p2"]
    assert ids(unit, Session, since=second, until=first) == []


def test_a_unit_finds_what_it_has_saved(school: Workspace) -> None:
    """A record begun or changed in this unit is found as it now stands, in its place."""
    unit = school.unit(Actor("amara"))
    unit.perform("session.log", id="s0", relationship=PAIR, kind="observation", minutes=20, when="2025-10-01")
    unit.perform("session.correct", session="s1", minutes=50, reason="slip")
    found = list(unit.find(Session, relationship=PAIR))
    assert [(one.id, one.minutes) for one in found] == [("s0", 20), ("s1", 50)]
    assert unit.get(Session, "s0") == found[0]
    assert ids(school.unit(Actor("amara")), Session, relationship=PAIR) == ["s1"]


def test_a_unit_no_longer_finds_what_it_has_moved_away(school: Workspace) -> None:
    """A session moved in this unit is found on its new day, and not on the day on which it is stored."""
    plan(school, "p1", "2025-11-01")
    unit = school.unit(Actor("amara"))
    unit.perform("session.move", session="p1", to="2025-12-12", when="2025-10-30")
    november, december = date(2025, 11, 30), date(2025, 12, 1)
    assert ids(unit, Session, since=date(2025, 11, 1), until=november) == []
    assert ids(unit, Session, since=december) == ["p1"]
    assert ids(school.unit(Actor("amara")), Session, since=december) == []


def test_a_unit_finds_by_the_references_that_it_has_saved(school: Workspace) -> None:
    """A session whose goals were corrected in this unit is found by the new ones and not by the old."""
    unit = school.unit(Actor("amara"))
    unit.perform("session.correct", session="s1", goals=[], reason="slip")
    assert ids(unit, Session, goals="g1") == []


def test_absences_are_found_by_the_day_on_which_they_begin(school: Workspace) -> None:
    """Also one that is noted before, for a leader and for whoever is away; nobody else finds any."""
    away = {"id": "x0", "person": "ben", "kind": "training", "first": "2025-11-03", "last": "2025-11-05"}
    act(school, "head", "absence.note", when="2025-10-20", **away)
    november: dict[str, Any] = {"since": date(2025, 11, 3), "until": date(2025, 11, 3)}
    assert ids(school.unit(Actor("head")), AbsenceActivity, **november) == ["x0"]
    assert ids(school.unit(Actor("ben")), Absence, **november) == ["x0"]
    assert ids(school.unit(Actor("head")), AbsenceActivity) == ["x1", "x2", "x3", "x0"]
    for who in ("amara", "zed"):
        for kind in (Absence, AbsenceActivity):
            assert ids(school.unit(Actor(who)), kind, **november) == []
            assert ids(school.unit(Actor(who)), kind, person="ben") == []


def test_what_was_read_stays_as_it_was_read(school: Workspace) -> None:
    """Within a unit a record doesn't change because somebody else saves it."""
    unit = school.unit(Actor("amara"))
    before = unit.get(Session, "s1")
    act(school, "amara", "session.correct", session="s1", minutes=50, reason="slip")
    assert unit.get(Session, "s1") == before
    assert next(unit.find(Session)) == before


def test_a_voided_session_is_found_by_its_people_and_not_by_leaders(school: Workspace) -> None:
    """What was voided counts nowhere, so a leader doesn't see that it was; its people see why."""
    act(school, "amara", "session.void", session="s1", reason="twice")
    (voided, _) = school.unit(Actor("ben")).find(Session)
    assert (voided.status, voided.voided) == (SessionStatus.HELD, "twice")
    assert ids(school.unit(Actor("head")), SessionActivity) == ["s2"]
    with pytest.raises(NotFound):
        school.unit(Actor("head")).get(SessionActivity, "s1")
