"""The tables, and the steps from one layout of them to the next."""

from collections.abc import Callable

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    inspect,
    select,
    text,
)

from instructional_coaching.errors import StorageUnavailable

METADATA = MetaData()
# By code point and not by any language: as the port orders, and as every other store does.
PLAIN = Text().with_variant(Text(collation="C"), "postgresql")

DOCUMENT = Table(
    "coaching_document",
    METADATA,
    Column("kind", PLAIN, nullable=False),
    Column("id", PLAIN, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("schema", BigInteger, nullable=False),
    Column("at", PLAIN, nullable=False),
    Column("body", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
    Index("coaching_document_in_order", "kind", "at", "id"),
)
TAG = Table(
    "coaching_tag",
    METADATA,
    Column("kind", PLAIN, nullable=False),
    Column("name", PLAIN, nullable=False),
    Column("value", PLAIN, nullable=False),
    Column("at", PLAIN, nullable=False),
    Column("id", PLAIN, nullable=False),
    Index("coaching_tag_in_order", "kind", "name", "value", "at", "id"),
    Index("coaching_tag_of_document", "kind", "id"),
)
LAYOUT = Table("coaching_layout", METADATA, Column("version", Integer, nullable=False))

STEPS: tuple[Callable[[Connection], None], ...] = ()
"""What leads from layout 1 to 2, from 2 to 3, and so on; the present layout is one more than their number."""
PRESENT = 1 + len(STEPS)
_LOCK = 0x49436F61


def prepare(connection: Connection, store: str) -> None:
    """Create the tables where there are none, or bring them to the present layout, in one transaction.

    Raises:
        StorageUnavailable: a later version of this plugin wrote them; nothing was changed.
    """
    if connection.dialect.name == "postgresql":
        # Of two processes that find no tables the second one waits, and then finds them.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    if not inspect(connection).has_table(LAYOUT.name):
        METADATA.create_all(connection)
        connection.execute(LAYOUT.insert().values(version=PRESENT))
        return
    found = connection.execute(select(LAYOUT.c.version)).scalar_one()
    if found > PRESENT:
        raise StorageUnavailable(
            store,
            f"a later version of this plugin wrote it (layout {found}; this one knows up to {PRESENT})",
            "install that version, or a later one; nothing was changed",
        )
    for step in STEPS[found - 1 :]:
        step(connection)
    if found < PRESENT:
        connection.execute(LAYOUT.update().values(version=PRESENT))
