"""A session: by the pair of its day, with the coach of its time."""

from typing import Any

import attrs
import pytest

from instructional_coaching.domain import Relationship
from instructional_coaching.domain.session_status import MissReason, SessionKind, SessionStatus
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.errors import (
    ForeignRecord,
    InvalidValue,
    NotAnAuthor,
    OutOfOrder,
    SegmentsExceedSession,
)
from tests.domain.school import begun, day, handed_over, logged, method_of, planned, private, refused
from tests.domain.situations import LINK, SEGMENTS


def with_dan() -> Relationship:
    """Let Dan co-coach beside Amara on days 0 to 20, and Cara take over from day 30."""
    return handed_over().add_coach(
        coach="dan", role=CoachRole.CO_COACH, first=day(0), last=day(20), by="head", when=day(0)
    )


def minutes_of(*minutes: int) -> tuple[Segment, ...]:
    """Return segments of these minutes."""
    return tuple(Segment(stance=Stance.DIALOGICAL, minutes=one) for one in minutes)


def test_a_planned_session_says_what_is_meant() -> None:
    """For a day, with a coach, and with what the coach intends; nothing has been taken yet."""
    session = planned(
        minutes=50, participants=("fred",), goals=("g1",), intended_stance=Stance.DIRECTIVE, by="ben"
    )
    assert (session.when, session.status, session.author) == (day(7), SessionStatus.PLANNED, "ben")
    assert (session.coach, session.coachee, session.relationship) == ("amara", "ben", "r1")
    assert (session.minutes, session.goals, session.intended_stance) == (50, ("g1",), Stance.DIRECTIVE)
    assert (session.segments, session.summary, session.moved_from) == ((), None, None)


def test_a_logged_session_was_held_on_its_day() -> None:
    """With everything that was recorded of it, and no intended stance made up afterwards."""
    session = logged(goals=("g1",), segments=SEGMENTS, links=(LINK,), kind="observation")
    assert (session.when, session.status, session.kind) == (
        day(7),
        SessionStatus.HELD,
        SessionKind.OBSERVATION,
    )
    assert (session.segments, session.links, session.goals) == (SEGMENTS, (LINK,), ("g1",))
    assert (session.minutes, session.summary) == (45, private("we talked about waiting"))
    assert session.intended_stance is None


@pytest.mark.parametrize(("who", "number"), [("head", 7), ("cara", 29), ("amara", 30), ("dan", 21)])
def test_nobody_outside_the_pair_of_that_day_logs_a_session(who: str, number: int) -> None:
    """The day after a tenure is out, and so is the day before."""
    with refused(NotAnAuthor, "not-an-author", "session s1", "log", who, day(number).isoformat(), "stand-in"):
        logged(relationship=with_dan(), by=who, when=day(number))


@pytest.mark.parametrize(("who", "number"), [("amara", 29), ("cara", 30), ("dan", 20), ("ben", 29)])
def test_the_pair_of_that_day_logs_a_session(who: str, number: int) -> None:
    """Last days are inclusive."""
    assert logged(relationship=with_dan(), by=who, when=day(number)).author == who


@pytest.mark.parametrize(("who", "when"), [("head", 0), ("cara", 29), ("amara", 30)])
def test_nobody_outside_the_pair_of_the_day_plans_one(who: str, when: int) -> None:
    """The day on which it is planned decides who may."""
    with refused(NotAnAuthor, "not-an-author", "session s1", "plan", who, day(when).isoformat()):
        planned(relationship=handed_over(), by=who, when=day(when), planned_for=day(40))


def test_a_session_is_planned_for_a_day_that_has_a_coach() -> None:
    """Amara plans for after the hand-over: the session is Cara's; before the first tenure it is nobody's."""
    assert planned(relationship=handed_over(), planned_for=day(30)).coach == "cara"
    with refused(NotAnAuthor, "not-an-author", "session s1", "plan", "nobody"):
        planned(relationship=begun(starts=day(9)), by="ben", planned_for=day(8))
    with refused(NotAnAuthor, "not-an-author", "session s1", "plan", "amara", day(30).isoformat()):
        planned(relationship=handed_over(), planned_for=day(30), coach="amara")


def test_a_session_is_not_planned_for_a_day_that_was_over() -> None:
    """For the same day it may be; what was held is logged."""
    assert planned(planned_for=day(0)).when == day(0)
    with refused(OutOfOrder, "out-of-order", "session s1", "plan", day(-1).isoformat()):
        planned(planned_for=day(-1))


@pytest.mark.parametrize("verb", ["hold", "move", "cancel", "miss"])
@pytest.mark.parametrize(("who", "number"), [("head", 7), ("dan", 21), ("amara", 30)])
def test_nobody_without_a_tenure_that_day_changes_a_planned_session(verb: str, who: str, number: int) -> None:
    """Neither holds, nor moves, nor cancels it, nor notes that it was missed."""
    more: dict[str, Any] = {"to": day(40)} if verb == "move" else {}
    with refused(NotAnAuthor, "not-an-author", "session s1", verb, who, day(number).isoformat()):
        method_of(planned(), verb)(relationship=with_dan(), by=who, when=day(number), **more)


def test_a_planned_session_is_not_held_by_a_coach_without_a_tenure_that_day() -> None:
    """Whoever types it, a coach named must have been one."""
    with refused(NotAnAuthor, "not-an-author", "session s1", "hold", "dan", day(21).isoformat()):
        planned().hold(relationship=with_dan(), coach="dan", by="ben", when=day(21))


@pytest.mark.parametrize("verb", ["hold", "move", "cancel", "miss", "correct"])
def test_a_session_changes_within_its_own_relationship(verb: str) -> None:
    """Tenures of another relationship give no right here."""
    more: dict[str, Any] = {"to": day(9)} if verb == "move" else {}
    more |= {"reason": "slip", "held": day(6)} if verb == "correct" else {}
    session = logged() if verb == "correct" else planned()
    with refused(ForeignRecord, "foreign-record", "session s1", verb, "relationship r2"):
        method_of(session, verb)(relationship=begun(id="r2"), by="amara", when=day(7), **more)


def test_what_is_not_given_stays_as_planned_when_it_is_held() -> None:
    """Minutes, goals, participants and the intended stance; whoever holds it is the author from then on."""
    plan = planned(minutes=50, goals=("g1",), participants=("fred",), intended_stance=Stance.DIRECTIVE)
    held = plan.hold(relationship=begun(), by="ben", when=day(8))
    assert (held.when, held.author, held.minutes, held.goals) == (day(8), "ben", 50, ("g1",))
    assert (held.participants, held.intended_stance, held.summary) == (("fred",), Stance.DIRECTIVE, None)
    other = plan.hold(
        relationship=begun(),
        minutes=40,
        participants=("gita", "hal"),
        goals=("g2",),
        segments=SEGMENTS,
        links=(LINK,),
        summary=private("we watched the film"),
        by="ben",
        when=day(7),
    )
    assert other.summary == private("we watched the film")
    assert (other.minutes, other.goals, other.segments, other.links) == (40, ("g2",), SEGMENTS, (LINK,))
    assert other.participants == ("gita", "hal")


def test_whoever_came_without_having_been_expected_took_part() -> None:
    """A session planned for two was held with a third; the pair are not among them."""
    held = planned().hold(relationship=begun(), participants=("fred",), by="ben", when=day(7))
    assert (held.participants, held.one_to_one) == (("fred",), False)
    with refused(InvalidValue, "invalid-value", "participants", "coach or the coachee"):
        planned().hold(relationship=begun(), participants=("amara",), by="ben", when=day(7))


def test_a_session_that_was_moved_and_then_held_has_no_reason_left() -> None:
    """Why it was moved is in its history, and the day it was moved from stays."""
    moved = planned().move(
        relationship=begun(), to=day(9), by="ben", when=day(6), reason=MissReason.TEACHER_AWAY
    )
    held = moved.hold(relationship=begun(), by="ben", when=day(9))
    assert (held.reason, held.moved_from, held.when) == (None, day(7), day(9))


@pytest.mark.parametrize(
    ("by", "number", "named", "coach"),
    [
        ("ben", 7, None, "dan"),
        ("amara", 7, None, "amara"),
        ("dan", 7, None, "dan"),
        ("ben", 7, "amara", "amara"),
        ("ben", 21, None, "amara"),
        ("ben", 30, None, "cara"),
    ],
)
def test_a_session_planned_with_a_co_coach_is_held_by_whoever_was_there(
    by: str, number: int, named: str | None, coach: str
) -> None:
    """The one named, the coach who records it, the one it was planned with, or the lead of that day."""
    plan = planned(relationship=with_dan(), coach="dan")
    held = plan.hold(relationship=with_dan(), by=by, when=day(number), coach=named)
    assert held.coach == coach


def test_a_moved_session_remembers_the_day_it_was_moved_from() -> None:
    """And why, if somebody said."""
    moved = planned().move(
        relationship=begun(), to=day(9), by="ben", when=day(6), reason=MissReason.CLASH_OR_COVER
    )
    assert (moved.when, moved.moved_from, moved.reason) == (day(9), day(7), MissReason.CLASH_OR_COVER)
    again = moved.move(relationship=begun(), to=day(11), by="ben", when=day(9))
    assert (again.when, again.moved_from, again.reason) == (day(11), day(9), None)


@pytest.mark.parametrize(
    ("to", "by", "coach"), [(20, "amara", "dan"), (21, "ben", "amara"), (30, "amara", "cara")]
)
def test_a_moved_session_keeps_its_coach_where_they_still_coach(to: int, by: str, coach: str) -> None:
    """Else it is the coach's of the new day."""
    plan = planned(relationship=with_dan(), coach="dan")
    assert plan.move(relationship=with_dan(), to=day(to), by=by, when=day(7)).coach == coach


def test_a_session_is_not_moved_to_a_day_that_was_over_or_has_no_coach() -> None:
    """To the same day it may be."""
    assert planned().move(relationship=begun(), to=day(6), by="ben", when=day(6)).when == day(6)
    with refused(OutOfOrder, "out-of-order", "session s1", "move", day(5).isoformat(), day(6).isoformat()):
        planned().move(relationship=begun(), to=day(5), by="ben", when=day(6))
    ending = begun().end_tenure(coach="amara", by="head", when=day(8))
    with refused(NotAnAuthor, "not-an-author", "session s1", "move", "nobody", day(9).isoformat()):
        planned().move(relationship=ending, to=day(9), by="ben", when=day(6))


@pytest.mark.parametrize(
    ("minutes", "segments"), [(45, (45,)), (45, (20, 25)), (45, (20,)), (45, ()), (None, ())]
)
def test_segments_may_leave_minutes_unrecorded(minutes: int | None, segments: tuple[int, ...]) -> None:
    """Together they are no longer than the session."""
    assert logged(minutes=minutes, segments=minutes_of(*segments)).minutes == minutes


@pytest.mark.parametrize(("minutes", "segments"), [(45, (46,)), (45, (20, 26)), (None, (1,))])
def test_segments_longer_than_the_session_are_refused(minutes: int | None, segments: tuple[int, ...]) -> None:
    """When it is logged, held or corrected; in a session of unknown length there are none."""
    taken, length = minutes_of(*segments), minutes or 0
    said = f"its segments have {sum(segments)} minutes together, and the session has {length}"
    told = ("segments-exceed-session", "session s1", said, "shorten the segments")
    with refused(SegmentsExceedSession, *told):
        logged(minutes=minutes, segments=taken)
    with refused(SegmentsExceedSession, *told):
        planned(minutes=minutes).hold(relationship=begun(), segments=taken, by="ben", when=day(7))
    with refused(SegmentsExceedSession, *told):
        logged(minutes=minutes).correct(
            relationship=begun(), segments=taken, reason="slip", by="amara", when=day(8)
        )


def test_a_session_with_others_is_not_one_to_one() -> None:
    """A group is allowed, and said."""
    assert logged().one_to_one
    assert not logged(participants=("fred", "gita")).one_to_one


@pytest.mark.parametrize("pair", ["amara", "ben"])
def test_the_pair_are_not_among_those_who_took_part_beside_them(pair: str) -> None:
    """They would be counted twice."""
    with refused(InvalidValue, "invalid-value", "participants", "coach or the coachee"):
        logged(participants=("fred", pair))
    with refused(InvalidValue, "invalid-value", "participants"):
        attrs.evolve(logged(), participants=(pair,))
