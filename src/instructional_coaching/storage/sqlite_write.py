"""A commit as statements of SQLite's, on a connection that is in a transaction."""

from collections.abc import Sequence
from sqlite3 import Connection

import attrs

from instructional_coaching.errors import ConcurrencyConflict, DamagedDocument
from instructional_coaching.storage.port import Put, Write
from instructional_coaching.storage.sqlite_row import TaggedRow, row_of, tagged_rows, tags_in

_PUT = """INSERT INTO document (kind, id, revision, schema, at, body, digest, tags)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, schema = excluded.schema,
        at = excluded.at, body = excluded.body, digest = excluded.digest, tags = excluded.tags"""
_TAG = "INSERT OR IGNORE INTO tagged (kind, name, value, at, id) VALUES (?, ?, ?, ?, ?)"
_UNTAG = "DELETE FROM tagged WHERE kind = ? AND name = ? AND value = ? AND at = ? AND id = ?"


@attrs.frozen
class _Order:
    """Rows of ``tagged`` that go, and that come."""

    stale: list[TaggedRow] = attrs.field(factory=list[TaggedRow])
    fresh: list[TaggedRow] = attrs.field(factory=list[TaggedRow])


def write_all(run: Connection, writes: Sequence[Write]) -> None:
    """Make writes, of which no two are for one key. The caller rolls back if it raises.

    Raises:
        ConcurrencyConflict: A stored revision is not the expected one.
        DamagedDocument: A stored revision is no number.
        sqlite3.Error: SQLite refused.
    """
    rows = [row_of(write.document) for write in writes if isinstance(write, Put)]
    gone = [(write.key.kind, write.key.id) for write in writes if not isinstance(write, Put)]
    order = _Order()
    for write in writes:
        _compare(run, write, order)
    run.executemany(_UNTAG, order.stale)
    run.executemany("DELETE FROM document WHERE kind = ? AND id = ?", gone)
    run.executemany(_PUT, rows)
    run.executemany(_TAG, order.fresh)


def _compare(run: Connection, write: Write, order: _Order) -> None:
    """Refuse a write that expects another revision, and say what it changes in the order."""
    kind, id_ = write.key.kind, write.key.id
    wanted: list[TaggedRow] = []
    if isinstance(write, Put):
        wanted = tagged_rows(kind, id_, write.document.at, write.document.tags)
    found = run.execute(
        "SELECT revision, at, tags FROM document WHERE kind = ? AND id = ?", (kind, id_)
    ).fetchone()
    actual: object = found[0] if found else 0
    if not isinstance(actual, int):
        raise DamagedDocument(str(write.key))
    if actual != write.expected:
        raise ConcurrencyConflict(str(write.key), write.expected, actual)
    known = _tagged(run, kind, id_, found[1], found[2]) if found else set[TaggedRow]()
    order.stale.extend(known.difference(wanted))
    order.fresh.extend(row for row in wanted if row not in known)


def _tagged(run: Connection, kind: str, id: str, at: str, told: str) -> set[TaggedRow]:
    """Return the rows by which a stored document is found; one that is damaged is searched for."""
    tags = tags_in(told)
    if tags is not None:
        return set(tagged_rows(kind, id, at, tags))
    asked = "SELECT kind, name, value, at, id FROM tagged WHERE kind = ? AND id = ?"
    return set(run.execute(asked, (kind, id)))
