"""A goal: proposed by either, decided about by the coachee, met on evidence or on their own judgement."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import attrs
import pytest

from instructional_coaching.domain import Goal
from instructional_coaching.domain.goal_status import LIVE, GoalStatus, Judgement, SetAsideReason
from instructional_coaching.errors import (
    ForeignRecord,
    InvalidValue,
    MissingEvidence,
    NotAnAuthor,
    OutOfOrder,
    WrongState,
)
from tests.domain.school import (
    adopted,
    begun,
    counted,
    day,
    handed_over,
    met,
    method_of,
    private,
    proposed,
    refused,
    scaled,
    set_aside,
)
from tests.domain.situations import situation

AT: Mapping[GoalStatus, Callable[[], Goal]] = {
    GoalStatus.PROPOSED: proposed,
    GoalStatus.ADOPTED: adopted,
    GoalStatus.DECLINED: lambda: proposed().decline(by="ben", when=day(1)),
    GoalStatus.SET_ASIDE: set_aside,
    GoalStatus.MET: met,
}
LEADS = {
    "adopt": {GoalStatus.PROPOSED: GoalStatus.ADOPTED},
    "decline": {GoalStatus.PROPOSED: GoalStatus.DECLINED},
    "revise": {GoalStatus.PROPOSED: GoalStatus.PROPOSED, GoalStatus.ADOPTED: GoalStatus.ADOPTED},
    "set_aside": {GoalStatus.ADOPTED: GoalStatus.SET_ASIDE},
    "take_up": {GoalStatus.SET_ASIDE: GoalStatus.ADOPTED},
    "meet": {GoalStatus.ADOPTED: GoalStatus.MET},
    "share_focus": {status: status for status in GoalStatus},
}


@pytest.mark.parametrize("status", GoalStatus)
@pytest.mark.parametrize("verb", LEADS)
def test_each_decision_is_possible_from_these_states_and_no_others(verb: str, status: GoalStatus) -> None:
    """The whole table of states and decisions; a refusal names the states from which it is possible."""
    goal = AT[status]()
    take = method_of(goal, verb)
    arguments = situation(f"goal.{verb}").arguments
    if status in LEADS[verb]:
        assert take(**arguments).status is LEADS[verb][status]
    else:
        allowed = ", ".join(LEADS[verb])
        with refused(WrongState, "wrong-state", "goal g1", verb, status, f"possible from: {allowed}"):
            take(**arguments)


@pytest.mark.parametrize("who", ["amara", "ben"])
def test_a_coach_or_the_coachee_proposes(who: str) -> None:
    """A proposal is nobody's goal yet, whoever made it."""
    goal = proposed(by=who)
    assert (goal.status, goal.proposed_by, goal.coachee, goal.since) == (
        GoalStatus.PROPOSED,
        who,
        "ben",
        day(0),
    )
    assert (goal.version, goal.relationship, goal.unconfirmed) == (1, "r1", ())


@pytest.mark.parametrize(("who", "number"), [("head", 0), ("cara", 29), ("amara", 30), ("amara", -1)])
def test_nobody_outside_the_pair_of_that_day_proposes(who: str, number: int) -> None:
    """The head never, the next coach not before, the earlier coach not after their tenure."""
    with refused(NotAnAuthor, "not-an-author", "goal g1", "propose", who, day(number).isoformat(), "tenures"):
        proposed(by=who, when=day(number), relationship=handed_over())


def test_a_goal_outlives_a_change_of_coach() -> None:
    """Amara's proposal is Ben's goal under Cara, and Cara goes on with it."""
    goal = adopted(measure=counted())
    relationship = handed_over()
    later = goal.record_baseline(
        relationship=relationship, value=Decimal(7), observed=20, by="cara", when=day(31)
    )
    assert later.baseline == 7
    assert later.set_aside(reason=SetAsideReason.REPLACED, by="ben", when=day(40)).relationship == "r1"


@pytest.mark.parametrize("verb", ["adopt", "decline", "revise", "set_aside", "take_up", "meet"])
def test_a_decision_is_not_dated_before_the_state_it_follows(verb: str) -> None:
    """On the same day it may be; a day earlier it can't have been."""
    found = situation(f"goal.{verb}")
    since = found.subject.since
    assert found.take(when=since).since >= since
    with refused(OutOfOrder, "out-of-order", "goal g1", verb, since.isoformat(), "check the dates"):
        found.take(when=since.replace(year=2025))


def test_a_goal_is_met_on_evidence_that_is_named() -> None:
    """Data points or links, in the order given."""
    goal = adopted().meet(judgement=Judgement.EVIDENCE, evidence=("d1", "d2"), by="ben", when=day(9))
    assert (goal.status, goal.judgement, goal.evidence, goal.since) == (
        GoalStatus.MET,
        Judgement.EVIDENCE,
        ("d1", "d2"),
        day(9),
    )


def test_a_goal_is_not_met_on_evidence_without_any() -> None:
    """The remedy is to name some, or to label it the coachee's own judgement."""
    with refused(MissingEvidence, "missing-evidence", "goal g1", "meet", "judgement=own_judgement"):
        adopted().meet(judgement=Judgement.EVIDENCE, by="ben", when=day(9))


def test_a_goal_is_met_on_the_coachees_own_judgement_labelled_so() -> None:
    """No evidence is needed for that, and some may be named."""
    goal = met()
    assert (goal.judgement, goal.evidence) == (Judgement.OWN_JUDGEMENT, ())
    both = adopted().meet(judgement=Judgement.OWN_JUDGEMENT, evidence=("d1",), by="ben", when=day(9))
    assert (both.judgement, both.evidence) == (Judgement.OWN_JUDGEMENT, ("d1",))


def test_meeting_a_goal_says_on_what_it_rests() -> None:
    """There is no default: neither is it evidence, nor own judgement, until it is said."""
    with pytest.raises(TypeError, match="judgement"):
        adopted().meet(by="ben", when=day(9))  # type: ignore[call-arg]


def test_leaving_active_life_needs_a_reason_from_the_list() -> None:
    """Setting aside carries a reason code and no score; free text is none."""
    with pytest.raises(TypeError, match="reason"):
        adopted().set_aside(by="ben", when=day(9))  # type: ignore[call-arg]
    with refused(InvalidValue, "invalid-value", "reason", "replaced, no_longer_relevant"):
        adopted().set_aside(reason=private("too hard"), by="ben", when=day(9))  # type: ignore[arg-type]
    aside = set_aside()
    assert (aside.reason, aside.judgement, aside.evidence) == (SetAsideReason.TOO_WIDE, None, ())


def test_taking_up_again_clears_the_reason() -> None:
    """The reason holds while it is set aside; the history keeps it."""
    again = set_aside().take_up(by="ben", when=day(5))
    assert (again.status, again.reason, again.since) == (GoalStatus.ADOPTED, None, day(5))


def test_declining_needs_no_reason() -> None:
    """It is neutral."""
    declined = AT[GoalStatus.DECLINED]()
    assert (declined.status, declined.reason) == (GoalStatus.DECLINED, None)


def test_the_coachee_shares_a_label_with_leaders_and_takes_it_back() -> None:
    """Nothing is shared unless it is said; the statement never is."""
    assert adopted().shared_focus is None
    shared = adopted().share_focus(label="questioning", by="ben", when=day(2))
    assert shared.shared_focus == "questioning"
    assert shared.share_focus(by="ben", when=day(3)).shared_focus is None


def test_a_label_is_not_shared_before_the_goal_was_proposed() -> None:
    """On the same day it may be, also where the goal was set aside later on."""
    for goal in (proposed(), set_aside()):
        for number in (0, 1):
            assert goal.share_focus(label="questioning", by="ben", when=day(number)).shared_focus
        with refused(OutOfOrder, "out-of-order", "goal g1", "share_focus", "2026-09-06", "2026-09-07"):
            goal.share_focus(label="questioning", by="ben", when=day(-1))


def test_a_baseline_of_a_count_carries_the_minutes_observed() -> None:
    """They are kept with it, and the next baseline has its own."""
    goal = adopted(measure=counted())
    with refused(InvalidValue, "invalid-value", "observed", "missing for a count", "minutes observed"):
        goal.record_baseline(relationship=begun(), value=Decimal(7), by="ben", when=day(2))
    measured = goal.record_baseline(
        relationship=begun(), value=Decimal(7), observed=20, by="ben", when=day(2)
    )
    assert (measured.current.baseline, measured.current.baseline_observed) == (Decimal(7), 20)
    again = measured.record_baseline(
        relationship=begun(), value=Decimal(8), observed=25, by="ben", when=day(3)
    )
    assert (again.current.baseline, again.current.baseline_observed) == (Decimal(8), 25)


def test_another_baseline_may_say_how_long_was_observed() -> None:
    """It needn't, and what an earlier one said goes with it."""
    goal = adopted(measure=scaled())
    told = goal.record_baseline(relationship=begun(), value=Decimal(4), observed=30, by="ben", when=day(2))
    assert told.current.baseline_observed == 30
    plain = told.record_baseline(relationship=begun(), value=Decimal(4), by="ben", when=day(2))
    assert plain.current.baseline_observed is None


@pytest.mark.parametrize("number", [0, 601])
def test_minutes_of_a_baseline_are_those_of_a_lesson_or_a_day(number: int) -> None:
    """From 1 to 600, both inclusive."""
    goal = adopted(measure=counted())
    for within in (1, 600):
        taken = goal.record_baseline(
            relationship=begun(), value=Decimal(7), observed=within, by="ben", when=day(2)
        )
        assert taken.current.baseline_observed == within
    with refused(InvalidValue, "invalid-value", "observed", "1 and 600"):
        goal.record_baseline(relationship=begun(), value=Decimal(7), observed=number, by="ben", when=day(2))


@pytest.mark.parametrize("status", GoalStatus)
def test_a_baseline_is_recorded_while_the_goal_is_live(status: GoalStatus) -> None:
    """Proposed or adopted; what was declined, set aside or met has no beginning any more."""
    goal = AT[status]().revise(measure=scaled(), by="ben", when=day(3)) if status in LIVE else AT[status]()
    assert LIVE == (GoalStatus.PROPOSED, GoalStatus.ADOPTED)
    if status in LIVE:
        after = goal.record_baseline(relationship=begun(), value=Decimal(4), by="ben", when=day(4))
        assert after.baseline == 4
    else:
        told = ("wrong-state", "goal g1", "record_baseline", status, "possible from: proposed, adopted")
        with refused(WrongState, *told):
            goal.record_baseline(relationship=begun(), value=Decimal(4), by="ben", when=day(4))


def test_a_stranger_is_not_told_whether_a_goal_is_live() -> None:
    """Whoever may not record a baseline learns that, and nothing of the goal's state."""
    with refused(NotAnAuthor, "not-an-author", "goal g1", "record_baseline", "head"):
        met().record_baseline(relationship=begun(), value=Decimal(4), by="head", when=day(4))


def test_a_baseline_is_recorded_for_the_measure_in_force() -> None:
    """By coach or coachee; the version's other parts stay."""
    goal = adopted(measure=scaled())
    assert goal.baseline is None
    measured = goal.record_baseline(relationship=begun(), value=Decimal(4), by="ben", when=day(2))
    assert measured.baseline == 4
    assert attrs.evolve(measured.current, baseline=None) == goal.current
    assert measured.status is goal.status


def test_a_baseline_needs_a_measure_and_a_possible_value() -> None:
    """Without a measure there is nothing to begin with."""
    with refused(InvalidValue, "invalid-value", "measure", "goal g1 has none", "revising the goal"):
        adopted().record_baseline(relationship=begun(), value=Decimal(4), by="ben", when=day(2))
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
        adopted(measure=scaled()).record_baseline(
            relationship=begun(), value=Decimal(11), by="ben", when=day(2)
        )


@pytest.mark.parametrize(("who", "number"), [("head", 2), ("cara", 29), ("amara", 30)])
def test_nobody_outside_the_pair_of_that_day_records_a_baseline(who: str, number: int) -> None:
    """It is content like any other."""
    with refused(NotAnAuthor, "not-an-author", "goal g1", "record_baseline", who):
        adopted(measure=scaled()).record_baseline(
            relationship=handed_over(), value=Decimal(4), by=who, when=day(number)
        )


def test_a_goal_is_measured_in_its_own_relationship() -> None:
    """Tenures of another relationship say nothing about this one."""
    with refused(ForeignRecord, "foreign-record", "goal g1", "record_baseline", "relationship r2"):
        adopted(measure=scaled()).record_baseline(
            relationship=begun(id="r2"), value=Decimal(4), by="amara", when=day(2)
        )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": 2}, "is no version of this goal"),
        ({"versions": ()}, "is no version of this goal"),
        ({"versions": (attrs.evolve(proposed().current, number=2),)}, "are not numbered from 1"),
        ({"versions": proposed().versions * 2}, "are not numbered from 1"),
    ],
)
def test_a_goal_built_by_hand_has_versions_that_fit(changes: dict[str, Any], said: str) -> None:
    """What no verb leads to is refused."""
    with refused(InvalidValue, "invalid-value", "version", said, "by its verbs only"):
        attrs.evolve(proposed(), **changes)


def test_the_goal_reads_as_its_version_in_force() -> None:
    """Statement, measure and baseline are those of the current version."""
    goal: Goal = proposed(measure=counted())
    assert (goal.statement, goal.measure, goal.baseline) == (goal.current.statement, counted(), None)
