"""What came of a stage: in its form, by whose duty it is, in the stage of its day, and taken back."""

from typing import Any

import pytest

from instructional_coaching.domain.session_status import MissReason
from instructional_coaching.domain.stage import ArtefactForm, Order, Stage
from instructional_coaching.errors import (
    ForeignRecord,
    InvalidValue,
    MissingArtefact,
    NotItsAuthor,
    NotTheirDuty,
    OutOfOrder,
    OutOfSequence,
    WrongState,
)
from tests.domain import school
from tests.domain.cycling import RECORDS, at, move, produce, told
from tests.domain.defined import ARTEFACTS, MODELS, STAGES, model
from tests.domain.school import begun, cycle, day, private, refused

REF = "cycle c1"
FREE = MODELS[Order.FREE]
SKIP, LACKS = "out-of-sequence", "missing-artefact"


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
