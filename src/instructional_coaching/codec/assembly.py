"""Values put together from plain ones, field by field, with no more than their types looked at.

What reads a class is made from its annotations, once, when the first value of it is read.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin

import attrs

from instructional_coaching.domain.value import annotations_of, is_value, stored_fields

Read: TypeAlias = Callable[[Any], Any]


class Unlike(Exception):
    """A plain value is not of the type that its field has."""


def _exactly(wanted: type) -> Read:
    def read(given: Any) -> Any:
        if type(given) is not wanted:
            raise Unlike
        return given

    return read


_LEAVES: dict[Any, Read] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: lambda given: Decimal(_LEAVES[str](given)),
}


@cache
def assembled(annotation: Any) -> Read | None:
    """Return what makes a value of an annotation from a plain one; None where that takes more than types."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in _LEAVES:
        return _LEAVES[annotation]
    if origin is Annotated:
        return assembled(arguments[0])
    if origin in (Union, UnionType):
        return _or_nothing(arguments)
    if origin is frozenset or (origin is tuple and arguments[-1] is ...):
        return _several(cast("type[Any]", origin), arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {one.value: one for one in annotation}.__getitem__
    return _value(annotation) if is_value(annotation) else None


def _or_nothing(arguments: tuple[Any, ...]) -> Read | None:
    wanted = [one for one in arguments if one is not NoneType]
    inner = assembled(wanted[0]) if len(wanted) == 1 else None
    return None if inner is None else lambda given: None if given is None else inner(given)


def _several(made: type[Any], item: Any) -> Read | None:
    inner, is_list = assembled(item), _exactly(list)
    return None if inner is None else lambda given: made(map(inner, is_list(given)))


def _value(annotation: Any) -> Read | None:
    """Return what makes a value of a class without its checks: each field is set where it lies."""
    cls: type[Any] = get_origin(annotation) or annotation
    stored = {name: assembled(one) for name, one in stored_annotations(annotation).items()}
    if None in stored.values():
        return None
    reads = [(name, getattr(cls, name).__set__, cast("Read", read)) for name, read in stored.items()]
    rest = [
        (getattr(cls, field.name).__set__, field.default)
        for field in attrs.fields(cls)
        if field.name not in stored
    ]
    new, number = cast("Read", cls.__new__), len(reads)

    def make(given: Any) -> Any:
        if type(given) is not dict or len(cast("dict[str, Any]", given)) != number:
            raise Unlike
        made = new(cls)
        for name, put, read in reads:
            put(made, read(given[name]))
        for put, default in rest:
            put(made, default)
        return made

    return make


def stored_annotations(annotation: Any) -> dict[str, Any]:
    """Return the annotations of the stored fields of a class, with what stands for its type variables."""
    cls: type[Any] = get_origin(annotation) or annotation
    hints, given = annotations_of(cls), dict[Any, Any]()
    for base in (annotation, *getattr(cls, "__orig_bases__", ())):
        given |= zip(getattr(get_origin(base), "__parameters__", ()), get_args(base), strict=False)
    return {field.name: _substituted(hints[field.name], given) for field in stored_fields(cls)}


def _substituted(annotation: Any, given: dict[Any, Any]) -> Any:
    if isinstance(annotation, TypeVar):
        return given.get(annotation, annotation)
    variables = getattr(annotation, "__parameters__", ())
    return annotation[tuple(given.get(one, one) for one in variables)] if variables else annotation
