"""Everything that somebody can ask of a unit and try with it, to see what they are given."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import PROJECTIONS
from instructional_coaching.domain import RECORDS, Note
from instructional_coaching.domain.transition import Record, verbs_of
from instructional_coaching.domain.value import Exposure, exposure_of, stored_fields
from instructional_coaching.errors import CoachingError
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import PAIR


def obtained(shop: Workspace, records: Iterable[Record], who: str) -> Iterator[object]:
    """Yield everything that somebody is given by any method of a unit, refusals among it."""
    unit = shop.unit(Actor(who))

    def ask(question: Any, *arguments: Any, **named: Any) -> Iterator[object]:
        try:
            answer = question(*arguments, **named)
            yield from list(answer) if hasattr(answer, "__next__") else [answer]
        except CoachingError as refusal:
            yield str(refusal)

    yield from ask(unit.timeline, PAIR)
    for bounds in ({}, {"as_of": date(2025, 10, 31)}, {"known_at": date(2025, 12, 19)}):
        recall = unit.recall(**bounds)
        yield from ask(recall.coaching, PAIR)
        yield from ask(recall.relationship, PAIR)
        yield from ask(recall.calendar)
        for kind in RECORDS:
            yield from ask(recall.find, kind)
        for record in records:
            yield from ask(recall.get, type(record), record.id)
        caseload = unit.caseload(**bounds)
        yield from ask(caseload.rows)
        yield from ask(caseload.overdue)
        yield from ask(caseload.explain, PAIR)
    for kind in RECORDS:
        for wanted in (kind, PROJECTIONS.get(kind, kind)):
            yield from ask(unit.find, wanted)
            yield from ask(unit.find, wanted, since=date(2025, 9, 1))
            yield from ask(unit.find, wanted, coachee="ben")
    for record in records:
        kind = type(record)
        for question in (unit.get, unit.view, unit.history, unit.rebuilt):
            yield from ask(question, kind, record.id)
        if kind in PROJECTIONS:
            yield from ask(unit.get, PROJECTIONS[kind], record.id)
        for attempt in (record, *guesses(record)):
            yield from ask(unit.save, attempt)
        for do, verb in verbs_of(kind).items():
            if not verb.creates:
                yield from ask(unit.perform, do, **{kind.KIND: record.id}, by=who)
    other = "hana" if who == "ivo" else "ivo"
    unit.perform("relationship.begin", id=f"r-{who}", coach=who, coachee=other, when="2025-10-01")
    yield from ask(unit.find, Note)
    yield from ask(unit.perform, "session.log", id="s9", relationship=f"r-{who}", kind="observation")


def guesses(record: Record) -> Iterator[Record]:
    """Yield what somebody could build who guesses at a record: the same without one thing in it."""
    for field in stored_fields(type(record)):
        if exposure_of(field) is not Exposure.ACTIVITY and field.default is not attrs.NOTHING:
            yield record._with(**{field.name: field.default})
