"""What is promised of ``find``: which documents a query asks for."""

from instructional_coaching.storage import Key, Put, Query, StorageBackend
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, document, ids, put

DAYS = {"undated": "", "a": "2024-03-01", "b": "2024-03-02", "c": "2024-03-03"}


def put_days(backend: StorageBackend) -> None:
    """Store a document for each of three days and one without a date, the last one first."""
    put(backend, *(document(name, at=at, tags=TAGS) for name, at in reversed(DAYS.items())))


class Finding(Promises):
    """Documents by kind, tags and dates."""

    def test_find_gives_the_kind_asked_for_and_no_other(self, backend: StorageBackend) -> None:
        """A kind is compared as a whole, and of one that nothing was stored under there is nothing."""
        put(backend, *(document("1", kind=kind, tags=TAGS) for kind in ("note", "log", "notes", "no")))
        assert list(backend.find(Query("note"))) == [document("1", tags=TAGS)]
        assert list(backend.find(Query("log", TAGS))) == [document("1", kind="log", tags=TAGS)]
        assert list(backend.find(Query("n"))) == list(backend.find(Query("Note"))) == []
        assert list(backend.find(Query(""))) == []

    def test_find_orders_by_date_and_then_by_id(self, backend: StorageBackend) -> None:
        """The order is that of the dates, those without one first, and within a date that of the ids."""
        dates = ["", "2023-12-31", "2024-01-01"]
        put(backend, *(document(f"{name}{at}", at=at, tags=TAGS) for name in "cab" for at in dates[::-1]))
        in_order = [f"{name}{at}" for at in dates for name in "abc"]
        assert ids(backend, Query("note")) == in_order
        assert ids(backend, Query("note", TAGS)) == in_order

    def test_ids_are_ordered_by_code_point(self, backend: StorageBackend) -> None:
        """Neither a language's alphabet nor the value of digits makes the order, but code points."""
        names = ["", "-", "10", "9", "B", "B ", "_", "a", "e\u0301", "z", "\xe9", "\uffff", "\U00010000"]
        put(backend, *(document(f"id{name}", tags=TAGS) for name in names[::-1]))
        assert ids(backend, Query("note")) == [f"id{name}" for name in names]
        assert ids(backend, Query("note", TAGS)) == [f"id{name}" for name in names]

    def test_find_needs_every_tag(self, backend: StorageBackend) -> None:
        """A document is found if it has all of the tags asked for; it may have others."""
        put(
            backend,
            document("both", tags=TAGS),
            document("more", tags=(*TAGS, ("year", "7"))),
            document("first", tags=TAGS[:1]),
            document("second", tags=TAGS[1:]),
            document("none"),
        )
        assert ids(backend, Query("note", TAGS)) == ["both", "more"]
        assert ids(backend, Query("note", TAGS[::-1])) == ["both", "more"]
        assert ids(backend, Query("note", TAGS[1:])) == ["both", "more", "second"]

    def test_a_tag_is_compared_by_its_name_and_its_value(self, backend: StorageBackend) -> None:
        """Neither the value under another name nor the name with another value will do."""
        put(
            backend,
            document("both", tags=TAGS),
            document("swapped", tags=(("ada", "person"), ("person", "north"), ("school", "ada"))),
            document("greater", tags=(TAGS[0], ("school", "south"))),
            document("lesser", tags=(TAGS[0], ("school", "east"))),
            document("longer", tags=(TAGS[0], ("school", "north side"))),
        )
        assert ids(backend, Query("note", TAGS)) == ["both"]
        assert ids(backend, Query("note", (("person", ""),))) == []
        assert ids(backend, Query("note", (("", "ada"),))) == []

    def test_a_name_may_have_several_values(self, backend: StorageBackend) -> None:
        """A document with two values under one name is found by either and by both, once."""
        two, one = (("person", "ada"), ("person", "bo")), (("person", "bo"),)
        put(backend, document("1", tags=two), document("2", tags=one))
        assert ids(backend, Query("note", two[:1])) == ["1"]
        assert ids(backend, Query("note", one)) == ["1", "2"]
        assert ids(backend, Query("note", two)) == ids(backend, Query("note", two[::-1])) == ["1"]

    def test_a_document_has_any_number_of_tags(self, backend: StorageBackend) -> None:
        """Two hundred tags come back, and each of them finds the document."""
        tags = tuple((f"name {n % 40:02}", f"value {n:03}") for n in range(200))
        put(backend, document("1", tags=tags), document("2", tags=tags[::3]))
        assert list(backend.find(Query("note", tags[:2]))) == [document("1", tags=tags)]
        assert [ids(backend, Query("note", (tag,))) for tag in tags[::3]] == [["1", "2"]] * 67

    def test_both_ends_of_a_range_belong_to_it(self, backend: StorageBackend) -> None:
        """A range of dates includes both its days, with and without tags."""
        put_days(backend)
        for tags in ((), TAGS[:1], TAGS):
            assert ids(backend, Query("note", tags, "2024-03-01")) == ["a", "b", "c"]
            assert ids(backend, Query("note", tags, "2024-03-02")) == ["b", "c"]
            assert ids(backend, Query("note", tags, "2024-03-01", "2024-03-02")) == ["a", "b"]
            assert ids(backend, Query("note", tags, "2024-03-02", "2024-03-02")) == ["b"]

    def test_a_document_without_a_date_comes_before_every_date(self, backend: StorageBackend) -> None:
        """An end alone doesn't leave it out; any beginning does."""
        put_days(backend)
        for tags in ((), TAGS[:1], TAGS):
            assert ids(backend, Query("note", tags)) == ["undated", "a", "b", "c"]
            assert ids(backend, Query("note", tags, until="2024-03-02")) == ["undated", "a", "b"]
            assert ids(backend, Query("note", tags, until="0001-01-01")) == ["undated"]
            assert ids(backend, Query("note", tags, since="0001-01-01")) == ["a", "b", "c"]

    def test_a_range_that_nothing_is_in_finds_nothing(self, backend: StorageBackend) -> None:
        """A range after the last date, between two of them, or that ends before it begins is empty."""
        put(backend, document("a", at="2024-03-01", tags=TAGS), document("b", at="2024-03-03", tags=TAGS))
        for tags in ((), TAGS):
            assert ids(backend, Query("note", tags, "2024-03-04")) == []
            assert ids(backend, Query("note", tags, "2024-03-02", "2024-03-02")) == []
            assert ids(backend, Query("note", tags, "2024-03-03", "2024-03-01")) == []

    def test_a_search_asks_for_all_of_it_at_once(self, backend: StorageBackend) -> None:
        """Kind, tags, range, cursor and limit hold together."""
        days = [f"2024-01-{day:02}" for day in range(1, 31)]
        for kind in ("note", "log"):
            put(backend, *(document(f"x {at}", at=at, kind=kind, tags=TAGS) for at in days))
            put(backend, *(document(f"y {at}", at=at, kind=kind, tags=TAGS[:1]) for at in days))
        query = Query("note", TAGS, "2024-01-05", "2024-01-20", ("2024-01-09", "x 2024-01-09"), 4)
        assert ids(backend, query) == [f"x 2024-01-{day}" for day in (10, 11, 12, 13)]
        assert ids(backend, Query("note", TAGS[:1], "2024-01-29", after=("2024-01-29", "x"))) == [
            f"{name} {at}" for at in days[-2:] for name in "xy"
        ]

    def test_a_date_that_was_moved_is_found_where_it_is_now(self, backend: StorageBackend) -> None:
        """After a put with another date the document has its place there, and none where it was."""
        put(backend, document("1", at="2024-03-01", tags=TAGS), document("2", at="2024-03-02", tags=TAGS))
        backend.commit([Put(document("1", 2, at="2024-03-03", tags=TAGS), 1)])
        for tags in ((), TAGS):
            assert ids(backend, Query("note", tags)) == ["2", "1"]
            assert ids(backend, Query("note", tags, until="2024-03-01")) == []
            assert ids(backend, Query("note", tags, since="2024-03-03")) == ["1"]
        assert [one.at for one in backend.get([Key("note", "1")]) if one] == ["2024-03-03"]
