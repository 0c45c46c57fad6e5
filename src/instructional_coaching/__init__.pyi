"""Types of the façade: every public name, imported from its home. A test holds it against the lazy map."""

from instructional_coaching.access.actor import Actor as Actor
from instructional_coaching.access.projection import (
    AbsenceActivity as AbsenceActivity,
    GoalActivity as GoalActivity,
    RelationshipActivity as RelationshipActivity,
    SessionActivity as SessionActivity,
)
from instructional_coaching.access.sight import Sight as Sight
from instructional_coaching.analysis.cadence_standing import (
    CadenceStanding as CadenceStanding,
    CadenceStatus as CadenceStatus,
)
from instructional_coaching.analysis.coaching_time import (
    CoachingTime as CoachingTime,
    CoachTime as CoachTime,
    PeriodTime as PeriodTime,
    coaching_time as coaching_time,
    coaching_time_by_coach as coaching_time_by_coach,
    coaching_time_by_goal as coaching_time_by_goal,
    coaching_time_by_period as coaching_time_by_period,
)
from instructional_coaching.analysis.contact import Gap as Gap, gaps as gaps, longest_gap as longest_gap
from instructional_coaching.analysis.cycle_stage import stage_of as stage_of
from instructional_coaching.analysis.deciding import Deciding as Deciding
from instructional_coaching.analysis.due import cadence_standing as cadence_standing
from instructional_coaching.analysis.eligible_day import (
    LeftOut as LeftOut,
    Surroundings as Surroundings,
    WhyNot as WhyNot,
)
from instructional_coaching.analysis.feature import (
    Feature as Feature,
    FeatureName as FeatureName,
    FeatureValue as FeatureValue,
    FiveFeatures as FiveFeatures,
)
from instructional_coaching.analysis.feature_facts import (
    ContentFacts as ContentFacts,
    FeatureFacts as FeatureFacts,
    feature_facts as feature_facts,
)
from instructional_coaching.analysis.feature_outlook import (
    FeaturePhase as FeaturePhase,
    feature_outlook as feature_outlook,
    features_on as features_on,
)
from instructional_coaching.analysis.feature_threshold import FeatureThresholds as FeatureThresholds
from instructional_coaching.analysis.five_features import five_features as five_features
from instructional_coaching.analysis.goal_progress import (
    GoalProgress as GoalProgress,
    goal_progress as goal_progress,
)
from instructional_coaching.analysis.meeting import (
    Contact as Contact,
    Meeting as Meeting,
    Meetings as Meetings,
)
from instructional_coaching.analysis.outlook import Phase as Phase, outlook as outlook, phase_on as phase_on
from instructional_coaching.analysis.practice_profile import (
    PracticeProfile as PracticeProfile,
    SkillPractice as SkillPractice,
    practice_profile as practice_profile,
)
from instructional_coaching.analysis.rule_on_calendar import windows_on as windows_on
from instructional_coaching.analysis.scoring import (
    Tally as Tally,
    tally as tally,
    tally_by_criterion as tally_by_criterion,
)
from instructional_coaching.analysis.silence import DayFacts as DayFacts, Silence as Silence
from instructional_coaching.analysis.stance_profile import (
    StanceProfile as StanceProfile,
    stance_profile as stance_profile,
    stance_profile_by_coach as stance_profile_by_coach,
)
from instructional_coaching.analysis.window import Window as Window
from instructional_coaching.codec.document import from_json as from_json, to_json as to_json
from instructional_coaching.definitions.catalogue import Brought as Brought, Catalogue as Catalogue
from instructional_coaching.definitions.folder import read_folder as read_folder
from instructional_coaching.definitions.reading import read_definition as read_definition
from instructional_coaching.domain.absence import Absence as Absence, AbsenceKind as AbsenceKind
from instructional_coaching.domain.action_step import ActionStep as ActionStep, StepStatus as StepStatus
from instructional_coaching.domain.agreement import Agreement as Agreement
from instructional_coaching.domain.arrangement import Arrangement as Arrangement
from instructional_coaching.domain.cadence_rule import (
    CadenceFamily as CadenceFamily,
    CadenceRule as CadenceRule,
    Combination as Combination,
    Period as Period,
    Requirement as Requirement,
)
from instructional_coaching.domain.calendar import (
    Calendar as Calendar,
    DayKind as DayKind,
    DayMark as DayMark,
)
from instructional_coaching.domain.coaching_model import CoachingModel as CoachingModel
from instructional_coaching.domain.cycle import Cycle as Cycle, CycleStatus as CycleStatus
from instructional_coaching.domain.data_point import DataPoint as DataPoint
from instructional_coaching.domain.definition import Definition as Definition, digest_of as digest_of
from instructional_coaching.domain.goal import Goal as Goal
from instructional_coaching.domain.goal_status import (
    GoalStatus as GoalStatus,
    Judgement as Judgement,
    SetAsideReason as SetAsideReason,
)
from instructional_coaching.domain.goal_version import Focus as Focus, GoalVersion as GoalVersion
from instructional_coaching.domain.helping import (
    RelationshipKind as RelationshipKind,
    RelationshipTraits as RelationshipTraits,
)
from instructional_coaching.domain.link import Link as Link, LinkKind as LinkKind
from instructional_coaching.domain.measure import (
    Better as Better,
    Measure as Measure,
    MeasureKind as MeasureKind,
    SampleMethod as SampleMethod,
)
from instructional_coaching.domain.note import Note as Note
from instructional_coaching.domain.pause import Pause as Pause
from instructional_coaching.domain.people import Duty as Duty, Person as Person, Post as Post
from instructional_coaching.domain.practice_round import PracticeRound as PracticeRound
from instructional_coaching.domain.relationship import Relationship as Relationship
from instructional_coaching.domain.relationship_status import (
    Basis as Basis,
    EndReason as EndReason,
    RelationshipStatus as RelationshipStatus,
)
from instructional_coaching.domain.round_part import (
    Attempt as Attempt,
    FeedbackResponse as FeedbackResponse,
    PracticeSetting as PracticeSetting,
    RoundPart as RoundPart,
    Written as Written,
)
from instructional_coaching.domain.rubric import (
    Criterion as Criterion,
    Indicator as Indicator,
    Level as Level,
    Rubric as Rubric,
    Unscored as Unscored,
)
from instructional_coaching.domain.score_sheet import Score as Score, ScoreSheet as ScoreSheet
from instructional_coaching.domain.session import Session as Session
from instructional_coaching.domain.session_status import (
    MissReason as MissReason,
    SessionKind as SessionKind,
    SessionStatus as SessionStatus,
)
from instructional_coaching.domain.stage import (
    Artefact as Artefact,
    ArtefactForm as ArtefactForm,
    ModelRole as ModelRole,
    Order as Order,
    RoleDuties as RoleDuties,
    Stage as Stage,
)
from instructional_coaching.domain.stance import (
    Segment as Segment,
    Stance as Stance,
    StanceTraits as StanceTraits,
)
from instructional_coaching.domain.tenure import CoachRole as CoachRole, Tenure as Tenure
from instructional_coaching.domain.term import Stretch as Stretch, Term as Term
from instructional_coaching.domain.transition import (
    Entry as Entry,
    Record as Record,
    Verb as Verb,
    transition as transition,
    verbs_of as verbs_of,
)
from instructional_coaching.domain.visit import Produced as Produced, Visit as Visit
from instructional_coaching.domain.weekday import Weekday as Weekday
from instructional_coaching.domain.working_pattern import WorkingPattern as WorkingPattern
from instructional_coaching.errors.access import AccessDenied as AccessDenied
from instructional_coaching.errors.base import (
    CoachingError as CoachingError,
    FileRefused as FileRefused,
    InvalidInput as InvalidInput,
    InvalidValue as InvalidValue,
    NotPickled as NotPickled,
    Problem as Problem,
)
from instructional_coaching.errors.definition import (
    DefinitionError as DefinitionError,
    Fault as Fault,
    FaultyDefinition as FaultyDefinition,
    FaultyScenario as FaultyScenario,
    UnknownDefinition as UnknownDefinition,
)
from instructional_coaching.errors.plugin import (
    PluginConflict as PluginConflict,
    PluginContractError as PluginContractError,
    PluginError as PluginError,
    PluginLoadError as PluginLoadError,
    UnknownKind as UnknownKind,
)
from instructional_coaching.errors.storage import (
    AlreadyExists as AlreadyExists,
    ConcurrencyConflict as ConcurrencyConflict,
    DamagedDocument as DamagedDocument,
    NotFound as NotFound,
    OutcomeUnknown as OutcomeUnknown,
    SchemaError as SchemaError,
    StorageError as StorageError,
    StorageUnavailable as StorageUnavailable,
)
from instructional_coaching.errors.transition import (
    AnotherModel as AnotherModel,
    AnotherRubric as AnotherRubric,
    DifferentMeasure as DifferentMeasure,
    ForeignRecord as ForeignRecord,
    MissingArtefact as MissingArtefact,
    MissingEvidence as MissingEvidence,
    MissingReason as MissingReason,
    NotACoach as NotACoach,
    NotAnAuthor as NotAnAuthor,
    NotItsAuthor as NotItsAuthor,
    NotTheCoachee as NotTheCoachee,
    NotTheirDuty as NotTheirDuty,
    NotTheirOwnHand as NotTheirOwnHand,
    NotYet as NotYet,
    OutOfOrder as OutOfOrder,
    OutOfSequence as OutOfSequence,
    SamePerson as SamePerson,
    SegmentsExceedSession as SegmentsExceedSession,
    StatutoryBasis as StatutoryBasis,
    TransitionError as TransitionError,
    TwoLeadCoaches as TwoLeadCoaches,
    UnrecordedChange as UnrecordedChange,
    WrongState as WrongState,
)
from instructional_coaching.hooks.given import Change as Change, CommitContext as CommitContext
from instructional_coaching.hooks.returned import (
    KindEntry as KindEntry,
    Restriction as Restriction,
    StorageBackendEntry as StorageBackendEntry,
)
from instructional_coaching.hooks.source import Plugin as Plugin
from instructional_coaching.journal.exporting import (
    ExportReport as ExportReport,
    export_journal as export_journal,
)
from instructional_coaching.journal.importing import ImportReport as ImportReport, import_file as import_file
from instructional_coaching.journal.scenario import Scenario as Scenario, read_scenario as read_scenario
from instructional_coaching.journal.staff_report import (
    NewPerson as NewPerson,
    NewRelationship as NewRelationship,
    StaffChange as StaffChange,
    StaffDoubt as StaffDoubt,
    StaffReport as StaffReport,
    Unclear as Unclear,
)
from instructional_coaching.journal.trial import (
    Finding as Finding,
    Trial as Trial,
    run_scenario as run_scenario,
)
from instructional_coaching.storage.extra import Examination as Examination
from instructional_coaching.storage.sqlite_salvage import Salvaged as Salvaged
from instructional_coaching.workspace.care import salvage_store as salvage_store
from instructional_coaching.workspace.caseload_row import CaseloadRow as CaseloadRow
from instructional_coaching.workspace.caseload_view import CaseloadView as CaseloadView
from instructional_coaching.workspace.coaching import Coaching as Coaching
from instructional_coaching.workspace.identifier import new_id as new_id
from instructional_coaching.workspace.joined import JoinedWorkspace as JoinedWorkspace
from instructional_coaching.workspace.migration import Migrated as Migrated, StoredForm as StoredForm
from instructional_coaching.workspace.pinning import InForce as InForce, Stale as Stale
from instructional_coaching.workspace.plugin_document import PluginDocument as PluginDocument
from instructional_coaching.workspace.plugin_documents import PluginDocuments as PluginDocuments
from instructional_coaching.workspace.recall import Recall as Recall
from instructional_coaching.workspace.shelving import Recorded as Recorded
from instructional_coaching.workspace.unit import UnitOfWork as UnitOfWork
from instructional_coaching.workspace.workspace import (
    Workspace as Workspace,
    open_workspace as open_workspace,
)

__all__: tuple[str, ...]
