"""What is promised of text: it comes back character by character, and is compared that way."""

import random

from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, Tags, document, ids, put, stored

PECULIAR = (
    'it\'s "quoted" and `quoted`',
    "a\\nb\\x00 \\u0000 \\",
    "line\r\nline\rline\nline\u2028line\x85",
    "before\0after",
    "\0",
    "\x01\x1f\x7f\x80\x9f",
    "\ufeffmark first",
    "non-characters \ufffe \uffff \ufdd0 \U0010ffff",
    "\ufffd \U0001f469\u200d\U0001f3eb \U0001d11e",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd",
    "%s %(id)s {0} $1 :name ? @x",
    "'; DROP TABLE document; --",
    " blank at both ends \t",
)
"""Texts that a store with an encoding, an escape or a language of its own may change."""

TWINS = (
    ("id", "id "),
    ("id", " id"),
    ("id", "id\0"),
    ("id", "ID"),
    ("\xe9", "e\u0301"),
    ("\u212b", "\xc5"),
    ("stra\xdfe", "strasse"),
    ("\u0131", "i"),
    ("1", "1.0"),
    ("1", "01"),
    ("null", "None"),
    ("a%", "ab"),
    ("a_", "ab"),
    ("a*", "ab"),
    ("\uff41", "a"),
    ("\ufb01", "fi"),
)
"""Pairs of texts that are not the same, though many a comparison says so."""


class Text(Promises):
    """Bodies, ids, kinds and tags."""

    def test_a_body_comes_back_character_by_character(self, backend: StorageBackend) -> None:
        """Any text is a body: quotes, line breaks, NUL, and what looks like a command."""
        texts = ["", *PECULIAR, *(text for pair in TWINS for text in pair)]
        those = [document(f"{number}", body=text) for number, text in enumerate(texts)]
        put(backend, *those)
        for one in those:
            assert stored(backend, one.key.id) == one

    def test_an_id_and_a_kind_come_back_character_by_character(self, backend: StorageBackend) -> None:
        """Any text but the empty one is an id, and without a slash also a kind."""
        for text in PECULIAR:
            one = document(f"id/{text}", kind=text.replace("/", ""))
            put(backend, one)
            assert list(backend.get([one.key])) == [one]
            assert list(backend.find(Query(one.key.kind))) == [one]
            backend.commit([Put(document(one.key.id, 2, kind=one.key.kind), 1)])
            backend.commit([Delete(one.key, 2)])
            assert list(backend.get([one.key])) == [None]

    def test_a_tag_comes_back_and_finds_character_by_character(self, backend: StorageBackend) -> None:
        """Any text is a tag's name and a tag's value, the empty one included."""
        for number, text in enumerate(("", *PECULIAR)):
            tags: Tags = ((text, "value"), ("name", text), (text, text))
            one = document(f"{number}", tags=tags)
            put(backend, one)
            for tag in tags:
                assert list(backend.find(Query("note", (tag,)))) == [one]
            assert list(backend.find(Query("note", tags))) == [one]

    def test_ids_that_look_alike_are_not_the_same(self, backend: StorageBackend) -> None:
        """Blanks, case, accents, digits and placeholders are compared by code point and nothing else."""
        for number, (one, other) in enumerate(TWINS):
            kind = f"kind {number}"
            put(backend, document(one, kind=kind))
            assert stored(backend, other, kind) is None
            put(backend, document(other, 2, kind=kind))
            assert [stored(backend, id, kind) for id in (one, other)] == [
                document(one, kind=kind),
                document(other, 2, kind=kind),
            ]
            assert ids(backend, Query(kind)) == sorted((one, other))

    def test_kinds_that_look_alike_are_not_the_same(self, backend: StorageBackend) -> None:
        """A kind is compared by code point and nothing else."""
        for one, other in TWINS:
            put(backend, document("1", kind=f"kind {one}", tags=TAGS))
            for tags in ((), TAGS):
                assert ids(backend, Query(f"kind {one}", tags)) == ["1"]
                assert ids(backend, Query(f"kind {other}", tags)) == []
            assert stored(backend, "1", f"kind {other}") is None
            backend.commit([Delete(Key(f"kind {one}", "1"), 1)])

    def test_tags_that_look_alike_are_not_the_same(self, backend: StorageBackend) -> None:
        """Names and values of tags are compared by code point and nothing else."""
        for number, (one, other) in enumerate(TWINS):
            kind = f"kind {number}"
            put(backend, document("1", kind=kind, tags=(("name", one), (one, "value"))))
            put(backend, document("2", kind=kind, tags=(("name", other), (other, "value"))))
            for id, text in (("1", one), ("2", other)):
                assert ids(backend, Query(kind, (("name", text),))) == [id]
                assert ids(backend, Query(kind, ((text, "value"),))) == [id]

    def test_a_body_may_be_long(self, backend: StorageBackend) -> None:
        """Two million characters come back, those beyond ASCII too."""
        long = document("1", body="0123456789" * 200_000, tags=(("length", "long"),))
        wide = document("2", body="\u20ac\U0001f600" * 250_000)
        put(backend, long, wide)
        assert list(backend.get([wide.key, long.key])) == [wide, long]
        assert list(backend.find(Query("note", long.tags))) == [long]

    def test_ids_and_tags_may_be_long(self, backend: StorageBackend) -> None:
        """Five hundred characters of an id, a tag's name and its value count, the last ones too."""
        start = "".join(random.Random(5).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=499))
        those = [document(f"{start}{end}", tags=((f"{start}{end}", f"{start}{end}"),)) for end in "12"]
        put(backend, *those)
        assert list(backend.get([one.key for one in those])) == those
        for one in those:
            assert list(backend.find(Query("note", one.tags))) == [one]
        assert list(backend.find(Query("note", after=("", f"{start}1")))) == those[1:]

    def test_a_key_of_a_thousand_equal_characters_comes_back(self, backend: StorageBackend) -> None:
        """A thousand characters of a kind, an id, and a tag's name and value are one document."""
        text = "x" * 1000
        one = Document(Key(f"kind {text}", f"id {text}"), 1, 1, text, "2024-02-29", ((text, text),))
        put(backend, one)
        assert list(backend.get([one.key])) == [one]
        assert list(backend.find(Query(one.key.kind, one.tags))) == [one]
