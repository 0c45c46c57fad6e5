"""What a unit of work holds: the records it has read, with their revisions, and what is to be written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

from instructional_coaching.domain import KINDS
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import Record, Resolve, take
from instructional_coaching.errors import ConcurrencyConflict, NotFound
from instructional_coaching.hooks.given import Change
from instructional_coaching.storage.port import Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.workspace.held import Held
from instructional_coaching.workspace.merging import merged
from instructional_coaching.workspace.met import Met
from instructional_coaching.workspace.pinning import Definitions, Pinning
from instructional_coaching.workspace.shelving import (
    ENTRY,
    Recorded,
    entries_of,
    key_of,
    relationship_of,
    shelved,
    shelved_claim,
    shelved_entry,
    taken,
    taken_entry,
)

R = TypeVar("R", bound=Record)

MOST_HELD = 500
"""How many records that it has only read a unit keeps in memory."""


class Holding:
    """The records of one school that a unit has read or is to write."""

    def __init__(self, school: str, backend: StorageBackend, definitions: Definitions) -> None:
        self.school = school
        self.pinning = Pinning(definitions)
        self._backend = backend
        self._held: dict[Key, Held] = {}
        self._only_read = 0
        self._met = Met()
        self._absent: set[Key] = set()
        self._kept: set[type[Record]] = set()
        self._stored: dict[type[Record], bool] = {}
        self._decoded: Mapping[Key, Held] = {}
        self._shelved: dict[tuple[type[Record], tuple[str, str]], list[Document]] | None = None
        self._settled: frozenset[Key] = frozenset()
        self._laid_down: dict[Key, tuple[Record, Document]] = {}

    def peek(self, kind: type[R], id: str) -> Held | None:
        """Return a record as it stands in this unit, from the store if need be, or None if there is none.

        Raises:
            ConcurrencyConflict: it was found in this unit at an earlier revision than it has now.
        """
        key = key_of(self.school, kind, id)
        held = self._held.get(key)
        if held is None and key not in self._absent:
            return self._take(kind, key, self._backend.get([key])[0])
        return held

    def fetch(
        self, records: Iterable[tuple[type[Record], str]], keys: Sequence[Key] = ()
    ) -> list[Document | None]:
        """Read records that will be asked for and other documents at once, and return those documents."""
        wanted = {key_of(self.school, kind, id): kind for kind, id in records}
        missing = [key for key in wanted if key not in self._held and key not in self._absent]
        if not keys and not missing:
            return []
        found = self._backend.get([*keys, *missing])
        for key, document in zip(missing, found[len(keys) :], strict=True):
            self._take(wanted[key], key, document)
        return list(found[: len(keys)])

    def coachee_of(self, relationship: str) -> str | None:
        """Return the coachee of a relationship that has been in the unit's hands; None of others."""
        key = key_of(self.school, Relationship, relationship)
        held = self._held.get(key) or self._decoded.get(key)
        return cast("Relationship", held.record).coachee if held else None

    def require(self, kind: type[R], id: str) -> R:
        """Return a record as it stands in this unit.

        Raises:
            NotFound: there is none.
        """
        held = self.peek(kind, id)
        if held is None:
            raise NotFound(kind.KIND, id)
        return cast("R", held.record)

    def first(self, kind: type[Record]) -> Document | None:
        """Return the document of the first record of a kind as it stands in this unit, or None."""
        return next(self._documents(kind, Query(kind.KIND, (("school", self.school),))), None)

    def meet(self, kind: type[R], document: Document) -> R:
        """Return the record of a document that was found, as it stands in this unit."""
        held = self._held.get(document.key)
        if held is not None:
            return cast("R", held.record)
        self._met.meet(document.key, document.revision)
        return taken(kind, document)

    def find(self, kind: type[R], query: Query) -> Iterator[R]:
        """Yield the records that a query asks for as they stand in this unit, by date and then by id."""
        for document in self._documents(kind, query):
            yield self.meet(kind, document)

    def timeline(self, relationship: str) -> Iterator[Recorded]:
        """Yield the entries of everything in a relationship by the day they tell of."""
        tags = (("relationship", relationship), ("school", self.school))
        stored = [taken_entry(one) for one in self._backend.find(Query(ENTRY, tags))]
        ours = [
            one
            for held in self._held.values()
            if relationship == relationship_of(held.record)
            for one in held.recorded
        ]
        yield from sorted([*stored, *ours], key=_telling_order)

    def changed(self) -> tuple[Held, ...]:
        """Return every record that is to be written, with its entries."""
        return tuple(held for held in self._held.values() if held.recorded)

    def afresh(self) -> "Holding":
        """Return what the store holds now, with what this unit is to write and nothing that it has read."""
        fresh = Holding(self.school, self._backend, self.pinning.definitions)
        fresh.pinning = self.pinning
        fresh._held = {key: held for key, held in self._held.items() if held.recorded}
        fresh._settled = frozenset(fresh._held)
        fresh._decoded = self._held
        fresh._shelved = {}
        fresh._laid_down = self._laid_down
        return fresh

    def any_of(self, kind: type[Record]) -> bool:
        """Say whether there is any record of a kind, stored or to be written."""
        if kind not in self._stored:
            query = Query(kind.KIND, (("school", self.school),), limit=1)
            self._stored[kind] = any(True for _ in self._backend.find(query))
        return kind in self._kept or self._stored[kind]

    def any_other(self, kind: type[Record], id: str) -> str | None:
        """Return the id of a record of a kind with another id than this, or None if there is none."""
        query = Query(kind.KIND, (("school", self.school),))
        return next((one.id for one in self.find(kind, query) if one.id != id), None)

    def keep(self, held: Held) -> Record:
        """Take a record as it now stands, to be written, and return it."""
        self._kept.add(type(held.record))
        self._held[key_of(self.school, type(held.record), held.record.id)] = held
        return held.record

    def has_read(self, kind: type[Record], id: str) -> bool:
        """Say whether the record has been in this unit's hands."""
        key = key_of(self.school, kind, id)
        return key in self._held or key in self._met

    def writes(self) -> list[Put]:
        """Return everything that is to be written, each record with its entries."""
        puts: list[Put] = []
        for held in self.changed():
            puts.append(Put(self._document(held), held.stored))
            puts += [Put(shelved_entry(self.school, held.record, one), 0) for one in held.recorded]
            if isinstance(held.record, Calendar) and not held.stored:
                puts.append(Put(shelved_claim(self.school, held.record), 0))
        return puts

    def changes(self) -> tuple[Change, ...]:
        """Return which records are to be written, without what they say."""
        return tuple(
            Change(
                held.record.KIND,
                held.record.id,
                held.revision,
                tuple(one.entry.verb for one in held.recorded),
            )
            for held in self.changed()
        )

    def commit(self, derived: Callable[[], list[Put]] = list, beside: Sequence[Write] = ()) -> None:
        """Write everything that is to be written, at once, with what is derived from it.

        Args:
            derived: Returns what is derived; asked again where somebody else has written it meanwhile.
            beside: What else the unit is to write: nothing is derived from that.

        Raises:
            ConcurrencyConflict: somebody saved one of the records in between; nothing was written.
        """
        records = self.writes()
        if records or beside:
            self.pinning.commit(self._backend, [*records, *beside], derived if records else list)

    def history(self, kind: type[Record], id: str) -> list[Recorded]:
        """Return every entry of a record in order, those to be written included."""
        stored = [taken_entry(one) for one in self._backend.find(entries_of(self.school, kind, id))]
        held = self._held.get(key_of(self.school, kind, id))
        return sorted([*stored, *(held.recorded if held else ())], key=lambda one: one.number)

    def rebuild(self, kind: type[R], id: str, revision: int | None = None) -> R:
        """Return a record as its entries lead to it, up to a revision.

        Every record that an entry was given is rebuilt as it then was.

        Raises:
            NotFound: there is no such record.
        """
        record: Record | None = None
        for one in self.history(kind, id)[:revision]:
            record = take(kind, record, one.entry, self.as_seen(dict(one.seen)))
        if record is None:
            raise NotFound(kind.KIND, id)
        return cast("R", record.saved())

    def as_seen(self, seen: dict[str, int]) -> Resolve:
        """Return what gives the records of these revisions by kind, and any definition by its pin."""

        def resolve(kind: type[Record] | type[Definition], name: str) -> Record | Definition:
            if issubclass(kind, Definition):
                return self.pinning.named(kind, name)
            return self.rebuild(kind, name, seen[kind.KIND])

        return resolve

    def _take(self, kind: type[Record], key: Key, document: Document | None) -> Held | None:
        if document is None:
            self._absent.add(key)
            return None
        found = self._met.revision(key, document.revision)
        if found != document.revision:
            raise ConcurrencyConflict(f"{kind.KIND}/{key.id.partition('/')[2]}", found, document.revision)
        held = self._held[key] = self._of(kind, document)
        self._only_read += 1
        if self._only_read > MOST_HELD:
            self._let_go()
        return held

    def _let_go(self) -> None:
        """Keep of what was only read the later half, and of the earlier one no more than the revisions."""
        read = [key for key, held in self._held.items() if not held.recorded]
        for key in read[: len(read) // 2]:
            self._met.meet(key, self._held.pop(key).stored)
        self._only_read = len(read) - len(read) // 2

    def _document(self, held: Held) -> Document:
        """Return a changed record as a document, made once."""
        key = key_of(self.school, type(held.record), held.record.id)
        known = self._laid_down.get(key)
        if known is None or known[0] is not held.record or known[1].revision != held.revision:
            document = shelved(self.school, held.record, held.revision)
            known = self._laid_down[key] = held.record, document
        return known[1]

    def _of(self, kind: type[Record], document: Document) -> Held:
        known = self._decoded.get(document.key)
        if known is not None and not known.recorded and known.stored == document.revision:
            return known
        return Held(taken(kind, document), document.revision)

    def _documents(self, kind: type[Record], query: Query) -> Iterator[Document]:
        keys = self._settled or {key for key, held in self._held.items() if held.recorded}
        stored = (one for one in self._backend.find(query) if one.key not in keys)
        yield from merged(stored, self._changed(kind, query), query)

    def _changed(self, kind: type[Record], query: Query) -> list[Document]:
        """Return the changed documents of a kind, or those of them that have the first tag asked for."""
        if self._shelved is None:
            return [self._document(held) for held in self.changed() if isinstance(held.record, kind)]
        if not self._shelved:
            for held in self.changed():
                document = self._document(held)
                for tag in document.tags:
                    self._shelved.setdefault((type(held.record), tag), []).append(document)
        return self._shelved.get((kind, query.tags[0]), [])


def _telling_order(one: Recorded) -> tuple[object, ...]:
    # On one day the relationship comes before its goals, and those before the sessions that serve them.
    return one.entry.when, one.entry.logged, list(KINDS).index(one.kind), one.id, one.number
