"""A coaching model is checked like a program: what is wrong is found, where it is, and nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.stage import Artefact, ModelRole, Order, RoleDuties, Stage
from instructional_coaching.errors import Fault, FaultyDefinition
from tests.domain.model_planting import FAULTS, sound
from tests.domain.school import LAW


def faults_of(**given: Any) -> list[Fault]:
    """Return the faults with which a model is refused; none if it isn't."""
    told: dict[str, Any] = {"id": "oakfield/any", "title": "Any", "order": Order.STRICT}
    try:
        CoachingModel(**(told | given))
    except FaultyDefinition as refusal:
        return list(refusal.faults)
    return []


def codes_of(**given: Any) -> list[tuple[str, str]]:
    """Return path and code of each fault."""
    return [(one.path, one.code) for one in faults_of(**given)]


def stages(*told: str, **each: Any) -> tuple[Stage, ...]:
    """Return stages of these ids; the last one may finish."""
    return tuple(Stage(id=id, title=id, **({"may_finish": id == told[-1]} | each.get(id, {}))) for id in told)


def artefacts(*ids: str) -> tuple[Artefact, ...]:
    """Return artefacts of these ids, in words."""
    return tuple(Artefact(id=id, title=id) for id in ids)


@LAW
@given(sound())
def test_a_sound_model_is_accepted(fields: dict[str, Any]) -> None:
    """Loops, stages that may finish early and artefacts required from earlier stages are all right."""
    assert faults_of(**fields) == []


@pytest.mark.parametrize("planted", FAULTS)
@settings(LAW, max_examples=40)
@given(data=st.data())
def test_a_fault_that_is_planted_is_the_one_that_is_found(planted: str, data: st.DataObject) -> None:
    """Whatever the model: that fault, at its path, with its code and a remedy, and no other."""
    fields = data.draw(sound())
    path, code = FAULTS[planted](data.draw, fields)
    found = faults_of(**fields)
    assert [(one.path, one.code) for one in found] == [(path, code)]
    assert all(one.problem and one.remedy and one.rests_on for one in found)


def test_a_model_has_stages() -> None:
    """One is enough, if it may finish."""
    assert codes_of(stages=()) == [("stages", "no-stages")]
    assert codes_of(stages=(), order=Order.FREE) == [("stages", "no-stages")]
    assert codes_of(stages=stages("talk")) == []


def test_without_an_order_nothing_need_be_reached_or_left() -> None:
    """GROW may be begun anywhere and left anywhere."""
    loose = {"goal": {"next": ("goal",)}, "will": {"may_finish": False}}
    assert codes_of(stages=stages("goal", "will", **loose), order=Order.FREE) == []
    assert codes_of(stages=stages("goal", "will", **loose)) == [
        ("stages[1]", "unreachable-stage"),
        ("stages[0]", "dead-end"),
        ("stages[1]", "dead-end"),
    ]


def test_every_stage_that_leads_nowhere_is_told() -> None:
    """Where no stage may finish, none leads to an end."""
    assert codes_of(stages=stages("a", "b", b={"may_finish": False})) == [
        ("stages[0]", "dead-end"),
        ("stages[1]", "dead-end"),
    ]


def test_what_is_required_in_a_loop_is_there_before_its_first_round() -> None:
    """An artefact of the end of the loop can't be required at its beginning: nobody would ever get there."""
    loop = {
        "plan": {"requires": ("look",), "produces": ("plan",)},
        "look": {"produces": ("look",), "next": ("plan", "end")},
    }
    told: dict[str, Any] = {
        "stages": stages("plan", "look", "end", **loop),
        "artefacts": artefacts("plan", "look"),
    }
    assert codes_of(**told) == [("stages[0].requires[0]", "not-produced")]
    assert codes_of(**told, order=Order.ADVANCE_WITH_A_REASON) == []
    assert codes_of(**told, order=Order.FREE) == []


def test_in_an_order_that_can_be_left_with_a_reason_it_may_not_come_from_beyond() -> None:
    """Without a loop, what a later stage produces isn't there either."""
    late = {"plan": {"requires": ("look",)}, "look": {"produces": ("look",)}}
    told: dict[str, Any] = {"stages": stages("plan", "look", **late), "artefacts": artefacts("look")}
    assert codes_of(**told, order=Order.ADVANCE_WITH_A_REASON) == [("stages[0].requires[0]", "not-produced")]
    assert codes_of(**told, order=Order.FREE) == []


def test_one_way_through_is_enough() -> None:
    """What one branch brings may be required where the branches meet: a strict cycle can go back for it."""
    branches = {
        "start": {"next": ("left", "right")},
        "left": {"next": ("end",), "produces": ("film",)},
        "right": {"next": ("end",)},
        "end": {"requires": ("film",)},
    }
    found = codes_of(stages=stages("start", "left", "right", "end", **branches), artefacts=artefacts("film"))
    assert found == []


def test_what_is_missing_at_one_stage_is_not_missing_once_more_beyond_it() -> None:
    """A stage beyond one that can't be left is checked as though that one could be."""
    chain = {
        "a": {"requires": ("y",)},
        "b": {"produces": ("z",), "next": ("c",)},
        "c": {"requires": ("z", "x")},
    }
    found = codes_of(stages=stages("a", "b", "c", **chain), artefacts=artefacts("x", "y", "z"))
    assert found == [("stages[0].requires[0]", "not-produced"), ("stages[2].requires[1]", "not-produced")]


def test_a_stage_that_waits_for_another_that_is_stuck_is_not_told_of() -> None:
    """The one whose artefact nothing brings is at fault, also where it stands later in the list."""
    fork = {
        "start": {"next": ("waits", "stuck")},
        "waits": {"requires": ("z",), "next": ("end",)},
        "stuck": {"requires": ("never",), "next": ("makes",)},
        "makes": {"produces": ("z",), "next": ("waits",)},
    }
    found = codes_of(
        stages=stages("start", "waits", "stuck", "makes", "end", **fork), artefacts=artefacts("z", "never")
    )
    assert found == [("stages[2].requires[0]", "not-produced")]


def test_a_stage_out_of_reach_may_require_what_some_stage_before_it_produces() -> None:
    """That it can't be reached is told; that it lacks what nothing brings, too."""
    apart = {
        "a": {"next": ("b",), "may_finish": True},
        "b": {"next": ("a",)},
        "c": {"requires": ("x",)},
    }
    found = codes_of(stages=stages("a", "b", "c", **apart), artefacts=artefacts("x"))
    assert found == [("stages[2]", "unreachable-stage"), ("stages[2].requires[0]", "not-produced")]


def test_a_duty_may_be_anybodys() -> None:
    """The coach's, the coachee's or both; an artefact without a duty is for everybody."""
    for role in ModelRole:
        roles = (RoleDuties(role=role, duties=frozenset({"observe"})),)
        found = codes_of(
            stages=stages("a"),
            artefacts=(Artefact(id="film", title="Film", duty="observe"), *artefacts("words")),
            roles=roles,
        )
        assert found == []


def test_every_fault_of_a_model_is_told_at_once() -> None:
    """In the order of the rules; each says on what it rests."""
    broken = {
        "a": {"next": ("b", "x"), "requires": ("never",), "produces": ("y",)},
        "b": {"next": ("b",)},
    }
    found = faults_of(
        stages=stages("a", "b", "c", "c", **broken),
        artefacts=(*artefacts("never", "never"), Artefact(id="film", title="Film", duty="observe")),
    )
    assert [(one.path, one.code) for one in found] == [
        ("stages[3].id", "repeated-id"),
        ("artefacts[1].id", "repeated-id"),
        ("stages[0].next[1]", "unknown-reference"),
        ("stages[0].produces[0]", "unknown-reference"),
        ("artefacts[2].duty", "nobodys-duty"),
        ("stages[2]", "unreachable-stage"),
        ("stages[3]", "unreachable-stage"),
        ("stages[0]", "dead-end"),
        ("stages[1]", "dead-end"),
        ("stages[0].requires[0]", "not-produced"),
    ]
    assert {one.code for one in found if "order" in one.rests_on} == {
        "unreachable-stage",
        "dead-end",
        "not-produced",
    }
