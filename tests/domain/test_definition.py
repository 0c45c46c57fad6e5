"""A definition is known by its content: the same content, the same digest; anything else, another one."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain import DEFINITIONS
from instructional_coaching.domain.cadence_rule import Period, Requirement
from instructional_coaching.domain.definition import DIGITS, Definition, digest_of, repeated, unknown
from instructional_coaching.domain.rubric import Level
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.stage import Order
from instructional_coaching.domain.value import activity, stored_fields, value
from instructional_coaching.errors import FaultyDefinition, InvalidValue
from tests.domain.defined import (
    DEFINED,
    FORTNIGHTLY,
    MODELS,
    PAIRS_OR_TALK,
    RUBRIC,
    STAGES,
    fortnightly,
    model,
    rubric,
    weekly,
)
from tests.domain.school import LAW, refused


@value
class Policy(Definition):
    """A definition of a plugin: with a number, a set, and a value in it."""

    KIND = "policy"

    share: Decimal = activity(default=Decimal(1))
    kinds: frozenset[SessionKind] = activity(default=frozenset())
    levels: frozenset[Level] = activity(default=frozenset())
    enough: bool = activity(default=False)
    since: date = activity(default=date(2026, 9, 1))


def policy(**given: Any) -> Policy:
    """Return a policy."""
    told: dict[str, Any] = {"id": "oakfield/policy", "title": "Policy"}
    return Policy(**(told | given))


LEVELS = frozenset({Level(rank=1, title="Some"), Level(rank=10, title="Most"), Level(rank=2, title="Half")})
OTHER: dict[str, Any] = {
    "id": "oakfield/other",
    "title": "Another title",
    "summary": "Another summary.",
    "source": "Another source.",
    "order": Order.FREE,
    "stages": (*STAGES[:-1], attrs.evolve(STAGES[-1], title="Look again")),
    "artefacts": MODELS[Order.STRICT].artefacts[::-1],
    "roles": MODELS[Order.STRICT].roles[::-1],
    "kind": "instructional_coaching",
    "stance": None,
    "cadence": "oakfield/weekly",
    "levels": (*RUBRIC.levels, Level(rank=3, title="All")),
    "criteria": RUBRIC.criteria[:-1],
    "stays_in_denominator": (),
    "requires": weekly(times=2).requires,
    "combine": "all_of",
}
CHANGES = [
    (one, field.name)
    for one in (MODELS[Order.STRICT], RUBRIC, FORTNIGHTLY, PAIRS_OR_TALK)
    for field in stored_fields(type(one))
    if getattr(one, field.name) != field.default or field.name == "cadence"
]
REQUIRED: tuple[tuple[Any, str, Any], ...] = (
    (fortnightly, "days", 11),
    (fortnightly, "grace", 3),
    (fortnightly, "warn", None),
    (fortnightly, "counts", ()),
    (fortnightly, "least_minutes", 21),
    (fortnightly, "coach_absence_matters", False),
    (weekly, "times", 2),
    (weekly, "period", Period.HALF_TERM),
    (weekly, "pair", True),
    (weekly, "least_days", 2),
)


def test_the_tests_have_a_definition_of_every_kind() -> None:
    """What follows leaves none out."""
    assert {type(one) for one in DEFINED} == set(DEFINITIONS)
    assert len({one.pin for one in DEFINED}) == len(DEFINED)


@pytest.mark.parametrize("one", DEFINED)
def test_equal_content_has_an_equal_digest(one: Definition) -> None:
    """Built anew, field by field, it is the same definition."""
    again = type(one)(**{field.name: getattr(one, field.name) for field in stored_fields(type(one))})
    assert again == one
    assert again is not one
    assert again.pin == one.pin


@pytest.mark.parametrize(("one", "field"), CHANGES)
def test_a_changed_field_makes_another_definition(one: Definition, field: str) -> None:
    """Every field counts: another wording is another version."""
    other = attrs.evolve(one, **{field: OTHER[field]})
    assert other != one
    assert digest_of(other) != digest_of(one)


@pytest.mark.parametrize(("rule", "name", "other"), REQUIRED)
def test_a_changed_requirement_makes_another_rule(rule: Any, name: str, other: object) -> None:
    """Whichever of its fields it is."""
    assert rule(**{name: other}).pin != rule().pin


def test_so_it_does_whichever_field_is_changed() -> None:
    """The list above leaves none out; another family needs other fields."""
    assert {name for _, name, _ in REQUIRED} == {one.name for one in stored_fields(Requirement)} - {"family"}


def test_what_is_nested_counts_too() -> None:
    """A comma in an indicator makes another version of the rubric."""
    first = RUBRIC.criteria[0]
    reworded = attrs.evolve(
        first, indicators=(attrs.evolve(first.indicators[0], looks_like="The same, three"),)
    )
    assert rubric(criteria=(reworded, *RUBRIC.criteria[1:])).pin != RUBRIC.pin


def test_the_order_of_a_list_counts() -> None:
    """Stages in another order are another model."""
    swapped = model(Order.FREE, stages=(STAGES[1], STAGES[0], *STAGES[2:]))
    assert swapped.pin != MODELS[Order.FREE].pin


@pytest.mark.parametrize("one", DEFINED)
def test_a_field_at_its_default_is_left_out(one: Definition) -> None:
    """A later version of the library knows more fields, and gives the same digest."""

    @value
    class Later(type(one)):  # type: ignore[misc]
        remark: str | None = activity(default=None)

    told = {field.name: getattr(one, field.name) for field in stored_fields(type(one))}
    assert Later(**told).pin == one.pin
    assert Later(**told, remark="new").pin != one.pin


def test_the_kind_of_definition_counts() -> None:
    """A rubric and a policy of one name and title are two things."""

    @value
    class Practice(Definition):
        KIND = "practice"

    assert Practice(id="oakfield/policy", title="Policy").pin != policy().pin


@pytest.mark.parametrize(
    ("written", "same"), [("0.5", "0.50"), ("1E+2", "100"), ("-0", "0"), ("1.0", "1"), ("-0.10", "-0.1")]
)
def test_a_number_counts_however_it_is_written(written: str, same: str) -> None:
    """Equal numbers are equal content."""
    one, other = policy(share=Decimal(written)), policy(share=Decimal(same))
    assert one == other
    digest_of.cache_clear()
    first = one.pin
    digest_of.cache_clear()
    assert first == other.pin


def test_the_order_of_a_set_does_not_count() -> None:
    """A set has none: neither of words nor of values."""
    pins = set()
    for several in (list(SessionKind), list(SessionKind)[::-1]):
        for levels in (sorted(LEVELS, key=repr), sorted(LEVELS, key=repr, reverse=True)):
            digest_of.cache_clear()
            pins.add(policy(kinds=frozenset(several), levels=frozenset(levels)).pin)
    assert len(pins) == 1
    assert policy(kinds=frozenset(list(SessionKind)[1:])).pin not in pins
    assert policy(levels=LEVELS).pin != policy(levels=frozenset(list(LEVELS)[1:])).pin


@pytest.mark.parametrize("other", [{"enough": True}, {"since": date(2026, 9, 2)}])
def test_whatever_type_a_field_has_it_counts(other: dict[str, Any]) -> None:
    """A truth value and a date as much as a text."""
    assert policy(**other).pin != policy().pin


@pytest.mark.parametrize("one", [*DEFINED, policy()])
def test_a_pin_is_an_id_with_sixteen_hexadecimal_digits(one: Definition) -> None:
    """So it is told from a bare id, and passes the check of a pin."""
    assert re.fullmatch(rf"{one.id}@[0-9a-f]{{{DIGITS}}}", one.pin)
    assert one.ref == f"{one.KIND} {one.id}"


def test_the_digest_of_a_definition_stays() -> None:
    """Records refer to it for years: a change of how it is reckoned would orphan them all."""
    assert weekly().pin == "oakfield/weekly@75d020bba54a88df"
    assert MODELS[Order.STRICT].pin == "oakfield/strict@c8a9faae00d68427"
    assert policy(share=Decimal("0.50"), kinds=frozenset(SessionKind), levels=LEVELS, enough=True).pin == (
        "oakfield/policy@704902039a906c62"
    )


@LAW
@given(st.data())
def test_two_definitions_have_one_pin_only_if_they_are_equal(data: st.DataObject) -> None:
    """For any two rubrics of one id."""
    titles = st.sampled_from(["Some", "Most", "Some, most"])
    ranks = st.lists(st.integers(0, 3), min_size=2, max_size=3, unique=True).map(sorted)
    levels = st.builds(
        lambda several, names: tuple(
            Level(rank=n, title=name) for n, name in zip(several, names, strict=False)
        ),
        ranks,
        st.lists(titles, min_size=3, max_size=3),
    )
    one, other = (rubric(levels=data.draw(levels), criteria=CRITERION) for _ in range(2))
    assert (one.pin == other.pin) is (one == other)


CRITERION = RUBRIC.criteria[2:3]


def test_every_fault_is_told_at_once() -> None:
    """By its path, in order, with the name of the definition and nothing else."""
    with pytest.raises(FaultyDefinition) as caught:
        model(stages=(STAGES[0], *STAGES[2:]), roles=())
    assert (caught.value.ref, caught.value.code) == ("coaching_model oakfield/strict", "faulty-definition")
    assert [(one.path, one.code) for one in caught.value.faults] == [
        ("stages[1].next[0]", "unknown-reference"),
        ("artefacts[0].duty", "nobodys-duty"),
        ("artefacts[4].duty", "nobodys-duty"),
        ("artefacts[6].duty", "nobodys-duty"),
    ]


def test_an_id_that_stands_twice_is_told_with_where_it_stood_first() -> None:
    """Three times are two faults, both of which point to the first."""
    faults = list(repeated(["a", "b", "a", "a"], "stages"))
    assert [(one.path, one.code, one.rests_on) for one in faults] == [
        ("stages[2].id", "repeated-id", ("stages[0].id",)),
        ("stages[3].id", "repeated-id", ("stages[0].id",)),
    ]
    assert list(repeated(["a", "b"], "stages")) == []


def test_a_name_that_names_nothing_is_told_with_what_is_known() -> None:
    """Each known name once; where there is none, that is said."""
    (fault,) = unknown(["a", "x"], "stages[0].next", ["a", "b", "a"], "stages[*].id")
    assert (fault.path, fault.code, fault.rests_on) == (
        "stages[0].next[1]",
        "unknown-reference",
        ("stages[*].id",),
    )
    assert fault.remedy == "known are a, b"
    (fault,) = unknown(["x"], "stages[0].next", [], "stages[*].id")
    assert fault.remedy == "known are none"


def test_a_definition_by_itself_has_no_faults() -> None:
    """Its kind says what may be wrong with it."""
    assert list(policy().faults()) == []


def test_a_field_that_does_not_fit_is_an_invalid_value_as_everywhere() -> None:
    """Before any rule of its kind is asked."""
    with refused(InvalidValue, "invalid-value", "title", "empty"):
        policy(title=" ")
