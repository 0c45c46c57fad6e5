"""What a search finds in the store and what a unit is to write, as one answer in one order."""

from collections.abc import Iterable, Iterator
from heapq import merge

from instructional_coaching.storage.port import Document, Query


def merged(stored: Iterable[Document], ours: Iterable[Document], query: Query) -> Iterator[Document]:
    """Yield documents as a store finds them, with those of a unit's own that are asked for, in their order.

    Args:
        stored: What the store finds, in its order, without what the unit is to write.
        ours: What the unit is to write.
        query: What is asked for.
    """
    yield from merge(stored, sorted((one for one in ours if _asked_for(one, query)), key=_place), key=_place)


def _place(document: Document) -> tuple[str, str]:
    return document.at, document.key.id


def _asked_for(document: Document, query: Query) -> bool:
    within = query.since <= document.at and (not query.until or document.at <= query.until)
    return within and set(query.tags) <= set(document.tags)
