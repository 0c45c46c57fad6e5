"""Instructional coaching as a typed domain core: records that change by named, attributed transitions.

Import it as ``import instructional_coaching as ic``. Nothing is loaded before it is used; checkers and
editors read the types in the stub beside this file.
"""

_NAMES = {
    "access.actor": "Actor",
    "access.projection": "GoalActivity RelationshipActivity SessionActivity",
    "analysis.contact": "Gap gaps longest_gap",
    "analysis.goal_progress": "GoalProgress goal_progress",
    "analysis.stance_profile": "StanceProfile stance_profile stance_profile_by_coach",
    "codec.document": "from_json to_json",
    "domain.action_step": "ActionStep StepStatus",
    "domain.agreement": "Agreement",
    "domain.data_point": "DataPoint",
    "domain.goal": "Goal",
    "domain.goal_status": "GoalStatus Judgement SetAsideReason",
    "domain.goal_version": "Focus GoalVersion",
    "domain.helping": "RelationshipKind RelationshipTraits",
    "domain.link": "Link LinkKind",
    "domain.measure": "Better Measure MeasureKind SampleMethod",
    "domain.note": "Note",
    "domain.people": "Duty Person Post",
    "domain.relationship": "Relationship",
    "domain.relationship_status": "Basis EndReason RelationshipStatus",
    "domain.session": "Session",
    "domain.session_status": "MissReason SessionKind SessionStatus",
    "domain.stance": "Segment Stance StanceTraits",
    "domain.tenure": "CoachRole Tenure",
    "domain.transition": "Entry Record Verb transition verbs_of",
    "errors.access": "AccessDenied",
    "errors.base": "CoachingError FileRefused InvalidInput InvalidValue NotPickled Problem",
    "errors.storage": (
        "AlreadyExists ConcurrencyConflict DamagedDocument NotFound OutcomeUnknown SchemaError "
        "StorageError StorageUnavailable"
    ),
    "errors.transition": (
        "NotTheirOwnHand "
        "DifferentMeasure ForeignRecord MissingEvidence NotAnAuthor NotItsAuthor NotTheCoachee "
        "NotYet OutOfOrder SamePerson SegmentsExceedSession StatutoryBasis TransitionError "
        "TwoLeadCoaches UnrecordedChange WrongState"
    ),
    "journal.importing": "ImportReport import_file",
    "workspace.identifier": "new_id",
    "workspace.shelving": "Recorded",
    "workspace.unit": "UnitOfWork",
    "workspace.workspace": "Workspace open_workspace",
}
_HOME = {name: home for home, names in _NAMES.items() for name in names.split()}
# The stub is what checkers read; a third list of the names here would only have to be kept.
__all__ = tuple(sorted(_HOME))  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
