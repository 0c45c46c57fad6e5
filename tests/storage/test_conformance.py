"""What every store promises, one test to a promise."""

import sys
from collections.abc import Iterator
from threading import Thread

import pytest

from instructional_coaching.errors import ConcurrencyConflict, InvalidValue, StorageUnavailable
from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.storage.memory import MemoryBackend
from tests.storage.samples import TAGS, document, ids, put

# --- get -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", 'it\'s "quoted"\r\n', "before\0after", "\ufeffé\uffff\U0001f600", "x" * 2_000_000]
)
def test_a_document_comes_back_as_it_was_put(backend: StorageBackend, text: str) -> None:
    """Every field of a document comes back as it was put, whatever its text."""
    short = text[:1000]
    stored = Document(
        Key("kind of " + short.replace("/", ""), "id " + short), 7, 3, text, "2024-02-29", ((short, short),)
    )
    put(backend, stored)
    assert backend.get([stored.key]) == [stored]
    assert list(backend.find(Query(stored.key.kind, stored.tags))) == [stored]


def test_get_answers_in_the_order_of_the_keys(backend: StorageBackend) -> None:
    """The answer has a place for every key, in their order, with None where there is no document."""
    a, b = document("a"), document("b", tags=TAGS)
    put(backend, a, b)
    assert list(backend.get([b.key, Key("note", "c"), a.key, b.key])) == [b, None, a, b]
    assert list(backend.get([])) == []


def test_get_takes_any_number_of_keys_of_any_kinds(backend: StorageBackend) -> None:
    """A thousand keys and more, of several kinds, are one request."""
    stored = [
        document(f"{n}", kind=kind, body=f"{kind} {n}", tags=(("n", f"{n}"),))
        for n in range(1201)
        for kind in ("note", "log")
    ]
    put(backend, *stored)
    assert list(backend.get([one.key for one in stored])) == stored


def test_kind_and_id_together_are_the_key(backend: StorageBackend) -> None:
    """The same id under another kind is another document."""
    note, log = document("1", body="a note", tags=TAGS), document("1", body="a log", kind="log")
    put(backend, note, log)
    assert list(backend.get([note.key, log.key])) == [note, log]
    assert list(backend.find(Query("note"))) == [note]
    assert list(backend.find(Query("log", TAGS))) == []


# --- commit --------------------------------------------------------------------------------------------


def test_a_put_replaces_all_of_the_document(backend: StorageBackend) -> None:
    """After a put nothing of the earlier revision is left, neither to get nor to find."""
    put(backend, document("1", at="2024-01-01", tags=TAGS))
    later = Document(Key("note", "1"), 5, 2, "other", "2025-01-01", (("person", "bo"), ("school", "north")))
    backend.commit([Put(later, 1)])
    assert list(backend.get([later.key])) == [later]
    assert ids(backend, Query("note", (("person", "ada"),))) == []
    assert ids(backend, Query("note", (("school", "north"),), until="2024-12-31")) == []
    assert ids(backend, Query("note", until="2024-12-31")) == []
    assert ids(backend, Query("note", later.tags, since="2025-01-01")) == ["1"]


def test_a_put_that_expects_nothing_is_refused_where_there_is_a_document(backend: StorageBackend) -> None:
    """Expecting 0 means that there must be no document."""
    first = document("1", revision=3)
    put(backend, first)
    with pytest.raises(ConcurrencyConflict) as conflict:
        put(backend, document("1", revision=4))
    assert conflict.value.args == ("note/1", 0, 3)
    assert list(backend.get([first.key])) == [first]


@pytest.mark.parametrize("expected", [1, 3])
def test_a_put_that_expects_another_revision_is_refused(backend: StorageBackend, expected: int) -> None:
    """The stored revision must equal the expected one: neither lower nor higher will do."""
    first = document("1", revision=2)
    put(backend, first)
    with pytest.raises(ConcurrencyConflict) as conflict:
        backend.commit([Put(document("1", revision=9), expected)])
    assert conflict.value.args == ("note/1", expected, 2)
    assert list(backend.get([first.key])) == [first]


@pytest.mark.parametrize("write", [Put(document("1", revision=2), 1), Delete(Key("note", "1"), 1)])
def test_a_write_that_expects_a_document_is_refused_where_there_is_none(
    backend: StorageBackend, write: Write
) -> None:
    """A document that is absent counts as revision 0."""
    with pytest.raises(ConcurrencyConflict) as conflict:
        backend.commit([write])
    assert conflict.value.args == ("note/1", 1, 0)
    assert list(backend.find(Query("note"))) == []


def test_a_deleted_document_is_gone(backend: StorageBackend) -> None:
    """After a delete there is nothing to get, nothing to find, and the key is free again, without tags."""
    put(backend, document("1", tags=TAGS), document("2", tags=TAGS))
    backend.commit([Delete(Key("note", "1"), 1)])
    assert list(backend.get([Key("note", "1")])) == [None]
    assert ids(backend, Query("note")) == ids(backend, Query("note", TAGS)) == ["2"]
    again = document("1")
    put(backend, again)
    assert list(backend.get([again.key])) == [again]
    assert ids(backend, Query("note", TAGS)) == ["2"]


def test_a_delete_that_expects_another_revision_is_refused(backend: StorageBackend) -> None:
    """A document saved in between is not deleted."""
    stored = document("1", revision=2, tags=TAGS)
    put(backend, stored)
    with pytest.raises(ConcurrencyConflict) as conflict:
        backend.commit([Delete(stored.key, 1)])
    assert conflict.value.args == ("note/1", 1, 2)
    assert list(backend.find(Query("note", TAGS))) == [stored]


@pytest.mark.parametrize("position", [0, 1, 2, 3])
def test_a_commit_makes_all_of_its_writes_or_none(backend: StorageBackend, position: int) -> None:
    """Wherever the refused write stands, none of the others is made."""
    old, doomed = document("old", tags=TAGS), document("doomed", tags=TAGS)
    put(backend, old, doomed)
    writes: list[Write] = [
        Put(document("new", tags=TAGS), 0),
        Put(document("old", 2, "changed"), 1),
        Delete(doomed.key, 1),
    ]
    writes.insert(position, Put(document("absent", 2), 1))
    with pytest.raises(ConcurrencyConflict):
        backend.commit(writes)
    assert list(backend.find(Query("note"))) == [doomed, old]
    assert list(backend.find(Query("note", TAGS))) == [doomed, old]


def test_the_first_conflict_is_the_one_named(backend: StorageBackend) -> None:
    """Of several conflicts the first in the order of the writes is raised."""
    put(backend, document("a"), document("b"))
    with pytest.raises(ConcurrencyConflict) as conflict:
        backend.commit([Delete(Key("note", "b"), 7), Put(document("a"), 0), Delete(Key("note", "c"), 1)])
    assert conflict.value.key == "note/b"


@pytest.mark.parametrize(
    "second", [Put(document("1", 2), 1), Put(document("1"), 0), Delete(Key("note", "1"), 1)]
)
def test_two_writes_for_one_key_are_refused(backend: StorageBackend, second: Write) -> None:
    """A commit has one write for a key; with two of them nothing is written."""
    with pytest.raises(InvalidValue):
        backend.commit([Put(document("2"), 0), Put(document("1"), 0), second])
    assert ids(backend, Query("note")) == []


def test_a_commit_of_nothing_is_allowed(backend: StorageBackend) -> None:
    """No writes, no change, no error."""
    backend.commit([])
    assert ids(backend, Query("note")) == []


def test_one_commit_takes_any_number_of_writes(backend: StorageBackend) -> None:
    """Puts and deletes by the thousand are one commit."""
    put(backend, *(document(f"{n:04}", tags=TAGS) for n in range(2000)))
    backend.commit(
        [
            Delete(Key("note", f"{n:04}"), 1) if n % 2 else Put(document(f"{n:04}", 2, tags=TAGS[:1]), 1)
            for n in range(2000)
        ]
    )
    assert ids(backend, Query("note", TAGS[:1])) == [f"{n:04}" for n in range(0, 2000, 2)]
    assert ids(backend, Query("note", TAGS)) == []


def test_a_conflict_does_not_quote_the_text(backend: StorageBackend) -> None:
    """Neither the error nor anything behind it holds the body."""
    put(backend, document("1", body="secret"))
    with pytest.raises(ConcurrencyConflict) as conflict:
        put(backend, document("1", body="secret"))
    assert "secret" not in repr((conflict.value, conflict.value.__cause__, conflict.value.__context__))


# --- find ----------------------------------------------------------------------------------------------


def test_find_orders_by_date_and_id_by_code_point(backend: StorageBackend) -> None:
    """The order is that of the dates, then of the ids, both by code point, whatever was put first."""
    names = ["10", "9", "B", "a", "e\u0301", "z", "\xe9", "\uffff", "\U00010000"]
    dates = ["", "2023-12-31", "2024-01-01"]
    put(backend, *(document(f"{name}@{at}", at=at, tags=TAGS) for name in names[::-1] for at in dates[::-1]))
    in_order = [f"{name}@{at}" for at in dates for name in names]
    assert ids(backend, Query("note")) == in_order
    assert ids(backend, Query("note", TAGS)) == in_order


def test_find_needs_every_tag(backend: StorageBackend) -> None:
    """A document is found if it has all of the tags asked for; other tags do not matter."""
    put(
        backend,
        document("both", tags=TAGS),
        document("more", tags=(*TAGS, ("year", "7"))),
        document("first", tags=TAGS[:1]),
        document("second", tags=TAGS[1:]),
        document("swapped", tags=(("ada", "person"), ("person", "north"), ("school", "ada"))),
        document("greater", tags=(TAGS[0], ("school", "south"))),
        document("lesser", tags=(TAGS[0], ("school", "east"))),
        document("none"),
    )
    assert ids(backend, Query("note", TAGS)) == ids(backend, Query("note", TAGS[::-1])) == ["both", "more"]
    assert ids(backend, Query("note", TAGS[1:])) == ["both", "more", "second"]
    assert ids(backend, Query("note", (("person", ""),))) == []


def test_a_name_may_have_several_values(backend: StorageBackend) -> None:
    """A document with two values under one name is found by either and by both, once."""
    put(
        backend,
        document("1", tags=(("person", "ada"), ("person", "bo"))),
        document("2", tags=(("person", "bo"),)),
    )
    assert ids(backend, Query("note", (("person", "ada"),))) == ["1"]
    assert ids(backend, Query("note", (("person", "bo"),))) == ["1", "2"]
    assert ids(backend, Query("note", (("person", "ada"), ("person", "bo")))) == ["1"]


@pytest.mark.parametrize("tags", [(), TAGS[:1], TAGS])
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", ["undated", "a", "b", "c"]),
        ("2024-03-01", "", ["a", "b", "c"]),
        ("2024-03-02", "", ["b", "c"]),
        ("", "2024-03-02", ["undated", "a", "b"]),
        ("2024-03-02", "2024-03-02", ["b"]),
        ("2024-03-04", "", []),
        ("2024-03-03", "2024-03-01", []),
    ],
)
def test_both_ends_of_a_range_belong_to_it(
    backend: StorageBackend, tags: tuple[tuple[str, str], ...], since: str, until: str, expected: list[str]
) -> None:
    """A range of dates includes both its days; no date comes before every date."""
    dates = {"c": "2024-03-03", "b": "2024-03-02", "a": "2024-03-01", "undated": ""}
    put(backend, *(document(name, at=at, tags=TAGS) for name, at in dates.items()))
    assert ids(backend, Query("note", tags, since, until)) == expected


@pytest.mark.parametrize("tags", [(), TAGS])
def test_a_search_goes_on_after_the_last_document_seen(
    backend: StorageBackend, tags: tuple[tuple[str, str], ...]
) -> None:
    """With a limit and the last document as cursor a search is read bit by bit, each document once."""
    dates = ["", "2024-01-01", "2024-01-02"]
    stored = [document(f"{name}{at}", at=at, tags=TAGS) for at in dates for name in "abc"]
    put(backend, *stored[::-1])
    seen: list[Document] = []
    while bit := list(
        backend.find(Query("note", tags, after=(seen[-1].at, seen[-1].key.id) if seen else None, limit=2))
    ):
        assert len(bit) == min(2, len(stored) - len(seen))
        seen += bit
    assert seen == stored
    between = Query("note", tags, after=("2024-01-01", "z"))
    assert list(backend.find(between)) == stored[-3:]


def test_a_cursor_does_not_lift_the_range(backend: StorageBackend) -> None:
    """A cursor before the range leaves the range as it is, and one inside narrows it."""
    put(backend, *(document(name, at=f"2024-01-0{name}", tags=TAGS) for name in "1234"))
    before = Query("note", TAGS, "2024-01-02", "2024-01-03", after=("2024-01-01", "1"))
    inside = Query("note", TAGS, "2024-01-02", "2024-01-03", after=("2024-01-02", "2"))
    assert (ids(backend, before), ids(backend, inside)) == (["2", "3"], ["3"])


@pytest.mark.parametrize(
    ("limit", "expected"), [(0, 0), (1, 1), (500, 500), (501, 501), (1203, 1203), (None, 1203)]
)
def test_a_long_search_is_complete_and_in_order(
    backend: StorageBackend, limit: int | None, expected: int
) -> None:
    """However many documents there are, each comes once and in order, up to the limit."""
    names = [f"{n:04}" for n in range(1203)]
    put(backend, *(document(name, at="2024-01-01", tags=(("a", name), *TAGS)) for name in reversed(names)))
    assert ids(backend, Query("note", limit=limit)) == names[:expected]
    assert ids(backend, Query("note", TAGS, limit=limit)) == names[:expected]


@pytest.mark.parametrize("tags", [(), TAGS])
def test_commits_go_on_while_a_search_is_read(
    backend: StorageBackend, tags: tuple[tuple[str, str], ...]
) -> None:
    """A search half read keeps no other thread from committing, and what was not changed comes once."""
    names = [f"{n:04}" for n in range(1203)]
    put(backend, *(document(name, tags=TAGS) for name in names))
    search = backend.find(Query("note", tags))
    seen = [next(search).key.id for _ in range(3)]
    changes: list[Write] = [
        Delete(Key("note", "0000"), 1),
        Delete(Key("note", "0499"), 1),
        Delete(Key("note", "1100"), 1),
        Put(document("0000a", tags=TAGS), 0),
        Put(document("1202a", tags=TAGS), 0),
    ]
    other = Thread(target=backend.commit, args=(changes,), daemon=True)
    other.start()
    other.join(timeout=20)
    assert not other.is_alive()
    seen += [one.key.id for one in search]
    untouched = sorted(set(names) - {"0000", "0499", "1100"})
    assert [name for name in seen if name in set(untouched)] == untouched
    assert len(seen) == len(set(seen))


# --- threads and closing -------------------------------------------------------------------------------


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that change places as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hurried")
def test_no_change_of_any_thread_is_lost(backend: StorageBackend) -> None:
    """Threads that count some documents up together lose none of their steps and never see half of one."""
    names = [f"{n:02}" for n in range(50)]
    put(backend, *(document(name) for name in names))
    seen: set[int] = set()

    each = 60 if isinstance(backend, MemoryBackend) else 15  # a file waits for the disk at every step

    def count() -> None:
        steps = each
        while steps:
            stored = backend.get([Key("note", name) for name in names])
            revisions = {one.revision for one in stored if one is not None}
            seen.add(len(revisions))
            revision = max(revisions)
            try:
                backend.commit([Put(document(name, revision + 1, tags=TAGS), revision) for name in names])
            except ConcurrencyConflict:
                continue
            steps -= 1

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {1}
    assert list(backend.find(Query("note", TAGS))) == [
        document(name, 1 + 4 * each, tags=TAGS) for name in names
    ]


def test_a_closed_store_refuses_everything(backend: StorageBackend) -> None:
    """After close every request is refused as unavailable, and closing again is allowed."""
    put(backend, document("1"))
    backend.close()
    backend.close()
    with pytest.raises(StorageUnavailable):
        backend.get([Key("note", "1")])
    with pytest.raises(StorageUnavailable):
        next(backend.find(Query("note")))
    with pytest.raises(StorageUnavailable):
        backend.commit([])
    with pytest.raises(StorageUnavailable):
        put(backend, document("2"))
