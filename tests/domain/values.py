"""Every class of value in the domain, and a sample of each as the verbs make it."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from instructional_coaching import domain
from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.check import Bounds, Identifies
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Value
from tests.domain.defined import DEFINED
from tests.domain.situations import VERBS, situations

BASES = {Value, Record, Authored, Owned, Definition}


def value_classes() -> list[type[Value]]:
    """Return every class of value that the domain's modules define, bases left out."""
    modules = [import_module(f"{domain.__name__}.{one.name}") for one in iter_modules(domain.__path__)]
    return [
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type)
        and issubclass(found, Value)
        and found.__module__ == module.__name__
        and found not in BASES
    ]


def nested(holder: object) -> Iterator[Value]:
    """Go through a value and everything in it, outermost first."""
    if isinstance(holder, Value):
        yield holder
        for field in attrs.fields(type(holder)):
            yield from nested(getattr(holder, field.name))
    elif isinstance(holder, tuple | list | frozenset):
        for one in holder:
            yield from nested(one)


def taken() -> Iterator[object]:
    """Take every verb in its situation, recorded for Ben where it is his decision; give what is about."""
    for verb in VERBS:
        for found in situations(verb):
            yield found.subject
            yield list(found.arguments.values())
            yield found.take()


@cache
def samples() -> Mapping[type[Value], Value]:
    """Return the fullest sample of each class of value that the situations lead to."""
    traits = [Stance.DIRECTIVE.traits, RelationshipKind.MENTORING.traits]
    found: dict[type[Value], Value] = {}
    for one in nested([*taken(), *traits, *DEFINED]):
        if _fullness(one) > _fullness(found.get(type(one))):
            found[type(one)] = one
    return found


def _fullness(one: Value | None) -> int:
    if one is None:
        return -1
    return sum(getattr(one, field.name) not in (None, ()) for field in attrs.fields(type(one)))


def carrying(annotation: Any, text: object, rule: type[Bounds] | type[Identifies]) -> object:
    """Return the text in the shape of the annotation, or None where no text of this rule goes.

    A text alone stands for itself; where several go, it is the only one.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return text if arguments[0] is str and isinstance(arguments[1], rule) else None
    if origin in (Union, UnionType):
        return carrying(next(one for one in arguments if one is not NoneType), text, rule)
    if origin is tuple and arguments[-1] is ...:
        item = carrying(arguments[0], text, rule)
        return None if item is None else (item,)
    return None


def longest(annotation: Any) -> int:
    """Return how long the text of an annotation may be."""
    found = [one.most for one in _parts(annotation) if isinstance(one, Bounds)]
    return found[0]


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for one in get_args(annotation):
        yield from _parts(one)
