"""One tree of errors with one base, and the `Problem` that a file or a posted document is answered with.

Every error has a stable kebab-case ``code``, a suggested HTTP ``status``, the ``parameters`` it was raised
with, and a ``hint`` that names the remedy. Hosts translate a message from its code and parameters. No
error holds a record or a private value; every error pickles.
"""

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
