"""Documents of which a digest says that they are what was written.

They passed the checks of a document before they were written, so they are made without them.
"""

from instructional_coaching.storage.port import Document, Key, Tags

_KIND, _ID = (getattr(Key, name).__set__ for name in ("kind", "id"))
_KEY, _REVISION, _SCHEMA, _BODY, _AT, _TAGS, _INTACT = (
    getattr(Document, name).__set__ for name in ("key", "revision", "schema", "body", "at", "tags", "intact")
)


def intact_document(
    kind: str, id: str, revision: int, schema: int, body: str, at: str, tags: Tags
) -> Document:
    """Return a document whose digest was right.

    Args:
        kind: The kind in its key.
        id: The id in its key.
        revision: Its revision.
        schema: Its schema version.
        body: Its body.
        at: Its date, or nothing.
        tags: Its tags, sorted, each once.
    """
    key, document = Key.__new__(Key), Document.__new__(Document)
    _KIND(key, kind)
    _ID(key, id)
    _KEY(document, key)
    _REVISION(document, revision)
    _SCHEMA(document, schema)
    _BODY(document, body)
    _AT(document, at)
    _TAGS(document, tags)
    _INTACT(document, True)
    return document
