"""From what the converter raises to problems with a path; every problem of a document at once."""

from collections.abc import Iterator

import attrs
from cattrs import ClassValidationError, IterableValidationError
from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

from instructional_coaching.errors import CoachingError, FaultyDefinition, InvalidValue, Problem

SHOWN = 40
"""How much of an unknown key is shown, in characters: it may be a piece of what somebody wrote."""


def shown(path: str) -> str:
    """Return a path with long keys cut off."""
    return ".".join(one[:SHOWN] for one in path.split("."))


def problems_in(
    raised: Exception, source: str, path: str = "$", *, whole: bool = False
) -> tuple[Problem, ...]:
    """Return every problem in what the converter raised, with its path and never with a value.

    Args:
        raised: An exception, or a group of them, from structuring.
        source: Where the document came from.
        path: Path of what was being structured.
        whole: Whether long keys stay whole, to be looked up by; they are to be cut before they are shown.
    """
    found = _walk(raised, source, path)
    return tuple(found if whole else (attrs.evolve(one, path=shown(one.path)) for one in found))


def _walk(raised: Exception, source: str, path: str) -> Iterator[Problem]:
    if isinstance(raised, ClassValidationError | IterableValidationError):
        for one in raised.exceptions:
            yield from _walk(one, source, path + _step(one))
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
