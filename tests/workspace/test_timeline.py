"""The history of a record and the timeline of a relationship."""

from collections.abc import Iterator

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal, Note, Relationship, Session
from instructional_coaching.errors import NotFound
from instructional_coaching.storage import Delete
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import PAIR, act, begin, code_of, holding, stored

in_memory = pytest.mark.parametrize("url", ["memory://"])


def furnish(workspace: Workspace) -> None:
    """Enter a goal and two sessions, logged in another order than they were held."""
    goal = {"statement": "talk", "focus": "student"}
    act(workspace, "amara", "goal.propose", id="g1", relationship=PAIR, **goal, when="2025-10-06")
    for id, day in (("s2", "2025-10-20"), ("s1", "2025-10-06")):
        act(workspace, "ben", "session.log", id=id, relationship=PAIR, kind="conversation", when=day)
    act(workspace, "ben", "goal.adopt", goal="g1", when="2025-10-13")


@pytest.fixture
def school(url: str) -> Iterator[Workspace]:
    """The school in either store."""
    with holding(url, furnish) as workspace:
        yield workspace


def told(unit: UnitOfWork) -> list[str]:
    """Return a timeline in short."""
    return [f"{one.entry.when:%m-%d} {one.id} {one.entry.verb}" for one in unit.timeline(PAIR)]


TIMELINE = [
    "09-08 amara-ben relationship.begin",
    "09-08 amara-ben relationship.add_coach",
    "10-06 g1 goal.propose",
    "10-06 s1 session.log",
    "10-13 g1 goal.adopt",
    "10-20 s2 session.log",
]


def test_a_timeline_is_in_order_of_the_days_it_tells_of(school: Workspace) -> None:
    """A late entry stands where it happened; on one day the relationship comes first, sessions last."""
    assert told(school.unit(Actor("ben"))) == TIMELINE


def test_a_timeline_has_what_this_unit_has_saved(school: Workspace) -> None:
    """What is saved and not yet written is in the timeline of its unit, and in no other's."""
    unit = school.unit(Actor("ben"))
    unit.perform("goal.share_focus", goal="g1", label="talk", when="2025-10-14")
    unit.perform("relationship.pause", relationship=PAIR, when="2025-10-25")
    assert told(unit) == [
        *TIMELINE[:5],
        "10-14 g1 goal.share_focus",
        TIMELINE[5],
        "10-25 amara-ben relationship.pause",
    ]
    assert told(school.unit(Actor("amara"))) == TIMELINE


def test_a_timeline_is_of_one_relationship_alone(school: Workspace) -> None:
    """Neither another relationship nor a record that bears the relationship's id as its own comes in."""
    begin(school, "r2")
    act(
        school,
        "ben",
        "session.log",
        id="s9",
        relationship="r2",
        kind="observation",
        when="2025-10-07",
    )
    unit = school.unit(Actor("ben"))
    unit.perform("note.write", id=PAIR, about="amara", text="mine", when="2025-10-07")
    unit.perform(
        "goal.propose", id=PAIR, relationship="r2", statement="x", focus="student", when="2025-10-07"
    )
    assert told(unit) == TIMELINE
    unit.commit()
    assert told(unit) == TIMELINE


@in_memory
def test_a_timeline_of_nothing_is_refused(school: Workspace) -> None:
    """A relationship that isn't there has no timeline."""
    with pytest.raises(NotFound) as caught:
        list(school.unit(Actor("ben")).timeline("r9"))
    assert code_of(caught) == "not-found"


@in_memory
def test_a_leader_reads_no_entry_of_a_timeline(school: Workspace) -> None:
    """A leader may know of the relationship; its entries are content, and none of them is theirs to read."""
    assert list(school.unit(Actor("head")).timeline(PAIR)) == []


def test_a_history_numbers_the_entries_from_one(school: Workspace) -> None:
    """Every entry of a record comes in the order in which it was recorded, the unwritten ones last."""
    unit = school.unit(Actor("ben"))
    unit.perform("goal.share_focus", goal="g1", label="talk", when="2025-10-14")
    history = list(unit.history(Goal, "g1"))
    assert [(one.number, one.entry.verb) for one in history] == [
        (1, "goal.propose"),
        (2, "goal.adopt"),
        (3, "goal.share_focus"),
    ]
    assert {(one.kind, one.id) for one in history} == {("goal", "g1")}


def test_an_entry_tells_on_what_it_was_taken(school: Workspace) -> None:
    """An entry keeps the revision of each record it was given, so that it can be taken again."""
    unit = school.unit(Actor("ben"))
    unit.perform("relationship.pause", relationship=PAIR)
    unit.perform("session.log", id="s3", relationship=PAIR, kind="observation", when="2025-10-21")
    assert [one.seen for one in unit.history(Session, "s1")] == [(("relationship", 2),)]
    assert [one.seen for one in unit.history(Session, "s3")] == [(("relationship", 3),)]
    assert [one.seen for one in unit.history(Relationship, PAIR)] == [(), (), ()]


@in_memory
@pytest.mark.parametrize("kind", [Goal, Session, Note])
def test_a_record_that_is_not_there_has_no_history(
    school: Workspace, kind: type[Goal] | type[Session] | type[Note]
) -> None:
    """What doesn't exist has neither a history nor anything to rebuild."""
    unit = school.unit(Actor("ben"))
    with pytest.raises(NotFound) as history:
        list(unit.history(kind, "x9"))
    with pytest.raises(NotFound) as rebuilt:
        unit.rebuilt(kind, "x9")
    assert code_of(history) == code_of(rebuilt) == "not-found"


@in_memory
def test_a_record_whose_entries_are_gone_can_not_be_rebuilt(school: Workspace) -> None:
    """A record is nothing without its entries: what the store has lost is told, not made up."""
    lost = [one for one in stored(school).values() if one.key.id.startswith("school/session/s1/")]
    school._backend.commit([Delete(one.key, one.revision) for one in lost])
    unit = school.unit(Actor("ben"))
    assert unit.get(Session, "s1").id == "s1"
    with pytest.raises(NotFound) as caught:
        unit.rebuilt(Session, "s1")
    assert code_of(caught) == "not-found"
