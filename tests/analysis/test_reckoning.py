"""One requirement of a cadence rule: which window decides on a day, and what comes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.clock import clock_on, rule_on
from instructional_coaching.analysis.eligible_day import LeftOut, WhyNot
from instructional_coaching.analysis.meeting import Contact, Meeting
from instructional_coaching.analysis.reckoning import Reckoning
from instructional_coaching.domain import Session
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.calendar import DayKind
from tests.analysis.cadence import (
    AUTUMN,
    BY,
    FORTNIGHTLY,
    LOOK,
    MODEL,
    START,
    TALK,
    WEEKLY,
    Case,
    away,
    begun,
    case,
    closed,
    days_of,
    gap,
    held,
    marked,
    on,
    per,
    planned,
    rule,
    school,
    teacher,
)
from tests.analysis.coaching import LAW

WEEK = days_of(on(9, 14), on(9, 20))
FIRST_FRIDAY = on(9, 11)
HALF_TERM = LeftOut(on(10, 26), on(10, 30), WhyNot.CLOSED, "calendar school", "half-term")


def held_on(*days: date) -> list[Session]:
    """Log a conversation on each of some days."""
    return [held(one) for one in days]


def met(*requires: Requirement, until: date = FIRST_FRIDAY) -> Case:
    """Return a case with a contact on each Friday up to a day."""
    fridays = [one for one in days_of(START, until) if one.weekday() == 4]
    return case(*requires, sessions=held_on(*fridays))


def reckoned(found: Case, day: date) -> Reckoning:
    """Return the reckoning of a case's first requirement on a day."""
    assert found.around
    clock, span = clock_on(found.relationship, day), rule_on(found.relationship, found.around.calendar, day)
    assert clock
    assert span
    requirement = found.pins[span.pin].requires[0]
    return Reckoning(1, requirement, found.relationship, found.meetings, found.around, clock, span, day)


class TestSoManyPerPeriod:
    def test_without_warning_it_is_due_from_the_beginning_of_the_window(self) -> None:
        """On each day of the week until there is contact; then it is on track."""
        assert met(WEEKLY).statuses(*WEEK) == ["due"] * 7
        assert met(WEEKLY).also(held(on(9, 16))).statuses(*WEEK) == ["due"] * 2 + ["on_track"] * 5

    def test_with_a_warning_it_is_open_before_the_last_days(self) -> None:
        """And due in them, and after them as long as it isn't overdue."""
        assert met(per("week", warn=2)).statuses(*WEEK) == ["open"] * 3 + ["due"] * 4
        assert met(per("week", warn=0)).statuses(*WEEK) == ["open"] * 5 + ["due"] * 2

    def test_a_missed_week_is_overdue_from_the_next_eligible_day(self) -> None:
        """Until there is contact, whichever week it is in by then."""
        missed = met(WEEKLY)
        assert missed.statuses(on(9, 20), on(9, 21), on(9, 25), on(9, 28)) == ["due"] + ["overdue"] * 3
        assert missed.but(calendar=closed(on(9, 21))).statuses(on(9, 21), on(9, 22)) == ["due", "overdue"]
        assert missed.also(held(on(9, 23))).statuses(on(9, 22), on(9, 23), on(9, 28)) == [
            "overdue",
            "on_track",
            "due",
        ]

    def test_grace_is_counted_in_eligible_days(self) -> None:
        """In the meantime the next week is told; over half-term nothing is expected."""
        patient = met(per("week", grace=2, warn=1))
        assert patient.statuses(*days_of(on(9, 20), on(9, 23))) == ["due", "open", "open", "overdue"]
        late = met(per("week", grace=1, warn=1), until=on(10, 16))
        assert late.statuses(on(10, 23), on(10, 28), on(11, 2), on(11, 3)) == [
            "due",
            "not_expected",
            "open",
            "overdue",
        ]

    def test_the_first_window_missed_since_the_last_contact_is_told(self) -> None:
        """With its own due date, and the days since then."""
        found = met(WEEKLY, until=on(9, 18)).on(10, 6)
        assert found.window is not None
        assert (found.window.first, found.window.last) == (on(9, 21), on(9, 27))
        assert (found.due_on, found.overdue_from) == (on(9, 25), on(9, 28))
        assert found.since == on(9, 18)
        assert found.last_contact == Contact(on(9, 18), ("conversation-2026-09-18",))
        assert found.days == tuple(one for one in days_of(on(9, 21), on(10, 6)) if one.weekday() < 5)

    def test_contact_in_a_week_of_two_contacts_ends_what_was_missed_before(self) -> None:
        """But not the miss of its own week; of that the earlier weeks are not part."""
        found = case(per("week", 2), sessions=held_on(on(9, 16)))
        assert found.statuses(on(9, 14), on(9, 16), on(9, 20)) == ["overdue", "due", "due"]
        later = found.on(9, 23)
        assert later.status == "overdue"
        assert later.window is not None
        assert later.window.first == on(9, 14)
        assert found.also(held(on(9, 22))).on(9, 23).status == "due"

    def test_contact_on_the_last_day_of_a_window_does_not_follow_it(self) -> None:
        """On a Sunday: the second contact of that week was missed all the same."""
        found = case(per("week", 2), sessions=held_on(on(9, 8), on(9, 9), on(9, 20)))
        assert found.statuses(on(9, 20), on(9, 21)) == ["due", "overdue"]

    def test_an_answer_tells_the_contacts_from_the_one_before_its_windows_on(self) -> None:
        """Those that it looks back to included, and no earlier ones."""
        fridays = [one for one in days_of(START, on(10, 9)) if one.weekday() == 4]
        found = case(WEEKLY, sessions=held_on(*fridays))
        assert [one.when for one in found.on(9, 11).contacts] == fridays[:1]
        assert [one.when for one in found.on(9, 25).contacts] == fridays[:3]
        assert [one.when for one in found.on(10, 9).contacts] == fridays[:5]
        mondays = [one + timedelta(days=3) for one in fridays]
        early = case(WEEKLY, sessions=held_on(*mondays))
        assert [one.when for one in early.on(10, 12).contacts] == mondays[:5]
        gaps = case(gap(9), sessions=held_on(*fridays))
        assert [one.when for one in gaps.on(10, 9).contacts] == fridays[1:5]

    def test_a_met_week_before_a_missed_one_was_met(self) -> None:
        """Only what came after it was missed."""
        found = case(WEEKLY, sessions=held_on(on(9, 9))).on(9, 28)
        assert found.window is not None
        assert found.window.first == on(9, 14)

    def test_contact_at_the_weekend_is_contact_in_its_week(self) -> None:
        """A day that doesn't count is as good a day to meet."""
        assert met(WEEKLY).also(held(on(9, 20))).statuses(on(9, 19), on(9, 20), on(9, 21)) == [
            "due",
            "on_track",
            "due",
        ]

    def test_extra_contacts_do_not_carry_over(self) -> None:
        """Three in a week leave the next as it is."""
        busy = case(WEEKLY, sessions=held_on(on(9, 8), on(9, 9), on(9, 10)))
        assert busy.statuses(on(9, 11), on(9, 14), on(9, 21)) == ["on_track", "due", "overdue"]

    def test_in_a_week_without_eligible_days_nothing_is_expected(self) -> None:
        """The days left out say why."""
        found = met(WEEKLY, until=on(10, 23)).on(10, 28)
        assert found.status == "not_expected"
        assert found.left_out == (HALF_TERM,)
        assert (found.due_on, found.overdue_from, found.days) == (None, None, ())
        assert found.window is not None
        assert (found.window.first, found.window.last) == (on(10, 26), on(11, 1))
        ill = met(WEEKLY).but(absences=(away("ben", on(9, 14), on(9, 18), id="a1"),)).on(9, 15)
        assert (ill.status, [one.record for one in ill.left_out]) == ("not_expected", ["absence a1"])

    def test_outside_every_period_nothing_is_expected(self) -> None:
        """The reason says of what there is none, and the day itself why."""
        found = met(per("half_term"), until=on(10, 23)).on(10, 28)
        assert (found.status, found.window) == ("not_expected", None)
        assert found.reason == "the day is in no half-term"
        assert [one.note for one in found.left_out] == ["half-term"]
        assert found.since == on(10, 23)
        assert (found.due_on, found.overdue_from, found.is_slipping) == (None, None, False)
        assert met(per("term")).on(12, 21).reason == "the day is in no term"
        assert (
            met(per("timetable_cycle"), until=on(12, 18)).on(12, 21).reason
            == "the day is in no timetable-cycle"
        )
        assert met(WEEKLY).on(9, 14).reason is None

    def test_what_was_missed_is_overdue_on_days_without_a_window_too(self) -> None:
        """As soon as its eligible day has come."""
        found = case(per("half_term"), sessions=())
        assert found.statuses(on(10, 23), on(10, 30), on(10, 31), on(11, 2), on(12, 25)) == [
            "due",
            "not_expected",
            "due",
            "overdue",
            "overdue",
        ]

    def test_a_session_planned_inside_the_window_books_it(self) -> None:
        """Up to its last day, the day asked about included; not behind it, and not in the past."""
        for day, expected in (
            (on(9, 13), "due"),
            (on(9, 15), "due"),
            (on(9, 16), "booked"),
            (on(9, 20), "booked"),
            (on(9, 21), "due"),
        ):
            found = met(WEEKLY).also(planned(day, id="p")).on(9, 16)
            assert found.status == expected
            booked = Meeting(id="p", when=day, kind=TALK) if expected == "booked" else None
            assert found.planned == booked

    def test_a_booking_does_not_make_good_what_was_missed_nor_undo_what_is_met(self) -> None:
        """Overdue comes first; and where there was contact another session is no news."""
        plan = planned(on(9, 25), id="p")
        assert met(WEEKLY).also(plan).on(9, 23).status == "overdue"
        assert met(WEEKLY, until=on(9, 18)).also(plan, held(on(9, 21))).on(9, 23).status == "on_track"

    def test_a_part_week_with_a_session_in_it_is_booked(self) -> None:
        """Though nothing is expected in it; in a week without any day that counts it is not."""
        short = case(WEEKLY, relationship=begun(rule(WEEKLY), starts=on(9, 17)))
        assert short.on(9, 17).status == "not_expected"
        assert short.also(planned(on(9, 18))).on(9, 17).status == "booked"
        assert met(WEEKLY, until=on(10, 23)).also(planned(on(10, 28))).on(10, 27).status == "not_expected"

    def test_one_session_of_several_that_are_needed_books_it(self) -> None:
        """The next one."""
        found = case(per("half_term", 3), sessions=[planned(on(10, 9), id="b"), planned(on(10, 2), id="a")])
        told = found.on(9, 14).planned
        assert told is not None
        assert told.id == "a"
        assert found.on(10, 5).planned == Meeting(id="b", when=on(10, 9), kind=TALK)

    def test_only_a_session_that_would_qualify_books_it(self) -> None:
        """Of the right kind, and long enough."""
        picky = per("week", counts=frozenset({LOOK}), least_minutes=20)
        for session, expected in (
            (planned(on(9, 17), LOOK, minutes=20), "booked"),
            (planned(on(9, 17), LOOK, minutes=19), "due"),
            (planned(on(9, 17), LOOK), "due"),
            (planned(on(9, 17), TALK, minutes=60), "due"),
        ):
            assert (
                case(picky, relationship=begun(rule(picky), starts=on(9, 14))).also(session).on(9, 16).status
                == expected
            )

    def test_half_a_pair_books_nothing_unless_it_completes_one(self) -> None:
        """With its other half held, or planned too."""
        pairs = case(per("half_term", pair=True))
        talk, look = planned(on(9, 24), TALK, id="c"), planned(on(9, 22), LOOK, id="o")
        assert pairs.also(talk).on(9, 21).status == "due"
        assert pairs.also(planned(on(9, 24), MODEL)).on(9, 21).status == "due"
        told = pairs.also(talk, look).on(9, 21)
        assert (told.status, told.planned) == ("booked", Meeting(id="c", when=on(9, 24), kind=TALK))
        assert pairs.also(talk, held(on(9, 18), LOOK)).on(9, 21).status == "booked"
        assert pairs.also(talk, held(on(9, 16), LOOK)).on(9, 21).status == "due"
        assert pairs.also(talk, planned(on(11, 24), LOOK)).on(9, 21).status == "due"

    def test_a_planned_session_that_was_not_held_books_nothing(self) -> None:
        """The day after, it is as if it had never been planned."""
        plan = met(WEEKLY).also(planned(on(9, 16)))
        assert plan.statuses(on(9, 16), on(9, 17), on(9, 21)) == ["booked", "due", "overdue"]

    def test_on_track_and_not_expected_name_no_due_date(self) -> None:
        """What is due next is told when its window has begun."""
        for found in (met(WEEKLY).on(9, 11), met(WEEKLY, until=on(10, 23)).on(10, 28)):
            assert (found.due_on, found.overdue_from) == (None, None)
            assert found.window is not None
        due = met(WEEKLY).on(9, 14)
        assert (due.due_on, due.overdue_from) == (on(9, 18), on(9, 21))

    def test_what_an_answer_left_out_reaches_to_the_end_of_its_window(self) -> None:
        """And to the day from which it is overdue; the days that count reach to the day asked about."""
        calendar = marked(closed(on(9, 15)), DayKind.NO_COACHING, on(9, 18), why="open day")
        found = met(WEEKLY).but(calendar=calendar).on(9, 16)
        assert found.days == (on(9, 14), on(9, 16))
        assert [(one.first, one.note) for one in found.left_out] == [
            (on(9, 15), "burst pipe"),
            (on(9, 18), "open day"),
        ]
        assert found.due_on == on(9, 17)
        short = per("week", least_days=4)
        none = case(short, relationship=begun(rule(short), starts=on(9, 14)), calendar=calendar).on(9, 16)
        assert none.status == "not_expected"
        assert [one.note for one in none.left_out] == ["burst pipe", "open day"]
        shut = closed(on(9, 21), calendar=calendar)
        assert met(WEEKLY).but(calendar=shut).on(9, 16).overdue_from == on(9, 22)
        assert [one.last for one in met(WEEKLY).but(calendar=shut).on(9, 16).left_out][-1] == on(9, 21)
        assert met(WEEKLY).also(held(on(9, 16))).but(calendar=shut).on(9, 16).left_out[-1].last == on(9, 18)
        over = met(WEEKLY).but(calendar=calendar).on(9, 22)
        assert [one.note for one in over.left_out] == ["burst pipe", "open day"]

    def test_a_timetable_cycle_closes_with_its_last_week(self) -> None:
        """Of two weeks here."""
        found = case(per("timetable_cycle"), calendar=school(cycle_weeks=2))
        assert found.on(9, 9).due_on == on(9, 18)
        assert found.statuses(on(9, 20), on(9, 21)) == ["due", "overdue"]


class TestNoLongerThan:
    def test_it_is_open_then_due_then_overdue(self) -> None:
        """Ten eligible days after the first day of coaching, the last three of them due."""
        found = case(FORTNIGHTLY)
        assert found.statuses(START, on(9, 16), on(9, 17), on(9, 21), on(9, 22)) == [
            "open",
            "open",
            "due",
            "due",
            "overdue",
        ]
        told = found.on(9, 16)
        assert (told.due_on, told.overdue_from, told.since) == (on(9, 21), on(9, 22), START)
        assert told.window is not None
        assert (told.window.first, told.window.last) == (on(9, 8), on(9, 21))
        assert told.days == tuple(one for one in days_of(on(9, 8), on(9, 16)) if one.weekday() < 5)

    def test_contact_starts_the_count_again(self) -> None:
        """On that day it is on track; the day after, time runs."""
        found = case(gap(3, warn=1), sessions=held_on(on(9, 16)))
        assert found.statuses(on(9, 14), on(9, 16), on(9, 17), on(9, 21), on(9, 22)) == [
            "overdue",
            "on_track",
            "open",
            "due",
            "overdue",
        ]
        told = found.on(9, 16)
        assert (told.due_on, told.overdue_from, told.since) == (on(9, 21), on(9, 22), on(9, 16))

    def test_without_warning_it_is_due_from_the_day_after(self) -> None:
        """The window begins then."""
        assert case(gap(3)).statuses(START, on(9, 8)) == ["open", "due"]

    def test_grace_puts_off_that_it_is_overdue_and_not_that_it_is_due(self) -> None:
        """Over a weekend and a day off."""
        found = case(gap(3, grace=2, warn=0), calendar=closed(on(9, 14)))
        assert found.on(9, 9).due_on == on(9, 10)
        assert found.statuses(on(9, 10), on(9, 11), on(9, 15), on(9, 16)) == ["open", "due", "due", "overdue"]

    def test_days_that_do_not_count_put_it_off(self) -> None:
        """Each of them is told, with its record."""
        found = case(
            FORTNIGHTLY,
            calendar=marked(AUTUMN, DayKind.NO_COACHING, on(9, 15), why="mocks"),
            absences=(away("ben", on(9, 17), on(9, 18), id="a1"),),
        ).on(9, 24)
        assert (found.status, found.due_on) == ("due", on(9, 24))
        assert found.left_out == (
            LeftOut(on(9, 15), on(9, 15), WhyNot.NO_COACHING, "calendar school", "mocks"),
            LeftOut(on(9, 17), on(9, 18), WhyNot.COACHEE_AWAY, "absence a1"),
        )

    def test_a_session_planned_up_to_the_due_date_books_it(self) -> None:
        """Not one behind it, though it might be in time for the grace."""
        lenient = gap(10, grace=2, warn=3)
        for day, expected in ((on(9, 18), "booked"), (on(9, 21), "booked"), (on(9, 22), "due")):
            assert case(lenient).also(planned(day)).on(9, 18).status == expected
        assert case(FORTNIGHTLY).also(planned(on(9, 24))).on(9, 22).status == "overdue"
        assert case(FORTNIGHTLY).also(planned(on(9, 10)), held(on(9, 9))).on(9, 9).status == "on_track"

    def test_where_no_day_counts_any_more_nothing_is_expected(self) -> None:
        """After the last day of the calendar, or of the coachee at the school."""
        found = case(FORTNIGHTLY, sessions=held_on(on(12, 18)))
        assert found.statuses(on(12, 17), on(12, 18), on(12, 19)) == [
            "overdue",
            "not_expected",
            "not_expected",
        ]
        assert (found.on(12, 19).due_on, found.on(12, 19).overdue_from) == (None, None)
        gone = teacher().leave(by="office", when=on(9, 14))
        left = case(FORTNIGHTLY, coachee=gone, sessions=held_on(on(9, 14))).on(9, 16)
        assert left.status == "not_expected"
        assert left.left_out[0] == LeftOut(on(9, 15), on(10, 23), WhyNot.LEFT, "person ben")

    def test_where_too_few_days_are_left_it_stays_open(self) -> None:
        """A due date is not in sight, so it isn't within its last days either."""
        found = case(FORTNIGHTLY, sessions=held_on(on(12, 14)))
        assert found.statuses(on(12, 15), on(12, 18), on(12, 21)) == ["open"] * 3
        assert found.on(12, 18).due_on is None
        assert found.also(planned(on(12, 17))).on(12, 15).status == "booked"
        assert case(gap(10), sessions=held_on(on(12, 14))).on(12, 15).status == "due"

    def test_an_absence_without_end_keeps_it_open_and_what_is_overdue_overdue(self) -> None:
        """What was missed before it was missed."""
        ill = (away("ben", on(9, 16), id="a1"),)
        found = case(FORTNIGHTLY, absences=ill)
        assert found.statuses(on(9, 15), on(9, 16), on(11, 30)) == ["open"] * 3
        assert case(gap(3, warn=1), absences=ill).statuses(on(9, 10), on(9, 11), on(11, 30)) == [
            "due",
            "overdue",
            "overdue",
        ]

    def test_half_term_puts_off_the_due_date(self) -> None:
        """Here by a week."""
        found = case(FORTNIGHTLY, sessions=held_on(on(10, 14))).on(10, 28)
        assert (found.status, found.due_on) == ("open", on(11, 4))
        assert found.left_out == (HALF_TERM,)


class TestSlipping:
    def test_fewer_days_are_left_than_contacts_are_needed(self) -> None:
        """The day asked about is one of them; what was met on the way is not needed any more."""
        three = per("week", 3)
        found = case(three, relationship=begun(rule(three), starts=on(9, 14)))
        assert [found.at(one).is_slipping for one in WEEK[:5]] == [False, False, False, True, True]
        some = found.also(held(on(9, 15)))
        assert [some.at(one).is_slipping for one in WEEK[:5]] == [False, False, False, False, True]
        enough = some.also(held(on(9, 16), id="b"), held(on(9, 16), id="c"))
        assert [enough.at(one).is_slipping for one in WEEK] == [False] * 7

    def test_after_the_last_eligible_day_none_is_left(self) -> None:
        """At the weekend, and while it is overdue."""
        found = met(WEEKLY)
        assert [found.at(one).is_slipping for one in (on(9, 18), on(9, 19), on(9, 21))] == [False, True, True]

    @pytest.mark.parametrize(
        ("fridays", "is_slipping"),
        [
            ((11, 18, 25), False),
            ((11, 25), False),
            ((11, 18), True),
            ((11,), True),
            ((25,), True),
            ((18,), True),
            ((), True),
        ],
    )
    def test_two_of_the_last_three_windows_were_missed(
        self, fridays: tuple[int, ...], is_slipping: bool
    ) -> None:
        """Though this week's contact has been."""
        found = case(per("week", warn=1), sessions=held_on(*(on(9, one) for one in fridays), on(9, 28)))
        assert found.on(9, 29).status == "on_track"
        if len(fridays) == 2 and 25 not in fridays:
            is_slipping = False
        assert found.on(9, 29).is_slipping is is_slipping

    def test_the_windows_that_were_looked_back_on_are_told(self) -> None:
        """The latest first, each with what was in it, and never more than three."""
        found = case(WEEKLY, sessions=held_on(on(9, 11), on(9, 25), on(9, 28)))
        weeks = [(one.first, len(one.contacts)) for one in found.on(9, 28).looked_back]
        assert weeks == [(on(9, 21), 1), (on(9, 14), 0), (on(9, 7), 1)]
        assert [one.first for one in found.on(10, 5).looked_back] == [on(9, 28), on(9, 21), on(9, 14)]

    @pytest.mark.parametrize("requirement", [WEEKLY, gap(5)], ids=["weeks", "gaps"])
    def test_every_contact_that_had_to_do_with_them_is_told(self, requirement: Requirement) -> None:
        """Also the one before the earliest of them; but none that was over by then."""
        fridays = [on(9, 11), on(9, 18), on(9, 25), on(10, 2), on(10, 9), on(10, 16)]
        told = case(requirement, sessions=held_on(*fridays)).on(10, 16)
        since = min(one.first for one in told.looked_back)
        before = max(one for one in fridays if one < since)
        assert [one.when for one in told.contacts] == [one for one in fridays if one >= before]

    def test_windows_that_nothing_was_expected_in_are_passed_over(self) -> None:
        """Half-term is neither met nor missed; two weeks are enough if both were missed."""
        found = case(
            WEEKLY, sessions=held_on(*(one for one in days_of(START, on(10, 9)) if one.weekday() == 4))
        )
        assert found.also(held(on(11, 3))).on(11, 3).is_slipping
        assert not found.also(held(on(10, 23)), held(on(11, 3))).on(11, 3).is_slipping
        young = case(WEEKLY, sessions=held_on(on(9, 22)))
        assert young.on(9, 22).is_slipping

    def test_windows_of_an_earlier_clock_do_not_count(self) -> None:
        """A successor starts with a clean clock."""
        found = case(WEEKLY, relationship=begun(rule(WEEKLY)).hand_over(to="cara", starts=on(9, 28), **BY))
        assert found.also(held(on(9, 25))).on(9, 25).is_slipping
        assert not found.also(held(on(9, 28))).on(9, 28).is_slipping

    def test_gaps_that_went_on_for_too_long_were_missed(self) -> None:
        """Each between one contact and the next; those in the grace were met."""
        three = gap(3, grace=1, warn=0)
        on_time = held_on(on(9, 11), on(9, 17), on(9, 23))
        assert not case(three, sessions=on_time).on(9, 23).is_slipping
        late = held_on(on(9, 14), on(9, 21), on(9, 23))
        assert case(three, sessions=late).on(9, 23).is_slipping
        once = held_on(on(9, 11), on(9, 18), on(9, 23))
        assert not case(three, sessions=once).on(9, 23).is_slipping
        recovered = [*late, *held_on(on(9, 25), on(9, 28))]
        assert not case(three, sessions=recovered).on(9, 28).is_slipping

    def test_two_contacts_on_one_day_end_one_window(self) -> None:
        """They are no window between them."""
        three = gap(3, warn=0)
        late = [held(day, kind) for day in (on(9, 14), on(9, 22)) for kind in (TALK, LOOK)]
        assert case(three, sessions=late).on(9, 22).is_slipping
        assert case(three, sessions=[*late, held(on(9, 23))]).on(9, 23).is_slipping

    def test_contact_on_the_first_day_ends_no_window(self) -> None:
        """Counting has only begun."""
        assert case(gap(3), sessions=[held(START)]).on(9, 8).looked_back == ()

    def test_without_a_due_date_in_sight_nothing_slips(self) -> None:
        """However few days are left."""
        found = case(per("half_term", 3), relationship=begun(rule(per("half_term", 3)), starts=on(12, 17)))
        assert (found.on(12, 18).status, found.on(12, 18).is_slipping) == ("not_expected", False)
        assert not case(FORTNIGHTLY, sessions=held_on(on(12, 14))).on(12, 21).is_slipping


class TestChangeOfRule:
    def changed(self, first: Requirement, second: Requirement, **given: Any) -> Case:
        """Change from one requirement to another, from Monday 28 September on."""
        one, two = rule(first, id="oakfield/one"), rule(second, id="oakfield/two")
        pair = begun(one).arrange(cadence=two, starts=on(9, 23), **BY)
        return Case(pair, (one, two), **given)

    def test_each_applies_on_its_days(self) -> None:
        """The answer names it."""
        found = self.changed(WEEKLY, FORTNIGHTLY)
        one, two = found.rules
        assert [found.at(day).rule for day in (on(9, 23), on(9, 27), on(9, 28))] == [
            one.pin,
            one.pin,
            two.pin,
        ]

    def test_no_longer_than_goes_on_from_the_last_contact(self) -> None:
        """Or from the first day, where there was none."""
        found = self.changed(WEEKLY, FORTNIGHTLY, sessions=(held(on(9, 16)),))
        assert (found.on(9, 28).since, found.on(9, 28).due_on) == (on(9, 16), on(9, 30))
        silent = self.changed(WEEKLY, FORTNIGHTLY).on(9, 28)
        assert (silent.status, silent.since) == ("overdue", START)

    def test_so_many_per_period_begins_with_the_week(self) -> None:
        """What was missed under the earlier rule is not carried over."""
        found = self.changed(FORTNIGHTLY, WEEKLY)
        assert found.statuses(on(9, 25), on(9, 28), on(10, 5)) == ["overdue", "due", "overdue"]
        assert not found.on(9, 28).is_slipping
        assert found.on(9, 28).last_contact is None
        told = self.changed(FORTNIGHTLY, WEEKLY, sessions=(held(on(9, 22)),)).on(9, 28)
        assert (told.since, told.last_contact) == (
            on(9, 28),
            Contact(on(9, 22), ("conversation-2026-09-22",)),
        )

    def test_the_first_rule_starts_afresh_on_the_day_it_is_arranged_for(self) -> None:
        """Time and contacts before it are not counted."""
        later = rule(FORTNIGHTLY)
        pair = begun().arrange(cadence=later, starts=on(9, 23), **BY)
        found = Case(pair, (later,), sessions=(held(on(9, 9)),)).on(9, 23)
        assert (found.status, found.since, found.due_on) == ("open", on(9, 23), on(10, 7))


class TestClock:
    def test_contacts_of_an_earlier_clock_do_not_count(self) -> None:
        """Nor those on the day before; the first day's do."""
        pair = begun(rule(WEEKLY)).hand_over(to="cara", starts=on(9, 16), **BY)
        assert case(WEEKLY, relationship=pair, sessions=held_on(on(9, 15))).on(9, 16).status == "due"
        assert case(WEEKLY, relationship=pair, sessions=held_on(on(9, 16))).on(9, 16).status == "on_track"

    def test_a_pair_does_not_join_two_clocks(self) -> None:
        """The observation was the earlier coach's."""
        pairs = per("half_term", pair=True)
        pair = begun(rule(pairs)).hand_over(to="cara", starts=on(9, 16), **BY)
        found = case(pairs, relationship=pair, sessions=[held(on(9, 15), LOOK), held(on(9, 16))])
        assert found.on(9, 16).status == "due"
        assert found.also(held(on(9, 17), LOOK)).on(9, 17).status == "on_track"

    def test_no_contact_of_a_later_day_is_seen(self) -> None:
        """Asked about the past, the answer is that of the past."""
        found = met(WEEKLY).also(held(on(9, 18)))
        assert found.statuses(on(9, 17), on(9, 18)) == ["due", "on_track"]

    def test_a_due_date_behind_a_planned_hand_over_is_none(self) -> None:
        """The successor starts with a clean clock."""
        pair = begun(rule(FORTNIGHTLY)).hand_over(to="cara", starts=on(9, 21), **BY)
        found = case(FORTNIGHTLY, relationship=pair)
        assert (found.on(9, 18).status, found.on(9, 18).due_on) == ("open", None)
        assert (found.on(9, 21).status, found.on(9, 21).due_on) == ("open", on(10, 5))
        assert found.on(9, 18).days[-1] == on(9, 18)


class TestLookingBack:
    def test_for_a_gap_the_last_four_contacts_matter(self) -> None:
        """Three windows lie between them."""
        days = [on(9, n) for n in (8, 9, 10, 11, 14)]
        made = reckoned(case(gap(3), sessions=held_on(*days)), on(9, 15))
        assert made.looks_back(on(9, 15)) == on(9, 9)
        few = reckoned(case(gap(3), sessions=held_on(*days[:2])), on(9, 15))
        assert few.looks_back(on(9, 15)) == START

    def test_gaps_in_which_nothing_was_expected_are_none_of_the_three(self) -> None:
        """Contact in the holidays follows no window: those before it are still looked back on."""
        days = [*(on(12, n) for n in (7, 8, 9, 10, 11)), on(12, 20), on(12, 21), on(12, 22)]
        found = case(gap(3), sessions=held_on(*days))
        assert reckoned(found, on(12, 22)).looks_back(on(12, 22)) == on(12, 9)

    def test_for_a_period_the_last_three_windows_matter_and_that_of_the_last_contact(self) -> None:
        """The earlier of them."""
        weekly = met(WEEKLY, until=on(10, 2))
        assert reckoned(weekly, on(10, 7)).looks_back(on(10, 7)) == on(9, 14)
        silent = case(WEEKLY, sessions=held_on(on(9, 16)))
        assert reckoned(silent, on(10, 21)).looks_back(on(10, 21)) == on(9, 14)
        assert reckoned(silent, on(9, 22)).looks_back(on(9, 22)) == START
        never = case(WEEKLY)
        assert reckoned(never, on(10, 21)).looks_back(on(10, 21)) == on(9, 28)

    def test_a_contact_outside_every_period_matters_itself(self) -> None:
        """Here in half-term, of a rule that was arranged before and of one that came after it."""
        halves = case(per("half_term"), sessions=held_on(on(10, 28)))
        assert reckoned(halves, on(11, 4)).looks_back(on(11, 4)) == START
        changed = TestChangeOfRule().changed(FORTNIGHTLY, WEEKLY, sessions=(held(on(9, 16)),))
        assert reckoned(changed, on(9, 28)).looks_back(on(9, 28)) == on(9, 16)

    def test_what_is_overdue_and_slipping_stays_so_until_there_is_contact(self) -> None:
        """A gap once it is overdue; a period once two windows of the last three were missed."""
        gone = reckoned(case(FORTNIGHTLY), on(9, 9))
        assert [gone.is_settled(one) for one in (on(9, 21), on(9, 22), on(12, 25))] == [False, True, True]
        missed = reckoned(met(WEEKLY), on(9, 14))
        assert [missed.is_settled(one) for one in (on(9, 20), on(9, 21), on(9, 28))] == [False, False, True]
        slipping = case(WEEKLY, sessions=held_on(on(9, 21)))
        assert reckoned(slipping, on(9, 21)).is_settled(on(9, 21)) is False
        ending = reckoned(case(FORTNIGHTLY, sessions=held_on(on(12, 18))), on(12, 18))
        assert ending.is_settled(on(12, 25)) is False

    def test_the_days_on_which_a_grace_ends_are_known(self) -> None:
        """Of every window that is over and not yet overdue."""
        patient = case(per("week", grace=6))
        assert list(reckoned(patient, on(9, 21)).grace_ends(on(9, 21))) == [on(9, 29), on(9, 22)]
        assert list(reckoned(patient, on(9, 22)).grace_ends(on(9, 22))) == [on(9, 29)]
        assert list(reckoned(patient, on(9, 9)).grace_ends(on(9, 9))) == []
        assert list(reckoned(case(FORTNIGHTLY), on(10, 9)).grace_ends(on(10, 9))) == []
        ending = case(per("week", grace=6))
        assert list(reckoned(ending, on(12, 18)).grace_ends(on(12, 18))) == []


requirements = st.sampled_from(
    [WEEKLY, per("week", 2, grace=1), per("half_term", 3), gap(3), gap(5, grace=2, warn=1), gap(10)]
)


@LAW
@given(requirements, st.lists(st.integers(0, 130), max_size=12), st.integers(0, 130), st.integers(0, 30))
def test_what_it_does_not_look_back_to_changes_nothing(
    requirement: Requirement, contacts: list[int], asked: int, later: int
) -> None:
    """Neither on that day nor on a later one, in the term nor in the holidays after it."""
    day = START + timedelta(days=asked)
    days = sorted({START + timedelta(days=n) for n in contacts if n <= asked})
    found = case(requirement, sessions=held_on(*days))
    since = reckoned(found, day).looks_back(day)
    kept = found.but(sessions=tuple(one for one in found.sessions if one.when >= since))
    then = day + timedelta(days=later)
    assert reckoned(kept, day).unexplained(then) == reckoned(found, day).unexplained(then)


@LAW
@given(requirements, st.lists(st.integers(0, 100), max_size=8), st.integers(0, 120))
def test_an_answer_explains_itself_by_days_that_count_and_days_that_do_not(
    requirement: Requirement, contacts: list[int], asked: int
) -> None:
    """From the window's beginning to the day asked about, no weekday is passed over."""
    day = START + timedelta(days=asked)
    sessions = held_on(*{START + timedelta(days=n) for n in contacts})
    told = case(requirement, sessions=sessions).at(day)
    first = told.window.first if told.window else day
    out = {one for left in told.left_out for one in days_of(left.first, left.last)}
    assert set(told.days) | {one for one in out if first <= one <= day} == {
        one for one in days_of(first, day) if one.weekday() < 5 or one in out
    }
    assert not set(told.days) & out
