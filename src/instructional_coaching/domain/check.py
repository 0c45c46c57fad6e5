"""From an annotation to the check of a value: the annotation of a field or a parameter is the one truth.

The same checks guard a record's construction, a transition's arguments, posted JSON and a line of a
journal, so none of them can let in what another refuses.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

import attrs

from instructional_coaching.domain.text import (
    clean_definition_id,
    clean_identifier,
    clean_pin,
    clean_ref,
    clean_text,
    clean_word,
    kind_of,
)
from instructional_coaching.errors import InvalidValue

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([Ee][+-]?[0-9]{1,3})?")

type_of_check = Callable[[object, str], Any]


@attrs.frozen
class Bounds:
    """How long a text or how large a number may be, both ends inclusive."""

    least: int
    most: int

    def check(self, value: object, field: str) -> object:
        """Return the value if it lies within the bounds."""
        if type(value) is str:
            return clean_text(value, field, least=self.least, most=self.most)
        if type(value) is int and not self.least <= value <= self.most:
            raise InvalidValue(
                field, f"is not between {self.least} and {self.most}", "check the number and its unit"
            )
        return value


@attrs.frozen
class Identifies:
    """The text is an id, of a record of this kind where one is named."""

    kind: str = ""

    def check(self, value: object, field: str) -> object:
        """Return the id if it is one."""
        return clean_identifier(value, field)


@attrs.frozen
class NamesDefinition:
    """The text is the namespaced id of a definition, or its pin: the id with the digest of its content.

    Attributes:
        kind: The kind of definition it names.
        pinned: Whether the digest must be there; where it need not, it may.
    """

    kind: str
    pinned: bool = True

    def check(self, value: object, field: str) -> object:
        """Return the name if it is one."""
        if not self.pinned and type(value) is str and "@" not in value:
            return clean_definition_id(value, field)
        return clean_pin(value, field)


@attrs.frozen
class IsNamespaced:
    """The text is the id of a definition, such as ``core/impact-cycle``."""

    def check(self, value: object, field: str) -> object:
        """Return the id if it is one."""
        return clean_definition_id(value, field)


@attrs.frozen
class IsWord:
    """The text is a word by which a part of a definition is known, such as ``set-goal``."""

    def check(self, value: object, field: str) -> object:
        """Return the word if it is one."""
        return clean_word(value, field)


@attrs.frozen
class IsRef:
    """The text is a record's kind and id, such as ``goal g1``."""

    def check(self, value: object, field: str) -> object:
        """Return the text if it is a kind and an id."""
        return clean_ref(value, field)


Id = Annotated[str, Identifies()]
DefinitionId = Annotated[str, IsNamespaced()]
Word = Annotated[str, IsWord()]
Ref = Annotated[str, IsRef()]
PersonId = Annotated[str, Identifies("person")]
GoalId = Annotated[str, Identifies("goal")]
RelationshipId = Annotated[str, Identifies("relationship")]
Label = Annotated[str, Bounds(1, 80)]
Text = Annotated[str, Bounds(1, 4000)]
Minutes = Annotated[int, Bounds(1, 600)]


def exact(wanted: type, name: str) -> type_of_check:
    """Make a check for exactly this type: `True` is no whole number, a datetime no date."""

    def check(value: object, field: str) -> object:
        if type(value) is not wanted:
            raise InvalidValue(field, f"expected {name}, got {kind_of(value)}", f"give {name}")
        return value

    return check


def civil_date(value: object, field: str) -> date:
    """Return the day if it is one between 1900 and 2199; a datetime is none."""
    if type(value) is not date:
        raise InvalidValue(field, f"expected a date, got {kind_of(value)}", "give a date such as 2026-09-14")
    if not 1900 <= value.year < 2200:
        raise InvalidValue(field, "is not between 1900 and 2199", "check the year")
    return value


def aware_datetime(value: object, field: str) -> datetime:
    """Return the instant if it carries its offset from UTC."""
    if type(value) is not datetime or value.utcoffset() is None:
        raise InvalidValue(field, "is not an instant with an offset from UTC", "give an aware datetime")
    return value


def exact_number(value: object, field: str) -> Decimal:
    """Return an exact decimal number from a Decimal, a whole number or its text; never from binary float."""
    if type(value) not in (Decimal, int, str):
        raise InvalidValue(
            field, f"expected an exact number, got {kind_of(value)}", "write it as text, such as 12.5"
        )
    plain = type(value) is not str or _NUMBER.fullmatch(value) is not None
    number = Decimal(cast("Decimal | int | str", value) if plain else "NaN")
    _, digits, exponent = number.as_tuple()
    if isinstance(exponent, str) or len(digits) > 15 or not -12 <= exponent <= 15 or abs(number) >= 10**15:
        raise InvalidValue(
            field, "is not a number of at most 15 digits, 12 of them after the point", "write it as 12.5"
        )
    return number


def choice(options: type[Enum]) -> type_of_check:
    """Make a check for a member of an enumeration, given as the member or as its exact word."""
    words = {member.value: member for member in options}

    def check(value: object, field: str) -> Enum:
        if isinstance(value, options):
            return value
        if type(value) is str and value in words:
            return words[value]
        raise InvalidValue(field, "is none of the words allowed here", f"choose one of {', '.join(words)}")

    return check


def several(item: type_of_check, made: Callable[[list[object]], object]) -> type_of_check:
    """Make a check for a collection, every item checked."""

    def check(value: object, field: str) -> object:
        if type(value) not in (tuple, list, frozenset, set):
            raise InvalidValue(field, f"expected a list, got {kind_of(value)}", "write it as a list")
        items = cast("list[object]", value)
        if len(items) > 1000:
            raise InvalidValue(field, "has more than 1000 items", "split it")
        return made([item(one, f"{field}[{n}]") for n, one in enumerate(items)])

    return check


_LEAVES: Mapping[object, type_of_check] = {
    str: exact(str, "text"),
    int: exact(int, "a whole number"),
    bool: exact(bool, "true or false"),
    date: civil_date,
    datetime: aware_datetime,
    Decimal: exact_number,
}


@cache
def check_for(annotation: object) -> type_of_check:
    """Return the check that a value of this annotation must pass.

    The check takes the value and the field's name, and returns the value as it is to be kept.

    Raises:
        TypeError: an annotation that no field of a record may have.
    """
    leaf = _LEAVES.get(annotation)
    if leaf is not None:
        return leaf
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        rule = arguments[1]
        base = check_for(arguments[0])
        return lambda value, field: rule.check(base(value, field), field)
    if origin in (Union, UnionType):
        inner = check_for(next(one for one in arguments if one is not NoneType))
        return lambda value, field: None if value is None else inner(value, field)
    if origin is frozenset or (origin is tuple and arguments[-1] is ...):
        return several(check_for(arguments[0]), origin)
    if origin is tuple or isinstance(annotation, TypeVar):
        return lambda value, _field: value
    wanted: Any = origin or annotation
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return choice(wanted)
    if isinstance(wanted, type) and attrs.has(wanted):
        return exact(wanted, f"a {wanted.__name__}")
    raise TypeError(f"no check for {annotation!r}")
