"""A person: who leads the school on which days."""

import attrs
import pytest

from instructional_coaching.domain.people import Duty, Post
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


def test_a_change_of_duties_keeps_the_earlier_ones_up_to_the_day_before() -> None:
    """Post after post, in order, and none of the present one."""
    changed = person().change_duties(duties=LEADER, by="head", when=day(3))
    again = changed.change_duties(duties=frozenset(), by="head", when=day(10))
    assert person().earlier == ()
    assert again.earlier == (
        Post(duties=frozenset(), first=day(0), last=day(2)),
        Post(duties=LEADER, first=day(3), last=day(9)),
    )
    assert (again.duties, again.since) == (frozenset(), day(10))


@pytest.mark.parametrize(
    ("number", "leads"),
    [(-1, False), (0, True), (2, True), (3, False), (9, False), (10, True), (12, True), (13, False)],
)
def test_a_past_day_is_answered_by_the_duties_of_that_day(number: int, leads: bool) -> None:
    """A leader to day 2 and again from day 10; day 12 is the last at the school."""
    somebody = (
        person(duties=LEADER)
        .change_duties(duties=frozenset(), by="head", when=day(3))
        .change_duties(duties=LEADER, by="head", when=day(10))
        .leave(by="head", when=day(12))
    )
    assert somebody.leads_on(day(number)) is leads


def test_duties_changed_on_the_day_they_began_were_nobodys() -> None:
    """The later word of the same day holds, and no post of no days is kept."""
    same = person(duties=LEADER).change_duties(duties=frozenset(), by="head", when=day(0))
    assert (same.earlier, same.leads_on(day(0))) == ((), False)
    next_day = person(duties=LEADER).change_duties(duties=frozenset(), by="head", when=day(1))
    assert next_day.earlier == (Post(duties=LEADER, first=day(0), last=day(0)),)
    assert [next_day.leads_on(day(number)) for number in (0, 1)] == [True, False]


def test_leaving_keeps_the_duties_of_past_days() -> None:
    """Who led then, led then."""
    gone = (
        person(duties=LEADER)
        .change_duties(duties=frozenset(), by="head", when=day(5))
        .leave(by="head", when=day(9))
    )
    assert [gone.leads_on(day(number)) for number in (4, 5, 9, 10)] == [True, False, False, False]


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
