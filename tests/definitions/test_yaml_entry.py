"""A journal read entry by entry: the same values and places as at once, one entry at a time."""

import io
import tracemalloc

import pytest

from instructional_coaching.definitions.strict_yaml import Entries, Limits, Tree, read_entries, read_yaml

FILE = """\
# a scenario
title: Ein Jahr für Ben 𝄞
rules: {every: 14, unit: days}
journal:
  - {when: 2026-09-07, by: amara, do: relationship.begin}

  - when: 2026-09-14
    by: amara
    note: "ü, ok"
  # between two entries
  - just text
expect:
  - {ask: view}
"""


def entries_of(text: str | bytes, key: str = "journal", limits: Limits | None = None) -> Entries:
    raw = text.encode() if isinstance(text, str) else text
    return read_entries(io.BytesIO(raw), "x.yaml", key, limits or Limits())


def problems(*trees: Tree) -> list[str]:
    found = [one for tree in trees for one in tree.problems]
    return [f"{one.line}:{one.column} {one.path} {one.message} ({one.code})" for one in found]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_entries_are_what_the_file_holds_with_the_lines_of_the_file(end: str, mark: str) -> None:
    """Head, entries and tail together are the whole; a path begins at the entry, a place at the file."""
    text = mark + FILE.replace("\n", end)
    whole, entries = read_yaml(text, "x.yaml"), entries_of(text)
    assert entries.head.plain == {
        "title": "Ein Jahr für Ben 𝄞",
        "rules": {"every": 14, "unit": "days"},
        "journal": [],
    }
    read = list(entries)
    assert isinstance(whole.plain, dict)
    assert [tree.plain for tree in read] == whole.plain["journal"]
    assert entries.tail.plain == {"expect": whole.plain["expect"]}
    assert problems(entries.head, *read, entries.tail) == []
    for number, tree in enumerate(read):
        assert tree.place("$") == whole.place(f"$.journal[{number}]")
    assert read[1].place("$.note") == whole.place("$.journal[1].note") == (9, 11)
    assert read[1].key_place("$.note") == (9, 5)
    assert entries.head.place("$.rules.unit") == (3, 26)
    assert entries.head.key_place("$.journal") == (4, 1)
    assert entries.tail.place("$.expect[0].ask") == whole.place("$.expect[0].ask") == (13, 11)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "head", "tail"),
    [
        ("a: 1\n", {"a": 1}, {}),
        ("a: 1\njournal: {b: 1}\nc: 2\n", {"a": 1, "journal": {"b": 1}, "c": 2}, {}),
        ("journal:\nc: 2\n", {"journal": None, "c": 2}, {}),
        ("journal: []\nc: 2\n", {"journal": []}, {"c": 2}),
        ("- journal\n", ["journal"], {}),
        ("journal\n", "journal", {}),
    ],
)
def test_without_a_list_under_the_key_all_is_head(text: str, head: object, tail: object) -> None:
    """Whoever reads it sees from the head what is there instead."""
    entries = entries_of(text)
    assert list(entries) == []
    assert (entries.head.plain, entries.tail.plain) == (head, tail)
    assert problems(entries.head, entries.tail) == []
    assert not entries.tail.is_incomplete("$")


@pytest.mark.usefixtures("parser")
def test_what_is_refused_is_told_with_the_entry_it_is_in() -> None:
    """Only a syntax error ends the reading."""
    entries = entries_of(
        b"t: &a 1\njournal:\n  - {a: *x, b: 1}\n  - {a: 1, a: 2}\n"
        b"  - a: \x07\xff\n\n  - a: 2\nt: 2\nu: !!str 1\n"
    )
    first, second, third, fourth = entries
    assert problems(entries.head) == ["1:4 $.t has an anchor (&) (syntax)"]
    assert problems(first) == ["3:9 $.a has an alias (*) (syntax)"]
    assert problems(second) == ["4:12 $ key 'a' is there twice (syntax)"]
    assert problems(third) == [
        "5:8  has a control character, U+0007 (syntax)",
        "5:9  a character is not UTF-8 (syntax)",
    ]
    assert (fourth.plain, problems(fourth)) == ({"a": 2}, [])
    assert problems(entries.tail) == [
        "8:1 $ key 't' is there twice (syntax)",
        "9:4 $.u has a tag (!) (syntax)",
    ]


@pytest.mark.usefixtures("parser")
def test_a_syntax_error_ends_the_reading() -> None:
    """The entries before it were read; the problem is the tail's, which is incomplete."""
    entries = entries_of("journal:\n  - a: 1\n  - b: 1\n    b: 2\n    c: @\n  - d: 1\nexpect: 1\n")
    assert [tree.plain for tree in entries] == [{"a": 1}]
    assert problems(entries.tail) == [
        "4:5 $ key 'b' is there twice (syntax)",
        "5:8  has a text that begins with a sign of YAML (syntax)",
    ]
    assert entries.tail.plain == {}
    assert entries.tail.is_incomplete("$")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 $ is empty (syntax)"),
        ("a: b: c\njournal: [1]\n", "1:5  has a second colon in the same line (syntax)"),
        ("a: [1, 2\n", "1:4  has a bracket that is opened here and not closed (syntax)"),
        ("a: {b: {c: {d: 1}}}\n", "1:12 $.a.b.c is more than 3 deep (too-deep)"),
    ],
)
def test_a_head_that_can_not_be_read_has_no_entries(text: str, expected: str) -> None:
    """Its problem is told once."""
    entries = entries_of(text, limits=Limits(depth=3))
    assert list(entries) == []
    assert problems(entries.head, entries.tail) == [expected]
    assert entries.head.is_incomplete("$")


@pytest.mark.usefixtures("parser")
def test_limits_hold_for_each_entry() -> None:
    """A file may hold any number of entries; one that exceeds a limit ends the reading."""
    limits = Limits(size=200, depth=2, values=6)
    many = "journal:\n" + "- {a: 1, b: [2, 3]}\n" * 500
    assert len(list(entries_of(many, limits=limits))) == 500
    for entry, code, line in (
        ("{a: [[1]]}", "too-deep", 502),
        ("[1, 2, 3, 4, 5, 6]", "too-many", 502),
        ("'" + "x" * 300 + "'", "too-long", 502),
        ("'" + "x" * 300_000 + "'", "too-long", 501),  # where the one before it ends: it has not been seen
    ):
        entries = entries_of(f"{many}- {entry}\n- 1\n", limits=limits)
        assert len(list(entries)) == 500
        (problem,) = entries.tail.problems
        assert (problem.line, problem.code) == (line, code)


def test_a_second_document_is_refused() -> None:
    """A file of entries is one document, too."""
    assert problems(entries_of("journal: []\n---\nb: 1\n").tail) == [
        "2:1 $ has a second document (---) (syntax)"
    ]


def test_the_tail_can_be_asked_for_at_once() -> None:
    """The entries that nobody asked for are passed over then."""
    entries = entries_of(FILE)
    assert next(iter(entries)).plain == {"when": "2026-09-07", "by": "amara", "do": "relationship.begin"}
    assert entries.tail.plain == {"expect": [{"ask": "view"}]}
    assert list(entries) == []


def test_memory_does_not_grow_with_the_number_of_entries() -> None:
    """A tenfold number of entries takes no more of it."""

    def taken(count: int) -> int:
        class Long(io.BytesIO):
            left = count

            def read(self, size: int | None = -1) -> bytes:
                self.left -= 1
                return (
                    b"- {when: 2026-09-07, by: amara}\n" * 100 if 0 <= self.left < count - 1 else self.first()
                )

            def first(self) -> bytes:
                return b"journal:\n" if self.left == count - 1 else b""

        tracemalloc.start()
        read = sum(1 for _ in read_entries(Long(), "x.yaml", "journal"))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read == (count - 1) * 100
        return most

    assert taken(101) < 1.5 * taken(11)
