"""What one person sees of the caseload."""

from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from itertools import islice
from operator import itemgetter

import attrs

from instructional_coaching.analysis.cadence_standing import CadenceStanding, CadenceStatus
from instructional_coaching.analysis.due import cadence_standing
from instructional_coaching.analysis.feature_facts import FeatureFacts, feature_facts
from instructional_coaching.analysis.meeting import Meetings
from instructional_coaching.analysis.outlook import Phase, phase_of
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.errors import NotFound, StorageError
from instructional_coaching.storage.port import Document, Tags
from instructional_coaching.workspace.caseload import relationship_in, unknown
from instructional_coaching.workspace.caseload_derivation import relationships
from instructional_coaching.workspace.caseload_index import CaseloadIndex
from instructional_coaching.workspace.caseload_row import CaseloadRow, read
from instructional_coaching.workspace.coaching import Coaching
from instructional_coaching.workspace.recall import Recall

PRESSING = (
    CadenceStatus.OVERDUE,
    CadenceStatus.DUE,
    CadenceStatus.NO_COACH,
    CadenceStatus.OPEN,
    CadenceStatus.BOOKED,
    CadenceStatus.NOT_EXPECTED,
    CadenceStatus.ON_TRACK,
    CadenceStatus.UNKNOWN,
    CadenceStatus.NOT_STARTED,
    CadenceStatus.PAUSED,
    CadenceStatus.ENDED,
)
"""The statuses in the order in which somebody may have to do something."""
_LATE = date.max


@attrs.frozen
class CaseloadView:
    """The caseload as one person sees it on a day.

    What is asked about today and later is answered from the index. Earlier days, what was known on one, and
    what the unit has saved but not committed are questions to the records.

    Attributes:
        recall: What they see of the records as they were on the day; nothing happened later.
        as_of: The day.
    """

    recall: Recall
    _index: CaseloadIndex
    as_of: date

    def rows(self, coach: str | None = None) -> Iterator[CaseloadRow]:
        """Yield where every relationship that they may know of stands, the most pressing first.

        Args:
            coach: Only the relationships that this person coaches on the day.
        """
        yield from sorted(self._rows(coach), key=_pressing)

    def overdue(self, coach: str | None = None, limit: int | None = None) -> Iterator[CaseloadRow]:
        """Yield the relationships that are overdue, the longest overdue first.

        Args:
            coach: Only the relationships that this person coaches on the day.
            limit: How many at most.
        """
        if self.as_of >= self.recall.outlook.today and self._is_indexed:
            found = self._overdue(coach, limit)
        else:
            found = iter(sorted(self._rows(coach), key=_longest_overdue))
        yield from islice((one for one in found if one.status is CadenceStatus.OVERDUE), limit)

    def explain(self, relationship: str) -> CadenceStanding:
        """Return where a relationship stands, with the window and the days that decided it.

        Raises:
            NotFound: there was no such relationship on the day, or this person may not know how it stands.
        """
        is_still_so = self._is_indexed and self._index.answers(relationship, self.as_of)
        recall = attrs.evolve(self.recall, as_of=None) if is_still_so else self.recall
        return _standing(recall.coaching(relationship), self.as_of)

    @property
    def _is_indexed(self) -> bool:
        is_pending = bool(self.recall.outlook.holding.changed())
        return self.recall.known_at is None and not is_pending and self._index.is_whole()

    def _rows(self, coach: str | None) -> Iterator[CaseloadRow]:
        if self._is_indexed:
            found = map(self._row, self._index.find(self._scopes(coach)))
        else:
            found = map(self._from_records, sorted(relationships(self.recall.outlook.holding)))
        yield from (one for one in found if one and (coach is None or coach in one.coaches))

    def _overdue(self, coach: str | None, limit: int | None) -> Iterator[CaseloadRow]:
        """Yield what may be overdue; what was overdue before, and is again, waits until it is its turn."""
        waiting: list[tuple[tuple[date, str], CaseloadRow]] = []
        for document in self._index.overdue(self.as_of, self._scopes(coach)):
            row, turn = self._row(document), (date.fromisoformat(document.at), relationship_in(document.key))
            while waiting and waiting[0][0] < turn:
                yield heappop(waiting)[1]
            if row is not None and (coach is None or coach in row.coaches):
                heappush(waiting, (_longest_overdue(row), row))
        yield from (row for _, row in sorted(waiting, key=itemgetter(0)))

    def _scopes(self, coach: str | None) -> list[Tags]:
        """Return the tags that an entry has, those of one scope or another, if they may know of it."""
        outlook, asked = self.recall.outlook, (("coach", coach),) if coach else ()
        if outlook.sees_every_caseload():
            return [asked]
        return [((part, outlook.actor.id), *asked) for part in ("coach", "coachee")]

    def _row(self, document: Document) -> CaseloadRow | None:
        found, outlook = read(document, self.as_of), self.recall.outlook
        if found is None:
            return self._from_records(relationship_in(document.key))
        entry, row = found
        if not outlook.sees_caseload(entry):
            return None
        return row if outlook.sees_inside(entry) else row.as_activity()

    def _from_records(self, relationship: str) -> CaseloadRow | None:
        try:
            then = self.recall.relationship(relationship)
        except NotFound:
            return None
        phase, facts = self._told(then)
        return CaseloadRow(
            relationship=relationship,
            coachee=then.coachee,
            lead=then.lead_on(self.as_of),
            coaches=then.coaches_on(self.as_of),
            as_of=self.as_of,
            phase=phase,
            kept=facts,
        )

    def _told(self, then: Relationship) -> tuple[Phase, FeatureFacts | None]:
        """Return where a relationship stands by its records; unknown where that fails, to hide no other."""
        try:
            coaching = self.recall.coaching(then.id)
            rounds = coaching.rounds if self.recall.outlook.sees_inside(then) else None
            facts = feature_facts(then, coaching.sessions, rounds, coaching.around)
            return phase_of(_standing(coaching, self.as_of)), facts
        except StorageError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with a rule
            return unknown(self.as_of, fault), None


def _standing(then: Coaching, as_of: date) -> CadenceStanding:
    meetings = Meetings.of(then.sessions)
    return cadence_standing(then.relationship, meetings, then.rules, then.around, as_of)


def _pressing(row: CaseloadRow) -> tuple[object, ...]:
    is_overdue = row.status is CadenceStatus.OVERDUE
    since = row.phase.overdue_from if is_overdue else row.phase.due_on
    return PRESSING.index(row.status), since or _LATE, row.relationship


def _longest_overdue(row: CaseloadRow) -> tuple[date, str]:
    return row.phase.overdue_from or _LATE, row.relationship
