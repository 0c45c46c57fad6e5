"""Rows read straight from the pages of an SQLite file, whether or not its trees still lead to them.

A damaged file may refuse to be queried although nearly all of its rows are whole. So each page that looks
like a leaf of a table is read for itself, by the file format as SQLite documents it. What comes of it proves
nothing yet: a document proves itself by its digest.
"""

from collections.abc import Iterator
from typing import TypeAlias

Cell: TypeAlias = tuple[int | str | bytes | None, ...]
"""The columns of a row."""

_LEAF = 0x0D
_HEADER = 100
_SIZES = {1 << power for power in range(9, 17)}
_SMALLEST_CELL = 4


class Pages:
    """The pages of a file.

    Args:
        content: All of the file.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        said = int.from_bytes(content[16:18], "big")
        said = 65536 if said == 1 else said
        self._size = said if said in _SIZES and len(content) % said == 0 else 4096
        self._usable = self._size - (content[20] if len(content) > 20 and content[20] < 32 else 0)

    def rows(self, columns: frozenset[int]) -> Iterator[Cell]:
        """Yield every row that has one of these numbers of columns, as often as it is found."""
        for start in range(0, len(self._content), self._size):
            base = start + _HEADER if start == 0 else start
            if self._content[base : base + 1] == bytes([_LEAF]):
                yield from self._leaf(start, base, columns)

    def _leaf(self, start: int, base: int, columns: frozenset[int]) -> Iterator[Cell]:
        content = self._content
        count = int.from_bytes(content[base + 3 : base + 5], "big")
        pointers = [
            start + int.from_bytes(content[at : at + 2], "big")
            for at in range(base + 8, min(base + 8 + 2 * count, start + self._size - 1), 2)
        ]
        found = [self._cell(one, start + self._size, columns) for one in pointers]
        if len(found) == count and all(one is not None for one in found):
            yield from (one for one in found if one)
            return
        # Something here is damaged, so a row may begin anywhere.
        for at in range(base + 8, start + self._size - _SMALLEST_CELL):
            cell = self._cell(at, start + self._size, columns)
            if cell:
                yield cell

    def _cell(self, at: int, end: int, columns: frozenset[int]) -> Cell | None:
        """Return the row at a place; empty if it is of another table, None if there is none."""
        length, at = self._number(at)
        _, at = self._number(at)
        if not 1 < length <= len(self._content) or at >= end:
            return None
        payload = self._payload(at, end, length)
        return None if payload is None else _columns(payload, columns)

    def _payload(self, at: int, end: int, length: int) -> bytes | None:
        """Return the bytes of a row, those on other pages included, or None if they can't be its bytes."""
        most = self._usable - 35
        if length <= most:
            return self._content[at : at + length] if at + length <= end else None
        least = (self._usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self._usable - 4)
        here = here if here <= most else least
        if at + here + 4 > end:
            return None
        parts = [self._content[at : at + here]]
        left, following = length - here, int.from_bytes(self._content[at + here : at + here + 4], "big")
        while left > 0:
            start = (following - 1) * self._size
            if following < 1 or start + self._size > len(self._content):
                return None
            part = self._content[start + 4 : start + 4 + min(left, self._usable - 4)]
            following = int.from_bytes(self._content[start : start + 4], "big")
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def _number(self, at: int) -> tuple[int, int]:
        return _number(self._content, at)


def _number(content: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, and the place after it."""
    found = 0
    for byte in content[at : at + 8]:
        at += 1
        found = (found << 7) | (byte & 0x7F)
        if byte < 0x80:
            return found, at
    return (found << 8) | (content[at] if at < len(content) else 0), at + 1


def _columns(payload: bytes, wanted: frozenset[int]) -> Cell | None:
    end, at = _number(payload, 0)
    if not 1 < end <= len(payload):
        return None
    kinds: list[int] = []
    while at < end:
        kind, at = _number(payload, at)
        kinds.append(kind)
    if at != end or sum(map(_length, kinds)) != len(payload) - end:
        return None
    if len(kinds) not in wanted:
        return ()
    values: list[int | str | bytes | None] = []
    for kind in kinds:
        values.append(_value(kind, payload[at : at + _length(kind)]))
        at += _length(kind)
    return tuple(values)


def _length(kind: int) -> int:
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind] if kind < 12 else (kind - 12) // 2


def _value(kind: int, content: bytes) -> int | str | bytes | None:
    if kind in (8, 9):
        return kind - 8
    if kind < 7:
        return int.from_bytes(content, "big", signed=True) if kind else None
    if kind >= 12 and kind % 2:
        return content.decode("utf-8", "replace")
    return content
