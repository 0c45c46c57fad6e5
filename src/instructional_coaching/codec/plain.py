"""Plain JSON values that belong to somebody else: looked through when kept, given back as they were.

Nothing is mended, for nobody here knows what they mean. What can't be kept alike in every store is refused.
"""

import json
from collections.abc import Iterator
from itertools import islice
from math import isfinite
from typing import cast

from instructional_coaching.codec.document import MOST_CHARACTERS, dumps
from instructional_coaching.codec.problem import SHOWN
from instructional_coaching.codec.step import Plain
from instructional_coaching.domain.text import kind_of, require_no_controls
from instructional_coaching.errors import InvalidInput, InvalidValue, Problem

DEEPEST = 40
"""How many lists and objects may be inside one another."""
MOST_VALUES = 100_000
"""How many values there may be in all."""
HIGHEST = 2**53 - 1
"""The whole numbers that every reader of JSON takes for what they are end here."""


def body_of(content: object, source: str) -> str:
    """Return plain values as the body of a document.

    Args:
        content: A dict of plain values.
        source: What to call them in problems.

    Raises:
        InvalidInput: with every problem found, by path and never with a value.
    """
    if type(content) is not dict:
        raise _refused(
            source, InvalidValue("$", f"expected an object, got {kind_of(content)}", "give a dict")
        )
    looked_at = list(islice(_looked_at(cast("object", content), "$", 1), MOST_VALUES + 1))
    if len(looked_at) > MOST_VALUES:
        raise _refused(source, InvalidValue("$", f"holds more than {MOST_VALUES} values", "split it"))
    faults = [one for one in looked_at if one]
    if faults:
        raise _refused(source, *faults)
    body = dumps(cast("Plain", content))
    if len(body) > MOST_CHARACTERS:
        raise _refused(source, InvalidValue("$", f"has more than {MOST_CHARACTERS} characters", "split it"))
    return body


def content_of(body: str, source: str) -> Plain:
    """Return the plain values in the body of a stored document.

    Raises:
        InvalidInput: it isn't a JSON object.
    """
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if type(found) is not dict:
        raise _refused(source, InvalidValue("$", "is no JSON object", "restore it from a backup"))
    return cast("Plain", found)


def _refused(source: str, *faults: InvalidValue) -> InvalidInput:
    return InvalidInput(
        source, tuple(Problem(source, 0, 0, one.field, one.problem, one.hint, one.code) for one in faults)
    )


def _looked_at(value: object, path: str, depth: int) -> Iterator[InvalidValue | None]:
    """Yield for a value, and for each one in it, what is wrong with it, or None."""
    fault = _fault(value, path, depth)
    yield fault
    if fault is None and type(value) is list:
        for number, one in enumerate(cast("list[object]", value)):
            yield from _looked_at(one, f"{path}[{number}]", depth + 1)
    elif fault is None and type(value) is dict:
        for key, one in cast("dict[object, object]", value).items():
            fault = _fault_of_key(key, path)
            if fault:
                yield fault
            else:
                yield from _looked_at(one, f"{path}.{str(key)[:SHOWN]}", depth + 1)


def _fault(value: object, path: str, depth: int) -> InvalidValue | None:
    if type(value) is str:
        return _fault_of_text(value, path)
    if type(value) is int and abs(value) > HIGHEST:
        return InvalidValue(path, f"is not between -{HIGHEST} and {HIGHEST}", "write it as text")
    if type(value) is float and not isfinite(value):
        return InvalidValue(path, "is NaN or infinite, which JSON has not", "leave it out")
    if type(value) in (list, dict):
        deep = f"is more than {DEEPEST} lists and objects deep"
        return InvalidValue(path, deep, "make it flatter") if depth > DEEPEST else None
    if value is None or type(value) in (int, float, bool):
        return None
    got = "a tuple" if type(value) is tuple else kind_of(value)
    plain = "give text, a number, true, false, None, a list or a dict"
    return InvalidValue(path, f"expected a plain value, got {got}", plain)


def _fault_of_key(key: object, path: str) -> InvalidValue | None:
    if type(key) is not str:
        return InvalidValue(path, f"has {kind_of(key)} for a name", "name what is in it by text")
    fault = _fault_of_text(key, path)
    return fault and InvalidValue(path, f"has a name that {fault.problem}", fault.hint)


def _fault_of_text(text: str, path: str) -> InvalidValue | None:
    try:
        require_no_controls(text, path)
    except InvalidValue as fault:
        return fault
    return None
