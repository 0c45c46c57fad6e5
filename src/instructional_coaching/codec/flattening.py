"""Values taken apart for a writer of JSON that can write dates, words and exact numbers itself.

What takes a class apart is one expression, made from its fields when the first value of it is written: a call
for each field would take longer than all the rest.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from instructional_coaching.codec.assembly import stored_annotations
from instructional_coaching.domain.value import is_value

_ALIKE = (str, int, bool, date, Decimal, NoneType)


@cache
def is_alike_in_json(annotation: Any) -> bool:
    """Say whether every writer of JSON writes values of an annotation alike, nested ones too.

    Of instants and sets they don't: a zone has several names, and a set has no order.
    """
    if get_origin(annotation) is Annotated:
        return is_alike_in_json(get_args(annotation)[0])
    if is_value(annotation):
        return all(map(is_alike_in_json, stored_annotations(annotation).values()))
    if get_origin(annotation) in (Union, UnionType, tuple):
        return all(is_alike_in_json(one) for one in get_args(annotation) if one is not ...)
    return annotation in _ALIKE or (isinstance(annotation, type) and issubclass(annotation, Enum))


@cache
def flattener(annotation: Any) -> Callable[[Any], dict[str, Any]]:
    """Return what makes a dict of a value of a class, in the order of its fields, nested ones too."""
    parts: dict[str, Any] = {}
    fields = [
        f"{name!r}: {_part(one, f'it.{name}', parts)}" for name, one in stored_annotations(annotation).items()
    ]
    # The text is made of nothing but names of fields, which are the library's own.
    made = eval(f"lambda it: {{{', '.join(fields)}}}", parts)
    return cast("Callable[[Any], dict[str, Any]]", made)


def _part(annotation: Any, given: str, parts: dict[str, Any]) -> str:
    """Return the expression for a field, and note what it calls."""
    if is_value(annotation):
        name = f"flat_{len(parts)}"
        parts[name] = flattener(annotation)
        return f"{name}({given})"
    inner = next((one for one in get_args(annotation) if _holds_value(one)), None)
    if inner is None:
        return given
    if get_origin(annotation) is tuple:
        return f"[{_part(inner, 'one', parts)} for one in {given}]"
    return f"None if {given} is None else {_part(inner, given, parts)}"


def _holds_value(annotation: Any) -> bool:
    return is_value(annotation) or any(map(_holds_value, get_args(annotation)))
