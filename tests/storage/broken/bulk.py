"""Stores with a way of their own for many puts in a row, on which something gets lost."""

from collections.abc import Iterable
from itertools import islice

import attrs

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Document, Key, Put
from instructional_coaching.storage.bulk import folded
from tests.storage.broken.faulty import Faulty

PART = 500


class BulkInParts(Faulty):
    """Commits a part after the other, and leaves those before the one that is refused."""

    breaks = (
        "test_a_bulk_put_that_expects_another_revision_is_refused",
        "test_a_bulk_put_that_breaks_off_has_written_nothing",
    )

    def put_all(self, puts: Iterable[Put]) -> int:
        waiting, made = iter(puts), 0
        while part := list(islice(waiting, PART)):
            self.inner.commit(part)
            made += len(part)
        return made


class LastPartForgotten(Faulty):
    """Writes whenever a part is full, and not what is left at the end."""

    breaks = ("test_a_bulk_put_stores_every_document",)

    def put_all(self, puts: Iterable[Put]) -> int:
        given = list(puts)
        self.inner.commit(folded(given[: len(given) // PART * PART]))
        return len(given)


class BulkKeepsOldTags(Faulty):
    """Adds tags by the thousand, and takes none away."""

    breaks = ("test_a_bulk_put_stores_every_document",)

    def put_all(self, puts: Iterable[Put]) -> int:
        given = list(puts)
        self.inner.commit([Put(self.with_old_tags(one.document), one.expected) for one in folded(given)])
        return len(given)

    def with_old_tags(self, one: Document) -> Document:
        stored = self.stored(one.key)
        return attrs.evolve(one, tags=one.tags + (stored.tags if stored else ()))


class NothingIsTooLittle(Faulty):
    """Takes it for granted that there is something to put."""

    breaks = ("test_a_bulk_put_of_nothing_is_allowed",)

    def put_all(self, puts: Iterable[Put]) -> int:
        given = list(puts)
        self.inner.commit([given[0], *folded(given[1:])])
        return len(given)


class BulkUpsert(Faulty):
    """Puts documents over whatever is there."""

    breaks = (
        "test_a_bulk_put_that_expects_another_revision_is_refused",
        "test_a_bulk_put_is_refused_where_it_has_put_the_key_before",
    )

    def put_all(self, puts: Iterable[Put]) -> int:
        given = list(puts)
        latest: dict[Key, Document] = {one.key: one.document for one in given}
        for document in latest.values():
            stored = self.revision(document.key)
            revision = max(document.revision, stored + 1)
            self.inner.commit([Put(attrs.evolve(document, revision=revision), stored)])
        return len(given)


class FirstOfAKeyWins(Faulty):
    """Stages documents under their keys, and ignores a key that it has staged already."""

    breaks = (
        "test_a_bulk_put_finds_what_it_has_put_before",
        "test_a_bulk_put_is_refused_where_it_has_put_the_key_before",
    )

    def put_all(self, puts: Iterable[Put]) -> int:
        given = list(puts)
        self.inner.commit(list({one.key: one for one in reversed(given)}.values()))
        return len(given)


class ComparesWithTheStoreOnly(Faulty):
    """Asks of every put what was stored before the first of them."""

    breaks = ("test_a_bulk_put_finds_what_it_has_put_before",)

    def put_all(self, puts: Iterable[Put]) -> int:
        given = list(puts)
        for put in given:
            actual = self.revision(put.key)
            if put.expected != actual:
                raise ConcurrencyConflict(str(put.key), put.expected, actual)
        self.inner.commit(folded(given))
        return len(given)
