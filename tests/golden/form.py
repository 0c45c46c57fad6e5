"""The stored form of every kind, written out from the annotations: what names there are, and what they hold.

Two versions of the library that write one form here can read each other's documents.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from instructional_coaching.codec.entry import _annotation, holds_text
from instructional_coaching.codec.schema import version_of
from instructional_coaching.domain import DEFINITIONS, RECORDS
from instructional_coaching.domain.transition import verbs_of
from instructional_coaching.domain.value import Value, annotations_of, stored_fields
from instructional_coaching.workspace.caseload import CASELOAD, VERSION, CaseloadEntry
from instructional_coaching.workspace.migration import CORE_KINDS
from instructional_coaching.workspace.pinning import DEFINITION
from instructional_coaching.workspace.shelving import ENTRY

LEAVES = {str: "text", int: "whole number", bool: "true or false", Decimal: "number", NoneType: "null"}
LEAVES |= {date: "date", datetime: "instant"}
VALUES: dict[str, type[Value]] = {
    **{one.KIND: one for one in RECORDS},
    **{one.KIND: one for one in DEFINITIONS},
    CASELOAD: CaseloadEntry,
}
KINDS = (*(kind for kind in CORE_KINDS if kind != DEFINITION), *(one.KIND for one in DEFINITIONS))
"""Every kind that has a schema version of its own."""


def present(kind: str) -> int:
    """Return the schema version in which a kind is written today."""
    return VERSION if kind.startswith(CASELOAD) else version_of(kind)


def form(kind: str) -> object:
    """Return the stored form of a kind as plain values."""
    if kind == ENTRY:
        return {
            name: {parameter: _argument(_annotation(verb, parameter)) for parameter in verb.parameters}
            for record in RECORDS
            for name, verb in verbs_of(record).items()
        }
    return _told(VALUES[kind]) if kind in VALUES else "text"


def _argument(annotation: Any) -> object:
    return {"erasable": _told(annotation)} if holds_text(annotation) else _told(annotation)


def _told(annotation: Any, standing: type[Value] | None = None) -> object:
    """Return what values of an annotation look like; of a decision on a record with what the record was."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return f"{_told(parts[0])}: {parts[1]}"
    if origin in (Union, UnionType):
        return {"one of": [_told(one, standing) for one in parts]}
    if origin in (tuple, frozenset):
        return {"several": _told(parts[0], standing)}
    if isinstance(annotation, TypeVar):
        return _told(standing)
    if annotation in LEAVES:
        return LEAVES[annotation]
    if issubclass(origin or annotation, Enum):
        return sorted(str(one.value) for one in cast("type[Enum]", annotation))
    return _fields(origin or annotation, standing)


def _fields(cls: type[Value], standing: type[Value] | None) -> dict[str, object]:
    hints = annotations_of(cls)
    standing = getattr(cls, "STANDING", standing)
    return {field.name: _told(hints[field.name], standing) for field in stored_fields(cls)}
