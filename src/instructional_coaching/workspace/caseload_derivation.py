"""How an entry of the caseload index is derived from the records of one relationship.

A session that comes after all others is taken into the entry as it stands, so that the thousandth costs what
the tenth did. Whatever else changes, the entry is made anew from the records.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar, cast

import attrs

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature_facts import FeatureFacts, feature_facts
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
from instructional_coaching.errors import StorageError
from instructional_coaching.storage.port import Query
from instructional_coaching.workspace.caseload import CaseloadEntry, unknown
from instructional_coaching.workspace.held import Held
from instructional_coaching.workspace.holding import Holding

R = TypeVar("R", bound=Record)

GOES_ON = frozenset(f"session.{verb}" for verb in ("log", "plan", "hold", "move", "cancel", "miss"))
"""Verbs after which an entry may be taken on from where it stood."""
BASIC = (Relationship, Person, Calendar, Absence)
"""Kinds of record of which a change may concern every day, or several relationships."""


@attrs.frozen
class Derivation:
    """Derives entries from the records as a unit is to leave them.

    Attributes:
        holding: The records.
        changed: Those of them that the unit is to write.
        around: The school's calendar, with what is known of its days; None where it has none.
        today: The day from which on the entries are to answer.
    """

    holding: Holding
    changed: Sequence[Held]
    around: Surroundings | None
    today: date

    def entry(self, id: str, before: CaseloadEntry | None = None) -> CaseloadEntry:
        """Return the entry of a relationship: that it is unknown, where something fails that isn't the store.

        Args:
            id: The relationship.
            before: Its entry until now, if there is one.
        """
        relationship = self.holding.require(Relationship, id)
        bare = CaseloadEntry(
            id=id,
            coachee=relationship.coachee,
            tenures=relationship.tenures,
            as_of=self.today,
        )
        try:
            return self._derived(bare, relationship, before)
        except StorageError:
            raise
        except Exception as fault:  # noqa: BLE001 - a rule that fails must not keep records from being saved
            return attrs.evolve(bare, phases=(unknown(self.today, fault),))

    def _derived(
        self, bare: CaseloadEntry, relationship: Relationship, before: CaseloadEntry | None
    ) -> CaseloadEntry:
        pins = {one.cadence for one in relationship.arrangements if one.cadence}
        rules = {pin: self.holding.pinning.named(CadenceRule, pin) for pin in pins}
        around = self._around(relationship)
        sessions = self._sessions_after(before)
        if before is None or before.facts is None or sessions is None:
            found = list(self._all(Session, relationship=relationship.id))
            meetings = Meetings.of(found)
            facts = feature_facts(relationship, found, self._rounds(relationship.id), around)
        else:
            meetings = Meetings(before.held, before.planned).with_sessions(sessions)
            facts = self._facts_after(before.facts, sessions, around)
        looks_back = looks_back_to(relationship, meetings, rules, around, self.today)
        return attrs.evolve(
            bare,
            phases=outlook(relationship, meetings, rules, around, self.today),
            held=tuple(one for one in meetings.held if looks_back and one.when >= looks_back),
            planned=tuple(one for one in meetings.planned if one.when >= self.today),
            looks_back=looks_back,
            facts=facts,
        )

    def _around(self, relationship: Relationship) -> Surroundings | None:
        if self.around is None:
            return None
        coachee = self.holding.peek(Person, relationship.coachee)
        people = sorted({relationship.coachee, *(one.coach for one in relationship.tenures)})
        absences = [one for person in people for one in self._all(Absence, person=person)]
        return self.around.about(cast("Person", coachee.record) if coachee else None, absences)

    def _facts_after(
        self, facts: FeatureFacts, sessions: Iterable[Session], around: Surroundings | None
    ) -> FeatureFacts:
        after = facts.after_all(sessions, around)
        practised = any(
            isinstance(one.record, PracticeRound) and one.record.relationship == facts.relationship
            for one in self.changed
        )
        return after.practised(self._rounds(facts.relationship)) if practised else after

    def _sessions_after(self, before: CaseloadEntry | None) -> list[Session] | None:
        """Return the changed sessions of a relationship if its entry can be taken on with them, or None."""
        if before is None or before.looks_back is None or before.as_of > self.today or not self.changed:
            return None
        sessions: list[Session] = []
        last = max(((one.when, one.id) for one in before.held), default=None)
        for held in self.changed:
            record = held.record
            if isinstance(record, BASIC):
                return None
            if not isinstance(record, Session) or record.relationship != before.id:
                continue
            place = record.when, record.id
            is_early = record.when < before.looks_back or (last is not None and place <= last)
            goes_on = all(one.entry.verb in GOES_ON for one in held.recorded)
            if not goes_on or (record.took_place and is_early):
                return None
            sessions.append(record)
        return sessions

    def _rounds(self, relationship: str) -> Iterator[PracticeRound]:
        return self._all(PracticeRound, relationship=relationship)

    def _all(self, kind: type[R], **having: str) -> Iterator[R]:
        return self.holding.find(kind, all_of(self.holding.school, kind, **having))


def all_of(school: str, kind: type[Record], **having: str) -> Query:
    """Return the query for all records of a kind with these references."""
    return Query(kind.KIND, (*having.items(), ("school", school)))


def concerned(holding: Holding, changed: Iterable[Held]) -> set[str]:
    """Return the ids of the relationships of which an entry may change with what is to be written."""
    found: set[str] = set()
    for record in (held.record for held in changed):
        if isinstance(record, Relationship):
            found.add(record.id)
        elif isinstance(record, Session | PracticeRound):
            found.add(record.relationship)
        elif isinstance(record, Calendar):
            found |= relationships(holding)
        elif isinstance(record, Person):
            found |= relationships(holding, coachee=record.id)
        elif isinstance(record, Absence):
            found |= relationships(holding, coachee=record.person)
            found |= relationships(holding, coach=record.person)
    return found


def relationships(holding: Holding, **having: str) -> set[str]:
    """Return the ids of the relationships with these references."""
    return {one.id for one in holding.find(Relationship, all_of(holding.school, Relationship, **having))}
