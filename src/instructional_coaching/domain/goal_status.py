"""Where a goal stands, and why it left active life."""

from enum import StrEnum


class GoalStatus(StrEnum):
    """Where a goal stands."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DECLINED = "declined"
    SET_ASIDE = "set_aside"
    MET = "met"


LIVE = (GoalStatus.PROPOSED, GoalStatus.ADOPTED)


class SetAsideReason(StrEnum):
    """Why a goal or step left active life other than by being met. Setting aside is not failing."""

    REPLACED = "replaced"
    NO_LONGER_RELEVANT = "no_longer_relevant"
    CIRCUMSTANCES = "circumstances"
    TOO_WIDE = "too_wide"
    COACHING_ENDED = "coaching_ended"


class Judgement(StrEnum):
    """What a goal called met rests on."""

    EVIDENCE = "evidence"
    OWN_JUDGEMENT = "own_judgement"
