"""What is wrong with a store in a database, and with the settings that it runs on."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, text, tuple_

from instructional_coaching.errors import DamagedDocument
from instructional_coaching.storage import Key
from instructional_coaching.storage.extra import Examination
from instructional_coaching_sqlalchemy.layout import DOCUMENT, LAYOUT, TAG
from instructional_coaching_sqlalchemy.row import document_of, keyed, tag_rows_of
from instructional_coaching_sqlalchemy.text import unescaped

PAGE = 500
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings of PostgreSQL without which a commit that was acknowledged may be lost."""


def examination_of(connection: Connection) -> Examination:
    """Return what is wrong, as of the one moment that the connection reads at.

    Raises:
        sqlalchemy.exc.DBAPIError: it can't be read.
    """
    settings = [(connection.dialect.name, _version(connection))]
    settings.append(("layout", str(connection.execute(select(LAYOUT.c.version)).scalar_one())))
    if connection.dialect.name == "postgresql":
        settings += [(one, str(connection.execute(text(f"SHOW {one}")).scalar_one())) for one in _DURABLE]
    problems = [
        f"{name} is off: what was committed may be lost when the server dies"
        for name, value in settings
        if name in _DURABLE and value == "off"
    ]
    documents = 0
    damaged: list[str] = []
    for page in _pages(connection):
        documents += len(page)
        damaged += _damaged(connection, page)
    return Examination(documents, tuple(damaged), (*problems, *_strays(connection)), tuple(settings))


def _version(connection: Connection) -> str:
    return ".".join(map(str, connection.dialect.server_version_info or ()))


def _pages(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    key = (DOCUMENT.c.kind, DOCUMENT.c.id)
    asked = select(DOCUMENT).order_by(*key).limit(PAGE)
    page = connection.execute(asked).fetchall()
    while page:
        yield page
        last = page[-1]._mapping
        after = tuple_(*key) > tuple_(last["kind"], last["id"])
        page = connection.execute(asked.where(after)).fetchall()


def _damaged(connection: Connection, page: Sequence[Row[Any]]) -> Iterator[str]:
    keys = [Key(unescaped(row._mapping["kind"]), unescaped(row._mapping["id"])) for row in page]
    tags: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for found in connection.execute(select(TAG).where(keyed(keys, TAG))):
        one = found._mapping
        tags.setdefault((one["kind"], one["id"]), []).append((one["name"], one["value"], one["at"]))
    for row in page:
        place = (row._mapping["kind"], row._mapping["id"])
        try:
            wanted = [(one["name"], one["value"], one["at"]) for one in tag_rows_of(document_of(row))]
        except DamagedDocument as raised:
            yield raised.key
        else:
            if sorted(wanted) != sorted(tags.get(place, [])):
                yield "/".join(map(unescaped, place))


def _strays(connection: Connection) -> Iterator[str]:
    owner = select(DOCUMENT.c.id).where(and_(DOCUMENT.c.kind == TAG.c.kind, DOCUMENT.c.id == TAG.c.id))
    count = connection.execute(select(func.count()).select_from(TAG).where(~owner.exists())).scalar_one()
    if count:
        yield f"{count} tags belong to no document"
