"""Realistic files, and one syntax error planted in each, with the place where it is to be reported."""

import copy
import re
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import attrs

from tests.definitions.yaml_writing import Entry, Writer

_WORDS = (
    "pupils explain what they found, don't they",
    "Wait time",
    "The coach asks: what would success look like?",
    "Fragen, die weiterführen",
    'says "why" often',
    "hinge question",
    "Level",
    "first line\nsecond line\nthird line",
    "12:30",
    "no",
)


@attrs.frozen
class Planted:
    """A text with a syntax error.

    Attributes:
        kind: What was done.
        text: The text.
        place: Where it is to be reported.
        gone: The path of what can't be read; an item of a list is gone too where its line is.
    """

    kind: str
    text: str
    place: tuple[int, int]
    gone: str


def realistic(random: Random) -> dict[str, object]:
    """Return what a definition of a school may hold."""

    def word() -> str:
        return random.choice(_WORDS)

    return {
        "id": "oakfield/questioning",
        "title": word(),
        "levels": [{"rank": rank, "name": word(), "text": word()} for rank in range(1, 4)],
        "stages": [
            {
                "id": f"s{number}",
                "name": word(),
                "needs": [word() for _ in range(random.randint(1, 3))],
                "weight": Decimal("1.5"),
                "next": {"stage": "end", "when": {"minutes": 45, "held": True, "by": word()}},
                "note": word(),
                "optional": None,
            }
            for number in range(random.randint(1, 5))
        ],
        "journal": [
            {"when": "2026-09-07", "by": "amara", "do": "goal.adopt", "note": word()} for _ in range(4)
        ],
        "closing": word(),
    }


def _key_and_value(line: str, entry: Entry) -> tuple[str, str]:
    return line[: entry.value_column - 1], line[entry.value_column - 1 :]


def _second_colon(line: str, entry: Entry) -> tuple[str, int] | None:
    head, value = _key_and_value(line, entry)
    if entry.style != "" or not re.fullmatch(r"\w+(?: \w+)*", value) or entry.is_item:
        return None
    return f"{head}{value}: more: of it", entry.value_column + len(value)


def _open_quote(line: str, entry: Entry) -> tuple[str, int] | None:
    return (line[:-1], entry.value_column) if entry.style in ("'", '"') and not line.endswith('\\"') else None


def _open_bracket(line: str, entry: Entry) -> tuple[str, int] | None:
    return (line[:-1], entry.value_column) if entry.style in ("[", "{") and len(line) > 2 else None


def _after_the_end(line: str, entry: Entry) -> tuple[str, int] | None:
    return (line + " und", len(line) + 2) if entry.style in ("[", "{", "'", '"') else None


def _tab(line: str, entry: Entry) -> tuple[str, int] | None:
    if entry.is_first or entry.column < 3 or entry.is_item:
        return None
    return "\t" + line.lstrip(), 1


def _deeper(line: str, entry: Entry) -> tuple[str, int] | None:
    if entry.is_first or entry.is_item or entry.after is None or entry.after == "|":
        return None
    return " " + line, entry.column + 1


def _less_deep(line: str, entry: Entry) -> tuple[str, int] | None:
    if entry.is_first or entry.column < 2:
        return None
    return line[1:], entry.column - 1


def _no_colon(line: str, entry: Entry) -> tuple[str, int] | None:
    if entry.is_first or entry.is_item or entry.style != "":
        return None
    return line.replace(": ", " ", 1), entry.column


def _sign(line: str, entry: Entry) -> tuple[str, int] | None:
    head, value = _key_and_value(line, entry)
    return (head + "@" + value, entry.value_column) if entry.style == "" else None


def _escape(line: str, entry: Entry) -> tuple[str, int] | None:
    head, value = _key_and_value(line, entry)
    return (head + '"\\q' + value[1:], entry.value_column + 1) if entry.style == '"' else None


KINDS: dict[str, Callable[[str, Entry], tuple[str, int] | None]] = {
    "second colon": _second_colon,
    "open quote": _open_quote,
    "open bracket": _open_bracket,
    "after the end": _after_the_end,
    "tab": _tab,
    "deeper": _deeper,
    "less deep": _less_deep,
    "no colon": _no_colon,
    "sign": _sign,
    "escape": _escape,
}


def plant(kind: str, seed: int) -> tuple[dict[str, object], Planted] | None:
    """Write a realistic file and plant an error; None if it has no place for one of that kind."""
    random = Random(f"{kind} {seed}")
    value = realistic(random)
    writer = Writer(random, flow=0.2)
    writer.flow = 0.0 if random.random() < 0.3 else 0.25
    text = writer.whole(value)
    lines = text.split("\n")
    found = [
        (entry, changed)
        for entry in writer.entries
        if (changed := KINDS[kind](lines[entry.line - 1], entry)) is not None
    ]
    if not found:
        return None
    entry, (line, column) = random.choice(found)
    lines[entry.line - 1] = line
    return value, Planted(kind, "\n".join(lines), (entry.line, column), entry.path)


def without(value: dict[str, object], path: str) -> dict[str, object]:
    """Return a copy of a value without what is at a path."""
    whole = copy.deepcopy(value)
    steps = [int(index) if index else name for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", path)]
    around: Any = whole
    for step in steps[:-1]:
        around = around[step]
    del around[steps[-1]]
    return whole
