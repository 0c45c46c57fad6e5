"""What is promised of ``get``."""

from instructional_coaching.storage import Document, Key, Put, Query, StorageBackend
from instructional_coaching.storage.port import HIGHEST
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, document, ids, put, stored


class Reading(Promises):
    """Documents by their keys."""

    def test_a_document_comes_back_as_it_was_put(self, backend: StorageBackend) -> None:
        """Every field of a document comes back as it was put, from ``get`` and from ``find``."""
        one = Document(Key("note", "1"), 7, 3, '{"said": "yes"}', "2024-02-29", TAGS)
        put(backend, one)
        assert list(backend.get([one.key])) == [one]
        assert list(backend.find(Query("note"))) == [one]
        assert list(backend.find(Query("note", TAGS))) == [one]

    def test_the_schema_version_comes_back_as_it_was_put(self, backend: StorageBackend) -> None:
        """The store keeps the schema version of each document, and makes up none."""
        versions = [1, 2, 40, HIGHEST]
        put(backend, *(Document(Key("note", f"{one}"), 1, one, "") for one in versions))
        found = backend.get([Key("note", f"{one}") for one in versions])
        assert [one and one.schema for one in found] == versions

    def test_the_highest_numbers_come_back(self, backend: StorageBackend) -> None:
        """Revisions and schema versions may be as high as 2**63 - 1, and are compared exactly."""
        almost = Document(Key("note", "1"), HIGHEST - 1, HIGHEST - 1, "")
        put(backend, almost)
        assert stored(backend, "1") == almost
        highest = Document(Key("note", "1"), HIGHEST, HIGHEST, "")
        backend.commit([Put(highest, HIGHEST - 1)])
        assert stored(backend, "1") == highest

    def test_get_answers_in_the_order_of_the_keys(self, backend: StorageBackend) -> None:
        """The answer has a place for every key, in the order of the keys."""
        a, b, c = document("a"), document("b", tags=TAGS), document("c")
        put(backend, a, b, c)
        assert list(backend.get([b.key, c.key, a.key])) == [b, c, a]
        assert list(backend.get([c.key, a.key, b.key])) == [c, a, b]

    def test_get_answers_none_where_there_is_no_document(self, backend: StorageBackend) -> None:
        """A missing document takes its place in the answer, as None."""
        a, b = document("a"), document("b")
        put(backend, a, b)
        absent = Key("note", "c")
        assert list(backend.get([absent, b.key, absent, a.key])) == [None, b, None, a]

    def test_a_key_that_is_asked_for_twice_is_answered_twice(self, backend: StorageBackend) -> None:
        """A key may be repeated, and each time it is answered."""
        a, b = document("a"), document("b")
        put(backend, a, b)
        assert list(backend.get([a.key, b.key, a.key, a.key])) == [a, b, a, a]

    def test_getting_nothing_answers_nothing(self, backend: StorageBackend) -> None:
        """No keys, no documents, no error."""
        put(backend, document("a"))
        assert list(backend.get([])) == []

    def test_get_takes_any_number_of_keys_of_any_kinds(self, backend: StorageBackend) -> None:
        """Two thousand keys and more, of several kinds, are one request."""
        those = [
            document(f"{n}", kind=kind, body=f"{kind} {n}", tags=(("n", f"{n}"),))
            for n in range(1201)
            for kind in ("note", "log")
        ]
        put(backend, *those)
        assert list(backend.get([one.key for one in those])) == those

    def test_kind_and_id_together_are_the_key(self, backend: StorageBackend) -> None:
        """The same id under another kind is another document."""
        note, log = document("1", body="a note", tags=TAGS), document("1", body="a log", kind="log")
        put(backend, note, log)
        assert list(backend.get([note.key, log.key])) == [note, log]
        backend.commit([Put(document("1", 2, kind="log"), 1)])
        assert list(backend.get([note.key])) == [note]

    def test_kind_and_id_are_not_run_together(self, backend: StorageBackend) -> None:
        """Two keys that would read the same one part after the other are two keys."""
        keys = [Key("ab", "c"), Key("a", "bc"), Key("a", "b/c"), Key("a", "b\0c"), Key("a\0b", "c")]
        those = [Document(key, 1, 1, f"{number}") for number, key in enumerate(keys)]
        put(backend, *those)
        assert list(backend.get(keys)) == those

    def test_get_sees_what_was_just_committed(self, backend: StorageBackend) -> None:
        """A commit that has returned is seen by every later request, whatever was read before."""
        put(backend, document("1", tags=TAGS))
        for revision in range(1, 6):
            assert stored(backend, "1") == document("1", revision, tags=TAGS)
            assert list(backend.find(Query("note", TAGS))) == [document("1", revision, tags=TAGS)]
            backend.commit([Put(document("1", revision + 1, tags=TAGS), revision)])
        assert stored(backend, "2") is None
        put(backend, document("2"))
        assert stored(backend, "2") == document("2")

    def test_reading_changes_nothing(self, backend: StorageBackend) -> None:
        """Whatever is asked, and however often, the answer stays the same until something is committed."""
        put(backend, *(document(name, at=f"2024-01-0{name}", tags=TAGS) for name in "123"))
        for _ in range(3):
            assert stored(backend, "2") == document("2", at="2024-01-02", tags=TAGS)
            assert stored(backend, "4") is None
            assert ids(backend, Query("note", TAGS, since="2024-01-02", limit=1)) == ["2"]
            assert ids(backend, Query("note")) == ["1", "2", "3"]

    def test_an_answer_that_was_given_does_not_change(self, backend: StorageBackend) -> None:
        """What was read before a commit still says what was stored then."""
        one = document("1", body="before")
        put(backend, one)
        answer, searched = backend.get([one.key]), list(backend.find(Query("note")))
        backend.commit([Put(document("1", 2, "after"), 1)])
        assert list(answer) == searched == [one]
