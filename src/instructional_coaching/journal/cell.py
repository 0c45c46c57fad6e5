"""From the text of a table's cell to a plain value, as the annotation of the parameter asks for it."""

import re
from typing import Annotated, Any, cast, get_args, get_origin

import attrs

from instructional_coaching.domain.value import Value, annotations_of, stored_fields
from instructional_coaching.errors import InvalidValue

_WHOLE = re.compile(r"[+-]?\d{1,18}")
_TRUTH = {"true": True, "false": False}


def plain_from_cell(text: str, annotation: Any) -> Any:
    """Return the plain value that a cell's text stands for.

    Items are separated by ``;``. A small value is its fields in order, separated by spaces:
    ``directive 15; dialogical 25``. What doesn't fit stays text, for the strict converter to refuse.

    Args:
        text: The cell's text.
        annotation: The annotation of the parameter.

    Raises:
        InvalidValue: a small value has more parts than fields.
    """
    parts = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Annotated:
        return plain_from_cell(text, parts[0])
    if origin in (tuple, frozenset):
        return [plain_from_cell(item.strip(), parts[0]) for item in text.split(";") if item.strip()]
    if parts:
        return plain_from_cell(text, parts[0])
    if annotation is int and _WHOLE.fullmatch(text):
        return int(text)
    if annotation is bool:
        return _TRUTH.get(text.lower(), text)
    if isinstance(annotation, type) and issubclass(annotation, Value) and not _is_record(annotation):
        return _small_value(text, annotation)
    return text


def _is_record(annotation: type[Value]) -> bool:
    return "unsaved" in attrs.fields_dict(cast("Any", annotation))


def _small_value(text: str, annotation: type[Value]) -> dict[str, Any]:
    names = [field.name for field in stored_fields(annotation)]
    hints = annotations_of(annotation)
    given = text.split()
    if len(given) > len(names):
        raise InvalidValue("", f"has {len(given)} parts", f"write {' '.join(names)}; separate items with ;")
    return {name: plain_from_cell(one, hints[name]) for name, one in zip(names, given, strict=False)}
