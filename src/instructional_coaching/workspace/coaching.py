"""All that the questions about one relationship are asked of, put together from a store."""

from typing import Any, TypeVar, cast

import attrs

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Exposure, exposure_of, stored_fields

R = TypeVar("R", bound=Record)


@attrs.frozen
class Coaching:
    """One relationship with all that belongs to it.

    Attributes:
        relationship: The relationship; for whoever doesn't see all of it without its content.
        sessions: Its sessions, by day and id. Those that whoever asks doesn't see in full are without their
            content, and not there if they were voided.
        rounds: Its rounds of practice, as far as whoever asks sees them.
        sees_rounds: Whether whoever asks sees rounds of practice at all; a leader doesn't.
        around: What decides about the coachee's days; None where the school has no calendar.
        rules: The cadence rules that were arranged, by pin.
    """

    relationship: Relationship
    sessions: tuple[Session, ...]
    rounds: tuple[PracticeRound, ...]
    sees_rounds: bool
    around: Surroundings | None
    rules: dict[str, CadenceRule]


def without_content(record: R) -> R:
    """Return a record as though it had no content, for the questions that ask about its activity alone."""
    hidden = {
        field.name: field.default
        for field in stored_fields(type(record))
        if exposure_of(field) is not Exposure.ACTIVITY
    }
    return cast("R", attrs.evolve(cast("Any", record), **hidden))
