"""A connection that breaks is told as an error of the library's, at whichever point it breaks."""

from contextlib import closing
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, event

from instructional_coaching import StorageUnavailable
from instructional_coaching.storage import Document, Key, Put, Query
from instructional_coaching_sqlalchemy import SQLAlchemyBackend

KEY = Key("note", "1")


@pytest.mark.parametrize("moment", ["before_cursor_execute", "after_cursor_execute"])
@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.get([KEY]),
        lambda store: list(store.find(Query("note"))),
        lambda store: store.commit([Put(Document(KEY, 2, 1, "text"), 1)]),
    ],
    ids=["get", "find", "commit"],
)
def test_a_connection_that_breaks_is_told_and_the_store_goes_on(address: str, moment: str, use: Any) -> None:
    """Before the question, or after the answer and before its transaction has ended."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with closing(SQLAlchemyBackend(engine)) as store, psycopg.connect(address, autocommit=True) as other:
        store.commit([Put(Document(KEY, 1, 1, "text"), 0)])

        def broken(connection: Any, *_: object) -> None:
            process = connection.connection.driver_connection.info.backend_pid
            other.execute("SELECT pg_terminate_backend(%s, 60000)", [process])

        event.listen(engine, moment, broken, once=True)
        with pytest.raises(StorageUnavailable, match="can't be reached"):
            use(store)
        assert store.get([KEY]) == [Document(KEY, 1, 1, "text")]
