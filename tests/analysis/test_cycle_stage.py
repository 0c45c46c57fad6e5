"""What was done belongs to the stage that was current when it was held."""

import pytest

from instructional_coaching.analysis.cycle_stage import stage_of
from instructional_coaching.domain import Cycle
from instructional_coaching.domain.round_part import PracticeSetting
from instructional_coaching.domain.stage import Order
from tests.domain import school
from tests.domain.cycling import close, move
from tests.domain.school import begun, day


def went() -> Cycle:
    """Begin on day 2, plan from day 5, practise from day 7 and close on day 9."""
    planning = move(school.cycle(Order.FREE, when=day(2)), "plan", when=day(5))
    return close(move(planning, "practise", when=day(7)), when=day(9))


@pytest.mark.parametrize(
    ("number", "stage"),
    [
        (1, None),
        (2, "aim"),
        (4, "aim"),
        (5, "plan"),
        (6, "plan"),
        (7, "practise"),
        (9, "practise"),
        (10, None),
    ],
)
def test_a_session_belongs_to_the_stage_of_the_day_it_was_held(number: int, stage: str | None) -> None:
    """On the day of a change to the new one; before the cycle and after it to none."""
    assert stage_of(school.logged(when=day(number)), went()) == stage


def test_when_it_was_logged_makes_no_difference() -> None:
    """A session of day 4 that is corrected to day 6 belongs where it then was held."""
    session = school.logged(when=day(4))
    moved = session.correct(relationship=begun(), held=day(6), reason="slip", by="amara", when=day(9))
    assert (stage_of(session, went()), stage_of(moved, went())) == ("aim", "plan")


def test_a_round_belongs_to_the_stage_in_which_it_was_practised() -> None:
    """Until it was, to the one in which it was planned; what came later moves it no more."""
    planned = school.round_planned(when=day(4))
    practised = planned.practise(relationship=begun(), setting=PracticeSetting.LESSON, by="ben", when=day(6))
    reflected = practised.reflect(text="I hurry", by="ben", when=day(8))
    assert [stage_of(one, went()) for one in (planned, practised, reflected)] == ["aim", "plan", "plan"]


def test_what_does_not_hold_belongs_to_no_stage() -> None:
    """Neither what wasn't held nor what is void."""
    assert stage_of(school.planned(), went()) is None
    for one in (school.logged(), school.round_planned()):
        assert stage_of(one.void(reason="slip", by="amara", when=day(9)), went()) is None


def test_what_belongs_to_another_relationship_belongs_to_no_stage_of_this_one() -> None:
    """Two coachees go through the same model at the same time."""
    assert stage_of(school.logged(relationship=begun(id="r2")), went()) is None
