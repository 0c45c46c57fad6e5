"""The windows in which contacts are expected: a period of the school, or the time since the last contact."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import attrs

from instructional_coaching.analysis.eligible_day import HORIZON, EligibleDays
from instructional_coaching.analysis.meeting import Contact
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.calendar import Calendar, Stretch

PART = 3
"""Eligible days that a period must have of which the coaching covers only a part."""
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
        is_part: Whether it is a part of a period only, since coaching began or ended in its midst.
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

    def is_warned(self, day: date, warn: int | None) -> bool:
        """Say whether a day is among the last ``warn`` that count, or after them; without ``warn`` any is."""
        if warn is None:
            return True
        return bool(self.days[-warn:]) and warn > 0 and day >= self.days[-warn:][0]


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
    _windows: dict[date, Window] = attrs.field(factory=dict[date, Window], init=False, eq=False)

    def period_window(self, day: date) -> Window | None:
        """Return the window of the period that a day is in, or None if the school has no such period then."""
        period = self.requirement.period
        whole = self.calendar.period_on(period, day) if period else None
        if whole is None:
            return None
        if whole.first not in self._windows:
            self._windows[whole.first] = self._period(whole)
        return self._windows[whole.first]

    def windows_before(self, day: date) -> Iterator[Window]:
        """Yield the windows of the periods before that of a day, the latest first, as far as is counted.

        Periods in which no day counts have no window.
        """
        here = self._start_of_period(day)
        while here > self.first and (day - here).days <= HORIZON:
            before = here - _ONE
            window = self.period_window(before)
            if window is not None and window.days:
                yield window
            here = window.first if window is not None else before

    def contacts_between(self, first: date, last: date) -> tuple[Contact, ...]:
        """Return the contacts between two days, both inclusive."""
        return tuple(one for one in self.contacts if first <= one.when <= last)

    def gap_window(self, since: date, until: date | None = None) -> Window:
        """Return the window of no longer than so many eligible days since a day.

        Args:
            since: The day of the last contact, or the one on which counting started.
            until: The day of the contact that ended it, if one did.
        """
        most = self.requirement.days or 0
        closes = self.days.nth_after(since, most)
        overdue = self.days.nth_after(since, most + self.requirement.grace + 1)
        last = closes or since + timedelta(days=HORIZON)
        counted = self.days.within(since + _ONE, last)
        return Window(
            first=since + _ONE,
            last=last,
            days=tuple(counted),
            needed=1 if counted else 0,
            contacts=self.contacts_between(until, until) if until else (),
            closes=closes,
            overdue_from=overdue,
        )

    def _start_of_period(self, day: date) -> date:
        window = self.period_window(day)
        return window.first if window is not None else day + _ONE

    def _period(self, whole: Stretch) -> Window:
        first, last = max(whole.first, self.first), min(whole.last, self.last)
        days = self.days.within(first, last)
        is_part = (first, last) != (whole.first, whole.last)
        least = max(self.requirement.least_days, PART if is_part else 1)
        is_expected = len(days) >= least
        closes = days[-1] if is_expected else None
        return Window(
            first=first,
            last=last,
            days=tuple(days),
            needed=(self.requirement.times or 0) if is_expected else 0,
            contacts=self.contacts_between(first, last),
            closes=closes,
            overdue_from=self.days.nth_after(closes, self.requirement.grace + 1) if closes else None,
            is_part=is_part,
        )
