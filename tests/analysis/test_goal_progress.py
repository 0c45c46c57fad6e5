"""How far a goal has come, in exact numbers; unknown where it can't be said."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.goal_progress import GoalProgress, goal_progress
from instructional_coaching.domain.measure import Better
from tests.analysis.coaching import LAW, day, goal, level, point, points, shuffled

BETWEEN = {"range_from": Decimal(40), "range_to": Decimal(60)}
numbers = st.decimals(-100, 100, places=2)


@pytest.mark.parametrize(
    ("better", "target", "baseline", "latest", "share", "reached"),
    [
        (Better.UP, "20", "5", "14", Fraction(3, 5), False),
        (Better.UP, "20", "5", "20", Fraction(1), True),
        (Better.UP, "20", "5", "25", Fraction(1), True),
        (Better.UP, "20", "5", "5", Fraction(0), False),
        (Better.UP, "20", "5", "2", Fraction(-1, 5), False),
        (Better.UP, "1", "0.7", "0.8", Fraction(1, 3), False),
        (Better.DOWN, "2", "10", "4", Fraction(3, 4), False),
        (Better.DOWN, "2", "10", "1", Fraction(1), True),
        (Better.DOWN, "2", "10", "12", Fraction(-1, 4), False),
        (Better.RANGE, None, "20", "35", Fraction(3, 4), False),
        (Better.RANGE, None, "20", "70", Fraction(1, 2), False),
        (Better.RANGE, None, "80", "61", Fraction(19, 20), False),
        (Better.RANGE, None, "20", "40", Fraction(1), True),
        (Better.RANGE, None, "20", "60", Fraction(1), True),
    ],
)
def test_the_share_of_the_way_is_exact(
    better: Better, target: str | None, baseline: str, latest: str, share: Fraction, reached: bool
) -> None:
    """Up, down and into a range: the part of the way from the baseline that is done, checked by hand."""
    measured = goal(level(better, target, **(BETWEEN if better is Better.RANGE else {})), baseline)
    progress = goal_progress(measured, points(measured, "1", latest))
    assert (progress.share, progress.reached) == (share, reached)
    assert (progress.baseline, progress.latest) == (Decimal(baseline), Decimal(latest))
    assert progress.points == ("d1", "d2")


def test_the_latest_is_the_latest_by_day() -> None:
    """In whatever order the points come, the last day's counts; on one day, the last by id."""
    measured = goal(level(), "5")
    drawn = [point(measured, "d2", 9, "17"), point(measured, "d3", 2, "8"), point(measured, "d1", 9, "11")]
    progress = goal_progress(measured, shuffled(drawn))
    assert (progress.latest, progress.points) == (Decimal(17), ("d3", "d1", "d2"))


def test_without_a_data_point_nothing_is_known() -> None:
    """A baseline alone is no progress, and not none either."""
    assert goal_progress(goal(level(), "5"), []) == GoalProgress(Decimal(5), None, None, None, ())


def test_without_a_baseline_the_share_is_unknown() -> None:
    """Whether the aim is reached can be said, how much of the way is done can not."""
    measured = goal(level())
    progress = goal_progress(measured, points(measured, "20"))
    assert (progress.reached, progress.share, progress.baseline) == (True, None, None)


def test_without_a_measure_nothing_is_known() -> None:
    """A goal that isn't measured has no progress in numbers."""
    measured = goal(level())
    assert goal_progress(goal(None), points(measured, "20")).reached is None


def test_without_an_aim_nothing_is_reached() -> None:
    """A measure without a target tells values, and not whether they are good enough."""
    measured = goal(level(target=None), "5")
    progress = goal_progress(measured, points(measured, "9"))
    assert progress == GoalProgress(Decimal(5), Decimal(9), None, None, ("d1",))


def test_a_way_of_no_length_has_no_share() -> None:
    """Where the baseline is at the aim already, there is no way of which a part could be done."""
    measured = goal(level(), "20")
    assert goal_progress(measured, points(measured, "20")).share is None
    assert goal_progress(measured, points(measured, "19")).reached is False


def test_a_new_measure_begins_anew() -> None:
    """After the measure was revised its progress is unknown until it has a baseline and points of its own."""
    earlier = goal(level(), "5")
    revised = earlier.revise(measure=level(Better.DOWN, "2"), by="ben", when=day(5))
    drawn = points(earlier, "9", "14")
    assert goal_progress(revised, drawn) == GoalProgress(None, None, None, None, ())
    later = point(revised, "d9", 8, "4")
    assert goal_progress(revised, [*drawn, later]).points == ("d9",)
    assert goal_progress(earlier, drawn).share == Fraction(3, 5)


def test_a_new_wording_keeps_the_measure_and_its_points() -> None:
    """Revising the statement alone leaves progress as it was."""
    earlier = goal(level(), "5")
    revised = earlier.revise(statement="all pupils answer", by="ben", when=day(5))
    drawn = [*points(earlier, "9"), point(revised, "d9", 8, "14")]
    assert goal_progress(revised, drawn).share == Fraction(3, 5)
    assert goal_progress(revised, drawn).points == ("d1", "d9")


def test_void_points_and_those_of_other_goals_are_left_out() -> None:
    """What was voided counts nowhere."""
    measured = goal(level(), "5")
    first, second = points(measured, "9", "14")
    void = second.void(reason="another class", by="amara", when=day(4))
    foreign = second._with(id="d9", goal="g2")
    assert goal_progress(measured, [first, void, foreign]).points == ("d1",)


@LAW
@given(numbers, numbers, numbers)
def test_nearer_is_more_and_at_the_aim_is_all(target: Decimal, baseline: Decimal, latest: Decimal) -> None:
    """The share is 1 exactly where the aim is reached, below 1 where not, and negative where it got worse."""
    measured = goal(level(Better.UP, str(target)), str(baseline))
    progress = goal_progress(measured, points(measured, str(latest)))
    assert progress.reached is (latest >= target)
    if baseline >= target:
        assert progress.share is None
    else:
        assert progress.share is not None
        assert (progress.share == 1) is progress.reached
        assert (progress.share < 0) is (latest < baseline)
        assert progress.share <= 1
