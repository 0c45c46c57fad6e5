"""Which days count for a coachee, and why the others don't.

An eligible day is a day of the school on which the rule's kind of coaching can be, on which the coachee works
and isn't away. The coach's absence matters only where the rule says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

import attrs

from instructional_coaching.analysis.days_in_order import DaysInOrder
from instructional_coaching.domain.absence import Absence
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.calendar import Calendar, DayKind
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.weekday import weekday_of


class WhyNot(StrEnum):
    """Why a day doesn't count."""

    CLOSED = "closed"
    STAFF_DAY = "staff_day"
    NO_COACHING = "no_coaching"
    NOT_WORKING = "not_working"
    LEFT = "left"
    COACHEE_AWAY = "coachee_away"
    COACH_AWAY = "coach_away"


@attrs.frozen
class LeftOut:
    """Days in a row that don't count, for one reason.

    Attributes:
        first: The first of them.
        last: The last of them, inclusive.
        why: The reason.
        record: Kind and id of the record that says so, such as ``absence a1``; the kind alone of one that
            isn't to be named.
        note: What the school calls it, such as ``half-term``; None where it says nothing.
    """

    first: date
    last: date
    why: WhyNot
    record: str
    note: str | None = None


@attrs.frozen
class _Known:
    """What is known of the days of a calendar, for every coachee of the school."""

    kinds: dict[date, DayKind] = attrs.field(factory=dict[date, DayKind])
    days_but: dict[frozenset[DayKind], Sequence[date]] = attrs.field(
        factory=dict[frozenset[DayKind], Sequence[date]]
    )


@attrs.frozen
class Surroundings:
    """What decides about the days of one coachee.

    Attributes:
        calendar: The school's calendar.
        coachee: The coachee in the school's register; None where the school keeps none.
        absences: Absences of the coachee and of the coaches; those that were voided count for nothing.
        unnamed: The ids of those that whoever asks may not know of. Their days count, and are told.
    """

    calendar: Calendar
    coachee: Person | None = None
    absences: tuple[Absence, ...] = ()
    unnamed: frozenset[str] = frozenset()
    _known: _Known = attrs.field(factory=_Known, init=False, eq=False, repr=False)

    @property
    def known_until(self) -> date:
        """The last day on which the calendar says that the school may be open."""
        marks = (one.days.last for one in self.calendar.marks if one.kind is not DayKind.CLOSED)
        return max((*(one.days.last for one in self.calendar.terms), *marks), default=date.min)

    def kind_on(self, day: date) -> DayKind:
        """Return what a day is at the school."""
        kind = self._known.kinds.get(day)
        if kind is None:
            kind = self._known.kinds[day] = self.calendar.kind_on(day)
        return kind

    def days_but(self, refused: frozenset[DayKind]) -> Sequence[date]:
        """Return the days of terms, and those that are marked, in order, but for those of some kinds."""
        days = self._known.days_but.get(refused)
        if days is None:
            terms, marks = self.calendar.terms, self.calendar.marks
            stretches = (*(one.days for one in terms), *(one.days for one in marks))
            named = sorted({day for one in stretches for day in one})
            days = self._known.days_but[refused] = [one for one in named if self.kind_on(one) not in refused]
        return days

    def named(self, absence: Absence) -> str:
        """Return what an answer calls an absence: its kind and id, or its kind alone."""
        return absence.KIND if absence.id in self.unnamed else absence.ref

    def about(self, coachee: Person | None, absences: Iterable[Absence]) -> "Surroundings":
        """Return what decides about another coachee of the same school; what is known of its days is kept."""
        other = Surroundings(self.calendar, coachee, tuple(absences))
        object.__setattr__(other, "_known", self._known)
        return other


_UNSUITABLE = {
    DayKind.CLOSED: WhyNot.CLOSED,
    DayKind.NO_COACHING: WhyNot.NO_COACHING,
    DayKind.STAFF_DAY: WhyNot.STAFF_DAY,
}


class EligibleDays(DaysInOrder):
    """The days that count for one relationship under one requirement.

    Args:
        around: What decides about the coachee's days.
        relationship: The relationship; who coaches on a day decides whose absence may matter.
        requirement: The requirement; what it counts decides which kinds of day do.

    Attributes:
        known_until: The last day on which the calendar says that the school may be open.
    """

    def __init__(self, around: Surroundings, relationship: Relationship, requirement: Requirement) -> None:
        self._around = around
        self._relationship = relationship
        self._refused = {DayKind.CLOSED, DayKind.NO_COACHING}
        if requirement.observes:
            self._refused.add(DayKind.STAFF_DAY)
        standing = [one for one in around.absences if one.voided is None]
        self._own = [one for one in standing if one.person == relationship.coachee]
        coaches = [one for one in standing if one.person != relationship.coachee]
        self._coaches = coaches if requirement.coach_absence_matters else []
        super().__init__(around.days_but(frozenset(self._refused)))
        self._eligible: dict[date, bool] = {}
        self.known_until = around.known_until

    def __contains__(self, day: date) -> bool:
        known = self._eligible.get(day)
        if known is None:
            is_suitable = self._around.kind_on(day) not in self._refused
            known = self._eligible[day] = is_suitable and self._why_not(day) is None
        return known

    def left_out(self, first: date, last: date) -> tuple[LeftOut, ...]:
        """Return the days that don't count between two days, in order, but for ordinary days without school.

        Days of the week on which the school never opens are left unsaid.
        """
        found: list[LeftOut] = []
        for day in _days(first, last):
            why = None if day in self else self._why_not(day)
            if why is None or (why.why is WhyNot.CLOSED and self._is_weekend(day)):
                continue
            if found and _goes_on(found[-1], why, self._next_said(found[-1].last, day)):
                found[-1] = attrs.evolve(found[-1], last=day)
            else:
                found.append(why)
        return tuple(found)

    def _next_said(self, last: date, day: date) -> bool:
        between = _days(last + timedelta(days=1), day - timedelta(days=1))
        return all(self._is_weekend(one) and one not in self for one in between)

    def _is_weekend(self, day: date) -> bool:
        return weekday_of(day) not in self._around.calendar.weekdays

    def _why_not(self, day: date) -> LeftOut | None:
        kind = self._around.kind_on(day)
        if kind in self._refused:
            return LeftOut(day, day, _UNSUITABLE[kind], self._around.calendar.ref, self._note(day))
        coachee = self._around.coachee
        if coachee is not None and not coachee.works_on(day):
            has_left = coachee.left is not None and day > coachee.left
            return LeftOut(day, day, WhyNot.LEFT if has_left else WhyNot.NOT_WORKING, coachee.ref)
        for absence in self._own:
            if absence.covers(day):
                return LeftOut(day, day, WhyNot.COACHEE_AWAY, self._around.named(absence))
        if self._coaches:
            return self._coach_away(day)
        return None

    def _coach_away(self, day: date) -> LeftOut | None:
        coaches = self._relationship.coaches_on(day)
        away = {
            one.person: self._around.named(one)
            for one in self._coaches
            if one.covers(day) and one.person in coaches
        }
        if not away or coaches - away.keys():
            return None
        lead = self._relationship.lead_on(day)
        return LeftOut(day, day, WhyNot.COACH_AWAY, away.get(str(lead), min(away.values())))

    def _note(self, day: date) -> str | None:
        mark = self._around.calendar.mark_on(day)
        if mark is not None:
            return mark.why
        term = self._around.calendar.term_on(day)
        return "half-term" if term and term.half_term and day in term.half_term else None


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _goes_on(before: LeftOut, one: LeftOut, is_next: bool) -> bool:
    same = (before.why, before.record, before.note) == (one.why, one.record, one.note)
    return same and is_next
