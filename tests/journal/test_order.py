"""An order keeps every tie that can be kept, gives up the weakest of a circle, and always comes to an end."""

import pytest
from hypothesis import given, settings, strategies as st

from instructional_coaching.journal.order import Ordering, Tie

TIES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from(Tie)), max_size=40)


def ordering(*ties: tuple[int, int, Tie], count: int = 12) -> Ordering[int]:
    made = Ordering({n: n for n in range(count)})
    for earlier, later, tie in ties:
        if earlier != later:
            made.tie(earlier, later, tie)
    return made


def test_without_ties_the_rank_decides() -> None:
    assert list(Ordering({"b": 1, "a": 2, "c": 0})) == ["c", "b", "a"]
    assert list(Ordering[str]({})) == []


def test_a_tie_goes_before_rank_and_delays_nothing_else() -> None:
    assert list(ordering((4, 1, Tie.STALE), count=6)) == [0, 2, 3, 4, 1, 5]


def test_a_tie_to_what_is_not_there_is_none() -> None:
    assert list(ordering((99, 1, Tie.BUILT_ON), count=3)) == [0, 1, 2]


@pytest.mark.parametrize("weakest", [0, 1, 2])
def test_of_a_circle_the_weakest_tie_gives_way(weakest: int) -> None:
    ties = [(n, (n + 1) % 3, Tie.STALE if n == weakest else Tie.BUILT_ON) for n in range(3)]
    made = ordering(*ties, count=3)
    found = list(made)
    assert made.broken == [(weakest, (weakest + 1) % 3, Tie.STALE)]
    assert found == [(weakest + 1) % 3, (weakest + 2) % 3, weakest]


def test_what_only_waits_for_a_circle_keeps_its_ties() -> None:
    made = ordering((0, 1, Tie.STALE), (1, 0, Tie.NAMED), (1, 2, Tie.STALE), (2, 3, Tie.LED), count=4)
    assert list(made) == [1, 0, 2, 3]
    assert made.broken == [(0, 1, Tie.STALE)]


def test_what_can_not_come_before_a_thing_comes_before_what_follows_it() -> None:
    made = Ordering({n: n for n in (3, 10, 11, 12)}, lambda n: n + 1)
    for earlier, later, tie in ((3, 10, Tie.STALE), (10, 3, Tie.NAMED), (10, 11, Tie.BUILT_ON)):
        made.tie(earlier, later, tie)
    made.tie(11, 12, Tie.BUILT_ON)
    assert list(made) == [10, 3, 11, 12]


@given(ties=TIES)
@settings(max_examples=300, deadline=None)
def test_everything_comes_once_and_only_circles_cost_ties(ties: list[tuple[int, int, Tie]]) -> None:
    made = ordering(*ties)
    found = list(made)
    assert sorted(found) == list(range(12))
    place = {one: n for n, one in enumerate(found)}
    against = {(one, two) for one, two, _ in ties if place[one] > place[two]}
    assert against <= {(one, two) for one, two, _ in made.broken}
    assert list(made) == found, "and the same when asked again"


@given(ties=TIES)
@settings(max_examples=200, deadline=None)
def test_where_the_stronger_ties_make_no_circle_none_of_them_is_given_up(
    ties: list[tuple[int, int, Tie]],
) -> None:
    acyclic = [(min(one, two), max(one, two), Tie.BUILT_ON) for one, two, tie in ties if tie > Tie.STALE]
    weak = [(one, two, Tie.STALE) for one, two, tie in ties if tie <= Tie.STALE]
    strong = {(one, two) for one, two, _ in acyclic}
    made = ordering(*acyclic, *(tie for tie in weak if tie[:2] not in strong))
    list(made)
    assert all(tie is Tie.STALE for _, _, tie in made.broken)


def test_all_that_comes_before_some_is_found_through_every_tie() -> None:
    made = ordering((1, 2, Tie.STALE), (2, 3, Tie.NAMED), (4, 5, Tie.NAMED))
    assert made.up_to({3}) == {1, 2, 3}
