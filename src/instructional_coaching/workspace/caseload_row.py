"""Where one relationship stands on a day, read from its entry no further than it is asked.

A due list of thousands needs a phase of each, and what the features are judged by of hardly any. An entry is
the library's own, and its store says whether it is what was written. What doesn't fit all the same is
answered from the records.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Self, cast

import attrs

from instructional_coaching.analysis.cadence_standing import CadenceStatus
from instructional_coaching.analysis.feature import FiveFeatures
from instructional_coaching.analysis.feature_facts import FeatureFacts
from instructional_coaching.analysis.five_features import five_features
from instructional_coaching.analysis.outlook import Phase
from instructional_coaching.codec.assembly import assembled
from instructional_coaching.codec.converter import converter
from instructional_coaching.domain.tenure import CoachRole, Tenure
from instructional_coaching.errors import CoachingError
from instructional_coaching.storage.port import Document
from instructional_coaching.workspace.caseload import VERSION

Plain = Mapping[str, Any]


def _facts_in(kept: FeatureFacts | Plain | None) -> FeatureFacts | None:
    if not isinstance(kept, Mapping):
        return kept
    made = assembled(FeatureFacts)
    if made is not None:
        with suppress(Exception):  # the strict converter says what is wrong
            return cast("FeatureFacts", made(kept))
    return converter().structure(kept, FeatureFacts)


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
        kept: What ``facts`` are read from.
    """

    relationship: str
    coachee: str
    lead: str | None
    coaches: frozenset[str]
    as_of: date
    phase: Phase
    kept: FeatureFacts | Plain | None = attrs.field(repr=False, eq=_facts_in, hash=False)

    @property
    def status(self) -> CadenceStatus:
        """Where it stands, in a word."""
        return self.phase.status

    @property
    def facts(self) -> FeatureFacts | None:
        """What the five features are judged by, as far as whoever asks may know; None where it isn't told."""
        return _facts_in(self.kept)

    @property
    def features(self) -> FiveFeatures | None:
        """The five features on the day; None where they can't be told."""
        facts = self.facts
        return five_features(facts, self.as_of) if facts else None

    def as_activity(self) -> Self:
        """Return it as somebody may know it who doesn't see what is in the coaching."""
        kept = self.kept
        if isinstance(kept, Mapping):
            return attrs.evolve(self, kept={**kept, "inside": None})
        return attrs.evolve(self, kept=kept and kept.as_activity())


@attrs.frozen
class StoredEntry:
    """An entry as it is stored.

    Attributes:
        plain: What it says, as plain values.
    """

    plain: Plain

    @property
    def coachee(self) -> str:
        """The coachee."""
        return str(self.plain["coachee"])

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Who was, is and will be a coach."""
        return tuple(
            Tenure(
                coach=one["coach"],
                role=CoachRole(one["role"]),
                first=date.fromisoformat(one["first"]),
                last=_day(one["last"]),
            )
            for one in self.plain["tenures"]
        )

    def row(self, as_of: date) -> CaseloadRow | None:
        """Return where the relationship stands on a day, or None if the entry doesn't reach back so far."""
        day = as_of.isoformat()
        phase = next((one for one in reversed(self.plain["phases"]) if one["first"] <= day), None)
        if phase is None or day < self.plain["as_of"]:
            return None
        covering = [
            one
            for one in self.plain["tenures"]
            if one["first"] <= day and (one["last"] is None or day <= one["last"])
        ]
        return CaseloadRow(
            relationship=self.plain["id"],
            coachee=self.coachee,
            lead=next((one["coach"] for one in covering if one["role"] == CoachRole.LEAD), None),
            coaches=frozenset(one["coach"] for one in covering),
            as_of=as_of,
            phase=_phase(phase, as_of),
            kept=self.plain["facts"],
        )


def read(document: Document, as_of: date) -> tuple[StoredEntry, CaseloadRow] | None:
    """Return an entry with where its relationship stands on a day, or None if it doesn't say that.

    It doesn't if another version wrote it, if it was made on a later day, or if it can't be read.
    """
    if document.schema != VERSION:
        return None
    try:
        entry = StoredEntry(json.loads(document.body))
        row = entry.row(as_of)
    except (CoachingError, LookupError, TypeError, ValueError):
        return None
    return (entry, row) if row else None


def _phase(plain: Plain, as_of: date) -> Phase:
    return Phase(
        first=as_of,
        status=CadenceStatus(plain["status"]),
        reason=plain["reason"],
        rule=plain["rule"],
        due_on=_day(plain["due_on"]),
        overdue_from=_day(plain["overdue_from"]),
        last_contact=_day(plain["last_contact"]),
        is_slipping=plain["is_slipping"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
