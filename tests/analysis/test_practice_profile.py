"""What was practised and what became of the feedback, with the rounds that decided it."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.practice_profile import (
    PracticeProfile,
    SkillPractice,
    by_skill,
    practice_profile,
)
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.round_part import FeedbackResponse
from tests.analysis.cadence import on
from tests.analysis.coaching import LAW, shuffled
from tests.analysis.featuring import answered_round, planned_round, practised_round

ACCEPTED, ADAPTED = FeedbackResponse.ACCEPTED, FeedbackResponse.ADAPTED
DEFERRED, DECLINED = FeedbackResponse.DEFERRED, FeedbackResponse.DECLINED

rounds = st.lists(
    st.tuples(st.sampled_from([None, *FeedbackResponse]), st.booleans(), st.sampled_from(["a", "b", "c"])),
    max_size=8,
).map(
    lambda drawn: [
        answered_round(
            f"p{n}", on(9, 10 + n), response, tried=tried and response in (ACCEPTED, ADAPTED), skill=skill
        )
        for n, (response, tried, skill) in enumerate(drawn)
    ]
)


def test_rounds_are_counted_by_skill_and_by_what_became_of_them() -> None:
    """Seven rounds, checked by hand."""
    found = practice_profile(
        shuffled(
            [
                answered_round("p1", on(9, 8), ACCEPTED, tried=True),
                answered_round("p2", on(9, 9), ADAPTED, tried=True, skill="Wait  Time"),
                answered_round("p3", on(9, 10), ACCEPTED, skill="cold call"),
                answered_round("p4", on(9, 11), DEFERRED, skill="cold call"),
                answered_round("p5", on(9, 14), DECLINED),
                answered_round("p6", on(9, 15)),
                planned_round("p7", on(9, 16)),
            ]
        )
    )

    assert found == PracticeProfile(
        practised=("p1", "p2", "p3", "p4", "p5", "p6"),
        not_practised=("p7",),
        skills=(
            SkillPractice("wait time", ("p1", "p2", "p5", "p6"), ("p1", "p2")),
            SkillPractice("cold call", ("p3", "p4"), ()),
        ),
        accepted=("p1", "p3"),
        adapted=("p2",),
        deferred=("p4",),
        declined=("p5",),
        unanswered=("p6",),
        tried=("p1", "p2"),
    )
    assert (found.to_follow_up, found.followed_up) == (5, Fraction(2, 5))
    assert [found.responded(one) for one in FeedbackResponse] == [("p1", "p3"), ("p2",), ("p4",), ("p5",)]


@pytest.mark.parametrize(
    ("drawn", "share"),
    [
        ([], None),
        ([practised_round("p1", on(9, 8))], None),
        ([answered_round("p1", on(9, 8), DECLINED)], None),
        ([answered_round("p1", on(9, 8), DEFERRED)], Fraction(0)),
        ([answered_round("p1", on(9, 8))], Fraction(0)),
        ([answered_round("p1", on(9, 8), ACCEPTED)], Fraction(0)),
        ([answered_round("p1", on(9, 8), ADAPTED, tried=True)], Fraction(1)),
        (
            [
                answered_round("p1", on(9, 8), ACCEPTED, tried=True),
                answered_round("p2", on(9, 8), DEFERRED),
                answered_round("p3", on(9, 8), ADAPTED),
                answered_round("p4", on(9, 8), DECLINED),
            ],
            Fraction(1, 3),
        ),
    ],
    ids=str,
)
def test_what_is_deferred_stays_in_the_denominator_and_what_is_declined_leaves_it(
    drawn: list[PracticeRound], share: Fraction | None
) -> None:
    """0 of 0 is no rate."""
    assert practice_profile(drawn).followed_up == share


def test_a_round_that_was_voided_counts_nowhere() -> None:
    void = answered_round("p1", on(9, 8), ACCEPTED).void(reason="twice", by="ben", when=on(9, 9))

    assert practice_profile([void]) == PracticeProfile()


def test_a_skill_is_in_no_representation() -> None:
    """It may tell who found what hard."""
    assert "wait" not in repr(practice_profile([practised_round("p1", on(9, 8))]))


@LAW
@given(rounds)
def test_every_round_is_counted_once(drawn: list[PracticeRound]) -> None:
    found = practice_profile(drawn)

    responses = [found.responded(one) for one in FeedbackResponse]
    assert sorted(id for ids in (*responses, found.unanswered) for id in ids) == sorted(found.practised)
    assert sorted(id for one in found.skills for id in one.rounds) == sorted(found.practised)
    assert sorted(id for one in found.skills for id in one.tried) == sorted(found.tried)
    assert found.followed_up is None or 0 <= found.followed_up <= 1


@LAW
@given(rounds)
def test_declining_never_makes_the_share_smaller(drawn: list[PracticeRound]) -> None:
    """It is neutral: another round of which the feedback is declined changes nothing."""
    more = [*drawn, answered_round("p99", on(9, 30), DECLINED)]

    assert practice_profile(more).followed_up == practice_profile(drawn).followed_up


def test_skills_are_told_apart_by_their_words() -> None:
    found = by_skill([practised_round(f"p{n}", on(9, 8), one) for n, one in enumerate(("A b", "a  B", "ab"))])

    assert {name: [one.id for one in of] for name, of in found.items()} == {"a b": ["p0", "p1"], "ab": ["p2"]}
