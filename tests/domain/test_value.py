"""Every value says of every field who may see it, shows no private one, and is never pickled with one."""

import copy
import pickle
from types import NoneType
from typing import Any, get_args

import attrs
import pytest

from instructional_coaching.domain.tenure import Tenure
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import (
    Exposure,
    Value,
    activity,
    annotations_of,
    content,
    exposure_of,
    health,
    holds_private,
    stored_fields,
    value,
)
from instructional_coaching.errors import InvalidValue, NotPickled
from tests.domain.school import day, refused
from tests.domain.values import samples, value_classes

CLASSES = value_classes()
FIELDS = [(cls, field) for cls in CLASSES for field in attrs.fields(cls)]


def test_there_is_a_sample_of_every_class_of_value() -> None:
    """Verbs lead to every class of value, so the generated tests leave none out."""
    assert set(samples()) == set(CLASSES)


@pytest.mark.parametrize(("cls", "field"), FIELDS)
def test_every_field_says_who_may_see_it(cls: type[Value], field: "attrs.Attribute[Any]") -> None:
    """A field without an exposure would be shown to whoever asks first."""
    assert exposure_of(field) in tuple(Exposure), f"{cls.__name__}.{field.name}"


@pytest.mark.parametrize(("cls", "field"), FIELDS)
def test_a_private_field_never_shows(cls: type[Value], field: "attrs.Attribute[Any]") -> None:
    """A `repr` ends up in logs, so content and health are left out of it."""
    if exposure_of(field) is not Exposure.ACTIVITY:
        assert field.repr is False, f"{cls.__name__}.{field.name}"


@pytest.mark.parametrize(("cls", "field"), FIELDS)
def test_what_a_leader_may_know_holds_nothing_private_further_in(
    cls: type[Value], field: "attrs.Attribute[Any]"
) -> None:
    """A field that shows must not hold values that don't."""
    if exposure_of(field) is Exposure.ACTIVITY:
        inner = _classes_in(annotations_of(cls)[field.name])
        assert [one for one in inner if attrs.has(one) and holds_private(one)] == []


def _classes_in(annotation: Any) -> list[type]:
    found = [annotation] if isinstance(annotation, type) else []
    return found + [one for part in get_args(annotation) for one in _classes_in(part)]


@pytest.mark.parametrize("cls", CLASSES)
def test_every_value_is_frozen_and_made_by_keyword(cls: type[Value]) -> None:
    """Nobody changes a value in place, and no two arguments are exchanged unnoticed."""
    sample = samples()[cls]
    for field in attrs.fields(cls):
        assert field.kw_only
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(sample, field.name, getattr(sample, field.name))


@pytest.mark.parametrize("cls", CLASSES)
def test_a_value_with_anything_private_is_never_pickled(cls: type[Value]) -> None:
    """A pickle ends up in caches and queues; what holds nothing private may go there, unchanged."""
    sample = samples()[cls]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        if holds_private(cls):
            with refused(NotPickled, "not-pickled", cls.__name__, "pass its id on"):
                pickle.dumps([sample], protocol)
        elif protocol >= 2:
            assert pickle.loads(pickle.dumps(sample, protocol)) == sample


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if issubclass(cls, Record)])
def test_no_record_is_pickled(cls: type[Value]) -> None:
    """Every record carries its unsaved entries, and their arguments are private."""
    assert holds_private(cls)


@pytest.mark.parametrize("cls", CLASSES)
def test_copying_a_value_gives_the_same_one(cls: type[Value]) -> None:
    """Nothing in it changes, so there is nothing to copy."""
    sample = samples()[cls]
    assert copy.copy(sample) is sample
    assert copy.deepcopy([sample])[0] is sample


def test_what_is_stored_leaves_the_unsaved_entries_out() -> None:
    """Entries are documents of their own; they are no part of what a record says."""
    for cls in CLASSES:
        left_out = {field.name for field in attrs.fields(cls)} - {one.name for one in stored_fields(cls)}
        assert left_out == ({"unsaved"} if issubclass(cls, Record) else set())


def test_an_unmarked_field_counts_as_private() -> None:
    """Where nobody said who may see a field, nobody may."""

    @attrs.frozen
    class Forgotten(Value):
        text: str

    assert exposure_of(attrs.fields(Forgotten).text) is None
    assert holds_private(Forgotten)
    with refused(NotPickled, "not-pickled", "Forgotten"):
        pickle.dumps(Forgotten("a"))


def test_a_class_of_a_plugin_gets_the_same_checks() -> None:
    """`value` with `activity`, `content` and `health` is all that a class needs."""

    @value
    class Visit(Value):
        room: str = activity()
        minutes: int | None = content(default=None)
        tired: bool = health(default=False)

    assert Visit(room="B2") == Visit(room="B2", minutes=None, tired=False)
    assert repr(Visit(room="B2", minutes=5, tired=True)).endswith("Visit(room='B2')")
    assert annotations_of(Visit)["minutes"] in (int | None, NoneType | int)
    with refused(InvalidValue, "invalid-value", "minutes", "expected a whole number"):
        Visit(room="B2", minutes="5")  # type: ignore[arg-type]


def test_a_value_with_nothing_private_but_health_is_never_pickled() -> None:
    """Health alone is enough."""

    @value
    class Away(Value):
        days: int = activity()
        tired: bool = health(default=False)

    assert holds_private(Away)
    assert exposure_of(attrs.fields(Away).tired) is Exposure.HEALTH
    with refused(NotPickled, "not-pickled", "Away"):
        pickle.dumps(Away(days=3))


def test_the_earliest_wrong_field_is_named() -> None:
    """A tenure with a wrong role says so by the field's name."""
    with refused(InvalidValue, "invalid-value", "role", "lead, co_coach, stand_in"):
        Tenure(coach="amara", role="boss", first=day(0))  # type: ignore[arg-type]
