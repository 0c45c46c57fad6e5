"""A stored document that is not what was written is never returned."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from instructional_coaching.errors import CoachingError, ConcurrencyConflict, DamagedDocument
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
        ("(body, digest) = (SELECT body, digest FROM document WHERE id = '2')", STORED.key),
    ],
)
def test_a_changed_document_is_damaged(path: Path, assignment: str, key: Key) -> None:
    """Whatever of a row is changed, reading the document is refused by its key; others are read."""
    damaged(path, f"UPDATE document SET {assignment} WHERE kind = 'note' AND id = '1'", key, Query(key.kind))


@pytest.mark.parametrize(
    ("statement", "key", "query"),
    [
        ("UPDATE tag SET name = 'pupil' {one}", STORED.key, Query("note", (("pupil", "ada"),))),
        ("UPDATE tag SET name = CAST(name AS BLOB) {one}", STORED.key, Query("note")),
        ("UPDATE tag SET value = 'bo' {one}", STORED.key, Query("note", (("person", "bo"),))),
        ("UPDATE tag SET at = '2024-01-02' {one}", STORED.key, Query("note", (("person", "ada"),))),
        ("UPDATE tag SET kind = 'log' {one}", STORED.key, Query("note")),
        ("UPDATE tag SET id = '3' {one}", STORED.key, Query("note", (("school", "north"),))),
        ("UPDATE tag SET id = '2' {one}", OTHER.key, None),
        ("DELETE FROM tag {one}", STORED.key, Query("note", (("school", "north"),))),
        ("INSERT INTO tag SELECT * FROM tag {one}", STORED.key, Query("note", (("person", "ada"),))),
        (
            "INSERT INTO tag SELECT kind, 'extra', '', at, id FROM tag {one}",
            STORED.key,
            Query("note", (("extra", ""),)),
        ),
    ],
)
def test_a_document_with_changed_tags_is_damaged(
    path: Path, statement: str, key: Key, query: Query | None
) -> None:
    """Whatever of a tag is changed, added or removed, the document it belongs to is refused."""
    damaged(path, statement.format(one="WHERE id = '1' AND name = 'person'"), key, query)


def test_a_document_whose_tags_run_into_its_text_is_damaged() -> None:
    """Texts that are the same one after the other are not the same document."""
    whole = Document(Key("note", "1"), 1, 1, "4:text", tags=(("a", "b"),))
    kind, key_id, revision, schema, at, _, digest = row_of(whole)
    with pytest.raises(DamagedDocument):
        document_of((kind, key_id, revision, schema, at, "1:a1:b4:text", digest), ())
    with pytest.raises(DamagedDocument):
        document_of((kind + "1", key_id[1:], revision, schema, at, whole.body, digest), [("a", "b", "")])


def test_the_digest_is_the_same_everywhere() -> None:
    """A digest written by one version of Python or of this library is checked by every other."""
    row = row_of(Document(Key("note", "é"), 2, 3, "text\n\U0001f600", "2024-01-01", TAGS))
    assert row[-1].hex() == "0c7ea7cc43da883287fec9a948930c14"


def test_a_damaged_document_can_be_replaced_and_deleted(path: Path) -> None:
    """What can't be read can still be overwritten or removed by who knows its revision, tags and all."""
    store = SQLiteBackend(path)
    put(store, STORED, OTHER)
    change(path, "INSERT INTO tag SELECT * FROM tag WHERE id = '1' AND name = 'person'")
    change(path, "UPDATE document SET body = 'x' WHERE id = '2'")
    again = Document(STORED.key, 3, 1, "new", "2024-01-01", TAGS)
    store.commit([Put(again, 2), Delete(OTHER.key, 2)])
    assert list(store.find(Query("note", TAGS))) == list(store.find(Query("note"))) == [again]
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
