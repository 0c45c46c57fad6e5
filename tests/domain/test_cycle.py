"""A cycle keeps to the order of its model: what each allows and refuses, and to which stage things belong."""

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings

from instructional_coaching.domain import Cycle
from instructional_coaching.domain.cycle import CycleStatus, Produced, Visit
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.session_status import MissReason
from instructional_coaching.domain.stage import ArtefactForm, Order, Stage
from instructional_coaching.domain.transition import replay
from instructional_coaching.errors import (
    AnotherModel,
    ForeignRecord,
    InvalidValue,
    MissingArtefact,
    MissingReason,
    NotAnAuthor,
    NotItsAuthor,
    NotTheirDuty,
    OutOfOrder,
    OutOfSequence,
    WrongState,
)
from tests.domain import school
from tests.domain.cycling import LOOPED, RECORDS, at, close, move, produce, told, walks, wrong_in
from tests.domain.defined import ARTEFACTS, MODELS, STAGES, model
from tests.domain.school import LAW, START, begun, cycle, day, handed_over, method_of, private, refused
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


@pytest.mark.parametrize("name", [one.id for one in ARTEFACTS])
def test_an_artefact_is_added_in_its_form(name: str) -> None:
    """A record as its kind and id; words as words, which may stand beside a record too."""
    added = produce(
        cycle(Order.FREE), name, words=private("in words"), by="ben" if name != "visit" else "amara"
    )
    (made,) = added.produced
    assert (made.artefact, made.visit, made.words) == (name, 0, private("in words"))
    form = FREE.artefact(name).form  # type: ignore[union-attr]
    (record,) = RECORDS[form].values()
    assert made.record == (None if form is ArtefactForm.WORDS else record.ref)


@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        ("goal", {}, "goal"),
        ("goal", {"words": "only words"}, "goal"),
        ("goal", {"session": school.logged()}, "goal"),
        ("goal", {"goal": school.adopted(), "session": school.logged()}, "goal"),
        ("plan", {}, "words"),
        ("plan", {"words": "a plan", "goal": school.adopted()}, "words"),
        ("plan", {"goal": school.adopted()}, "words"),
    ],
)
def test_another_form_is_refused(name: str, given: dict[str, Any], field: str) -> None:
    """One record of the right kind, or words and no record."""
    with refused(InvalidValue, "invalid-value", field, "is what this artefact is", "give"):
        cycle(Order.FREE).produce(artefact=name, **told(cycle(Order.FREE)), **given)


@pytest.mark.parametrize(
    ("name", "record", "state"),
    [
        ("goal", school.proposed(), "proposed"),
        ("goal", school.proposed().decline(by="ben", when=day(1)), "declined"),
        ("goal", school.set_aside(), "set_aside"),
        ("step", school.step(), "proposed"),
        (
            "step",
            school.step().adopt(by="ben", when=day(2)).set_aside(reason="replaced", by="ben", when=day(2)),  # type: ignore[arg-type]
            "set_aside",
        ),
        ("visit", school.planned(), "planned"),
        (
            "visit",
            school.planned().cancel(
                relationship=begun(), reason=MissReason.SCHOOL_EVENT, by="amara", when=day(2)
            ),
            "cancelled",
        ),
        ("visit", school.logged().void(reason="x", by="amara", when=day(8)), "void"),
        ("evidence", school.point().void(reason="x", by="amara", when=day(8)), "void"),
        ("attempt", school.round_practised().void(reason="x", by="amara", when=day(8)), "void"),
    ],
)
def test_what_does_not_count_is_no_artefact(name: str, record: Any, state: str) -> None:
    """A goal or step that isn't the coachee's, a session that wasn't held, and whatever is void."""
    given = told(cycle(Order.FREE), by="amara")
    with refused(WrongState, "wrong-state", record.ref, "part of a cycle", state):
        cycle(Order.FREE).produce(artefact=name, **{record.KIND: record}, **given)


@pytest.mark.parametrize(
    "done", [school.met(), school.step().adopt(by="ben", when=day(2)).complete(by="ben", when=day(3))]
)
def test_what_was_met_or_completed_counts(done: Any) -> None:
    """It was the coachee's, and it is done."""
    added = cycle(Order.FREE).produce(
        artefact={"goal": "goal", "action_step": "step"}[done.KIND],
        **{done.KIND: done},
        **told(cycle(Order.FREE)),
    )
    assert added.produced[0].record == done.ref


def test_a_record_of_another_relationship_is_no_artefact() -> None:
    """Whichever kind it is of."""
    elsewhere = school.proposed(relationship=begun(id="r2")).adopt(by="ben", when=day(1))
    with refused(ForeignRecord, "foreign-record", REF, "produce", "goal g1"):
        produce(cycle(), "goal", goal=elsewhere)


def test_an_artefact_is_one_of_the_models() -> None:
    """The refusal lists them; a model may have none at all."""
    with refused(InvalidValue, "invalid-value", "artefact", "known are goal, step, plan"):
        cycle().produce(artefact="film", **told(cycle()))
    bare = model(id="a/b", stages=(Stage(id="talk", title="Talk", may_finish=True),), artefacts=())
    with refused(InvalidValue, "invalid-value", "artefact", "known are none"):
        cycle(model=bare).produce(artefact="film", **told(cycle(), model=bare))
    with refused(InvalidValue, "invalid-value", "to", "no stage of the model", "aim, plan"):
        move(cycle(), "rest")


@pytest.mark.parametrize(
    ("name", "who", "role"), [("visit", "ben", "coachee"), ("summing-up", "amara", "coach")]
)
def test_what_is_the_others_duty_is_theirs_to_add(name: str, who: str, role: str) -> None:
    """A duty that both have is both's."""
    with refused(NotTheirDuty, "not-their-duty", REF, "produce", role) as caught:
        produce(cycle(Order.FREE), name, by=who)
    assert caught.value.duty in ("observe", "reflect")
    for either in ("amara", "ben"):
        assert produce(cycle(Order.FREE), "goal", by=either).produced


def test_in_a_strict_order_an_artefact_belongs_to_a_stage_that_produces_it() -> None:
    """In the other orders it is added wherever it comes up."""
    with refused(OutOfSequence, SKIP, REF, "produce", "aim", "goal") as caught:
        produce(cycle(), "plan")
    assert caught.value.allowed == "goal"
    for order in (Order.ADVANCE_WITH_A_REASON, Order.FREE):
        assert produce(cycle(order), "plan").produced
    barren = model(id="a/b", stages=(Stage(id="rest", title="Rest"), *STAGES))
    with refused(OutOfSequence, SKIP, "nothing"):
        produce(cycle(model=barren), "plan", model=barren)


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


def test_what_is_added_late_belongs_to_the_stage_of_its_day() -> None:
    """A session to the day it was held, a data point to the day it was observed, words to the day given."""
    free = move(cycle(Order.FREE), "practise", when=day(5))
    later = {"by": "amara", "when": day(9)}
    assert [
        (one.visit, one.when)
        for one in (
            produce(free, "evidence", **later).produced[0],
            produce(free, "visit", **later).produced[0],
            produce(free, "plan", **later).produced[0],
            produce(free, "plan", by="amara", when=day(4)).produced[0],
            produce(free, "attempt", **later).produced[0],
            produce(free, "attempt", by="amara", when=day(4)).produced[0],
        )
    ] == [(0, day(3)), (1, day(7)), (1, day(9)), (0, day(4)), (1, day(9)), (0, day(4))]


def test_a_strict_stage_has_what_was_done_in_it() -> None:
    """A session held while the cycle was in another stage is none of this one's."""
    late = move(at("practise"), "plan", reason="x", when=day(6))
    back = move(late, "practise", when=day(8))
    with refused(OutOfSequence, SKIP, REF, "produce", "plan"):
        produce(back, "visit", by="amara")
    held_then = school.logged(id="s2", when=day(8))
    assert produce(back, "visit", session=held_then, by="amara").produced[-1].when == day(8)


def test_nothing_belongs_to_a_day_before_the_cycle_or_before_it_happened() -> None:
    """Neither by the day given nor by its own."""
    later = cycle(Order.FREE, when=day(4))
    with refused(OutOfOrder, "out-of-order", REF, "produce", day(3).isoformat(), day(4).isoformat()):
        produce(later, "plan", when=day(3))
    with refused(OutOfOrder, "out-of-order", REF, "produce", day(3).isoformat(), day(4).isoformat()):
        produce(later, "evidence", when=day(9))
    for name, number in (("visit", 7), ("evidence", 3), ("attempt", 2)):
        with refused(OutOfOrder, "out-of-order", REF, "produce", day(number).isoformat()):
            produce(cycle(Order.FREE), name, by="amara", when=day(number - 1))
        assert produce(cycle(Order.FREE), name, by="amara", when=day(number)).produced


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


def test_what_happens_once_is_added_once() -> None:
    """The same session, data point or round under the same artefact is refused; a goal may serve again."""
    for name in ("visit", "evidence", "attempt"):
        once = produce(cycle(Order.FREE), name, by="amara")
        with refused(InvalidValue, "invalid-value", "is there already"):
            produce(once, name, by="amara")
    once = produce(cycle(Order.FREE), "goal")
    assert len(produce(once, "goal").produced) == 2
    another = produce(
        produce(cycle(Order.FREE), "visit", by="amara"), "visit", session=school.logged(id="s2"), by="amara"
    )
    assert [one.record for one in another.produced] == ["session s1", "session s2"]


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


def test_what_belongs_to_the_pass_before_does_not_help() -> None:
    """A plan dated before the new pass is the old plan."""
    late = again()
    with refused(InvalidValue, "invalid-value", "practice_round", "is there already"):
        produce(move(produce(late, "plan"), "practise"), "attempt")


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


def test_one_takes_back_what_one_added_with_a_reason() -> None:
    """Of an artefact and a day the last of one's own; what others added stays."""
    mine = produce(
        produce(cycle(Order.FREE), "plan", words="one", when=day(5)), "plan", words="two", when=day(5)
    )
    both = produce(mine, "plan", words="theirs", by="amara", when=day(5))
    left = both.withdraw(artefact="plan", made=day(5), reason=private("slip"), by="ben", when=day(6))
    assert [one.words for one in left.produced] == ["one", "theirs"]
    with refused(NotItsAuthor, "not-its-author", REF, "withdraw", "cara"):
        both.withdraw(artefact="plan", made=day(5), reason="slip", by="cara", when=day(6))


@pytest.mark.parametrize(("artefact", "number"), [("goal", 5), ("plan", 6)])
def test_what_nobody_added_is_nobodys_to_take_back(artefact: str, number: int) -> None:
    """Neither another artefact nor one of another day."""
    mine = produce(cycle(Order.FREE), "plan", when=day(5))
    with refused(NotItsAuthor, "not-its-author", REF, "withdraw"):
        mine.withdraw(artefact=artefact, made=day(number), reason="slip", by="ben", when=day(9))


def test_nothing_is_taken_back_before_the_day_to_which_it_belongs() -> None:
    """On that day it is."""
    mine = produce(cycle(Order.FREE), "plan", when=day(5))
    with refused(OutOfOrder, "out-of-order", REF, "withdraw", day(4).isoformat()):
        mine.withdraw(artefact="plan", made=day(5), reason="slip", by="ben", when=day(4))
    assert mine.withdraw(artefact="plan", made=day(5), reason="slip", by="ben", when=day(5)).produced == ()


def test_what_was_taken_back_is_missing_again() -> None:
    """A strict stage isn't left on it."""
    without = produce(cycle(), "goal", when=day(5)).withdraw(
        artefact="goal", made=day(5), reason="slip", by="ben", when=day(6)
    )
    with refused(MissingArtefact, LACKS, REF, "goal"):
        move(without, "plan")


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
