"""One tree of errors with one base, and the `Problem` that a file or a posted document is answered with.

Every error has a stable kebab-case ``code``, a suggested HTTP ``status``, the ``parameters`` it was raised
with, and a ``hint`` that names the remedy. Hosts translate a message from its code and parameters. No
error holds a record or a private value; every error pickles.
"""

from collections.abc import Iterable, Mapping
from inspect import signature
from typing import ClassVar, final

import attrs


@final
@attrs.frozen
class Problem:
    """One thing that is wrong in a file or a document, and where.

    Attributes:
        source: The file's name, or what else the text came from.
        line: Line number from 1; 0 where the text has no lines (a JSON document, a Python value).
        column: Column from 1, in characters for text and in fields for CSV; 0 where unknown.
        path: Path inside the document (``$.versions[0].measure.unit``) or the name of the CSV column.
        message: What is wrong, without the value.
        hint: What to do about it.
        code: The stable code of the error behind it.
    """

    source: str
    line: int
    column: int
    path: str
    message: str
    hint: str
    code: str = "invalid-value"

    def __str__(self) -> str:
        place = ":".join([self.source, *(str(n) for n in (self.line, self.column) if n)])
        parts = "  ".join(part for part in (place, self.path) if part)
        said = f"{parts}: {self.message}"
        return f"{said}; {self.hint}" if self.hint else said


class CoachingError(Exception):
    """Base of everything this library raises on purpose."""

    code: ClassVar[str] = "coaching-error"
    status: ClassVar[int] = 500
    says: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the error was raised with, by name."""
        names = list(signature(type(self).__init__).parameters)[1:]
        return dict(zip(names, self.args, strict=False))

    @property
    def message(self) -> str:
        """What is wrong and where, in one sentence."""
        return self.says.format(**self.parameters) or ", ".join(str(one) for one in self.args) or self.code

    @property
    def hint(self) -> str:
        """What to do about it."""
        return self.remedy.format(**self.parameters)

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class InvalidValue(CoachingError):
    """A value that no record may hold."""

    code = "invalid-value"
    status = 422
    says = "{field}: {problem}"
    remedy = "{remedy_for_it}"

    def __init__(self, field: str, problem: str, remedy_for_it: str) -> None:
        super().__init__(field, problem, remedy_for_it)
        self.field = field
        self.problem = problem
        self.remedy_for_it = remedy_for_it


class InvalidInput(CoachingError):
    """A document or a file with problems; it carries all of them.

    Attributes:
        source: The file's name, or what else the text came from.
        problems: Every problem found, in order.
    """

    code = "invalid-input"
    status = 422

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        super().__init__(source, self.problems)

    @property
    def message(self) -> str:
        """Every problem, a line each."""
        return "\n".join(str(problem) for problem in self.problems)


class FileRefused(InvalidInput):
    """A file of which nothing was taken.

    Attributes:
        source: The file's name.
        problems: Every problem found, by line.
        not_checked: Numbers of the lines that depend on a line with a problem.
    """

    code = "file-refused"

    def __init__(self, source: str, problems: Iterable[Problem], not_checked: tuple[int, ...]) -> None:
        self.source = source
        self.problems = tuple(problems)
        self.not_checked = not_checked
        CoachingError.__init__(self, source, self.problems, not_checked)


class NotPickled(CoachingError):
    """Pickling something that holds private content."""

    code = "not-pickled"
    status = 500
    says = "{kind} holds private content and is not pickled"
    remedy = "pass its id on, or write it with to_json where its readers alone can see it"

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


# --- transitions ---------------------------------------------------------------------------------------


class TransitionError(CoachingError):
    """A step that the record refuses.

    Attributes:
        ref: The record, as kind and id.
        attempted: The verb that was refused.
    """

    code = "transition-refused"
    status = 409
    says = "{ref}: {attempted} is refused"

    def __init__(self, ref: str, attempted: str, *more: object) -> None:
        super().__init__(ref, attempted, *more)
        self.ref = ref
        self.attempted = attempted


class WrongState(TransitionError):
    """The record is not in a state from which the step can be taken."""

    code = "wrong-state"
    says = "{ref} is {state}: {attempted} can't be taken from there"
    remedy = "possible from: {allowed}"

    def __init__(self, ref: str, attempted: str, state: str, allowed: str) -> None:
        super().__init__(ref, attempted, state, allowed)
        self.state = state
        self.allowed = allowed


class NotTheCoachee(TransitionError):
    """A decision that is the coachee's, claimed by somebody else."""

    code = "not-the-coachee"
    status = 403
    says = "{ref}: {attempted} is the coachee's decision, and {by} is not the coachee"
    remedy = (
        "the coachee takes it with by= their own id; if it was agreed in the meeting, give by= the coachee "
        "and recorded_by= whoever types it: it then counts, unconfirmed, until the coachee confirms or "
        "reverses it"
    )

    def __init__(self, ref: str, attempted: str, by: str) -> None:
        super().__init__(ref, attempted, by)
        self.by = by


class NotAnAuthor(TransitionError):
    """Content authored by somebody who was neither the coachee nor a coach on that date."""

    code = "not-an-author"
    status = 403
    says = (
        "{ref}: on {when} {by} was neither the coachee nor a coach of this relationship, so not {attempted}"
    )
    remedy = "check the date and the tenures; a stand-in needs a tenure of their own"

    def __init__(self, ref: str, attempted: str, by: str, when: str) -> None:
        super().__init__(ref, attempted, by, when)
        self.by = by
        self.when = when


class NotItsAuthor(TransitionError):
    """A correction by somebody who did not record the thing."""

    code = "not-its-author"
    status = 403
    says = "{ref}: {attempted} belongs to its author, and {by} is not its author"
    remedy = "ask the author to correct or void it, or record a session, step or data point of your own"

    def __init__(self, ref: str, attempted: str, by: str) -> None:
        super().__init__(ref, attempted, by)
        self.by = by


class SamePerson(TransitionError):
    """A coach who would coach themselves."""

    code = "same-person"
    status = 422
    says = "{ref}: {attempted} would make the coachee their own coach"
    remedy = "name another coach"


class TwoLeadCoaches(TransitionError):
    """Two lead coaches on one day."""

    code = "two-lead-coaches"
    says = "{ref}: {attempted} would give it two lead coaches on {day}"
    remedy = (
        "end the first tenure the day before (end days are inclusive), or give the second the role co_coach "
        "or stand_in"
    )

    def __init__(self, ref: str, attempted: str, day: str) -> None:
        super().__init__(ref, attempted, day)
        self.day = day


class StatutoryBasis(TransitionError):
    """A coachee ending what the law gives them."""

    code = "statutory-basis"
    status = 403
    says = "{ref} rests on a statutory entitlement: the coachee can't take {attempted}"
    remedy = (
        "the school ends it, for example when the entitlement is complete; a change of coach is hand_over"
    )


class MissingEvidence(TransitionError):
    """A goal called met on evidence, without any."""

    code = "missing-evidence"
    status = 422
    says = "{ref}: {attempted} on evidence names no evidence"
    remedy = "name data points or links in evidence=, or label it judgement=own_judgement"


class OutOfOrder(TransitionError):
    """A step dated before the one it follows."""

    code = "out-of-order"
    status = 422
    says = "{ref}: {attempted} is dated {when}, before {since}, when what it follows took place"
    remedy = "check the dates; `when` is the day it happened, `logged` the day it was typed"

    def __init__(self, ref: str, attempted: str, when: str, since: str) -> None:
        super().__init__(ref, attempted, when, since)
        self.when = when
        self.since = since


class NotYet(TransitionError):
    """A step dated after the day on which it is typed."""

    code = "not-yet"
    status = 422
    says = "{ref}: {attempted} is dated {when}, but it is typed on {logged}, and that day hasn't come"
    remedy = (
        "check the date; what is to come is planned with a date of its own, such as planned_for or starts"
    )

    def __init__(self, ref: str, attempted: str, when: str, logged: str) -> None:
        super().__init__(ref, attempted, when, logged)
        self.when = when
        self.logged = logged


class SegmentsExceedSession(TransitionError):
    """Stance segments longer than the session."""

    code = "segments-exceed-session"
    status = 422
    says = "{ref}: {attempted} has segments of {segments} minutes in a session of {minutes}"
    remedy = "shorten the segments or correct the session's minutes; unrecorded minutes are allowed"

    def __init__(self, ref: str, attempted: str, segments: int, minutes: int) -> None:
        super().__init__(ref, attempted, segments, minutes)
        self.segments = segments
        self.minutes = minutes


class DifferentMeasure(TransitionError):
    """Values of two measures, compared."""

    code = "different-measure"
    status = 422
    says = "{ref}: {attempted} would compare values of different measures"
    remedy = "compare data points of one version of the goal's measure"


class ForeignRecord(TransitionError):
    """Two records of different relationships, joined."""

    code = "foreign-record"
    status = 422
    says = "{ref}: {attempted} was given {other}, which belongs to another relationship"
    remedy = "use the relationship that the record names"

    def __init__(self, ref: str, attempted: str, other: str) -> None:
        super().__init__(ref, attempted, other)
        self.other = other


class UnrecordedChange(TransitionError):
    """A record that its entries don't lead to."""

    code = "unrecorded-change"
    says = "{ref}: its entries do not lead to what would be saved (differs in: {fields}), so not {attempted}"
    remedy = (
        "read the record in this unit and change it only by its verbs; attrs.evolve and hand-built records "
        "are not saved"
    )

    def __init__(self, ref: str, attempted: str, fields: str) -> None:
        super().__init__(ref, attempted, fields)
        self.fields = fields


# --- access --------------------------------------------------------------------------------------------


class AccessDenied(CoachingError):
    """Something that the actor may not do with a record whose existence they may know."""

    code = "access-denied"
    status = 403
    says = "{actor} may not {action}: {reason}"
    remedy = "{remedy_for_it}"

    def __init__(self, actor: str, action: str, reason: str, remedy_for_it: str) -> None:
        super().__init__(actor, action, reason, remedy_for_it)
        self.actor = actor
        self.action = action
        self.reason = reason
        self.remedy_for_it = remedy_for_it


# --- storage -------------------------------------------------------------------------------------------


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

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(kind, id)
        self.kind = kind
        self.id = id


class AlreadyExists(StorageError):
    """A record would begin under an id that is taken."""

    code = "already-exists"
    status = 409
    says = "there is a {kind} with the id {id} already"
    remedy = "take another id, or use the verbs of the one that is there"

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(kind, id)
        self.kind = kind
        self.id = id


class ConcurrencyConflict(StorageError):
    """Somebody saved the same record in between."""

    code = "concurrency-conflict"
    status = 409
    says = "{key} is at revision {actual}, not {expected}: it was saved in between"
    remedy = "read it again and repeat the change; workspace.run does that"

    def __init__(self, key: str, expected: int, actual: int) -> None:
        super().__init__(key, expected, actual)
        self.key = key
        self.expected = expected
        self.actual = actual


class SchemaError(StorageError):
    """A document written by a newer version of this library."""

    code = "schema-unknown"
    status = 500
    says = "{kind}: schema version {found} is not one of those known (1 to {known})"
    remedy = "install the version of the library that wrote it, or a later one"

    def __init__(self, kind: str, found: int, known: int) -> None:
        super().__init__(kind, found, known)
        self.kind = kind
        self.found = found
        self.known = known


class StorageUnavailable(StorageError):
    """The store can't be opened or reached."""

    code = "storage-unavailable"
    status = 503
    says = "{store}: {reason}"
    remedy = "{remedy_for_it}"

    def __init__(self, store: str, reason: str, remedy_for_it: str) -> None:
        super().__init__(store, reason, remedy_for_it)
        self.store = store
        self.reason = reason
        self.remedy_for_it = remedy_for_it


class OutcomeUnknown(StorageError):
    """A commit that may or may not have happened."""

    code = "outcome-unknown"
    status = 503
    says = "{store}: the connection was lost while committing, so it may or may not have been saved"
    remedy = "repeat it: a change that was saved is refused as a conflict, never made twice"

    def __init__(self, store: str) -> None:
        super().__init__(store)
        self.store = store


class DamagedDocument(StorageError):
    """A stored document whose content is not what was written."""

    code = "damaged-document"
    status = 500
    says = "{key} was changed outside the library: its digest does not match"
    remedy = "restore it from a backup; nothing of it was used"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
