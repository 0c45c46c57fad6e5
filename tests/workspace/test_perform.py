"""A verb performed by name, with plain arguments, as a form or a spreadsheet has them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import PROJECTIONS, RelationshipActivity
from instructional_coaching.domain import ActionStep, DataPoint, Goal, Person, Relationship, Session
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.errors import AlreadyExists, CoachingError, InvalidInput, NotFound
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import OFFICE, PAIR, TODAY, code_of
from tests.workspace.situation import MEASURE, SITUATIONS, WHEN, furnished, possible, records_of


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school in which every verb can be taken; no test commits anything."""
    with furnished() as workspace:
        yield workspace


@pytest.fixture
def unit(shop: Workspace) -> UnitOfWork:
    """A unit of Amara's."""
    return shop.unit(Actor("amara"))


def problems(unit: UnitOfWork, do: str, **arguments: Any) -> list[str]:
    """Return the problems with which a performance is refused, each as place, message and code."""
    with pytest.raises(InvalidInput) as caught:
        unit.perform(do, **arguments)
    assert caught.value.source == do
    assert all(one.hint for one in caught.value.problems)
    return [f"{one.path}: {one.message} [{one.code}]" for one in caught.value.problems]


@pytest.mark.parametrize("do", SITUATIONS)
def test_a_verb_by_name_leads_where_its_method_leads(shop: Workspace, do: str) -> None:
    """Every verb, performed with plain arguments, gives the record that its method gives."""
    situation, records = SITUATIONS[do], records_of(shop)
    who = situation.someone()
    called = situation.called(records, by=who, recorded_by=who)
    performed = possible(do, shop).unit(Actor(who)).perform(do, **situation.arguments, when=WHEN)
    if who == "head" and type(called) in PROJECTIONS and not situation.verb.creates:
        assert performed == PROJECTIONS[type(called)].project(called)
    else:
        assert performed == called


def test_an_unknown_verb_is_refused_with_the_nearest_one(unit: UnitOfWork) -> None:
    """A misspelt verb gets a suggestion; what resembles no verb is sent to the list."""
    with pytest.raises(InvalidInput) as near:
        unit.perform("goal.adotp", goal="g-proposed")
    with pytest.raises(InvalidInput) as far:
        unit.perform("zzzzz")
    (nearest,), (farthest,) = near.value.problems, far.value.problems
    assert (nearest.path, nearest.code, nearest.hint) == ("do", "unknown-verb", "did you mean goal.adopt?")
    assert (farthest.code, farthest.hint) == ("unknown-verb", "the verbs are listed in the reference")


@pytest.mark.parametrize("do", ["goal.saved", "goal.current", "goal._with", "goal", "", "record.void"])
def test_what_is_no_verb_can_not_be_performed(unit: UnitOfWork, do: str) -> None:
    """Only marked methods are verbs: no other attribute of a record can be reached by name."""
    assert problems(unit, do, goal="g-proposed") == ["do: is no verb [unknown-verb]"]


@pytest.mark.parametrize("given", [{}, {"goal": None}, {"goal": 7}, {"goal": ["g-proposed"]}, {"id": "g1"}])
def test_the_record_is_needed(unit: UnitOfWork, given: dict[str, Any]) -> None:
    """A verb on a record needs the record's id, under the name of its kind and as text."""
    assert problems(unit, "goal.adopt", **given) == ["goal: is missing [missing-key]"]
    assert problems(unit, "note.write", about="ben", text="x") == ["id: is missing [missing-key]"]


@pytest.mark.parametrize("name", ["self", "do"])
def test_a_posted_field_of_any_name_is_only_a_field(unit: UnitOfWork, name: str) -> None:
    """A form's field can't stand for what the method itself is called with."""
    posted: dict[str, Any] = {"goal": "g-proposed", name: "x"}
    with pytest.raises(InvalidInput) as raised:
        unit.perform("goal.adopt", **posted)
    assert name in {problem.path for problem in raised.value.problems}


def test_every_problem_is_told_at_once(unit: UnitOfWork) -> None:
    """Unknown, missing and unfitting arguments are all named, those inside a list by their place."""
    found = problems(
        unit,
        "session.log",
        id="s9",
        minutes="30",
        segments=[{"stance": "directive", "minutes": 0}, {"stance": "stern"}],
        colour="red",
        when="2025-13-01",
    )
    assert sorted(found) == [
        "colour: is no parameter of this verb [unknown-key]",
        "kind: is missing [missing-key]",
        "minutes: expected a whole number, got text [invalid-value]",
        "relationship: is missing [missing-key]",
        "segments[0].minutes: is not between 1 and 600 [invalid-value]",
        "segments[1].minutes: is missing [missing-key]",
        "segments[1].stance: is none of the words allowed here [invalid-value]",
        "when: is not a date [invalid-value]",
    ]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("minutes", "30"),
        ("minutes", 30.0),
        ("minutes", True),
        ("goals", "g-adopted"),
        ("when", 20251001),
        ("when", date(2025, 10, 1)),
        ("by", 7),
        ("kind", 0),
        ("segments", {"stance": "directive", "minutes": 5}),
        ("summary", ["x"]),
        ("links", [{"url": "javascript:alert(1)", "expires": "2026-01-01"}]),
    ],
)
def test_nothing_is_coerced(unit: UnitOfWork, name: str, given: object) -> None:
    """A value of another type is refused, however easily it could be made to fit."""
    arguments: dict[str, Any] = {
        "id": "s9",
        "relationship": PAIR,
        "kind": "conversation",
        "when": "2025-10-01",
    }
    (problem,) = problems(unit, "session.log", **arguments | {name: given})
    assert problem.startswith(name)


def test_who_and_when_default_to_the_actor_today(unit: UnitOfWork) -> None:
    """Where nobody is named the actor acts and types, and the day is today."""
    session = unit.perform("session.log", id="s9", relationship=PAIR, kind="conversation")
    (one,) = unit.history(Session, "s9")
    assert isinstance(session, Session)
    assert (session.when, session.author, session.coach) == (TODAY, "amara", "amara")
    assert (one.entry.by, one.entry.recorded_by, one.entry.when) == ("amara", "amara", TODAY)


def test_what_a_coach_types_for_the_coachee_is_recorded_as_typed_by_the_coach(unit: UnitOfWork) -> None:
    """With ``by`` alone the actor is the one who typed it, so the decision is unconfirmed."""
    goal = unit.perform("goal.adopt", goal="g-proposed", by="ben")
    assert isinstance(goal, Goal)
    assert [one.recorded_by for one in goal.unconfirmed] == ["amara"]


def test_plain_values_become_what_the_verb_takes(unit: UnitOfWork) -> None:
    """Words, dates, numbers and objects of a form become the values of the domain, exactly."""
    goal = unit.perform(
        "goal.propose", id="g9", relationship=PAIR, statement=" talk ", focus="student", measure=MEASURE
    )
    session = unit.perform(
        "session.log",
        id="s9",
        relationship=PAIR,
        kind="conversation",
        minutes=40,
        segments=[{"stance": "directive", "minutes": 10}],
        when="2025-10-01",
    )
    assert isinstance(goal, Goal)
    assert isinstance(session, Session)
    assert (goal.statement, goal.measure and goal.measure.target) == ("talk", Decimal(8))
    assert session.segments == (Segment(stance=Stance.DIRECTIVE, minutes=10),)
    assert session.when == date(2025, 10, 1)


def test_a_record_that_the_verb_needs_is_the_one_it_refers_to(unit: UnitOfWork) -> None:
    """A session knows its relationship and a data point its goal, so a form need not repeat them."""
    held = unit.perform("session.hold", session="s-planned", when=WHEN)
    corrected = unit.perform("data_point.correct", data_point="d1", value="4", reason="slip")
    assert isinstance(held, Session)
    assert isinstance(corrected, DataPoint)
    assert (held.status, corrected.value) == ("held", Decimal(4))


def test_what_a_form_repeats_must_agree(unit: UnitOfWork) -> None:
    """Another relationship than the session's own is refused, not ignored."""
    with pytest.raises(CoachingError) as caught:
        unit.perform("session.hold", session="s-planned", relationship="r-paused", when=WHEN)
    assert code_of(caught) == "foreign-record"


def test_an_id_that_is_taken_is_refused(unit: UnitOfWork) -> None:
    """A record can't begin under the id of one that is there, be it stored or saved in this unit."""
    log: dict[str, Any] = {"relationship": PAIR, "kind": "conversation", "when": "2025-10-01"}
    unit.perform("session.log", id="s9", **log)
    for id in ("s-held", "s9"):
        with pytest.raises(AlreadyExists) as caught:
            unit.perform("session.log", id=id, **log)
        assert (code_of(caught), caught.value.kind, caught.value.id) == ("already-exists", "session", id)


def test_one_id_can_be_of_several_kinds(unit: UnitOfWork) -> None:
    """Ids are of one kind: a note may bear the id of a session."""
    assert unit.perform("note.write", id="s-held", about="ben", text="x").id == "s-held"


@pytest.mark.parametrize("given", [{"goal": "g9"}, {"relationship": "r9"}])
def test_a_record_that_is_not_there_is_not_found(unit: UnitOfWork, given: dict[str, str]) -> None:
    """A step with a goal or relationship that doesn't exist is refused by its kind and id."""
    arguments: dict[str, Any] = {"id": "a9", "goal": "g-adopted", "relationship": PAIR, "text": "wait"}
    with pytest.raises(NotFound) as caught:
        unit.perform("action_step.propose", **arguments | given)
    assert {caught.value.kind: caught.value.id} == given


def test_a_leader_gets_back_what_they_may_see(shop: Workspace) -> None:
    """A leader who arranges a relationship is given its activity, not what the two have agreed."""
    unit = shop.unit(Actor("head"))
    paused = unit.perform("relationship.pause", relationship=PAIR)
    begun = unit.perform("relationship.begin", id="r9", coach="cara", coachee="hana")
    assert isinstance(paused, RelationshipActivity)
    assert paused.status == "paused"
    assert isinstance(begun, Relationship)
    assert shop.unit(Actor("ben")).get(Relationship, PAIR).agreement is not None


def test_a_leader_takes_a_relationship_that_they_begin_further(shop: Workspace) -> None:
    """What somebody begins in a unit is theirs to go on with in it: there is nothing in it but their own."""
    unit = shop.unit(Actor("head"))
    begun = unit.save(Relationship.begin(id="r9", coach="cara", coachee="hana", by="head", when=TODAY))
    assert unit.save(begun.pause(by="head", when=TODAY)).status == "paused"


def test_a_steward_enters_what_others_did(shop: Workspace) -> None:
    """A steward types for anybody, and the entry says so."""
    unit = shop.unit(OFFICE)
    step = unit.perform("action_step.adopt", action_step="a-proposed", by="ben")
    point = unit.perform(
        "data_point.record", id="d9", goal="g-adopted", relationship=PAIR, value="3", by="amara"
    )
    assert isinstance(step, ActionStep)
    assert isinstance(point, DataPoint)
    assert (point.author, [one.recorded_by for one in step.unconfirmed]) == ("amara", ["office"])


def test_a_steward_keeps_the_register(shop: Workspace) -> None:
    """A steward enters people in their own name; whoever is entered with the duty leads from that day."""
    unit = shop.unit(OFFICE)
    unit.perform("person.join", id="nina", duties=["leader"], when="2025-12-01")
    nina = unit.get(Person, "nina")
    assert nina.duties == {Duty.LEADER}
    assert (nina.leads_on(date(2025, 11, 30)), nina.leads_on(date(2025, 12, 1))) == (False, True)


def test_the_order_of_a_forms_fields_is_of_no_account(shop: Workspace) -> None:
    """What is recorded is the verb's own entry, however a form was filled in and whatever was left empty."""
    filled: dict[str, Any] = {"minutes": 30, "kind": "conversation", "relationship": PAIR, "coach": None}
    entries = []
    for arguments in (filled, dict(reversed(list(filled.items())))):
        unit = shop.unit(Actor("amara"))
        unit.perform("session.log", **arguments, id="s9", when="2025-10-01")
        entries += [one.entry for one in unit.history(Session, "s9")]
    assert entries[0] == entries[1]
    assert [name for name, _ in entries[0].arguments][:4] == ["id", "relationship", "kind", "minutes"]
