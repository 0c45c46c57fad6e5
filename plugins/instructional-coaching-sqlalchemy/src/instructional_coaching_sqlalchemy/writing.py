"""A commit as statements: all of its writes in the transaction of a connection."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Key, Put, Write
from instructional_coaching_sqlalchemy.bulk import put_by_copy
from instructional_coaching_sqlalchemy.layout import DOCUMENT, TAG
from instructional_coaching_sqlalchemy.row import keyed, row_of, tag_rows_of
from instructional_coaching_sqlalchemy.text import unescaped

CHUNK = 500
BULK = 1000
"""From so many puts on PostgreSQL gets them by COPY."""


def write(connection: Connection, writes: Sequence[Write]) -> None:
    """Make all of the writes on a connection that is in a transaction.

    Raises:
        ConcurrencyConflict: a stored revision is not the expected one; nothing was written.
        sqlalchemy.exc.DBAPIError: the database refused; the transaction is to be rolled back.
    """
    puts = [one for one in writes if isinstance(one, Put)]
    if len(puts) == len(writes) >= BULK and connection.dialect.name == "postgresql":
        put_by_copy(connection, puts)
    else:
        _write_one_by_one(connection, writes)


def _write_one_by_one(connection: Connection, writes: Sequence[Write]) -> None:
    stored = revisions(connection, [one.key for one in writes], locked=True)
    refuse_conflict(writes, stored)
    puts = [one.document for one in writes if isinstance(one, Put)]
    gone = [one.key for one in writes if not isinstance(one, Put)]
    known = [key for key in stored if key in {one.key for one in writes}]
    for start in range(0, len(known), CHUNK):
        connection.execute(delete(TAG).where(keyed(known[start : start + CHUNK], TAG)))
    for start in range(0, len(gone), CHUNK):
        connection.execute(delete(DOCUMENT).where(keyed(gone[start : start + CHUNK], DOCUMENT)))
    fresh = [row_of(one) for one in puts if one.key not in stored]
    if fresh:
        connection.execute(insert(DOCUMENT), fresh)
    for document in puts:
        if document.key in stored:
            row = row_of(document)
            same = (DOCUMENT.c.kind == row["kind"], DOCUMENT.c.id == row["id"])
            connection.execute(update(DOCUMENT).where(*same).values(row))
    tags = [row for one in puts for row in tag_rows_of(one)]
    if tags:
        connection.execute(insert(TAG), tags)


def refuse_conflict(writes: Sequence[Write], stored: Mapping[Key, int]) -> None:
    """Refuse writes of which one expects another revision than is stored.

    Raises:
        ConcurrencyConflict: the first such write is named.
    """
    for one in writes:
        actual = stored.get(one.key, 0)
        if actual != one.expected:
            raise ConcurrencyConflict(str(one.key), one.expected, actual)


def revisions(connection: Connection, keys: list[Key], *, locked: bool = False) -> dict[Key, int]:
    """Return the stored revisions.

    Args:
        connection: The connection.
        keys: The keys.
        locked: Whether to keep the rows from being changed by anybody else until the transaction is over.
    """
    found: dict[Key, int] = {}
    ordered = sorted(keys)  # who locks in one order never waits for who waits for them
    for start in range(0, len(ordered), CHUNK):
        asked = (
            select(DOCUMENT.c.kind, DOCUMENT.c.id, DOCUMENT.c.revision)
            .where(keyed(ordered[start : start + CHUNK], DOCUMENT))
            .order_by(DOCUMENT.c.kind, DOCUMENT.c.id)
        )
        for kind, id_, revision in connection.execute(asked.with_for_update() if locked else asked):
            found[Key(unescaped(kind), unescaped(id_))] = revision
    return found
