"""Which days count for a coachee, and why the others don't."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.eligible_day import EligibleDays, LeftOut, Surroundings, WhyNot
from instructional_coaching.domain import Absence
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.tenure import CoachRole
from tests.analysis.cadence import (
    AUTUMN,
    BY,
    LOOK,
    START,
    TALK,
    WEEKLY,
    away,
    begun,
    days_of,
    eligible,
    gap,
    marked,
    on,
    per,
    school,
    teacher,
)
from tests.analysis.coaching import LAW

MONDAY, FRIDAY, SATURDAY = on(9, 14), on(9, 18), on(9, 19)
CALENDAR = "calendar school"
COACHED = per("week", coach_absence_matters=True)
HALF_TERM = LeftOut(on(10, 26), on(10, 30), WhyNot.CLOSED, CALENDAR, "half-term")


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (DayKind.PUPIL_DAY, {TALK: True, LOOK: True}),
        (DayKind.STAFF_DAY, {TALK: True, LOOK: False}),
        (DayKind.NO_COACHING, {TALK: False, LOOK: False}),
        (DayKind.CLOSED, {TALK: False, LOOK: False}),
    ],
)
def test_what_a_day_is_decides_whether_it_counts(kind: DayKind, counts: dict[str, bool]) -> None:
    """Where an observation is asked for, a day without pupils doesn't count."""
    calendar = marked(AUTUMN, kind, MONDAY)
    for one, expected in counts.items():
        requirement = per("week", counts=frozenset({one}))
        assert (MONDAY in eligible(requirement, calendar=calendar)) is expected


def test_a_pair_includes_an_observation() -> None:
    """So it counts days with pupils."""
    calendar = marked(AUTUMN, DayKind.STAFF_DAY, MONDAY)
    assert MONDAY not in eligible(per("week", pair=True), calendar=calendar)
    assert MONDAY in eligible(per("week"), calendar=calendar)


def test_holidays_and_weekends_do_not_count() -> None:
    """Half-term, the days before and after the term, and days without school."""
    days = eligible()
    for day in (on(9, 4), SATURDAY, on(10, 26), on(10, 30), on(12, 21)):
        assert day not in days
    for day in (START, MONDAY, on(10, 23), on(11, 2), on(12, 18)):
        assert day in days


def test_only_days_on_which_the_coachee_works_count() -> None:
    """Whoever works on Mondays has one in a week."""
    days = eligible(coachee=teacher("monday"))
    assert days.within(START, on(9, 27)) == [START, on(9, 14), on(9, 21)]


def test_a_coachee_who_is_not_in_the_register_works_on_any_day() -> None:
    """The school keeps none, or not of everybody."""
    assert len(eligible(coachee=None).within(START, on(9, 13))) == 5


def test_after_the_last_day_at_the_school_no_day_counts() -> None:
    """The last day itself does."""
    gone = teacher("monday", "tuesday").leave(by="office", when=on(9, 14))
    days = eligible(coachee=gone)
    assert days.within(START, on(12, 18)) == [START, on(9, 8), on(9, 14)]
    assert days.left_out(on(9, 14), on(9, 16)) == (LeftOut(on(9, 15), on(9, 16), WhyNot.LEFT, "person ben"),)
    assert days.nth_after(on(9, 14), 1) is None
    midweek = eligible(coachee=teacher("monday").leave(by="office", when=on(9, 16)))
    assert [(one.last, one.why) for one in midweek.left_out(on(9, 15), on(9, 18))] == [
        (on(9, 16), WhyNot.NOT_WORKING),
        (on(9, 18), WhyNot.LEFT),
    ]


def test_days_of_absence_do_not_count() -> None:
    """First and last inclusive; without a last day it goes on."""
    days = eligible(absences=(away("ben", on(9, 9), on(9, 10)), away("ben", on(9, 22))))
    assert days.within(START, on(12, 18)) == [
        one for one in days_of(START, on(9, 21)) if one.weekday() < 5 and one not in (on(9, 9), on(9, 10))
    ]


def test_a_void_absence_and_that_of_somebody_else_leave_the_days() -> None:
    """Neither says anything about the coachee."""
    void = away("ben", MONDAY, MONDAY).void(reason="wrong day", by="office", when=MONDAY)
    other = away("zed", MONDAY, MONDAY)
    assert MONDAY in eligible(COACHED, absences=(void, other))


@pytest.mark.parametrize(("requirement", "counts"), [(WEEKLY, True), (COACHED, False)])
def test_the_coach_s_absence_matters_only_if_the_rule_says_so(requirement: Requirement, counts: bool) -> None:
    """By default only the coachee's does."""
    days = eligible(requirement, absences=(away("amara", MONDAY, MONDAY),))
    assert (MONDAY in days) is counts


def test_with_a_stand_in_there_the_coach_s_absence_does_not_matter() -> None:
    """On the stand-in's days somebody can coach; on the others nobody can."""
    ill = away("amara", on(9, 14), on(9, 18), id="ill")
    pair = begun().add_coach(coach="dev", role=CoachRole.STAND_IN, first=on(9, 16), last=on(9, 17), **BY)
    days = eligible(COACHED, relationship=pair, absences=(ill,))
    assert days.within(on(9, 14), on(9, 18)) == [on(9, 16), on(9, 17)]
    assert days.left_out(on(9, 14), on(9, 18)) == (
        LeftOut(on(9, 14), on(9, 15), WhyNot.COACH_AWAY, "absence ill"),
        LeftOut(on(9, 18), on(9, 18), WhyNot.COACH_AWAY, "absence ill"),
    )


def test_when_all_coaches_are_away_the_lead_s_absence_is_named() -> None:
    """A co-coach who is away too is no help."""
    pair = begun().add_coach(coach="aaron", role=CoachRole.CO_COACH, first=START, **BY)
    absences = (away("aaron", MONDAY, MONDAY, id="a1"), away("amara", MONDAY, MONDAY, id="a2"))
    assert eligible(COACHED, relationship=pair, absences=absences).left_out(MONDAY, MONDAY) == (
        LeftOut(MONDAY, MONDAY, WhyNot.COACH_AWAY, "absence a2"),
    )
    assert MONDAY in eligible(COACHED, relationship=pair, absences=absences[1:])


def test_a_stand_in_without_a_lead_may_be_away_too() -> None:
    """Where nobody leads, the absence of the first by its id is named."""
    pair = begun().end_tenure(coach="amara", by="office", when=on(9, 11))
    for coach in ("dev", "cara"):
        pair = pair.add_coach(coach=coach, role=CoachRole.STAND_IN, first=MONDAY, **BY)
    absences = (away("dev", MONDAY, MONDAY, id="a2"), away("cara", MONDAY, MONDAY, id="a1"))
    days = eligible(COACHED, relationship=pair, absences=absences)
    assert days.left_out(MONDAY, MONDAY) == (LeftOut(MONDAY, MONDAY, WhyNot.COACH_AWAY, "absence a1"),)
    assert MONDAY in eligible(COACHED, relationship=pair, absences=absences[:1])


def test_a_day_without_any_coach_counts() -> None:
    """Nobody is away who would coach: it is the school's to find somebody."""
    pair = begun().end_tenure(coach="amara", by="office", when=on(9, 11))
    assert MONDAY in eligible(COACHED, relationship=pair, absences=(away("amara", MONDAY, MONDAY),))


def test_a_former_coach_s_absence_leaves_the_days() -> None:
    """Who coached before has no part in it."""
    pair = begun().hand_over(to="cara", by="office", when=on(9, 11), starts=MONDAY)
    assert MONDAY in eligible(COACHED, relationship=pair, absences=(away("amara", MONDAY, MONDAY),))


def test_days_are_counted_after_one_and_up_to_another() -> None:
    """The first is not counted, the last is; no more than are asked for."""
    days = eligible()
    assert days.count(on(9, 11), on(9, 14), 9) == 1
    assert days.count(on(9, 7), on(9, 14), 9) == 5
    assert days.count(on(9, 7), on(9, 18), 3) == 3
    assert days.count(on(9, 7), on(9, 7), 3) == 0
    assert days.count(on(10, 23), on(11, 2), 9) == 1


def test_the_nth_day_is_looked_for_behind_holidays() -> None:
    """As far as the calendar goes."""
    days = eligible()
    assert days.nth_after(on(9, 11), 1) == on(9, 14)
    assert days.nth_after(on(10, 22), 2) == on(11, 2)
    assert days.nth_after(on(12, 17), 1) == on(12, 18)
    assert days.nth_after(on(12, 17), 2) is None
    assert days.nth_after(on(12, 18), 1) is None


def test_the_nth_day_may_be_more_than_a_year_away() -> None:
    """A teacher of one day a week, with the third year's calendar drawn up."""
    calendar = AUTUMN
    for n in range(1, 3):
        year = START.year + n
        calendar = calendar.add_term(name=f"{year}", first=date(year, 9, 1), last=date(year + 1, 7, 20), **BY)
    days = eligible(calendar=calendar, coachee=teacher("monday"))
    assert days.nth_after(on(12, 14), 46) == date(2028, 7, 17)
    assert len(days.within(on(12, 15), date(2028, 7, 17))) == 46


def test_the_calendar_goes_as_far_as_its_terms_and_the_days_it_opens() -> None:
    """That the school is closed on a day is no news of days to come."""
    empty = Surroundings(school().draw_up(id="empty", **BY))
    assert empty.known_until == date.min
    assert Surroundings(AUTUMN).known_until == on(12, 18)
    for kind in (DayKind.STAFF_DAY, DayKind.PUPIL_DAY, DayKind.NO_COACHING):
        assert Surroundings(marked(AUTUMN, kind, on(1, 4), on(1, 5))).known_until == on(1, 5)
    assert Surroundings(marked(AUTUMN, DayKind.CLOSED, on(1, 4))).known_until == on(12, 18)
    opened = marked(AUTUMN, DayKind.STAFF_DAY, on(1, 4), on(1, 5))
    assert eligible(calendar=opened).nth_after(on(12, 18), 2) == on(1, 5)


def test_days_left_out_are_told_with_reason_record_and_what_the_school_calls_them() -> None:
    """In order, days in a row together; weekends are left unsaid and part nothing."""
    calendar = marked(AUTUMN, DayKind.NO_COACHING, on(9, 17), on(9, 21), why="mocks")
    calendar = marked(calendar, DayKind.STAFF_DAY, on(9, 22), why="INSET")
    calendar = marked(calendar, DayKind.CLOSED, on(9, 23))
    found = eligible(
        per("week", pair=True),
        calendar=calendar,
        coachee=teacher("tuesday", "wednesday", "thursday", "friday"),
        absences=(away("ben", on(9, 24), on(9, 30), id="a1"),),
    ).left_out(on(9, 14), on(10, 1))
    assert found == (
        LeftOut(on(9, 14), on(9, 14), WhyNot.NOT_WORKING, "person ben"),
        LeftOut(on(9, 17), on(9, 21), WhyNot.NO_COACHING, CALENDAR, "mocks"),
        LeftOut(on(9, 22), on(9, 22), WhyNot.STAFF_DAY, CALENDAR, "INSET"),
        LeftOut(on(9, 23), on(9, 23), WhyNot.CLOSED, CALENDAR),
        LeftOut(on(9, 24), on(9, 25), WhyNot.COACHEE_AWAY, "absence a1"),
        LeftOut(on(9, 28), on(9, 28), WhyNot.NOT_WORKING, "person ben"),
        LeftOut(on(9, 29), on(9, 30), WhyNot.COACHEE_AWAY, "absence a1"),
    )


def test_an_absence_goes_on_over_a_weekend_and_not_over_a_day_that_counts() -> None:
    """From Thursday to Tuesday is one time; two absences are two."""
    long = away("ben", on(9, 17), on(9, 22), id="a1")
    assert eligible(absences=(long,)).left_out(on(9, 14), on(9, 25)) == (
        LeftOut(on(9, 17), on(9, 22), WhyNot.COACHEE_AWAY, "absence a1"),
    )
    two = (away("ben", on(9, 17), on(9, 18), id="a1"), away("ben", on(9, 21), on(9, 22), id="a2"))
    assert [one.record for one in eligible(absences=two).left_out(on(9, 14), on(9, 25))] == [
        "absence a1",
        "absence a2",
    ]
    apart = marked(marked(AUTUMN, DayKind.CLOSED, on(9, 15)), DayKind.CLOSED, on(9, 17))
    assert [one.first for one in eligible(calendar=apart).left_out(on(9, 14), on(9, 18))] == [
        on(9, 15),
        on(9, 17),
    ]


def test_a_saturday_that_counts_parts_what_is_left_out() -> None:
    """An open day on it is no weekend."""
    calendar = marked(AUTUMN, DayKind.CLOSED, on(9, 18), on(9, 21), why="flood")
    calendar = marked(calendar, DayKind.PUPIL_DAY, on(9, 19))
    assert eligible(calendar=calendar).left_out(on(9, 14), on(9, 25)) == (
        LeftOut(on(9, 18), on(9, 18), WhyNot.CLOSED, CALENDAR, "flood"),
        LeftOut(on(9, 21), on(9, 21), WhyNot.CLOSED, CALENDAR, "flood"),
    )


def test_half_term_is_called_so_and_other_holidays_have_no_name() -> None:
    """Of the days after the term the calendar says nothing more; a mark's own word is said."""
    days = eligible()
    assert days.left_out(on(10, 20), on(11, 6)) == (HALF_TERM,)
    assert days.left_out(on(12, 16), on(12, 24)) == (
        LeftOut(on(12, 21), on(12, 24), WhyNot.CLOSED, CALENDAR),
    )
    named = marked(AUTUMN, DayKind.CLOSED, on(10, 26), on(10, 30), why="October break")
    assert eligible(calendar=named).left_out(on(10, 26), on(10, 30))[0].note == "October break"
    unnamed = marked(AUTUMN, DayKind.CLOSED, on(10, 26), on(10, 30))
    assert eligible(calendar=unnamed).left_out(on(10, 26), on(10, 30))[0].note is None
    whole = school().draw_up(id="school", **BY).add_term(name="All", first=START, last=on(12, 18), **BY)
    shut = marked(whole, DayKind.CLOSED, on(9, 14))
    assert eligible(calendar=shut).left_out(on(9, 14), on(9, 14))[0].note is None


def test_a_day_off_on_a_weekend_of_the_school_is_said_where_it_is_not_closed() -> None:
    """What is no coaching day by a mark is told on whichever day."""
    calendar = marked(AUTUMN, DayKind.NO_COACHING, SATURDAY, why="open day")
    assert eligible(calendar=calendar).left_out(FRIDAY, on(9, 20)) == (
        LeftOut(SATURDAY, SATURDAY, WhyNot.NO_COACHING, CALENDAR, "open day"),
    )
    assert eligible(calendar=marked(AUTUMN, DayKind.CLOSED, SATURDAY)).left_out(FRIDAY, on(9, 20)) == ()


def test_a_school_of_other_weekdays_has_other_weekends() -> None:
    """From Sunday to Thursday, Friday is left unsaid."""
    calendar = school(weekdays={"sunday", "monday", "tuesday", "wednesday", "thursday"})
    days = eligible(calendar=calendar)
    assert days.within(on(9, 13), on(9, 19)) == days_of(on(9, 13), on(9, 17))
    assert days.left_out(on(9, 13), on(9, 19)) == ()


def test_what_is_known_of_the_school_s_days_serves_another_coachee() -> None:
    """The calendar stays, the person and the absences are the other's."""
    first = Surroundings(AUTUMN, teacher(), (away("ben", MONDAY),))
    assert first.kind_on(MONDAY) is DayKind.PUPIL_DAY
    gone = away("eve", on(9, 21))
    other = first.about(teacher("monday", id="eve"), [gone])
    assert other == Surroundings(AUTUMN, teacher("monday", id="eve"), (gone,))
    assert other._known is first._known
    assert "_known" not in repr(first)
    assert other != first


spans = st.tuples(st.integers(-10, 130), st.integers(0, 40))
working = st.lists(st.integers(0, 6), min_size=1, max_size=5)


@LAW
@given(st.lists(spans, max_size=3), working, spans, st.integers(1, 9))
def test_counting_looking_for_and_listing_days_agree(
    absent: list[tuple[int, int]], weekdays: list[int], asked: tuple[int, int], number: int
) -> None:
    """The n-th day that counts after a day is the one up to which n are counted; each is in or left out."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    first = START + timedelta(days=asked[0])
    last = first + timedelta(days=asked[1])
    absences: tuple[Absence, ...] = tuple(
        away("ben", START + timedelta(days=begin), START + timedelta(days=begin + length), id=f"a{n}")
        for n, (begin, length) in enumerate(absent)
    )
    days: EligibleDays = eligible(gap(3), coachee=teacher(*(names[n] for n in weekdays)), absences=absences)
    counted = days.within(first, last)
    assert counted == [one for one in days_of(first, last) if one in days]
    assert days.count(first - timedelta(days=1), last, 99) == len(counted)
    found = days.nth_after(first, number)
    if found is not None:
        assert found in days
        assert days.count(first, found, 99) == number
    else:
        assert days.count(first, days.known_until, 99) < number
    out = days.left_out(first, last)
    assert [one.first for one in out] == sorted(one.first for one in out)
    said = {day for one in out for day in days_of(one.first, one.last)}
    assert not said & set(counted)
    assert all(one in said for one in days_of(first, last) if one.weekday() < 5 and one not in counted)


def test_an_absence_that_is_not_to_be_named_leaves_its_days_out_all_the_same() -> None:
    """The answer says that somebody was away, and when."""
    ill = away("ben", on(9, 14), on(9, 15))
    around = Surroundings(AUTUMN, teacher(), (ill,), frozenset({ill.id}))
    days = EligibleDays(around, begun(), per("week", 1))
    assert days.left_out(on(9, 14), on(9, 16)) == (
        LeftOut(on(9, 14), on(9, 15), WhyNot.COACHEE_AWAY, "absence"),
    )
