"""Stores that go wrong in ``get``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import attrs

from instructional_coaching.storage import Document, Key, Query, Write
from tests.storage.broken.faulty import Faulty, Respelling, Rewriting


class ForgetsTheDate(Rewriting):
    breaks = ("test_a_document_comes_back_as_it_was_put", "test_find_orders_by_date_and_then_by_id")

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, at="")


class WrongSchema(Rewriting):
    """Writes the version of its own code instead of the document's."""

    breaks = ("test_the_schema_version_comes_back_as_it_was_put",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, schema=1)


class NumbersAsInJavaScript(Rewriting):
    breaks = ("test_the_highest_numbers_come_back",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, schema=min(one.schema, 2**53))


class AnswersInItsOwnOrder(Faulty):
    """As ``WHERE id IN (…)`` does."""

    breaks = ("test_get_answers_in_the_order_of_the_keys",)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return self.inner.get(sorted(keys))


class LeavesOutWhatIsMissing(Faulty):
    breaks = ("test_get_answers_none_where_there_is_no_document",)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        found = [one for one in self.inner.get(keys) if one]
        return found or [None] * len(keys)


class AnswersEachKeyOnce(Faulty):
    breaks = ("test_a_key_that_is_asked_for_twice_is_answered_twice",)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return self.inner.get(list(dict.fromkeys(keys)))


class FailsOnNoKeys(Faulty):
    """As ``WHERE id IN ()`` does in many a database."""

    breaks = ("test_getting_nothing_answers_nothing",)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        if not keys:
            raise ValueError("syntax error near )")
        return self.inner.get(keys)


class LimitsTheKeys(Faulty):
    """As a database with a limit of parameters does."""

    breaks = ("test_get_takes_any_number_of_keys_of_any_kinds",)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        if len(keys) > 999:
            raise ValueError("too many SQL variables")
        return self.inner.get(keys)


class IgnoresTheKind(Respelling):
    breaks = ("test_kind_and_id_together_are_the_key",)

    def spelt(self, key: Key) -> Key:
        return Key("any", key.id)


class RunsTheKeyTogether(Respelling):
    breaks = ("test_kind_and_id_are_not_run_together",)

    def spelt(self, key: Key) -> Key:
        return Key("any", f"{key.kind}/{key.id}".replace("\0", "/"))


class RunsTheKeyTogetherWithoutASlash(Respelling):
    breaks = ("test_kind_and_id_are_not_run_together",)

    def spelt(self, key: Key) -> Key:
        return Key("any", f"{key.kind}{key.id}")


class StaleRead(Faulty):
    """Has a cache, and doesn't clear it."""

    breaks = ("test_get_sees_what_was_just_committed",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.cache: dict[Key, Document | None] = {}

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        self.inner.get(keys)
        return [self.cache.setdefault(key, self.stored(key)) for key in keys]


class StaleSearch(Faulty):
    """Has a cache of searches, and doesn't clear it."""

    breaks = ("test_get_sees_what_was_just_committed",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.cache: dict[Query, tuple[Document, ...]] = {}

    def find(self, query: Query) -> Iterator[Document]:
        return iter(self.cache.setdefault(query, tuple(self.inner.find(query))))


class ReadsAway(Faulty):
    """Gives a search once, as a cursor that is kept and not begun again."""

    breaks = ("test_reading_changes_nothing",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.open: dict[Query, Iterator[Document]] = {}

    def find(self, query: Query) -> Iterator[Document]:
        return self.open.setdefault(query, self.inner.find(query))

    def commit(self, writes: Sequence[Write]) -> None:
        self.open.clear()
        self.inner.commit(writes)


class LooksWhenLookedAt(Faulty):
    """Answers with a view of what is stored, and not with what was."""

    breaks = ("test_an_answer_that_was_given_does_not_change",)

    class View(Sequence[Document | None]):
        def __init__(self, store: "LooksWhenLookedAt", keys: Sequence[Key]) -> None:
            self.store, self.keys = store, keys

        @overload
        def __getitem__(self, index: int) -> Document | None: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[Document | None]: ...
        def __getitem__(self, index: int | slice) -> Document | Sequence[Document | None] | None:
            return self.store.inner.get(self.keys)[index]

        def __len__(self) -> int:
            return len(self.keys)

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return self.View(self, keys)
