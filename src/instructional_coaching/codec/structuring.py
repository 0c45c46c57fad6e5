"""What the strict converter is made of: hooks of cattrs for every sort of annotation.

Hooks for builtin types are registered by type, because cattrs silently ignores them when they are registered
by predicate.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from types import GenericAlias
from typing import Annotated, Any, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from instructional_coaching.codec.moment import read_date, read_instant
from instructional_coaching.domain.check import check_for
from instructional_coaching.domain.text import kind_of
from instructional_coaching.domain.value import is_value
from instructional_coaching.errors import InvalidValue

_LEAVES = (str, int, bool, Decimal)


def strict_converter() -> Converter:
    """Return a new converter; see `codec.converter`."""
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
