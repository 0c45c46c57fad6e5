"""The first layout, in which each tag was a row of its own, brought to the present one."""

import json
from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter
from sqlite3 import Connection
from typing import cast

FIRST = 1
"""The ``user_version`` of that layout."""

# Left to itself SQLite would look through all tags of the kind for each document, for the sake of the order.
_TAGS = """SELECT d.rowid, t.name, t.value FROM document AS d
    CROSS JOIN tag AS t INDEXED BY tag_of_document ON t.kind = d.kind AND t.id = d.id
    ORDER BY d.rowid, t.name, t.value"""


def take_tags_into_rows(connection: Connection) -> None:
    """Write the tags of each document into its row, and the rows of ``tagged``, in the caller's transaction.

    Digests stay as they are: what was damaged before is damaged afterwards. A process that still runs an
    earlier version can't go on writing, since the table that it knows is gone.

    Raises:
        sqlite3.Error: SQLite refused.
    """
    connection.execute("ALTER TABLE document ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'")
    connection.executemany("UPDATE document SET tags = ? WHERE rowid = ?", _rows(connection))
    connection.execute(
        "INSERT OR IGNORE INTO tagged SELECT t.kind, t.name, t.value, d.at, t.id"
        " FROM tag AS t CROSS JOIN document AS d ON d.kind = t.kind AND d.id = t.id ORDER BY 1, 2, 3, 4, 5"
    )
    connection.execute("DROP TABLE tag")


def _rows(connection: Connection) -> Iterator[tuple[str, int]]:
    for rowid, tags in groupby(connection.execute(_TAGS), itemgetter(0)):
        flat = chain.from_iterable(pair for _, *pair in tags)
        yield json.dumps([str(text) for text in flat], ensure_ascii=False), cast("int", rowid)
