"""From a document to its row and back, and the statements that ask for rows."""

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from instructional_coaching.errors import DamagedDocument
from instructional_coaching.storage.digest import KEPT, digest_of
from instructional_coaching.storage.intact import intact_document
from instructional_coaching.storage.port import Document, Query, Tags

Row: TypeAlias = tuple[str, str, int, int, str, str, bytes, str]
"""A row of ``document``: kind, id, revision, schema, at, body, digest and tags."""

TaggedRow: TypeAlias = tuple[str, str, str, str, str]
"""A row of ``tagged``: kind, name, value, at and id."""

COLUMNS = ("kind", "id", "revision", "schema", "at", "body", "digest", "tags")

_NAMED = ", ".join(COLUMNS)


def row_of(document: Document) -> Row:
    """The row that a document is stored as."""
    key, tags = document.key, document.tags
    fields = (key.kind, key.id, document.revision, document.schema, document.at, document.body)
    return (*fields, digest_of(*fields, tags), json.dumps([*chain.from_iterable(tags)], ensure_ascii=False))


def tagged_rows(kind: str, id: str, at: str, tags: Tags) -> list[TaggedRow]:
    """The rows by which a document is found by its tags."""
    return [(kind, name, value, at, id) for name, value in tags]


@lru_cache(maxsize=KEPT)
def tags_in(told: str) -> Tags | None:
    """The tags that the last column of a row tells; None if it tells no pairs, and so was changed."""
    try:
        flat = iter(json.loads(told))
        return tuple(zip(flat, flat, strict=True))
    except (TypeError, ValueError, RecursionError):
        return None


def document_of(row: Row) -> Document:
    """The document in a row.

    Raises:
        DamagedDocument: It is not what was written.
    """
    kind, id, revision, schema, at, body, digest, told = row
    tags = tags_in(told)
    try:
        intact = tags is not None and digest == digest_of(kind, id, revision, schema, at, body, tags)
    except TypeError:
        intact = False
    if tags is None or not intact:
        raise DamagedDocument(f"{kind}/{id}")
    return intact_document(kind, id, revision, schema, body, at, tags)


def rows_under(kind: str, ids: Sequence[str]) -> tuple[str, list[str]]:
    """The statement, and its values, for the documents of a kind under some ids."""
    marks = ", ".join("?" * len(ids))
    return f"SELECT {_NAMED} FROM document WHERE kind = ? AND id IN ({marks})", [kind, *ids]


def page_of(query: Query, after: tuple[str, str], size: int) -> tuple[str, list[str | int]]:
    """The statement, and its values, for the next rows that the query asks for, the date in the order first.

    The order may be damaged where the document is whole: `is_wanted` says whether it was asked for.
    """
    values: list[str | int] = [query.kind]
    if query.tags:
        # CROSS keeps the tag in the outer loop, where its rows have the order that is asked for.
        source = "tagged AS x CROSS JOIN document AS d ON d.kind = x.kind AND d.id = x.id"
        terms = ["x.kind = ?", "x.name = ?", "x.value = ?"]
        values += query.tags[0]
    else:
        source = "document AS x"
        terms = ["x.kind = ?"]
    terms.append("(x.at, x.id) > (?, ?)")
    values += after
    if query.until:
        terms.append("x.at <= ?")
        values.append(query.until)
    for pair in query.tags[1:]:
        terms.append(
            "EXISTS (SELECT 1 FROM tagged AS o WHERE o.kind = x.kind AND o.name = ? AND o.value = ?"
            " AND o.at = x.at AND o.id = x.id)"
        )
        values += pair
    values.append(size)
    columns = ", ".join(f"{'d' if query.tags else 'x'}.{column}" for column in COLUMNS)
    return (
        f"SELECT x.at, {columns} FROM {source} WHERE {' AND '.join(terms)} ORDER BY x.at, x.id LIMIT ?",
        values,
    )


def is_wanted(document: Document, at: str, query: Query) -> bool:
    """Whether a document that stands in the order at a date is one that the query asks for."""
    return document.at == at and all(pair in document.tags for pair in query.tags)
