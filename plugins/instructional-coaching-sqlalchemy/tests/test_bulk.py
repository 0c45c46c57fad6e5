"""Documents by the thousand on PostgreSQL, where they go in by COPY."""

from contextlib import closing
from threading import Barrier, Thread

import pytest

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Document, Key, Put, Query
from instructional_coaching.storage.extra import SupportsBulk
from instructional_coaching_sqlalchemy import SQLAlchemyBackend

ODD = "tab\t line\n \\N \\. back\\slash \0 \x01 end \r\u2028 \U0001f44b"
NAMES = [f"{number:04}" for number in range(1500)]


@pytest.fixture
def address(address: str) -> str:
    """The schema's address as SQLAlchemy writes it."""
    return address.replace("postgresql://", "postgresql+psycopg://")


def fresh(body: str = "text") -> list[Put]:
    return [Put(Document(Key("note", name), 1, 1, body, tags=(("of", ODD),)), 0) for name in NAMES]


def test_odd_text_by_the_thousand_comes_back_as_it_was(address: str) -> None:
    """Nothing in a text is taken for what COPY means by it."""
    with closing(SQLAlchemyBackend.at(address)) as backend:
        assert isinstance(backend, SupportsBulk)
        assert backend.put_all(iter(fresh(ODD))) == len(NAMES)
        found = list(backend.find(Query("note", (("of", ODD),))))
        assert found == [one.document for one in fresh(ODD)]


def test_of_two_that_put_the_same_thousand_one_conflicts(address: str) -> None:
    """Both wait at the first key that they have in common; all of one is there, and nothing of the other."""
    with closing(SQLAlchemyBackend.at(address)) as backend, closing(SQLAlchemyBackend.at(address)) as other:
        outcomes: list[str] = []
        barrier = Barrier(2)

        def put(store: SQLAlchemyBackend, body: str) -> None:
            barrier.wait()
            try:
                store.put_all(iter(fresh(body)))
                outcomes.append(body)
            except ConcurrencyConflict as refused:
                outcomes.append(refused.key)

        threads = [Thread(target=put, args=one) for one in ((backend, "ours"), (other, "theirs"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert "note/0000" in outcomes
        (winner,) = {"ours", "theirs"} & set(outcomes)
        assert {one.body for one in backend.find(Query("note"))} == {winner}
