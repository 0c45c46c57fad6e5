"""The answer that a scenario expects, held against the one that was found."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, cast

from instructional_coaching.journal.answer import Answer
from instructional_coaching.journal.entry import REFUSED

NOT_THERE = "not there"


def misses_in(wanted: Mapping[str, Any], answer: Answer) -> Mapping[str, object]:
    """Return what was found instead, by the way in which something else was expected; nothing if it fits.

    Args:
        wanted: What is expected: ``is`` the answer in one word, ``has`` values among its parts, ``lacks`` a
            list of parts that are not there or hold nothing, ``refused`` no answer at all.
        answer: The answer.
    """
    return dict(_misses(wanted, answer))


def _misses(wanted: Mapping[str, Any], answer: Answer) -> Iterator[tuple[str, object]]:
    if REFUSED in wanted:
        yield REFUSED, f"no, it is {told(answer.word)}"
    if "is" in wanted and not same(wanted["is"], answer.word):
        yield "is", answer.word
    parts: Mapping[str, Any] = wanted.get("has", {})
    other = {
        name: answer.parts[name] if name in answer.parts else _absent(name, answer)
        for name, one in parts.items()
        if name not in answer.parts or not same(one, answer.parts[name])
    }
    if other:
        yield "has", other
    there = [one for name in wanted.get("lacks", ()) for one in _kept(name, answer)]
    if there:
        yield "lacks", there


def _absent(name: str, answer: Answer) -> str:
    close = get_close_matches(name, answer.parts, n=1)
    return f"{NOT_THERE}; did you mean {close[0]}?" if close else NOT_THERE


def _kept(name: object, answer: Answer) -> Iterator[str]:
    """Yield what is there under a name that should lack; a misspelt name would lack for ever."""
    if answer.parts.get(str(name)) not in (None, []):
        yield f"{name} is there"
    elif name not in answer.parts and name not in answer.hidden:
        yield f"{told(name)} is no part of any answer"


def same(wanted: object, found: object) -> bool:
    """Say whether a value is the one that is expected.

    Numbers are compared as numbers, however they are written. A mapping needs what is expected of it, and may
    have more; a list is the same one item by item.
    """
    pairs, there = _pairs(wanted), _pairs(found)
    if pairs is not None and there is not None:
        return all(name in there and same(one, there[name]) for name, one in pairs.items())
    items, others = _items(wanted), _items(found)
    if items is not None and others is not None:
        return len(items) == len(others) and all(map(same, items, others))
    numbers = _number(wanted), _number(found)
    if None not in numbers:
        return numbers[0] == numbers[1]
    if isinstance(wanted, str) and isinstance(found, str):
        return wanted == found
    return type(wanted) is type(found) and wanted == found


def _number(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None


def told(value: object) -> str:
    """Return a plain value as a scenario would write it."""
    pairs, items = _pairs(value), _items(value)
    if pairs is not None:
        return ", ".join(f"{name}: {_within(one)}" for name, one in pairs.items())
    if items is not None:
        return f"[{', '.join(map(_within, items))}]"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _within(value: object) -> str:
    return told(value) if _pairs(value) is None else f"{{{told(value)}}}"


def _pairs(value: object) -> Mapping[str, object] | None:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else None


def _items(value: object) -> list[object] | None:
    return cast("list[object]", value) if isinstance(value, list) else None
