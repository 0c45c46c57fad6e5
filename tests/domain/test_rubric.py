"""A rubric: ordinal levels, of which 0 may be one, criteria in any depth, and what is wrong with one."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain.rubric import Criterion, Indicator, Level, Rubric, Unscored
from instructional_coaching.errors import Fault, FaultyDefinition, InvalidValue
from tests.domain.defined import RUBRIC, rubric
from tests.domain.school import LAW, refused


def faults_of(**given: Any) -> list[Fault]:
    """Return the faults with which a rubric is refused; none if it isn't."""
    try:
        rubric(**given)
    except FaultyDefinition as refusal:
        return list(refusal.faults)
    return []


def codes_of(**given: Any) -> list[tuple[str, str]]:
    """Return path and code of each fault."""
    return [(one.path, one.code) for one in faults_of(**given)]


def criteria(**within: str | None) -> tuple[Criterion, ...]:
    """Return criteria of these ids, each within another or none."""
    return tuple(Criterion(id=id, title=id, within=above) for id, above in within.items())


def levels(*ranks: int) -> tuple[Level, ...]:
    """Return levels of these ranks."""
    return tuple(Level(rank=rank, title=f"Level {rank}") for rank in ranks)


def test_criteria_and_levels_are_found() -> None:
    """By word and by rank, 0 among them; what isn't there is none."""
    assert RUBRIC.criterion("wait-time") == RUBRIC.criteria[1]
    assert RUBRIC.criterion("waiting") is None
    assert RUBRIC.level(0) == RUBRIC.levels[0]
    assert RUBRIC.level(3) is None


def test_the_parts_of_a_criterion_are_those_within_it() -> None:
    """In order, one step down."""
    deep = rubric(criteria=criteria(a=None, b="a", c="b", d="a"))
    assert [one.id for one in deep.parts_of("a")] == ["b", "d"]
    assert [one.id for one in deep.parts_of("b")] == ["c"]
    assert deep.parts_of("c") == ()


@pytest.mark.parametrize("ranks", [(), (0,), (5,)])
def test_a_scale_has_two_levels_or_more(ranks: tuple[int, ...]) -> None:
    """One level distinguishes nothing."""
    assert codes_of(levels=levels(*ranks), criteria=criteria(a=None)) == [("levels", "too-few-levels")]


@pytest.mark.parametrize(
    ("ranks", "places"),
    [((0, 0), [1]), ((2, 1), [1]), ((0, 1, 1, 2), [2]), ((3, 2, 1), [1, 2]), ((-1, 0), []), ((1, 5), [])],
)
def test_levels_go_from_the_lowest_rank_to_the_highest(ranks: tuple[int, ...], places: list[int]) -> None:
    """Each rank once; each one that isn't above the one before is told, with what it was compared to."""
    found = faults_of(levels=levels(*ranks), criteria=criteria(a=None))
    assert [(one.path, one.code) for one in found] == [
        (f"levels[{n}].rank", "levels-out-of-order") for n in places
    ]
    assert [one.rests_on for one in found] == [(f"levels[{n - 1}].rank",) for n in places]


def test_a_rubric_has_criteria() -> None:
    """At least one."""
    assert codes_of(criteria=()) == [("criteria", "no-criteria")]
    assert codes_of(criteria=criteria(a=None)) == []


def test_criteria_are_within_what_there_is() -> None:
    """Listed before or after makes no difference."""
    assert codes_of(criteria=criteria(a="b", b=None)) == []
    (fault,) = faults_of(criteria=criteria(a="x", b=None))
    assert (fault.path, fault.code, fault.remedy) == (
        "criteria[0].within",
        "unknown-reference",
        "known are a, b",
    )


@pytest.mark.parametrize(
    ("within", "places"),
    [
        ({"a": "a"}, [0]),
        ({"a": "b", "b": "a"}, [0, 1]),
        ({"a": "b", "b": "c", "c": "a", "d": "a"}, [0, 1, 2]),
        ({"a": None, "b": "a", "c": "c"}, [2]),
    ],
)
def test_nothing_is_within_itself(within: dict[str, str | None], places: list[int]) -> None:
    """Neither at once nor round about; what is merely within such a round is not at fault."""
    assert codes_of(criteria=criteria(**within)) == [
        (f"criteria[{n}].within", "within-itself") for n in places
    ]


def test_a_criterion_stands_once() -> None:
    """The second one of an id is told."""
    twice = (*criteria(a=None, b="a"), Criterion(id="a", title="Again"))
    assert codes_of(criteria=twice) == [("criteria[2].id", "repeated-id")]


def test_an_indicator_is_for_a_level_that_there_is() -> None:
    """Several may be for one level."""
    looks = tuple(Indicator(rank=rank, looks_like="x") for rank in (0, 0, 7))
    (fault,) = faults_of(criteria=(Criterion(id="a", title="A", indicators=looks),))
    assert (fault.path, fault.code) == ("criteria[0].indicators[2].rank", "unknown-reference")
    assert (fault.remedy, fault.rests_on) == ("known are 0, 1, 2", ("levels[*].rank",))


def test_without_levels_no_indicator_fits() -> None:
    """And the remedy says that none is known."""
    looks = (Indicator(rank=0, looks_like="x"),)
    found = faults_of(levels=(), criteria=(Criterion(id="a", title="A", indicators=looks),))
    assert [one.code for one in found] == ["too-few-levels", "unknown-reference"]
    assert found[1].remedy == "known are none"


@LAW
@given(st.data())
def test_a_fault_planted_in_a_deep_rubric_is_the_one_that_is_found(data: st.DataObject) -> None:
    """Whatever its shape: each criterion within an earlier one or none."""
    count = data.draw(st.integers(1, 6))
    names = [f"c{n}" for n in range(count)]
    above = [data.draw(st.sampled_from([None, *names[:n]])) for n in range(count)]
    sound = criteria(**dict(zip(names, above, strict=True)))
    assert codes_of(criteria=sound) == []
    n = data.draw(st.integers(0, count - 1))
    wrong, code = data.draw(
        st.sampled_from(
            [({"within": "nowhere"}, "unknown-reference"), ({"within": f"c{n}"}, "within-itself")]
        )
    )
    broken = (*sound[:n], sound[n]._with(**wrong), *sound[n + 1 :])
    assert codes_of(criteria=broken) == [(f"criteria[{n}].within", code)]


def test_no_way_of_having_no_level_stays_in_the_denominator_unless_it_is_said() -> None:
    """Each of the three is declared by itself."""
    plain = Rubric(id="a/b", title="Plain", levels=RUBRIC.levels, criteria=RUBRIC.criteria)
    assert plain.stays_in_denominator == frozenset()
    assert RUBRIC.stays_in_denominator == {Unscored.NOT_OBSERVED}


@pytest.mark.parametrize("rank", [-101, 101])
def test_a_rank_is_a_small_number(rank: int) -> None:
    """Between -100 and 100."""
    with refused(InvalidValue, "invalid-value", "rank", "-100 and 100"):
        Level(rank=rank, title="Far")
