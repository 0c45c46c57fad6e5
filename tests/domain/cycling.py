"""Ways through a cycle, and what a strict order allows on the way, told without the library's own rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from instructional_coaching.domain import CoachingModel, Cycle
from instructional_coaching.domain.stage import Artefact, ArtefactForm, Order, Stage
from instructional_coaching.domain.visit import Produced
from instructional_coaching.errors import CoachingError
from tests.domain import school
from tests.domain.defined import MODELS
from tests.domain.school import begun, day, private

RECORDS: Mapping[ArtefactForm, Mapping[str, Any]] = {
    ArtefactForm.GOAL: {"goal": school.adopted()},
    ArtefactForm.ACTION_STEP: {"action_step": school.step().adopt(by="ben", when=day(2))},
    ArtefactForm.DATA_POINT: {"data_point": school.point()},
    ArtefactForm.SESSION: {"session": school.logged()},
    ArtefactForm.PRACTICE_ROUND: {"practice_round": school.round_practised()},
    ArtefactForm.WORDS: {"words": private("in words")},
}


def told(cycle: Cycle, **given: Any) -> dict[str, Any]:
    """Return what every step of a cycle takes, by Ben on day 9 if nothing else is said."""
    known = {one.pin: one for one in MODELS.values()}
    model = known.get(cycle.model)
    return {"relationship": begun(), "model": model, "by": "ben", "when": day(9)} | given


def produce(cycle: Cycle, artefact: str, **given: Any) -> Cycle:
    """Add an artefact in its form."""
    model: CoachingModel = told(cycle, **given)["model"]
    found = model.artefact(artefact)
    assert found is not None
    return cycle.produce(artefact=artefact, **(dict(RECORDS[found.form]) | told(cycle, **given)))


def move(cycle: Cycle, to: str, **given: Any) -> Cycle:
    """Go to a stage."""
    return cycle.move(to=to, **told(cycle, **given))


def close(cycle: Cycle, **given: Any) -> Cycle:
    """Close it."""
    return cycle.close(**told(cycle, **given))


def at(stage: str, order: Order = Order.STRICT) -> Cycle:
    """Return a cycle that was led to a stage with all that is required, two days for each."""
    cycle = school.cycle(order)
    for number, (id, artefact) in enumerate((("aim", "goal"), ("plan", "plan"), ("practise", "attempt")), 1):
        if id == stage:
            return cycle
        following = {"aim": "plan", "plan": "practise", "practise": "review"}[id]
        cycle = produce(cycle, artefact, when=day(2 * number + 1))
        cycle = move(cycle, following, when=day(2 * number + 1))
    return cycle


LOOPED = CoachingModel(
    id="oakfield/looped",
    title="Looped",
    order=Order.STRICT,
    stages=(
        Stage(id="a", title="A", produces=("x", "y"), requires=("x",)),
        Stage(id="b", title="B", produces=("y", "z"), requires=("y",), next=("c", "b")),
        Stage(id="c", title="C", produces=("z",), requires=("z", "x"), next=("b", "a", "d"), may_finish=True),
        Stage(id="d", title="D", produces=("x",), requires=("x", "y"), may_finish=True),
    ),
    artefacts=tuple(Artefact(id=id, title=id) for id in "xyz"),
)


@st.composite
def walks(draw: st.DrawFn) -> tuple[list[tuple[str, str]], Cycle]:
    """Draw what was attempted with a strict cycle and taken, and the cycle that it led to."""
    cycle = school.cycle(model=LOOPED)
    taken: list[tuple[str, str]] = []
    now = 0
    for _ in range(draw(st.integers(0, 25))):
        now += draw(st.sampled_from([0, 0, 1, 2]))
        verb = draw(
            st.sampled_from(["produce", "produce", "produce", "move", "move", "move", "withdraw", "close"])
        )
        name = draw(st.sampled_from("xyz" if verb in ("produce", "withdraw") else "abcd"))
        reason = draw(st.sampled_from([None, "because"]))
        try:
            cycle = _step(cycle, verb, name, reason, day(now))
        except CoachingError:
            continue
        taken.append((verb, name))
    return taken, cycle


def _step(cycle: Cycle, verb: str, name: str, reason: str | None, when: date) -> Cycle:
    given: dict[str, Any] = {"relationship": begun(), "model": LOOPED, "by": "ben", "when": when}
    if verb == "produce":
        return cycle.produce(artefact=name, words="words", **given)
    if verb == "withdraw":
        made = max((one.when for one in cycle.produced if one.artefact == name), default=when)
        return cycle.withdraw(artefact=name, made=made, reason="slip", by="ben", when=when)
    if verb == "close":
        return cycle.close(reason=reason, **given)
    return cycle.move(to=name, reason=reason, **given)


def wrong_in(cycle: Cycle, produced_at: Mapping[int, tuple[Produced, ...]]) -> list[str]:
    """Return what a strict order doesn't allow in a cycle of the looped model.

    Args:
        cycle: The cycle.
        produced_at: What had been produced when each visit began, by the visit.
    """
    found: list[str] = []
    order = [stage.id for stage in LOOPED.stages]
    start = 0
    for n in range(1, len(cycle.visits)):
        before, after = cycle.visits[n - 1].stage, cycle.visits[n].stage
        stage = next(one for one in LOOPED.stages if one.id == before)
        following = stage.next or tuple(order[order.index(before) + 1 :][:1])
        lacks: list[str] = []
        back = order.index(after) <= order.index(before)
        if after in following:
            again = order[order.index(cycle.visits[start].stage) :] if start else order
            fresh = {name for one in LOOPED.stages if one.id in again for name in one.produces}
            there = {
                one.artefact for one in produced_at[n] if one.visit >= start or one.artefact not in fresh
            }
            lacks = [f"{n}: {before} left without {name}" for name in stage.requires if name not in there]
            found += [] if back and cycle.visits[n].reason else lacks
        elif not back:
            found.append(f"{n}: from {before} to {after}")
        elif cycle.visits[n].reason is None:
            found.append(f"{n}: back without a reason")
        if after in following and back and not lacks:
            start = n
    return found
