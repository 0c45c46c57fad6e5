"""A coaching model as data: its stages, what follows what, and who may do what."""

import pytest

from instructional_coaching.domain import CadenceRule, CoachingModel
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.stage import ModelRole, Order, Stage
from instructional_coaching.errors import FaultyDefinition
from tests.domain.defined import ARTEFACTS, MODELS, STAGES, model

STRICT = MODELS[Order.STRICT]


def test_a_cycle_begins_with_the_first_stage() -> None:
    """In the order of the list."""
    assert STRICT.first == STAGES[0]


def test_stages_and_artefacts_are_found_by_their_words() -> None:
    """What isn't there is none."""
    assert [STRICT.stage(one.id) for one in STAGES] == list(STAGES)
    assert [STRICT.artefact(one.id) for one in ARTEFACTS] == list(ARTEFACTS)
    assert STRICT.stage("goal") is None
    assert STRICT.artefact("aim") is None


@pytest.mark.parametrize(
    ("id", "following"),
    [("aim", ("plan",)), ("plan", ("practise",)), ("practise", ("plan", "review")), ("review", ())],
)
def test_what_follows_is_what_a_stage_names_or_the_one_after_it(id: str, following: tuple[str, ...]) -> None:
    """After the last there is none."""
    stage = STRICT.stage(id)
    assert stage is not None
    assert STRICT.next_of(stage) == following


def test_a_stage_is_back_if_it_stands_no_later_in_the_list() -> None:
    """The stage itself among them."""
    aim, plan, practise, _ = STAGES
    assert STRICT.is_back(practise, plan)
    assert STRICT.is_back(plan, plan)
    assert not STRICT.is_back(aim, plan)


@pytest.mark.parametrize(
    ("role", "duty", "may"),
    [
        (ModelRole.COACH, "observe", True),
        (ModelRole.COACHEE, "observe", False),
        (ModelRole.COACH, "reflect", False),
        (ModelRole.COACHEE, "reflect", True),
        (ModelRole.COACH, "set-goal", True),
        (ModelRole.COACHEE, "set-goal", True),
        (ModelRole.COACH, None, True),
        (ModelRole.COACHEE, None, True),
    ],
)
def test_a_role_has_the_duties_that_the_model_gives_it(role: ModelRole, duty: str | None, may: bool) -> None:
    """Where there is no duty, anybody may."""
    assert STRICT.has_duty(role, duty) is may


def test_what_is_not_said_is_the_usual() -> None:
    """Instructional coaching, no stance of its own, no cadence, no artefacts."""
    plain = CoachingModel(id="a/b", title="Plain", order=Order.FREE, stages=(Stage(id="talk", title="Talk"),))
    assert (plain.kind, plain.stance, plain.cadence) == (RelationshipKind.INSTRUCTIONAL_COACHING, None, None)
    assert (plain.artefacts, plain.roles, plain.summary, plain.source) == ((), (), None, None)
    assert plain.stages[0].may_finish is False


def test_a_model_names_a_cadence_rule() -> None:
    """By its id; whoever brings the model is told if nobody brings the rule."""
    assert {CoachingModel.NAMES["cadence"]} == {CadenceRule.KIND}


def test_a_faulty_model_is_not_built() -> None:
    """Not even for a moment."""
    with pytest.raises(FaultyDefinition) as caught:
        model(stages=())
    assert [one.code for one in caught.value.faults] == ["no-stages"]
