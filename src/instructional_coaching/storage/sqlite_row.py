"""From a document to its row and back, and the statement behind a search."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias, cast

from instructional_coaching.errors import DamagedDocument
from instructional_coaching.storage.digest import digest_of
from instructional_coaching.storage.intact import intact_document
from instructional_coaching.storage.port import Document, Query, Tags

Row: TypeAlias = tuple[str, str, int, int, str, str, bytes]
"""A row of ``document``: kind, id, revision, schema, at, body and digest."""

TagRow: TypeAlias = tuple[str, str, str]
"""What a row of ``tag`` says of its document: name, value and at."""

_COLUMNS = ("kind", "id", "revision", "schema", "at", "body", "digest")


def row_of(document: Document) -> Row:
    """The row that a document is stored as."""
    key = document.key
    fields = (key.kind, key.id, document.revision, document.schema, document.at, document.body)
    return (*fields, digest_of(*fields, document.tags))


def document_of(row: Row, tag_rows: Sequence[TagRow]) -> Document:
    """The document in a row and in the rows of its tags.

    Raises:
        DamagedDocument: They are not what was written.
    """
    kind, id, revision, schema, at, body, digest = row
    tags: Tags = ()
    try:
        tags = tuple(sorted((name, value) for name, value, _ in tag_rows))
        intact = digest == digest_of(kind, id, revision, schema, at, body, tags)
    except TypeError:
        intact = False
    if not intact or any(tag_at != at for _, _, tag_at in tag_rows):
        raise DamagedDocument(f"{kind}/{id}")
    return intact_document(kind, id, revision, schema, body, at, tags)


def rows_under(kind: str, ids: Sequence[str]) -> tuple[str, list[str]]:
    """The statement, and its values, for the documents of a kind under some ids, then all of their tags."""
    marks = ", ".join("?" * len(ids))
    statement = (
        f"SELECT {', '.join(_COLUMNS)} FROM document WHERE kind = ? AND id IN ({marks}) UNION ALL"
        " SELECT NULL, id, NULL, NULL, at, name, value FROM tag INDEXED BY tag_of_document"
        f" WHERE kind = ? AND id IN ({marks})"
    )
    return statement, [kind, *ids, kind, *ids]


def documents_in(kind: str, rows: Iterable[Sequence[Any]]) -> Iterator[Document]:
    """The documents in what that statement gives.

    Raises:
        DamagedDocument: One of them is not what was written.
    """
    found: list[Row] = []
    tags: dict[str, list[TagRow]] = {}
    for row in rows:
        if row[0] is None:
            tags.setdefault(row[1], []).append((row[5], row[6], row[4]))
        else:
            found.append(cast("Row", row))
    for row in found:
        yield document_of(row, tags.get(row[1], ()))


def page_of(query: Query, after: tuple[str, str], size: int) -> tuple[str, list[str | int]]:
    """The statement, and its values, for the next documents that the query asks for."""
    values: list[str | int] = [query.kind]
    if query.tags:
        # CROSS keeps the tag in the outer loop, where its index has the order that is asked for.
        source = "tag AS x CROSS JOIN document AS d ON d.kind = x.kind AND d.id = x.id"
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
            "EXISTS (SELECT 1 FROM tag AS o WHERE o.kind = x.kind AND o.name = ? AND o.value = ?"
            " AND o.at = x.at AND o.id = x.id)"
        )
        values += pair
    values.append(size)
    columns = ", ".join(f"{'d' if query.tags else 'x'}.{column}" for column in _COLUMNS)
    return f"SELECT {columns} FROM {source} WHERE {' AND '.join(terms)} ORDER BY x.at, x.id LIMIT ?", values
