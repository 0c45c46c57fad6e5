"""One requirement of a cadence rule, reckoned: which window decides on a day, and what comes of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import islice, pairwise
from typing import cast

import attrs

from instructional_coaching.analysis.cadence_standing import CadenceStanding, CadenceStatus
from instructional_coaching.analysis.clock import Clock, RuleSpan, rule_spans
from instructional_coaching.analysis.eligible_day import EligibleDays, LeftOut, Surroundings
from instructional_coaching.analysis.meeting import Contact, Meeting, Meetings, contacts
from instructional_coaching.analysis.window import Counting, Finished, Window
from instructional_coaching.domain.cadence_rule import CadenceFamily, Requirement
from instructional_coaching.domain.relationship import Relationship

LOOKED_BACK = 3
"""How many windows are looked back on to see whether contact is slipping."""


class Reckoning:
    """One requirement of a rule, reckoned on one clock for a day, and for later ones if nothing happens.

    Args:
        number: The requirement's number, from 1.
        requirement: The requirement.
        relationship: The relationship.
        meetings: Its sessions.
        around: What decides about the coachee's days.
        clock: The clock.
        span: The rule, and when it applies.
        until: The last day whose sessions count.

    Attributes:
        number: The requirement's number, from 1.
        requirement: The requirement.
    """

    def __init__(
        self,
        number: int,
        requirement: Requirement,
        relationship: Relationship,
        meetings: Meetings,
        around: Surroundings,
        clock: Clock,
        span: RuleSpan,
        until: date,
    ) -> None:
        self.number = number
        self.requirement = requirement
        self._pin = span.pin
        self._by_gap = requirement.family is CadenceFamily.NO_LONGER_THAN
        # A rule that follows another one goes on counting from the last contact; the first one starts afresh.
        begun = rule_spans(relationship, around.calendar)[0].first if self._by_gap else span.first
        self._first = max(clock.first, begun)
        self._days = EligibleDays(around, relationship, requirement)
        self._held = [one for one in meetings.held if clock.first <= one.when <= until]
        self._planned = meetings.planned
        self._counting = Counting(
            requirement=requirement,
            calendar=around.calendar,
            days=self._days,
            contacts=contacts(self._held, requirement, self._days),
            first=self._first,
            last=clock.last,
        )

    def standing(self, as_of: date) -> CadenceStanding:
        """Return where the relationship stands on a day, with the days that decided it."""
        return self.explained(self.unexplained(as_of))

    def unexplained(self, as_of: date) -> CadenceStanding:
        """Return where the relationship stands on a day, without the days that decided it."""
        return self._no_longer_than(as_of) if self._by_gap else self._per_period(as_of)

    def explained(self, standing: CadenceStanding) -> CadenceStanding:
        """Return a standing with the days that decided it."""
        window, as_of = standing.window, standing.as_of
        first = window.first if window else as_of
        looked_back = tuple(self._looked_back(as_of))
        until = max(as_of, window.last if window else as_of, standing.overdue_from or as_of)
        return attrs.evolve(
            standing,
            days=tuple(self._days.within(first, as_of)),
            left_out=self._days.left_out(first, until),
            looked_back=looked_back,
            contacts=self._contacts_since(min((first, *(one.first for one in looked_back)))),
        )

    def left_out(self, first: date, last: date) -> tuple[LeftOut, ...]:
        """Return the days that don't count between two days, both inclusive, and why."""
        return self._days.left_out(first, last)

    def looks_back(self, as_of: date) -> date:
        """Return the first day whose sessions matter to where it stands on a day, or on a later one."""
        last = [self._last.when] if self._last else []
        if self._by_gap:
            expected = [since for since, _, _ in islice(self._gaps(), LOOKED_BACK)]
            return min([expected[-1] if len(expected) == LOOKED_BACK else self._first, *last])
        over = list(self._looked_back(as_of))
        first = over[-1].first if len(over) == LOOKED_BACK else self._first
        windows = (self._counting.period_window(one) for one in last if one >= self._first)
        return min([first, *last, *(one.first for one in windows if one)])

    def is_settled(self, as_of: date) -> bool:
        """Say whether it is overdue and slipping for good: until there is contact no day changes it."""
        if self._by_gap:
            window = self._counting.gap_window(self._since)
            return window.overdue_from is not None and window.overdue_from <= as_of
        return self._missed(as_of) is not None and self._has_slipped(as_of)

    def finished(self, as_of: date) -> Iterator[Finished]:
        """Yield the expected windows that were met or missed by a day, the latest first."""
        if not self._by_gap:
            yield from (Finished(one, one.closes) for one in self._over(as_of) if one.closes)
            return
        window = self._counting.gap_window(self._since)
        if window.closes and window.overdue_from and window.overdue_from <= as_of:
            yield Finished(window, window.closes, self._since)
        for since, until, window in self._gaps():
            settled = until if window.is_met else cast("date", window.closes)
            yield Finished(window, settled, since, until)

    def grace_ends(self, as_of: date) -> Iterator[date]:
        """Yield the days to come on which a window that is over becomes overdue, unless there is contact."""
        if self._by_gap:
            return
        for window in self._counting.windows_before(as_of):
            if window.overdue_from is not None and window.overdue_from <= as_of:
                return
            if window.overdue_from is not None:
                yield window.overdue_from

    def _per_period(self, as_of: date) -> CadenceStanding:
        missed = self._missed(as_of)
        if missed is not None:
            return self._told(as_of, CadenceStatus.OVERDUE, missed)
        window = self._counting.period_window(as_of)
        if window is not None and window.is_expected and window.is_met:
            return self._told(as_of, CadenceStatus.ON_TRACK, window)
        return self._to_come(as_of, window)

    def _missed(self, as_of: date) -> Window | None:
        """Return the first window that was missed since the last contact, its grace over, or None."""
        found: Window | None = None
        for window in self._counting.windows_before(as_of):
            if window.overdue_from is None or window.overdue_from > as_of:
                continue
            if window.is_met or (self._last and self._last.when > window.last):
                break
            found = window
        return found

    def _no_longer_than(self, as_of: date) -> CadenceStanding:
        window = self._counting.gap_window(self._since)
        if window.overdue_from is not None and window.overdue_from <= as_of:
            return self._told(as_of, CadenceStatus.OVERDUE, window)
        if window.is_expected and self._last and self._last.when == as_of:
            return self._told(as_of, CadenceStatus.ON_TRACK, window)
        return self._to_come(as_of, window)

    def _to_come(self, as_of: date, window: Window | None) -> CadenceStanding:
        """Return where it stands in a window that is not met, or in which nothing is expected."""
        planned = self._booked(as_of, window.last) if window is not None and window.days else None
        if planned is not None:
            return self._told(as_of, CadenceStatus.BOOKED, window, planned)
        if window is None or not window.is_expected:
            return self._told(as_of, CadenceStatus.NOT_EXPECTED, window)
        due_from = window.due_from(self.requirement.warn)
        is_due = due_from is not None and due_from <= as_of
        return self._told(as_of, CadenceStatus.DUE if is_due else CadenceStatus.OPEN, window)

    def _booked(self, as_of: date, until: date) -> Meeting | None:
        """Return the session that will be the next contact if all goes as planned, or None."""
        planned = [one for one in self._planned if as_of <= one.when <= until]
        if not planned:
            return None
        found = contacts([*self._held, *planned], self.requirement, self._days)
        coming = found[len(self._counting.contacts) :]
        return next((one for one in planned if coming and one.id == coming[0].sessions[-1]), None)

    @cached_property
    def _since(self) -> date:
        return max(self._last.when, self._first) if self._last else self._first

    @cached_property
    def _last(self) -> Contact | None:
        return self._counting.contacts[-1] if self._counting.contacts else None

    def _told(
        self, as_of: date, status: CadenceStatus, window: Window | None, planned: Meeting | None = None
    ) -> CadenceStanding:
        told = window if self._by_gap or status is not CadenceStatus.ON_TRACK else None
        return CadenceStanding(
            status=status,
            as_of=as_of,
            reason=None if window else f"the day is in no {self.requirement.period}".replace("_", "-"),
            rule=self._pin,
            requirement=self.number,
            window=window,
            since=self._since,
            last_contact=self._last,
            planned=planned,
            due_on=told.closes if told else None,
            overdue_from=told.overdue_from if told else None,
            is_slipping=self._is_slipping(as_of, window),
        )

    def _is_slipping(self, as_of: date, window: Window | None) -> bool:
        if window is not None and window.closes is not None and window.left(as_of) < window.missing:
            return True
        return self._has_slipped(as_of)

    def _has_slipped(self, as_of: date) -> bool:
        """Say whether two of the last three windows that are over were missed."""
        return sum(not one.is_met for one in self._looked_back(as_of)) >= LOOKED_BACK - 1

    def _contacts_since(self, first: date) -> tuple[Contact, ...]:
        """Return the contacts from the one before a day on."""
        found = self._counting.contacts
        before = sum(one.when < first for one in found)
        return tuple(found[max(before - 1, 0) :])

    def _looked_back(self, as_of: date) -> Iterable[Window]:
        return self._last_gaps if self._by_gap else islice(self._over(as_of), LOOKED_BACK)

    @cached_property
    def _last_gaps(self) -> tuple[Window, ...]:
        """The last windows that a contact has ended, the latest first: the same on every day."""
        return tuple(window for _, _, window in islice(self._gaps(), LOOKED_BACK))

    def _over(self, as_of: date) -> Iterator[Window]:
        """Yield the expected periods that are over, the latest first."""
        return (one for one in self._counting.windows_before(as_of) if one.is_expected)

    def _gaps(self) -> Iterator[tuple[date, date, Window]]:
        """Yield each time between contacts in which one was expected, with its window, the latest first."""
        for since, until in reversed(list(pairwise(self._marks()))):
            window = self._counting.gap_window(since, until)
            late = window.overdue_from is not None and window.overdue_from <= until
            if window.is_expected:
                yield since, until, attrs.evolve(window, contacts=()) if late else window

    def _marks(self) -> list[date]:
        """Return the days between which it was counted: the first, and those of contact after it."""
        days = (one.when for one in self._counting.contacts)
        return [self._first, *dict.fromkeys(day for day in days if day > self._first)]
