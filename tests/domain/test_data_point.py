"""A data point: one value of one measure, never compared with another's."""

from decimal import Decimal

import attrs
import pytest

from instructional_coaching.domain.measure import MeasureKind
from instructional_coaching.errors import (
    DifferentMeasure,
    ForeignRecord,
    InvalidValue,
    NotAnAuthor,
    NotItsAuthor,
    WrongState,
)
from tests.domain.school import adopted, begun, counted, day, handed_over, point, private, refused, scaled


def test_a_data_point_says_what_was_observed_when_and_by_whom() -> None:
    """It belongs to the goal, the coachee and the relationship."""
    taken = point(by="ben")
    assert (taken.goal, taken.coachee, taken.relationship, taken.author) == ("g1", "ben", "r1", "ben")
    assert (taken.value, taken.observed, taken.when, taken.measured_since) == (
        Decimal(12),
        20,
        day(3),
        1,
    )


def test_a_count_carries_the_minutes_observed() -> None:
    """Twelve in twenty minutes isn't twelve in an hour."""
    with refused(InvalidValue, "invalid-value", "observed", "missing for a count", "minutes observed"):
        point(observed=None)


@pytest.mark.parametrize("kind", [MeasureKind.RATE, MeasureKind.SCALE, MeasureKind.PERCENTAGE])
def test_other_measures_may_say_how_long_was_observed(kind: MeasureKind) -> None:
    """They needn't."""
    goal = adopted(measure=counted(kind=kind))
    assert point(goal=goal, observed=None).observed is None
    assert point(goal=goal, observed=30).observed == 30


def test_a_data_point_needs_a_measure() -> None:
    """A number of nothing is no data."""
    with refused(InvalidValue, "invalid-value", "measure", "goal g1 has none", "revising"):
        point(goal=adopted())


def test_a_value_is_possible_by_its_measure() -> None:
    """Eleven out of ten is a slip; when it is recorded and when it is corrected."""
    goal = adopted(measure=scaled())
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
        point(goal=goal, value=Decimal(11))
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
        point(goal=goal, value=Decimal(9)).correct(
            goal=goal, value=Decimal(11), reason="slip", by="amara", when=day(4)
        )


@pytest.mark.parametrize(("who", "number"), [("head", 3), ("cara", 29), ("amara", 30)])
def test_nobody_outside_the_pair_of_that_day_records_one(who: str, number: int) -> None:
    """The tenures of the day on which it was observed decide."""
    with refused(NotAnAuthor, "not-an-author", "data_point d1", "record", who, day(number).isoformat()):
        point(relationship=handed_over(), by=who, when=day(number))


def test_a_data_point_is_recorded_in_the_goals_relationship() -> None:
    """Being a coach elsewhere gives no right here."""
    with refused(ForeignRecord, "foreign-record", "goal g1", "record", "relationship r2"):
        point(relationship=begun(id="r2"))


def test_its_author_corrects_the_value_with_a_reason() -> None:
    """Also after their tenure; everything else stays."""
    goal = adopted(measure=counted())
    corrected = point().correct(goal=goal, value="13", reason=private("miscount"), by="amara", when=day(99))  # type: ignore[arg-type]
    assert (corrected.value, corrected.observed, corrected.when) == (Decimal(13), 20, day(3))


def test_the_minutes_observed_are_corrected_with_the_value_or_stay() -> None:
    """A lesson of twenty-five minutes; what isn't given is left as it was."""
    goal = adopted(measure=counted())
    corrected = point().correct(
        goal=goal, value=Decimal(12), observed=25, reason=private("slip"), by="amara", when=day(4)
    )
    assert (corrected.value, corrected.observed) == (Decimal(12), 25)
    again = corrected.correct(goal=goal, value=Decimal(13), reason=private("slip"), by="amara", when=day(5))
    assert (again.value, again.observed) == (Decimal(13), 25)


def test_a_corrected_count_carries_its_minutes_too() -> None:
    """One built by hand without them is put right by giving them."""
    goal = adopted(measure=counted())
    bare = attrs.evolve(point(), observed=None)
    with refused(InvalidValue, "invalid-value", "observed", "missing for a count", "minutes observed"):
        bare.correct(goal=goal, value=Decimal(13), reason="slip", by="amara", when=day(4))
    given = bare.correct(goal=goal, value=Decimal(13), observed=20, reason="slip", by="amara", when=day(4))
    assert given.observed == 20


def test_a_correction_belongs_to_the_author() -> None:
    """The coachee records a point of their own."""
    goal = adopted(measure=counted())
    with refused(NotItsAuthor, "not-its-author", "data_point d1", "correct", "ben"):
        point().correct(goal=goal, value=Decimal(13), reason="other", by="ben", when=day(4))


def test_a_void_data_point_is_not_corrected() -> None:
    """Nothing is done to what doesn't hold."""
    void = point().void(reason=private("other class"), by="amara", when=day(4))
    with refused(WrongState, "wrong-state", "data_point d1", "correct", "void"):
        void.correct(
            goal=adopted(measure=counted()), value=Decimal(13), reason="other", by="amara", when=day(4)
        )


def test_a_correction_names_the_goal_of_the_point() -> None:
    """The bounds of another goal's measure say nothing."""
    other = adopted(id="g2", measure=counted())
    with refused(ForeignRecord, "foreign-record", "data_point d1", "correct", "goal g2"):
        point().correct(goal=other, value=Decimal(13), reason="slip", by="amara", when=day(4))


def test_a_correction_keeps_to_the_measure_by_which_it_was_taken() -> None:
    """A goal measured otherwise since then has other bounds."""
    goal = adopted(measure=scaled(kind=MeasureKind.COUNT))
    taken = point(goal=goal, value=Decimal(9))
    revised = goal.revise(measure=counted(), by="ben", when=day(5))
    with refused(InvalidValue, "invalid-value", "value", "outside the measure's bounds"):
        taken.correct(goal=revised, value=Decimal(11), reason="slip", by="amara", when=day(6))
    wide = adopted(measure=counted()).revise(measure=scaled(), by="ben", when=day(5))
    assert point().correct(goal=wide, value=Decimal(11), reason="slip", by="amara", when=day(6)).value == 11


def test_the_change_since_an_earlier_point_is_exact() -> None:
    """Of the same measure, signed."""
    change = point(value=Decimal("12.3")).change_from(point(id="d0", value=Decimal("12.1")))
    assert change == Decimal("0.2")
    assert point(value=Decimal(3)).change_from(point(value=Decimal(5))) == -2


def test_values_of_two_measures_are_not_compared() -> None:
    """Neither those of two versions of a goal nor those of two goals."""
    goal = adopted(measure=counted())
    revised = goal.revise(measure=counted(target=None), by="ben", when=day(4))
    elsewhere = adopted(id="g2", measure=counted())
    for other in (point(goal=revised, when=day(5)), point(goal=elsewhere)):
        with refused(DifferentMeasure, "different-measure", "data_point d1", "change_from", "one version"):
            other.change_from(point())


def test_values_are_compared_across_new_words() -> None:
    """The measure is what counts, not the statement."""
    goal = adopted(measure=counted())
    reworded = goal.revise(statement=private("other"), by="ben", when=day(4))
    assert point(goal=reworded, value=Decimal(15), when=day(5)).change_from(point()) == 3
