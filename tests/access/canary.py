"""What is private in the school of the specimens, and how to look for it in whatever is said or given."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

import attrs

from instructional_coaching.domain import KINDS
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.check import Bounds
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Exposure, Value, annotations_of, exposure_of, stored_fields
from instructional_coaching.errors import CoachingError
from instructional_coaching.workspace.shelving import ENTRY, Recorded, taken, taken_entry
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import stored
from tests.workspace.specimen import MARK, NUMBER, WHY_AWAY

SECRETS = (MARK, NUMBER, WHY_AWAY.value, "2026-02-03", "2026-03-04", "2026, 2, 3", "2026, 3, 4")

CHOICE = ", ".join(AbsenceKind)


def records_in(workspace: Workspace) -> list[Record]:
    """Return every record that is stored, private notes among them."""
    kept = stored(workspace).items()
    return [taken(KINDS[key.kind], document) for key, document in kept if key.kind in KINDS]


def entries_in(workspace: Workspace) -> list[Recorded]:
    """Return every entry that is stored."""
    return [taken_entry(document) for key, document in stored(workspace).items() if key.kind == ENTRY]


def leaks(said: object) -> list[str]:
    """Return the secrets in what was said. Which words there are to choose from is none."""
    text = str(said).replace(CHOICE, "")
    return [secret for secret in SECRETS if secret in text]


def holds_words(annotation: Any, record: type[Record]) -> bool:
    """Say whether a value of this annotation has room for free text, at any depth."""
    if get_origin(annotation) is Annotated:
        return isinstance(get_args(annotation)[1], Bounds) and get_args(annotation)[0] is str
    cls: Any = get_origin(annotation) or annotation
    if isinstance(annotation, TypeVar) and issubclass(record, Owned):
        cls = record.STANDING
    if isinstance(cls, type) and issubclass(cls, Value):
        hints = annotations_of(cls)
        private = [field.name for field in stored_fields(cls) if exposure_of(field) is not Exposure.ACTIVITY]
        return any(holds_words(hints[name], record) for name in private)
    return any(holds_words(part, record) for part in get_args(annotation))


def everything_in(value: object) -> Iterator[str]:
    """Yield every leaf of a value as text, however deep it lies."""
    if attrs.has(type(value)):
        for field in attrs.fields(cast("Any", type(value))):
            yield from everything_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from everything_in([*value.keys(), *value.values()])
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from everything_in(one)
    else:
        yield value.isoformat() if isinstance(value, date | datetime) else str(value)


def values_in(value: object) -> Iterator[Value]:
    """Yield a value and every value inside it."""
    if isinstance(value, Value):
        yield value
        for field in attrs.fields(cast("Any", type(value))):
            yield from values_in(getattr(value, field.name))
    elif isinstance(value, tuple | frozenset):
        for one in value:
            yield from values_in(one)


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and everything that it was raised from or in the course of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def told_by(refusal: CoachingError) -> list[str]:
    """Return the secrets that a refusal tells: by itself, its parts, or what it was raised from."""
    said = [(str(error), repr(error), error.args) for error in chain(refusal)]
    return leaks((said, dict(refusal.parameters), refusal.message, refusal.hint, vars(refusal)))
