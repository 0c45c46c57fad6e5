"""The caseload: where every relationship stands and will stand, kept beside the records.

An entry is derived: from the records it can be made again at any time, and comes out the same. It answers for
the day on which it was made and for later ones; earlier questions go to the records.
"""

from datetime import date
from typing import ClassVar

import attrs

from instructional_coaching.analysis.cadence_standing import CadenceStatus
from instructional_coaching.analysis.feature import FiveFeatures
from instructional_coaching.analysis.feature_facts import FeatureFacts
from instructional_coaching.analysis.five_features import five_features
from instructional_coaching.analysis.meeting import Meeting
from instructional_coaching.analysis.outlook import Phase, phase_on
from instructional_coaching.codec.document import from_body, to_body
from instructional_coaching.codec.schema import version_of
from instructional_coaching.domain.check import PersonId, RelationshipId
from instructional_coaching.domain.tenure import CoachRole, Tenure
from instructional_coaching.domain.value import Value, activity, content, value
from instructional_coaching.storage.port import Document, Key, Query

CASELOAD = "caseload"
EARLIEST = "1900-01-01"


@value
class CaseloadEntry(Value):
    """Where one relationship stands and will stand.

    Attributes:
        id: The relationship.
        coachee: The coachee.
        tenures: Who coaches from ``as_of`` on.
        as_of: The day on which it was made.
        calendar: Revision of the calendar that it was made by; 0 where the school had none.
        phases: Where it stands from ``as_of`` on, the earliest first.
        held: The sessions held that windows still open may look at, the earliest first.
        planned: The sessions planned.
        looks_back: The day from which ``held`` is complete.
        facts: What the five features are judged by.
    """

    KIND: ClassVar[str] = CASELOAD

    id: RelationshipId = activity()
    coachee: PersonId = activity()
    tenures: tuple[Tenure, ...] = activity()
    as_of: date = activity()
    calendar: int = activity()
    phases: tuple[Phase, ...] = activity()
    held: tuple[Meeting, ...] = activity()
    planned: tuple[Meeting, ...] = activity()
    looks_back: date = activity()
    facts: FeatureFacts = content()

    @property
    def overdue_from(self) -> date | None:
        """The first day on which it is, or will be, overdue."""
        overdue = (one.overdue_from for one in self.phases if one.status is CadenceStatus.OVERDUE)
        return next(overdue, None)


@attrs.frozen
class CaseloadRow:
    """Where one relationship stands on a day.

    Attributes:
        relationship: Its id.
        coachee: The coachee.
        lead: The lead coach of the day; None if it has none.
        coaches: Everybody who coaches on the day.
        as_of: The day.
        phase: Where it stands.
        facts: What the five features are judged by, as far as whoever asks may know.
    """

    relationship: str
    coachee: str
    lead: str | None
    coaches: frozenset[str]
    as_of: date
    phase: Phase
    facts: FeatureFacts

    @property
    def status(self) -> CadenceStatus:
        """Where it stands, in a word."""
        return self.phase.status

    @property
    def features(self) -> FiveFeatures:
        """The five features on the day."""
        return five_features(self.facts, self.as_of)


def row_of(entry: CaseloadEntry, as_of: date) -> CaseloadRow | None:
    """Return where a relationship stands on a day, or None if the entry doesn't reach back so far."""
    phase = phase_on(entry.phases, as_of) if entry.as_of <= as_of else None
    if phase is None:
        return None
    covering = [one for one in entry.tenures if one.covers(as_of)]
    return CaseloadRow(
        relationship=entry.id,
        coachee=entry.coachee,
        lead=next((one.coach for one in covering if one.role is CoachRole.LEAD), None),
        coaches=frozenset(one.coach for one in covering),
        as_of=as_of,
        phase=phase,
        facts=entry.facts,
    )


def key_of_entry(school: str, relationship: str) -> Key:
    """Return the key of the entry of a relationship."""
    return Key(CASELOAD, f"{school}/{relationship}")


def shelved_entry(school: str, entry: CaseloadEntry, revision: int) -> Document:
    """Return an entry as a document, to be found by school and coach in the order of getting overdue."""
    overdue = entry.overdue_from
    coaches = {("coach", one.coach) for one in entry.tenures}
    return Document(
        key=key_of_entry(school, entry.id),
        revision=revision,
        schema=version_of(CASELOAD),
        body=to_body(entry),
        at=overdue.isoformat() if overdue else "",
        tags=(("school", school), *coaches),
    )


def taken_entry(document: Document) -> CaseloadEntry:
    """Return the entry of a document.

    Raises:
        SchemaError: it was written by a newer version of this library.
    """
    return from_body(CaseloadEntry, document.body, document.schema, str(document.key))


def entries_of(school: str, coach: str | None = None) -> Query:
    """Return the query for all the entries of a school, or of one coach."""
    own = (("coach", coach),) if coach else ()
    return Query(CASELOAD, (*own, ("school", school)))


def overdue_entries(school: str, until: date, coach: str | None = None) -> Query:
    """Return the query for the entries that are overdue by a day, the longest overdue first."""
    return attrs.evolve(entries_of(school, coach), since=EARLIEST, until=until.isoformat())
