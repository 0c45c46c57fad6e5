"""Values written as YAML in one of many ways, with the place of each and what stands in each line."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

import attrs

_PLAIN = re.compile(r"[A-Za-zéü](?:[ ',A-Za-z0-9éü-]*[A-Za-z0-9éü])?")
_NOT_TEXT = {"true", "false", "null"}


@attrs.frozen
class Entry:
    """A key or an item that begins in a line, not within brackets.

    Attributes:
        path: Its path.
        line: Its line, from 1.
        column: The column, from 1, where its key or its dash stands.
        value_column: Where its value begins, if it does in this line.
        style: The sign its value begins with: a quote, a bracket, ``|``; empty for a plain scalar.
        is_first: Whether it is the first in its mapping or list.
        is_item: Whether it is an item of a list.
        after: The style of the entry before it in the same mapping; None if that holds lines of its own.
    """

    path: str
    line: int
    column: int
    value_column: int
    style: str | None
    is_first: bool
    is_item: bool
    after: str | None


@attrs.define
class Writer:
    """Writes values, and keeps count of where they stand."""

    random: Random
    flow: float = 0.3
    lines: list[str] = attrs.field(factory=list)
    places: dict[str, tuple[int, int]] = attrs.field(factory=dict)
    keys: dict[str, tuple[int, int]] = attrs.field(factory=dict)
    entries: list[Entry] = attrs.field(factory=list)
    current: str = ""
    is_in_text: bool = False

    def whole(self, value: object) -> str:
        """Write a value as a text of its own."""
        self._node(value, "$", 0, "")
        self._end()
        return "\n".join(self.lines) + "\n"

    @property
    def here(self) -> tuple[int, int]:
        return len(self.lines) + 1, len(self.current) + 1

    def _end(self) -> None:
        if self.current:
            self.lines.append(self.current.rstrip() if self.current.endswith(" ") else self.current)
        self.current = ""
        # A comment below a text in lines of its own would be one of them.
        in_text, self.is_in_text = self.is_in_text, False
        if not in_text and self.random.random() < 0.05:
            self.lines.append(self.random.choice(["", "# a comment: with 'signs' [of", "      # more"]))

    def _is_block(self, value: object) -> bool:
        return isinstance(value, dict | list) and bool(value) and self.random.random() >= self.flow

    def _node(self, value: object, path: str, column: int, style: str) -> str | None:
        self.places[path] = self.here
        if self._is_block(value):
            self._block(value, path, column)
            return None
        return self._inline(value, path, column)

    def _block(self, value: object, path: str, column: int) -> None:
        if isinstance(value, dict):
            self._mapping(value, path, column)
        else:
            assert isinstance(value, list)
            self._sequence(value, path, column)

    def _mapping(self, value: Mapping[str, object], path: str, column: int) -> None:
        after: str | None = None
        for number, (key, one) in enumerate(value.items()):
            if number:
                self._end()
                self.current = " " * column
            inside, place = f"{path}.{key}", self.here
            self.keys[inside] = place
            self.current += self._key(key) + ":"
            style: str | None = None
            value_column = len(self.current) + 2
            if self._is_block(one):
                self._end()
                deeper = column + self.random.choice([0, 2] if isinstance(one, list) else [2, 4])
                self.current = " " * deeper
                self.places[inside] = self.here
                self._block(one, inside, deeper)
            else:
                self.current += " "
                self.places[inside] = self.here
                style = self._inline(one, inside, column)
            entry = Entry(
                inside, *place, value_column, style, not number, False, None if not number else after
            )
            self.entries.append(entry)
            after = style

    def _sequence(self, value: Sequence[object], path: str, column: int) -> None:
        for number, one in enumerate(value):
            if number:
                self._end()
                self.current = " " * column
            inside, place = f"{path}[{number}]", self.here
            self.current += "- "
            value_column = len(self.current) + 1
            style = self._node(one, inside, column + 2, "")
            self.keys[inside] = self.places[inside]
            self.entries.append(Entry(inside, *place, value_column, style, not number, True, None))

    def _inline(self, value: object, path: str, column: int) -> str:
        """Write a value into the current line, and return the sign that it begins with."""
        self.places[path] = self.here
        if isinstance(value, dict):
            self.current += "{"
            for number, (key, one) in enumerate(value.items()):
                self.current += ", " if number else ""
                self.keys[f"{path}.{key}"] = self.here
                self.current += self._key(key, in_brackets=True) + ": "
                self._inline(one, f"{path}.{key}", -1)
            self.current += "}"
            return "{"
        if isinstance(value, list):
            self.current += "["
            for number, one in enumerate(value):
                self.current += ", " if number else ""
                self._inline(one, f"{path}[{number}]", -1)
                self.keys[f"{path}[{number}]"] = self.places[f"{path}[{number}]"]
            self.current += "]"
            return "["
        if isinstance(value, str):
            return self._text(value, column)
        if isinstance(value, bool) or value is None:
            self.current += self.random.choice(["null", "~"]) if value is None else str(value).lower()
        else:
            assert isinstance(value, int | Decimal)
            self.current += str(value)
        return ""

    def _key(self, key: str, *, in_brackets: bool = False) -> str:
        if _PLAIN.fullmatch(key) and key not in _NOT_TEXT and not (in_brackets and "," in key):
            return key
        return json.dumps(key, ensure_ascii=False)

    def _text(self, text: str, column: int) -> str:
        plain = _PLAIN.fullmatch(text) and text not in _NOT_TEXT and "," not in text
        ways = [""] if plain else []
        ways += ["'"] if text.isprintable() and text.isascii() else []
        rows = text.split("\n")
        if column >= 0 and all(row and row.isprintable() and row.strip() == row for row in rows):
            ways.append("|")
        way = self.random.choice([*ways, '"'])
        if way == "'":
            self.current += "'" + text.replace("'", "''") + "'"
        elif way == "|":
            self.current += "|-"
            for row in rows:
                self.lines.append(self.current)
                self.current = " " * (column + 2) + row
            self.is_in_text = True
        else:
            self.current += text if way == "" else self._double(text)
        return way

    def _double(self, text: str) -> str:
        # JSON escapes what is beyond U+FFFF in two halves, which YAML doesn't know.
        return json.dumps(text, ensure_ascii=max(text, default="") < "\uffff" and self.random.random() < 0.5)
