"""Reading documents over a connection, whoever's transaction it is in."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select

from instructional_coaching.storage import Document, Key, Query
from instructional_coaching_sqlalchemy.layout import DOCUMENT
from instructional_coaching_sqlalchemy.row import document_of, keyed, page_of

PAGE = 500

Ask = Callable[[Select[Any]], Sequence[Any]]
"""Asks the database, and returns the rows."""


def documents_under(keys: Sequence[Key], ask: Ask) -> list[Document | None]:
    """Return the documents under the keys, in their order; None where there is none."""
    wanted = list(dict.fromkeys(keys))
    found: dict[Key, Document] = {}
    for start in range(0, len(wanted), PAGE):
        rows = ask(select(DOCUMENT).where(keyed(wanted[start : start + PAGE], DOCUMENT)))
        found |= {one.key: one for one in map(document_of, rows)}
    return [found.get(key) for key in keys]


def documents_asked_for(query: Query, ask: Ask) -> Iterator[Document]:
    """Yield the documents that a query asks for, a page at a time."""
    after, left = query.start, query.limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        rows = ask(page_of(query, after, size))
        for row in rows:
            found = document_of(row)
            after = (found.at, found.key.id)
            yield found
        if len(rows) < size:
            return
        left = None if left is None else left - size
