"""What a session is, and where it stands."""

from enum import StrEnum


class SessionKind(StrEnum):
    """What a session is."""

    CONVERSATION = "conversation"
    OBSERVATION = "observation"
    MODELLING = "modelling"
    CO_TEACHING = "co_teaching"
    REHEARSAL = "rehearsal"
    VIDEO_REVIEW = "video_review"


class SessionStatus(StrEnum):
    """Where a session stands. One that was moved is planned, for its new day."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MISSED = "missed"


class MissReason(StrEnum):
    """Why a planned session didn't take place, or was moved. Leaders see totals only."""

    COACH_AWAY = "coach_away"
    TEACHER_AWAY = "teacher_away"
    SCHOOL_EVENT = "school_event"
    CLASH_OR_COVER = "clash_or_cover"
    NOT_RECORDED = "not_recorded"
