"""Who acts is the person whom the host has authenticated, and a steward only if the host says just that."""

from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import InvalidValue


def test_an_actor_is_no_steward_unless_the_host_vouches() -> None:
    """By default nobody keeps the records."""
    assert Actor("amara").steward is False
    assert Actor("office", steward=True).steward is True


@pytest.mark.parametrize("given", ["false", "true", 1, 0, None, "", ["yes"]])
def test_nothing_but_true_makes_a_steward(given: Any) -> None:
    """A word from a header or a number from a table doesn't open a school's records by being truthy."""
    with pytest.raises(InvalidValue) as caught:
        Actor("amara", steward=given)
    assert (caught.value.code, caught.value.field) == ("invalid-value", "steward")


@pytest.mark.parametrize("given", ["", " ", "amara ben", "amara/ben", None, 7, "a" * 129, "amara\n"])
def test_an_actor_has_an_id(given: Any) -> None:
    """What is no id is no actor."""
    with pytest.raises(InvalidValue) as caught:
        Actor(given)
    assert (caught.value.code, caught.value.field) == ("invalid-value", "id")


def test_an_actor_can_not_be_made_a_steward_later() -> None:
    """An actor doesn't change."""
    with pytest.raises(AttributeError):
        Actor("amara").steward = True  # type: ignore[misc]


@pytest.mark.parametrize("given", ["registry", ["a b"], [7], None, {"registry": True}])
def test_one_vouches_for_ids(given: Any) -> None:
    """A text is no list of its letters."""
    with pytest.raises(InvalidValue) as caught:
        Actor("office", steward=True, vouches_for=given)
    assert caught.value.code == "invalid-value"
    assert caught.value.field.startswith("vouches_for")
