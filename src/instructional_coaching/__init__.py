"""Instructional coaching as a typed domain core: records that change by named, attributed transitions.

Import it as ``import instructional_coaching as ic``. Nothing is loaded before it is used; checkers and
editors read the types in the stub beside this file.
"""

_NAMES = {
    "access.actor": "Actor",
    "access.projection": "AbsenceActivity GoalActivity RelationshipActivity SessionActivity",
    "access.sight": "Sight",
    "analysis.cadence_standing": "CadenceStanding CadenceStatus",
    "analysis.coaching_time": (
        "CoachTime CoachingTime PeriodTime coaching_time coaching_time_by_coach coaching_time_by_goal "
        "coaching_time_by_period"
    ),
    "analysis.contact": "Gap gaps longest_gap",
    "analysis.cycle_stage": "stage_of",
    "analysis.deciding": "Deciding",
    "analysis.due": "cadence_standing",
    "analysis.eligible_day": "LeftOut Surroundings WhyNot",
    "analysis.feature": "Feature FeatureName FeatureValue FiveFeatures",
    "analysis.feature_facts": "ContentFacts FeatureFacts feature_facts",
    "analysis.feature_outlook": "FeaturePhase feature_outlook features_on",
    "analysis.feature_threshold": "FeatureThresholds",
    "analysis.five_features": "five_features",
    "analysis.goal_progress": "GoalProgress goal_progress",
    "analysis.meeting": "Contact Meeting Meetings",
    "analysis.outlook": "Phase outlook phase_on",
    "analysis.practice_profile": "PracticeProfile SkillPractice practice_profile",
    "analysis.rule_on_calendar": "windows_on",
    "analysis.scoring": "Tally tally tally_by_criterion",
    "analysis.silence": "DayFacts Silence",
    "analysis.stance_profile": "StanceProfile stance_profile stance_profile_by_coach",
    "analysis.window": "Window",
    "codec.document": "from_json to_json",
    "domain.absence": "Absence AbsenceKind",
    "domain.action_step": "ActionStep StepStatus",
    "definitions.catalogue": "Brought Catalogue",
    "definitions.folder": "read_folder",
    "definitions.reading": "read_definition",
    "domain.agreement": "Agreement",
    "domain.arrangement": "Arrangement",
    "domain.cadence_rule": "CadenceFamily CadenceRule Combination Period Requirement",
    "domain.calendar": "Calendar DayKind DayMark",
    "domain.coaching_model": "CoachingModel",
    "domain.cycle": "Cycle CycleStatus",
    "domain.data_point": "DataPoint",
    "domain.definition": "Definition digest_of",
    "domain.goal": "Goal",
    "domain.goal_status": "GoalStatus Judgement SetAsideReason",
    "domain.goal_version": "Focus GoalVersion",
    "domain.helping": "RelationshipKind RelationshipTraits",
    "domain.link": "Link LinkKind",
    "domain.measure": "Better Measure MeasureKind SampleMethod",
    "domain.note": "Note",
    "domain.pause": "Pause",
    "domain.people": "Duty Person Post",
    "domain.practice_round": "PracticeRound",
    "domain.relationship": "Relationship",
    "domain.relationship_status": "Basis EndReason RelationshipStatus",
    "domain.round_part": "Attempt FeedbackResponse PracticeSetting RoundPart Written",
    "domain.rubric": "Criterion Indicator Level Rubric Unscored",
    "domain.score_sheet": "Score ScoreSheet",
    "domain.session": "Session",
    "domain.session_status": "MissReason SessionKind SessionStatus",
    "domain.stage": "Artefact ArtefactForm ModelRole Order RoleDuties Stage",
    "domain.stance": "Segment Stance StanceTraits",
    "domain.tenure": "CoachRole Tenure",
    "domain.term": "Stretch Term",
    "domain.transition": "Entry Record Verb transition verbs_of",
    "domain.visit": "Produced Visit",
    "domain.weekday": "Weekday",
    "domain.working_pattern": "WorkingPattern",
    "errors.access": "AccessDenied",
    "errors.base": "CoachingError FileRefused InvalidInput InvalidValue NotPickled Problem",
    "errors.definition": "DefinitionError Fault FaultyDefinition FaultyScenario UnknownDefinition",
    "errors.plugin": "PluginConflict PluginContractError PluginError PluginLoadError UnknownKind",
    "errors.storage": (
        "AlreadyExists ConcurrencyConflict DamagedDocument NotFound OutcomeUnknown SchemaError "
        "StorageError StorageUnavailable"
    ),
    "errors.transition": (
        "AnotherModel AnotherRubric DifferentMeasure ForeignRecord MissingArtefact MissingEvidence "
        "MissingReason NotACoach NotAnAuthor NotItsAuthor NotTheCoachee NotTheirDuty NotTheirOwnHand "
        "NotYet OutOfOrder OutOfSequence SamePerson SegmentsExceedSession StatutoryBasis "
        "TransitionError TwoLeadCoaches UnrecordedChange WrongState"
    ),
    "journal.exporting": "ExportReport export_journal",
    "journal.importing": "ImportReport import_file",
    "journal.scenario": "Scenario read_scenario",
    "journal.staff_report": "NewPerson NewRelationship StaffChange StaffDoubt StaffReport Unclear",
    "journal.trial": "Finding Trial run_scenario",
    "hooks.given": "Change CommitContext",
    "hooks.returned": "KindEntry Restriction StorageBackendEntry",
    "hooks.source": "Plugin",
    "storage.extra": "Examination",
    "storage.sqlite_salvage": "Salvaged",
    "workspace.care": "salvage_store",
    "workspace.caseload_row": "CaseloadRow",
    "workspace.caseload_view": "CaseloadView",
    "workspace.coaching": "Coaching",
    "workspace.identifier": "new_id",
    "workspace.joined": "JoinedWorkspace",
    "workspace.migration": "Migrated StoredForm",
    "workspace.pinning": "InForce Stale",
    "workspace.plugin_document": "PluginDocument",
    "workspace.plugin_documents": "PluginDocuments",
    "workspace.recall": "Recall",
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
