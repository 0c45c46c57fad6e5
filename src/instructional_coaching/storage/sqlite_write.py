"""A commit as statements of SQLite's, on a connection that is in a transaction."""

from collections.abc import Sequence
from sqlite3 import Connection

import attrs

from instructional_coaching.errors import ConcurrencyConflict, DamagedDocument
from instructional_coaching.storage.port import Put, Write
from instructional_coaching.storage.sqlite_row import row_of

_PUT = """INSERT INTO document (kind, id, revision, schema, at, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, schema = excluded.schema,
        at = excluded.at, body = excluded.body, digest = excluded.digest"""
_PUT_TAG = "INSERT INTO tag (kind, name, value, at, id) VALUES (?, ?, ?, ?, ?)"


@attrs.frozen
class _TagChanges:
    """Rows of tags that go, that get another date, and that come."""

    stale: list[tuple[int]] = attrs.field(factory=list[tuple[int]])
    moved: list[tuple[str, int]] = attrs.field(factory=list[tuple[str, int]])
    fresh: list[tuple[str, str, str, str, str]] = attrs.field(factory=list[tuple[str, str, str, str, str]])


def write_all(run: Connection, writes: Sequence[Write]) -> None:
    """Make writes, of which no two are for one key. The caller rolls back if it raises.

    Raises:
        ConcurrencyConflict: A stored revision is not the expected one.
        DamagedDocument: A stored revision is no number.
        sqlite3.Error: SQLite refused.
    """
    rows = [row_of(write.document) for write in writes if isinstance(write, Put)]
    gone = [(write.key.kind, write.key.id) for write in writes if not isinstance(write, Put)]
    known = {write.key for write in writes if _is_stored(run, write)}
    changes = _TagChanges()
    for write in writes:
        _compare_tags(run, write, write.key in known, changes)
    run.executemany("DELETE FROM tag WHERE rowid = ?", changes.stale)
    run.executemany("UPDATE tag SET at = ? WHERE rowid = ?", changes.moved)
    run.executemany("DELETE FROM document WHERE kind = ? AND id = ?", gone)
    run.executemany(_PUT, rows)
    run.executemany(_PUT_TAG, changes.fresh)


def _is_stored(run: Connection, write: Write) -> bool:
    key = write.key
    found = run.execute(
        "SELECT revision FROM document WHERE kind = ? AND id = ?", (key.kind, key.id)
    ).fetchone()
    actual: object = found[0] if found else 0
    if not isinstance(actual, int):
        raise DamagedDocument(str(key))
    if actual != write.expected:
        raise ConcurrencyConflict(str(key), write.expected, actual)
    return found is not None


def _compare_tags(run: Connection, write: Write, known: bool, changes: _TagChanges) -> None:
    key = write.key
    tags, at = (write.document.tags, write.document.at) if isinstance(write, Put) else ((), "")
    wanted = dict.fromkeys(tags)
    if known:
        for rowid, name, value, stored_at in run.execute(
            "SELECT rowid, name, value, at FROM tag INDEXED BY tag_of_document WHERE kind = ? AND id = ?",
            (key.kind, key.id),
        ):
            if (name, value) not in wanted:
                changes.stale.append((rowid,))
                continue
            del wanted[name, value]
            if stored_at != at:
                changes.moved.append((at, rowid))
    changes.fresh.extend((key.kind, name, value, at, key.id) for name, value in wanted)
