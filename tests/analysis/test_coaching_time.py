"""Coaching time: each minute once, with what nobody timed beside it."""

from datetime import date
from typing import Any

from hypothesis import given, strategies as st

from instructional_coaching.analysis.coaching_time import (
    CoachingTime,
    CoachTime,
    PeriodTime,
    coaching_time,
    coaching_time_by_coach,
    coaching_time_by_goal,
    coaching_time_by_period,
)
from instructional_coaching.domain import Relationship, Session
from instructional_coaching.domain.cadence_rule import Period
from instructional_coaching.domain.term import Stretch
from tests.analysis.cadence import AUTUMN, LOOK, START, held, on, planned
from tests.analysis.coaching import LAW, shuffled

sessions = st.lists(
    st.tuples(
        st.dates(date(2026, 8, 20), date(2027, 1, 10)),
        st.sampled_from([None, 15, 30, 45]),
        st.sampled_from([(), ("cleo",)]),
        st.sampled_from([(), ("g1",), ("g1", "g2"), ("g2", "g2")]),
    ),
    max_size=10,
).map(
    lambda drawn: [
        held(day, id=f"s{n}", minutes=minutes, participants=others, goals=goals)
        for n, (day, minutes, others, goals) in enumerate(drawn)
    ]
)


def pair(coachee: str, coach: str = "amara") -> Relationship:
    """Begin a relationship."""
    return Relationship.begin(
        id=f"{coach}-{coachee}", coach=coach, coachee=coachee, by="office", when=date(2020, 1, 1)
    )


def together(id: str, coachee: str, *others: str, coach: str = "amara", **given: Any) -> Session:
    """Hold one coachee's record of a group session."""
    told: dict[str, Any] = {"day": on(9, 10), "minutes": 45} | given
    return held(
        told.pop("day"), id=id, relationship=pair(coachee, coach), participants=others, by=coach, **told
    )


def test_a_minute_counts_once_however_many_goals_a_session_served() -> None:
    """Per goal it is there in full."""
    both = held(on(9, 10), id="s1", minutes=40, goals=("g2", "g1"))
    drawn = [
        held(on(9, 14), id="s2", minutes=20, goals=("g1", "g1")),
        both,
        held(on(9, 15), id="s3", goals=("g2",)),
    ]

    assert coaching_time(drawn) == CoachingTime(one_to_one=60, untimed=("s3",), sessions=("s1", "s2", "s3"))
    assert coaching_time_by_goal(drawn) == {
        "g1": CoachingTime(one_to_one=60, sessions=("s1", "s2")),
        "g2": CoachingTime(one_to_one=40, untimed=("s3",), sessions=("s1", "s3")),
    }
    assert list(coaching_time_by_goal(shuffled(drawn))) == ["g1", "g2"]


def test_a_coachee_has_the_full_minutes_of_a_group() -> None:
    found = coaching_time([held(on(9, 10), id="s1", minutes=20), together("s2", "ben", "cleo")])

    assert found == CoachingTime(one_to_one=20, group=45, sessions=("s1", "s2"), in_group=("s2",))
    assert found.minutes == 65


def test_only_what_took_place_counts() -> None:
    void = held(on(9, 10), minutes=30).void(reason="twice", by="amara", when=on(9, 10))

    assert coaching_time([planned(on(9, 14), minutes=30), void]) == CoachingTime()
    assert coaching_time_by_goal([void]) == {}
    assert coaching_time_by_coach([void]) == {}
    assert coaching_time_by_period([void], AUTUMN, Period.TERM) == ()


def test_time_is_given_by_half_term_with_what_lies_outside_at_the_end() -> None:
    """A video that was watched together in the holiday is coaching time too."""
    drawn = [
        held(on(10, 28), id="s3", minutes=10),
        held(on(9, 10), id="s1", minutes=30),
        held(on(11, 5), id="s2"),
    ]
    halves = AUTUMN.terms[0].halves

    assert coaching_time_by_period(drawn, AUTUMN, Period.HALF_TERM) == (
        PeriodTime(halves[0], "Autumn 2026", CoachingTime(one_to_one=30, sessions=("s1",))),
        PeriodTime(halves[1], "Autumn 2026", CoachingTime(untimed=("s2",), sessions=("s2",))),
        PeriodTime(None, None, CoachingTime(one_to_one=10, sessions=("s3",))),
    )
    (term,) = coaching_time_by_period(drawn, AUTUMN, Period.TERM)
    assert (term.days, term.time.minutes) == (Stretch(first=START, last=on(12, 18)), 40)
    week = coaching_time_by_period([held(date(2020, 1, 1), id="s1")], AUTUMN, Period.WEEK)
    assert [(one.name, one.time.sessions) for one in week] == [(None, ("s1",))]


def test_a_group_session_counts_once_for_its_coach() -> None:
    """Three records of one session, and one session with Ben alone."""
    drawn = [
        together("g1", "ben", "cleo", "dan"),
        together("g2", "cleo", "ben", "dan"),
        together("g3", "dan", "cleo", "ben"),
        held(on(9, 10), id="s1", minutes=20, relationship=pair("ben")),
    ]

    assert coaching_time_by_coach(shuffled(drawn)) == {
        "amara": CoachTime(one_to_one=20, group=45, sessions=(("g1", "g2", "g3"), ("s1",)))
    }
    assert coaching_time_by_coach(drawn)["amara"].minutes == 65


def test_records_are_of_one_session_where_coach_day_and_people_are_the_same() -> None:
    """Another coach, another day, or somebody more: another session."""
    first = together("g1", "ben", "cleo")
    others = {
        "coach": together("g2", "cleo", "ben", coach="dina"),
        "day": together("g2", "cleo", "ben", day=on(9, 11)),
        "people": together("g2", "cleo", "ben", "dan"),
        "coachee": together("g2", "ben", "cleo"),
    }

    for other in others.values():
        found = coaching_time_by_coach([first, other])
        assert sum(one.minutes for one in found.values()) == 90
    same = coaching_time_by_coach([first, together("g2", "cleo", "ben", kind=LOOK)])
    assert same["amara"].minutes == 45


def test_two_sessions_of_one_group_on_one_day_are_told_apart() -> None:
    """By kind, then by length, whatever their ids."""
    drawn = [
        together("g1", "ben", "cleo", minutes=60),
        together("g2", "ben", "cleo", minutes=15, kind=LOOK),
        together("g3", "cleo", "ben", minutes=15, kind=LOOK),
        together("g4", "cleo", "ben", minutes=60),
    ]
    found = coaching_time_by_coach(drawn)["amara"]

    assert (found.group, set(found.sessions)) == (75, {("g1", "g4"), ("g2", "g3")})
    again = [
        together("g5", "ben", "cleo"),
        together("g6", "ben", "cleo", minutes=None),
        together("g7", "cleo", "ben"),
    ]
    assert coaching_time_by_coach(again)["amara"] == CoachTime(
        group=45, untimed=1, sessions=(("g5", "g7"), ("g6",))
    )


def test_of_a_session_that_is_recorded_in_two_lengths_the_longer_counts() -> None:
    """One that only one of them timed is as long as they say."""
    longer = [together("g1", "ben", "cleo", minutes=30), together("g2", "cleo", "ben", minutes=40)]
    timed = [together("g1", "ben", "cleo", minutes=None), together("g2", "cleo", "ben", minutes=40)]

    assert coaching_time_by_coach(longer)["amara"].group == 40
    assert coaching_time_by_coach(timed)["amara"] == CoachTime(group=40, sessions=(("g1", "g2"),))


def test_each_coach_has_a_time_of_their_own_by_id() -> None:
    drawn = [
        held(on(9, 10), id="s1", minutes=20, relationship=pair("ben", "dina"), by="dina"),
        held(on(9, 11), id="s2", minutes=30, relationship=pair("ben", "amara")),
    ]

    found = coaching_time_by_coach(drawn)
    assert list(found) == ["amara", "dina"]
    assert [one.minutes for one in found.values()] == [30, 20]


@LAW
@given(sessions)
def test_the_parts_are_the_whole(drawn: list[Session]) -> None:
    """Of the sessions of one coachee: by kind of company, by period, and by coach."""
    whole = coaching_time(drawn)

    assert whole.minutes == sum(one.minutes or 0 for one in drawn)
    assert len(whole.sessions) == len(drawn)
    for period in Period:
        parts = coaching_time_by_period(shuffled(drawn), AUTUMN, period)
        assert sum(one.time.minutes for one in parts) == whole.minutes
        assert sorted(id for one in parts for id in one.time.sessions) == sorted(whole.sessions)
        known = [one.days.first for one in parts if one.days]
        assert known == sorted(known)
    coaches = coaching_time_by_coach(drawn)
    assert sum(one.minutes for one in coaches.values()) == whole.minutes
    assert sum(one.untimed for one in coaches.values()) == len(whole.untimed)


@LAW
@given(sessions)
def test_of_a_goal_every_minute_is_there(drawn: list[Session]) -> None:
    """However many others a session served."""
    for goal, time in coaching_time_by_goal(drawn).items():
        assert time == coaching_time(one for one in drawn if goal in one.goals)
