"""What a relationship rests on, and where it stands."""

from enum import StrEnum


class Basis(StrEnum):
    """What the relationship rests on."""

    VOLUNTARY = "voluntary"
    PROGRAMME = "programme"
    STATUTORY = "statutory"


class RelationshipStatus(StrEnum):
    """Where a relationship stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a relationship came to its end."""

    COMPLETED = "completed"
    COACHEE_WITHDREW = "coachee_withdrew"
    LEFT_SCHOOL = "left_school"
    PROGRAMME_ENDED = "programme_ended"
