"""Whoever may not see content is not given any, whatever they ask of a unit and whatever they try."""

import pickle
from collections.abc import Iterator
from contextlib import suppress

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import PROJECTIONS
from instructional_coaching.codec.document import to_json
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import CoachingError
from instructional_coaching.workspace.workspace import Workspace
from tests.access.canary import everything_in, leaks, records_in
from tests.access.probing import guesses, obtained
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
