"""Tenures: both ends inclusive, never two leads on one day, never the coachee."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain import Relationship
from instructional_coaching.domain.tenure import CoachRole, Tenure, require_possible
from instructional_coaching.errors import InvalidValue, SamePerson, TwoLeadCoaches
from tests.domain.school import LAW, begun, day, refused
from tests.domain.strategies import attempt


def tenure(first: int, last: int | None, coach: str = "amara", role: CoachRole = CoachRole.LEAD) -> Tenure:
    """Make a tenure from day numbers."""
    return Tenure(coach=coach, role=role, first=day(first), last=None if last is None else day(last))


@pytest.mark.parametrize(("number", "within"), [(4, False), (5, True), (6, True), (7, True), (8, False)])
def test_both_ends_are_inclusive(number: int, within: bool) -> None:
    """The first and the last day belong to it, the day before and the day after don't."""
    assert tenure(5, 7).covers(day(number)) is within


def test_a_tenure_of_one_day_covers_that_day() -> None:
    """A stand-in for an afternoon."""
    assert [n for n in range(10) if tenure(5, 5).covers(day(n))] == [5]


def test_an_open_tenure_has_no_last_day() -> None:
    """It goes on until somebody ends it."""
    assert tenure(5, None).covers(day(5000))
    assert not tenure(5, None).covers(day(4))


@pytest.mark.parametrize("last", [4, -1])
def test_no_tenure_ends_before_it_begins(last: int) -> None:
    """Whoever makes it; on its first day it may end."""
    assert tenure(5, 5).last == day(5)
    assert tenure(5, 6).last == day(6)
    with refused(InvalidValue, "invalid-value", "last", "before the first day", "check the year"):
        tenure(5, last)


@pytest.mark.parametrize(
    ("before", "cut", "after"),
    [
        ((5, None), 7, (5, 7)),
        ((5, None), 5, (5, 5)),
        ((5, None), 4, None),
        ((5, 9), 7, (5, 7)),
        ((5, 9), 9, (5, 9)),
        ((5, 9), 12, (5, 9)),
        ((5, 9), 4, None),
    ],
)
def test_cutting_off_after_a_day_never_lengthens(before: Any, cut: int, after: Any) -> None:
    """What had ended before stays, and nothing is left of what begins later."""
    assert tenure(*before).ended(day(cut)) == (None if after is None else tenure(*after))


def test_the_coachee_is_no_coach_of_their_own() -> None:
    """In no role."""
    for role in CoachRole:
        with refused(SamePerson, "same-person", "relationship r1", "add_coach", "another coach"):
            require_possible("relationship r1", "add_coach", "ben", [tenure(0, 1, "ben", role)])


@pytest.mark.parametrize(
    ("tenures", "day_of_two"),
    [
        ([(0, 5), (5, 9)], 5),
        ([(5, 9), (0, 5)], 5),
        ([(0, None), (30, None)], 30),
        ([(0, 4), (5, 9), (8, 8)], 8),
        ([(0, 9), (3, 4)], 3),
        ([(3, 4), (3, 4)], 3),
    ],
)
def test_two_leads_on_one_day_are_refused_and_the_day_is_named(tenures: Any, day_of_two: int) -> None:
    """In whatever order they were entered, in the past or in the future."""
    named = day(day_of_two).isoformat()
    with refused(TwoLeadCoaches, "two-lead-coaches", "relationship r1", "add_coach", named, "co_coach"):
        require_possible("relationship r1", "add_coach", "ben", [tenure(*one) for one in tenures])


def test_leads_may_follow_one_another_from_one_day_to_the_next() -> None:
    """End days are inclusive, so the next begins the day after; gaps are allowed."""
    require_possible("relationship r1", "add_coach", "ben", [tenure(5, 9), tenure(0, 4), tenure(20, None)])


def test_co_coaches_and_stand_ins_may_share_days_with_a_lead() -> None:
    """Only leads exclude one another."""
    others = [tenure(0, 9, "cara", CoachRole.CO_COACH), tenure(3, 3, "dan", CoachRole.STAND_IN)]
    require_possible("relationship r1", "add_coach", "ben", [tenure(0, None), *others])


def leads_on(relationship: Relationship, number: int) -> list[str]:
    """Return every lead coach of a day."""
    return [
        one.coach for one in relationship.tenures if one.role is CoachRole.LEAD and one.covers(day(number))
    ]


CHANGES = st.sampled_from(["hand_over", "hand_over", "add_coach", "add_coach", "end_tenure", "end"])


@LAW
@given(st.data(), st.lists(st.tuples(CHANGES, st.integers(0, 30)), max_size=12))
def test_no_day_ever_has_two_leads(data: st.DataObject, steps: list[tuple[str, int]]) -> None:
    """Whatever is handed over, entered and ended, in whatever order and on whatever days."""
    relationship = begun(starts=day(data.draw(st.integers(0, 30))))
    for verb, now in steps:
        relationship = attempt(data.draw, relationship, verb, now) or relationship
        for number in range(-1, 45):
            leads = leads_on(relationship, number)
            assert len(leads) <= 1
            assert relationship.lead_on(day(number)) == (leads[0] if leads else None)
            assert "ben" not in relationship.coaches_on(day(number))
