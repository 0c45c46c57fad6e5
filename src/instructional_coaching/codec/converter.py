"""The one strict converter between values of the domain and plain JSON values.

It coerces nothing: ``"false"`` is no truth value, ``1.9`` no whole number, a text no list. Leaves are checked
by their annotation, with the very checks that guard a record's construction. Hooks for builtin types are
registered by type, because cattrs silently ignores them when they are registered by predicate.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from types import GenericAlias
from typing import Annotated, Any, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from instructional_coaching.domain.check import check_for, civil_date
from instructional_coaching.domain.text import kind_of
from instructional_coaching.domain.value import Value
from instructional_coaching.errors import InvalidValue

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LEAVES = (str, int, bool, Decimal)


@cache
def converter() -> Converter:
    """Return the converter, built when it is first needed."""
    made = Converter(detailed_validation=True, forbid_extra_keys=True)
    for leaf in _LEAVES:
        made.register_structure_hook(leaf, _leaf)
    made.register_structure_hook(date, lambda given, _: read_date(given))
    made.register_structure_hook(datetime, lambda given, _: read_instant(given))
    made.register_structure_hook_func(_is_enum, _leaf)
    made.register_structure_hook_func(_is_bounded, _leaf)
    made.register_structure_hook_factory(_is_collection, partial(_collection, made))
    made.register_structure_hook_factory(is_value, partial(_structure_value, made))
    made.register_unstructure_hook(Decimal, str)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(datetime, datetime.isoformat)
    made.register_unstructure_hook_factory(is_value, partial(_unstructure_value, made))
    made.register_unstructure_hook_func(_is_frozenset, sorted)
    return made


def read_date(given: object) -> date:
    """Return the date that an ISO text such as ``2026-09-14`` names.

    Raises:
        InvalidValue: it names none, or one that no record may hold.
    """
    if type(given) is not str:
        raise InvalidValue("", f"expected a date, got {kind_of(given)}", "write it as 2026-09-14")
    try:
        if _DATE.fullmatch(given):
            return civil_date(date.fromisoformat(given), "")
    except ValueError:
        pass
    raise InvalidValue("", "is not a date", "write it as 2026-09-14")


def read_instant(given: object) -> datetime:
    """Return the instant that an ISO text with an offset, such as ``2026-09-14T16:05:00+01:00``, names.

    Raises:
        InvalidValue: it names none.
    """
    try:
        instant = datetime.fromisoformat(given) if type(given) is str else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise InvalidValue("", "is not an instant with an offset", "write it as 2026-09-14T16:05:00+01:00")
    return instant


def _leaf(given: object, wanted: Any) -> Any:
    # By the type wanted, not the one registered: cattrs gives an enumeration of texts to the hook of str.
    return check_for(wanted)(given, "")


def _is_enum(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Enum)


def _is_bounded(annotation: Any) -> bool:
    return get_origin(annotation) is Annotated


def _is_collection(annotation: Any) -> bool:
    return get_origin(annotation) in (tuple, frozenset)


def _is_frozenset(annotation: Any) -> bool:
    return get_origin(annotation) is frozenset


def is_value(annotation: Any) -> bool:
    """Say whether an annotation is a class of values of the domain."""
    cls = get_origin(annotation) or annotation
    return isinstance(cls, type) and issubclass(cls, Value)


def _collection(made: Converter, annotation: Any) -> Callable[[object, Any], Any]:
    kind: Any = get_origin(annotation)
    items: Any = GenericAlias(list, get_args(annotation)[:1])

    def structure(given: object, _: Any) -> Any:
        if type(given) is not list:
            raise InvalidValue("", f"expected a list, got {kind_of(given)}", "write it as a list")
        return kind(made.structure(given, items))

    return structure


def _not_stored(cls: Any) -> dict[str, Any]:
    plain = get_origin(cls) or cls
    return {
        field.name: override(omit=True)
        for field in attrs.fields(plain)
        if not field.metadata.get("stored", True)
    }


def _structure_value(made: Converter, cls: Any) -> Callable[[object, Any], Any]:
    inner = make_dict_structure_fn(
        cls, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **_not_stored(cls)
    )

    def structure(given: object, wanted: Any) -> Any:
        if type(given) is not dict:
            raise InvalidValue("", f"expected an object, got {kind_of(given)}", "write it as an object")
        return inner(cast("Any", given), wanted)

    return structure


def _unstructure_value(made: Converter, cls: Any) -> Callable[[Any], dict[str, Any]]:
    return make_dict_unstructure_fn(cls, made, **_not_stored(cls))
