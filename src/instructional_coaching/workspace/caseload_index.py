"""The caseload index: written in the commit of what it is derived from, and never in the way of it.

Each entry is read before what it is derived from is, and written only if it is still the same. So whoever
changes a record of a relationship meanwhile changes the entry too, and it is derived again. A relationship
that is just being begun has no entry yet by which a change of the calendar, of people or of absences would
find it: such changes, and relationships, meet in one document more, the *basis*.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from heapq import merge

import attrs

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage.port import Document, Put, Query, StorageBackend, Tags
from instructional_coaching.workspace.caseload import (
    VERSION,
    earlier_entry,
    entries_of,
    key_of_basis,
    key_of_entry,
    overdue_entries,
    shelved_basis,
    shelved_entry,
    taken_entry,
)
from instructional_coaching.workspace.caseload_derivation import BASIC, Derivation, concerned, relationships
from instructional_coaching.workspace.held import Held
from instructional_coaching.workspace.holding import Holding

BATCH = 100
"""How many entries are made anew at a time."""


class CaseloadIndex:
    """The caseload of one school. Safe to share between threads."""

    def __init__(self, school: str, backend: StorageBackend) -> None:
        self._school = school
        self._backend = backend
        self._calendar: tuple[Document, Surroundings] | None = None

    def is_whole(self) -> bool:
        """Say whether every relationship has its entry; a store that an earlier version wrote has none."""
        return _is_whole(self._basis())

    def puts(self, holding: Holding, today: date) -> list[Put]:
        """Return what brings the index up to date with what a unit is to write."""
        fresh = holding.afresh()
        changed = fresh.changed()
        if not any(isinstance(one.record, BASIC) for one in changed):
            return self._entries(fresh, sorted(concerned(fresh, changed)), today, changed)
        basis = self._basis()
        ids = concerned(fresh, changed) if _is_whole(basis) else relationships(fresh)
        return [self._agreed(basis), *self._entries(fresh, sorted(ids), today, changed)]

    def rebuild(self, holding: Holding, today: date) -> int:
        """Make every entry anew, in batches, and return how many there are."""
        basis = self._basis()
        ids = sorted(relationships(holding))
        waiting = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
        while waiting:
            some = waiting.pop()
            try:
                self._backend.commit(self._entries(holding.afresh(), some, today))
            except ConcurrencyConflict:
                half = (len(some) + 1) // 2  # fewer take less time, in which others may come between
                waiting += filter(None, (some[:half], some[half:]))
        if not _is_whole(basis):
            self._conclude(basis)
        return len(ids)

    def find(self, scopes: Sequence[Tags]) -> Iterator[Document]:
        """Yield the entries that have all the tags of one scope or another."""
        yield from self._merged([entries_of(self._school, one) for one in scopes])

    def overdue(self, until: date, scopes: Sequence[Tags], limit: int | None = None) -> Iterator[Document]:
        """Yield those of the entries that are overdue by a day, the longest overdue first.

        Args:
            until: The day.
            scopes: The tags; see `find`.
            limit: How many will probably do: so many are read at a time.
        """
        queries = [overdue_entries(self._school, until, one) for one in scopes]
        yield from self._merged([attrs.evolve(one, limit=limit) for one in queries])

    def answers(self, relationship: str, as_of: date) -> bool:
        """Say whether nothing has changed since a day of what an entry is derived from."""
        (document,) = self._backend.get([key_of_entry(self._school, relationship)])
        entry = taken_entry(document) if document else None
        return entry is not None and entry.as_of <= as_of

    def _merged(self, queries: Sequence[Query]) -> Iterator[Document]:
        yield from merge(*map(self._pages, queries), key=lambda one: (one.at, one.key.id))

    def _pages(self, query: Query) -> Iterator[Document]:
        """Yield all that a query asks for, though no more than its limit at a time."""
        last: Document | None = None
        while True:
            read = 0
            for last in self._backend.find(query):
                read += 1
                yield last
            if last is None or query.limit is None or read < query.limit:
                return
            query = attrs.evolve(query, after=(last.at, last.key.id))

    def _entries(
        self, holding: Holding, ids: Sequence[str], today: date, changed: Sequence[Held] = ()
    ) -> list[Put]:
        stored, around = self._before(holding, ids, changed)
        derivation = Derivation(holding, changed, around, today)
        puts: list[Put] = []
        for id, document in zip(ids, stored, strict=True):
            entry = derivation.entry(id, earlier_entry(document) if document else None)
            revision = document.revision if document else 0
            puts.append(Put(shelved_entry(self._school, entry, revision + 1), revision))
        return puts

    def _before(
        self, holding: Holding, ids: Sequence[str], changed: Sequence[Held]
    ) -> tuple[list[Document | None], Surroundings | None]:
        """Return the entries of some relationships, with the calendar, as of one moment where it is known."""
        keys = [key_of_entry(self._school, id) for id in ids]
        people = [(Person, one) for one in map(holding.coachee_of, ids) if one]
        records = [*((Relationship, id) for id in ids), *people]
        known = self._calendar
        if known is None or any(isinstance(one.record, Calendar) for one in changed):
            stored = holding.fetch(records, keys)
            return stored, self._around(holding, holding.first(Calendar) if ids else None)
        *stored, calendar = holding.fetch(records, [*keys, known[0].key])
        return stored, self._around(holding, calendar)

    def _around(self, holding: Holding, calendar: Document | None) -> Surroundings | None:
        if calendar is None:
            return None
        known = self._calendar
        if known is None or known[0] != calendar:
            known = self._calendar = calendar, Surroundings(holding.meet(Calendar, calendar))
        return known[1]

    def _basis(self) -> Document | None:
        return self._backend.get([key_of_basis(self._school)])[0]

    def _agreed(self, basis: Document | None) -> Put:
        revision = basis.revision if basis else 0
        return Put(shelved_basis(self._school, revision + 1), revision)

    def _conclude(self, basis: Document | None) -> None:
        try:
            self._backend.commit([self._agreed(basis)])
        except ConcurrencyConflict:
            return  # whoever came between found that it wasn't whole, and made every entry anew


def _is_whole(basis: Document | None) -> bool:
    return basis is not None and basis.schema == VERSION
