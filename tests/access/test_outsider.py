"""Whoever may not see content is not given any, whatever they ask of a unit and whatever they try."""

import pickle
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import PROJECTIONS
from instructional_coaching.codec.document import to_json
from instructional_coaching.domain import RECORDS, Note
from instructional_coaching.domain.transition import Record, verbs_of
from instructional_coaching.domain.value import Exposure, exposure_of, stored_fields
from instructional_coaching.errors import CoachingError
from instructional_coaching.workspace.workspace import Workspace
from tests.access.canary import everything_in, leaks, records_in
from tests.workspace.school import PAIR
from tests.workspace.specimen import stocked

OUTSIDERS = ("head", "zed", "hana", "cara")


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school whose every private text and number carries the mark."""
    with stocked() as workspace:
        yield workspace


@pytest.fixture(scope="module")
def records(shop: Workspace) -> list[Record]:
    """Every record that is stored, private notes among them."""
    return records_in(shop)


def test_a_projection_has_nothing_private_in_it(records: list[Record]) -> None:
    """Whatever way a projection is looked at or written, there is no content in it."""
    seen = [PROJECTIONS[type(one)].project(one) for one in records if type(one) in PROJECTIONS]
    kinds = {"relationship", "goal", "session", "absence"}
    assert len(seen) == len([one for one in records if one.KIND in kinds])
    for one in seen:
        assert leaks((repr(one), to_json(one), list(everything_in(one)), pickle.dumps(one))) == []


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
        for kind in RECORDS:
            yield from ask(recall.find, kind)
        for record in records:
            yield from ask(recall.get, type(record), record.id)
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
    unit.perform("relationship.begin", id=f"r-{who}", coach=who, coachee="ivo", when="2025-10-01")
    yield from ask(unit.find, Note)
    yield from ask(unit.perform, "session.log", id="s9", relationship=f"r-{who}", kind="observation")


def guesses(record: Record) -> Iterator[Record]:
    """Yield what somebody could build who guesses at a record: the same without one thing in it."""
    for field in stored_fields(type(record)):
        if exposure_of(field) is not Exposure.ACTIVITY and field.default is not attrs.NOTHING:
            yield record._with(**{field.name: field.default})


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_outside_obtains_content_by_any_method(
    shop: Workspace, records: list[Record], who: str
) -> None:
    """A leader, a stranger, another teacher: whatever they ask and try, they are given no content."""
    given = list(obtained(shop, records, who))
    assert len(given) > 100
    for one in given:
        assert leaks(list(everything_in(one))) == []


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_guess_is_never_confirmed(shop: Workspace, records: list[Record], who: str) -> None:
    """To save a record with the right guess in it is answered like one with a wrong guess."""
    for record in records:
        if not list(guesses(record)):
            continue
        answers = set()
        for attempt in (record, *guesses(record)):
            unit = shop.unit(Actor(who))
            with suppress(CoachingError):
                unit.view(type(record), record.id)
            with pytest.raises(CoachingError) as caught:
                unit.save(attempt)
            answers.add(str(caught.value))
        assert len(answers) == 1
