"""A school's calendar: its terms with their half-terms, and the days that are something else than usual.

Every other day follows from these: a weekday of the school inside a term is a day with pupils, all the rest
is closed. Days are civil dates in the school's own place; there is no time of day, and so no time zone.
"""

from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from instructional_coaching.domain.cadence_rule import Period
from instructional_coaching.domain.check import Bounds, Id, Label
from instructional_coaching.domain.term import Stretch, Term
from instructional_coaching.domain.transition import Record, require_order, transition
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.domain.weekday import SCHOOL_WEEK, Weekday, first_of_week, week_begins, weekday_of
from instructional_coaching.errors import InvalidValue


class DayKind(StrEnum):
    """What a day is at a school.

    On a *pupil day* there are lessons; a *staff day* (INSET) is for staff alone; on a *no-coaching* day there
    is school, but the school has declared that nobody coaches: mocks, trips, a parents' evening.
    """

    PUPIL_DAY = "pupil_day"
    STAFF_DAY = "staff_day"
    NO_COACHING = "no_coaching"
    CLOSED = "closed"


@value
class DayMark(Value):
    """Days that are something else than they would be.

    Attributes:
        days: The days.
        kind: What they are.
        why: What for, such as a bank holiday; nobody's name.
    """

    days: Stretch = activity()
    kind: DayKind = activity()
    why: Label | None = activity(default=None)


@value
class Calendar(Record):
    """The calendar of a school.

    Attributes:
        weekdays: On which days of the week there is school.
        cycle_weeks: How many weeks a timetable cycle has, 1 to 4: 2 where weeks A and B alternate.
        terms: Its terms, the earliest first; no two share a day.
        marks: The days that are something else, in the order in which they were marked; the later mark holds.
    """

    KIND = "calendar"

    weekdays: frozenset[Weekday] = activity(default=SCHOOL_WEEK)
    cycle_weeks: Annotated[int, Bounds(1, 4)] = activity(default=1)
    terms: tuple[Term, ...] = activity(default=())
    marks: tuple[DayMark, ...] = activity(default=())

    def __attrs_post_init__(self) -> None:
        for n, (earlier, later) in enumerate(pairwise(self.terms), 1):
            if later.days.first <= earlier.days.last:
                raise InvalidValue(
                    f"terms[{n}]",
                    f"begins on {later.days.first}, and the one before it ends on {earlier.days.last}",
                    "let each begin after the one before it",
                )
        if not self.weekdays:
            raise InvalidValue("weekdays", "names no day of the week", "name those on which there is school")

    @property
    def week_begins(self) -> Weekday:
        """The day on which its weeks begin; see `instructional_coaching.domain.weekday.week_begins`."""
        return week_begins(self.weekdays)

    def week_on(self, day: date) -> Stretch:
        """Return the seven days of the week that a day is in, in holidays too."""
        first = first_of_week(day, self.week_begins)
        return Stretch(first=first, last=first + timedelta(days=6))

    def term_on(self, day: date) -> Term | None:
        """Return the term that a day is in, its half-term included, or None if it is in none."""
        return next((term for term in self.terms if day in term.days), None)

    def mark_on(self, day: date) -> DayMark | None:
        """Return the mark that holds for a day, or None if there is none."""
        return next((mark for mark in reversed(self.marks) if day in mark.days), None)

    def kind_on(self, day: date) -> DayKind:
        """Return what a day is. A mark holds for any day, in a term or not."""
        mark = self.mark_on(day)
        if mark is not None:
            return mark.kind
        term = self.term_on(day)
        opens = term is not None and weekday_of(day) in self.weekdays
        in_holiday = term is not None and term.half_term is not None and day in term.half_term
        return DayKind.PUPIL_DAY if opens and not in_holiday else DayKind.CLOSED

    def period_on(self, period: Period, day: date) -> Stretch | None:
        """Return the period of a sort that a day is in, or None if the school has none then.

        A week begins on Monday, or on the school days that lead up to it, and goes on through holidays. A
        timetable cycle counts the weeks of a term in which the school is open, from its first; a week in
        which it is not lengthens the cycle it is in. Terms without a day between them are one to the
        timetable.
        """
        if period is Period.WEEK:
            return self.week_on(day)
        term = self.term_on(day)
        if term is None or period is Period.TERM:
            return term.days if term else None
        if period is Period.HALF_TERM:
            return next((half for half in term.halves if day in half), None)
        return self._cycle_on(term, day)

    def _cycle_on(self, term: Term, day: date) -> Stretch:
        first, last = self._run_of(term)
        cycle = self._cycle_from(first, last)
        while day not in cycle:
            cycle = self._cycle_from(cycle.last + timedelta(days=1), last)
        return cycle

    def _run_of(self, term: Term) -> tuple[date, date]:
        """Return the first and the last day of the terms that follow each other without a day between."""
        first, last, one = term.days.first, term.days.last, timedelta(days=1)
        for earlier in reversed(self.terms):
            first = earlier.days.first if earlier.days.last + one == first else first
        for later in self.terms:
            last = later.days.last if later.days.first == last + one else last
        return first, last

    def _cycle_from(self, first: date, until: date) -> Stretch:
        start, weeks = first, 0
        while start <= until and weeks < self.cycle_weeks:
            week = Stretch(first=start, last=min(self.week_on(start).last, until))
            weeks += any(self.kind_on(day) is not DayKind.CLOSED for day in week)
            start = week.last + timedelta(days=1)
        return Stretch(first=first, last=start - timedelta(days=1))

    @classmethod
    @transition
    def draw_up(
        cls,
        *,
        id: Id,
        by: str,
        when: date,
        weekdays: frozenset[Weekday] = SCHOOL_WEEK,
        cycle_weeks: Annotated[int, Bounds(1, 4)] = 1,
        recorded_by: str | None = None,
    ) -> Self:
        """Draw up a calendar, to which terms are then added.

        Raises:
            InvalidValue: no day of the week is a school day.
        """
        return cls(id=id, weekdays=weekdays, cycle_weeks=cycle_weeks)

    @transition
    def add_term(
        self,
        *,
        name: Label,
        first: date,
        last: date,
        by: str,
        when: date,
        half_term_first: date | None = None,
        half_term_last: date | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Add a term. A term of a name that the calendar has already takes the place of that one.

        Args:
            name: What the school calls it, such as ``Autumn 2026``.
            first: Its first day.
            last: Its last day, inclusive.
            by: Who decided it.
            when: The day of the decision.
            half_term_first: The first day of the half-term holiday, if there is one.
            half_term_last: Its last day, inclusive; the same day if None.
            recorded_by: Who types it.

        Raises:
            OutOfOrder: it ends before it begins, or its half-term does.
            InvalidValue: it shares days with another term, or its half-term is not within it.
        """
        require_order(self.ref, "add_term", last, first)
        holiday = None
        if half_term_first is not None:
            half_term_last = half_term_last or half_term_first
            require_order(self.ref, "add_term", half_term_last, half_term_first)
            holiday = Stretch(first=half_term_first, last=half_term_last)
        elif half_term_last is not None:
            raise InvalidValue("half_term_first", "is missing", "give its first day too")
        term = Term(name=name, days=Stretch(first=first, last=last), half_term=holiday)
        others = [one for one in self.terms if one.name != name]
        return self._with(terms=tuple(sorted([*others, term], key=lambda one: one.days.first)))

    @transition
    def mark(
        self,
        *,
        first: date,
        kind: DayKind,
        by: str,
        when: date,
        last: date | None = None,
        why: Label | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Say what some days are; it holds whatever was said of them before.

        Args:
            first: The first of the days.
            kind: What they are.
            by: Who decided it.
            when: The day of the decision.
            last: The last of the days, inclusive; the same day if None.
            why: What for; nobody's name.
            recorded_by: Who types it.

        Raises:
            OutOfOrder: the last day is before the first.
        """
        require_order(self.ref, "mark", last or first, first)
        days = Stretch(first=first, last=last or first)
        return self._with(marks=(*self.marks, DayMark(days=days, kind=kind, why=why)))
