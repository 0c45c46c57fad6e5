"""A history that leads elsewhere than to its record is not saved: shown for every sub-sequence of it."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import combinations
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import ActionStep, Goal, Note, Person, Relationship, Session
from instructional_coaching.domain.goal_status import Judgement, SetAsideReason
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.session_status import MissReason, SessionKind, SessionStatus
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.domain.transition import Entry, Record
from instructional_coaching.errors import CoachingError, UnrecordedChange
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import PAIR, act, code_of, found_school, memory, refusal_of, stored


def on(number: int) -> date:
    """Return a day in October."""
    return date(2025, 10, number)


def goal_life(goal: Goal) -> Goal:
    """Take a proposed goal through seven decisions, each of which matters to where it ends."""
    return (
        goal.adopt(by="ben", when=on(2))
        .revise(by="ben", when=on(3), statement="fewer questions", focus=Focus.TEACHER)
        .set_aside(by="ben", when=on(4), reason=SetAsideReason.CIRCUMSTANCES)
        .take_up(by="ben", when=on(5))
        .revise(by="ben", when=on(6), statement="better questions")
        .share_focus(by="ben", when=on(6), label="questioning")
        .meet(by="ben", when=on(7), judgement=Judgement.OWN_JUDGEMENT)
    )


def relationship_life(pair: Relationship) -> Relationship:
    """Take a relationship through six arrangements."""
    return (
        pair.pause(by="ben", when=on(2))
        .resume(by="ben", when=on(3))
        .agree(by="ben", when=on(4), limits="between us", stance=Stance.DIALOGICAL)
        .add_coach(by="ben", when=on(5), coach="cara", role=CoachRole.STAND_IN, first=on(6), last=on(9))
        .hand_over(by="ben", when=on(10), to="hana")
        .pause(by="ben", when=on(11))
    )


def session_life(session: Session, pair: Relationship) -> Session:
    """Take a planned session through five steps."""
    return (
        session.move(by="amara", when=on(2), to=on(14), relationship=pair, reason=MissReason.SCHOOL_EVENT)
        .move(by="amara", when=on(3), to=on(15), relationship=pair)
        .hold(by="amara", when=on(15), relationship=pair, minutes=30, summary="one question a minute")
        .correct(by="amara", when=on(16), minutes=35, reason="slip")
        .void(by="amara", when=on(17), reason="it was another class")
    )


def sub_sequences(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    """Yield every proper sub-sequence, the empty one among them."""
    for length in range(len(entries)):
        yield from combinations(entries, length)


def refusal(unit: UnitOfWork, record: Record, entries: tuple[Entry, ...]) -> CoachingError | None:
    """Return the refusal of a record with other entries than its own, or None if it was taken."""
    return refusal_of(partial(unit.save, attrs.evolve(record, unsaved=entries)))


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school with a stored goal, a stored session and its relationship."""
    with found_school(memory()) as workspace:
        goal = {"statement": "more talk", "focus": "student"}
        plan = {"kind": "observation", "planned_for": "2025-10-13", "participants": ["ivo"]}
        ours: dict[str, Any] = {"relationship": PAIR, "when": "2025-10-01"}
        act(workspace, "amara", "goal.propose", id="g1", **goal, **ours)
        act(workspace, "amara", "session.plan", id="s1", **plan, **ours)
        yield workspace


def test_a_stored_goal_is_refused_with_any_of_its_new_entries_left_out(shop: Workspace) -> None:
    """Each of 127 incomplete histories of seven decisions is refused, whichever is missing.

    The one exception changes nothing: to have set the goal aside and taken it up again before it was met.
    """
    before = stored(shop)
    goal = goal_life(shop.unit(Actor("ben")).get(Goal, "g1"))
    verbs = [entry.verb for entry in goal.unsaved]
    refusals = {}
    for entries in sub_sequences(goal.unsaved):
        unit = shop.unit(Actor("ben"))
        unit.get(Goal, "g1")
        refusals[entries] = refusal(unit, goal, entries)
    taken = [entries for entries, refused in refusals.items() if refused is None]
    codes = {refused.code for refused in refusals.values() if refused}
    assert taken == [(*goal.unsaved[:2], *goal.unsaved[4:])]
    assert verbs[2:4] == ["goal.set_aside", "goal.take_up"]
    assert codes == {"unrecorded-change", "wrong-state"}
    assert stored(shop) == before


def test_a_stored_relationship_is_refused_with_any_of_its_new_entries_left_out(shop: Workspace) -> None:
    """Also without the pause that was over before the last one: a relationship knows when it rested."""
    before = stored(shop)
    pair = relationship_life(shop.unit(Actor("ben")).get(Relationship, PAIR))
    for entries in sub_sequences(pair.unsaved):
        unit = shop.unit(Actor("ben"))
        unit.get(Relationship, PAIR)
        assert refusal(unit, pair, entries) is not None
    assert stored(shop) == before


def test_a_stored_session_is_refused_with_any_of_its_new_entries_left_out(shop: Workspace) -> None:
    """Each incomplete history of a planned session is refused, also the one without its correction."""
    unit = shop.unit(Actor("amara"))
    session = session_life(unit.get(Session, "s1"), unit.get(Relationship, PAIR))
    for entries in sub_sequences(session.unsaved):
        unit = shop.unit(Actor("amara"))
        unit.get(Session, "s1")
        assert refusal(unit, session, entries) is not None
        unit.commit()
    assert shop.unit(Actor("amara")).get(Session, "s1").status == "planned"


def test_a_new_record_is_refused_with_any_of_its_entries_left_out(shop: Workspace) -> None:
    """A record that begins in this unit needs every entry too, and above all its first."""
    pair = shop.unit(Actor("ben")).get(Relationship, PAIR)
    goal = goal_life(
        Goal.propose(
            id="g-new", relationship=pair, statement="wait", focus=Focus.STUDENT, by="amara", when=on(1)
        )
    )
    begun = goal.unsaved[:1]
    for entries in sub_sequences(goal.unsaved):
        unit = shop.unit(Actor("ben"))
        refused = refusal(unit, goal, entries)
        assert refused is not None
        assert entries[:1] == begun or refused.code == "unrecorded-change"


@pytest.mark.parametrize(
    "record",
    [
        Person(id="nina", duties=frozenset({Duty.LEADER}), since=on(1)),
        Note(id="n1", author="amara", about="ben", text="hand-built", when=on(1)),
        Session(
            id="s-built",
            author="amara",
            when=on(1),
            relationship=PAIR,
            coachee="ben",
            coach="amara",
            kind=SessionKind.CONVERSATION,
            status=SessionStatus.HELD,
        ),
    ],
    ids=["person", "note", "session"],
)
def test_a_hand_built_record_is_refused(shop: Workspace, record: Record) -> None:
    """A record that no verb has made is not saved, however well it is formed."""
    with pytest.raises(UnrecordedChange) as caught:
        shop.unit(Actor("amara")).save(record)
    assert code_of(caught) == "unrecorded-change"
    assert caught.value.fields == "its beginning: it was not read in this unit"


def test_a_record_that_was_never_read_in_this_unit_is_refused(shop: Workspace) -> None:
    """What another unit has read is not taken: nobody knows whether it still stands."""
    goal = shop.unit(Actor("ben")).get(Goal, "g1")
    with pytest.raises(UnrecordedChange) as caught:
        shop.unit(Actor("ben")).save(goal.adopt(by="ben", when=on(2)))
    assert code_of(caught) == "unrecorded-change"


def test_to_have_found_a_record_is_to_have_read_it(shop: Workspace) -> None:
    """A record met in a search can be changed and saved like one that was asked for by its id."""
    unit = shop.unit(Actor("ben"))
    (goal,) = unit.find(Goal)
    assert unit.save(goal.adopt(by="ben", when=on(2))).status == "adopted"


def test_a_record_that_somebody_does_not_see_counts_as_never_read(shop: Workspace) -> None:
    """To ask for a record in vain doesn't make it possible to save over it."""
    goal = shop.unit(Actor("ben")).get(Goal, "g1")
    unit = shop.unit(Actor("zed"))
    with pytest.raises(CoachingError) as absent:
        unit.get(Goal, "g1")
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(goal)
    assert code_of(absent) == "not-found"
    assert caught.value.fields == "its beginning: it was not read in this unit"


def test_a_record_is_refused_under_the_name_of_another_that_was_read(shop: Workspace) -> None:
    """The steps of one record are taken on the record whose id is saved, and on no other."""
    unit = shop.unit(Actor("ben"))
    pair, goal = unit.get(Relationship, PAIR), unit.get(Goal, "g1")
    other = Goal.propose(
        id="g2", relationship=pair, statement="wait", focus=Focus.STUDENT, by="ben", when=on(1)
    )
    unit.save(other)
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(attrs.evolve(goal.adopt(by="ben", when=on(2)), id="g2"))
    assert "statement" not in caught.value.fields.split(", ")
    assert "versions" in caught.value.fields.split(", ")


def test_one_kind_of_record_is_refused_as_another(shop: Workspace) -> None:
    """An action step under the id of a goal is another record, and was not read."""
    unit = shop.unit(Actor("ben"))
    unit.get(Goal, "g1")
    built = ActionStep(
        id="g1", coachee="ben", relationship=PAIR, goal="g1", proposed_by="ben", text="x", since=on(1)
    )
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(built)
    assert code_of(caught) == "unrecorded-change"
