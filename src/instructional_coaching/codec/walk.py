"""A walk through what the converter raises: groups within groups of errors, each with a note of its place."""

from collections.abc import Iterator

from cattrs import ClassValidationError, IterableValidationError
from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

from instructional_coaching.codec.problem import SHOWN
from instructional_coaching.errors import CoachingError, FaultyDefinition, InvalidValue, Problem


def walk(raised: Exception, source: str, path: str) -> Iterator[Problem]:
    """Yield every problem in what was raised; see `problems_in`."""
    if isinstance(raised, ClassValidationError | IterableValidationError):
        for one in raised.exceptions:
            yield from walk(one, source, path + _step(one))
    elif isinstance(raised, ForbiddenExtraKeysError):
        hint = f"known are {', '.join(sorted(_fields_of(raised.cl)))}"
        for key in sorted(map(str, raised.extra_fields)):
            message = f"unknown field {key[:SHOWN]!r}"
            yield Problem(source, 0, 0, f"{path}.{key}", message, hint, "unknown-key")
    elif isinstance(raised, KeyError):
        yield Problem(source, 0, 0, path, "is missing", "add it", "missing-key")
    elif isinstance(raised, InvalidValue):
        place = f"{path}.{raised.field}" if raised.field else path
        yield Problem(source, 0, 0, place, raised.problem, raised.hint, raised.code)
    elif isinstance(raised, FaultyDefinition):
        for fault in raised.faults:
            yield Problem(source, 0, 0, f"{path}.{fault.path}", fault.problem, fault.remedy, fault.code)
    elif isinstance(raised, CoachingError):
        yield Problem(source, 0, 0, path, raised.message, raised.hint, raised.code)
    else:
        yield Problem(source, 0, 0, path, "does not fit", "compare it with the documented form")


def _step(raised: BaseException) -> str:
    for note in getattr(raised, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]"
    return ""


def _fields_of(cls: type | None) -> list[str]:
    return [field.name for field in getattr(cls, "__attrs_attrs__", ()) if field.metadata.get("stored", True)]
