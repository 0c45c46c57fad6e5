"""A store inside a transaction of the host's: its own data and coaching are saved together, or neither is."""

from collections.abc import Iterator, Sequence
from typing import Any, final

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import (
    Document,
    Key,
    Query,
    StorageBackend,
    Write,
    one_write_per_key,
)
from instructional_coaching_sqlalchemy.failure import failure_of
from instructional_coaching_sqlalchemy.reading import documents_asked_for, documents_under
from instructional_coaching_sqlalchemy.writing import write


@final
class JoinedBackend(StorageBackend):
    """Documents as they stand in the host's transaction. Nothing is durable before the host commits.

    A commit here is a savepoint: what conflicts is taken back alone, and the host's transaction goes on. It
    is never taken again; the host decides about that.

    Args:
        connection: A `sqlalchemy.Connection`, or a `sqlalchemy.orm.Session`.
        store: What to call the store in errors.
    """

    def __init__(self, connection: Any, store: str) -> None:
        self._connection: Connection = (
            connection if isinstance(connection, Connection) else connection.connection()
        )
        self._store = store
        self._closed = False

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        """The documents under the keys, in their order; None where there is none."""
        return documents_under(keys, self._asked)

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for, a page at a time."""
        return documents_asked_for(query, self._asked)

    def commit(self, writes: Sequence[Write]) -> None:
        """Make all of the writes in the host's transaction, or none of them.

        Raises:
            ConcurrencyConflict: a stored revision is not the expected one.
            InvalidValue: two writes are for one key.
            StorageUnavailable: the database refuses, or the store is closed.
        """
        taken = one_write_per_key(writes)
        self._refuse_closed()
        try:
            with self._connection.begin_nested():
                write(self._connection, taken)
        except SQLAlchemyError as error:
            raise failure_of(error, self._store) from None

    def close(self) -> None:
        """Take nothing more. The connection is the host's, and stays open."""
        self._closed = True

    def _asked(self, question: Any) -> Sequence[Any]:
        self._refuse_closed()
        try:
            return self._connection.execute(question).fetchall()
        except SQLAlchemyError as error:
            raise failure_of(error, self._store) from None

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StorageUnavailable(self._store, "the unit that joined is over", "join again")
