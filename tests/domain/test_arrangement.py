"""By which model and how often they work: arranged from a day on, pinned to its content, kept in order."""

import pytest

from instructional_coaching.domain import Relationship
from instructional_coaching.domain.arrangement import Arrangement
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.stage import Order
from instructional_coaching.errors import InvalidValue, OutOfOrder, WrongState
from tests.domain.defined import FORTNIGHTLY, MODELS, WEEKLY
from tests.domain.school import START, begun, day, refused

STRICT, FREE = MODELS[Order.STRICT], MODELS[Order.FREE]


def arranged() -> Relationship:
    """Begin with the strict model once a fortnight, and arrange once a week from day 14 on."""
    pair = begun(model=STRICT, cadence=FORTNIGHTLY)
    return pair.arrange(cadence=WEEKLY, by="amara", when=day(9), starts=day(14))


def test_nothing_is_arranged_unless_it_is_said() -> None:
    """A relationship needs neither a model nor a cadence."""
    assert begun().arrangements == ()
    assert begun().arranged_on(day(5)) is None


def test_what_is_arranged_at_the_beginning_holds_from_the_first_day_of_coaching() -> None:
    """Not from the day on which it was decided; it is pinned to the content of the definitions."""
    pair = begun(model=STRICT, starts=day(7))
    assert pair.arrangements == (Arrangement(model=STRICT.pin, since=day(7)),)
    assert pair.arranged_on(day(6)) is None
    assert begun(cadence=WEEKLY).arrangements == (Arrangement(cadence=WEEKLY.pin, since=START),)


def test_what_is_not_given_stays() -> None:
    """Another cadence leaves the model, another model the cadence."""
    pair = arranged()
    assert pair.arrangements[-1] == Arrangement(model=STRICT.pin, cadence=WEEKLY.pin, since=day(14))
    again = pair.arrange(model=FREE, by="ben", when=day(20))
    assert again.arrangements[-1] == Arrangement(model=FREE.pin, cadence=WEEKLY.pin, since=day(20))
    assert again.arrangements[:-1] == pair.arrangements


@pytest.mark.parametrize(
    ("number", "cadence"), [(0, FORTNIGHTLY), (13, FORTNIGHTLY), (14, WEEKLY), (99, WEEKLY)]
)
def test_an_arrangement_holds_until_the_next_one(number: int, cadence: object) -> None:
    """The day of the change is the new one's; before the first there is none."""
    found = arranged().arranged_on(day(number))
    assert found is not None
    assert found.cadence == getattr(cadence, "pin", None)
    assert arranged().arranged_on(day(-1)) is None


def test_of_two_on_one_day_the_later_holds() -> None:
    """So that a slip is put right on the day itself; both stay on record."""
    again = arranged().arrange(cadence=FORTNIGHTLY, by="amara", when=day(14))
    found = again.arranged_on(day(14))
    assert found is not None
    assert found.cadence == FORTNIGHTLY.pin
    assert len(again.arrangements) == 3


def test_an_arrangement_arranges_something() -> None:
    """Neither model nor cadence is nothing."""
    with refused(InvalidValue, "invalid-value", "model", "nothing is arranged"):
        begun().arrange(by="amara", when=day(5))


def test_it_starts_no_earlier_than_it_is_decided_nor_than_the_one_before() -> None:
    """What was arranged for days gone by stays as it was."""
    with refused(OutOfOrder, "out-of-order", "relationship r1", "arrange", "2026-09-11", "2026-09-12"):
        begun().arrange(model=FREE, by="amara", when=day(5), starts=day(4))
    with refused(OutOfOrder, "out-of-order", "relationship r1", "arrange", "2026-09-20", "2026-09-21"):
        arranged().arrange(model=FREE, by="amara", when=day(13))
    assert arranged().arrange(model=FREE, by="amara", when=day(13), starts=day(14)).arrangements[-1].model


def test_nothing_is_arranged_for_what_has_ended() -> None:
    """In a pause it may be."""
    ended = begun().end(reason=EndReason.COMPLETED, by="head", when=day(3))
    with refused(WrongState, "wrong-state", "relationship r1", "arrange", "ended", "active, paused"):
        ended.arrange(model=FREE, by="amara", when=day(3))
    paused = begun().pause(by="head", when=day(3))
    assert paused.arrange(model=FREE, by="amara", when=day(3)).arrangements


def test_a_hand_over_leaves_the_arrangement() -> None:
    """The successor goes on as was arranged."""
    handed = arranged().hand_over(to="cara", by="head", when=day(20))
    assert handed.arrangements == arranged().arrangements
