"""Many puts in a row: cut into parts of which each is a commit, or made into one commit."""

from collections.abc import Iterable, Iterator

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage.port import Key, Put


def in_parts(puts: Iterable[Put], size: int) -> Iterator[list[Put]]:
    """Yield puts in lists of at most so many, of which each has a key only once."""
    part: dict[Key, Put] = {}
    for put in puts:
        if len(part) >= size or put.key in part:
            yield list(part.values())
            part = {}
        part[put.key] = put
    if part:
        yield list(part.values())


def folded(puts: Iterable[Put]) -> list[Put]:
    """Return one put for each key that leads where all of them lead one after the other.

    Raises:
        ConcurrencyConflict: One of them doesn't expect what the one before it leaves.
    """
    found: dict[Key, Put] = {}
    for put in puts:
        before = found.get(put.key)
        if before is None:
            found[put.key] = put
        elif put.expected == before.document.revision:
            found[put.key] = Put(put.document, before.expected)
        else:
            raise ConcurrencyConflict(str(put.key), put.expected, before.document.revision)
    return list(found.values())
