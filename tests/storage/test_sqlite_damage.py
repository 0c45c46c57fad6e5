"""A stored document that is not what was written is never returned."""

import sqlite3
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from instructional_coaching.errors import (
    CoachingError,
    ConcurrencyConflict,
    DamagedDocument,
    StorageUnavailable,
)
from instructional_coaching.storage import Delete, Document, Key, Put, Query
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_row import document_of, row_of
from tests.storage.samples import TAGS, document, put

STORED = Document(Key("note", "1"), 2, 3, "secret text", "2024-01-01", TAGS)
OTHER = Document(Key("note", "2"), 2, 3, "another text", "2024-01-01", TAGS)


def change(path: Path, statement: str) -> None:
    """Change the file as somebody else would, and see that the change was one."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(statement).rowcount == 1
        connection.commit()


def damaged(path: Path, statement: str, key: Key, query: Query | None) -> None:
    store = SQLiteBackend(path)
    put(store, STORED, OTHER)
    store.close()
    change(path, statement)
    store = SQLiteBackend(path)
    errors: list[CoachingError] = []
    with pytest.raises(DamagedDocument) as damage:
        store.get([OTHER.key, key])
    errors.append(damage.value)
    if query is not None:
        with pytest.raises(DamagedDocument) as damage:
            list(store.find(query))
        errors.append(damage.value)
    assert {error.args for error in errors} == {(str(key),)}
    for error in errors:
        assert "text" not in repr((error, error.__cause__, error.__context__))
    if key != OTHER.key:
        assert list(store.get([OTHER.key])) == [OTHER]
    store.close()


@pytest.mark.parametrize(
    ("assignment", "key"),
    [
        ("kind = 'log'", Key("log", "1")),
        ("id = '3'", Key("note", "3")),
        ("revision = 1", STORED.key),
        ("revision = 'two'", STORED.key),
        ("schema = 4", STORED.key),
        ("at = '2024-01-02'", STORED.key),
        ("at = ''", STORED.key),
        ("at = CAST(at AS BLOB)", STORED.key),
        ("body = body || ' '", STORED.key),
        ("body = ''", STORED.key),
        ("body = CAST(body AS BLOB)", STORED.key),
        ("body = CAST(x'74657874ff' AS TEXT)", STORED.key),
        ("digest = zeroblob(16)", STORED.key),
        ("digest = ''", STORED.key),
        ("tags = '[]'", STORED.key),
        ("tags = ''", STORED.key),
        ("tags = 'null'", STORED.key),
        ("tags = '[1, 2]'", STORED.key),
        ("tags = replace(tags, 'ada', 'bo')", STORED.key),
        ("tags = replace(tags, ']', ', \"more\"]')", STORED.key),
        (f"tags = '{'[' * 100_000}'", STORED.key),
        ("(body, digest) = (SELECT body, digest FROM document WHERE id = '2')", STORED.key),
    ],
)
def test_a_changed_document_is_damaged(path: Path, assignment: str, key: Key) -> None:
    """Whatever of a row is changed, reading the document is refused by its key; others are read."""
    damaged(path, f"UPDATE document SET {assignment} WHERE kind = 'note' AND id = '1'", key, Query(key.kind))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE tagged SET name = 'pupil' {one}", []),
        ("UPDATE tagged SET value = CAST(value AS BLOB) {one}", []),
        ("UPDATE tagged SET at = '2024-01-02' {one}", []),
        ("UPDATE tagged SET kind = 'log' {one}", []),
        ("UPDATE tagged SET id = '3' {one}", []),
        ("DELETE FROM tagged {one}", []),
        ("INSERT INTO tagged SELECT kind, name, value, '2023-01-01', id FROM tagged {one}", [STORED]),
        ("INSERT INTO tagged SELECT kind, 'person', 'bo', at, id FROM tagged {one}", [STORED]),
    ],
)
def test_a_search_by_a_damaged_order_finds_nothing_wrong(
    path: Path, statement: str, found: list[Document]
) -> None:
    """A row of the order that its document doesn't agree with leads nowhere, and is told of."""
    store = SQLiteBackend(path)
    put(store, attrs.evolve(STORED, tags=TAGS), attrs.evolve(OTHER, tags=(("person", "eve"),)))
    change(path, statement.format(one="WHERE id = '1' AND name = 'person'"))
    assert list(store.find(Query("note", (("person", "ada"),)))) == found
    for name, value in (("pupil", "ada"), ("person", "bo")):
        assert list(store.find(Query("note", ((name, value),)))) == []
    assert list(store.find(Query("note", (("person", "eve"),)))) != []
    assert not store.examine().is_sound
    assert list(store.get([STORED.key])) == [STORED]
    store.close()


def test_a_document_whose_tags_run_into_its_text_is_damaged() -> None:
    """Texts that are the same one after the other are not the same document."""
    whole = Document(Key("note", "1"), 1, 1, "4:text", tags=(("a", "b"),))
    kind, key_id, revision, schema, at, _, digest, tags = row_of(whole)
    with pytest.raises(DamagedDocument):
        document_of((kind, key_id, revision, schema, at, "1:a1:b4:text", digest, "[]"))
    with pytest.raises(DamagedDocument):
        document_of((kind + "1", key_id[1:], revision, schema, at, whole.body, digest, tags))


def test_the_digest_is_the_same_everywhere() -> None:
    """A digest written by one version of Python or of this library is checked by every other."""
    row = row_of(Document(Key("note", "é"), 2, 3, "text\n\U0001f600", "2024-01-01", TAGS))
    assert row[6].hex() == "0c7ea7cc43da883287fec9a948930c14"


def test_a_damaged_document_can_be_replaced_and_deleted(path: Path) -> None:
    """What can't be read can still be overwritten or removed by who knows its revision, tags and all."""
    store = SQLiteBackend(path)
    put(store, STORED, OTHER)
    change(path, "UPDATE document SET tags = 'x' WHERE id = '1'")
    change(path, "UPDATE document SET body = 'x' WHERE id = '2'")
    again = Document(STORED.key, 3, 1, "new", "2024-01-01", TAGS)
    store.commit([Put(again, 2), Delete(OTHER.key, 2)])
    assert list(store.find(Query("note", TAGS))) == list(store.find(Query("note"))) == [again]
    assert store.examine().is_sound
    store.close()


def test_a_revision_that_is_no_number_is_damage_to_a_commit(path: Path) -> None:
    """A commit does not compare with a revision that was changed into something else."""
    store = SQLiteBackend(path)
    put(store, STORED)
    change(path, "UPDATE document SET revision = 'two'")
    with pytest.raises(DamagedDocument):
        store.commit([Delete(STORED.key, 2), Put(OTHER, 0)])
    assert list(store.get([OTHER.key])) == [None]
    store.close()


def test_documents_before_a_damaged_one_are_found(path: Path) -> None:
    """A search gives what is whole until it comes to what is not."""
    store = SQLiteBackend(path)
    put(store, *(document(name) for name in "abc"))
    change(path, "UPDATE document SET body = 'x' WHERE id = 'b'")
    search = store.find(Query("note"))
    assert next(search) == document("a")
    with pytest.raises(DamagedDocument):
        next(search)
    assert list(store.find(Query("note", after=("", "b")))) == [document("c")]
    with pytest.raises(ConcurrencyConflict):
        put(store, document("b"))
    store.close()


def test_a_file_of_which_sqlite_speaks_in_no_text_is_damaged(path: Path) -> None:
    """It quotes the name of the table that is damaged, which is then no UTF-8."""
    put(store := SQLiteBackend(path), STORED)
    store.close()
    content = path.read_bytes()
    assert b"CREATE TABLE tagged" in content
    broken = content.replace(b"CREATE TABLE tagged", b"CREATE TABLX tagged")
    path.write_bytes(broken.replace(b"tabletaggedtagged", b"tabletag\xcf dtagged"))
    with pytest.raises(StorageUnavailable, match="the file is damaged"):
        SQLiteBackend(path)
