"""From a document to its row and back, and the question behind a search."""

import json
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Row, Select, and_, or_, select, tuple_

from instructional_coaching.errors import DamagedDocument
from instructional_coaching.storage import Document, Key, Query
from instructional_coaching.storage.digest import digest_of
from instructional_coaching.storage.intact import intact_document
from instructional_coaching_sqlalchemy.layout import DOCUMENT, TAG
from instructional_coaching_sqlalchemy.text import escaped, unescaped

Columns = dict[str, Any]


def row_of(document: Document) -> Columns:
    """Return the row of a document."""
    key = document.key
    fields = (key.kind, key.id, document.revision, document.schema, document.at, document.body)
    return {
        "kind": escaped(key.kind),
        "id": escaped(key.id),
        "revision": document.revision,
        "schema": document.schema,
        "at": document.at,
        "body": escaped(document.body),
        "tags": json.dumps(document.tags),
        "digest": digest_of(*fields, document.tags),
    }


def tag_rows_of(document: Document) -> list[Columns]:
    """Return the rows by which a document is found."""
    key = document.key
    return [
        {
            "kind": escaped(key.kind),
            "name": escaped(name),
            "value": escaped(value),
            "at": document.at,
            "id": escaped(key.id),
        }
        for name, value in document.tags
    ]


def document_of(row: Row[Any]) -> Document:
    """Return the document of a row.

    Raises:
        DamagedDocument: it is not what was written.
    """
    found = cast("Mapping[str, Any]", row._mapping)
    kind, id_, body = (unescaped(found[name]) for name in ("kind", "id", "body"))
    revision, schema, at = found["revision"], found["schema"], found["at"]
    try:
        tags = tuple((name, value) for name, value in json.loads(found["tags"]))
        intact = bytes(found["digest"]) == digest_of(kind, id_, revision, schema, at, body, tags)
    except (TypeError, ValueError):
        tags, intact = (), False
    if not intact:
        raise DamagedDocument(f"{kind}/{id_}")
    return intact_document(kind, id_, revision, schema, body, at, tags)


def page_of(query: Query, after: tuple[str, str], size: int) -> Select[Any]:
    """Return the question for the next documents that a query asks for."""
    first, *others = query.tags or (None,)
    source = TAG if first else DOCUMENT
    terms = [source.c.kind == escaped(query.kind)]
    if first:
        terms += [source.c.name == escaped(first[0]), source.c.value == escaped(first[1])]
    at, id_ = after
    # Both ways of saying it: the first finds the place in the index, the second is exact.
    terms.append(source.c.at >= at)
    terms.append(tuple_(source.c.at, source.c.id) > tuple_(at, escaped(id_)))
    if query.until:
        terms.append(source.c.at <= query.until)
    asked = select(DOCUMENT)
    if first:
        asked = asked.join(TAG, and_(TAG.c.kind == DOCUMENT.c.kind, TAG.c.id == DOCUMENT.c.id))
    for pair in others:
        assert pair is not None
        other = TAG.alias()
        terms.append(
            select(other.c.id)
            .where(
                other.c.kind == source.c.kind,
                other.c.id == source.c.id,
                other.c.name == escaped(pair[0]),
                other.c.value == escaped(pair[1]),
            )
            .exists()
        )
    return asked.where(*terms).order_by(source.c.at, source.c.id).limit(size)


def keyed(keys: list[Key], table: Any) -> Any:
    """Return the condition that a row is of one of these keys."""
    kinds: dict[str, list[str]] = {}
    for key in keys:
        kinds.setdefault(escaped(key.kind), []).append(escaped(key.id))
    return or_(*(and_(table.c.kind == kind, table.c.id.in_(ids)) for kind, ids in kinds.items()))
