"""Stores that go wrong in ``find``."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import attrs

from instructional_coaching.storage import Document, Put, Query, Write
from tests.storage.broken.faulty import Faulty, Rewriting


class TakesAKindForAPrefix(Faulty):
    breaks = ("test_find_gives_the_kind_asked_for_and_no_other",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.kinds: set[str] = set()

    def commit(self, writes: Sequence[Write]) -> None:
        self.kinds |= {write.key.kind for write in writes}
        self.inner.commit(writes)

    def find(self, query: Query) -> Iterator[Document]:
        kinds = sorted(kind for kind in self.kinds if kind.startswith(query.kind))
        return chain.from_iterable(self.inner.find(attrs.evolve(query, kind=kind)) for kind in kinds)


class WrongOrder(Faulty):
    """Orders by id alone."""

    breaks = ("test_find_orders_by_date_and_then_by_id", "test_a_search_goes_on_after_the_last_document_seen")

    def find(self, query: Query) -> Iterator[Document]:
        found = sorted(self.inner.find(attrs.evolve(query, limit=None)), key=lambda one: one.key.id)
        return iter(found[: query.limit])


class OrderOfALanguage(Faulty):
    """Orders as a dictionary does."""

    breaks = ("test_ids_are_ordered_by_code_point",)

    def find(self, query: Query) -> Iterator[Document]:
        found = self.inner.find(attrs.evolve(query, limit=None))
        return iter(sorted(found, key=lambda one: (one.at, one.key.id.casefold()))[: query.limit])


class OrderOfUtf16(Faulty):
    """Orders as Java and JavaScript do: what is beyond the first plane comes before its end."""

    breaks = ("test_ids_are_ordered_by_code_point",)

    def find(self, query: Query) -> Iterator[Document]:
        found = self.inner.find(attrs.evolve(query, limit=None))
        return iter(sorted(found, key=lambda one: (one.at, one.key.id.encode("utf-16-be")))[: query.limit])


class AnyTag(Faulty):
    """Joins tags with OR."""

    breaks = ("test_find_needs_every_tag", "test_the_store_does_what_a_dict_does")

    def find(self, query: Query) -> Iterator[Document]:
        return self.sifted(query, lambda one: not query.tags or not set(query.tags).isdisjoint(one.tags))


class FirstTagOnly(Faulty):
    breaks = ("test_find_needs_every_tag", "test_a_name_may_have_several_values")

    def find(self, query: Query) -> Iterator[Document]:
        return self.inner.find(attrs.evolve(query, tags=query.tags[:1]))


class ValueUnderAnyName(Faulty):
    breaks = ("test_a_tag_is_compared_by_its_name_and_its_value",)

    def find(self, query: Query) -> Iterator[Document]:
        values = {value for _, value in query.tags}
        return self.sifted(query, lambda one: values <= {value for _, value in one.tags})


class OneValueToAName(Rewriting):
    """Keeps tags in a dict."""

    breaks = ("test_a_name_may_have_several_values",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, tags=tuple(dict(one.tags).items()))


class OnceForEachTag(Faulty):
    """Joins with the tags, and doesn't make the rows distinct."""

    breaks = ("test_a_name_may_have_several_values", "test_a_long_search_is_complete_and_in_order")

    def find(self, query: Query) -> Iterator[Document]:
        return (one for one in self.inner.find(query) for _ in query.tags or "x")


class FewTags(Rewriting):
    """Has so many columns for tags."""

    breaks = ("test_a_document_has_any_number_of_tags",)

    def kept(self, one: Document) -> Document:
        return attrs.evolve(one, tags=one.tags[:16])


class EndsBeforeTheLastDay(Faulty):
    breaks = ("test_both_ends_of_a_range_belong_to_it",)

    def find(self, query: Query) -> Iterator[Document]:
        return (one for one in self.inner.find(query) if not query.until or one.at < query.until)


class BeginsAfterTheFirstDay(Faulty):
    breaks = ("test_both_ends_of_a_range_belong_to_it",)

    def find(self, query: Query) -> Iterator[Document]:
        return (one for one in self.inner.find(query) if not query.since or one.at > query.since)


class LosesTheUndated(Faulty):
    """Compares a NULL with a date."""

    breaks = ("test_a_document_without_a_date_comes_before_every_date",)

    def find(self, query: Query) -> Iterator[Document]:
        return (one for one in self.inner.find(query) if one.at or not (query.since or query.until))


class UndatedLast(Faulty):
    """Orders NULL last, as some databases do."""

    breaks = (
        "test_a_document_without_a_date_comes_before_every_date",
        "test_find_orders_by_date_and_then_by_id",
    )

    def find(self, query: Query) -> Iterator[Document]:
        found = self.inner.find(attrs.evolve(query, limit=None))
        return iter(sorted(found, key=lambda one: (not one.at, one.at, one.key.id))[: query.limit])


class TurnsARangeRound(Faulty):
    """Takes a range that ends before it begins for one that was meant the other way."""

    breaks = ("test_a_range_that_nothing_is_in_finds_nothing",)

    def find(self, query: Query) -> Iterator[Document]:
        if query.until and query.since > query.until:
            query = attrs.evolve(query, since=query.until, until=query.since)
        return self.inner.find(query)


class LimitsBeforeItSifts(Faulty):
    """Takes so many documents, and then looks which of them have the tags."""

    breaks = ("test_a_search_asks_for_all_of_it_at_once",)

    def find(self, query: Query) -> Iterator[Document]:
        first = self.inner.find(attrs.evolve(query, tags=()))
        return (one for one in first if set(query.tags) <= set(one.tags))


class KeepsThePlace(Faulty):
    """Changes the document, and leaves it in the index under the date that it began with."""

    breaks = ("test_a_date_that_was_moved_is_found_where_it_is_now",)

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.dates: dict[str, str] = {}

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(writes)
        for write in writes:
            if isinstance(write, Put):
                self.dates.setdefault(str(write.key), write.document.at)

    def find(self, query: Query) -> Iterator[Document]:
        def indexed(one: Document) -> tuple[str, str]:
            return self.dates[str(one.key)], one.key.id

        everything = sorted(self.inner.find(Query(query.kind, query.tags)), key=indexed)
        last = query.until or "9999-12-31"
        found = [one for one in everything if indexed(one) > query.start and indexed(one)[0] <= last]
        return iter(found[: query.limit])
