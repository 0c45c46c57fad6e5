"""Instructional coaching as a typed domain core: records that change by named, attributed transitions.

Import it as ``import instructional_coaching as ic``. Nothing is loaded before it is used.
"""

# `typing` alone would cost more than the whole import may; every checker takes this name for the real one.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from instructional_coaching.access.actor import (
        Actor as Actor,
    )
    from instructional_coaching.access.projection import (
        GoalActivity as GoalActivity,
        RelationshipActivity as RelationshipActivity,
        SessionActivity as SessionActivity,
    )
    from instructional_coaching.analysis.contact import (
        Gap as Gap,
        gaps as gaps,
        longest_gap as longest_gap,
    )
    from instructional_coaching.analysis.goal_progress import (
        GoalProgress as GoalProgress,
        goal_progress as goal_progress,
    )
    from instructional_coaching.analysis.stance_profile import (
        StanceProfile as StanceProfile,
        stance_profile as stance_profile,
        stance_profile_by_coach as stance_profile_by_coach,
    )
    from instructional_coaching.codec.document import (
        from_json as from_json,
        to_json as to_json,
    )
    from instructional_coaching.domain.action_step import (
        ActionStep as ActionStep,
        StepStatus as StepStatus,
    )
    from instructional_coaching.domain.agreement import (
        Agreement as Agreement,
    )
    from instructional_coaching.domain.data_point import (
        DataPoint as DataPoint,
    )
    from instructional_coaching.domain.goal import (
        Goal as Goal,
        GoalStatus as GoalStatus,
        Judgement as Judgement,
        SetAsideReason as SetAsideReason,
    )
    from instructional_coaching.domain.goal_version import (
        Focus as Focus,
        GoalVersion as GoalVersion,
    )
    from instructional_coaching.domain.helping import (
        RelationshipKind as RelationshipKind,
        RelationshipTraits as RelationshipTraits,
    )
    from instructional_coaching.domain.link import (
        Link as Link,
        LinkKind as LinkKind,
    )
    from instructional_coaching.domain.measure import (
        Better as Better,
        Measure as Measure,
        MeasureKind as MeasureKind,
        SampleMethod as SampleMethod,
    )
    from instructional_coaching.domain.note import (
        Note as Note,
    )
    from instructional_coaching.domain.people import (
        Duty as Duty,
        Person as Person,
    )
    from instructional_coaching.domain.relationship import (
        Relationship as Relationship,
    )
    from instructional_coaching.domain.relationship_status import (
        Basis as Basis,
        EndReason as EndReason,
        RelationshipStatus as RelationshipStatus,
    )
    from instructional_coaching.domain.session import (
        Session as Session,
    )
    from instructional_coaching.domain.session_status import (
        MissReason as MissReason,
        SessionKind as SessionKind,
        SessionStatus as SessionStatus,
    )
    from instructional_coaching.domain.stance import (
        Segment as Segment,
        Stance as Stance,
        StanceTraits as StanceTraits,
    )
    from instructional_coaching.domain.tenure import (
        CoachRole as CoachRole,
        Tenure as Tenure,
    )
    from instructional_coaching.domain.transition import (
        Entry as Entry,
        Record as Record,
        Verb as Verb,
        transition as transition,
        verbs_of as verbs_of,
    )
    from instructional_coaching.errors import (
        AccessDenied as AccessDenied,
        AlreadyExists as AlreadyExists,
        CoachingError as CoachingError,
        ConcurrencyConflict as ConcurrencyConflict,
        DamagedDocument as DamagedDocument,
        DifferentMeasure as DifferentMeasure,
        FileRefused as FileRefused,
        ForeignRecord as ForeignRecord,
        InvalidInput as InvalidInput,
        InvalidValue as InvalidValue,
        MissingEvidence as MissingEvidence,
        NotAnAuthor as NotAnAuthor,
        NotFound as NotFound,
        NotItsAuthor as NotItsAuthor,
        NotPickled as NotPickled,
        NotTheCoachee as NotTheCoachee,
        NotYet as NotYet,
        OutOfOrder as OutOfOrder,
        OutcomeUnknown as OutcomeUnknown,
        Problem as Problem,
        SamePerson as SamePerson,
        SchemaError as SchemaError,
        SegmentsExceedSession as SegmentsExceedSession,
        StatutoryBasis as StatutoryBasis,
        StorageError as StorageError,
        StorageUnavailable as StorageUnavailable,
        TransitionError as TransitionError,
        TwoLeadCoaches as TwoLeadCoaches,
        UnrecordedChange as UnrecordedChange,
        WrongState as WrongState,
    )
    from instructional_coaching.journal.importing import (
        ImportReport as ImportReport,
        import_file as import_file,
    )
    from instructional_coaching.workspace.identifier import (
        new_id as new_id,
    )
    from instructional_coaching.workspace.shelving import (
        Recorded as Recorded,
    )
    from instructional_coaching.workspace.unit import (
        UnitOfWork as UnitOfWork,
    )
    from instructional_coaching.workspace.workspace import (
        Workspace as Workspace,
        open_workspace as open_workspace,
    )
else:
    _HOME = {
        "AccessDenied": "errors",
        "ActionStep": "domain.action_step",
        "Actor": "access.actor",
        "Agreement": "domain.agreement",
        "AlreadyExists": "errors",
        "Basis": "domain.relationship_status",
        "Better": "domain.measure",
        "CoachRole": "domain.tenure",
        "CoachingError": "errors",
        "ConcurrencyConflict": "errors",
        "DamagedDocument": "errors",
        "DataPoint": "domain.data_point",
        "DifferentMeasure": "errors",
        "Duty": "domain.people",
        "EndReason": "domain.relationship_status",
        "Entry": "domain.transition",
        "FileRefused": "errors",
        "Focus": "domain.goal_version",
        "ForeignRecord": "errors",
        "Gap": "analysis.contact",
        "Goal": "domain.goal",
        "GoalActivity": "access.projection",
        "GoalProgress": "analysis.goal_progress",
        "GoalStatus": "domain.goal",
        "GoalVersion": "domain.goal_version",
        "ImportReport": "journal.importing",
        "InvalidInput": "errors",
        "InvalidValue": "errors",
        "Judgement": "domain.goal",
        "Link": "domain.link",
        "LinkKind": "domain.link",
        "Measure": "domain.measure",
        "MeasureKind": "domain.measure",
        "MissReason": "domain.session_status",
        "MissingEvidence": "errors",
        "NotAnAuthor": "errors",
        "NotFound": "errors",
        "NotItsAuthor": "errors",
        "NotPickled": "errors",
        "NotTheCoachee": "errors",
        "NotYet": "errors",
        "Note": "domain.note",
        "OutOfOrder": "errors",
        "OutcomeUnknown": "errors",
        "Person": "domain.people",
        "Problem": "errors",
        "Record": "domain.transition",
        "Recorded": "workspace.shelving",
        "Relationship": "domain.relationship",
        "RelationshipActivity": "access.projection",
        "RelationshipKind": "domain.helping",
        "RelationshipStatus": "domain.relationship_status",
        "RelationshipTraits": "domain.helping",
        "SamePerson": "errors",
        "SampleMethod": "domain.measure",
        "SchemaError": "errors",
        "Segment": "domain.stance",
        "SegmentsExceedSession": "errors",
        "Session": "domain.session",
        "SessionActivity": "access.projection",
        "SessionKind": "domain.session_status",
        "SessionStatus": "domain.session_status",
        "SetAsideReason": "domain.goal",
        "Stance": "domain.stance",
        "StanceProfile": "analysis.stance_profile",
        "StanceTraits": "domain.stance",
        "StatutoryBasis": "errors",
        "StepStatus": "domain.action_step",
        "StorageError": "errors",
        "StorageUnavailable": "errors",
        "Tenure": "domain.tenure",
        "TransitionError": "errors",
        "TwoLeadCoaches": "errors",
        "UnitOfWork": "workspace.unit",
        "UnrecordedChange": "errors",
        "Verb": "domain.transition",
        "Workspace": "workspace.workspace",
        "WrongState": "errors",
        "from_json": "codec.document",
        "gaps": "analysis.contact",
        "goal_progress": "analysis.goal_progress",
        "import_file": "journal.importing",
        "longest_gap": "analysis.contact",
        "new_id": "workspace.identifier",
        "open_workspace": "workspace.workspace",
        "stance_profile": "analysis.stance_profile",
        "stance_profile_by_coach": "analysis.stance_profile",
        "to_json": "codec.document",
        "transition": "domain.transition",
        "verbs_of": "domain.transition",
    }

    def __getattr__(name):
        from importlib import import_module

        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = found
        return found

    def __dir__():
        return [*globals(), *__all__]


__all__ = (
    "AccessDenied",
    "ActionStep",
    "Actor",
    "Agreement",
    "AlreadyExists",
    "Basis",
    "Better",
    "CoachRole",
    "CoachingError",
    "ConcurrencyConflict",
    "DamagedDocument",
    "DataPoint",
    "DifferentMeasure",
    "Duty",
    "EndReason",
    "Entry",
    "FileRefused",
    "Focus",
    "ForeignRecord",
    "Gap",
    "Goal",
    "GoalActivity",
    "GoalProgress",
    "GoalStatus",
    "GoalVersion",
    "ImportReport",
    "InvalidInput",
    "InvalidValue",
    "Judgement",
    "Link",
    "LinkKind",
    "Measure",
    "MeasureKind",
    "MissReason",
    "MissingEvidence",
    "NotAnAuthor",
    "NotFound",
    "NotItsAuthor",
    "NotPickled",
    "NotTheCoachee",
    "NotYet",
    "Note",
    "OutOfOrder",
    "OutcomeUnknown",
    "Person",
    "Problem",
    "Record",
    "Recorded",
    "Relationship",
    "RelationshipActivity",
    "RelationshipKind",
    "RelationshipStatus",
    "RelationshipTraits",
    "SamePerson",
    "SampleMethod",
    "SchemaError",
    "Segment",
    "SegmentsExceedSession",
    "Session",
    "SessionActivity",
    "SessionKind",
    "SessionStatus",
    "SetAsideReason",
    "Stance",
    "StanceProfile",
    "StanceTraits",
    "StatutoryBasis",
    "StepStatus",
    "StorageError",
    "StorageUnavailable",
    "Tenure",
    "TransitionError",
    "TwoLeadCoaches",
    "UnitOfWork",
    "UnrecordedChange",
    "Verb",
    "Workspace",
    "WrongState",
    "from_json",
    "gaps",
    "goal_progress",
    "import_file",
    "longest_gap",
    "new_id",
    "open_workspace",
    "stance_profile",
    "stance_profile_by_coach",
    "to_json",
    "transition",
    "verbs_of",
)
