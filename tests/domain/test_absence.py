"""An absence: the days on which somebody was away, noted by somebody, and why as a matter of health."""

from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain import Absence
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.errors import InvalidValue, NotItsAuthor, OutOfOrder, WrongState
from tests.domain.school import LAW, day, private, refused
from tests.domain.school_year import absent
from tests.domain.strategies import lives


def away(absence: Absence, until: int = 30) -> list[int]:
    """Return the numbers of the days that an absence covers, from day -5 on."""
    return [number for number in range(-5, until) if absence.covers(day(number))]


def test_an_absence_says_who_was_away_when_and_who_noted_it() -> None:
    """The first day is the one on which it is noted, there need not be a last, and nothing says why."""
    noted = Absence.note(id="x1", person="ben", by="head", when=day(3))
    assert (noted.person, noted.author, noted.when, noted.last) == ("ben", "head", day(3), None)
    assert (noted.kind, noted.voided) == (AbsenceKind.OTHER, None)


@pytest.mark.parametrize("kind", AbsenceKind)
def test_why_somebody_is_away_may_be_said(kind: AbsenceKind) -> None:
    """In one of a few words."""
    assert absent(kind=kind).kind is kind
    assert absent(kind=kind.value).kind is kind
    with refused(InvalidValue, "invalid-value", "kind", "illness, leave, training, other"):
        absent(kind="flu")


def test_both_ends_are_inclusive() -> None:
    """The day before and the day after are none of it; a single day is one."""
    assert away(absent(last=day(5))) == [3, 4, 5]
    assert away(absent(last=day(3))) == [3]
    assert away(absent(first=day(10), last=day(11))) == [10, 11]


def test_one_that_is_open_goes_on() -> None:
    """Until somebody says when it ended."""
    assert away(absent(), until=400) == list(range(3, 400))


def test_leave_is_noted_before_it_begins_and_nothing_after() -> None:
    """What is noted late is dated on its first day; a reader of that day would else not know of it."""
    assert absent(first=day(30)).when == day(30)
    assert absent(first=day(3)).when == day(3)
    with refused(OutOfOrder, "out-of-order", "absence x1", "note", "2026-09-09", "2026-09-10"):
        absent(first=day(2))


def test_nobody_is_back_before_they_went() -> None:
    """However it is written down; on the first day itself they may be."""
    with refused(InvalidValue, "invalid-value", "last", "before the first day", "check the year"):
        absent(last=day(2))
    with refused(InvalidValue, "invalid-value", "last", "before the first day"):
        attrs.evolve(absent(last=day(5)), when=day(6))
    with refused(OutOfOrder, "out-of-order", "absence x1", "come_back", "2026-09-09", "2026-09-10"):
        absent().come_back(last=day(2), by="head", when=day(9))
    assert absent().come_back(last=day(3), by="head", when=day(9)).last == day(3)


@pytest.mark.parametrize("who", ["head", "amara", "ben"])
def test_the_last_day_is_noted_when_it_is_known(who: str) -> None:
    """By whoever knows it, before or after that day; nothing else changes."""
    for when in (4, 9, 20):
        back = absent().come_back(last=day(9), by=who, when=day(when))
        assert (back.last, back.when, back.author, back.kind) == (
            day(9),
            day(3),
            "head",
            AbsenceKind.ILLNESS,
        )
        assert away(back) == list(range(3, 10))


@pytest.mark.parametrize("again", [4, 5, 6])
def test_one_that_is_over_has_its_last_day(again: int) -> None:
    """Another, or the same: whoever noted it corrects it instead."""
    over = absent(last=day(5))
    with refused(WrongState, "wrong-state", "absence x1", "come_back", "over on 2026-09-12", "last day"):
        over.come_back(last=day(again), by="head", when=day(9))


def test_its_author_corrects_it_with_a_reason_and_what_is_not_given_stays() -> None:
    """One thing at a time, or all."""
    noted: Any = absent(last=day(5))
    reason: dict[str, Any] = {"reason": private("mixed up"), "by": "head", "when": day(20)}
    assert noted.correct(**reason).saved() == noted.saved()
    for name, field, changed in (
        ("first", "when", day(2)),
        ("last", "last", day(8)),
        ("kind", "kind", AbsenceKind.LEAVE),
    ):
        corrected = noted.correct(**{name: changed}, **reason)
        assert corrected.saved() == attrs.evolve(noted.saved(), **{field: changed})
    everything = noted.correct(first=day(10), last=day(12), kind=AbsenceKind.OTHER, **reason)
    assert (away(everything), everything.kind) == ([10, 11, 12], AbsenceKind.OTHER)


def test_a_correction_may_give_the_last_day_of_one_that_was_open() -> None:
    """So it is over, and may be corrected again."""
    over = absent().correct(last=day(5), reason=private("slip"), by="head", when=day(9))
    assert away(over) == [3, 4, 5]
    longer = over.correct(last=day(7), reason=private("slip"), by="head", when=day(10))
    assert away(longer) == [3, 4, 5, 6, 7]


def test_a_correction_may_not_turn_it_round() -> None:
    """Neither by a first day after the last nor by a last before the first."""
    told: dict[str, Any] = {"reason": "slip", "by": "head", "when": day(9)}
    for name, wrong in (("first", day(6)), ("last", day(2))):
        with refused(InvalidValue, "invalid-value", "last", "before the first day"):
            absent(last=day(5)).correct(**(told | {name: wrong}))


@pytest.mark.parametrize("other", ["ben", "amara"])
def test_nobody_else_corrects_it(other: str) -> None:
    """Not even the one who was away: they ask whoever noted it."""
    with refused(NotItsAuthor, "not-its-author", "absence x1", "correct", other, "ask the author"):
        absent().correct(last=day(5), reason="because", by=other, when=day(9))


def test_one_that_was_voided_covers_no_day_and_stays_as_it_is() -> None:
    """They were there after all."""
    void = absent(last=day(5)).void(reason=private("was here"), by="head", when=day(9))
    assert away(void) == []
    open_void = absent().void(reason=private("was here"), by="head", when=day(9))
    for one in (void, open_void):
        with refused(WrongState, "wrong-state", "absence x1", "come_back", "void", "isn't void"):
            one.come_back(last=day(5), by="head", when=day(10))
        with refused(WrongState, "wrong-state", "absence x1", "correct", "void", "isn't void"):
            one.correct(last=day(5), reason="slip", by="head", when=day(10))


@LAW
@given(lives(Absence), st.integers(-5, 60).map(day))
def test_whatever_led_to_it_no_day_outside_its_ends_is_covered(absence: Absence, when: Any) -> None:
    """And all within are, unless it was voided."""
    assert absence.last is None or absence.when <= absence.last
    inside = absence.when <= when and (absence.last is None or when <= absence.last)
    assert absence.covers(when) is (inside and absence.voided is None)
