"""The parts of a coaching model."""

import pytest

from instructional_coaching.domain.stage import Artefact, ArtefactForm, RoleDuties, Stage, next_of
from instructional_coaching.errors import InvalidValue
from tests.domain.school import every_verb, private, refused


def test_the_next_stage_is_the_one_that_follows_unless_others_are_named() -> None:
    """A stage that names itself goes round by itself."""
    stages = (
        Stage(id="a", title="A"),
        Stage(id="b", title="B", next=("b", "a")),
        Stage(id="c", title="C"),
    )
    assert [next_of(stages, one) for one in stages] == [("b",), ("b", "a"), ()]


def test_an_artefact_is_words_unless_it_is_said_to_be_a_record() -> None:
    """And anybody may add it unless it is said whose duty that is."""
    plan = Artefact(id="plan", title="Plan")
    assert (plan.form, plan.duty) == (ArtefactForm.WORDS, None)


def test_every_form_but_words_is_a_kind_of_record() -> None:
    """By its own name, so that an artefact is given under it."""
    kinds: set[str] = {record.KIND for record, _ in every_verb().values()}
    assert {form.value for form in ArtefactForm} - kinds == {"words"}


@pytest.mark.parametrize("id", [private("a goal"), "Goal", "", "set_goal"])
def test_a_part_is_known_by_a_word(id: str) -> None:
    """Small letters, digits and hyphens, so that it can be typed in a file, and in a message."""
    for build in (Stage, Artefact):
        with refused(InvalidValue, "invalid-value", "id", "a word such as set-goal"):
            build(id=id, title="Any")


def test_a_role_is_the_coach_or_the_coachee() -> None:
    """There is no third one in a model."""
    with refused(InvalidValue, "invalid-value", "role", "coach, coachee"):
        RoleDuties(role="head", duties=())  # type: ignore[arg-type]
