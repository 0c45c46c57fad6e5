"""An action step: one small thing, proposed by either and decided about by the coachee."""

import pytest

from instructional_coaching.domain import ActionStep, Goal
from instructional_coaching.domain.action_step import StepStatus
from instructional_coaching.domain.goal_status import SetAsideReason
from instructional_coaching.errors import ForeignRecord, InvalidValue, NotAnAuthor, OutOfOrder, WrongState
from tests.domain.school import (
    adopted,
    begun,
    day,
    handed_over,
    met,
    method_of,
    private,
    proposed,
    refused,
    set_aside,
    step,
)
from tests.domain.situations import situation

LEADS = {
    "adopt": (StepStatus.PROPOSED, StepStatus.ADOPTED),
    "decline": (StepStatus.PROPOSED, StepStatus.DECLINED),
    "set_aside": (StepStatus.ADOPTED, StepStatus.SET_ASIDE),
    "complete": (StepStatus.ADOPTED, StepStatus.COMPLETED),
}


def at(status: StepStatus) -> ActionStep:
    """Return a step in this state."""
    for verb, (_, to) in LEADS.items():
        if to is status:
            before = situation(f"action_step.{verb}")
            return before.take(when=day(2))  # type: ignore[no-any-return]
    return step()


@pytest.mark.parametrize("status", StepStatus)
@pytest.mark.parametrize("verb", LEADS)
def test_each_decision_is_possible_from_one_state_only(verb: str, status: StepStatus) -> None:
    """The whole table; a refusal names the state from which it is possible."""
    allowed, to = LEADS[verb]
    take = method_of(at(status), verb)
    arguments = situation(f"action_step.{verb}").arguments
    if status is allowed:
        assert (take(**arguments).status, take(**arguments).since) == (to, day(9))
    else:
        with refused(WrongState, "wrong-state", "action_step a1", verb, status, f"possible from: {allowed}"):
            take(**arguments)


@pytest.mark.parametrize("verb", LEADS)
def test_a_decision_is_not_dated_before_the_state_it_follows(verb: str) -> None:
    """On the same day it may be."""
    found = situation(f"action_step.{verb}")
    since = found.subject.since
    assert found.take(when=since).since == since
    with refused(OutOfOrder, "out-of-order", "action_step a1", verb, since.isoformat()):
        found.take(when=since.replace(year=2025))


@pytest.mark.parametrize("who", ["amara", "ben"])
def test_a_coach_or_the_coachee_proposes_a_step_towards_a_goal(who: str) -> None:
    """It names its goal and says what to do, and by when if that was agreed."""
    proposal = step(by=who, due=day(8))
    assert (proposal.status, proposal.proposed_by, proposal.goal, proposal.due) == (
        StepStatus.PROPOSED,
        who,
        "g1",
        day(8),
    )
    assert (proposal.coachee, proposal.relationship, proposal.since) == ("ben", "r1", day(1))
    assert proposal.text == private("wait three seconds")
    assert step().due is None


@pytest.mark.parametrize(("who", "number"), [("head", 1), ("cara", 29), ("amara", 30)])
def test_nobody_outside_the_pair_of_that_day_proposes(who: str, number: int) -> None:
    """The tenures of the day decide."""
    with refused(NotAnAuthor, "not-an-author", "action_step a1", "propose", who, day(number).isoformat()):
        step(relationship=handed_over(), by=who, when=day(number))


def test_a_step_serves_a_goal_of_its_own_relationship() -> None:
    """Another coachee's goal is none of theirs."""
    with refused(ForeignRecord, "foreign-record", "goal g1", "propose", "relationship r2"):
        step(goal=adopted(), relationship=begun(id="r2"))


@pytest.mark.parametrize("goal", [proposed(), adopted()])
def test_a_step_is_proposed_towards_a_live_goal(goal: Goal) -> None:
    """Proposed or adopted."""
    assert step(goal=goal, when=day(5)).goal == "g1"


@pytest.mark.parametrize("goal", [proposed().decline(by="ben", when=day(1)), set_aside(), met()])
def test_no_step_leads_towards_a_goal_that_is_not_live(goal: Goal) -> None:
    """Declined, set aside or met: the message names the goal and what was attempted."""
    told = ("wrong-state", "goal g1", goal.status, "a step towards it", "possible from: proposed, adopted")
    with refused(WrongState, *told) as caught:
        step(goal=goal, when=day(5))
    assert (caught.value.ref, caught.value.attempted) == ("goal g1", "a step towards it")


def test_a_stranger_is_not_told_whether_a_goal_is_live() -> None:
    """Whoever may not propose a step learns that, and nothing of the goal's state."""
    with refused(NotAnAuthor, "not-an-author", "action_step a1", "propose", "head"):
        step(goal=met(), by="head", when=day(5))


def test_a_step_is_not_due_before_it_is_proposed() -> None:
    """On the same day it may be: do it in the next lesson."""
    assert step(due=day(1)).due == day(1)
    with refused(OutOfOrder, "out-of-order", "action_step a1", "propose", "2026-09-07", "2026-09-08"):
        step(due=day(0))


def test_setting_a_step_aside_needs_a_reason_from_the_list() -> None:
    """That is not failing, and it is said why."""
    mine = step().adopt(by="ben", when=day(2))
    aside = mine.set_aside(reason=SetAsideReason.CIRCUMSTANCES, by="ben", when=day(3))
    assert aside.reason is SetAsideReason.CIRCUMSTANCES
    with pytest.raises(TypeError, match="reason"):
        mine.set_aside(by="ben", when=day(3))  # type: ignore[call-arg]
    with refused(InvalidValue, "invalid-value", "reason"):
        mine.set_aside(reason=private("too hard"), by="ben", when=day(3))  # type: ignore[arg-type]


def test_setting_aside_recorded_by_the_coach_is_reversed_with_its_reason() -> None:
    """The reason goes with the state."""
    mine = step().adopt(by="ben", when=day(2))
    aside = mine.set_aside(reason=SetAsideReason.CIRCUMSTANCES, by="ben", recorded_by="amara", when=day(3))
    assert aside.unconfirmed[0].before.reason is None
    assert aside.reverse(by="ben", when=day(4)).reason is None
