"""Going round: what is needed afresh in another pass, and that no way through skips what is required."""

import pytest
from hypothesis import Phase, find, given, settings

from instructional_coaching.domain import Cycle
from instructional_coaching.domain.stage import Stage
from instructional_coaching.domain.transition import replay
from instructional_coaching.domain.visit import Produced, Visit
from instructional_coaching.errors import (
    InvalidValue,
    MissingArtefact,
)
from tests.domain import school
from tests.domain.cycling import LOOPED, at, move, produce, walks, wrong_in
from tests.domain.defined import model
from tests.domain.school import LAW, begun, cycle, day, private, refused

pytestmark = pytest.mark.long

REF = "cycle c1"
LACKS = "missing-artefact"


def again() -> Cycle:
    """Go through aim, plan and practise, and round to plan again on day 9."""
    return move(produce(at("practise"), "attempt", when=day(8)), "plan")


def test_in_another_pass_the_artefacts_of_the_pass_are_needed_afresh() -> None:
    """The plan and the attempt; not the goal, which was set before the loop."""
    round_two = again()
    assert round_two.visits[-1] == Visit(stage="plan", since=day(9), again=True)
    with refused(MissingArtefact, LACKS, REF, "plan"):
        move(round_two, "practise")
    planned = move(produce(round_two, "plan"), "practise")
    with refused(MissingArtefact, LACKS, REF, "attempt"):
        move(planned, "review")
    second = school.round_planned(id="p2", when=day(9))
    assert move(produce(planned, "attempt", practice_round=second), "review").stage == "review"


def test_in_a_third_pass_those_of_the_second_are_no_help() -> None:
    """The latest pass counts."""
    second = school.round_planned(id="p2", when=day(9))
    practised = produce(move(produce(again(), "plan"), "practise"), "attempt", practice_round=second)
    with refused(MissingArtefact, LACKS, REF, "plan"):
        move(move(practised, "plan"), "practise")


def test_what_belongs_to_the_pass_before_does_not_help() -> None:
    """A plan of a day before the new pass is the old pass's, and the old attempt isn't added once more."""
    with refused(MissingArtefact, LACKS, REF, "plan"):
        move(produce(again(), "plan", when=day(4)), "practise")
    with refused(InvalidValue, "invalid-value", "practice_round", "is there already"):
        produce(move(produce(again(), "plan"), "practise"), "attempt")


def test_going_back_with_a_reason_is_no_new_pass() -> None:
    """What is there stays there."""
    back = move(at("practise"), "aim", reason=private("wrong goal"))
    assert back.visits[-1] == Visit(stage="aim", since=day(9), reason=private("wrong goal"))
    assert move(move(back, "plan"), "practise").stage == "practise"


def test_a_loop_can_be_taken_back_with_a_reason_where_nothing_came_of_it() -> None:
    """To plan once more before anything was practised is no new pass: the plan that is there stays."""
    back = move(at("practise"), "plan", reason=private("too wide"))
    assert back.visits[-1] == Visit(stage="plan", since=day(9), reason=private("too wide"))
    assert move(back, "practise").stage == "practise"
    with refused(MissingArtefact, LACKS, REF, "attempt"):
        move(at("practise"), "plan")


def test_a_stage_listed_earlier_that_was_not_yet_gone_through_is_no_new_pass() -> None:
    """A model may list its stages in another order than they are taken in."""
    unsorted = model(
        id="oakfield/unsorted",
        stages=(
            Stage(id="a", title="A", produces=("plan",), requires=("plan",), next=("c",)),
            Stage(id="b", title="B", requires=("plan",), next=("d",)),
            Stage(id="c", title="C", next=("b",)),
            Stage(id="d", title="D", may_finish=True, next=("b",)),
        ),
    )
    there = produce(cycle(model=unsorted), "plan", model=unsorted)
    there = move(move(there, "c", model=unsorted), "b", model=unsorted)
    assert not there.visits[-1].again
    assert move(there, "d", model=unsorted).stage == "d"


@settings(LAW, max_examples=300)
@given(walks())
def test_no_way_through_a_strict_order_skips_or_leaves_without_what_is_required(
    walk: tuple[list[tuple[str, str]], Cycle],
) -> None:
    """Whatever is attempted, with a reason or without; and the entries lead there again."""
    _, done = walk
    states = {n: _when_left(done, n) for n in range(1, len(done.visits))}
    assert wrong_in(done, states) == []
    for n, one in enumerate(done.produced):
        until = done.visits[one.visit + 1].since if one.visit + 1 < len(done.visits) else done.closed
        assert done.visits[one.visit].since <= one.when, n
        assert until is None or one.when <= until, n
    assert (
        replay(Cycle, None, done.unsaved, lambda kind, _: LOOPED if kind is type(LOOPED) else begun()) == done
    )


def _when_left(done: Cycle, visit: int) -> tuple[Produced, ...]:
    """Return what had been produced when a visit began, from the entries."""
    moves = [n for n, one in enumerate(done.unsaved) if one.verb == "cycle.move"]
    before = replay(
        Cycle,
        None,
        done.unsaved[: moves[visit - 1]],
        lambda kind, _: LOOPED if kind is type(LOOPED) else begun(),
    )
    assert isinstance(before, Cycle)
    return before.produced


def test_the_walks_go_far() -> None:
    """The law above is no empty promise: some of them go round twice."""
    drawn = settings(LAW, phases=[Phase.generate], max_examples=3000)
    found = find(walks(), lambda walk: sum(one.again for one in walk[1].visits) > 1, settings=drawn)
    assert ("move", "b") in found[0]
