"""Stores that make a write that they should refuse, or refuse it badly."""

from collections.abc import Sequence
from pathlib import Path

from instructional_coaching.errors import ConcurrencyConflict, StorageUnavailable
from instructional_coaching.storage import Delete, Key, Put, Write
from tests.storage.broken.faulty import Faulty, Loose


class Upsert(Loose):
    """Puts what should be new over what is there."""

    breaks = ("test_a_put_that_expects_nothing_is_refused_where_there_is_a_document",)

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected in (0, actual)


class LostUpdate(Loose):
    """Lets the last one win."""

    breaks = (
        "test_a_put_that_expects_an_earlier_revision_is_refused",
        "test_of_threads_with_one_expectation_one_wins",
    )

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == actual or (isinstance(write, Put) and 0 < write.expected < actual)


class ConflictsOnlyWithLaterOnes(Loose):
    """Asks whether the stored revision is higher, and not whether it is another one."""

    breaks = ("test_a_put_that_expects_a_later_revision_is_refused",)

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == actual or (isinstance(write, Put) and write.expected > actual > 0)


class PutsWhatIsGone(Loose):
    """Lets a put bring back what isn't there."""

    breaks = (
        "test_a_put_that_expects_a_document_is_refused_where_there_is_none",
        "test_a_put_is_refused_where_the_document_was_deleted",
    )

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == actual or (isinstance(write, Put) and actual == 0)


class RemembersWhatIsGone(Loose):
    """Compares with the revision of what was deleted."""

    breaks = ("test_a_put_is_refused_where_the_document_was_deleted",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.gone: dict[Key, int] = {}

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == (actual or self.gone.get(write.key, 0))

    def commit(self, writes: Sequence[Write]) -> None:
        super().commit(writes)
        self.gone |= {write.key: write.expected for write in writes if isinstance(write, Delete)}


class DeletesWhateverIsThere(Loose):
    breaks = ("test_a_delete_that_expects_another_revision_is_refused",)

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == actual or (isinstance(write, Delete) and actual > 0)


class DeletesWhatIsNotThere(Loose):
    breaks = ("test_a_delete_is_refused_where_there_is_no_document",)

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == actual or (isinstance(write, Delete) and actual == 0)


class AcceptsARepetition(Faulty):
    """Takes a commit that it has just made for made, and doesn't say that it was."""

    breaks = ("test_a_commit_that_is_repeated_is_refused",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.last: Sequence[Write] = ()

    def commit(self, writes: Sequence[Write]) -> None:
        if not writes or writes != self.last:
            self.inner.commit(writes)
            self.last = writes


class StaysAborted(Faulty):
    """Doesn't roll back after a conflict."""

    breaks = ("test_a_conflict_leaves_the_store_as_usable_as_before",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.aborted = False

    def commit(self, writes: Sequence[Write]) -> None:
        if self.aborted:
            raise StorageUnavailable("the store", "the current transaction is aborted", "roll it back")
        try:
            self.inner.commit(writes)
        except ConcurrencyConflict:
            self.aborted = True
            raise


class QuotesTheText(Faulty):
    """Raises the conflict from its database's error, which quotes the row."""

    breaks = ("test_a_conflict_does_not_quote_the_text",)

    def commit(self, writes: Sequence[Write]) -> None:
        try:
            self.inner.commit(writes)
        except ConcurrencyConflict as conflict:
            rows = [write.document.body for write in writes if isinstance(write, Put)]
            raise ConcurrencyConflict(*conflict.args) from ValueError(f"duplicate key: failing row {rows}")


class RewritesWhateverIsThere(Loose):
    """Makes a put in another form, whichever revision is stored: the form alone is new, after all."""

    breaks = ("test_a_put_that_rewrites_another_revision_is_refused",)

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == actual or (isinstance(write, Put) and write.rewrites and actual > 0)
