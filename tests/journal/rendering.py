"""Values that a parameter takes, and how a spreadsheet would write them: the inverse of reading a cell."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, cast, get_args, get_origin
from unicodedata import normalize

import attrs
from hypothesis import strategies as st

from instructional_coaching.domain.check import Bounds, IsWord
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.link import Link, LinkKind
from instructional_coaching.domain.measure import Better, Measure, MeasureKind, SampleMethod
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Value

numbers = st.decimals(-(10**9), 10**9, places=3) | st.integers(-(10**9), 10**9).map(Decimal)
_possible = st.decimals(0, 100, places=2)  # by measures of any kind
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
ids = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._:|@+=~-]{0,20}\Z")
words = st.from_regex(r"\A[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9})?\Z")
names = st.builds(
    lambda space, name, digest: f"{space}/{name}{digest}",
    words,
    words,
    st.just("") | st.from_regex(r"\A@[0-9a-f]{16}\Z"),
)
# Everything that a text may hold; what stands between items is no part of one.
_CHARACTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"), exclude_characters=";")
_LINES = st.text(st.one_of(_CHARACTERS, st.sampled_from(" \n\t,\"'=+-@[]:")), max_size=60)


def texts(rule: Bounds, *, several: bool) -> st.SearchStrategy[str]:
    """Return texts within the bounds, as they are kept: several in one cell have no semicolon."""
    free = _LINES if several else st.one_of(_LINES, _LINES.map(lambda text: f"a; {text}"))
    kept = free.map(lambda text: text.strip()[: rule.most].strip())
    return kept.map(lambda text: normalize("NFC", text)).filter(
        lambda text: rule.least <= len(text) <= rule.most
    )


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    better = draw(st.sampled_from(Better))
    low, middle, high, highest = sorted(draw(st.lists(_possible, min_size=4, max_size=4)))
    kind = draw(st.sampled_from(MeasureKind))
    is_range = better is Better.RANGE
    return Measure(
        kind=kind,
        unit=draw(texts(Bounds(1, 80), several=False)),
        better=better,
        target=None if is_range else draw(st.none() | st.just(middle)),
        range_from=middle if is_range else None,
        range_to=high if is_range else None,
        lowest=draw(st.none() | st.just(low)),
        highest=draw(st.none() | st.just(highest)),
        method=draw(st.sampled_from(SampleMethod)) if kind is MeasureKind.SAMPLE else None,
    )


_DRAWN: Mapping[object, st.SearchStrategy[Any]] = {
    date: days,
    Decimal: numbers,
    bool: st.booleans(),
    Measure: measures(),
    Segment: st.builds(Segment, stance=st.sampled_from(Stance), minutes=st.integers(1, 600)),
    # What has no level says why in a later column than a cell can leave out.
    Score: st.builds(Score, criterion=words, rank=st.integers(0, 9)),
    Link: st.builds(
        Link,
        url=st.from_regex(r"\Ahttps?://[a-z]{1,9}\.example(/[a-z0-9?&=%.~-]{0,20})?\Z"),
        expires=days,
        kind=st.sampled_from(LinkKind),
    ),
}


def fitting(annotation: Any, *, several: bool = False) -> st.SearchStrategy[Any]:
    """Return a strategy for values that a parameter with this annotation takes, None aside."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return ids
    if isinstance(annotation, type) and issubclass(annotation, Definition):
        return names
    if annotation in _DRAWN:
        return _DRAWN[annotation]
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (tuple, frozenset):
        items = st.lists(fitting(parts[0], several=True), max_size=4)
        return items.map(tuple) if origin is tuple else items.map(frozenset)
    if origin is Annotated:
        return _ruled(*parts, several=several)
    if parts:
        return fitting(parts[0])
    assert issubclass(annotation, Enum)
    return st.sampled_from(annotation)


def _ruled(base: type, rule: object, *, several: bool) -> st.SearchStrategy[Any]:
    if isinstance(rule, IsWord):
        return words
    if not isinstance(rule, Bounds):
        return ids
    return st.integers(rule.least, rule.most) if base is int else texts(rule, several=several)


def cells_for(name: str, given: object) -> dict[str, str]:
    """Return the cells that say it: a measure has one for each of its fields, all else has one."""
    if isinstance(given, Measure):
        fields = ((field.name, getattr(given, field.name)) for field in attrs.fields(Measure))
        return {f"{name}.{field}": cell_of(one) for field, one in fields if one is not None}
    return {name: cell_of(given)}


def cell_of(given: object) -> str:
    """Return the cell that says it."""
    if isinstance(given, tuple | frozenset):
        return "; ".join(cell_of(item) for item in cast("tuple[object, ...]", given)) or ";"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, Value):
        parts = (getattr(given, field.name) for field in attrs.fields(type(given)))
        return " ".join(cell_of(one) for one in parts if one is not None)
    return str(given)
