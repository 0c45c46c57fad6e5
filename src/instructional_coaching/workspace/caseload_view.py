"""What one person sees of the caseload."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import attrs

from instructional_coaching.access.sight import Sight, sees_caseload, sees_inside
from instructional_coaching.analysis.cadence_standing import CadenceStanding, CadenceStatus
from instructional_coaching.analysis.due import cadence_standing
from instructional_coaching.analysis.feature_facts import feature_facts
from instructional_coaching.analysis.meeting import Meetings
from instructional_coaching.analysis.outlook import phase_of
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.errors import NotFound
from instructional_coaching.workspace.caseload import CaseloadEntry, CaseloadRow, row_of
from instructional_coaching.workspace.caseload_index import CaseloadIndex
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

    Attributes:
        recall: What they see of the records as they were on the day; nothing happened later.
        index: The caseload index.
        as_of: The day.
    """

    recall: Recall
    index: CaseloadIndex
    as_of: date

    def rows(self, coach: str | None = None) -> Iterator[CaseloadRow]:
        """Yield where every relationship that they may know of stands, the most pressing first.

        Args:
            coach: Only the relationships that this person coaches on the day.
        """
        found = (self._row(one) for one in self._seen(self.index.find(coach)))
        asked = (one for one in found if one and (coach is None or coach in one.coaches))
        yield from sorted(asked, key=_pressing)

    def overdue(self, coach: str | None = None, limit: int | None = None) -> Iterator[CaseloadRow]:
        """Yield the relationships that are overdue, the longest overdue first.

        Args:
            coach: Only the relationships that this person coaches on the day.
            limit: How many at most.
        """
        found = (self._row(one) for one in self._seen(self.index.overdue(self.as_of, coach)))
        overdue = (one for one in found if one and one.status is CadenceStatus.OVERDUE)
        yield from islice((one for one in overdue if coach is None or coach in one.coaches), limit)

    def explain(self, relationship: str) -> CadenceStanding:
        """Return where a relationship stands, with the window and the days that decided it.

        Raises:
            NotFound: there was no such relationship on the day, or this person may not know how it stands.
        """
        then = self.recall.coaching(relationship)
        return cadence_standing(
            then.relationship, Meetings.of(then.sessions), then.rules, then.around, self.as_of
        )

    def _seen(self, entries: Iterator[CaseloadEntry]) -> Iterator[CaseloadEntry]:
        outlook = self.recall.outlook
        if Sight.NOTHING in (outlook.most(Relationship), outlook.most(Session)):
            return
        for one in entries:
            if sees_caseload(outlook.actor, one.coachee, one.tenures, outlook.today, outlook.leads):
                yield one

    def _row(self, entry: CaseloadEntry) -> CaseloadRow | None:
        is_current = self.recall.known_at is None and entry.calendar == self._calendar
        row = row_of(entry, self.as_of) if is_current else None
        if row is None:
            return self._from_records(entry.id)
        outlook = self.recall.outlook
        sees_all = sees_inside(outlook.actor, entry.coachee, entry.tenures, outlook.today)
        return row if sees_all else attrs.evolve(row, facts=row.facts.as_activity())

    def _from_records(self, relationship: str) -> CaseloadRow | None:
        try:
            coaching = self.recall.coaching(relationship)
        except NotFound:
            return None
        then, rounds = coaching.relationship, coaching.rounds if coaching.sees_rounds else None
        return CaseloadRow(
            relationship=relationship,
            coachee=then.coachee,
            lead=then.lead_on(self.as_of),
            coaches=then.coaches_on(self.as_of),
            as_of=self.as_of,
            phase=phase_of(self.explain(relationship)),
            facts=feature_facts(then, coaching.sessions, rounds, coaching.around),
        )

    @property
    def _calendar(self) -> int:
        return self.index.calendar_revision(self.recall.outlook.holding)


def _pressing(row: CaseloadRow) -> tuple[object, ...]:
    phase = row.phase
    return PRESSING.index(row.status), phase.overdue_from or _LATE, phase.due_on or _LATE, row.relationship
