"""Records and projections to JSON text and back, with the schema version from the first document on."""

import json
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Protocol, TypeVar, cast

from instructional_coaching.codec.assembly import assembled
from instructional_coaching.codec.converter import converter
from instructional_coaching.codec.problem import problems_in
from instructional_coaching.codec.quick import encoded, reader, writer
from instructional_coaching.codec.schema import upgraded, version_of
from instructional_coaching.domain.text import kind_of
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import CoachingError, InvalidInput, InvalidValue, Problem

R = TypeVar("R", bound=Record)
N = TypeVar("N", bound="Named")

MOST_CHARACTERS = 1_000_000


class Named(Protocol):
    """Anything with a registered kind: a record, or a projection of one."""

    KIND: ClassVar[str]


def to_json(thing: Named) -> str:
    """Return a record or a projection as JSON text, with its ``type`` and ``schema`` version first.

    Entries that are not saved yet are no part of it.
    """
    kind = type(thing).KIND
    return dumps({"type": kind, "schema": version_of(kind)} | to_plain(thing))


def from_json(wanted: type[R], text: str | bytes, source: str = "document") -> R:
    """Return the record that a JSON text holds.

    What comes of it has no entries: it can be read and compared; a unit of work saves it only as it stands
    in the store.

    Args:
        wanted: The class of record expected.
        text: The JSON text, at most 1,000,000 characters.
        source: What to call the text in problems.

    Raises:
        InvalidInput: with every problem found, by path.
        SchemaError: it was written by a newer version of this library.
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput(source, (Problem(source, 0, 0, "$", "is too long", "split it"),))
    document = _object(text, source)
    found = document.pop("type", None)
    if found != wanted.KIND:
        problem = Problem(source, 0, 0, "$.type", f"is not {wanted.KIND!r}", f"write {wanted.KIND!r}")
        raise InvalidInput(source, (problem,))
    schema = document.pop("schema", None)
    if type(schema) is not int:
        hint = f"write {version_of(wanted.KIND)}"
        raise InvalidInput(source, (Problem(source, 0, 0, "$.schema", "expected a whole number", hint),))
    return from_plain(wanted, upgraded(wanted.KIND, schema, document), source)


def to_body(thing: Named) -> str:
    """Return a record or a definition as the body of a document, whose kind and schema stand beside it."""
    return writer(type(thing))(thing)


def from_body(wanted: type[N], body: str, schema: int, source: str, *, intact: bool = False) -> N:
    """Return the record or the definition in the body of a stored document.

    Args:
        wanted: The class of what is in it.
        body: The body.
        schema: The version that it was written in.
        source: What to call it in problems.
        intact: Whether it is known to be what was written; then its texts aren't checked again.

    Raises:
        InvalidInput: with every problem found, by path.
        SchemaError: it was written by a newer version of this library.
    """
    read = reader(wanted) if intact and schema == version_of(wanted.KIND) else None
    if read is not None:
        with suppress(Exception):  # the strict converter says what is wrong
            return cast("N", read(body))
    return from_plain(wanted, upgraded(wanted.KIND, schema, _object(body, source)), source)


def to_plain(thing: object) -> dict[str, Any]:
    """Return a value of the domain as plain dicts, lists, texts, numbers and None."""
    return cast("dict[str, Any]", converter().unstructure(thing))


def from_plain(wanted: type[N], document: dict[str, Any], source: str, *, intact: bool = False) -> N:
    """Return the record or the definition that plain values describe.

    Args:
        wanted: The class of what they describe.
        document: The plain values, in the present version.
        source: What to call them in problems.
        intact: Whether they are known to be what was written; then their texts aren't checked again.

    Raises:
        InvalidInput: with every problem found, by path.
    """
    made = assembled(wanted) if intact else None
    if made is not None:
        with suppress(Exception):  # the strict converter says what is wrong
            return cast("N", made(document))
    try:
        return converter().structure(document, wanted)
    except Exception as raised:  # noqa: BLE001 - whatever cattrs collects becomes problems, without values
        problems = problems_in(raised, source)
    raise InvalidInput(source, tuple(problems))


def dumps(plain: dict[str, Any]) -> str:
    """Return plain values as compact JSON text."""
    return encoded(plain)


def _object(text: str | bytes, source: str) -> dict[str, Any]:
    try:
        found = json.loads(
            text, object_pairs_hook=_without_duplicates, parse_float=_number, parse_constant=_refuse
        )
    except CoachingError as raised:
        problems = problems_in(raised, source)
    except json.JSONDecodeError as raised:
        place = (source, raised.lineno, raised.colno, "$")
        problems = (Problem(*place, "is not JSON", "check the syntax here"),)
    except (UnicodeDecodeError, RecursionError, ValueError):
        problems = (Problem(source, 0, 0, "$", "is not JSON in UTF-8 of a reasonable depth", "check it"),)
    else:
        if type(found) is dict:
            return cast("dict[str, Any]", found)
        problems = (Problem(source, 0, 0, "$", f"expected an object, got {kind_of(found)}", "write {…}"),)
    raise InvalidInput(source, tuple(problems))


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidValue("", "has a field twice", "keep one of the two")
    return found


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all measure, which no check lets through
        return Decimal("NaN")


def _refuse(_constant: str) -> Any:
    raise InvalidValue("", "holds NaN or Infinity, which JSON has not", "leave it out")
