"""Many puts at once on PostgreSQL: by COPY into a table of the transaction's own, and on from there.

The staged rows are compared with what is stored, and written, by the database: what a put expects holds as
it does for any other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, text

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Put
from instructional_coaching_sqlalchemy.layout import DOCUMENT, TAG
from instructional_coaching_sqlalchemy.row import Columns, row_of, tag_rows_of
from instructional_coaching_sqlalchemy.text import unescaped

_NAMES = [one.name for one in DOCUMENT.columns]
_COLUMNS = ", ".join(f'"{one}"' for one in _NAMES)
_STAGED = "coaching_document_staging"
_SAME = "d.kind = s.kind AND d.id = s.id"

_STAGE = (
    f"CREATE TEMP TABLE IF NOT EXISTS {_STAGED}"
    f" (LIKE {DOCUMENT.name}, expected bigint NOT NULL, number integer NOT NULL) ON COMMIT DROP"
)
# In the order of keys, as every writer locks: who waits for nobody that waits for it never waits for ever.
_LOCK = (
    f"SELECT count(*) FROM (SELECT 1 FROM {DOCUMENT.name} AS d JOIN {_STAGED} AS s ON {_SAME}"
    " ORDER BY d.kind, d.id FOR UPDATE OF d) AS locked"
)
_CONFLICT = (
    f"SELECT s.kind, s.id, s.expected, coalesce(d.revision, 0) FROM {_STAGED} AS s"
    f" LEFT JOIN {DOCUMENT.name} AS d ON {_SAME}"
    " WHERE coalesce(d.revision, 0) <> s.expected ORDER BY s.number LIMIT 1"
)
_FORGET_TAGS = f"DELETE FROM {TAG.name} AS d USING {_STAGED} AS s WHERE s.expected > 0 AND {_SAME}"
_REPLACE = (
    f"UPDATE {DOCUMENT.name} AS d SET "
    + ", ".join(f'"{one}" = s."{one}"' for one in _NAMES if one not in ("kind", "id"))
    + f" FROM {_STAGED} AS s WHERE s.expected > 0 AND {_SAME}"
)
_ADD = f"INSERT INTO {DOCUMENT.name} ({_COLUMNS}) SELECT {_COLUMNS} FROM {_STAGED} WHERE expected = 0"


def put_by_copy(connection: Connection, puts: Sequence[Put]) -> None:
    """Make puts, of which no two are for one key, on a connection that is in a transaction.

    Raises:
        ConcurrencyConflict: a stored revision is not the expected one; the first such put is named.
        sqlalchemy.exc.DBAPIError: the database refused; the transaction is to be rolled back.
    """
    connection.execute(text(_STAGE))
    connection.execute(text(f"TRUNCATE {_STAGED}"))
    staged = (
        {**row_of(one.document), "expected": one.expected, "number": number}
        for number, one in enumerate(puts)
    )
    _copy(connection, _STAGED, [*_NAMES, "expected", "number"], staged)
    connection.execute(text(_LOCK))
    found = connection.execute(text(_CONFLICT)).one_or_none()
    if found is not None:
        kind, id_, expected, actual = found
        raise ConcurrencyConflict(f"{unescaped(kind)}/{unescaped(id_)}", expected, actual)
    if any(one.expected for one in puts):
        connection.execute(text(_FORGET_TAGS))
        connection.execute(text(_REPLACE))
    connection.execute(text(_ADD))
    tags = (row for one in puts for row in tag_rows_of(one.document))
    _copy(connection, TAG.name, [one.name for one in TAG.columns], tags)


def _copy(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Columns]) -> None:
    columns = ", ".join(f'"{one}"' for one in names)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])
