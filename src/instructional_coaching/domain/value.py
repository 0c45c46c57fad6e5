"""What every value of the domain is: frozen, checked against its annotations, and marked with who may see it.

A field is one of three exposures. *Activity* is what a leader may know: that, when, how long, on what
approved focus. *Content* is what only the people of the relationship read. *Health* is a class of its own.
Content and health never show in a ``repr`` and are never pickled.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Self, TypeVar, cast, dataclass_transform, get_type_hints

import attrs

from instructional_coaching.domain.check import check_for
from instructional_coaching.errors import NotPickled

T = TypeVar("T")


class Exposure(StrEnum):
    """Who may see a field."""

    ACTIVITY = "activity"
    CONTENT = "content"
    HEALTH = "health"


def activity(*, default: Any = attrs.NOTHING) -> Any:
    """Declare a field that a leader may know of."""
    return attrs.field(default=default, metadata={"exposure": Exposure.ACTIVITY})


def content(*, default: Any = attrs.NOTHING) -> Any:
    """Declare a field that only the people of the relationship read."""
    return attrs.field(default=default, repr=False, metadata={"exposure": Exposure.CONTENT})


def health(*, default: Any = attrs.NOTHING) -> Any:
    """Declare a field about somebody's health, which is a class of its own."""
    return attrs.field(default=default, repr=False, metadata={"exposure": Exposure.HEALTH})


def unsaved_entries(*, default: Any = ()) -> Any:
    """Declare the field of a record's entries that are not saved yet: no part of what the record says."""
    return attrs.field(
        default=default, eq=False, repr=False, metadata={"exposure": Exposure.CONTENT, "stored": False}
    )


def _check_fields(_cls: type, fields: list[Any]) -> list[Any]:
    return [
        field.evolve(converter=attrs.Converter(_checker(field), takes_field=True))
        if field.metadata.get("stored", True)
        else field
        for field in fields
    ]


def _checker(field: Any) -> Callable[[object, Any], object]:
    check = check_for(field.type)
    return lambda value, attribute: check(value, attribute.name)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(activity, content, health, unsaved_entries)
)
def value(cls: type[T]) -> type[T]:
    """Make a class of frozen values whose fields are checked against their annotations.

    The class must inherit from `Value`. Building one raises `InvalidValue` for the first field that
    doesn't fit.
    """
    return attrs.frozen(kw_only=True, field_transformer=_check_fields)(cls)


@attrs.frozen
class Value:
    """Base of every value of the domain."""

    def _with(self, **changes: Any) -> Self:
        return cast("Self", attrs.evolve(cast("Any", self), **changes))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> Any:
        if holds_private(type(self)):
            raise NotPickled(type(self).__name__)
        return super().__reduce_ex__(cast("Any", protocol))


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
