"""A person: who leads the school on which days."""

import attrs
import pytest

from instructional_coaching.domain.people import Duty
from instructional_coaching.errors import InvalidValue, OutOfOrder, WrongState
from tests.domain.school import START, day, person, refused

LEADER = frozenset({Duty.LEADER})


def test_somebody_joins_with_the_duties_they_have() -> None:
    """Nobody leads, or is in an early-career year, unless it is said."""
    plain = person()
    assert (plain.id, plain.duties, plain.early_career_year, plain.since, plain.left) == (
        "dana",
        frozenset(),
        None,
        START,
        None,
    )
    assert person(duties={"leader"}).duties == LEADER


@pytest.mark.parametrize(("number", "leads"), [(-1, False), (0, True), (9, True), (10, True), (11, False)])
def test_a_leader_leads_from_the_first_to_the_last_day_inclusive(number: int, leads: bool) -> None:
    """The day before joining and the day after leaving are out."""
    leader = person(duties=LEADER).leave(by="head", when=day(10))
    assert leader.leads_on(day(number)) is leads


def test_without_the_duty_nobody_leads() -> None:
    """Being at the school is not enough."""
    assert not person().leads_on(day(5))


def test_a_leader_who_is_there_leads_on() -> None:
    """No last day means that there is none."""
    assert person(duties=LEADER).leads_on(day(5000))


def test_duties_change_from_a_day_on() -> None:
    """The new duties count from that day."""
    leader = person().change_duties(duties=LEADER, by="head", when=day(3))
    assert leader.leads_on(day(3))
    assert not leader.leads_on(day(2))
    assert leader.since == day(3)


def test_a_change_of_duties_leaves_the_early_career_year() -> None:
    """It is no duty."""
    changed = person(early_career_year=2).change_duties(duties=LEADER, by="head", when=day(3))
    assert changed.early_career_year == 2


@pytest.mark.parametrize("year", [0, 3])
def test_an_early_career_entitlement_has_two_years(year: int) -> None:
    """There is no third."""
    with refused(InvalidValue, "invalid-value", "early_career_year", "1 and 2"):
        person(early_career_year=year)
    with refused(InvalidValue, "invalid-value", "early_career_year", "1 and 2"):
        attrs.evolve(person(), early_career_year=year)


def test_whoever_left_is_gone() -> None:
    """They neither leave again nor change their duties."""
    gone = person().leave(by="head", when=day(10))
    with refused(WrongState, "wrong-state", "person dana", "leave", "gone", "being at the school"):
        gone.leave(by="head", when=day(11))
    with refused(WrongState, "wrong-state", "person dana", "change_duties", "gone"):
        gone.change_duties(duties=LEADER, by="head", when=day(11))


def test_nobody_leaves_before_they_joined() -> None:
    """On the day itself they may."""
    assert person().leave(by="head", when=day(0)).left == day(0)
    with refused(OutOfOrder, "out-of-order", "person dana", "leave", "2026-09-06", "2026-09-07"):
        person().leave(by="head", when=day(-1))
    with refused(OutOfOrder, "out-of-order", "person dana", "change_duties"):
        person().change_duties(duties=LEADER, by="head", when=day(-1))
