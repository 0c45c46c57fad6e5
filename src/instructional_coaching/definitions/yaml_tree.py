"""Plain values of a YAML text with the place of each, kept side by side."""

import re
from collections.abc import Iterable
from typing import Protocol, TypeAlias, final

import attrs

from instructional_coaching.errors import Problem

_END_OF_NAME = re.compile(r"[.\[]|$")
_END_OF_INDEX = re.compile(r"\]|$")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class Mark(Protocol):
    """Where something stands, in characters."""

    @property
    def line(self) -> int:
        """Line from 0."""
        ...

    @property
    def column(self) -> int:
        """Column from 0."""
        ...

    @property
    def index(self) -> int:
        """Characters before it."""
        ...


@attrs.frozen
class Start:
    """Where a text begins, as a mark."""

    line: int = 0
    column: int = 0
    index: int = 0


@attrs.define(eq=False)
class Part:
    """A mapping or a list, with the places of what it holds.

    Attributes:
        start: Where it begins.
        is_flow: Whether it is written in brackets.
        key: Its key in the mapping around it, or its place in the list; None where it isn't kept.
        after: What follows it in the part around it: None for an item, else a key or the value of one.
        incomplete: Whether something that stood in it is left out.
        line_before: The line on which what stands before it began, from 0; only kept after a syntax error.
    """

    start: Mark
    is_flow: bool
    key: str | int | None
    after: str | None
    incomplete: bool = False
    line_before: int = 0


Spot: TypeAlias = tuple[
    Mark, Mark, Part | None
]  # where its key and it begin, and what it is if it isn't a scalar


@final
@attrs.define(eq=False)
class Fields(Part):
    """A mapping: its values, and their spots, by key."""

    names: dict[str, object] = attrs.field(kw_only=True, repr=False)
    spots: dict[str, Spot] = attrs.field(kw_only=True, repr=False)

    @property
    def plain(self) -> dict[str, object]:
        """Its values."""
        return self.names


@final
@attrs.define(eq=False)
class Items(Part):
    """A list: its values, and their spots; a spot's key is the item itself."""

    items: list[object] = attrs.field(kw_only=True, repr=False)
    spots: list[Spot] = attrs.field(kw_only=True, repr=False)

    @property
    def plain(self) -> list[object]:
        """Its values."""
        return self.items


@attrs.frozen(eq=False)
class Tree:
    """Plain values of a YAML text, with the place of each.

    Paths begin with ``$``: ``$.stages[2].next[0]``. A key that holds points or brackets is written as it is,
    and any key may stand in brackets: ``$.limits[oak.field]``.

    Attributes:
        source: The file's name, or what else the text came from.
        plain: Dicts, lists, texts, whole numbers, exact decimals, true, false and None. Where there are
            problems, what could be read.
        problems: What is wrong with the text, by line.
    """

    source: str
    plain: object = attrs.field(repr=False)
    problems: tuple[Problem, ...]
    _holder: Items = attrs.field(repr=False)

    def place(self, path: str) -> tuple[int, int]:
        """Return line and column, from 1, of the value at a path, or of what is nearest around it."""
        (_, value, _), _ = self._find(path)
        return value.line + 1, value.column + 1

    def key_place(self, path: str) -> tuple[int, int]:
        """Return line and column, from 1, of the key at a path; for an item of a list, those of the item."""
        (key, value, _), rest = self._find(path)
        return (value.line + 1, value.column + 1) if rest else (key.line + 1, key.column + 1)

    def is_there(self, path: str) -> bool:
        """Tell whether there is a value, be it None, at a path."""
        return bool(self._holder.spots) and not self._find(path)[1]

    def is_incomplete(self, path: str) -> bool:
        """Tell whether something that stood in the mapping or list at a path is left out as unreadable."""
        if path == "$" and self._holder.incomplete:
            return True
        (_, _, part), rest = self._find(path)
        return not rest and part is not None and part.incomplete

    def _find(self, path: str) -> tuple[Spot, str]:
        """Return the spot nearest to a path, and what is left of the path."""
        spot = self._holder.spots[0] if self._holder.spots else (self._holder.start, self._holder.start, None)
        rest = path.removeprefix("$")
        while rest:
            found = _step(spot[2], rest)
            if found is None:
                break
            spot, rest = found
        return spot, rest


def tree_of(source: str, holder: Items, problems: Iterable[Problem]) -> Tree:
    """Return the one item of a list as a tree, with problems sorted by line."""
    ordered = tuple(sorted(problems, key=lambda one: (one.line, one.column)))
    return Tree(source, holder.items[0] if holder.items else None, ordered, holder)


def _step(part: Part | None, rest: str) -> tuple[Spot, str] | None:
    """Return the spot of the longest name or index that a path goes on with, and the rest."""
    in_brackets = rest[0] == "["
    end = _END_OF_INDEX if in_brackets else _END_OF_NAME
    for match in reversed(list(end.finditer(rest, 1))):
        name = rest[1 : match.start()]
        left = rest[match.end() if in_brackets else match.start() :]
        if isinstance(part, Fields) and name in part.spots:
            return part.spots[name], left
        if isinstance(part, Items) and _INDEX.fullmatch(name) and int(name) < len(part.spots):
            return part.spots[int(name)], left
    return None
