"""The windows in which contacts are expected: a period of the school, or the time since the last contact."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import cast

import attrs

from instructional_coaching.analysis.eligible_day import EligibleDays
from instructional_coaching.analysis.meeting import Contact
from instructional_coaching.domain.cadence_rule import Period, Requirement
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.term import Stretch
from instructional_coaching.domain.weekday import weekday_of

PART = 3
"""Eligible days that a period must have of which the coaching, or a term, covers only a part."""
_OF_WEEKS = frozenset({Period.WEEK, Period.TIMETABLE_CYCLE})
_ONE = timedelta(days=1)


@attrs.frozen
class Window:
    """Days in which contacts are expected.

    Attributes:
        first: The first day.
        last: The last day.
        days: The days in it that count.
        needed: How many contacts are expected in it; 0 where none is.
        contacts: The qualifying contacts in it.
        closes: The last day that counts: it is met by then, or missed; None where none is expected.
        overdue_from: The day from which it is overdue if it isn't met; None where that is not in sight.
        is_part: Whether it is a part of a period only, since coaching or a term began or ended in its midst.
    """

    first: date
    last: date
    days: tuple[date, ...]
    needed: int
    contacts: tuple[Contact, ...]
    closes: date | None
    overdue_from: date | None
    is_part: bool = False

    @property
    def is_met(self) -> bool:
        """Whether there are as many contacts in it as are expected."""
        return len(self.contacts) >= self.needed

    @property
    def missing(self) -> int:
        """How many contacts are still needed."""
        return max(0, self.needed - len(self.contacts))

    @property
    def is_expected(self) -> bool:
        """Whether anything is expected in it."""
        return self.needed > 0

    def left(self, day: date) -> int:
        """Return how many days in it count, from a day on."""
        return sum(one >= day for one in self.days)

    def due_from(self, warn: int | None) -> date | None:
        """Return the day from which it is due: the first of the last ``warn`` that count.

        Without ``warn`` that is its first day; it is None where its end is not in sight.
        """
        if warn is None:
            return self.first
        if self.closes is None:
            return None
        return (*self.days[max(0, len(self.days) - warn) :], self.closes + _ONE)[0]


@attrs.frozen
class Finished:
    """A window that was met or missed.

    Attributes:
        window: The window.
        settled: The day that decided it: the last on which contact was in time; of no longer than so many
            days that of the contact, if it was in time.
        since: The day after which a gap was counted; None for a period.
        until: The day of the contact that ended it; None for a period, and while nothing has.
    """

    window: Window
    settled: date
    since: date | None = None
    until: date | None = None

    def is_decided_within(self, first: date, last: date) -> bool:
        """Say whether it was decided between two days, both inclusive, whether it was met or missed.

        That a gap is too long is decided on the day from which it is overdue.
        """
        if self.since is None or self.window.is_met:
            return first <= self.settled <= last
        overdue = self.window.overdue_from
        return (self.until is None or self.until >= first) and overdue is not None and overdue <= last


@attrs.frozen
class Counting:
    """What windows are made of.

    Attributes:
        requirement: The requirement.
        calendar: The school's calendar.
        days: The days that count.
        contacts: The qualifying contacts, the earliest first.
        first: The first day that is counted.
        last: The last day that is counted.
    """

    requirement: Requirement
    calendar: Calendar
    days: EligibleDays
    contacts: Sequence[Contact]
    first: date
    last: date
    _periods: dict[date, Window | None] = attrs.field(factory=dict[date, Window | None], init=False, eq=False)
    _gaps: dict[tuple[date, date | None], Window] = attrs.field(
        factory=dict[tuple[date, date | None], Window], init=False, eq=False
    )

    def period_window(self, day: date) -> Window | None:
        """Return the window of the period that a day is in, or None if the school has no such period then."""
        if day not in self._periods:
            whole = self.calendar.period_on(cast("Period", self.requirement.period), day)
            if whole is not None and whole.first not in self._periods:
                self._periods[whole.first] = self._period(whole)
            self._periods[day] = self._periods[whole.first] if whole else None
        return self._periods[day]

    def windows_before(self, day: date) -> Iterator[Window]:
        """Yield the windows of the periods before that of a day, the latest first, as far as is counted.

        Periods in which no day counts have no window.
        """
        here = min(day, self.last)
        while here >= self.first:
            window = self.period_window(here)
            if window is not None and window.days and window.last < day:
                yield window
            here = (window.first if window is not None else here) - _ONE

    def contacts_between(self, first: date, last: date) -> tuple[Contact, ...]:
        """Return the contacts between two days, both inclusive."""
        return tuple(one for one in self.contacts if first <= one.when <= last)

    def gap_window(self, since: date, until: date | None = None) -> Window:
        """Return the window of no longer than so many eligible days since a day.

        Args:
            since: The day of the last contact, or the one on which counting started.
            until: The day of the contact that ended it, if one did.
        """
        if (since, until) not in self._gaps:
            self._gaps[since, until] = self._gap(since, until)
        return self._gaps[since, until]

    def _gap(self, since: date, until: date | None) -> Window:
        most = cast("int", self.requirement.days)
        closes = self._before_end(self.days.nth_after(since, most))
        first = since + _ONE
        last = closes or max(first, min(self.last, self.days.known_until))
        days = tuple(self.days.within(first, last))
        is_expected = closes is not None or len(days) >= self.requirement.least_days
        return Window(
            first=first,
            last=last,
            days=days,
            needed=1 if is_expected else 0,
            contacts=self.contacts_between(until, until) if until else (),
            closes=closes,
            overdue_from=self._before_end(self.days.nth_after(since, most + self.requirement.grace + 1)),
        )

    def _period(self, whole: Stretch) -> Window:
        kept = Stretch(first=max(whole.first, self.first), last=min(whole.last, self.last))
        days = tuple(self.days.within(kept.first, kept.last))
        is_part = self._is_part(whole, kept)
        least = max(self.requirement.least_days, PART if is_part else 1)
        closes = days[-1] if len(days) >= least else None
        overdue = self.days.nth_after(closes, self.requirement.grace + 1) if closes else None
        return Window(
            first=kept.first,
            last=kept.last,
            days=days,
            needed=cast("int", self.requirement.times) if closes else 0,
            contacts=self.contacts_between(kept.first, kept.last),
            closes=closes,
            overdue_from=self._before_end(overdue),
            is_part=is_part,
        )

    def _before_end(self, day: date | None) -> date | None:
        """Return the day, or None if it comes after what is counted: it will never be."""
        return day if day and day <= self.last else None

    def _is_part(self, whole: Stretch, kept: Stretch) -> bool:
        if any(day not in kept and self._is_weekday(day) for day in whole):
            return True
        ends = (whole.first, whole.last)
        return self.requirement.period in _OF_WEEKS and any(map(self._is_cut_by_holiday, ends))

    def _is_cut_by_holiday(self, day: date) -> bool:
        """Say whether a holiday begins or ends in the midst of the week of a day."""
        week = filter(self._is_weekday, self.calendar.week_on(day))
        return len(set(map(self._is_holiday, week))) > 1

    def _is_holiday(self, day: date) -> bool:
        term = self.calendar.term_on(day)
        return term is None or (term.half_term is not None and day in term.half_term)

    def _is_weekday(self, day: date) -> bool:
        return weekday_of(day) in self.calendar.weekdays
