"""How much of a record somebody sees, where a store is not as it should be."""

from datetime import date

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import Sight, sight_of
from instructional_coaching.domain import Goal, Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import OFFICE, TODAY
from tests.workspace.specimen import SPECIMENS, read, stocked


def nobody_leads(_person: str, _day: date) -> bool:
    """Say that nobody leads the school."""
    return False


@pytest.fixture(scope="module")
def shop() -> Workspace:
    """A school that holds a record of every kind."""
    return stocked()


@pytest.mark.parametrize("kind", [Goal, Session])
@pytest.mark.parametrize("who", ["ben", "amara", "head"])
def test_a_record_without_its_relationship_is_seen_by_no_one(
    shop: Workspace, kind: type[Record], who: str
) -> None:
    """Who may see follows from the relationship: where that is missing, nothing is shown."""
    record = read(shop, SPECIMENS[kind.KIND])
    assert sight_of(Actor(who), record, None, TODAY, nobody_leads) is Sight.NOTHING
    assert sight_of(OFFICE, record, None, TODAY, nobody_leads) is Sight.EVERYTHING


def test_more_sight_is_more() -> None:
    """Sights can be compared: everything is more than the activity, and that more than nothing."""
    assert Sight.EVERYTHING > Sight.ACTIVITY > Sight.NOTHING
