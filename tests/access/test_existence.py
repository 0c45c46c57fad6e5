"""What somebody may not know of looks like what isn't there: for every verb and every way to ask.

The calendar is left out: everybody knows of it.
"""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Calendar
from instructional_coaching.errors import CoachingError, NotFound
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import refusal_of
from tests.workspace.situation import SITUATIONS, WHEN, furnished, records_of

ON_A_RECORD = [do for do, one in SITUATIONS.items() if not one.verb.creates and one.kind is not Calendar]
BEGINNINGS = [do for do, one in SITUATIONS.items() if one.verb.creates and "zed" not in one.by]
ON_ANOTHERS = [do for do, one in SITUATIONS.items() if one.verb.creates and one.verb.records]


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school in which every verb can be taken."""
    with furnished() as workspace:
        yield workspace


def said(refusal: CoachingError | None, id: str) -> tuple[object, ...]:
    """Return everything that a refusal tells, without the id that was asked for."""
    assert type(refusal) is NotFound
    parts = (refusal.code, refusal.message, refusal.hint, repr(refusal), str(refusal.parameters))
    return tuple(one.replace(id, "…") for one in parts)


@pytest.mark.parametrize("do", ON_A_RECORD)
def test_a_strangers_verb_on_a_record_is_answered_alike_whether_it_is_there(shop: Workspace, do: str) -> None:
    """Neither what the verb needs nor the state of the record shows through: it is not found, and no more."""
    situation = SITUATIONS[do]
    answers = []
    for id in (situation.id, "x9"):
        unit = shop.unit(Actor("zed"))
        given = {name: one for name, one in situation.arguments.items() if name not in situation.verb.records}
        arguments: dict[str, Any] = {**given, situation.kind.KIND: id, "when": WHEN}
        answers.append(said(refusal_of(lambda: unit.perform(do, **arguments)), id))  # noqa: B023
    assert answers[0] == answers[1]


@pytest.mark.parametrize("do", BEGINNINGS)
def test_a_stranger_does_not_learn_which_ids_are_taken(shop: Workspace, do: str) -> None:
    """What they may not begin is refused alike, whether there is a record of that id or not."""
    situation = SITUATIONS[do]
    taken = next(id for kind, id in records_of(shop) if kind == situation.kind.KIND)
    answers = set()
    for id in (taken, "x9"):
        unit = shop.unit(Actor("zed"))
        arguments: dict[str, Any] = {**situation.arguments, "id": id}
        refusal = refusal_of(lambda: unit.perform(do, **arguments))  # noqa: B023
        assert refusal is not None
        answers.add((refusal.code, str(refusal).replace(id, "…")))
    assert len(answers) == 1
    assert {code for code, _ in answers} <= {"access-denied", "not-found"}


@pytest.mark.parametrize("do", ON_ANOTHERS)
def test_a_stranger_begins_nothing_with_records_that_are_not_theirs(shop: Workspace, do: str) -> None:
    """A goal or relationship given to a verb is looked up with the actor's own eyes."""
    situation = SITUATIONS[do]
    name = next(iter(situation.verb.records))
    answers = []
    for id in (str(situation.arguments[name]), "x9"):
        unit = shop.unit(Actor("zed"))
        arguments: dict[str, Any] = {**situation.arguments, name: id}
        answers.append(said(refusal_of(lambda: unit.perform(do, **arguments)), id))  # noqa: B023
    assert answers[0] == answers[1]


@pytest.mark.parametrize("do", ON_A_RECORD)
def test_a_record_that_a_stranger_got_hold_of_is_not_saved(shop: Workspace, do: str) -> None:
    """A record from elsewhere is refused alike, whether one of its id is stored and was asked for, or not."""
    situation, records = SITUATIONS[do], records_of(shop)
    right = situation.someone()
    answers = set()
    for id in (situation.id, "x9"):
        unit = shop.unit(Actor("zed"))
        refusal_of(lambda: unit.view(situation.kind, id))  # noqa: B023
        record = attrs.evolve(situation.called(records, by=right, recorded_by=right), id=id)
        refusal = refusal_of(lambda: unit.save(record))  # noqa: B023
        assert refusal is not None
        answers.add((refusal.code, str(refusal).replace(f" {id}:", " …:")))
    assert len(answers) == 1
    assert {code for code, _ in answers} == {"unrecorded-change"}


def test_a_leaders_verb_tells_nothing_of_what_is_in_a_record(shop: Workspace) -> None:
    """A leader's attempts on a goal are refused alike, be it proposed, adopted or set aside."""
    answers: dict[str, set[str]] = {}
    for do in (one for one in ON_A_RECORD if SITUATIONS[one].kind.KIND in {"goal", "session"}):
        kind = SITUATIONS[do].kind.KIND
        for id in {str(one.arguments[kind]) for one in SITUATIONS.values() if kind in one.arguments}:
            for by in ("ben", "amara", "head"):
                unit = shop.unit(Actor("head"))
                arguments: dict[str, Any] = {**SITUATIONS[do].arguments, kind: id, "by": by}
                refusal = refusal_of(lambda: unit.perform(do, **arguments))  # noqa: B023
                answers.setdefault(f"{do} {by}", set()).add(str(refusal).replace(id, "…"))
    assert {question: said for question, said in answers.items() if len(said) > 1} == {}
    assert "None" not in set().union(*answers.values())


@pytest.mark.parametrize("value", ["3", "11", "-1", "not a number"])
def test_a_leader_does_not_sound_out_a_measure(shop: Workspace, value: str) -> None:
    """Whether a value is possible, or the goal measured at all, is content: a leader isn't told."""
    answers = set()
    for goal in ("g-proposed", "g-adopted"):
        unit = shop.unit(Actor("head"))
        arguments: dict[str, Any] = {"id": "d9", "goal": goal, "relationship": "amara-ben", "value": value}
        refusal = refusal_of(lambda: unit.perform("data_point.record", **arguments, by="amara"))  # noqa: B023
        answers.add(str(refusal).replace(goal, "…"))
    assert len(answers) == 1
    assert "None" not in answers
