"""A store in a database that SQLAlchemy reaches, with connections of its own."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Self, final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from instructional_coaching.errors import ConcurrencyConflict, OutcomeUnknown, StorageUnavailable
from instructional_coaching.storage import (
    Document,
    Key,
    Put,
    Query,
    StorageBackend,
    Write,
    one_write_per_key,
)
from instructional_coaching.storage.bulk import in_parts
from instructional_coaching.storage.extra import Examination
from instructional_coaching_sqlalchemy.examining import examination_of
from instructional_coaching_sqlalchemy.failure import failure_of, is_lost, is_race
from instructional_coaching_sqlalchemy.joined import JoinedBackend
from instructional_coaching_sqlalchemy.layout import prepare
from instructional_coaching_sqlalchemy.reading import documents_asked_for, documents_under
from instructional_coaching_sqlalchemy.writing import refuse_conflict, revisions, write

ATTEMPTS = 50
"""How often a transaction that others got in the way of is taken again."""
PART = 5_000
"""How many of the puts of a bulk are in memory at a time."""


@final
class SQLAlchemyBackend(StorageBackend):
    """Documents in tables of their own, in a database of SQLAlchemy's.

    Args:
        engine: The engine; closing the store disposes of it.

    Raises:
        StorageUnavailable: the database can't be reached, or a later version of this plugin wrote there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._store = engine.url.render_as_string(hide_password=True)
        self._closed = False
        if engine.dialect.name == "sqlite":
            _settle_sqlite(engine)
        try:
            with engine.begin() as connection:
                prepare(connection, self._store)
        except SQLAlchemyError as error:
            raise failure_of(error, self._store) from None

    @classmethod
    def at(cls, url: str) -> Self:
        """Open the store at an address of SQLAlchemy's.

        Raises:
            StorageUnavailable: it is no such address, or the database can't be reached.
        """
        try:
            engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
            raise StorageUnavailable(
                "the database", "its address can't be read, or its driver is missing", "check the address"
            ) from None
        return cls(engine)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        """The documents under the keys, in their order, as of one moment; None where there is none."""
        with self._reading() as connection:
            return documents_under(keys, partial(_asked, connection))

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for, a page at a time."""
        return documents_asked_for(query, self._asked_at_once)

    def commit(self, writes: Sequence[Write]) -> None:
        """Make all of the writes, or none; a transaction that others got in the way of is taken again.

        Raises:
            ConcurrencyConflict: a stored revision is not the expected one.
            InvalidValue: two writes are for one key.
            OutcomeUnknown: the connection broke while committing.
            StorageUnavailable: the store is closed or can't be reached.
        """
        taken = one_write_per_key(writes)
        self._refuse_closed()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._transaction() as connection:
                    write(connection, taken)
            except SQLAlchemyError as error:
                if not is_race(error) or attempt == ATTEMPTS:
                    raise failure_of(error, self._store) from None
            except ConcurrencyConflict:
                if attempt == ATTEMPTS:
                    raise
                self._refuse_conflict(taken)
            else:
                return

    def put_all(self, puts: Iterable[Put]) -> int:
        """Make puts one after the other in one transaction, a part of them in memory at a time.

        A part that others got in the way of is taken again.

        Raises:
            ConcurrencyConflict: a stored revision is not the expected one.
            OutcomeUnknown: the connection broke while committing.
            StorageUnavailable: the store is closed or can't be reached.
        """
        self._refuse_closed()
        made = 0
        try:
            with self._transaction() as connection:
                for part in in_parts(puts, PART):
                    _put_part(connection, part)
                    made += len(part)
        except SQLAlchemyError as error:
            raise failure_of(error, self._store) from None
        return made

    def joined(self, connection: Any) -> JoinedBackend:
        """Return this store inside the transaction of a connection, or of a session, of the host's."""
        self._refuse_closed()
        return JoinedBackend(connection, self._store)

    def examine(self) -> Examination:
        """Say what is wrong with the documents and with the server's settings, while others go on.

        Raises:
            StorageUnavailable: the store is closed or can't be reached.
        """
        with self._reading() as connection:
            return examination_of(connection)

    def close(self) -> None:
        """Let go of the connections. Closing twice is allowed."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Generator[Connection, None, None]:
        with self._engine.connect() as connection:
            transaction = connection.begin()
            try:
                yield connection
            except BaseException:
                transaction.rollback()
                raise
            try:
                transaction.commit()
            except SQLAlchemyError as error:
                if is_lost(error):
                    raise OutcomeUnknown(self._store) from None
                raise

    def _refuse_conflict(self, writes: Sequence[Write]) -> None:
        """Name the first write that conflicts as things stand at one moment, if one still does.

        While rows are locked one after the other some may be of an earlier moment than others.
        """
        with self._reading() as connection:
            refuse_conflict(writes, revisions(connection, [one.key for one in writes]))

    @contextmanager
    def _reading(self) -> Generator[Connection, None, None]:
        """A connection to read by. It may break at any point, its end included."""
        self._refuse_closed()
        try:
            with self._engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execution_options(isolation_level="REPEATABLE READ")
                yield connection
        except SQLAlchemyError as error:
            raise failure_of(error, self._store) from None

    def _asked_at_once(self, question: Any) -> Sequence[Any]:
        with self._reading() as connection:
            return _asked(connection, question)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StorageUnavailable(self._store, "the store is closed", "open it again")


def _asked(connection: Connection, question: Any) -> Sequence[Any]:
    return connection.execute(question).fetchall()


def _put_part(connection: Connection, part: Sequence[Put]) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with connection.begin_nested():
                write(connection, part)
        except SQLAlchemyError as error:
            if not is_race(error) or attempt == ATTEMPTS:
                raise
        else:
            return


def _settle_sqlite(engine: Engine) -> None:
    """Let SQLAlchemy begin transactions on SQLite, and writers wait for one another."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 30000")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
