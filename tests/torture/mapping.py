"""Which bytes of an SQLite file are which document's, found without the code that reads damaged files.

What a row is made of is known from what was stored, and its digest is found in the file by looking for it. So
where the row lies follows from SQLite's description of its format and from nothing of ours.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from instructional_coaching.storage.sqlite_row import COLUMNS

PAGE = 4096
_CELL_AT_MOST = PAGE - 35
_PIECE = 64


def bytes_of(path: Path) -> Mapping[str, frozenset[int]]:
    """Return of each document the places of the bytes of its row, its pages beyond the first included.

    Raises:
        AssertionError: the row of a document isn't in the file once.
    """
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA page_size").fetchone() == (PAGE,)
        rows = connection.execute(f"SELECT rowid, {', '.join(COLUMNS)} FROM document")
        return {f"{row[1]}/{row[2]}": frozenset(_places(content, *row)) for row in rows}


def _places(
    content: bytes,
    rowid: int,
    kind: str,
    id: str,
    revision: int,
    schema: int,
    at: str,
    body: str,
    digest: bytes,
    tags: str,
) -> Iterator[int]:
    texts = [one.encode() for one in (kind, id, at, body, tags)]
    numbers = [_number(revision), _number(schema)]
    values = b"".join([*texts[:2], *numbers, *texts[2:4], digest, texts[4]])
    types = sum(_varint(2 * len(one) + 13) for one in texts) + len(numbers) + _varint(2 * len(digest) + 12)
    head = types + 1
    length = head + len(values)
    before = _varint(length) + _varint(rowid) + head
    if length <= _CELL_AT_MOST:
        assert content.count(values) == 1
        start = content.index(values)
        yield from range(start - before, start + len(values))
        return
    start = content.index(values[:_PIECE])
    yield from range(start - before, start // PAGE * PAGE + PAGE)
    for page in range(0, len(content), PAGE):
        if content[page + 4 : page + 4 + _PIECE] in values or content[page + 4 : page + 12] in values[-PAGE:]:
            yield from range(page, page + PAGE)


def _number(number: int) -> bytes:
    """Return a number as a column holds it: one and nothing are told by its type alone."""
    size = next(one for one in (1, 2, 3, 4, 6, 8) if -(1 << 8 * one - 1) <= number < 1 << 8 * one - 1)
    return b"" if number in (0, 1) else number.to_bytes(size, "big", signed=True)


def _varint(number: int) -> int:
    """Return how many bytes a number of variable length takes."""
    return max(1, -(-number.bit_length() // 7))
