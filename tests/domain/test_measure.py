"""A measure: what is aimed at, how far it is to it, and which values are possible."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain.measure import Better, Measure, MeasureKind, SampleMethod
from instructional_coaching.errors import InvalidValue
from tests.domain.school import LAW, counted, refused, scaled

numbers = st.decimals(-(10**6), 10**6, places=3)


def ranged(**given: Any) -> Measure:
    """Aim at between 40 and 60 minutes of pupils' talk."""
    told: dict[str, Any] = {
        "kind": MeasureKind.DURATION,
        "better": Better.RANGE,
        "target": None,
        "range_from": Decimal(40),
        "range_to": Decimal(60),
    }
    return counted(**(told | given))


def unbounded(**given: Any) -> Measure:
    """Rate on a scale that has no ends."""
    return scaled(**({"lowest": None, "highest": None} | given))


@pytest.mark.parametrize(
    ("measure", "number", "distance"),
    [
        (counted(), 12, 8),
        (counted(), 20, 0),
        (counted(), 31, 0),
        (counted(better=Better.DOWN), 25, 5),
        (counted(better=Better.DOWN), 20, 0),
        (counted(better=Better.DOWN), 3, 0),
        (ranged(), 30, 10),
        (ranged(), 40, 0),
        (ranged(), 50, 0),
        (ranged(), 60, 0),
        (ranged(), "60.5", "0.5"),
        (ranged(range_to=Decimal(40)), 40, 0),
        (counted(target=None), 12, None),
        (unbounded(target=Decimal(-2)), -5, 3),
    ],
)
def test_the_distance_is_how_far_it_is_to_what_is_aimed_at(
    measure: Measure, number: Any, distance: Any
) -> None:
    """Nothing once it is reached; to the nearest end in a range; unknown without a target."""
    assert measure.distance(Decimal(number)) == (None if distance is None else Decimal(distance))


@LAW
@given(number=numbers, target=numbers, better=st.sampled_from([Better.UP, Better.DOWN]))
def test_a_distance_is_never_negative_and_nothing_only_when_it_is_reached(
    number: Decimal, target: Decimal, better: Better
) -> None:
    """Whatever the target and the direction."""
    distance = unbounded(better=better, target=target).distance(number)
    reached = number >= target if better is Better.UP else number <= target
    assert distance is not None
    assert distance >= 0
    assert (distance == 0) is reached


@LAW
@given(number=numbers, ends=st.tuples(numbers, numbers).map(sorted))
def test_in_a_range_the_distance_is_nothing_within_it_only(number: Decimal, ends: list[Decimal]) -> None:
    """Smaller is better, and both ends belong to the range."""
    low, high = ends
    distance = ranged(kind=MeasureKind.SCALE, range_from=low, range_to=high).distance(number)
    assert distance is not None
    assert distance >= 0
    assert (distance == 0) is (low <= number <= high)
    assert distance in (0, low - number, number - high)


@pytest.mark.parametrize(
    "wrong",
    [
        {"range_from": None},
        {"range_to": None},
        {"target": Decimal(50)},
    ],
)
def test_a_range_has_two_ends_and_no_target(wrong: dict[str, Any]) -> None:
    """One end would be up or down."""
    with refused(InvalidValue, "invalid-value", "better", "two ends", "range_from and range_to"):
        ranged(**wrong)


def test_a_range_runs_upwards() -> None:
    """From 60 to 40 nothing lies."""
    with refused(InvalidValue, "invalid-value", "range_to", "below range_from", "exchange"):
        ranged(range_from=Decimal(60), range_to=Decimal(40))


@pytest.mark.parametrize("end", ["range_from", "range_to"])
@pytest.mark.parametrize("better", [Better.UP, Better.DOWN])
def test_only_a_range_has_ends(end: str, better: Better) -> None:
    """Up and down have a target, or none."""
    with refused(InvalidValue, "invalid-value", "better", "not range"):
        counted(better=better, **{end: Decimal(1)})


@pytest.mark.parametrize("kind", MeasureKind)
def test_a_sample_has_a_method_and_nothing_else_has_one(kind: MeasureKind) -> None:
    """Momentary, partial and whole intervals give different numbers from one lesson."""
    method = SampleMethod.PARTIAL_INTERVAL
    sample = kind is MeasureKind.SAMPLE
    assert counted(kind=kind, method=method if sample else None).kind is kind
    with refused(InvalidValue, "invalid-value", "method", "goes with samples"):
        counted(kind=kind, method=None if sample else method)


@pytest.mark.parametrize("number", [0, 5, 10])
def test_values_within_the_bounds_are_possible(number: int) -> None:
    """Both bounds belong to what is possible."""
    scaled().require_possible(Decimal(number), "value")


@pytest.mark.parametrize("number", ["-0.1", "10.1"])
def test_values_outside_the_bounds_are_refused(number: str) -> None:
    """A slip of the keyboard doesn't become data; the message names the field and not the number."""
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds") as caught:
        scaled().require_possible(Decimal(number), "value")
    assert number not in str(caught.value)


def test_without_bounds_every_value_is_possible() -> None:
    """Each bound alone binds its own side."""
    unbounded().require_possible(Decimal(-999), "value")
    unbounded().require_possible(Decimal(999), "value")
    counted().require_possible(Decimal(999), "value")
    scaled(highest=None).require_possible(Decimal(999), "value")
    scaled(lowest=None).require_possible(Decimal(-999), "value")


NEVER_NEGATIVE = (MeasureKind.COUNT, MeasureKind.RATE, MeasureKind.DURATION, MeasureKind.PERCENTAGE)


@pytest.mark.parametrize("kind", NEVER_NEGATIVE)
def test_counts_rates_durations_and_percentages_are_never_below_nothing(kind: MeasureKind) -> None:
    """Nothing itself is possible, whether or not it is said to be the lowest value."""
    for measure in (counted(kind=kind), counted(kind=kind, lowest=Decimal(0))):
        measure.require_possible(Decimal(0), "value")
        measure.require_possible(Decimal("0.1"), "value")
        with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
            measure.require_possible(Decimal("-0.1"), "value")


@pytest.mark.parametrize("kind", NEVER_NEGATIVE)
def test_a_bound_above_nothing_still_binds_what_is_never_below_it(kind: MeasureKind) -> None:
    """At least two pupils is at least two pupils."""
    measure = counted(kind=kind, lowest=Decimal(2))
    measure.require_possible(Decimal(2), "value")
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
        measure.require_possible(Decimal("1.9"), "value")


@pytest.mark.parametrize("name", ["lowest", "highest", "target"])
@pytest.mark.parametrize("kind", NEVER_NEGATIVE)
def test_no_bound_and_no_target_lies_below_what_is_possible(kind: MeasureKind, name: str) -> None:
    """Nobody can count to less than nothing; to nothing they can."""
    assert counted(**({"kind": kind, "target": None} | {name: Decimal(0)})).kind is kind
    with refused(InvalidValue, "invalid-value", name, "outside the measure's bounds"):
        counted(**({"kind": kind, "target": None} | {name: Decimal("-0.1")}))


@pytest.mark.parametrize("kind", [MeasureKind.SCALE, MeasureKind.SAMPLE])
def test_a_scale_or_a_sample_goes_below_nothing_unless_it_is_bounded(kind: MeasureKind) -> None:
    """A scale may run from minus two to two."""
    method = SampleMethod.MOMENTARY if kind is MeasureKind.SAMPLE else None
    unbounded(kind=kind, method=method).require_possible(Decimal(-1), "value")
    bounded = unbounded(kind=kind, method=method, lowest=Decimal(-2), highest=Decimal(2), target=Decimal(-2))
    bounded.require_possible(Decimal(-2), "value")
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
        bounded.require_possible(Decimal("-2.1"), "value")


def test_the_highest_value_is_not_below_the_lowest() -> None:
    """One value alone is possible where they are the same."""
    scaled(lowest=Decimal(8), highest=Decimal(8)).require_possible(Decimal(8), "value")
    with refused(InvalidValue, "invalid-value", "highest", "is below lowest", "exchange the two"):
        scaled(lowest=Decimal(8), highest=Decimal("7.9"), target=None)


def test_a_count_is_no_value_without_the_minutes_observed() -> None:
    """Twelve in twenty minutes isn't twelve in an hour."""
    counted().require_value(Decimal(12), 20)
    with refused(InvalidValue, "invalid-value", "observed", "missing for a count", "minutes observed"):
        counted().require_value(Decimal(12), None)


@pytest.mark.parametrize("kind", [kind for kind in MeasureKind if kind is not MeasureKind.COUNT])
def test_every_other_value_goes_with_or_without_minutes(kind: MeasureKind) -> None:
    """They may be given."""
    measure = counted(kind=kind, method=SampleMethod.MOMENTARY if kind is MeasureKind.SAMPLE else None)
    measure.require_value(Decimal(12), None)
    measure.require_value(Decimal(12), 20)


@pytest.mark.parametrize("observed", [None, 20])
def test_a_value_keeps_to_the_bounds_with_or_without_minutes(observed: int | None) -> None:
    """Minutes make no slip possible."""
    scaled().require_value(Decimal(10), observed)
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
        scaled().require_value(Decimal("10.1"), observed)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("target", {"target": Decimal(11)}),
        ("target", {"target": Decimal(-1)}),
        (
            "range_from",
            {"better": Better.RANGE, "target": None, "range_from": Decimal(-1), "range_to": Decimal(5)},
        ),
        (
            "range_to",
            {"better": Better.RANGE, "target": None, "range_from": Decimal(5), "range_to": Decimal(11)},
        ),
    ],
)
def test_what_is_aimed_at_is_possible(name: str, measure: dict[str, Any]) -> None:
    """Nobody can reach 11 on a scale to 10."""
    with refused(InvalidValue, "invalid-value", name, "outside the measure's bounds"):
        scaled(**measure)
