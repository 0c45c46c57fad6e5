"""Which value of a step an error is about, so that a problem can be looked up in the file."""

from collections.abc import Mapping

from instructional_coaching.errors import (
    CoachingError,
    InvalidValue,
    NotAnAuthor,
    NotFound,
    NotYet,
    OutOfOrder,
    OutOfSequence,
    TwoLeadCoaches,
    UnknownDefinition,
)

_NAME = {
    "access-denied": "by",
    "already-exists": "id",
    "another-model": "model",
    "another-rubric": "rubric",
    "missing-evidence": "evidence",
    "missing-reason": "reason",
    "not-its-author": "by",
    "not-the-coachee": "by",
    "not-their-duty": "by",
    "not-their-own-hand": "recorded_by",
    "segments-exceed-session": "segments",
    "statutory-basis": "by",
}
_OTHER_NAME = {"author": "by", "coach": "to"}


def place_of(raised: CoachingError, given: Mapping[str, object], parameters: Mapping[str, object]) -> str:
    """Return the name of the value that an error is about; that of the verb if it is about no single one.

    Args:
        raised: The error.
        given: The values of the step, by name.
        parameters: The verb's parameters.
    """
    if isinstance(raised, InvalidValue):
        renamed = "" if raised.field in parameters else _OTHER_NAME.get(raised.field, "")
        return renamed if renamed in given else raised.field
    if isinstance(raised, NotAnAuthor):
        return _holding(raised.by, given, "by", "coach") or "when"
    if isinstance(raised, OutOfOrder | NotYet | TwoLeadCoaches):
        day = raised.day if isinstance(raised, TwoLeadCoaches) else raised.when
        return _holding(day, given, *parameters) or "when"
    if isinstance(raised, NotFound):
        return raised.kind
    if isinstance(raised, UnknownDefinition):
        return _holding(raised.id, given, *parameters) or "do"
    if isinstance(raised, OutOfSequence):
        return "to" if "to" in given else "artefact"
    if raised.code == "same-person":
        return "to" if "to" in given else "coach"
    return _NAME.get(raised.code, "do")


def _holding(text: str, given: Mapping[str, object], *names: str) -> str:
    return next((name for name in names if given.get(name) == text), "")
