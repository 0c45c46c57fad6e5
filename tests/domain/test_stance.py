"""The spectrum of stances: ordered, never averaged."""

from itertools import permutations, product
from operator import ge, gt, le, lt

import pytest

from instructional_coaching.domain.stance import Segment, Stance, StanceTraits
from instructional_coaching.errors import InvalidValue
from tests.domain.school import refused

COMPARISONS = (lt, le, gt, ge)


def test_the_spectrum_goes_from_facilitative_to_directive() -> None:
    """The coachee thinks most at one end, the coach at the other."""
    expected = [Stance.FACILITATIVE, Stance.DIALOGICAL, Stance.DIRECTIVE]
    for order in permutations(Stance):
        assert sorted(order) == expected
    assert [stance.place for stance in expected] == [0, 1, 2]
    assert (min(Stance), max(Stance)) == (expected[0], expected[2])


def test_the_order_is_total() -> None:
    """Of any two stances exactly one holds: before, the same, after; and the comparisons agree."""
    for one, other in product(Stance, Stance):
        assert [one < other, one == other, one > other].count(True) == 1
        for compare in COMPARISONS:
            assert compare(one, other) is compare(one.place, other.place)


@pytest.mark.parametrize("compare", COMPARISONS)
@pytest.mark.parametrize("other", ["facilitative", "zeal", 1, None])
def test_a_stance_is_compared_with_stances_only(compare: type, other: object) -> None:
    """A word would be compared by the alphabet, which puts dialogical first."""
    with pytest.raises(TypeError):
        compare(Stance.DIRECTIVE, other)
    with pytest.raises(TypeError):
        compare(other, Stance.DIRECTIVE)


def test_a_stance_is_its_word() -> None:
    """As a journal and JSON write it."""
    assert [str(stance) for stance in Stance] == ["facilitative", "dialogical", "directive"]


def test_each_stance_has_traits_of_its_own() -> None:
    """After Knight's comparison: whose expertise, who thinks, who decides."""
    traits = [stance.traits for stance in Stance]
    assert all(type(one) is StanceTraits for one in traits)
    assert [one.goal_focus for one in traits] == ["teacher", "student", "strategy"]
    assert [one.thinking for one in traits] == ["mostly the coachee", "both", "mostly the coach"]
    assert Stance.FACILITATIVE.traits.expertise == "withheld"
    assert Stance.DIRECTIVE.traits.decides == "the coach or the programme"


@pytest.mark.parametrize("minutes", [0, 601])
def test_a_segment_lasts_from_one_minute_to_ten_hours(minutes: int) -> None:
    """Neither nothing nor a whole day."""
    with refused(InvalidValue, "invalid-value", "minutes", "1 and 600"):
        Segment(stance=Stance.DIRECTIVE, minutes=minutes)
