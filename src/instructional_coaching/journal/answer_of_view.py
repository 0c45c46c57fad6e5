"""The question what somebody sees of a record."""

from collections.abc import Mapping

from instructional_coaching.access.activity import Activity
from instructional_coaching.codec.document import to_plain
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Exposure, exposure_of, stored_fields
from instructional_coaching.errors import InvalidValue, NotFound
from instructional_coaching.journal.answer import Answer, Asked, Question
from instructional_coaching.workspace.unit import UnitOfWork

NOTHING, ACTIVITY, EVERYTHING = "nothing", "activity", "everything"


def _view(unit: UnitOfWork, asked: Asked) -> Answer:
    for kind in _kinds(asked):
        try:
            seen = unit.view(kind, asked.of)
        except NotFound:
            continue
        parts = to_plain(seen)
        if isinstance(seen, Activity):
            return Answer(ACTIVITY, parts, _anything_seen() - parts.keys())
        exposures = {str(exposure_of(field)) for field in stored_fields(type(seen))}
        parts |= dict.fromkeys(exposures - {Exposure.ACTIVITY}, True)
        return Answer(EVERYTHING, parts, _anything_seen() - parts.keys())
    return Answer(NOTHING, {}, _anything_seen())


def _kinds(asked: Asked) -> tuple[type[Record], ...]:
    if asked.kind is None:
        return tuple(KINDS.values())
    if asked.kind not in KINDS:
        raise InvalidValue("kind", "is no kind of record", f"the kinds are {', '.join(KINDS)}")
    return (KINDS[asked.kind],)


def _anything_seen() -> frozenset[str]:
    """Return every name that somebody may see something of a record by."""
    names = {field.name for kind in KINDS.values() for field in stored_fields(kind)}
    return frozenset({*names, *(one.value for one in Exposure)})


QUESTIONS_OF_SIGHT: Mapping[str, Question] = {
    "view": Question(
        _view,
        of="anything, as it stands at the end of the journal",
        word="`everything`, `activity` or `nothing`: what the viewer sees of it on the day",
        parts="the fields that they see; `content`, if they see what is in it",
        of_the_past=False,
        of_any_kind=True,
    ),
}
