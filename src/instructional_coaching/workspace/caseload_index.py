"""The caseload index: written in the commit of what it is derived from, and never in the way of it.

A session that comes after all others is taken into the entry as it stands, so that the thousandth costs what
the tenth did. Whatever else changes, the entry is made anew from the records.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature_facts import feature_facts
from instructional_coaching.analysis.meeting import Meetings
from instructional_coaching.analysis.outlook import looks_back_to, outlook
from instructional_coaching.domain.absence import Absence
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage.port import Document, Key, Put, Query, StorageBackend
from instructional_coaching.workspace.caseload import (
    CaseloadEntry,
    entries_of,
    key_of_entry,
    overdue_entries,
    shelved_entry,
    taken_entry,
)
from instructional_coaching.workspace.holding import Held, Holding

GOES_ON = frozenset(f"session.{verb}" for verb in ("log", "plan", "hold", "move", "cancel", "miss"))
"""Verbs after which an entry may be taken on from where it stood."""
_BASIS = Relationship | Person | Calendar | Absence
BATCH = 100
"""How many entries are made anew at a time."""


class CaseloadIndex:
    """The caseload of one school. Safe to share between threads."""

    def __init__(self, school: str, backend: StorageBackend) -> None:
        self._school = school
        self._backend = backend
        self._days: dict[tuple[Key, int], Surroundings] = {}

    def puts(self, holding: Holding, today: date) -> list[Put]:
        """Return what brings the index up to date with what a unit is to write."""
        fresh = holding.afresh()
        changed = fresh.changed()
        return [self._put(fresh, one, today, changed) for one in sorted(_touched(fresh))]

    def rebuild(self, holding: Holding, today: date) -> int:
        """Make every entry anew, in batches, and return how many there are."""
        ids = [one.id for one in holding.find(Relationship, _all_of(self._school, Relationship))]
        for start in range(0, len(ids), BATCH):
            while True:
                fresh = holding.afresh()
                try:
                    self._backend.commit([self._put(fresh, one, today) for one in ids[start : start + BATCH]])
                except ConcurrencyConflict:
                    continue
                break
        return len(ids)

    def find(self, coach: str | None = None) -> Iterator[CaseloadEntry]:
        """Yield all entries, or those of a coach."""
        yield from map(taken_entry, self._backend.find(entries_of(self._school, coach)))

    def overdue(self, until: date, coach: str | None = None) -> Iterator[CaseloadEntry]:
        """Yield the entries that are overdue by a day, the longest overdue first."""
        yield from map(taken_entry, self._backend.find(overdue_entries(self._school, until, coach)))

    def calendar_revision(self, holding: Holding) -> int:
        """Return the revision of the school's calendar; 0 if it has none."""
        document = holding.first(Calendar)
        return document.revision if document else 0

    def _put(self, holding: Holding, id: str, today: date, changed: Iterable[Held] = ()) -> Put:
        # First the entry, then what it is derived from: whatever changes in between changes the entry too.
        (stored,) = self._backend.get([key_of_entry(self._school, id)])
        before = taken_entry(stored) if stored else None
        entry = self._entry(holding, id, today, before, tuple(changed))
        revision = stored.revision if stored else 0
        return Put(shelved_entry(self._school, entry, revision + 1), revision)

    def _entry(
        self,
        holding: Holding,
        id: str,
        today: date,
        before: CaseloadEntry | None,
        changed: tuple[Held, ...],
    ) -> CaseloadEntry:
        relationship = holding.require(Relationship, id)
        calendar = holding.first(Calendar)
        around = self._around(holding, relationship, calendar)
        pins = {one.cadence for one in relationship.arrangements if one.cadence}
        rules = {pin: holding.pinning.named(CadenceRule, pin) for pin in pins}
        revision = calendar.revision if calendar else 0
        sessions = _sessions_after(before, revision, today, changed, rules.values())
        if before is None or sessions is None:
            found = list(holding.find(Session, _all_of(self._school, Session, relationship=id)))
            meetings = Meetings.of(found)
            facts = feature_facts(relationship, found, self._rounds(holding, id), around)
        else:
            meetings = Meetings(before.held, before.planned).with_sessions(sessions)
            facts = before.facts.after_all(sessions, around)
            if any(_is_round_of(id, one.record) for one in changed):
                facts = facts.practised(self._rounds(holding, id))
        looks_back = looks_back_to(relationship, meetings, rules, around, today)
        return CaseloadEntry(
            id=id,
            coachee=relationship.coachee,
            tenures=tuple(one for one in relationship.tenures if one.last is None or one.last >= today),
            as_of=today,
            calendar=revision,
            phases=outlook(relationship, meetings, rules, around, today),
            held=tuple(one for one in meetings.held if one.when >= looks_back),
            planned=meetings.planned,
            looks_back=looks_back,
            facts=facts,
        )

    def _rounds(self, holding: Holding, relationship: str) -> Iterator[PracticeRound]:
        query = _all_of(self._school, PracticeRound, relationship=relationship)
        return holding.find(PracticeRound, query)

    def _around(
        self, holding: Holding, relationship: Relationship, calendar: Document | None
    ) -> Surroundings | None:
        if calendar is None:
            return None
        known = self._days.get((calendar.key, calendar.revision))
        if known is None:
            known = Surroundings(holding.meet(Calendar, calendar))
            self._days = {(calendar.key, calendar.revision): known}
        coachee = holding.peek(Person, relationship.coachee)
        people = sorted({relationship.coachee, *(one.coach for one in relationship.tenures)})
        absences = [
            absence
            for person in people
            for absence in holding.find(Absence, _all_of(self._school, Absence, person=person))
        ]
        return known.about(cast("Person", coachee.record) if coachee else None, absences)


def _all_of(school: str, kind: type[Record], **having: str) -> Query:
    return Query(kind.KIND, (*having.items(), ("school", school)))


def _is_round_of(relationship: str, record: Record) -> bool:
    return isinstance(record, PracticeRound) and record.relationship == relationship


def _touched(holding: Holding) -> set[str]:
    """Return the ids of the relationships of which an entry may change with what is to be written."""
    found: set[str] = set()
    for held in holding.changed():
        record = held.record
        if isinstance(record, Relationship):
            found.add(record.id)
        elif isinstance(record, Session | PracticeRound):
            found.add(record.relationship)
        elif isinstance(record, Calendar):
            found |= _ids(holding)
        elif isinstance(record, Person):
            found |= _ids(holding, coachee=record.id)
        elif isinstance(record, Absence):
            found |= _ids(holding, coachee=record.person) | _ids(holding, coach=record.person)
    return found


def _ids(holding: Holding, **having: str) -> set[str]:
    return {one.id for one in holding.find(Relationship, _all_of(holding.school, Relationship, **having))}


def _sessions_after(
    before: CaseloadEntry | None,
    calendar: int,
    today: date,
    changed: tuple[Held, ...],
    rules: Iterable[CadenceRule],
) -> tuple[Session, ...] | None:
    """Return the changed sessions of a relationship if its entry can be taken on with them, or None."""
    if before is None or not changed or before.calendar != calendar or before.as_of > today:
        return None
    if any(requirement.pair for rule in rules for requirement in rule.requires):
        return None
    sessions: list[Session] = []
    last = max(((one.when, one.id) for one in before.held), default=None)
    for held in changed:
        record = held.record
        if isinstance(record, _BASIS):
            return None
        if not isinstance(record, Session) or record.relationship != before.id:
            continue
        is_early = record.when < before.looks_back or (last is not None and (record.when, record.id) <= last)
        if (record.took_place and is_early) or not all(one.entry.verb in GOES_ON for one in held.recorded):
            return None
        sessions.append(record)
    return tuple(sessions)
