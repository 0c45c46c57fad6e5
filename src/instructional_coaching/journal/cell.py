"""From the text of a table's cell to a plain value, as the annotation of the parameter asks for it."""

import re
from typing import Annotated, Any, get_args, get_origin

from instructional_coaching.errors import InvalidValue
from instructional_coaching.journal.column import fields_of

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_TRUTH = {"true": True, "false": False}


def plain_from_cell(text: str, annotation: Any) -> Any:
    """Return the plain value that a cell's text stands for.

    Items are separated by ``;``; one alone stands for no item at all. A small value is its fields in order,
    separated by spaces: ``directive 15; dialogical 25``. What doesn't fit stays text, for the strict
    converter to refuse.

    Args:
        text: The cell's text.
        annotation: The annotation of the parameter.

    Raises:
        InvalidValue: a small value has more parts than fields.
    """
    parts = get_args(annotation)
    origin = get_origin(annotation)
    if origin in (tuple, frozenset):
        return [plain_from_cell(item.strip(), parts[0]) for item in text.split(";") if item.strip()]
    if origin is Annotated or parts:
        return plain_from_cell(text, parts[0])
    if annotation is int and _WHOLE.fullmatch(text):
        return int(text)
    if annotation is bool:
        return _TRUTH.get(text.lower(), text)
    fields = fields_of(annotation)
    return _small_value(text, fields) if fields else text


def _small_value(text: str, fields: Any) -> dict[str, Any]:
    given = text.split()
    if len(given) > len(fields):
        raise InvalidValue("", f"has {len(given)} parts", f"write {' '.join(fields)}; separate items with ;")
    return {name: plain_from_cell(one, fields[name]) for name, one in zip(fields, given, strict=False)}
