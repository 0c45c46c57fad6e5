"""Documents of which a digest says that they are what was written.

They passed the checks of a document before they were written, so they are made without them.
"""

from instructional_coaching.storage.port import Document, Key, Tags

_SET = {
    (cls, name): getattr(cls, name).__set__
    for cls, names in (
        (Key, ("kind", "id")),
        (Document, ("key", "revision", "schema", "body", "at", "tags", "intact")),
    )
    for name in names
}
_KIND, _ID = (_SET[Key, name] for name in ("kind", "id"))
_FIELDS = tuple(put for (cls, _), put in _SET.items() if cls is Document)


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
    for put, given in zip(_FIELDS, (key, revision, schema, body, at, tags, True), strict=True):
        put(document, given)
    return document
