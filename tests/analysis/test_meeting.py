"""What a cadence rule counts: sessions that were held, and pairs of them, where they qualify."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.meeting import APART, Contact, Meeting, Meetings, contacts, qualifies
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.session_status import MissReason, SessionKind
from tests.analysis.cadence import (
    AUTUMN,
    LOOK,
    MODEL,
    START,
    TALK,
    begun,
    eligible,
    gap,
    held,
    marked,
    on,
    per,
    planned,
    school,
)
from tests.analysis.coaching import LAW, shuffled

PAIRS = per("half_term", pair=True)


def found(
    requirement: Requirement, *sessions: Session, **given: object
) -> list[tuple[date, tuple[str, ...]]]:
    """Return the contacts among some sessions, as days and ids."""
    days = eligible(requirement, **given)
    return [(one.when, one.sessions) for one in contacts(Meetings.of(sessions).held, requirement, days)]


def test_sessions_held_and_planned_are_told_apart_and_put_in_order() -> None:
    """By day and id; what was cancelled, missed or voided is neither."""
    sessions = [
        held(on(9, 14), id="b", minutes=20),
        held(on(9, 14), LOOK, id="a"),
        held(on(9, 8), id="c"),
        planned(on(9, 22), id="e", minutes=30),
        planned(on(9, 21), LOOK, id="f"),
        held(on(9, 9), id="void").void(reason="twice", by="amara", when=on(9, 10)),
        planned(on(9, 15), id="off").cancel(
            relationship=begun(), by="amara", when=on(9, 14), reason=MissReason.COACH_AWAY
        ),
        planned(on(9, 16), id="missed").miss(relationship=begun(), by="amara", when=on(9, 16)),
    ]
    meetings = Meetings.of(shuffled(sessions))
    assert meetings == Meetings(
        held=(
            Meeting(id="c", when=on(9, 8), kind=TALK),
            Meeting(id="a", when=on(9, 14), kind=LOOK),
            Meeting(id="b", when=on(9, 14), kind=TALK, minutes=20),
        ),
        planned=(
            Meeting(id="f", when=on(9, 21), kind=LOOK),
            Meeting(id="e", when=on(9, 22), kind=TALK, minutes=30),
        ),
    )
    assert Meetings.of([]) == Meetings()


def test_a_planned_session_that_was_held_is_held_on_its_day() -> None:
    """Not on the day for which it was planned."""
    session = planned(on(9, 14), id="s1").hold(relationship=begun(), by="amara", when=on(9, 16), minutes=25)
    assert Meetings.of([session]) == Meetings(held=(Meeting(id="s1", when=on(9, 16), kind=TALK, minutes=25),))


def test_sessions_that_stand_otherwise_now_take_the_place_of_what_they_were() -> None:
    """A plan becomes a meeting, a void one goes, a new one comes, and the order is kept."""
    plan, kept, gone = planned(on(9, 14), id="p"), held(on(9, 16), id="k"), held(on(9, 17), id="g")
    stays = planned(on(9, 25), id="q")
    before = [plan, kept, gone, stays]
    now = [
        plan.hold(relationship=begun(), by="amara", when=on(9, 15)),
        gone.void(reason="twice", by="amara", when=on(9, 17)),
        held(on(9, 8), id="n"),
        planned(on(9, 24), id="r"),
    ]
    assert Meetings.of(before).with_sessions(now) == Meetings.of([kept, stays, *now])
    assert [one.id for one in Meetings.of(before).with_sessions(now).held] == ["n", "p", "k"]
    assert [one.id for one in Meetings.of(before).with_sessions(now).planned] == ["r", "q"]


@pytest.mark.parametrize(
    ("kind", "minutes", "given", "is_one"),
    [
        (MODEL, None, {}, True),
        (TALK, None, {"counts": frozenset({TALK, LOOK})}, True),
        (MODEL, None, {"counts": frozenset({TALK, LOOK})}, False),
        (TALK, 20, {"least_minutes": 20}, True),
        (TALK, 19, {"least_minutes": 20}, False),
        (TALK, None, {"least_minutes": 1}, False),
        (MODEL, 30, {"counts": frozenset({TALK}), "least_minutes": 20}, False),
    ],
)
def test_a_session_qualifies_by_its_kind_and_its_length(
    kind: SessionKind, minutes: int | None, given: dict[str, object], is_one: bool
) -> None:
    """Any kind where none is named; one without minutes is not long enough where a length is asked for."""
    meeting = Meeting(id="s1", when=START, kind=kind, minutes=minutes)
    assert qualifies(meeting, gap(5, **given)) is is_one


def test_each_session_that_qualifies_is_a_contact() -> None:
    """Two on one day are two, and a day that doesn't count is as good as another."""
    sessions = (held(on(9, 14)), held(on(9, 14), LOOK), held(on(9, 12)), held(on(9, 15), MODEL))
    requirement = per("week", counts=frozenset({TALK, LOOK}))
    assert found(requirement, *sessions) == [
        (on(9, 12), ("conversation-2026-09-12",)),
        (on(9, 14), ("conversation-2026-09-14",)),
        (on(9, 14), ("observation-2026-09-14",)),
    ]


@pytest.mark.parametrize(("first", "second"), [(LOOK, TALK), (TALK, LOOK)])
def test_a_pair_counts_where_its_second_half_falls(first: SessionKind, second: SessionKind) -> None:
    """Observation and conversation, in either order."""
    assert found(PAIRS, held(on(9, 14), first, id="s1"), held(on(9, 16), second, id="s2")) == [
        (on(9, 16), ("s1", "s2"))
    ]


@pytest.mark.parametrize("kind", [TALK, LOOK, MODEL])
def test_two_of_a_kind_are_no_pair(kind: SessionKind) -> None:
    """Nor is anything but an observation and a conversation half of one."""
    assert found(PAIRS, held(on(9, 14), kind, id="s1"), held(on(9, 16), kind, id="s2")) == []
    assert found(PAIRS, held(on(9, 14), MODEL, id="s1"), held(on(9, 16), TALK, id="s2")) == []
    assert found(PAIRS, held(on(9, 14), LOOK, id="s1"), held(on(9, 16), MODEL, id="s2")) == []


def test_both_halves_may_be_on_one_day() -> None:
    """They see the lesson and talk about it."""
    assert found(PAIRS, held(on(9, 14), LOOK, id="s2"), held(on(9, 14), id="s1")) == [
        (on(9, 14), ("s1", "s2"))
    ]


@pytest.mark.parametrize(
    ("first", "second", "is_pair"),
    [
        (on(9, 14), on(9, 21), True),
        (on(9, 14), on(9, 22), False),
        (on(9, 18), on(9, 25), True),
        (on(9, 18), on(9, 28), False),
        (on(9, 19), on(9, 25), True),
        (on(9, 19), on(9, 27), True),
        (on(9, 19), on(9, 28), False),
        (on(10, 21), on(11, 4), True),
        (on(10, 21), on(11, 5), False),
    ],
)
def test_the_halves_of_a_pair_are_at_most_five_eligible_days_apart(
    first: date, second: date, is_pair: bool
) -> None:
    """From a Monday to the next there are five; half-term and weekends don't count."""
    pair = found(PAIRS, held(first, LOOK, id="s1"), held(second, id="s2"))
    assert pair == ([(second, ("s1", "s2"))] if is_pair else [])


def test_between_the_halves_only_days_with_pupils_count() -> None:
    """An INSET day lets them be a day further apart."""
    calendar = marked(AUTUMN, DayKind.STAFF_DAY, on(9, 16))
    sessions = (held(on(9, 14), LOOK, id="s1"), held(on(9, 22), id="s2"))
    assert found(PAIRS, *sessions) == []
    assert found(PAIRS, *sessions, calendar=calendar) == [(on(9, 22), ("s1", "s2"))]


def test_each_session_is_half_of_one_pair_and_goes_with_the_earliest_that_fits() -> None:
    """Two observations and one conversation are one pair; with another conversation they are two."""
    looks = (held(on(9, 14), LOOK, id="o1"), held(on(9, 15), LOOK, id="o2"))
    first, second = held(on(9, 16), id="c1"), held(on(9, 17), id="c2")
    assert found(PAIRS, *looks, first) == [(on(9, 16), ("o1", "c1"))]
    assert found(PAIRS, *looks, first, second) == [(on(9, 16), ("o1", "c1")), (on(9, 17), ("o2", "c2"))]


def test_a_half_that_waits_too_long_is_passed_over() -> None:
    """The next one that fits makes the pair."""
    sessions = (
        held(on(9, 8), LOOK, id="o1"),
        held(on(9, 17), LOOK, id="o2"),
        held(on(9, 18), id="c1"),
        held(on(9, 21), id="c2"),
    )
    assert found(PAIRS, *sessions) == [(on(9, 18), ("o2", "c1"))]


def test_each_half_of_a_pair_must_be_long_enough() -> None:
    """A short look into the room is no observation under such a rule."""
    requirement = per("half_term", pair=True, least_minutes=20)
    short, long = held(on(9, 14), LOOK, id="o1", minutes=10), held(on(9, 14), LOOK, id="o2", minutes=20)
    talk = held(on(9, 15), id="c1", minutes=20)
    assert found(requirement, short, talk) == []
    assert found(requirement, long, talk) == [(on(9, 15), ("o2", "c1"))]
    assert found(requirement, long, held(on(9, 15), id="c1")) == []


kinds = st.sampled_from([TALK, LOOK, MODEL])
lives = st.lists(st.tuples(st.integers(0, 60), kinds), max_size=14)


@LAW
@given(lives, st.sampled_from([(), (on(9, 16),), (on(9, 14), on(9, 15), on(10, 1))]))
def test_pairs_are_in_order_use_each_session_once_and_lie_close(
    life: list[tuple[int, SessionKind]], inset: tuple[date, ...]
) -> None:
    """And no two that were left over would have made one."""
    calendar = school()
    for day in inset:
        calendar = marked(calendar, DayKind.STAFF_DAY, day)
    days = eligible(PAIRS, calendar=calendar)
    sessions = [held(START + timedelta(days=n), kind, id=f"s{m}") for m, (n, kind) in enumerate(life)]
    meetings = Meetings.of(sessions).held
    by_id = {one.id: one for one in meetings}
    pairs: tuple[Contact, ...] = contacts(meetings, PAIRS, days)

    used = [id for one in pairs for id in one.sessions]
    assert len(used) == len(set(used))
    assert all(one.when <= two.when for one, two in pairwise(pairs))
    for one in pairs:
        first, second = (by_id[id] for id in one.sessions)
        assert {first.kind, second.kind} == {TALK, LOOK}
        assert first.when <= second.when == one.when
        assert days.count(first.when, second.when, 99) <= APART
    left = [one for one in meetings if one.id not in used and one.kind is not MODEL]
    for early, late in ((one, two) for n, one in enumerate(left) for two in left[n + 1 :]):
        assert early.kind is late.kind or days.count(early.when, late.when, 99) > APART


@LAW
@given(lives, st.integers(0, 60))
def test_what_comes_later_changes_no_pair(life: list[tuple[int, SessionKind]], cut: int) -> None:
    """Asked of a day, the pairs are those that were complete by then."""
    days = eligible(PAIRS)
    sessions = [held(START + timedelta(days=n), kind, id=f"s{m:02d}") for m, (n, kind) in enumerate(life)]
    until = START + timedelta(days=cut)
    all_of_them = Meetings.of(sessions).held
    early = [one for one in all_of_them if one.when <= until]
    assert contacts(early, PAIRS, days) == tuple(
        one for one in contacts(all_of_them, PAIRS, days) if one.when <= until
    )
