"""The digest by which a store knows that a document is what was written.

A database's own checks see its structure, not a text that was changed in it.
"""

from functools import lru_cache
from hashlib import blake2b

from instructional_coaching.storage.port import Tags

DIGEST_BYTES = 16
KEPT = 256
"""How many sets of tags are remembered as they were reckoned: a pair's records have nearly the same."""


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
    # With its length before it no part can run into the next one.
    number, version = str(revision), str(schema)
    key = f"{len(kind)}:{kind}{len(id)}:{id}"
    head = f"{len(number)}:{number}{len(version)}:{version}{len(at)}:{at}"
    return blake2b(f"{key}{head}{_said(tags)}{len(body)}:{body}".encode(), digest_size=DIGEST_BYTES).digest()


@lru_cache(maxsize=KEPT)
def _said(tags: Tags) -> str:
    return "".join([f"{len(name)}:{name}{len(value)}:{value}" for name, value in tags])
