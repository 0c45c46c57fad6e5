"""What a store can say."""

from instructional_coaching.errors.base import CoachingError


class StorageError(CoachingError):
    """Base of what a store can say."""

    code = "storage-error"
    status = 500


class NotFound(StorageError):
    """There is no such record, or this actor may not know of it."""

    code = "not-found"
    status = 404
    says = "no {kind} with the id {id}"
    remedy = "check the id, and that this person is entitled to see it"

    kind: str
    id: str


class AlreadyExists(StorageError):
    """A record would begin under an id that is taken."""

    code = "already-exists"
    status = 409
    says = "{kind} {id} is there already"
    remedy = "take another id, or read the one that is there and change that"

    kind: str
    id: str


class ConcurrencyConflict(StorageError):
    """Somebody saved the same record in between."""

    code = "concurrency-conflict"
    status = 409
    says = "{key} is at revision {actual}, not {expected}: it was saved in between"
    remedy = "read it again and repeat the change; workspace.run does that"

    key: str
    expected: int
    actual: int


class SchemaError(StorageError):
    """A document written by a newer version of this library, or of the plugin that owns its kind."""

    code = "schema-unknown"
    status = 500
    says = "{kind}: schema version {found} is not one of those known (1 to {known})"
    remedy = "install the version of the library or the plugin that wrote it, or a later one"

    kind: str
    found: int
    known: int


class StorageUnavailable(StorageError):
    """The store can't be opened or reached."""

    code = "storage-unavailable"
    status = 503
    says = "{store}: {reason}"
    remedy = "{remedy_for_it}"

    store: str
    reason: str
    remedy_for_it: str


class OutcomeUnknown(StorageError):
    """A commit that may or may not have happened."""

    code = "outcome-unknown"
    status = 503
    says = "{store}: the connection was lost while committing, so it may or may not have been saved"
    remedy = "repeat it: a change that was saved is refused as a conflict, never made twice"

    store: str


class DamagedDocument(StorageError):
    """A stored document whose content is not what was written."""

    code = "damaged-document"
    status = 500
    says = "{key} was changed outside the library: its digest does not match"
    remedy = "restore it from a backup; nothing of it was used"

    key: str
