"""Whether coaching is due: where a relationship stands under its cadence rule, and what decides it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import islice, pairwise

import attrs

from instructional_coaching.analysis.clock import Clock, RuleSpan, clock_on, rule_on, rule_spans
from instructional_coaching.analysis.eligible_day import EligibleDays, LeftOut, Surroundings
from instructional_coaching.analysis.meeting import Contact, Meeting, Meetings, contacts, qualifies
from instructional_coaching.analysis.window import Counting, Window
from instructional_coaching.domain.cadence_rule import (
    CadenceFamily,
    CadenceRule,
    Combination,
    Requirement,
)
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.relationship_status import RelationshipStatus

LOOKED_BACK = 3
"""How many windows are looked back on to see whether contact is slipping."""


class CadenceStatus(StrEnum):
    """Where a relationship stands under its cadence rule. Of those that apply, the first is given."""

    ENDED = "ended"
    PAUSED = "paused"
    NOT_STARTED = "not_started"
    NO_COACH = "no_coach"
    OVERDUE = "overdue"
    BOOKED = "booked"
    DUE = "due"
    OPEN = "open"
    NOT_EXPECTED = "not_expected"
    ON_TRACK = "on_track"
    UNKNOWN = "unknown"


URGENCY = (
    CadenceStatus.OVERDUE,
    CadenceStatus.DUE,
    CadenceStatus.OPEN,
    CadenceStatus.BOOKED,
    CadenceStatus.NOT_EXPECTED,
    CadenceStatus.ON_TRACK,
)
"""Of several requirements, the worst status first: a session that is booked is better than none."""


@attrs.frozen
class CadenceStanding:
    """Where a relationship stands under its cadence rule on a day, with what decided it.

    Attributes:
        status: Where it stands.
        as_of: The day.
        reason: Why, where no window says it: the day of an end or a pause, or what is not known.
        rule: Pin of the rule; None where none applies.
        requirement: Number of the requirement that decided, from 1.
        window: The window that decided; where it is overdue, the first that was missed since the last
            contact.
        since: The day from which counting goes on: that of the last contact, or of the start of the clock.
        last_contact: The last qualifying contact on this clock.
        planned: The planned session that decided.
        days: The days that count, from the window's beginning to the day asked about.
        left_out: The days in it that don't count, and why.
        due_on: The last day on which contact is in time.
        overdue_from: The first day on which it is overdue.
        is_slipping: Whether contact is slipping: fewer days that count are left than contacts are needed, or
            two of the last three windows were missed.
    """

    status: CadenceStatus
    as_of: date
    reason: str | None = None
    rule: str | None = None
    requirement: int | None = None
    window: Window | None = None
    since: date | None = None
    last_contact: Contact | None = None
    planned: Meeting | None = None
    days: tuple[date, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    due_on: date | None = None
    overdue_from: date | None = None
    is_slipping: bool = False


def cadence_standing(
    relationship: Relationship,
    meetings: Meetings,
    rules: Mapping[str, CadenceRule],
    around: Surroundings | None,
    as_of: date,
) -> CadenceStanding:
    """Return where a relationship stands under its cadence rule on a day.

    Args:
        relationship: The relationship.
        meetings: Its sessions.
        rules: The cadence rules that were arranged, by pin.
        around: What decides about the coachee's days; None where the school has no calendar.
        as_of: The day.
    """
    plain = without_rule(relationship, as_of)
    if plain is not None:
        return plain
    clock, span = clock_on(relationship, as_of), rule_on(relationship, as_of)
    if clock is None or span is None:
        reason = "no cadence has been arranged" if span is None else "no lead coach has begun"
        return CadenceStanding(CadenceStatus.UNKNOWN, as_of, reason)
    if around is None:
        return CadenceStanding(CadenceStatus.UNKNOWN, as_of, "the school has no calendar", span.pin)
    rule = rules[span.pin]
    return decisive(rule, standings(relationship, meetings, rule, around, as_of))


def decisive(rule: CadenceRule, found: Iterable[CadenceStanding]) -> CadenceStanding:
    """Return the standing that decides: of all requirements the worst, of any the best."""
    choose = min if rule.combine is Combination.ALL_OF else max
    return choose(found, key=lambda one: URGENCY.index(one.status))


def standings(
    relationship: Relationship,
    meetings: Meetings,
    rule: CadenceRule,
    around: Surroundings,
    as_of: date,
) -> tuple[CadenceStanding, ...]:
    """Return where a relationship stands under each requirement of a rule; none where no clock runs."""
    clock, span = clock_on(relationship, as_of), rule_on(relationship, as_of)
    if clock is None or span is None:
        return ()
    return tuple(
        Reckoning(number, one, relationship, meetings, around, clock, span, as_of).standing(as_of)
        for number, one in enumerate(rule.requires, 1)
    )


def without_rule(relationship: Relationship, as_of: date) -> CadenceStanding | None:
    """Return where it stands where no rule needs to be asked, or None."""
    if relationship.status is RelationshipStatus.ENDED and relationship.since <= as_of:
        return CadenceStanding(CadenceStatus.ENDED, as_of, f"ended on {relationship.since}")
    pause = next((one for one in relationship.pauses if one.covers(as_of)), None)
    if pause is not None:
        return CadenceStanding(CadenceStatus.PAUSED, as_of, f"paused since {pause.first}")
    first = min((one.first for one in relationship.tenures), default=relationship.since)
    if as_of < first:
        return CadenceStanding(CadenceStatus.NOT_STARTED, as_of, f"starts on {first}")
    if not relationship.coaches_on(as_of):
        last = max(one.last for one in relationship.tenures if one.last and one.last < as_of)
        return CadenceStanding(CadenceStatus.NO_COACH, as_of, f"no coach since {last}")
    return None


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
        self._number = number
        self._requirement = requirement
        self._pin = span.pin
        # A rule that follows another one goes on counting from the last contact; the first one starts afresh.
        by_gap = requirement.family is CadenceFamily.NO_LONGER_THAN
        begun = rule_spans(relationship)[0].first if by_gap else span.first
        self._first = max(clock.first, begun)
        days = EligibleDays(around, relationship, requirement)
        held = [one for one in meetings.held if clock.first <= one.when <= until]
        self._planned = [one for one in meetings.planned if qualifies(one, requirement)]
        self._counting = Counting(
            requirement=requirement,
            calendar=around.calendar,
            days=days,
            contacts=contacts(held, requirement, days),
            first=self._first,
            last=clock.last,
        )

    def standing(self, as_of: date) -> CadenceStanding:
        """Return where the relationship stands on a day, with the days that decided it."""
        return self.explained(self.unexplained(as_of))

    def unexplained(self, as_of: date) -> CadenceStanding:
        """Return where the relationship stands on a day, without the days that decided it."""
        if self._requirement.family is CadenceFamily.PER_PERIOD:
            return self._per_period(as_of)
        return self._no_longer_than(as_of)

    def explained(self, standing: CadenceStanding) -> CadenceStanding:
        """Return a standing with the days that decided it."""
        window, as_of = standing.window, standing.as_of
        if window is None:
            return standing
        days = self._counting.days
        until = max(as_of, window.closes or window.last)
        return attrs.evolve(
            standing,
            days=tuple(days.within(window.first, as_of)),
            left_out=days.left_out(window.first, until),
        )

    def looks_back(self, as_of: date) -> date:
        """Return the first day whose sessions matter to where it stands on a day, or on a later one."""
        contacts = self._counting.contacts
        if self._requirement.family is CadenceFamily.NO_LONGER_THAN:
            return contacts[-LOOKED_BACK - 1].when if len(contacts) > LOOKED_BACK else self._first
        over = list(islice(self._over(as_of), LOOKED_BACK))
        found = [over[-1].first if len(over) == LOOKED_BACK else self._first]
        if contacts:
            window = self._counting.period_window(contacts[-1].when)
            found.append(window.first if window else contacts[-1].when)
        return min(found)

    def _per_period(self, as_of: date) -> CadenceStanding:
        missed = self._missed(as_of)
        if missed is not None:
            return self._told(as_of, CadenceStatus.OVERDUE, missed)
        window = self._counting.period_window(as_of)
        if window is None or not window.is_expected:
            return self._told(as_of, CadenceStatus.NOT_EXPECTED, window)
        if window.is_met:
            return self._told(as_of, CadenceStatus.ON_TRACK, window)
        return self._unmet(as_of, window)

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
        if not window.is_expected:
            return self._told(as_of, CadenceStatus.NOT_EXPECTED, window)
        if self._last and self._last.when == as_of:
            return self._told(as_of, CadenceStatus.ON_TRACK, window)
        return self._unmet(as_of, window)

    def _unmet(self, as_of: date, window: Window) -> CadenceStanding:
        planned = next((one for one in self._planned if as_of <= one.when <= window.last), None)
        if planned is not None:
            return self._told(as_of, CadenceStatus.BOOKED, window, planned)
        is_due = window.is_warned(as_of, self._requirement.warn)
        return self._told(as_of, CadenceStatus.DUE if is_due else CadenceStatus.OPEN, window)

    @property
    def _since(self) -> date:
        return max(self._last.when, self._first) if self._last else self._first

    @property
    def _last(self) -> Contact | None:
        return self._counting.contacts[-1] if self._counting.contacts else None

    def _told(
        self, as_of: date, status: CadenceStatus, window: Window | None, planned: Meeting | None = None
    ) -> CadenceStanding:
        is_settled = window is None or status in (CadenceStatus.ON_TRACK, CadenceStatus.NOT_EXPECTED)
        by_gap = self._requirement.family is CadenceFamily.NO_LONGER_THAN
        return CadenceStanding(
            status=status,
            as_of=as_of,
            rule=self._pin,
            requirement=self._number,
            window=window,
            since=self._since,
            last_contact=self._last,
            planned=planned,
            due_on=window.closes if window and (by_gap or not is_settled) else None,
            overdue_from=window.overdue_from if window and (by_gap or not is_settled) else None,
            is_slipping=self._is_slipping(as_of, window),
        )

    def _is_slipping(self, as_of: date, window: Window | None) -> bool:
        if window is not None and window.is_expected and window.closes is not None:
            short = window.left(as_of) < window.missing
        else:
            short = False
        over = list(islice(self._over(as_of), LOOKED_BACK))
        return short or sum(not one.is_met for one in over) >= LOOKED_BACK - 1

    def _over(self, as_of: date) -> Iterator[Window]:
        """Yield the expected windows that are over, the latest first."""
        if self._requirement.family is CadenceFamily.PER_PERIOD:
            for window in self._counting.windows_before(as_of):
                if window.is_expected:
                    yield window
            return
        refs = [self._first, *(one.when for one in self._counting.contacts if one.when >= self._first)]
        for since, until in reversed(list(pairwise(refs))):
            window = self._counting.gap_window(since, until)
            late = window.overdue_from is not None and window.overdue_from <= until
            yield attrs.evolve(window, contacts=()) if late else window
