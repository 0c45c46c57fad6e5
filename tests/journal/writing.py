"""A journal written out by hand, as it were: in lines or in brackets, with the place of everything in it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

import attrs

Place = tuple[int, int]


@attrs.frozen
class Raw:
    """What is written as it is, where a value stands."""

    text: str


class Page:
    """A journal's text, with line and column, from 1, of every key and value by entry and path.

    Attributes:
        text: The text so far.
        entries: Where each entry begins.
        keys: Where keys are.
        values: Where values are.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.entries: list[Place] = []
        self.keys: dict[tuple[int, str], Place] = {}
        self.values: dict[tuple[int, str], Place] = {}

    @property
    def here(self) -> Place:
        return self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n")

    def write(self, text: str) -> None:
        self.text += text

    def entry(self, entry: Mapping[str, Any] | Raw, style: str) -> None:
        """Write an entry: in one line, in brackets over several, or without brackets."""
        number = len(self.entries)
        self.write("\n  # a remark: with {all} - kinds\n  - " if style == "remarked" else "  - ")
        self.entries.append(self.here)
        if isinstance(entry, Raw):
            self.write(entry.text)
        elif style == "block":
            for n, (name, value) in enumerate(entry.items()):
                self.write("\n    " if n else "")
                self._pair(number, "", name, value)
        else:
            self._mapping(number, "", entry, ",\n     " if style == "broken" else ", ")
        self.write("\n")

    def _pair(self, number: int, around: str, name: str, value: Any) -> None:
        path = f"{around}.{name}" if around else name
        self.keys.setdefault((number, path), self.here)
        self.write(f"{name.rstrip()}: ")
        self._value(number, path, value)

    def _value(self, number: int, path: str, value: Any) -> None:
        self.values[number, path] = self.here
        if isinstance(value, Raw):
            self.write(value.text)
        elif isinstance(value, dict):
            self._mapping(number, path, cast("dict[str, Any]", value), ", ")
        elif isinstance(value, list):
            self.write("[")
            for n, one in enumerate(value):
                self.write(", " if n else "")
                self._value(number, f"{path}[{n}]", one)
            self.write("]")
        else:
            self.write(json.dumps(value, ensure_ascii=False))

    def _mapping(self, number: int, path: str, fields: Mapping[str, Any], between: str) -> None:
        self.write("{")
        for n, (name, value) in enumerate(fields.items()):
            self.write(between if n else "")
            self._pair(number, path, name, value)
        self.write("}")


def page_of(entries: Iterable[Mapping[str, Any] | Raw], styles: Iterable[str], head: str = "") -> Page:
    """Write a journal."""
    page = Page(f"{head}journal:\n")
    for entry, style in zip(entries, styles, strict=False):
        page.entry(entry, style)
    return page
