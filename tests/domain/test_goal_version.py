"""Revising a goal: a new version that links back, and numbers that stay with their measure."""

from decimal import Decimal

import attrs
import pytest

from instructional_coaching.domain import Goal
from instructional_coaching.domain.goal_status import GoalStatus
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.errors import InvalidValue, OutOfOrder
from tests.domain.school import adopted, begun, counted, day, point, private, proposed, refused, scaled


def measured() -> Goal:
    """Let Ben adopt a counted goal with a baseline of seven in twenty minutes."""
    goal = adopted(measure=counted())
    return goal.record_baseline(relationship=begun(), value=Decimal(7), observed=20, by="amara", when=day(2))


def test_a_revision_makes_a_new_version_that_links_back() -> None:
    """The first version stays as it was."""
    goal = measured()
    revised = goal.revise(statement=private("all pupils answer"), by="ben", when=day(5))
    assert [(one.number, one.previous, one.since) for one in revised.versions] == [
        (1, None, day(0)),
        (2, 1, day(5)),
    ]
    assert revised.versions[0] == goal.current
    assert (revised.version, revised.statement) == (2, private("all pupils answer"))


def test_what_is_not_revised_stays() -> None:
    """New words leave focus, measure and baseline; a new focus leaves the words."""
    goal = measured()
    words = goal.revise(statement=private("all pupils answer"), by="ben", when=day(5))
    assert (words.current.focus, words.measure, words.baseline) == (
        Focus.STUDENT,
        goal.measure,
        Decimal(7),
    )
    focus = goal.revise(focus=Focus.TEACHER, by="ben", when=day(5))
    assert (focus.statement, focus.current.focus, focus.baseline) == (
        goal.statement,
        Focus.TEACHER,
        Decimal(7),
    )
    assert (focus.status, focus.since) == (GoalStatus.ADOPTED, goal.since)


def test_a_new_measure_has_no_baseline_until_one_is_recorded() -> None:
    """The old baseline belongs to the old measure, and stays with it."""
    revised = measured().revise(measure=scaled(), by="ben", when=day(5))
    assert (revised.measure, revised.baseline) == (scaled(), None)
    assert revised.versions[0].baseline == 7
    again = revised.record_baseline(relationship=begun(), value=Decimal(3), by="ben", when=day(6))
    assert [one.baseline for one in again.versions] == [7, 3]


def test_the_minutes_of_a_baseline_stay_and_go_with_it() -> None:
    """New words leave them; a new measure has none, and the old version keeps its own."""
    goal = measured()
    words = goal.revise(statement=private("all pupils answer"), by="ben", when=day(5))
    assert (words.baseline, words.current.baseline_observed) == (Decimal(7), 20)
    revised = words.revise(measure=counted(target=None), by="ben", when=day(6))
    assert [one.baseline_observed for one in revised.versions] == [20, 20, None]


def test_a_revision_is_not_dated_before_the_version_that_it_revises() -> None:
    """On the same day it may be; the day before, that version wasn't there."""
    goal = adopted().revise(statement=private("second"), by="ben", when=day(5))
    for number in (5, 6):
        assert goal.revise(statement=private("third"), by="ben", when=day(number)).version == 3
    with refused(OutOfOrder, "out-of-order", "goal g1", "revise", "2026-09-11", "2026-09-12"):
        goal.revise(statement=private("third"), by="ben", when=day(4))


def test_a_reversed_version_does_not_hold_up_the_next_revision() -> None:
    """The version in force is the one to follow."""
    goal = adopted().revise(statement=private("Amara's"), by="ben", recorded_by="amara", when=day(5))
    back = goal.reverse(by="ben", when=day(5))
    assert back.revise(statement=private("Ben's"), by="ben", when=day(4)).version == 3


def test_a_version_knows_since_which_version_its_measure_holds() -> None:
    """Data points belong to that version, through every change of words."""
    goal = proposed()
    goal = goal.revise(measure=counted(), by="ben", when=day(1))
    goal = goal.revise(statement=private("other words"), by="ben", when=day(2))
    goal = goal.revise(measure=scaled(), by="ben", when=day(3))
    assert [one.measured_since for one in goal.versions] == [1, 2, 2, 4]
    assert [one.measure for one in goal.versions] == [None, counted(), counted(), scaled()]


def test_data_points_stay_with_the_measure_they_were_taken_by() -> None:
    """A point taken after new words is of the same measure; one after a new measure isn't."""
    goal = measured()
    words = goal.revise(statement=private("other words"), by="ben", when=day(4))
    other = words.revise(measure=counted(target=None), by="ben", when=day(6))
    since = [point(goal=one, when=day(7)).measured_since for one in (goal, words, other)]
    assert since == [1, 1, 3]


def test_a_reversed_revision_is_kept_and_not_counted_again() -> None:
    """The next revision gets a new number, and links back to the version in force."""
    goal = proposed().revise(statement=private("Amara's words"), by="ben", recorded_by="amara", when=day(1))
    back = goal.reverse(by="ben", when=day(2))
    assert (back.version, len(back.versions), back.current) == (1, 2, proposed().current)
    again = back.revise(statement=private("Ben's words"), by="ben", when=day(3))
    assert [(one.number, one.previous) for one in again.versions] == [(1, None), (2, 1), (3, 1)]
    assert again.version == 3


def test_a_baseline_after_a_reversal_goes_to_the_version_in_force() -> None:
    """The reversed version stays as it was."""
    goal = adopted(measure=counted()).revise(measure=scaled(), by="ben", recorded_by="amara", when=day(2))
    back = goal.reverse(by="ben", when=day(3))
    measured = back.record_baseline(
        relationship=begun(), value=Decimal(11), observed=20, by="ben", when=day(4)
    )
    assert [one.baseline for one in measured.versions] == [11, None]


def test_a_revision_revises_something() -> None:
    """With nothing given there is no new version."""
    with refused(InvalidValue, "invalid-value", "nothing is revised", "statement, focus or measure"):
        adopted().revise(by="ben", when=day(5))


@pytest.mark.parametrize("number", [0, 1001])
def test_versions_are_numbered_from_one_to_a_thousand(number: int) -> None:
    """More revisions than that are a fault of a program."""
    with refused(InvalidValue, "invalid-value", "number", "1 and 1000"):
        attrs.evolve(adopted().current, number=number)
    with refused(InvalidValue, "invalid-value", "measured_since", "1 and 1000"):
        attrs.evolve(adopted().current, measured_since=number)


@pytest.mark.parametrize("given", [{"focus": Focus.STRATEGY}, {"measure": scaled()}, {"statement": "other"}])
def test_one_part_is_enough_to_revise(given: dict[str, object]) -> None:
    """Any of the three."""
    assert adopted().revise(**given, by="ben", when=day(5)).version == 2  # type: ignore[arg-type]
