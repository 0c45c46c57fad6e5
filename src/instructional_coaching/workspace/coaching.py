"""All that the questions about one relationship are asked of, put together from a store."""

import attrs

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session


@attrs.frozen
class Coaching:
    """One relationship with all that belongs to it.

    Attributes:
        relationship: The relationship.
        sessions: Its sessions, by day and id; those that were voided too.
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
