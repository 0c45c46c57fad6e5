"""What every value of the domain is: frozen, checked against its annotations, and marked with who may see it.

A field is one of three exposures. *Activity* is what a leader may know: that, when, how long, on what
approved focus. *Content* is what only the people of the relationship read. *Health* is a class of its own.
Content and health never show in a ``repr`` and are never pickled.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Self, TypeVar, cast, dataclass_transform, get_origin, get_type_hints

import attrs

from instructional_coaching.domain.check import check_for, type_of_check
from instructional_coaching.errors import NotPickled

T = TypeVar("T")


class Exposure(StrEnum):
    """Who may see a field."""

    ACTIVITY = "activity"
    CONTENT = "content"
    HEALTH = "health"


@cache
def _checks_of(cls: type) -> Mapping[str, type_of_check]:
    """Return the check of every field by its name, derived when the first value of a class is made."""
    return {field.name: check_for(cast("object", field.type)) for field in stored_fields(cls)}


def _checker() -> Callable[[object, Any, Any], object]:
    # A lambda, because attrs would put the annotation of a parameter in place of that of every field.
    return lambda given, owner, field: _checks_of(owner.__class__)[field.name](given, field.name)


_CHECKED: Any = attrs.Converter(_checker(), takes_self=True, takes_field=True)


def activity(*, default: Any = attrs.NOTHING) -> Any:
    """Declare a field that a leader may know of."""
    return attrs.field(default=default, converter=_CHECKED, metadata={"exposure": Exposure.ACTIVITY})


def content(*, default: Any = attrs.NOTHING) -> Any:
    """Declare a field that only the people of the relationship read."""
    return _private(Exposure.CONTENT, default)


def health(*, default: Any = attrs.NOTHING) -> Any:
    """Declare a field about somebody's health, which is a class of its own."""
    return _private(Exposure.HEALTH, default)


def _private(exposure: Exposure, default: Any) -> Any:
    return attrs.field(default=default, converter=_CHECKED, repr=False, metadata={"exposure": exposure})


def unsaved_entries(*, default: Any = ()) -> Any:
    """Declare the field of a record's entries that are not saved yet: no part of what the record says."""
    return attrs.field(
        default=default, eq=False, repr=False, metadata={"exposure": Exposure.CONTENT, "stored": False}
    )


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(activity, content, health, unsaved_entries)
)
def value(cls: type[T]) -> type[T]:
    """Make a class of frozen values whose fields are checked against their annotations.

    The class must inherit from `Value`. Building one raises `InvalidValue` for the first field that
    doesn't fit.
    """
    return attrs.frozen(kw_only=True, repr=False)(cls)


@attrs.frozen
class Value:
    """Base of every value of the domain."""

    def _with(self, **changes: Any) -> Self:
        return cast("Self", attrs.evolve(cast("Any", self), **changes))

    def __repr__(self) -> str:
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in attrs.fields(type(self)) if one.repr)
        return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> Any:
        if holds_private(type(self)):
            raise NotPickled(type(self).__name__)
        return super().__reduce_ex__(cast("Any", protocol))


def is_value(annotation: Any) -> bool:
    """Say whether an annotation is a class of values of the domain."""
    cls = get_origin(annotation) or annotation
    return isinstance(cls, type) and issubclass(cls, Value)


def exposure_of(field: "attrs.Attribute[Any]") -> Exposure | None:
    """Return who may see a field, or None where nobody said."""
    return field.metadata.get("exposure")


def holds_private(cls: type) -> bool:
    """Say whether values of this class hold content or health anywhere in them."""
    return any(exposure_of(field) is not Exposure.ACTIVITY for field in attrs.fields(cast("Any", cls)))


def stored_fields(cls: type) -> "tuple[attrs.Attribute[Any], ...]":
    """Return the fields that make up what a value says, without bookkeeping."""
    return tuple(field for field in attrs.fields(cast("Any", cls)) if field.metadata.get("stored", True))


def annotations_of(cls: type) -> dict[str, Any]:
    """Return the annotation of every field by its name, with what `Annotated` adds."""
    return get_type_hints(cls, include_extras=True)
