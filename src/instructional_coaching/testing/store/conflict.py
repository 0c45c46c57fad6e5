"""What is promised of conflicts: no write is made on a wrong expectation, and whoever made it is told."""

import pytest

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Delete, Key, Put, Query, StorageBackend, Write
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, conflict_of, document, ids, put, stored


class Conflict(Promises):
    """Expected revisions."""

    def test_a_put_that_expects_nothing_is_refused_where_there_is_a_document(
        self, backend: StorageBackend
    ) -> None:
        """Expecting 0 means that there must be no document."""
        put(backend, document("1", 3, tags=TAGS))
        assert conflict_of(backend, [Put(document("1", 4, "other"), 0)]) == ("note/1", 0, 3)
        assert list(backend.find(Query("note", TAGS))) == [document("1", 3, tags=TAGS)]

    def test_a_put_that_expects_an_earlier_revision_is_refused(self, backend: StorageBackend) -> None:
        """What somebody saved in between isn't written over."""
        put(backend, document("1"))
        backend.commit([Put(document("1", 2, "saved in between"), 1)])
        assert conflict_of(backend, [Put(document("1", 9, "late"), 1)]) == ("note/1", 1, 2)
        assert stored(backend, "1") == document("1", 2, "saved in between")

    def test_a_put_that_expects_a_later_revision_is_refused(self, backend: StorageBackend) -> None:
        """The stored revision must equal the expected one: higher will not do."""
        put(backend, document("1", 2))
        assert conflict_of(backend, [Put(document("1", 9), 3)]) == ("note/1", 3, 2)
        assert stored(backend, "1") == document("1", 2)

    def test_a_put_that_expects_a_document_is_refused_where_there_is_none(
        self, backend: StorageBackend
    ) -> None:
        """A document that is absent counts as revision 0."""
        assert conflict_of(backend, [Put(document("1", 2), 1)]) == ("note/1", 1, 0)
        assert ids(backend, Query("note")) == []

    def test_a_put_is_refused_where_the_document_was_deleted(self, backend: StorageBackend) -> None:
        """The revision of what was deleted counts no more."""
        put(backend, document("1", 3))
        backend.commit([Delete(Key("note", "1"), 3)])
        assert conflict_of(backend, [Put(document("1", 4), 3)]) == ("note/1", 3, 0)
        assert ids(backend, Query("note")) == []

    def test_a_put_that_rewrites_another_revision_is_refused(self, backend: StorageBackend) -> None:
        """What was saved in between isn't taken back by an earlier revision in another form."""
        put(backend, document("1", 2, "saved in between"))
        for revision in (1, 3):
            rewriting = Put(document("1", revision, "in another form"), revision, rewrites=True)
            assert conflict_of(backend, [rewriting]) == ("note/1", revision, 2)
        assert stored(backend, "1") == document("1", 2, "saved in between")

    def test_a_delete_that_expects_another_revision_is_refused(self, backend: StorageBackend) -> None:
        """A document saved in between isn't deleted."""
        one = document("1", 2, tags=TAGS)
        put(backend, one)
        assert conflict_of(backend, [Delete(one.key, 1)]) == ("note/1", 1, 2)
        assert conflict_of(backend, [Delete(one.key, 3)]) == ("note/1", 3, 2)
        assert list(backend.find(Query("note", TAGS))) == [one]

    def test_a_delete_is_refused_where_there_is_no_document(self, backend: StorageBackend) -> None:
        """What isn't there, or was deleted already, isn't deleted."""
        assert conflict_of(backend, [Delete(Key("note", "1"), 1)]) == ("note/1", 1, 0)
        put(backend, document("1"))
        backend.commit([Delete(Key("note", "1"), 1)])
        assert conflict_of(backend, [Delete(Key("note", "1"), 1)]) == ("note/1", 1, 0)

    def test_a_commit_that_is_repeated_is_refused(self, backend: StorageBackend) -> None:
        """So it is safe to repeat one whose outcome is unknown: it is never made twice."""
        put(backend, document("1"), document("2"))
        writes: list[Write] = [Put(document("1", 2), 1), Delete(Key("note", "2"), 1), Put(document("3"), 0)]
        backend.commit(writes)
        assert conflict_of(backend, writes) == ("note/1", 1, 2)
        assert list(backend.find(Query("note"))) == [document("1", 2), document("3")]

    def test_the_first_conflict_is_the_one_named(self, backend: StorageBackend) -> None:
        """Of several conflicts the first in the order of the writes is raised."""
        put(backend, document("a"), document("b"), document("d"))
        put_a, delete_b = Put(document("a"), 0), Delete(Key("note", "b"), 7)
        fine, delete_c = Put(document("d", 2), 1), Delete(Key("note", "c"), 1)
        assert conflict_of(backend, [fine, delete_b, put_a, delete_c]) == ("note/b", 7, 1)
        assert conflict_of(backend, [fine, put_a, delete_c, delete_b]) == ("note/a", 0, 1)
        assert conflict_of(backend, [delete_c, put_a, fine, delete_b]) == ("note/c", 1, 0)

    def test_a_conflict_leaves_the_store_as_usable_as_before(self, backend: StorageBackend) -> None:
        """After a conflict the same thread reads and commits on, as often as it likes."""
        put(backend, document("1"))
        for revision in range(1, 20):
            wrong = revision + 1
            assert conflict_of(backend, [Put(document("1", 99), wrong)]) == ("note/1", wrong, revision)
            assert stored(backend, "1") == document("1", revision)
            backend.commit([Put(document("1", revision + 1), revision)])

    def test_a_conflict_does_not_quote_the_text(self, backend: StorageBackend) -> None:
        """Neither the error nor anything behind it holds the body: errors are logged."""
        put(backend, document("1", body="secret", tags=TAGS))
        with pytest.raises(ConcurrencyConflict) as refusal:
            put(backend, document("1", body="secret", tags=TAGS))
        error: BaseException | None = refusal.value
        for _ in range(10):
            if error is not None:
                assert "secret" not in f"{error!r} {error} {error.args}"
                error = error.__cause__ or error.__context__
