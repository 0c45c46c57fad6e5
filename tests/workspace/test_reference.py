"""A record refers only to what there is: its own relationship's goals, and people of the register.

And the one calendar of the school.
"""

from collections.abc import Callable
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Calendar, Relationship, Session
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.errors import AccessDenied, AlreadyExists, ConcurrencyConflict, InvalidValue
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import OFFICE, PAIR, TODAY, act, begin, code_of, found_school, memory, refusal_of

LOG: dict[str, Any] = {"id": "s1", "relationship": PAIR, "kind": "conversation", "when": "2025-10-01"}


@pytest.fixture
def unit() -> UnitOfWork:
    """A unit of Amara's in a school with a goal in each of two relationships."""
    workspace = found_school(memory())
    begin(workspace, "r2")
    for id, pair in (("g1", PAIR), ("g2", "r2")):
        act(
            workspace,
            "amara",
            "goal.propose",
            id=id,
            relationship=pair,
            statement="talk",
            focus="student",
            when="2025-10-01",
        )
    return workspace.unit(Actor("amara"))


def refusal(unit: UnitOfWork, do: str, **arguments: Any) -> tuple[str, str]:
    """Return the field and the problem for which a reference is refused."""
    with pytest.raises(InvalidValue) as caught:
        unit.perform(do, **arguments)
    assert code_of(caught) == "invalid-value"
    assert caught.value.hint == "check the id, or enter it first"
    return caught.value.field, caught.value.problem


def test_a_goal_of_this_relationship_is_taken(unit: UnitOfWork) -> None:
    """A session may name the goals of its relationship."""
    assert unit.perform("session.log", **LOG, goals=["g1"]).id == "s1"


def test_a_goal_that_was_proposed_in_this_unit_is_taken(unit: UnitOfWork) -> None:
    """What this unit has saved can be referred to before it is written."""
    unit.perform("goal.propose", id="g3", relationship=PAIR, statement="x", focus="student")
    assert unit.perform("session.log", **LOG, goals=["g3"]).id == "s1"


def test_a_goal_that_is_not_there_and_one_of_another_relationship_are_refused_alike(
    unit: UnitOfWork,
) -> None:
    """The two refusals differ in the id alone, so that nobody learns what there is elsewhere."""
    absent = refusal(unit, "session.log", **LOG, goals=["g9"])
    foreign = refusal(unit, "session.log", **LOG, goals=["g1", "g2"])
    assert absent == ("goals", "g9 is not in the records of this relationship")
    assert foreign == ("goals", "g2 is not in the records of this relationship")


def test_a_correction_can_not_bring_a_foreign_goal_in(unit: UnitOfWork) -> None:
    """What is refused at the beginning is refused later too."""
    unit.perform("session.log", **LOG, goals=["g1"])
    told: dict[str, Any] = {"session": "s1", "reason": "slip"}
    assert refusal(unit, "session.correct", **told, goals=["g2"])[0] == "goals"
    assert unit.perform("session.correct", **told, goals=["g1"], minutes=30).id == "s1"


def test_what_is_refused_is_not_kept(unit: UnitOfWork) -> None:
    """A record with a reference into nothing is not among what the unit will write."""
    refusal(unit, "session.log", **LOG, goals=["g9"])
    assert list(unit.find(Session)) == []


@pytest.mark.parametrize(
    ("do", "field", "given"),
    [
        ("session.log", "participants", LOG | {"participants": ["nobody"]}),
        ("relationship.hand_over", "coach", {"relationship": PAIR, "to": "nobody"}),
        ("relationship.begin", "coachee", {"id": "r9", "coach": "amara", "coachee": "nobody"}),
        ("note.write", "about", {"id": "n1", "about": "nobody", "text": "x"}),
    ],
)
def test_somebody_who_is_not_in_the_register_is_refused(
    unit: UnitOfWork, do: str, field: str, given: dict[str, Any]
) -> None:
    """Where a school keeps a register, only those in it can be named."""
    assert refusal(unit, do, **given) == (field, "nobody is not in the school's register")


@pytest.mark.parametrize("by", ["office", "head", "registry"])
def test_whoever_keeps_the_register_needs_no_place_in_it(by: str) -> None:
    """A steward notes an absence and corrects it, in their own name or in that of one they vouch for."""
    workspace = found_school(memory())
    office = Actor("office", steward=True, vouches_for=frozenset({"registry"}))
    told: dict[str, Any] = {"by": by, "when": "2025-10-01"}
    assert act(workspace, office, "absence.note", id="x1", person="ben", **told).author == by
    corrected = {"absence": "x1", "last": "2025-10-03", "reason": "slip"}
    assert act(workspace, office, "absence.correct", **corrected, **told).last is not None


def test_whoever_is_away_is_in_the_register() -> None:
    """As everybody else who is named."""
    unit = found_school(memory()).unit(OFFICE)
    assert refusal(unit, "absence.note", id="x1", person="nobody")[0] == "person"


def test_a_school_without_a_register_may_name_anybody() -> None:
    """A school that has entered nobody begins with relationships, and needs no list of people first."""
    with memory() as workspace:
        unit = workspace.unit(Actor("amara"))
        unit.perform("relationship.begin", id="r1", coach="amara", coachee="ben", when="2025-10-01")
        log = LOG | {"relationship": "r1", "participants": ["cara"]}
        assert unit.perform("session.log", **log).id == "s1"
        unit.commit()
        assert act(workspace, "amara", "note.write", id="n1", about="ben", text="x").about == "ben"


def test_a_register_begun_later_does_not_make_what_is_stored_unusable() -> None:
    """References that stood before the register was begun stand; new ones have to be in it."""
    with memory() as workspace:
        begun = {"id": "r1", "coach": "amara", "coachee": "ben", "when": "2025-10-01"}
        act(workspace, "amara", "relationship.begin", **begun)
        act(workspace, OFFICE, "person.join", id="cara")
        assert act(workspace, "amara", "relationship.pause", relationship="r1").status == "paused"
        assert act(workspace, "amara", "relationship.resume", relationship="r1").status == "active"
        unit = workspace.unit(Actor("amara"))
        assert refusal(unit, "relationship.hand_over", relationship="r1", to="dina")[0] == "coach"
        assert act(workspace, "amara", "relationship.hand_over", relationship="r1", to="cara").id == "r1"


def test_a_direct_save_is_asked_the_same(unit: UnitOfWork) -> None:
    """References are looked up whichever way a record comes."""
    pair = unit.get(Relationship, PAIR)
    session = Session.log(
        id="s1",
        relationship=pair,
        kind=SessionKind.CONVERSATION,
        goals=("g2",),
        by="amara",
        when=TODAY,
    )
    with pytest.raises(InvalidValue) as caught:
        unit.save(session)
    assert (code_of(caught), caught.value.field) == ("invalid-value", "goals")


def drawn_up(workspace: Workspace, id: str = "oakfield") -> None:
    """Let the head draw up the calendar of a school."""
    act(workspace, "head", "calendar.draw_up", id=id, when="2025-09-01")


def second_calendar(unit: UnitOfWork, how: str) -> InvalidValue:
    """Return the refusal of another calendar."""
    ways: dict[str, Callable[[], object]] = {
        "perform": lambda: unit.perform("calendar.draw_up", id="other", when="2025-09-01"),
        "save": lambda: unit.save(Calendar.draw_up(id="other", by="head", when=TODAY)),
    }
    with pytest.raises(InvalidValue) as caught:
        ways[how]()
    assert code_of(caught) == "invalid-value"
    return caught.value


@pytest.mark.parametrize("how", ["perform", "save"])
@pytest.mark.parametrize("where", ["stored", "same unit"])
def test_a_school_has_one_calendar(how: str, where: str) -> None:
    """A second one is refused with the name of the first, to which the terms belong."""
    workspace = found_school(memory())
    unit = workspace.unit(Actor("head"))
    if where == "stored":
        drawn_up(workspace)
    else:
        unit.save(Calendar.draw_up(id="oakfield", by="head", when=TODAY))
    refused = second_calendar(unit, how)
    assert (refused.field, refused.hint) == ("id", "add the terms to oakfield")
    unit.commit()
    assert [one.id for one in workspace.unit(OFFICE).find(Calendar)] == ["oakfield"]


def test_the_calendar_is_not_drawn_up_twice_under_one_id_either() -> None:
    """That it is there already is the answer, as of any record."""
    workspace = found_school(memory())
    drawn_up(workspace)
    with pytest.raises(AlreadyExists):
        drawn_up(workspace)


def test_two_who_draw_up_the_calendar_at_once_are_told_of_each_other() -> None:
    """Neither saw the other's: the later is told when they commit, and the school still has one."""
    workspace = found_school(memory())
    first, second = workspace.unit(Actor("head")), workspace.unit(OFFICE)
    for unit, id in ((first, "oakfield"), (second, "other")):
        unit.perform("calendar.draw_up", id=id, when="2025-09-01", by="head")
    first.commit()
    with pytest.raises(ConcurrencyConflict) as caught:
        second.commit()
    assert code_of(caught) == "concurrency-conflict"
    assert [one.id for one in workspace.unit(OFFICE).find(Calendar)] == ["oakfield"]
    with pytest.raises(InvalidValue):
        workspace.run(lambda unit: unit.perform("calendar.draw_up", id="other"), actor=OFFICE)


def test_whoever_may_not_draw_one_up_is_told_no_more() -> None:
    """A teacher is refused for what they are, whether there is a calendar or not."""
    workspace = found_school(memory())
    answers = []
    for _ in range(2):
        refused = refusal_of(lambda: act(workspace, "zed", "calendar.draw_up", id="other"))
        answers.append((type(refused), str(refused)))
        drawn_up(workspace, "oakfield") if len(answers) == 1 else None
    assert answers[0] == answers[1]
    assert answers[0][0] is AccessDenied
