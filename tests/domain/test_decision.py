"""A decision is the coachee's: taken by them, or recorded for them, unconfirmed until they settle it."""

from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain import ActionStep, Goal, PracticeRound, Relationship
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.goal_status import GoalStatus, SetAsideReason
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import NotTheCoachee, NotTheirOwnHand, OutOfOrder, WrongState
from tests.domain.school import (
    LAW,
    adopted,
    begun,
    day,
    every_verb,
    method_of,
    private,
    proposed,
    refused,
    round_planned,
    set_aside,
    step,
)
from tests.domain.situations import VERBS, situation
from tests.domain.strategies import attempt, lives

SETTLING = ("confirm", "reverse")
DECISIONS = [name for name in VERBS if every_verb()[name][1].decision]
TAKEN = [name for name in DECISIONS if not name.endswith(SETTLING)]
OWNED = (Relationship, Goal, ActionStep, PracticeRound)


def recorded(name: str) -> Any:
    """Let Amara record a decision of Ben's."""
    return situation(name).take(recorded_by="amara")


def without_versions(record: Any) -> Any:
    """Return a goal without the versions that a reversal keeps after the one in force; others as they are."""
    kept = {"versions": record.versions[: record.version]} if isinstance(record, Goal) else {}
    return attrs.evolve(record, **kept)


def test_these_decisions_are_the_coachees_alone() -> None:
    """Adopting, declining, revising, setting aside, meeting, sharing, agreeing, responding and the like."""
    assert sorted(DECISIONS) == sorted(
        [
            *(f"{kind.KIND}.{verb}" for kind in OWNED for verb in SETTLING),
            "relationship.agree",
            *(f"goal.{verb}" for verb in ("adopt", "decline", "revise", "set_aside", "take_up", "meet")),
            "goal.share_focus",
            *(f"action_step.{verb}" for verb in ("adopt", "decline", "set_aside", "complete")),
            *(f"practice_round.{verb}" for verb in ("respond", "reflect")),
        ]
    )


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("other", ["amara", "cara", "head"])
def test_nobody_else_takes_a_decision(name: str, other: str) -> None:
    """The coach, a coach to come and the head are told whose decision it is, and how it can be recorded."""
    with refused(NotTheCoachee, "not-the-coachee", name.rpartition(".")[2], other, "recorded_by=") as caught:
        situation(name).take(by=other)
    assert caught.value.ref == situation(name).subject.ref


@pytest.mark.parametrize("name", DECISIONS)
def test_nobody_takes_a_decision_that_the_coachee_types(name: str) -> None:
    """Whose decision it is counts, not who types it."""
    with refused(NotTheCoachee, "not-the-coachee", "amara"):
        situation(name).take(by="amara", recorded_by="ben")


@pytest.mark.parametrize("name", TAKEN)
def test_a_decision_recorded_by_the_coach_counts_at_once_and_is_unconfirmed(name: str) -> None:
    """Agreed in the meeting: the record says the same as if the coachee had typed it, and who did."""
    own, theirs = situation(name).take(), recorded(name)
    assert own.unconfirmed == ()
    (waiting,) = theirs.unconfirmed
    assert (waiting.verb, waiting.recorded_by, waiting.when) == (name.rpartition(".")[2], "amara", day(9))
    assert attrs.evolve(theirs, unconfirmed=()) == own
    assert theirs.unsaved[-1].unconfirmed


@pytest.mark.parametrize("name", TAKEN)
def test_the_coachee_confirms_without_a_reason(name: str) -> None:
    """Confirmed, it is as if they had typed it in the first place."""
    assert recorded(name).confirm(by="ben", when=day(9)) == situation(name).take()


@pytest.mark.parametrize("name", TAKEN)
def test_the_coachee_reverses_without_a_reason(name: str) -> None:
    """Reversed, the record is exactly what it was; only a goal's list of versions keeps the reversed one."""
    before = situation(name).subject
    reversed_ = recorded(name).reverse(by="ben", when=day(9))
    assert without_versions(reversed_) == without_versions(before)
    if isinstance(before, Goal):
        assert reversed_.current == before.current
        assert reversed_.versions[: len(before.versions)] == before.versions


@pytest.mark.parametrize("verb", SETTLING)
@pytest.mark.parametrize("name", TAKEN)
def test_nobody_else_types_that_it_was_confirmed_or_reversed(name: str, verb: str) -> None:
    """Otherwise a coach could confirm their own account of what was agreed."""
    waiting = recorded(name)
    for other in ("amara", "cara", "head"):
        told = ("not-their-own-hand", waiting.ref, verb, other, "until the coachee settles it")
        with refused(NotTheirOwnHand, *told) as caught:
            method_of(waiting, verb)(by="ben", recorded_by=other, when=day(9))
        assert (caught.value.recorded_by, caught.value.status) == (other, 403)
    assert method_of(waiting, verb)(by="ben", recorded_by="ben", when=day(9)).unconfirmed == ()


@pytest.mark.parametrize("verb", SETTLING)
@pytest.mark.parametrize("record", [begun(), proposed(), step(), round_planned()])
def test_somebody_elses_hand_is_refused_before_anything_is_said_of_the_record(
    record: Record, verb: str
) -> None:
    """Whether anything is unconfirmed is the coachee's to know."""
    with refused(NotTheirOwnHand, "not-their-own-hand", record.ref, verb, "head"):
        method_of(record, verb)(by="ben", recorded_by="head", when=day(9))


@pytest.mark.parametrize("verb", SETTLING)
@pytest.mark.parametrize("name", TAKEN)
def test_what_the_coachee_decided_themselves_is_settled(name: str, verb: str) -> None:
    """There is nothing to confirm, and no way back without a decision."""
    decided = situation(name).take()
    with refused(WrongState, "wrong-state", decided.ref, verb, "settled", "unconfirmed"):
        method_of(decided, verb)(by="ben", when=day(9))


@pytest.mark.parametrize("verb", SETTLING)
@pytest.mark.parametrize("record", [begun(), proposed(), step(), round_planned()])
def test_where_nothing_was_decided_there_is_nothing_to_settle(record: Record, verb: str) -> None:
    """A new record has no unconfirmed decision."""
    with refused(WrongState, "wrong-state", record.ref, verb, "settled"):
        method_of(record, verb)(by="ben", when=day(9))


@pytest.mark.parametrize("verb", SETTLING)
@pytest.mark.parametrize("name", TAKEN)
def test_a_decision_is_not_settled_before_it_was_taken(name: str, verb: str) -> None:
    """On its own day at the earliest."""
    with refused(OutOfOrder, "out-of-order", verb, "2026-09-15", "2026-09-16"):
        method_of(recorded(name), verb)(by="ben", when=day(8))


def test_a_later_decision_of_their_own_settles_what_was_recorded() -> None:
    """Ben goes on from the adoption that Amara recorded, so he stands by it."""
    waiting = proposed().adopt(by="ben", recorded_by="amara", when=day(1))
    aside = waiting.set_aside(reason=SetAsideReason.REPLACED, by="ben", when=day(2))
    assert (aside.status, aside.unconfirmed) == (GoalStatus.SET_ASIDE, ())


def test_decisions_recorded_one_after_the_other_are_reversed_one_after_the_other() -> None:
    """The latest first; confirming takes all of them."""
    first = proposed().adopt(by="ben", recorded_by="amara", when=day(1))
    second = first.set_aside(reason=SetAsideReason.REPLACED, by="ben", recorded_by="cara", when=day(2))
    assert [(one.verb, one.recorded_by) for one in second.unconfirmed] == [
        ("adopt", "amara"),
        ("set_aside", "cara"),
    ]
    assert second.reverse(by="ben", when=day(3)) == first
    assert second.reverse(by="ben", when=day(3)).reverse(by="ben", when=day(3)) == proposed()
    assert second.confirm(by="ben", when=day(3)).unconfirmed == ()
    assert second.confirm(by="ben", when=day(3)).status is GoalStatus.SET_ASIDE


def test_reversing_leaves_alone_what_is_no_decision_of_the_coachees() -> None:
    """A hand-over between the recorded agreement and its reversal stays."""
    agreed = begun().agree(limits=private("limits"), by="ben", recorded_by="amara", when=day(1))
    handed = agreed.hand_over(to="cara", by="head", when=day(5))
    back = handed.reverse(by="ben", when=day(6))
    assert back.agreement is None
    assert back.lead_on(day(6)) == "cara"


def test_the_list_of_unconfirmed_decisions_is_itself_private() -> None:
    """It holds where the record stood before."""
    waiting = set_aside().take_up(by="ben", recorded_by="amara", when=day(3))
    assert "too_wide" not in repr(waiting.unconfirmed)
    assert waiting.unconfirmed[0].before.reason is SetAsideReason.TOO_WIDE
    assert "before" not in repr(waiting)


@pytest.mark.parametrize("kind", OWNED)
def test_reversing_at_once_gives_back_what_was_there(kind: type[Owned[Any]]) -> None:
    """For any life of a record: record any decision for the coachee, reverse it, and nothing has changed."""

    @LAW
    @given(lives(kind), st.data())
    def law(before: Any, data: st.DataObject) -> None:
        verb = data.draw(st.sampled_from([one for one in TAKEN if one.startswith(f"{kind.KIND}.")]))
        now = data.draw(st.integers(30, 60))
        after = attempt(data.draw, before, verb.rpartition(".")[2], now, by="ben", recorded_by="amara")
        if after is not None:
            back = after.reverse(by="ben", when=day(now))
            assert without_versions(back) == without_versions(before)
            assert back.unconfirmed == before.unconfirmed
            assert not isinstance(back, Goal) or back.current == before.current

    law()


def test_whose_decision_it_is_can_be_read_from_the_record() -> None:
    """Each of the records that a coachee decides about names the coachee."""
    assert {record.coachee for record in (begun(), adopted(), step(), round_planned())} == {"ben"}
