"""How records and their entries are laid down as documents: keys, dates and tags.

Keys and tags carry the school, so that two schools in one store never meet. What a record can be found by is
every id of another record in it, under the name of its field.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

import attrs

from instructional_coaching.access.activity import Activity
from instructional_coaching.codec.document import dumps, from_body, to_body
from instructional_coaching.codec.entry import entry_from_plain, entry_to_plain
from instructional_coaching.codec.schema import upgraded, version_of
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.check import Identifies
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import Entry, Record
from instructional_coaching.domain.value import Value, annotations_of, stored_fields
from instructional_coaching.errors import InvalidValue
from instructional_coaching.storage.port import Document, Key, Query

R = TypeVar("R", bound=Record)

ENTRY = "entry"
SOLE = "sole"


@attrs.frozen
class Recorded:
    """An entry with the record it belongs to.

    Attributes:
        kind: The record's kind.
        id: The record's id.
        number: The entry's place in the record's life, from 1.
        entry: The entry.
        seen: Revision, by kind, of the records that it was given.
    """

    kind: str
    id: str
    number: int
    entry: Entry
    seen: tuple[tuple[str, int], ...] = ()


def key_of(school: str, record: type[Record], id: str) -> Key:
    """Return the key of a record."""
    return Key(record.KIND, f"{school}/{id}")


def shelved(school: str, record: Record, revision: int) -> Document:
    """Return a record as a document."""
    when = getattr(record, "when", None) or getattr(record, "since", None)
    return Document(
        key=key_of(school, type(record), record.id),
        revision=revision,
        schema=version_of(record.KIND),
        body=to_body(record),
        at=when.isoformat() if when else "",
        tags=(("school", school), *references_in(record)),
    )


def shelved_claim(school: str, record: Record) -> Document:
    """Return the document that says which record is the only one of its kind.

    It is written with the record, under a key that no second one can be written under. So of two that begin
    at once, of which neither was there when the other was refused, the later conflicts.
    """
    return Document(
        key=Key(SOLE, f"{school}/{record.KIND}"),
        revision=1,
        schema=1,
        body=record.id,
        tags=(("school", school),),
    )


def taken(wanted: type[R], document: Document) -> R:
    """Return the record of a document.

    Raises:
        InvalidInput: the body doesn't hold one.
        SchemaError: it was written by a newer version of this library.
    """
    return from_body(wanted, document.body, document.schema, str(document.key), intact=document.intact)


def relationship_of(record: Record) -> str | None:
    """Return the id of the relationship that a record belongs to, or that it is; None if it has none."""
    return record.id if isinstance(record, Relationship) else getattr(record, "relationship", None)


def shelved_entry(school: str, record: Record, recorded: Recorded) -> Document:
    """Return an entry as a document of its own."""
    body = entry_to_plain(type(record), recorded.entry) | {"seen": dict(recorded.seen)}
    relationship = relationship_of(record)
    tags = [("school", school), ("record", f"{school}/{record.KIND}/{record.id}")]
    if relationship:
        tags.append(("relationship", relationship))
    return Document(
        key=Key(ENTRY, f"{school}/{record.KIND}/{record.id}/{recorded.number:06d}"),
        revision=1,
        schema=version_of(ENTRY),
        body=dumps(body),
        at=recorded.entry.when.isoformat(),
        tags=tuple(tags),
    )


def taken_entry(document: Document) -> Recorded:
    """Return the entry of a document.

    Raises:
        SchemaError: it was written by a newer version of this library.
    """
    _, kind, id_, number = document.key.id.split("/")
    body = upgraded(ENTRY, document.schema, json.loads(document.body))
    seen = tuple(body.pop("seen").items())
    entry = entry_from_plain(KINDS[kind], body, str(document.key))
    return Recorded(kind, id_, int(number), entry, seen)


def entries_of(school: str, record: type[Record], id: str) -> Query:
    """Return the query for every entry of a record."""
    return Query(ENTRY, (("record", f"{school}/{record.KIND}/{id}"),))


def query_for(
    school: str, wanted: type[Record | Activity], since: str, until: str, having: Mapping[str, str]
) -> Query:
    """Return the query for what is wanted with these references.

    A projection is found only by what it has itself: to find it by more would tell of what it leaves out.

    Raises:
        InvalidValue: it has no reference of that name, or no date.
    """
    known = kinds_referred_to(wanted)
    for name in having:
        if name not in known:
            names = ", ".join(sorted(known)) or "no reference at all"
            raise InvalidValue(name, f"a {wanted.KIND} can't be found by it", f"it can by {names}")
    if (since or until) and not is_dated(wanted):
        raise InvalidValue("since" if since else "until", f"a {wanted.KIND} has no date", "leave it out")
    kind = wanted.OF.KIND if issubclass(wanted, Activity) else wanted.KIND
    return Query(kind, (*having.items(), ("school", school)), since, until)


def is_dated(wanted: type[Record | Activity]) -> bool:
    """Say whether there is a date to find it by."""
    return not {"when", "since"}.isdisjoint(_annotations(cast("Any", wanted)))


def references_in(record: Value) -> Iterator[tuple[str, str]]:
    """Yield every reference in a record to another, by the name of its field."""
    for name, is_reference in _referring(cast("Any", type(record))):
        given: object = getattr(record, name)
        for one in cast("tuple[object, ...]", given) if isinstance(given, tuple) else (given,):
            if isinstance(one, Value):
                yield from references_in(one)
            elif is_reference and isinstance(one, str):
                yield name, one


@cache
def _referring(record: type[Value]) -> tuple[tuple[str, bool], ...]:
    """Return the fields that may hold references, and whether they do so themselves or values in them do."""
    found = ((name, bool(refers_to(one)), one) for name, one in _annotations(cast("Any", record)).items())
    return tuple(
        (name, is_reference) for name, is_reference, one in found if is_reference or _holds_value(one)
    )


def _holds_value(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return True
    return any(map(_holds_value, get_args(annotation)))


@cache
def refers_to(annotation: Any) -> str:
    """Return the kind of record that values of this annotation are ids of, or nothing."""
    if get_origin(annotation) is Annotated:
        rule = get_args(annotation)[1]
        return rule.kind if isinstance(rule, Identifies) else ""
    return next((found for part in get_args(annotation) if (found := refers_to(part))), "")


def kinds_referred_to(record: type[Value]) -> Mapping[str, str]:
    """Return the names under which records of a kind refer to others, with the kind referred to."""
    return _kinds_referred_to(cast("Any", record))


@cache
def _kinds_referred_to(record: type[Value]) -> Mapping[str, str]:
    kinds: dict[str, str] = {}
    for name, annotation in _annotations(cast("Any", record)).items():
        if refers_to(annotation):
            kinds[name] = refers_to(annotation)
        for part in (annotation, *get_args(annotation)):
            if isinstance(part, type) and issubclass(part, Value):
                kinds.update(kinds_referred_to(part))
    return kinds


@cache
def _annotations(cls: type[Value]) -> Mapping[str, Any]:
    hints = annotations_of(cls)
    return {field.name: hints[field.name] for field in stored_fields(cls)}
