"""Which cell of a line an error is about, so that a problem can be looked up in the file."""

from collections.abc import Mapping

from instructional_coaching.errors import (
    CoachingError,
    InvalidValue,
    NotAnAuthor,
    NotFound,
    NotYet,
    OutOfOrder,
    TwoLeadCoaches,
)

_COLUMN = {
    "access-denied": "by",
    "already-exists": "id",
    "missing-evidence": "evidence",
    "not-its-author": "by",
    "not-the-coachee": "by",
    "not-their-own-hand": "recorded_by",
    "segments-exceed-session": "segments",
    "statutory-basis": "by",
}
_OTHER_NAME = {"author": "by", "coach": "to"}


def place_of(raised: CoachingError, cells: Mapping[str, str], parameters: Mapping[str, object]) -> str:
    """Return the name of the column that an error is about; that of the verb if it is about no single one.

    Args:
        raised: The error.
        cells: The cells of the line that hold something.
        parameters: The verb's parameters.
    """
    if isinstance(raised, InvalidValue):
        renamed = "" if raised.field in parameters else _OTHER_NAME.get(raised.field, "")
        return renamed if renamed in cells else raised.field
    if isinstance(raised, NotAnAuthor):
        return _holding(raised.by, cells, "by", "coach") or "when"
    if isinstance(raised, OutOfOrder | NotYet):
        return _holding(raised.when, cells, *parameters) or "when"
    if isinstance(raised, TwoLeadCoaches):
        return _holding(raised.day, cells, *parameters) or "when"
    if isinstance(raised, NotFound):
        return raised.kind
    if raised.code == "same-person":
        return "to" if "to" in cells else "coach"
    return _COLUMN.get(raised.code, "do")


def _holding(text: str, cells: Mapping[str, str], *columns: str) -> str:
    return next((name for name in columns if cells.get(name) == text), "")
