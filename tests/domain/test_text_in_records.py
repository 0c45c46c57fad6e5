"""Every field and every argument that holds text keeps to the rules for text; none is forgotten."""

from typing import Any

import attrs
import pytest

from instructional_coaching.domain.check import (
    Bounds,
    Identifies,
    IsNamespaced,
    IsRef,
    IsWord,
    NamesDefinition,
    check_for,
)
from instructional_coaching.domain.transition import Entry
from instructional_coaching.domain.value import Value, annotations_of, stored_fields
from instructional_coaching.errors import InvalidValue
from tests.domain.school import PRIVATE, day, every_verb
from tests.domain.situations import VERBS, Situation, situation
from tests.domain.test_text import BIDI_CONTROLS, CONTROLS
from tests.domain.values import carrying, longest, samples, value_classes

BAD = [*CONTROLS, *BIDI_CONTROLS, "\ud800", "\udfff"]


def fields_with(rule: Any) -> list[tuple[type[Value], str, Any]]:
    """Return every field of every value that holds text under this kind of rule, with its annotation."""
    return [
        (cls, field.name, annotation)
        for cls in value_classes()
        for field in stored_fields(cls)
        if carrying(annotation := annotations_of(cls)[field.name], "x", rule) is not None
    ]


def arguments_with(rule: Any) -> list[tuple[str, str, Any]]:
    """Return every argument of every verb that takes text under this kind of rule, with its annotation."""
    return [
        (name, parameter, annotation)
        for name, (_, verb) in every_verb().items()
        for parameter, annotation in verb.parameters.items()
        if carrying(annotation, "x", rule) is not None
    ]


def refusal_of(build: Any, name: str, value: object) -> InvalidValue:
    """Return how a value is refused; the message names the place and a remedy, and nothing private."""
    with pytest.raises(InvalidValue) as caught:
        build(**{name: value})
    assert caught.value.code == "invalid-value"
    assert caught.value.field.partition("[")[0] == name
    assert caught.value.hint
    assert PRIVATE not in str(caught.value)
    return caught.value


def evolving(cls: type[Value]) -> Any:
    """Return a function that makes the sample of a class again with other fields."""
    return lambda **changes: attrs.evolve(samples()[cls], **changes)


@pytest.mark.parametrize(("cls", "name", "annotation"), fields_with(Bounds))
def test_no_text_field_holds_what_is_refused(cls: type[Value], name: str, annotation: Any) -> None:
    """Every control, surrogate and bidirectional control is refused, and so are too few and too many."""
    build = evolving(cls)
    for character in BAD:
        found = refusal_of(build, name, carrying(annotation, f"{PRIVATE} {character}", Bounds))
        assert f"U+{ord(character):04X}" in found.problem
    assert "is empty" in refusal_of(build, name, carrying(annotation, " ", Bounds)).problem
    far = f"{PRIVATE:x<{longest(annotation) + 1}}"
    assert "more than" in refusal_of(build, name, carrying(annotation, far, Bounds)).problem


@pytest.mark.parametrize(("verb", "name", "annotation"), arguments_with(Bounds))
def test_no_text_argument_takes_what_is_refused(verb: str, name: str, annotation: Any) -> None:
    """The same holds of every verb, before it looks at anything else."""
    take = situation(verb).take
    for character in BAD:
        refusal_of(take, name, carrying(annotation, f"{PRIVATE} {character}", Bounds))
    assert "is empty" in refusal_of(take, name, carrying(annotation, " ", Bounds)).problem
    far = f"{PRIVATE:x<{longest(annotation) + 1}}"
    assert "more than" in refusal_of(take, name, carrying(annotation, far, Bounds)).problem


TEXTS = dict.fromkeys(one for _, _, one in [*arguments_with(Bounds), *fields_with(Bounds)])


@pytest.mark.parametrize("annotation", TEXTS)
def test_the_longest_text_allowed_is_taken(annotation: Any) -> None:
    """The bound itself is within the bounds."""
    assert check_for(annotation)(carrying(annotation, "x" * longest(annotation), Bounds), "here")


@pytest.mark.parametrize(("cls", "name", "annotation"), fields_with(Identifies))
def test_no_id_field_holds_anything_but_an_id(cls: type[Value], name: str, annotation: Any) -> None:
    """A name with a space, a path or nothing is no id."""
    for wrong in (PRIVATE, "", "../x", "x\u202e"):
        assert (
            "is not an id" in refusal_of(evolving(cls), name, carrying(annotation, wrong, Identifies)).problem
        )


@pytest.mark.parametrize(("verb", "name", "annotation"), arguments_with(Identifies))
def test_no_id_argument_takes_anything_but_an_id(verb: str, name: str, annotation: Any) -> None:
    """Every verb refuses it under the argument's own name."""
    for wrong in (PRIVATE, "", "../x", "x\u202e"):
        taken = carrying(annotation, wrong, Identifies)
        assert "is not an id" in refusal_of(situation(verb).take, name, taken).problem


NAMES = {
    IsWord: ("is not a word", ["Set-goal", "set_goal", "-goal", "goal-", "a--b", "1st", "x" * 61]),
    IsNamespaced: ("is not a namespace and a name", ["goal", "core/", "/goal", "a/b/c", "core/Goal"]),
    NamesDefinition: (
        "is not an id with a digest",
        [
            "core/goal",
            "core/goal@",
            f"core/goal@{'0' * 15}",
            f"core/goal@{'G' * 16}",
            f"core/goal@{'0' * 17}",
        ],
    ),
    IsRef: ("is not a kind and an id", ["goal", "goal ", "Goal g1", "goal  g1", "goal g1 g2"]),
}


@pytest.mark.parametrize("rule", NAMES)
def test_no_name_is_anything_but_one(rule: Any) -> None:
    """Every field and argument that holds a word, the id of a definition, a pin or a record's name."""
    said, wrong = NAMES[rule]
    places = [(evolving(cls), name, one) for cls, name, one in fields_with(rule)]
    places += [(situation(verb).take, name, one) for verb, name, one in arguments_with(rule)]
    assert places
    for build, name, annotation in places:
        for text in (*wrong, PRIVATE, "", "x\u202e"):
            assert said in refusal_of(build, name, carrying(annotation, text, rule)).problem
        assert "expected" in refusal_of(build, name, carrying(annotation, 7, rule)).problem


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["by", "recorded_by"])
def test_every_step_is_attributed_to_ids(verb: str, who: str) -> None:
    """`by` and `recorded_by` are ids too, in every verb."""
    assert "is not an id" in refusal_of(situation(verb).take, who, PRIVATE).problem


@pytest.mark.parametrize("verb", VERBS)
def test_every_step_has_a_civil_date(verb: str) -> None:
    """`when` is a date, and a text is none."""
    found = situation(verb)
    assert isinstance(found, Situation)
    assert "expected a date" in refusal_of(found.take, "when", day(9).isoformat()).problem


def test_the_list_of_text_fields_is_not_empty() -> None:
    """The generated tests above look at something: the texts that records are known to hold."""
    texts = {f"{cls.__name__}.{name}" for cls, name, _ in fields_with(Bounds)}
    assert {"Note.text", "Session.summary", "Goal.evidence", "Link.url", "Agreement.limits"} <= texts
    ids = {f"{cls.__name__}.{name}" for cls, name, _ in fields_with(Identifies)}
    assert {"Goal.coachee", "Session.participants", "Tenure.coach", f"{Entry.__name__}.by"} <= ids
