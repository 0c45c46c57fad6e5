"""Decisions are the coachee's: taken by them, or typed for them and then theirs to confirm or reverse."""

from collections.abc import Iterator

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import ActionStep, DataPoint, Goal, Relationship
from instructional_coaching.errors import CoachingError, NotTheCoachee, WrongState
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import NOW, PAIR, TODAY, act, code_of, got, holding
from tests.workspace.situation import MEASURE

in_memory = pytest.mark.parametrize("url", ["memory://"])


def furnish(workspace: Workspace) -> None:
    """Let Amara propose a goal and a step to Ben."""
    ours = {"relationship": PAIR, "when": "2025-12-01"}
    act(
        workspace,
        "amara",
        "goal.propose",
        id="g1",
        statement="more talk",
        focus="student",
        measure=MEASURE,
        **ours,
    )
    act(workspace, "amara", "action_step.propose", id="a1", goal="g1", text="wait", **ours)


@pytest.fixture
def school(url: str) -> Iterator[Workspace]:
    """The school in either store."""
    with holding(url, furnish) as workspace:
        yield workspace


def agreed_in_the_meeting(school: Workspace) -> Goal:
    """Let Amara record that Ben adopted the goal."""
    with school.unit(Actor("amara")) as unit:
        goal = unit.get(Goal, "g1")
        return unit.save(goal.adopt(by="ben", recorded_by="amara", when=TODAY))


def test_a_coach_does_not_adopt_for_the_coachee(school: Workspace) -> None:
    """A coach who adopts in their own name is told whose decision it is, and how it can be recorded."""
    with pytest.raises(NotTheCoachee) as direct:
        got(school, "amara", Goal, "g1").adopt(by="amara", when=TODAY)
    with pytest.raises(NotTheCoachee) as posted:
        act(school, "amara", "goal.adopt", goal="g1")
    for caught in (direct, posted):
        assert code_of(caught) == "not-the-coachee"
        assert "recorded_by=" in caught.value.hint
        assert "confirms or reverses" in caught.value.hint
    assert got(school, "ben", Goal, "g1").status == "proposed"


def test_what_was_agreed_in_the_meeting_is_usable_at_once(school: Workspace) -> None:
    """A decision that a coach typed counts from then on: what builds on it can be recorded."""
    agreed_in_the_meeting(school)
    act(
        school,
        "amara",
        "data_point.record",
        id="d1",
        goal="g1",
        relationship=PAIR,
        value="3",
        when=TODAY.isoformat(),
    )
    act(school, "amara", "action_step.adopt", action_step="a1", by="ben")
    assert got(school, "ben", Goal, "g1").status == "adopted"
    assert got(school, "ben", ActionStep, "a1").status == "adopted"
    assert got(school, "ben", DataPoint, "d1").measured_since == 1


def test_it_is_shown_as_unconfirmed(school: Workspace) -> None:
    """The record says which decision somebody else typed, who and when; so does the history."""
    agreed_in_the_meeting(school)
    (unconfirmed,) = got(school, "ben", Goal, "g1").unconfirmed
    assert (unconfirmed.verb, unconfirmed.recorded_by, unconfirmed.when) == ("adopt", "amara", TODAY)
    *_, last = school.unit(Actor("ben")).history(Goal, "g1")
    assert (last.entry.by, last.entry.recorded_by, last.entry.logged) == ("ben", "amara", NOW)
    assert last.entry.unconfirmed


def test_the_coachee_confirms_it(school: Workspace) -> None:
    """Once the coachee has confirmed, the decision stands and nothing is open."""
    agreed_in_the_meeting(school)
    with school.unit(Actor("ben")) as unit:
        unit.save(unit.get(Goal, "g1").confirm(by="ben", when=TODAY))
    goal = got(school, "amara", Goal, "g1")
    assert (goal.status, goal.unconfirmed) == ("adopted", ())


def test_the_coachee_reverses_it_without_a_reason(school: Workspace) -> None:
    """Once the coachee has reversed, the goal stands where it stood before, and the history tells of both."""
    before = got(school, "ben", Goal, "g1")
    agreed_in_the_meeting(school)
    act(school, "ben", "goal.reverse", goal="g1")
    assert got(school, "ben", Goal, "g1") == before
    verbs = [one.entry.verb for one in school.unit(Actor("ben")).history(Goal, "g1")]
    assert verbs == ["goal.propose", "goal.adopt", "goal.reverse"]


@in_memory
def test_only_the_coachees_own_hand_settles_it(school: Workspace) -> None:
    """A coach can't confirm what they typed themselves, in either name."""
    agreed_in_the_meeting(school)
    for by, code in (("ben", "not-their-own-hand"), ("amara", "not-the-coachee")):
        with pytest.raises(CoachingError) as caught:
            act(school, "amara", "goal.confirm", goal="g1", by=by)
        assert code_of(caught) == code
    assert len(got(school, "ben", Goal, "g1").unconfirmed) == 1


@in_memory
def test_a_decision_of_their_own_settles_it_too(school: Workspace) -> None:
    """When the coachee types the next decision themselves, the earlier one needs no confirmation."""
    agreed_in_the_meeting(school)
    act(school, "ben", "goal.share_focus", goal="g1", label="talk")
    assert got(school, "ben", Goal, "g1").unconfirmed == ()
    with pytest.raises(WrongState) as caught:
        act(school, "ben", "goal.confirm", goal="g1")
    assert code_of(caught) == "wrong-state"


@in_memory
def test_several_decisions_are_reversed_one_by_one(school: Workspace) -> None:
    """Each reversal takes back the latest decision that was typed for the coachee, down to the first."""
    agreed_in_the_meeting(school)
    act(school, "amara", "goal.share_focus", goal="g1", label="talk", by="ben")
    act(school, "ben", "goal.reverse", goal="g1")
    once = got(school, "ben", Goal, "g1")
    act(school, "ben", "goal.reverse", goal="g1")
    twice = got(school, "ben", Goal, "g1")
    assert (once.status, once.shared_focus) == ("adopted", None)
    assert (twice.status, twice.unconfirmed) == ("proposed", ())


@in_memory
def test_a_leader_does_not_agree_for_the_coachee(school: Workspace) -> None:
    """What coach and coachee agree is recorded by one of them: a leader arranges, and no more."""
    with pytest.raises(Exception, match="neither the coachee nor a coach") as caught:
        act(school, "head", "relationship.agree", relationship=PAIR, limits="the head's", by="ben")
    assert code_of(caught) == "access-denied"
    assert got(school, "ben", Relationship, PAIR).agreement is None


@in_memory
def test_a_coach_records_what_was_agreed_on_working_together(school: Workspace) -> None:
    """An agreement that a coach typed holds, unconfirmed, like any other decision of the coachee."""
    act(school, "amara", "relationship.agree", relationship=PAIR, limits="between us", by="ben")
    pair = got(school, "ben", Relationship, PAIR)
    assert pair.agreement is not None
    assert [one.verb for one in pair.unconfirmed] == ["agree"]
    act(school, "ben", "relationship.reverse", relationship=PAIR)
    assert got(school, "ben", Relationship, PAIR).agreement is None
