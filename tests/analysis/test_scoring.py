"""What was scored of what could be: exact counts, four different kinds of nothing, and no means."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, combinations

import attrs
import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.scoring import Tally, tally, tally_by_criterion
from instructional_coaching.domain import Rubric, ScoreSheet
from instructional_coaching.domain.rubric import Unscored
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.errors import AnotherRubric
from tests.analysis.coaching import LAW, shuffled
from tests.domain.defined import RUBRIC, rubric
from tests.domain.school import day, refused, sheet

SUBSETS = list(chain.from_iterable(combinations(Unscored, n) for n in range(4)))
MIXED = (
    Score(criterion="asking", rank=0),
    Score(criterion="wait-time", unscored=Unscored.NOT_OBSERVED),
    Score(criterion="answers", unscored=Unscored.NOT_APPLICABLE),
)


def keeping(*unscored: Unscored) -> Rubric:
    """Return the rubric with these ways of having no level in the denominator."""
    return rubric(stays_in_denominator=unscored)


def filled(by: Rubric, *scores: Score, id: str = "q1") -> ScoreSheet:
    """Return a sheet by a rubric."""
    return sheet(id=id, rubric=by, scores=scores)


@pytest.mark.parametrize("stays", SUBSETS)
def test_the_rubric_says_what_stays_in_the_denominator(stays: Sequence[Unscored]) -> None:
    """Of four criteria one has the level 0, one each is not observed, not applicable and not scored."""
    by = keeping(*stays)
    found = tally(filled(by, *MIXED), by)
    assert (found.not_observed, found.not_applicable, found.not_scored) == (1, 1, 1)
    assert (found.scored, found.could_be) == (1, 1 + len(stays))
    assert found.share == Fraction(1, 1 + len(stays))


def test_zero_is_a_level_and_counts_as_scored() -> None:
    """Every level of the scale has its count, the lowest first, those that nobody gave among them."""
    found = tally(filled(RUBRIC, *MIXED), RUBRIC)
    assert found.levels == ((0, 1), (1, 0), (2, 0))


def test_a_criterion_with_parts_counts_like_any_other() -> None:
    """Its own score is what was said of it; nothing is made of the scores of its parts."""
    whole = tally(filled(RUBRIC, Score(criterion="asking", rank=2)), RUBRIC)
    part = tally(filled(RUBRIC, Score(criterion="wait-time", rank=2)), RUBRIC)
    assert whole == part
    assert whole.not_scored == 3


def test_where_nothing_could_be_scored_there_is_no_share() -> None:
    """0 of 0 is no rate; 0 of some is 0."""
    nothing = Score(criterion="asking", unscored=Unscored.NOT_APPLICABLE)
    assert tally(filled(keeping(), nothing), keeping()).share is None
    kept = keeping(Unscored.NOT_SCORED)
    assert tally(filled(kept, nothing), kept).share == 0


def test_a_way_that_is_named_twice_counts_once() -> None:
    """The rubric's list is a list of ways, not of weights."""
    by = keeping(Unscored.NOT_OBSERVED, Unscored.NOT_OBSERVED)
    assert tally(filled(by, *MIXED), by).could_be == 2


def test_a_void_sheet_counts_nowhere() -> None:
    """Neither by itself nor among others."""
    void = filled(RUBRIC, *MIXED).void(reason="slip", by="amara", when=day(8))
    assert tally(void, RUBRIC) == Tally(((0, 0), (1, 0), (2, 0)), 0, 0, 0, 0)
    other = filled(RUBRIC, *MIXED, id="q2")
    assert tally_by_criterion([void, other], RUBRIC) == tally_by_criterion([other], RUBRIC)


def test_several_sheets_are_told_criterion_by_criterion() -> None:
    """In the rubric's order, whatever the order of the sheets."""
    sheets = [
        filled(RUBRIC, *MIXED),
        filled(RUBRIC, Score(criterion="asking", rank=2), Score(criterion="board", rank=1), id="q2"),
        filled(RUBRIC, Score(criterion="asking", rank=2), id="q3"),
    ]
    found = tally_by_criterion(sheets, RUBRIC)
    assert list(found) == [one.id for one in RUBRIC.criteria]
    assert found["asking"] == Tally(((0, 1), (1, 0), (2, 2)), 0, 0, 0, could_be=3)
    assert found["wait-time"] == Tally(((0, 0), (1, 0), (2, 0)), 1, 0, 2, could_be=1)
    assert found["board"].share == 1
    assert found["answers"].share is None
    assert tally_by_criterion(shuffled(sheets), RUBRIC) == found


def test_without_a_sheet_every_criterion_is_there_and_has_no_share() -> None:
    """Nobody scored anything."""
    found = tally_by_criterion([], RUBRIC)
    assert [one.share for one in found.values()] == [None] * 4


def test_sheets_of_two_versions_are_not_put_together() -> None:
    """The same words may mean another thing: comparing versions needs a declared crosswalk."""
    newer = rubric(title="Questioning, second edition")
    old, new = filled(RUBRIC, *MIXED), filled(newer, *MIXED, id="q2")
    told = ("another-rubric", "score_sheet q2", RUBRIC.pin, newer.pin, "declared crosswalk")
    with refused(AnotherRubric, *told):
        tally_by_criterion([old, new], RUBRIC)
    with refused(AnotherRubric, *told):
        tally(new, RUBRIC)
    void = new.void(reason="slip", by="amara", when=day(8))
    with refused(AnotherRubric, *told):
        tally_by_criterion([old, void], RUBRIC)


scores = st.lists(
    st.one_of(
        st.builds(
            Score, criterion=st.sampled_from([one.id for one in RUBRIC.criteria]), rank=st.integers(0, 2)
        ),
        st.builds(
            Score,
            criterion=st.sampled_from([one.id for one in RUBRIC.criteria]),
            unscored=st.sampled_from(Unscored),
        ),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.criterion,
)


@LAW
@given(st.lists(scores, max_size=5), st.sampled_from(SUBSETS))
def test_every_criterion_of_every_sheet_is_counted_once(
    several: list[list[Score]], stays: Sequence[Unscored]
) -> None:
    """Summed over sheets and summed over criteria, each count is the same."""
    by = keeping(*stays)
    sheets = [filled(by, *one, id=f"q{n}") for n, one in enumerate(several)]
    one_way = [tally(one, by) for one in sheets]
    other = list(tally_by_criterion(sheets, by).values())
    for name in ("scored", "could_be", "not_observed", "not_applicable", "not_scored"):
        assert sum(getattr(one, name) for one in one_way) == sum(getattr(one, name) for one in other)
    for found in one_way:
        kinds = attrs.astuple(found)[1:4]
        assert found.scored + sum(kinds) == len(by.criteria)
        assert found.share is None or 0 <= found.share <= 1
