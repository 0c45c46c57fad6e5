"""For any field of a record another value that is as valid, made from the field's annotation alone."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import attrs

from instructional_coaching.domain.check import Bounds, IsRef, IsWord, NamesDefinition
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Value, annotations_of, stored_fields
from instructional_coaching.errors import CoachingError

FORGED = "zq-forged"
_NAMES: Mapping[type, str] = {
    IsWord: FORGED,
    IsRef: f"goal {FORGED}",
    NamesDefinition: f"oakfield/{FORGED}@{'0' * 16}",
}


def forgeries(record: Record, field: str) -> Record:
    """Return the record with another valid value in a field, as `attrs.evolve` makes it."""
    forged: Record = next(_evolved(record, field, type(record)))
    return forged


def _evolved(holder: Any, field: str, record: type[Record]) -> Iterator[Any]:
    present = getattr(holder, field)
    for other in _others(annotations_of(type(holder))[field], present, record):
        if other == present:
            continue
        try:
            yield attrs.evolve(holder, **{field: other})
        except CoachingError:
            continue


def _others(annotation: Any, present: Any, record: type[Record]) -> Iterator[Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        yield from _others(next(one for one in arguments if one is not NoneType), present, record)
        yield None
    elif origin is Annotated:
        yield from _ruled(arguments[0], arguments[1], present)
    elif origin in (tuple, frozenset):
        yield from _collections(origin, arguments[0], present, record)
    elif isinstance(annotation, TypeVar) or _is_value(origin or annotation):
        yield from _values(annotation, present, record)
    else:
        yield from _leaves(annotation, present)


def _ruled(base: type, rule: Any, present: Any) -> Iterator[Any]:
    if base is int:
        yield from (rule.least + (present or 0) % 2, rule.most, rule.least)
    elif isinstance(rule, Bounds):
        yield f"{FORGED} text"
    else:
        yield _NAMES.get(type(rule), f"{FORGED}-id")


def _collections(kind: Any, item: Any, present: Any, record: type[Record]) -> Iterator[Any]:
    items = list(present or ())
    for other in _others(item, items[0] if items else None, record):
        yield kind([other, *items[1:]])
        yield kind([*items, other])
    yield kind()


def _values(annotation: Any, present: Any, record: type[Record]) -> Iterator[Any]:
    if present is not None:
        for field in stored_fields(type(present)):
            yield from _evolved(present, field.name, record)
        return
    cls = _standing(record) if isinstance(annotation, TypeVar) else get_origin(annotation) or annotation
    hints = annotations_of(cls)
    needed = [field.name for field in stored_fields(cls) if field.default is attrs.NOTHING]
    yield cls(**{name: next(_others(hints[name], None, record)) for name in needed})


def _standing(record: type[Record]) -> type[Value]:
    assert issubclass(record, Owned)
    return record.STANDING


def _leaves(annotation: Any, present: Any) -> Iterator[Any]:
    if annotation is bool:
        yield not present
    elif annotation is int:
        yield from (0, (present or 0) + 1)
    elif annotation is date:
        yield (present or date(2025, 9, 30)) + timedelta(days=1)
    elif annotation is Decimal:
        yield Decimal("86.42")
    else:
        assert issubclass(annotation, Enum)
        yield from (one for one in annotation if one is not present)


def _is_value(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Value)
