"""Times without contact, in days of the calendar."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.access.projection import RelationshipActivity, SessionActivity
from instructional_coaching.analysis.contact import Gap, gaps, longest_gap
from instructional_coaching.domain import Session
from instructional_coaching.domain.relationship_status import EndReason
from tests.analysis.coaching import LAW, START, begun, day, held, planned, shuffled

contact_days = st.lists(st.integers(0, 120), max_size=12)


def contacts(days: list[int]) -> list[Session]:
    """Hold a session on each of the days."""
    return [held(f"s{number:02d}", on) for number, on in enumerate(days)]


def test_gaps_lie_between_start_contacts_and_the_day_of_the_question() -> None:
    """A term with contacts on days 7 and 21, asked on day 30, checked by hand."""
    found = gaps(begun(), shuffled([held("s1", 7), held("s2", 21)]), day(30))
    assert found == (
        Gap(first=START, last=day(7), after=None, before="s1"),
        Gap(first=day(7), last=day(21), after="s1", before="s2"),
        Gap(first=day(21), last=day(30), after="s2", before=None),
    )
    assert [gap.days for gap in found] == [7, 14, 9]
    assert longest_gap(begun(), [held("s2", 21), held("s1", 7)], day(30)) == found[1]


def test_without_contact_all_the_time_is_one_gap() -> None:
    """From the first day of coaching to the day of the question."""
    assert gaps(begun(), [], day(40)) == (Gap(first=START, last=day(40)),)
    assert gaps(begun(), [], START) == (Gap(first=START, last=START),)


def test_a_week_is_seven_days() -> None:
    """From a Monday to the next there are seven days."""
    assert Gap(first=date(2025, 9, 1), last=date(2025, 9, 8)).days == 7


def test_of_equal_gaps_the_earliest_is_the_longest() -> None:
    """Where two are as long, the first is named."""
    found = longest_gap(begun(), [held("s1", 10), held("s2", 20)], day(30))
    assert found == Gap(first=START, last=day(10), before="s1")


def test_before_the_first_day_there_is_no_gap() -> None:
    """Coaching that starts later has no time without contact yet."""
    later = begun(starts=14)
    assert gaps(later, [], day(13)) == ()
    assert longest_gap(later, [], day(13)) is None
    assert gaps(later, [], day(14)) == (Gap(first=day(14), last=day(14)),)


def test_only_what_took_place_is_contact() -> None:
    """A planned, cancelled or voided session ends no time without contact."""
    plan = planned("p1", 9)
    void = held("s1", 8).void(reason="twice", by="amara", when=day(9))
    cancelled = plan.cancel(relationship=begun(), by="ben", when=day(8))
    assert gaps(begun(), [plan, cancelled, void], day(30)) == (Gap(first=START, last=day(30)),)


def test_sessions_of_another_relationship_are_not_contact() -> None:
    """Each relationship has its own gaps."""
    other = begun("r2")
    assert gaps(begun(), [held("s1", 8, relationship=other)], day(30)) == (Gap(first=START, last=day(30)),)


def test_what_happened_after_the_day_of_the_question_is_not_seen() -> None:
    """An answer for a day in the past is the answer that day would have had."""
    sessions = contacts([7, 21, 50])
    assert gaps(begun(), sessions, day(30)) == gaps(begun(), sessions[:2], day(30))


def test_after_the_end_nothing_is_counted() -> None:
    """A relationship that has ended has no growing gap; its end stands where the question's day stood."""
    ended = begun().end(reason=EndReason.COMPLETED, by="ben", when=day(25))
    sessions = contacts([7, 21])
    assert gaps(ended, sessions, day(300)) == gaps(begun(), sessions, day(25))
    assert gaps(ended, sessions, day(22)) == gaps(begun(), sessions, day(22))


def test_a_pause_is_time_without_contact_too() -> None:
    """This says how long it was, not whether anything was due."""
    paused = begun().pause(by="ben", when=day(5))
    assert gaps(paused, [], day(30)) == gaps(begun(), [], day(30))


def test_a_relationship_that_ended_before_it_started_has_its_day_of_end() -> None:
    """Where no tenure is left, the question has an answer all the same."""
    never = begun(starts=30).end(reason=EndReason.COMPLETED, by="ben", when=day(10))
    assert never.tenures == ()
    assert gaps(never, [], day(60)) == (Gap(first=day(10), last=day(10)),)


def test_a_change_of_coach_makes_no_gap() -> None:
    """The time is the coachee's: it begins with the first coach."""
    handed = begun().hand_over(to="cara", by="amara", when=day(10))
    assert gaps(handed, contacts([7]), day(20)) == gaps(begun(), contacts([7]), day(20))


@LAW
@given(contact_days, st.integers(0, 150))
def test_gaps_tile_the_time_from_start_to_the_question(days: list[int], asked: int) -> None:
    """Each gap begins where the one before it ended, the first at the start, the last on the day asked."""
    found = gaps(begun(), shuffled(contacts(days)), day(asked))
    assert found[0].first == START
    assert found[-1].last == day(asked)
    assert all(one.last == two.first and one.before == two.after for one, two in pairwise(found))
    assert sum(gap.days for gap in found) == asked
    assert all(gap.days >= 0 for gap in found)
    assert len(found) == 1 + sum(on <= asked for on in days)


@LAW
@given(contact_days, st.integers(0, 120), st.integers(0, 150))
def test_another_contact_never_makes_the_longest_gap_longer(days: list[int], more: int, asked: int) -> None:
    """To meet once more can only help."""
    before = longest_gap(begun(), contacts(days), day(asked))
    after = longest_gap(begun(), contacts([*days, more]), day(asked))
    assert before is not None
    assert after is not None
    assert after.days <= before.days


@LAW
@given(contact_days, st.integers(0, 150))
def test_the_longest_is_one_of_them_and_none_is_longer(days: list[int], asked: int) -> None:
    """The longest gap is the greatest of all."""
    found = gaps(begun(), contacts(days), day(asked))
    longest = longest_gap(begun(), contacts(days), day(asked))
    assert longest in found
    assert longest is not None
    assert longest.days == max(gap.days for gap in found)


@pytest.mark.parametrize("asked", [5, 22, 40])
def test_a_leader_gets_the_same_answer_from_what_they_see(asked: int) -> None:
    """Gaps need no content: projections give what the records give."""
    pair, sessions = begun(), contacts([7, 21])
    seen = [SessionActivity.project(one) for one in sessions]
    assert gaps(RelationshipActivity.project(pair), seen, day(asked)) == gaps(pair, sessions, day(asked))
