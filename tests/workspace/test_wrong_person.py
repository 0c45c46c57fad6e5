"""Nobody records a step in another's name: shown for every verb, every person and both ways to try it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import product
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import PROJECTIONS
from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.transition import Record, verbs_of
from instructional_coaching.errors import CoachingError, NotFound
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import refusal_of, stored
from tests.workspace.situation import (
    PAIR,
    PEOPLE,
    SITUATIONS,
    WHEN,
    Situation,
    furnished,
    possible,
    records_of,
)

OWN_HAND = {"confirm", "reverse"}
REFUSALS = {
    "access-denied",
    "not-a-coach",
    "not-an-author",
    "not-its-author",
    "not-the-coachee",
    "not-their-own-hand",
    "not-found",
    "unrecorded-change",
}

every_verb = pytest.mark.parametrize("do", SITUATIONS)


@pytest.fixture(scope="module")
def furnished_school() -> Iterator[Workspace]:
    """A school in which every verb but one can be taken."""
    with furnished() as workspace:
        yield workspace


@pytest.fixture
def shop(do: str, furnished_school: Workspace) -> Workspace:
    """A school in which a verb can be taken."""
    return possible(do, furnished_school)


@pytest.fixture(scope="module")
def records(furnished_school: Workspace) -> Mapping[tuple[str, str], Record]:
    """Every record that a verb is taken on, or given."""
    return records_of(furnished_school)


def is_allowed(situation: Situation, actor: str, by: str, recorded_by: str) -> bool:
    """Say whether the rules let somebody record a step so: their own, or a coachee's decision."""
    if recorded_by != actor:
        return False
    if situation.verb.decision and situation.verb.name not in OWN_HAND:
        return by == "ben" and actor in PAIR
    return by == actor and by in situation.by


def can_hold(situation: Situation, actor: str) -> bool:
    """Say whether somebody can have the record in hand: a leader acts by name on what they see in part."""
    return actor != "head" or situation.verb.creates or situation.kind not in PROJECTIONS


def unit_of(shop: Workspace, actor: str, situation: Situation) -> UnitOfWork:
    """Return a unit of somebody's that has read the record, as far as they see it."""
    unit = shop.unit(Actor(actor))
    if not situation.verb.creates:
        with suppress(NotFound):
            unit.view(situation.kind, situation.id)
    return unit


def everyone() -> Iterator[tuple[str, str, str]]:
    """Yield who acts, whose step it is said to be and which of the two is said to have typed it."""
    for actor, by in product(PEOPLE, PEOPLE):
        yield actor, by, actor
        if by != actor:
            yield actor, by, by


def test_every_verb_has_its_situation() -> None:
    """No verb is left out of these tests."""
    assert set(SITUATIONS) == {name for record in RECORDS for name in verbs_of(record)}


@every_verb
def test_only_the_right_person_records_a_step(
    shop: Workspace, records: Mapping[tuple[str, str], Record], do: str
) -> None:
    """A step taken by a direct call is saved for those whom the rules name, and refused to all others."""
    situation = SITUATIONS[do]
    wrong: list[object] = []
    refusals: list[CoachingError | None] = []
    for actor, by, recorded_by in everyone():
        allowed = is_allowed(situation, actor, by, recorded_by) and can_hold(situation, actor)
        refusal = refusal_of(partial(save, shop, records, situation, actor, by, recorded_by))
        if allowed != (refusal is None):
            wrong.append((actor, by, recorded_by, refusal))
        refusals.append(refusal)
    assert wrong == []
    assert {one.code for one in refusals if one} <= REFUSALS
    assert all(one.hint for one in refusals if one)


def save(
    shop: Workspace,
    records: Mapping[tuple[str, str], Record],
    situation: Situation,
    actor: str,
    by: str,
    recorded_by: str,
) -> None:
    """Take the step by a direct call, and save it."""
    unit = unit_of(shop, actor, situation)
    unit.save(situation.called(records, by=by, recorded_by=recorded_by))


@every_verb
def test_an_entry_forged_in_anothers_name_is_refused(
    shop: Workspace, records: Mapping[tuple[str, str], Record], do: str
) -> None:
    """A record made in the right name, but with an entry in another's, is refused, and nothing is written."""
    situation, before = SITUATIONS[do], stored(shop)
    right = situation.someone()
    record = situation.called(records, by=right, recorded_by=right)
    codes = []
    for actor, by, recorded_by in everyone():
        if is_allowed(situation, actor, by, recorded_by):
            continue
        unit = unit_of(shop, actor, situation)
        entry = attrs.evolve(record.unsaved[-1], by=by, recorded_by=recorded_by)
        forged = attrs.evolve(record, unsaved=(*record.unsaved[:-1], entry))
        codes.append(getattr(refusal_of(partial(unit.save, forged)), "code", "taken"))
        unit.commit()
    assert set(codes) <= REFUSALS
    assert stored(shop) == before


@every_verb
def test_the_same_holds_for_a_verb_performed_by_name(shop: Workspace, do: str) -> None:
    """A posted form lets nobody do more than a direct call does."""
    situation = SITUATIONS[do]
    wrong: list[object] = []
    refusals: list[CoachingError | None] = []
    for actor, by, recorded_by in everyone():
        told: dict[str, Any] = {"by": by, "recorded_by": recorded_by, "when": WHEN}
        unit = shop.unit(Actor(actor))
        refusal = refusal_of(partial(unit.perform, do, **situation.arguments, **told))
        if is_allowed(situation, actor, by, recorded_by) != (refusal is None):
            wrong.append((actor, by, recorded_by, refusal))
        refusals.append(refusal)
    assert wrong == []
    assert {one.code for one in refusals if one} <= REFUSALS
