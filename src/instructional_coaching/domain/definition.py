"""What a school brings as data: rubrics, coaching models, cadence rules; each identified by its content.

A definition doesn't change. Another wording, weight or level makes another definition, with another digest;
what was recorded under the earlier one stays recorded under it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import ClassVar, cast

from instructional_coaching.domain.check import DefinitionId, Label, Text
from instructional_coaching.domain.value import Value, activity, stored_fields, value
from instructional_coaching.errors import Fault, FaultyDefinition

DIGITS = 16
"""How many hexadecimal digits of the digest a pin has: 64 bits."""


@value
class Definition(Value):
    """Base of everything that a school can bring as data.

    Attributes:
        id: Namespace and name, such as ``core/impact-cycle``.
        title: What people call it.
        summary: What it is, in a few sentences.
        source: Where it comes from: research, a book, a framework, with its licence where it has one.

    Raises:
        FaultyDefinition: it breaks rules of its kind; with all of them.
    """

    KIND: ClassVar[str]
    NAMES: ClassVar[Mapping[str, str]] = {}
    """The kind of other definition that a field names, by the field."""

    id: DefinitionId = activity()
    title: Label = activity()
    summary: Text | None = activity(default=None)
    source: Text | None = activity(default=None)

    def __attrs_post_init__(self) -> None:
        faults = tuple(self.faults())
        if faults:
            raise FaultyDefinition(self.ref, faults)

    @property
    def ref(self) -> str:
        """The definition by kind and id, as messages name it."""
        return f"{self.KIND} {self.id}"

    @property
    def pin(self) -> str:
        """Its id with the digest of its content: what records refer to."""
        return f"{self.id}@{digest_of(self)}"

    def faults(self) -> Iterator[Fault]:
        """Yield every rule of its kind that it breaks."""
        return iter(())


@lru_cache(maxsize=1024)
def digest_of(definition: Definition) -> str:
    """Return the digest of a definition's content: the first 16 hexadecimal digits of its SHA-256.

    Two definitions that are equal have the same one. A field at its default is left out, so that a later
    version of the library, which knows more fields, gives the same digest.
    """
    text = json.dumps(
        [definition.KIND, _canonical(definition)], ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return sha256(text.encode()).hexdigest()[:DIGITS]


def _canonical(given: object) -> object:
    if isinstance(given, Value):
        told = ((field, getattr(given, field.name)) for field in stored_fields(type(given)))
        return {field.name: _canonical(one) for field, one in told if one != field.default}
    if isinstance(given, Enum):
        return given.value
    if isinstance(given, Decimal):
        return format(given.normalize() + 0, "f")  # there is one zero: -0 is 0
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, tuple):
        return [_canonical(one) for one in cast("tuple[object, ...]", given)]
    if isinstance(given, frozenset):
        return sorted((_canonical(one) for one in cast("frozenset[object]", given)), key=str)
    return given


def repeated(ids: Iterable[str], path: str) -> Iterator[Fault]:
    """Yield a fault for every id that stands in a list for the second time.

    Args:
        ids: The ids, in order.
        path: The path of the list.
    """
    first: dict[str, int] = {}
    for n, one in enumerate(ids):
        if one in first:
            yield Fault(
                f"{path}[{n}].id",
                f"is the id of {path}[{first[one]}] too",
                "give each an id of its own",
                "repeated-id",
                (f"{path}[{first[one]}].id",),
            )
        first.setdefault(one, n)


def unknown(
    names: Iterable[str], path: str, known: Mapping[str, str] | Iterable[str], where: str
) -> Iterator[Fault]:
    """Yield a fault for every name in a list that nothing is known by.

    Args:
        names: The names, in order.
        path: The path of the list of names.
        known: The ids that there are.
        where: The path pattern of those ids, such as ``stages[*].id``.
    """
    ids = tuple(known)
    for n, one in enumerate(names):
        if one not in ids:
            yield unknown_name(f"{path}[{n}]", ids, where)


def unknown_name(path: str, ids: Iterable[str], where: str) -> Fault:
    """Return the fault of a name that nothing is known by; see `unknown`."""
    known = ", ".join(dict.fromkeys(ids)) or "none"
    problem = f"names none of the {where.partition('[')[0]}"
    return Fault(path, problem, f"known are {known}", "unknown-reference", (where,))
