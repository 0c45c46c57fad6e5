"""What is promised of ``commit``: all of its writes are made, or none."""

import pytest

from instructional_coaching.errors import ConcurrencyConflict, InvalidValue
from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, conflict_of, document, ids, put, stored


class Committing(Promises):
    """Puts and deletes."""

    def test_a_put_replaces_all_of_the_document(self, backend: StorageBackend) -> None:
        """After a put nothing of the earlier revision is left."""
        put(backend, document("1", body="before, and longer", at="2024-01-01", tags=TAGS))
        later = Document(Key("note", "1"), 2, 9, "after", "", (("year", "7"),))
        backend.commit([Put(later, 1)])
        assert stored(backend, "1") == later
        assert list(backend.find(Query("note"))) == [later]

    def test_a_tag_that_a_put_leaves_out_finds_the_document_no_more(self, backend: StorageBackend) -> None:
        """The tags of the earlier revision are forgotten; those that it keeps go on finding it."""
        put(backend, document("1", tags=TAGS), document("2", tags=TAGS))
        backend.commit([Put(document("1", 2, tags=TAGS[1:]), 1)])
        assert ids(backend, Query("note", TAGS[:1])) == ["2"]
        assert ids(backend, Query("note", TAGS)) == ["2"]
        assert ids(backend, Query("note", TAGS[1:])) == ["1", "2"]
        backend.commit([Put(document("1", 3), 2)])
        assert ids(backend, Query("note", TAGS[1:])) == ["2"]

    def test_a_tag_that_a_put_brings_finds_the_document(self, backend: StorageBackend) -> None:
        """A tag counts from the commit that brought it, though the document was there before."""
        put(backend, document("1"), document("2", tags=TAGS[:1]))
        backend.commit([Put(document("1", 2, tags=TAGS), 1), Put(document("2", 2, tags=TAGS), 1)])
        for tags in (TAGS, TAGS[:1], TAGS[1:]):
            assert ids(backend, Query("note", tags)) == ["1", "2"]

    def test_a_revision_may_leap(self, backend: StorageBackend) -> None:
        """A document begins at any revision, and goes on at any higher one."""
        put(backend, document("1", 5))
        backend.commit([Put(document("1", 70), 5)])
        backend.commit([Put(document("1", 71), 70)])
        assert stored(backend, "1") == document("1", 71)

    def test_a_put_may_rewrite_the_revision_that_is_stored(self, backend: StorageBackend) -> None:
        """Body, schema version, date and tags are replaced; the revision stays, for whoever has read it."""
        put(backend, document("1", 3, at="2024-01-01", tags=TAGS), document("2", tags=TAGS))
        again = Document(Key("note", "1"), 3, 2, "in another form", "2024-02-02", TAGS[:1])
        backend.commit([Put(again, 3, rewrites=True)])
        assert stored(backend, "1") == again
        assert list(backend.find(Query("note", TAGS[:1], since="2024-02-01"))) == [again]
        assert ids(backend, Query("note", TAGS)) == ["2"]
        backend.commit([Put(document("1", 4), 3)])
        assert stored(backend, "1") == document("1", 4)

    def test_a_deleted_document_is_gone(self, backend: StorageBackend) -> None:
        """After a delete there is nothing to get and nothing to find."""
        put(backend, document("1", tags=TAGS), document("2", tags=TAGS))
        backend.commit([Delete(Key("note", "1"), 1)])
        assert stored(backend, "1") is None
        assert ids(backend, Query("note")) == ["2"]
        assert ids(backend, Query("note", TAGS)) == ["2"]

    def test_the_key_of_a_deleted_document_is_free_again(self, backend: StorageBackend) -> None:
        """What is put there afterwards is a new document, with nothing of the old one."""
        put(backend, document("1", 4, at="2024-01-01", tags=TAGS))
        backend.commit([Delete(Key("note", "1"), 4)])
        put(backend, document("1", body="anew"))
        assert stored(backend, "1") == document("1", body="anew")
        assert ids(backend, Query("note", TAGS)) == []
        assert ids(backend, Query("note", since="2024-01-01")) == []

    def test_a_commit_leaves_other_documents_alone(self, backend: StorageBackend) -> None:
        """What a commit doesn't name stays as it is, be it ever so alike."""
        others = [document("1", kind="log", tags=TAGS), document("11", tags=TAGS), document("2", tags=TAGS)]
        put(backend, document("1", tags=TAGS), *others)
        backend.commit([Put(document("1", 2), 1)])
        backend.commit([Delete(Key("note", "1"), 2)])
        assert list(backend.get([one.key for one in others])) == others
        assert list(backend.find(Query("note", TAGS))) == others[1:]

    def test_a_commit_puts_and_deletes_together(self, backend: StorageBackend) -> None:
        """New, replaced and deleted documents, of several kinds, are one commit."""
        put(backend, document("old", tags=TAGS), document("doomed", tags=TAGS))
        backend.commit(
            [
                Put(document("new", kind="log", tags=TAGS), 0),
                Delete(Key("note", "doomed"), 1),
                Put(document("old", 2, "changed", tags=TAGS), 1),
            ]
        )
        assert list(backend.find(Query("note", TAGS))) == [document("old", 2, "changed", tags=TAGS)]
        assert list(backend.find(Query("log", TAGS))) == [document("new", kind="log", tags=TAGS)]

    def test_a_commit_makes_all_of_its_writes_or_none(self, backend: StorageBackend) -> None:
        """Wherever the refused write stands, none of the others is made."""
        old, doomed = document("old", tags=TAGS), document("doomed", tags=TAGS)
        put(backend, old, doomed)
        good: list[Write] = [
            Put(document("new", tags=TAGS), 0),
            Put(document("old", 2, "changed"), 1),
            Delete(doomed.key, 1),
        ]
        for position in range(4):
            writes = list(good)
            writes.insert(position, Put(document("absent", 2), 1))
            with pytest.raises(ConcurrencyConflict):
                backend.commit(writes)
            assert list(backend.find(Query("note"))) == [doomed, old]
            assert list(backend.find(Query("note", TAGS))) == [doomed, old]
            assert list(backend.get([Key("note", "new"), old.key, doomed.key])) == [None, old, doomed]

    def test_two_writes_for_one_key_are_refused(self, backend: StorageBackend) -> None:
        """A commit has one write for a key; with two of them it is an invalid value and writes nothing."""
        put(backend, document("3"))
        for second in (Put(document("1", 2), 1), Put(document("1"), 0), Delete(Key("note", "1"), 1)):
            with pytest.raises(InvalidValue):
                backend.commit([Put(document("2"), 0), Put(document("1"), 0), second])
        with pytest.raises(InvalidValue):
            backend.commit([Delete(Key("note", "3"), 1), Delete(Key("note", "3"), 1)])
        assert list(backend.find(Query("note"))) == [document("3")]

    def test_a_commit_of_nothing_is_allowed(self, backend: StorageBackend) -> None:
        """No writes, no change, no error."""
        backend.commit([])
        assert ids(backend, Query("note")) == []
        put(backend, document("1"))
        backend.commit([])
        assert list(backend.find(Query("note"))) == [document("1")]

    def test_one_commit_takes_any_number_of_writes(self, backend: StorageBackend) -> None:
        """Puts and deletes by the thousand are one commit."""
        names = [f"{n:04}" for n in range(2000)]
        put(backend, *(document(name, tags=TAGS) for name in names))
        puts: list[Write] = [Put(document(name, 2, tags=TAGS[:1]), 1) for name in names[::2]]
        backend.commit([*puts, *(Delete(Key("note", name), 1) for name in names[1::2])])
        assert ids(backend, Query("note", TAGS[:1])) == names[::2]
        assert ids(backend, Query("note", TAGS)) == []

    def test_a_thousand_writes_are_made_or_none(self, backend: StorageBackend) -> None:
        """A commit that a store would send in several parts is refused as a whole too."""
        names = [f"{n:04}" for n in range(1500)]
        put(backend, document("1499"))
        assert conflict_of(backend, [Put(document(name), 0) for name in names]) == ("note/1499", 0, 1)
        assert ids(backend, Query("note")) == ["1499"]
