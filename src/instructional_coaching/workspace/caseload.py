"""The caseload: where every relationship stands and will stand, kept beside the records.

An entry is derived: from the records it can be made again at any time, and comes out the same. It answers for
the day on which it was made and for later ones; earlier questions go to the records.
"""

import json
from datetime import date
from typing import ClassVar

import attrs

from instructional_coaching.analysis.cadence_standing import CadenceStatus
from instructional_coaching.analysis.feature_facts import FeatureFacts
from instructional_coaching.analysis.meeting import Meeting
from instructional_coaching.analysis.outlook import Phase
from instructional_coaching.codec.document import from_body, from_plain, to_body
from instructional_coaching.codec.schema import version_of
from instructional_coaching.domain.check import PersonId, RelationshipId
from instructional_coaching.domain.tenure import Tenure
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
        source, version = str(document.key), version_of(CASELOAD)
        return from_body(CaseloadEntry, document.body, version, source, intact=document.intact)
    except InvalidInput:
        return None


def earlier_entry(document: Document) -> CaseloadEntry | None:
    """Return of an entry what the next one goes on from; where it stood and who coached is told anew.

    None if another version wrote it, or it can't be read.
    """
    if document.schema != VERSION:
        return None
    try:
        plain = json.loads(document.body)
        bare, source = plain | {"phases": [], "tenures": []}, str(document.key)
        return from_plain(CaseloadEntry, bare, source, intact=document.intact)
    except (InvalidInput, TypeError, ValueError):
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
