"""The doctor sees what is wrong with a store in a database, and which settings may lose a commit."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, text

from instructional_coaching.storage import Document, Key, Put
from instructional_coaching.storage.extra import Examination
from instructional_coaching_sqlalchemy import SQLAlchemyBackend

TAGS = (("person", "ada"), ("school", "north"))
DOCUMENTS = [
    Document(Key("note", f"school/{n:04}\0"), 1, 1, f"text {n}", "2025-09-01", TAGS) for n in range(1100)
]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'school.db'}"
        return
    server, name = request.getfixturevalue("server"), f"s{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        yield f"{server}&options=-csearch_path%3D{name}".replace("postgresql:", "postgresql+psycopg:")
        connection.execute(f"DROP SCHEMA {name} CASCADE")


def examined(address: str, *statements: str) -> Examination:
    with closing(SQLAlchemyBackend.at(address)) as store:
        store.commit([Put(one, 0) for one in DOCUMENTS])
        engine = create_engine(address)
        with engine.begin() as connection:
            for one in statements:
                assert connection.execute(text(one)).rowcount == 1
        engine.dispose()
        return store.examine()


def test_nothing_is_wrong_with_what_was_written(address: str) -> None:
    found = examined(address)
    assert found.is_sound
    assert found.documents == len(DOCUMENTS)
    assert dict(found.settings)["layout"].isdecimal()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE coaching_document SET body = 'x' WHERE body = 'text 700'",
        "UPDATE coaching_document SET at = '2025-09-02' WHERE body = 'text 700'",
        "UPDATE coaching_document SET tags = '[]' WHERE body = 'text 700'",
        "UPDATE coaching_tag SET value = 'bo' WHERE name = 'person' AND id LIKE '%0700%'",
        "UPDATE coaching_tag SET at = '' WHERE name = 'person' AND id LIKE '%0700%'",
        "DELETE FROM coaching_tag WHERE name = 'person' AND id LIKE '%0700%'",
    ],
)
def test_whatever_of_a_document_was_changed_is_told_by_its_key(address: str, statement: str) -> None:
    """In its row, or in the rows that it is found by."""
    found = examined(address, statement)
    assert found.damaged == (str(DOCUMENTS[700].key),)
    assert found.problems == ()


def test_tags_of_nothing_are_told(address: str) -> None:
    stray = (
        "INSERT INTO coaching_tag (kind, name, value, at, id) VALUES ('note', 'person', 'ada', '', 'gone')"
    )
    found = examined(address, stray)
    assert found.problems == ("1 tags belong to no document",)


def test_a_setting_that_may_lose_a_commit_is_told(server: str) -> None:
    name = f"s{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        address = f"{server}&options=-csearch_path%3D{name}%20-csynchronous_commit%3Doff"
        with closing(SQLAlchemyBackend.at(address.replace("postgresql:", "postgresql+psycopg:"))) as store:
            found = store.examine()
        connection.execute(f"DROP SCHEMA {name} CASCADE")
    assert found.problems == (
        "synchronous_commit is off: what was committed may be lost when the server dies",
    )
    assert dict(found.settings)["fsync"] == "on"
