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
    DifferentMeasure as DifferentMeasure,
    ForeignRecord as ForeignRecord,
    MissingEvidence as MissingEvidence,
    NotAnAuthor as NotAnAuthor,
    NotItsAuthor as NotItsAuthor,
    NotTheCoachee as NotTheCoachee,
    NotTheirOwnHand as NotTheirOwnHand,
    NotYet as NotYet,
    OutOfOrder as OutOfOrder,
    SamePerson as SamePerson,
    SegmentsExceedSession as SegmentsExceedSession,
    StatutoryBasis as StatutoryBasis,
    TransitionError as TransitionError,
    TwoLeadCoaches as TwoLeadCoaches,
    UnrecordedChange as UnrecordedChange,
    WrongState as WrongState,
)
