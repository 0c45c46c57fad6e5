"""A cycle keeps to the order of its model: what each allows and refuses, and by whom."""

from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from instructional_coaching.domain import Cycle
from instructional_coaching.domain.cycle import CycleStatus
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.stage import Order, Stage
from instructional_coaching.domain.visit import Produced, Visit
from instructional_coaching.errors import (
    AnotherModel,
    ForeignRecord,
    InvalidValue,
    MissingArtefact,
    MissingReason,
    NotAnAuthor,
    OutOfOrder,
    OutOfSequence,
    WrongState,
)
from tests.domain import school
from tests.domain.cycling import at, close, move, produce, told
from tests.domain.defined import MODELS, STAGES, model
from tests.domain.school import START, begun, cycle, day, handed_over, method_of, private, refused
from tests.domain.situations import situation

REF = "cycle c1"
STRICT, ADVANCE, FREE = MODELS[Order.STRICT], MODELS[Order.ADVANCE_WITH_A_REASON], MODELS[Order.FREE]
IDS = [one.id for one in STAGES]


def test_a_cycle_begins_in_the_first_stage() -> None:
    """Of the model as it now is."""
    begins = cycle()
    assert (begins.stage, begins.since, begins.status) == ("aim", START, CycleStatus.OPEN)
    assert (begins.model, begins.relationship, begins.coachee) == (STRICT.pin, "r1", "ben")
    assert begins.visits == (Visit(stage="aim", since=START),)


OK, REASON, SKIP, LACKS = "ok", "missing-reason", "out-of-sequence", "missing-artefact"
# From a stage, without what it requires and without a reason, to each of the stages.
MOVES: Mapping[Order, Mapping[str, tuple[str, ...]]] = {
    #                    aim     plan    practise review
    Order.STRICT: {
        "aim": (REASON, LACKS, SKIP, SKIP),
        "plan": (REASON, REASON, LACKS, SKIP),
        "practise": (REASON, LACKS, REASON, LACKS),
        "review": (REASON, REASON, REASON, REASON),
    },
    Order.ADVANCE_WITH_A_REASON: {
        "aim": (REASON, OK, REASON, REASON),
        "plan": (REASON, REASON, OK, REASON),
        "practise": (REASON, OK, REASON, OK),
        "review": (REASON, REASON, REASON, REASON),
    },
    Order.FREE: dict.fromkeys(IDS, (OK, OK, OK, OK)),
}
# With a reason: what still isn't possible.
REASONED: Mapping[Order, Mapping[str, tuple[str, ...]]] = {
    Order.STRICT: {
        "aim": (OK, LACKS, SKIP, SKIP),
        "plan": (OK, OK, LACKS, SKIP),
        "practise": (OK, OK, OK, LACKS),
        "review": (OK, OK, OK, OK),
    },
    Order.ADVANCE_WITH_A_REASON: dict.fromkeys(IDS, (OK, OK, OK, OK)),
    Order.FREE: dict.fromkeys(IDS, (OK, OK, OK, OK)),
}
EVERY_MOVE = [
    (order, stage, to, reason, table[order][stage][n])
    for table, reason in ((MOVES, None), (REASONED, private("why")))
    for order in Order
    for stage in IDS
    for n, to in enumerate(IDS)
]
TAKEN = {LACKS: MissingArtefact, SKIP: OutOfSequence, REASON: MissingReason}


def empty_at(stage: str, order: Order) -> Cycle:
    """Return a cycle in a stage in which nothing was produced."""
    return attrs.evolve(cycle(order), visits=(Visit(stage=stage, since=START),))


@pytest.mark.parametrize(("order", "stage", "to", "reason", "code"), EVERY_MOVE)
def test_what_an_order_allows_and_refuses(
    order: Order, stage: str, to: str, reason: str | None, code: str
) -> None:
    """The whole table, from every stage to every stage, with a reason and without."""
    before = empty_at(stage, order)
    if code == OK:
        after = move(before, to, reason=reason)
        assert (after.stage, after.since, after.visits[-1].reason) == (to, day(9), reason)
        assert after.visits[:-1] == before.visits
    else:
        with refused(TAKEN[code], code, REF, "move"):
            move(before, to, reason=reason)


@pytest.mark.parametrize("stage", ["aim", "plan", "practise"])
def test_with_what_it_requires_a_strict_stage_is_left_forwards(stage: str) -> None:
    """Without a reason; one may be given all the same."""
    following = {"aim": "plan", "plan": "practise", "practise": "review"}[stage]
    assert at(following).stage == following
    assert [one.stage for one in at(following).visits] == IDS[: IDS.index(following) + 1]


def test_the_refusals_say_what_is_possible_and_what_is_missing() -> None:
    """And that no reason unlocks skipping."""
    with refused(OutOfSequence, SKIP, "practise, review", "no reason unlocks") as skipped:
        move(cycle(model=SKIPPING), "end", model=SKIPPING)
    assert (skipped.value.stage, skipped.value.allowed) == ("start", "practise, review")
    with refused(MissingArtefact, LACKS, "aim", "goal", "cycle.produce") as lacking:
        move(cycle(), "plan")
    assert (lacking.value.stage, lacking.value.missing) == ("aim", "goal")


SKIPPING = model(
    id="oakfield/skipping",
    stages=(
        Stage(id="start", title="Start", next=("practise", "review")),
        Stage(id="practise", title="Practise"),
        Stage(id="review", title="Review"),
        Stage(id="end", title="End", may_finish=True),
    ),
)


def test_from_the_last_stage_a_strict_cycle_goes_back_with_a_reason() -> None:
    """Also to the stage itself, from which nothing else follows."""
    last = move(at("review"), "review", reason="x")
    assert last.stage == "review"


CLOSING = [
    (Order.STRICT, "aim", REASON),
    (Order.STRICT, "review", OK),
    (Order.ADVANCE_WITH_A_REASON, "plan", REASON),
    (Order.ADVANCE_WITH_A_REASON, "review", OK),
    (Order.FREE, "aim", OK),
    (Order.FREE, "review", OK),
]


@pytest.mark.parametrize(("order", "stage", "code"), CLOSING)
def test_a_cycle_is_closed_where_it_may_finish_or_early_with_a_reason(
    order: Order, stage: str, code: str
) -> None:
    """In a free order anywhere."""
    before = empty_at(stage, order)
    early = close(before, reason=private("new post"))
    assert (early.status, early.closed, early.reason, early.since) == (
        CycleStatus.CLOSED,
        day(9),
        private("new post"),
        day(9),
    )
    if code == OK:
        assert close(before).reason is None
    else:
        with refused(MissingReason, REASON, REF, "close", "early"):
            close(before)


def test_a_strict_cycle_that_lacks_what_its_last_stage_requires_is_closed_early() -> None:
    """It may finish there, but not without that."""
    told_: dict[str, Any] = {"id": "a/b", "stages": (attrs.evolve(STAGES[0], may_finish=True),)}
    lacking = cycle(model=model(**told_))
    with refused(MissingReason, REASON, REF, "close"):
        close(lacking, model=model(**told_))
    assert close(produce(lacking, "goal", model=model(**told_)), model=model(**told_)).closed
    relaxed = model(Order.ADVANCE_WITH_A_REASON, **told_)
    assert close(cycle(model=relaxed), model=relaxed).closed


@pytest.mark.parametrize("verb", ["produce", "withdraw", "move", "close"])
def test_nothing_is_done_to_a_closed_cycle(verb: str) -> None:
    """Neither added nor taken back."""
    found = situation(f"cycle.{verb}")
    closed = found.subject.close(reason="new post", **told(found.subject, when=day(5)))
    with refused(WrongState, "wrong-state", REF, verb, "closed", "open"):
        method_of(closed, verb)(**found.arguments)


def test_a_cycle_goes_by_the_model_that_it_was_begun_with() -> None:
    """Another model, or another version of it, is none of its own."""
    for other in (FREE, model(title="Plan and practise, again")):
        for verb, more in (
            ("produce", {"artefact": "goal", "goal": school.adopted()}),
            ("move", {"to": "plan"}),
            ("close", {}),
        ):
            with refused(AnotherModel, "another-model", REF, verb, other.pin, STRICT.pin):
                method_of(cycle(), verb)(**told(cycle(), model=other), **more)


def test_a_cycle_keeps_to_its_relationship_and_its_people() -> None:
    """The coachee and the coaches of the day take its steps; another relationship is refused first."""
    pair = handed_over()
    for who, number in (("head", 5), ("cara", 29), ("amara", 30)):
        with refused(NotAnAuthor, "not-an-author", REF, "begin", who):
            cycle(relationship=pair, by=who, when=day(number))
        for verb, more in (
            ("produce", {"artefact": "goal", "goal": school.adopted()}),
            ("move", {"to": "plan"}),
            ("close", {"reason": "x"}),
        ):
            given = told(cycle(), relationship=pair, by=who, when=day(number))
            with refused(NotAnAuthor, "not-an-author", REF, verb, who):
                method_of(cycle(), verb)(**given, **more)
            with refused(ForeignRecord, "foreign-record", REF, verb, "relationship r2"):
                method_of(cycle(), verb)(**given | {"relationship": begun(id="r2")}, **more)


def test_a_successor_goes_on_with_the_cycle() -> None:
    """Cara takes over from day 30 on."""
    assert produce(cycle(), "goal", relationship=handed_over(), by="cara", when=day(30)).produced


def test_no_cycle_begins_after_the_end() -> None:
    """The relationship has ended."""
    ended = begun().end(reason=EndReason.COMPLETED, by="head", when=day(3))
    with refused(WrongState, "wrong-state", REF, "begin"):
        cycle(relationship=ended, when=day(4))


def test_the_day_of_a_change_belongs_to_the_new_stage() -> None:
    """The day before to the old one; outside the cycle there is none."""
    through = move(at("plan"), "aim", reason="x", when=day(9))
    assert [through.stage_on(day(n)) for n in (-1, 0, 2, 3, 8, 9, 99)] == [
        None,
        "aim",
        "aim",
        "plan",
        "plan",
        "aim",
        "aim",
    ]
    closed = close(through, reason="x", when=day(12))
    assert [closed.stage_on(day(n)) for n in (12, 13)] == ["aim", None]


def test_of_several_changes_on_a_day_the_last_counts() -> None:
    """GROW takes an hour."""
    quick = move(move(cycle(Order.FREE), "plan"), "review")
    assert quick.stage_on(day(9)) == "review"
    assert produce(quick, "summing-up").produced[0].visit == 2


def test_a_change_is_not_dated_before_the_last_one() -> None:
    """On the same day it may be."""
    there = at("plan", Order.FREE)
    assert move(there, "aim", when=there.since).since == there.since
    for verb, more in (("move", {"to": "aim"}), ("close", {})):
        with refused(OutOfOrder, "out-of-order", REF, verb, day(2).isoformat(), day(3).isoformat()):
            method_of(there, verb)(**told(there, when=day(2)), **more)


def test_a_change_is_not_dated_before_what_came_of_the_stage() -> None:
    """Else the stage would have been left without it, and it would belong to the next."""
    full = produce(cycle(), "goal", when=day(6))
    for verb, more in (("move", {"to": "plan"}), ("close", {"reason": "x"})):
        with refused(OutOfOrder, "out-of-order", REF, verb, day(5).isoformat(), day(6).isoformat()):
            method_of(full, verb)(**told(full, when=day(5)), **more)
    assert move(full, "plan", when=day(6)).stage == "plan"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"visits": ()}, "visits"),
        ({"produced": (Produced(artefact="plan", visit=1, by="ben", when=START),)}, "produced[0].visit"),
        ({"produced": (Produced(artefact="plan", visit=-1, by="ben", when=START),)}, "produced[0].visit"),
    ],
)
def test_a_cycle_is_no_cycle_without_its_visits(changes: dict[str, Any], field: str) -> None:
    """What no verb could have made isn't built."""
    with refused(InvalidValue, "invalid-value", field, "by its verbs only"):
        attrs.evolve(cycle(), **changes)


def test_a_cycle_in_a_stage_that_its_model_has_not_is_refused() -> None:
    """One built by hand goes nowhere."""
    with refused(InvalidValue, "invalid-value", "visits", "name a stage that its model hasn't"):
        move(cycle()._with(visits=(Visit(stage="rest", since=START),)), "plan")
