"""The caseload: where every relationship stands and will stand, kept beside the records.

An entry is derived: from the records it can be made again at any time, and comes out the same. It answers for
the day on which it was made and for later ones; earlier questions go to the records.
"""

from datetime import date
from typing import ClassVar, Self

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
from instructional_coaching.errors import CoachingError, InvalidInput
from instructional_coaching.storage.port import Document, Key, Query, Tags

CASELOAD = "caseload"
BASIS = "caseload_basis"
VERSION = 1
"""How entries are derived and written; raise it when either changes. Those of another are as good as none."""
EARLIEST = "1900-01-01"


@value
class CaseloadEntry(Value):
    """Where one relationship stands and will stand.

    Attributes:
        id: The relationship.
        coachee: The coachee.
        tenures: Who was, is and will be a coach.
        as_of: The day on which it was made.
        phases: Where it stands from ``as_of`` on, the earliest first.
        held: The sessions held that windows still open may look at, the earliest first.
        planned: The sessions planned for ``as_of`` or later.
        looks_back: The day from which ``held`` is complete; None where the entry is always made anew.
        facts: What the five features are judged by; None where it could not be derived.
    """

    KIND: ClassVar[str] = CASELOAD

    id: RelationshipId = activity()
    coachee: PersonId = activity()
    tenures: tuple[Tenure, ...] = activity()
    as_of: date = activity()
    phases: tuple[Phase, ...] = activity(default=())
    held: tuple[Meeting, ...] = activity(default=())
    planned: tuple[Meeting, ...] = activity(default=())
    looks_back: date | None = activity(default=None)
    facts: FeatureFacts | None = content(default=None)

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
        phase: Where it stands on the day.
        facts: What the five features are judged by, as far as whoever asks may know; None where that can't be
            told.
    """

    relationship: str
    coachee: str
    lead: str | None
    coaches: frozenset[str]
    as_of: date
    phase: Phase
    facts: FeatureFacts | None

    @property
    def status(self) -> CadenceStatus:
        """Where it stands, in a word."""
        return self.phase.status

    @property
    def features(self) -> FiveFeatures | None:
        """The five features on the day; None where they can't be told."""
        return five_features(self.facts, self.as_of) if self.facts else None

    def as_activity(self) -> Self:
        """Return it as somebody may know it who doesn't see what is in the coaching."""
        return attrs.evolve(self, facts=self.facts and self.facts.as_activity())


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
        phase=attrs.evolve(phase, first=as_of),
        facts=entry.facts,
    )


def unknown(as_of: date, fault: Exception) -> Phase:
    """Return where a relationship stands of which that could not be told, without saying anything private."""
    code = fault.code if isinstance(fault, CoachingError) else type(fault).__name__
    return Phase(first=as_of, status=CadenceStatus.UNKNOWN, reason=f"could not be told: {code}"[:80])


def key_of_entry(school: str, relationship: str) -> Key:
    """Return the key of the entry of a relationship."""
    return Key(CASELOAD, f"{school}/{relationship}")


def relationship_in(key: Key) -> str:
    """Return the relationship that an entry is of."""
    return key.id.partition("/")[2]


def shelved_entry(school: str, entry: CaseloadEntry, revision: int) -> Document:
    """Return an entry as a document, to be found by school and people in the order of getting overdue."""
    overdue = entry.overdue_from
    coaches = {("coach", one.coach) for one in entry.tenures}
    return Document(
        key=key_of_entry(school, entry.id),
        revision=revision,
        schema=VERSION,
        body=to_body(entry),
        at=overdue.isoformat() if overdue else "",
        tags=(("school", school), ("coachee", entry.coachee), *coaches),
    )


def taken_entry(document: Document) -> CaseloadEntry | None:
    """Return the entry of a document, or None if another version wrote it, or it can't be read."""
    if document.schema != VERSION:
        return None
    try:
        return from_body(CaseloadEntry, document.body, version_of(CASELOAD), str(document.key))
    except InvalidInput:
        return None


def key_of_basis(school: str) -> Key:
    """Return the key of what the entries of a school have in common."""
    return Key(BASIS, school)


def shelved_basis(school: str, revision: int) -> Document:
    """Return the document that says that every relationship of a school has its entry, of this version."""
    return Document(key_of_basis(school), revision, VERSION, "", tags=(("school", school),))


def entries_of(school: str, tags: Tags = ()) -> Query:
    """Return the query for all the entries of a school, or for those with these tags."""
    return Query(CASELOAD, (*tags, ("school", school)))


def overdue_entries(school: str, until: date, tags: Tags = ()) -> Query:
    """Return the query for the entries that are overdue by a day, the longest overdue first."""
    return attrs.evolve(entries_of(school, tags), since=EARLIEST, until=until.isoformat())
