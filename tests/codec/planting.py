"""Mistakes planted in a document, each at its own path, with what is to be said of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Value, annotations_of, stored_fields

PRIVATE = "zq private"


_MISFITS: Mapping[Any, list[Any]] = {
    int: [PRIVATE, 1.5, True, []],
    bool: ["true", 0, 1, [], PRIVATE],
    date: [PRIVATE, "2025-02-30", "2025-1-1", "1800-01-01", 20250101, ["2025-01-01"]],
    Decimal: [PRIVATE, True, [], {}, "1e99", "1.0000000000001"],
}


@attrs.frozen
class Place:
    """A place in a document.

    Attributes:
        path: Its path.
        annotation: What it takes.
        holder: The object or list that it is in.
        key: Its key or index there.
        needed: Whether it is a field without a default.
    """

    path: str
    annotation: Any
    holder: Any
    key: Any
    needed: bool


def places(cls: Any, document: dict[str, Any], record: type[Record], path: str = "$") -> Iterator[Place]:
    """Yield every place in a document of a class, outermost first."""
    hints = annotations_of(cls)
    for field in stored_fields(cls):
        here = Place(
            f"{path}.{field.name}", hints[field.name], document, field.name, field.default is attrs.NOTHING
        )
        yield from _inside(here, record)


def _inside(place: Place, record: type[Record]) -> Iterator[Place]:
    yield place
    given, annotation = place.holder[place.key], bare(place.annotation, record)
    if isinstance(given, dict):
        yield from places(get_origin(annotation) or annotation, given, record, place.path)
    elif isinstance(given, list):
        for n in range(len(given)):
            item = Place(f"{place.path}[{n}]", get_args(annotation)[0], given, n, False)
            yield from _inside(item, record)


def bare(annotation: Any, record: type[Record]) -> Any:
    """Return an annotation without None, and without a variable for the class of a decision."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(one for one in get_args(annotation) if one is not NoneType)
    if isinstance(annotation, TypeVar):
        assert issubclass(record, Owned)
        return record.STANDING
    return annotation


def misfits(annotation: Any, record: type[Record]) -> list[Any]:
    """Return values, fit for JSON, that don't fit an annotation."""
    plain = bare(annotation, record)
    nothing: list[Any] = [None] if plain is annotation else []
    if get_origin(plain) is Annotated:
        base, rule = get_args(plain)[:2]
        if base is int:
            return [*nothing, PRIVATE, 1.5, True, rule.least - 1, rule.most + 1, []]
        return [*nothing, "", 7, True, [PRIVATE], "\x07"]
    if get_origin(plain) in (tuple, frozenset):
        return [*nothing, PRIVATE, 7, {}, {PRIVATE: PRIVATE}, True]
    if plain in _MISFITS:
        return [*nothing, *_MISFITS[plain]]
    if isinstance(get_origin(plain) or plain, type) and issubclass(get_origin(plain) or plain, Value):
        return [*nothing, PRIVATE, [], 7, [{}]]
    return [*nothing, PRIVATE, 7, [], {}]


def plant(
    data: st.DataObject, cls: type[Record], document: dict[str, Any], most: int
) -> list[tuple[str, str]]:
    """Plant mistakes in a document, and return the path and the kind of each: wrong, missing or unknown."""
    planted: list[tuple[str, str]] = []
    gone: list[str] = []
    known = list(places(cls, document, cls))
    chosen = st.lists(st.sampled_from(known), min_size=1, max_size=most, unique_by=lambda one: one.path)
    for place in data.draw(chosen):
        if any(place.path.startswith(one) or one.startswith(place.path) for one in gone):
            continue
        gone.append(place.path)
        if isinstance(place.holder[place.key], dict) and data.draw(st.booleans()):
            place.holder[place.key]["zq_unknown"] = PRIVATE
            planted.append((f"{place.path}.zq_unknown", "unknown-key"))
        elif place.needed and data.draw(st.integers(0, 3)) == 0:
            del place.holder[place.key]
            planted.append((place.path, "missing-key"))
        else:
            place.holder[place.key] = data.draw(st.sampled_from(misfits(place.annotation, cls)))
            planted.append((place.path, "invalid-value"))
    return planted
