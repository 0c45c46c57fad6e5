"""The digest by which a store knows that a document is what was written.

A database's own checks see its structure, not a text that was changed in it.
"""

from hashlib import blake2b

from instructional_coaching.storage.port import Tags

DIGEST_BYTES = 16


def digest_of(kind: str, id: str, revision: int, schema: int, at: str, body: str, tags: Tags) -> bytes:
    """Return the digest, 16 bytes, of all that a document says.

    Args:
        kind: The kind in its key.
        id: The id in its key.
        revision: Its revision.
        schema: Its schema version.
        at: Its date, or nothing.
        body: Its body.
        tags: Its tags, sorted.
    """
    parts = [kind, id, str(revision), str(schema), at]
    for pair in tags:
        parts += pair
    parts.append(body)
    # With its length before it no part can run into the next one.
    text = "".join([f"{len(part)}:{part}" for part in parts])
    return blake2b(text.encode(), digest_size=DIGEST_BYTES).digest()
