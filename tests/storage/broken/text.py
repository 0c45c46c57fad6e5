"""Stores that lose something of a text, or take two texts for one."""

import unicodedata
from collections.abc import Iterator

import attrs

from instructional_coaching.storage import Document, Key, Query
from tests.storage.broken.faulty import Faulty, Respelling, Rewriting


class LossyText(Rewriting):
    """Keeps characters, and not code points: composes what is decomposed."""

    breaks = ("test_a_body_comes_back_character_by_character",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, body=unicodedata.normalize("NFC", one.body))


class EndsAtNul(Rewriting):
    """Keeps text as C does."""

    breaks = ("test_a_body_comes_back_character_by_character",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, body=one.body.partition("\0")[0])


class TrimsBlanks(Rewriting):
    breaks = ("test_a_body_comes_back_character_by_character",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, body=one.body.rstrip(" \t"))


class OneKindOfLineBreak(Rewriting):
    breaks = ("test_a_body_comes_back_character_by_character",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, body=one.body.replace("\r\n", "\n").replace("\r", "\n"))


class ReplacesSurrogatePairs(Rewriting):
    """Has no place for what is beyond the first plane, as a column of three-byte UTF-8."""

    breaks = ("test_a_body_comes_back_character_by_character", "test_a_body_may_be_long")

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, body="".join(char if char <= "\uffff" else "\ufffd" for char in one.body))


class EscapesKeys(Rewriting):
    """Puts keys into statements with their backslashes doubled, and reads them as they are."""

    breaks = ("test_an_id_and_a_kind_come_back_character_by_character",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, key=Key(one.key.kind, one.key.id.replace("\\", "\\\\")))


class TagsWithoutNul(Rewriting):
    breaks = ("test_a_tag_comes_back_and_finds_character_by_character",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, tags=tuple((name, value.replace("\0", "")) for name, value in one.tags))


class LosesEmptyTags(Rewriting):
    """Takes an empty text for none, as some databases do."""

    breaks = ("test_a_tag_comes_back_and_finds_character_by_character",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, tags=tuple((name, value) for name, value in one.tags if name and value))


class IdsWithoutCase(Respelling):
    breaks = ("test_ids_that_look_alike_are_not_the_same",)

    def spelt(self, key: Key) -> Key:
        return Key(key.kind, key.id.casefold())


class IdsWithoutBlanksAtTheEnd(Respelling):
    """Compares as a CHAR column does."""

    breaks = ("test_ids_that_look_alike_are_not_the_same",)

    def spelt(self, key: Key) -> Key:
        return Key(key.kind, key.id.rstrip(" ") or " ")


class ComposedIds(Respelling):
    breaks = ("test_ids_that_look_alike_are_not_the_same",)

    def spelt(self, key: Key) -> Key:
        return Key(key.kind, unicodedata.normalize("NFC", key.id))


class KindsWithoutCase(Respelling):
    breaks = ("test_kinds_that_look_alike_are_not_the_same",)

    def spelt(self, key: Key) -> Key:
        return Key(key.kind.casefold(), key.id)


class TagsWithoutCase(Faulty):
    breaks = ("test_tags_that_look_alike_are_not_the_same",)

    def find(self, query: Query) -> Iterator[Document]:
        wanted = _folded(query.tags)
        return self.sifted(query, lambda one: wanted <= _folded(one.tags))


class PatternsInTags(Faulty):
    """Compares with LIKE."""

    breaks = ("test_tags_that_look_alike_are_not_the_same",)

    def find(self, query: Query) -> Iterator[Document]:
        def fits(one: Document) -> bool:
            return all(
                any(name == wanted and value.startswith(start.rstrip("%")) for name, value in one.tags)
                if start.endswith("%")
                else (wanted, start) in one.tags
                for wanted, start in query.tags
            )

        return self.sifted(query, fits)


class CutsBodies(Rewriting):
    """Has a column of 65,535 characters, and a database that cuts without a word."""

    breaks = ("test_a_body_may_be_long",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, body=one.body[:65535])


class CutsIds(Respelling):
    breaks = ("test_ids_and_tags_may_be_long",)

    def spelt(self, key: Key) -> Key:
        return Key(key.kind[:255], key.id[:255])


class CutsKeysAt767(Rewriting):
    breaks = ("test_a_key_of_a_thousand_equal_characters_comes_back",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, key=Key(one.key.kind[:767], one.key.id[:767]))


def _folded(tags: tuple[tuple[str, str], ...]) -> set[tuple[str, str]]:
    return {(name.casefold(), value.casefold()) for name, value in tags}
