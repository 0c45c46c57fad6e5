"""A store of the first layout opens as one of the present: nothing is lost, nothing damaged made whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from instructional_coaching.errors import DamagedDocument, StorageUnavailable
from instructional_coaching.storage import Document, Key, Put, Query, sqlite_layout
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_layout import APPLICATION, LAYOUT
from instructional_coaching.storage.sqlite_relayout import take_tags_into_rows
from instructional_coaching.storage.sqlite_row import row_of
from tests.storage.samples import TAGS

FIRST = f"""
    CREATE TABLE document (
        kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, schema INTEGER NOT NULL,
        at TEXT NOT NULL, body TEXT NOT NULL, digest BLOB NOT NULL, UNIQUE (kind, id));
    CREATE INDEX document_in_order ON document (kind, at, id);
    CREATE TABLE tag (
        kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL, id TEXT NOT NULL);
    CREATE INDEX tag_in_order ON tag (kind, name, value, at, id);
    CREATE INDEX tag_of_document ON tag (kind, id);
    PRAGMA application_id = {APPLICATION};
    PRAGMA user_version = 1;
"""
ODD = (("a", ""), ("a", '\x1f"[é'), ("b", "\U0001f600"), ("é", "é"))
STORED = [
    Document(Key("note", "1"), 2, 3, "text", "2024-01-02", TAGS),
    Document(Key("note", "2"), 1, 1, "text\U0001f600" * 900, "2024-01-01", ODD),
    Document(Key("note", "3"), 1, 1, "without tags"),
    Document(Key("log", "1"), 9, 1, "another kind", "", TAGS[:1]),
]


def first(path: Path, *statements: str) -> None:
    """Write a file as the first layout had it, then change it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST)
        for one in reversed(STORED):
            connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", row_of(one)[:7])
            for name, value in reversed(one.tags):
                row = (one.key.kind, name, value, one.at, one.key.id)
                connection.execute("INSERT INTO tag VALUES (?, ?, ?, ?, ?)", row)
        for statement in statements:
            assert connection.execute(statement).rowcount >= 1
        connection.commit()


def layout(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_every_document_is_there_and_found_by_all_of_its_tags(path: Path) -> None:
    first(path)
    with closing(SQLiteBackend(path)) as store:
        assert list(store.get([one.key for one in STORED])) == STORED
        for one in STORED:
            for tag in one.tags:
                assert one in list(store.find(Query(one.key.kind, (tag,))))
        assert [one.key.id for one in store.find(Query("note"))] == ["3", "2", "1"]
        assert store.examine().is_sound
    assert layout(path) == LAYOUT


def test_it_is_then_written_like_any_other(path: Path) -> None:
    first(path)
    again = Document(STORED[0].key, 3, 3, "text", "2024-01-03", TAGS[:1])
    for store in (SQLiteBackend(path), SQLiteBackend(path)):
        with closing(store):
            if store.get([again.key]) != [again]:
                store.commit([Put(again, 2)])
            assert list(store.find(Query("note", TAGS[:1]))) == [again]
            assert list(store.find(Query("note", TAGS[1:]))) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET body = body || '!' WHERE kind = 'note' AND id = '1'",
        "UPDATE tag SET value = 'bo' WHERE kind = 'note' AND id = '1' AND name = 'person'",
        "UPDATE tag SET value = CAST(value AS BLOB) WHERE kind = 'note' AND id = '1' AND name = 'person'",
        "UPDATE tag SET name = CAST(x'c3' AS TEXT) WHERE kind = 'note' AND id = '1' AND name = 'person'",
        "DELETE FROM tag WHERE kind = 'note' AND id = '1' AND name = 'person'",
        "INSERT INTO tag VALUES ('note', 'more', 'tags', '2024-01-02', '1')",
    ],
)
def test_what_was_damaged_stays_damaged(path: Path, statement: str) -> None:
    first(path, statement)
    with closing(SQLiteBackend(path)) as store:
        assert store.examine().damaged == ("note/1",)
        assert list(store.get([one.key for one in STORED[1:]])) == STORED[1:]
        with pytest.raises(DamagedDocument):
            store.get([STORED[0].key])


def test_a_tag_of_no_document_is_left_behind(path: Path) -> None:
    first(path, "INSERT INTO tag VALUES ('note', 'person', 'ada', '', 'nobody')")
    with closing(SQLiteBackend(path)) as store:
        assert store.examine().is_sound


def test_where_it_fails_half_way_the_file_stays_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is opened another time, and then brought up to date."""
    first(path)

    def interrupted(connection: sqlite3.Connection) -> None:
        take_tags_into_rows(connection)
        raise sqlite3.OperationalError

    monkeypatch.setattr(sqlite_layout, "take_tags_into_rows", interrupted)
    with pytest.raises(StorageUnavailable):
        SQLiteBackend(path)
    assert layout(path) == 1
    monkeypatch.undo()
    with closing(SQLiteBackend(path)) as store:
        assert list(store.get([one.key for one in STORED])) == STORED


def test_who_still_writes_the_first_layout_is_refused(path: Path) -> None:
    """A process of an earlier version that has the file open finds its table of tags gone."""
    first(path)
    with closing(sqlite3.connect(path)) as earlier:
        earlier.execute("SELECT * FROM tag").fetchall()
        SQLiteBackend(path).close()
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            earlier.execute("INSERT INTO tag VALUES ('note', 'a', 'b', '', '9')")
