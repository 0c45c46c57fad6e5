"""Stances by minutes: what was recorded, with what was not beside it, and nothing inferred."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.stance_profile import (
    StanceProfile,
    stance_profile,
    stance_profile_by_coach,
)
from instructional_coaching.domain import Session
from instructional_coaching.domain.stance import Stance
from tests.analysis.coaching import LAW, begun, day, held, planned

segments = st.lists(st.tuples(st.sampled_from([one.value for one in Stance]), st.integers(1, 60)), max_size=4)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Draw a session: held or not, timed or not, with stances or without, void or not."""
    number = draw(st.integers(0, 10**6))
    if draw(st.integers(0, 4)) == 0:
        return planned(f"p{number}", 3)
    told = draw(segments)
    recorded = sum(minutes for _, minutes in told)
    minutes = recorded + draw(st.integers(0, 60)) or None
    session = held(f"s{number}", 3, *told, minutes=minutes)
    return session.void(reason="twice", by="amara", when=day(4)) if draw(st.integers(0, 4)) == 0 else session


def test_minutes_are_counted_by_stance() -> None:
    """Two conversations of 30 and 60 minutes, checked by hand."""
    profile = stance_profile(
        [
            held("s1", 1, ("directive", 10), ("dialogical", 15), minutes=30),
            held("s2", 8, ("facilitative", 20), ("directive", 5), ("facilitative", 10), minutes=60),
        ]
    )
    assert profile == StanceProfile(
        facilitative=30, dialogical=15, directive=15, unrecorded=30, untimed=0, sessions=("s1", "s2")
    )
    assert profile.recorded == 60


def test_a_share_is_exact_and_of_what_was_recorded() -> None:
    """Shares are fractions of the recorded minutes; the unrecorded ones are in no denominator."""
    profile = stance_profile([held("s1", 1, ("directive", 10), ("facilitative", 20), minutes=60)])
    assert profile.share(Stance.DIRECTIVE) == Fraction(1, 3)
    assert profile.share(Stance.FACILITATIVE) == Fraction(2, 3)
    assert profile.share(Stance.DIALOGICAL) == 0


def test_where_nothing_is_recorded_there_is_no_share() -> None:
    """0 of 0 is no share: not zero, and not a third each."""
    for profile in (stance_profile([]), stance_profile([held("s1", 1, minutes=40)])):
        assert profile.recorded == 0
        assert [profile.share(stance) for stance in Stance] == [None, None, None]


def test_minutes_without_a_stance_stand_beside() -> None:
    """A session without any stance counts in the unrecorded minutes, whatever was intended for it."""
    assert stance_profile([held("s1", 1, minutes=40)]).unrecorded == 40


def test_a_session_without_minutes_is_counted_as_untimed() -> None:
    """Where nobody said how long it was, there is nothing to add, and that is told."""
    profile = stance_profile([held("s1", 1), held("s2", 2), held("s3", 3, minutes=20)])
    assert (profile.untimed, profile.unrecorded, profile.sessions) == (2, 20, ("s1", "s2", "s3"))


def test_only_what_took_place_counts() -> None:
    """Planned, cancelled and missed sessions are left out, and so is one that was voided."""
    pair, plan = begun(), planned("p1", 9)
    sessions = [
        plan,
        plan.cancel(relationship=pair, by="amara", when=day(2)),
        plan.miss(relationship=pair, by="amara", when=day(9)),
        held("s1", 1, ("directive", 10)).void(reason="twice", by="amara", when=day(2)),
    ]
    assert stance_profile(sessions) == StanceProfile()


def test_what_was_corrected_counts_as_corrected() -> None:
    """A profile is of the sessions as they now stand."""
    session = held("s1", 1, ("directive", 10), minutes=30)
    corrected = session.correct(minutes=40, segments=(), reason="slip", by="amara", when=day(2))
    assert stance_profile([corrected]) == StanceProfile(unrecorded=40, sessions=("s1",))


@pytest.mark.parametrize("stance", Stance)
def test_minutes_are_given_by_stance(stance: Stance) -> None:
    """Each stance answers for its own minutes."""
    profile = stance_profile([held("s1", 1, (stance.value, 25), minutes=30)])
    assert {one: profile.minutes(one) for one in Stance} == {
        one: 25 if one is stance else 0 for one in Stance
    }


@LAW
@given(st.lists(sessions(), max_size=8, unique_by=lambda one: one.id))
def test_every_minute_is_counted_once(drawn: list[Session]) -> None:
    """Recorded and unrecorded minutes together are the minutes of the sessions that took place."""
    profile = stance_profile(drawn)
    took_place = [one for one in drawn if one.took_place]
    assert profile.recorded + profile.unrecorded == sum(one.minutes or 0 for one in took_place)
    assert profile.untimed + sum(one.minutes is not None for one in took_place) == len(profile.sessions)
    assert profile.unrecorded >= 0
    shares = [profile.share(stance) for stance in Stance]
    assert sum(one for one in shares if one is not None) == (1 if profile.recorded else 0)


@LAW
@given(st.lists(sessions(), max_size=8, unique_by=lambda one: one.id), st.integers(0, 8))
def test_the_profile_of_all_is_the_sum_of_its_parts(drawn: list[Session], cut: int) -> None:
    """However sessions are divided, the parts add up to the whole."""
    whole, first, second = (stance_profile(part) for part in (drawn, drawn[:cut], drawn[cut:]))
    for stance in Stance:
        assert whole.minutes(stance) == first.minutes(stance) + second.minutes(stance)
    assert whole.unrecorded == first.unrecorded + second.unrecorded
    assert whole.untimed == first.untimed + second.untimed
    assert whole.sessions == first.sessions + second.sessions


def test_each_coach_has_a_profile_of_their_own() -> None:
    """A session counts for the coach it keeps, in order of the coaches' ids; who held none has none."""
    pair = begun().hand_over(to="aldo", by="amara", when=day(10))
    drawn = [
        held("s1", 1, ("directive", 10), relationship=pair),
        held("s2", 12, ("facilitative", 20), relationship=pair, by="aldo"),
        held("s3", 2, ("dialogical", 5), relationship=pair),
        planned("p1", 5),
    ]
    assert stance_profile_by_coach(drawn) == {
        "aldo": StanceProfile(facilitative=20, sessions=("s2",)),
        "amara": StanceProfile(directive=10, dialogical=5, sessions=("s1", "s3")),
    }
    assert list(stance_profile_by_coach(drawn)) == ["aldo", "amara"]
    assert stance_profile_by_coach([]) == {}
