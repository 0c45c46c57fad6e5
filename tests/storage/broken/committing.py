"""Stores that go wrong in ``commit``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import attrs

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Delete, Document, Key, Put, Query, Write
from tests.storage.broken.faulty import Faulty, Rewriting, refuse


class KeepsWhatIsLeftOut(Rewriting):
    """Adds the new tags to the old ones."""

    breaks = (
        "test_a_put_replaces_all_of_the_document",
        "test_a_tag_that_a_put_leaves_out_finds_the_document_no_more",
    )

    def kept(self, one: Document) -> Document:
        stored = self.stored(one.key)
        return attrs.evolve(one, tags=one.tags + (stored.tags if stored else ()))


class ForgottenTag(Faulty):
    """Leaves the old tags in the index, though the document has lost them."""

    breaks = ("test_a_tag_that_a_put_leaves_out_finds_the_document_no_more",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.index: dict[Key, set[tuple[str, str]]] = {}

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(writes)
        for write in writes:
            if isinstance(write, Put):
                self.index.setdefault(write.key, set()).update(write.document.tags)

    def find(self, query: Query) -> Iterator[Document]:
        return self.sifted(query, lambda one: set(query.tags) <= self.index.get(one.key, set()))


class TagsOfTheFirstRevision(Rewriting):
    """Writes tags when a document begins, and not when it is put again."""

    breaks = ("test_a_tag_that_a_put_brings_finds_the_document",)

    def kept(self, one: Document) -> Document:
        stored = self.stored(one.key)
        return attrs.evolve(one, tags=stored.tags) if stored else one


class CountsForItself(Faulty):
    """Counts the revision up, whatever the document says."""

    breaks = ("test_a_revision_may_leap",)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(
            [
                Put(attrs.evolve(write.document, revision=write.expected + 1), write.expected)
                if isinstance(write, Put)
                else write
                for write in writes
            ]
        )


class KeepsTheFirstForm(Faulty):
    """Takes a put of the revision that it has for one that was made already."""

    breaks = ("test_a_put_may_rewrite_the_revision_that_is_stored",)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit([one for one in writes if not (isinstance(one, Put) and one.rewrites)])


class HidesWhatIsDeleted(Faulty):
    """Marks a document as deleted, and a search doesn't look at the mark."""

    breaks = ("test_a_deleted_document_is_gone", "test_the_key_of_a_deleted_document_is_free_again")

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.hidden: set[Key] = set()

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        found = zip(keys, self.inner.get(keys), strict=True)
        return [None if key in self.hidden else one for key, one in found]

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit([write for write in writes if isinstance(write, Put)])
        self.hidden |= {write.key for write in writes if isinstance(write, Delete)}


class OldTagsComeBack(Faulty):
    """Leaves the tags of a deleted document in the index, for the next one under its key."""

    breaks = ("test_the_key_of_a_deleted_document_is_free_again",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.left: dict[Key, tuple[tuple[str, str], ...]] = {}

    def commit(self, writes: Sequence[Write]) -> None:
        stored = {write.key: self.stored(write.key) for write in writes}
        self.inner.commit(writes)
        for key in [write.key for write in writes if isinstance(write, Delete)]:
            one = stored[key]
            self.left[key] = one.tags if one else ()

    def find(self, query: Query) -> Iterator[Document]:
        return self.sifted(query, lambda one: set(query.tags) <= {*one.tags, *self.left.get(one.key, ())})


class DeletesTooMuch(Faulty):
    """Deletes everything that begins with the id, of its kind and of any other."""

    breaks = ("test_a_commit_leaves_other_documents_alone",)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(writes)
        for write in writes:
            if isinstance(write, Delete):
                for kind in ("note", "log"):
                    others = self.inner.find(Query(kind))
                    alike = [one for one in others if one.key.id.startswith(write.key.id)]
                    self.inner.commit([Delete(one.key, one.revision) for one in alike])


class PutsOrDeletes(Faulty):
    """Makes the puts of a commit, and its deletes only if there are no puts."""

    breaks = ("test_a_commit_puts_and_deletes_together",)

    def commit(self, writes: Sequence[Write]) -> None:
        puts = [write for write in writes if isinstance(write, Put)]
        self.inner.commit(puts or writes)


class TornBatch(Faulty):
    """Makes one write after the other, and stops at the first that it can't make."""

    breaks: ClassVar[tuple[str, ...]] = (
        "test_a_commit_makes_all_of_its_writes_or_none",
        "test_a_thousand_writes_are_made_or_none",
    )

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit([])
        for write in writes:
            self.inner.commit([write])


class TornFile(TornBatch):
    breaks = ("test_a_refused_commit_leaves_nothing_when_the_store_is_opened_again",)
    on_disk = True


class CommitsByParts(Faulty):
    """Sends so many writes at a time, each part as a commit of its own."""

    breaks = ("test_a_thousand_writes_are_made_or_none",)

    def commit(self, writes: Sequence[Write]) -> None:
        for start in range(0, len(writes), 500):
            self.inner.commit(writes[start : start + 500])


class TakesTheLastOfTwoWrites(Faulty):
    breaks = ("test_two_writes_for_one_key_are_refused",)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(list({write.key: write for write in writes}.values()))


class ChecksTwoWritesTooLate(Faulty):
    """Makes the first of two writes for one key, and refuses the second."""

    breaks = ("test_two_writes_for_one_key_are_refused",)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(list({write.key: write for write in reversed(writes)}.values()))
        self.inner.commit([write for write in writes if [one.key for one in writes].count(write.key) > 1])


class FailsOnNoWrites(Faulty):
    breaks = ("test_a_commit_of_nothing_is_allowed",)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit([writes[0], *writes[1:]])


class FewWrites(Faulty):
    """Takes no more parameters than its database allows."""

    breaks = ("test_one_commit_takes_any_number_of_writes",)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(writes[:999])


class SwallowedConflict(Faulty):
    """Tells nobody."""

    breaks = (
        "test_a_put_that_expects_an_earlier_revision_is_refused",
        "test_a_put_that_expects_a_document_is_refused_where_there_is_none",
        "test_a_delete_is_refused_where_there_is_no_document",
        "test_the_store_does_what_a_dict_does",
    )

    def commit(self, writes: Sequence[Write]) -> None:
        try:
            self.inner.commit(writes)
        except ConcurrencyConflict:
            return


class NamesTheLastConflict(Faulty):
    breaks = ("test_the_first_conflict_is_the_one_named",)

    def commit(self, writes: Sequence[Write]) -> None:
        for write in reversed(writes):
            refuse(write, self.revision(write.key))
        self.inner.commit(writes)


class LooksAtPutsFirst(Faulty):
    """Names the first conflict of its puts, though one of its deletes stands before."""

    breaks = ("test_the_first_conflict_is_the_one_named",)

    def commit(self, writes: Sequence[Write]) -> None:
        for write in sorted(writes, key=lambda one: isinstance(one, Delete)):
            refuse(write, self.revision(write.key))
        self.inner.commit(writes)
