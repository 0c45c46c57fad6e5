"""A record refers only to what there is: goals of its own relationship, people in the register."""

from instructional_coaching.domain import KINDS
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import InvalidValue
from instructional_coaching.workspace.holding import Holding
from instructional_coaching.workspace.shelving import kinds_referred_to, references_in

_KEEPERS = frozenset({("absence", "author")})
"""References to whoever keeps the register: a leader is in it, and a steward needs no place in it."""


def require_references(holding: Holding, record: Record, before: Record | None) -> None:
    """Refuse a new reference to a record that isn't there or belongs to another relationship.

    A school that enters nobody in its register may name anybody.

    Raises:
        InvalidValue: naming the field.
    """
    known = set(references_in(before)) if before else set[tuple[str, str]]()
    kinds = kinds_referred_to(type(record))
    for name, id_ in sorted(set(references_in(record)) - known):
        if (record.KIND, name) in _KEEPERS:
            continue
        kind = KINDS[kinds[name]]
        held = holding.peek(kind, id_)
        if held is None and kind is Person and not holding.any_of(Person):
            continue
        theirs, ours = (getattr(one, "relationship", None) for one in (held and held.record, record))
        if held is None or (theirs != ours and theirs is not None):
            # One answer to both, so that nobody learns what there is in another relationship.
            where = "the school's register" if kind is Person else "the records of this relationship"
            raise InvalidValue(name, f"{id_} is not in {where}", "check the id, or enter it first")


def require_one_calendar(holding: Holding, record: Record) -> None:
    """Refuse a second calendar: a school has one, to which each year adds its terms.

    Raises:
        InvalidValue: there is another one.
    """
    if isinstance(record, Calendar):
        other = holding.any_other(Calendar, record.id)
        if other is not None:
            raise InvalidValue("id", f"the school has a calendar, {other}", f"add the terms to {other}")
