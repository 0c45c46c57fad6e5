"""Plain values with what is wrong in them put aside, so that the rest can still be checked."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import Annotated, Any, cast, get_args, get_origin

import attrs

from instructional_coaching.definitions.doubt import segments_of
from instructional_coaching.domain.check import Bounds, IsNamespaced
from instructional_coaching.domain.value import annotations_of, is_value, stored_fields

Fields = dict[str, Any]


def mended(plain: Fields, kind: type, paths: tuple[str, ...]) -> Fields:
    """Return plain values in which what stands at some paths is gone, or stands for something harmless.

    Args:
        plain: The plain values of a definition.
        kind: The class of the definition.
        paths: What to put aside.
    """
    made = deepcopy(plain)
    for path in paths:
        _without(made, kind, segments_of(path))
    return made


def _without(node: object, annotation: Any, segments: tuple[str, ...]) -> object:
    if not segments:
        return _harmless(annotation)
    first, rest = segments[0], segments[1:]
    if isinstance(node, dict):
        fields = cast("Fields", node)
        _without_field(fields, annotation, first, rest)
        return fields
    if isinstance(node, list):
        items = cast("list[object]", node)
        place = int(first[1:-1]) if first[1:-1].isdigit() else len(items)
        if place < len(items):
            items[place] = _without(items[place], _item_of(annotation), rest)
        return items
    return node


def _without_field(node: Fields, annotation: Any, name: str, rest: tuple[str, ...]) -> None:
    known = _fields_of(annotation)
    if name not in known:
        node.pop(name, None)
    elif rest and name in node:
        node[name] = _without(node[name], known[name][0], rest)
    elif known[name][1]:
        node[name] = _harmless(known[name][0])
    else:
        node.pop(name, None)


@cache
def _fields_of(annotation: Any) -> dict[str, tuple[Any, bool]]:
    """Return annotation and whether it is required, by the name of each field of a class of values."""
    found = next((one for one in (annotation, *get_args(annotation)) if is_value(one)), None)
    if found is None:
        return {}
    hints = annotations_of(found)
    return {one.name: (hints[one.name], one.default is attrs.NOTHING) for one in stored_fields(found)}


def known_fields(annotation: Any) -> tuple[str, ...]:
    """Return the names of the fields of a class of values; none for anything else."""
    return tuple(_fields_of(annotation))


def annotation_at(annotation: Any, segments: tuple[str, ...]) -> Any:
    """Return the annotation of what stands at a path; None where nothing can stand."""
    for one in segments:
        annotation = _item_of(annotation) if one[0] == "[" else _fields_of(annotation).get(one, (None,))[0]
    return annotation


def _item_of(annotation: Any) -> Any:
    return next(iter(get_args(annotation)), None) if get_origin(annotation) in (tuple, frozenset) else None


def _harmless(annotation: Any) -> object:
    """Return the simplest plain value that fits an annotation."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if NoneType in arguments:
        return None
    if origin in (tuple, frozenset):
        return list[object]()
    if origin is Annotated:
        rule = arguments[1]
        if isinstance(rule, Bounds) and arguments[0] is int:
            return rule.least
        return "unknown/unknown" if isinstance(rule, IsNamespaced) else "unknown"
    if is_value(annotation):
        return {name: _harmless(one) for name, (one, needed) in _fields_of(annotation).items() if needed}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    plain: dict[object, object] = {str: "unknown", int: 0, bool: False, Decimal: "0", date: "2000-01-01"}
    return plain.get(cast("object", annotation))
