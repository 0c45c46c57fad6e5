"""What became of the contacts that were expected: met or missed, with whom, and why not.

A window in which somebody coached belongs to its last lead. One in which nobody did belongs to no coach and
isn't held against the coachee; the school's completion counts it. On days on which the coachee is away, or
the school has other plans, nothing is expected; so of absences only those of the coaches can be a reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from instructional_coaching.analysis.clock import Clock, RuleSpan, clocks, rule_spans
from instructional_coaching.analysis.eligible_day import LeftOut, Surroundings
from instructional_coaching.analysis.meeting import Meetings, meeting_of, qualifies
from instructional_coaching.analysis.reckoning import Reckoning
from instructional_coaching.analysis.window import Finished, Window
from instructional_coaching.domain.cadence_rule import CadenceRule, Combination, Requirement
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.session_status import MissReason, SessionStatus
from instructional_coaching.domain.tenure import CoachRole

_NOT_HELD = frozenset({SessionStatus.CANCELLED, SessionStatus.MISSED})


@attrs.frozen
class WindowOutcome:
    """What became of a window in which contact was expected.

    Attributes:
        relationship: The relationship.
        coachee: The coachee.
        coach: The last lead of the window; None where nobody coached on any day of it that counts.
        rule: Pin of the rule.
        requirement: Number of the requirement, from 1.
        window: The window.
        settled: The day that decided it: the last on which contact was in time; of no longer than so many
            days that of the contact, if it was in time; never before the rule applied.
        since: The day after which a gap was counted; None for a period.
        reason: Why it was missed; None where it was met, and where a session says why and its content was not
            to be seen.
        because: Kind and id of the record that gives the reason, or its kind alone if it isn't to be named;
            None where none does.
        left_out: The days of the window that don't count, and why.
    """

    relationship: str
    coachee: str
    coach: str | None
    rule: str
    requirement: int
    window: Window
    settled: date
    since: date | None = None
    reason: MissReason | None = attrs.field(default=None, repr=False)
    because: str | None = attrs.field(default=None, repr=False)
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether there was contact as expected."""
        return self.window.is_met


def window_outcomes(
    relationship: Relationship,
    sessions: Sequence[Session],
    rules: Mapping[str, CadenceRule],
    around: Surroundings,
    as_of: date,
) -> tuple[WindowOutcome, ...]:
    """Return what became of every window that was decided by a day, in order.

    Each requirement has windows of its own. Where any of them will do, those of the one that was kept best
    are told: of which the fewest windows were missed, and the most were met.

    Args:
        relationship: The relationship.
        sessions: Its sessions, those that were cancelled or missed too.
        rules: The cadence rules that were arranged, by pin.
        around: What decides about the coachee's days.
        as_of: The day.
    """
    case = _Case(relationship, sessions, around, as_of)
    found: list[WindowOutcome] = []
    for clock in clocks(relationship):
        known: set[date] = set()
        for span in rule_spans(relationship, around.calendar):
            told = [one for one in case.under(rules[span.pin], clock, span) if one.since not in known]
            known.update(one.since for one in told if one.since)
            found += told
    return tuple(sorted(found, key=lambda one: (one.settled, one.requirement)))


@attrs.frozen
class _Case:
    relationship: Relationship
    sessions: Sequence[Session]
    around: Surroundings
    as_of: date

    def under(self, rule: CadenceRule, clock: Clock, span: RuleSpan) -> Sequence[WindowOutcome]:
        """Return what became of the windows of a rule on a clock."""
        first, last = max(clock.first, span.first), min(clock.last, span.last, self.as_of)
        if last < first:
            return []
        meetings = Meetings.of(self.sessions)
        each: list[list[WindowOutcome]] = []
        for number, requirement in enumerate(rule.requires, 1):
            reckoning = Reckoning(
                number, requirement, self.relationship, meetings, self.around, clock, span, last
            )
            each.append(
                [
                    self._outcome(one, reckoning, span, first)
                    for one in reckoning.finished(self.as_of)
                    if one.is_decided_within(first, last)
                ]
            )
        if rule.combine is Combination.ANY_OF:
            return max(each, key=_kept)
        return [one for found in each for one in found]

    def _outcome(self, one: Finished, reckoning: Reckoning, span: RuleSpan, first: date) -> WindowOutcome:
        window = one.window
        days = [day for day in window.days if day <= one.settled] or [one.settled]
        told = None if window.is_met else self._why(window, reckoning.requirement, days)
        return WindowOutcome(
            relationship=self.relationship.id,
            coachee=self.relationship.coachee,
            coach=self._last_lead(days),
            rule=span.pin,
            requirement=reckoning.number,
            window=window,
            settled=max(one.settled, first),
            since=one.since,
            reason=told[0] if told else None,
            because=told[1] if told else None,
            left_out=reckoning.left_out(window.first, window.last),
        )

    def _last_lead(self, days: Sequence[date]) -> str | None:
        if not any(self.relationship.coaches_on(day) for day in days):
            return None
        leads = [
            one for one in self.relationship.tenures if one.role is CoachRole.LEAD and one.first <= days[-1]
        ]
        return max(leads, key=lambda one: one.first).coach

    def _why(
        self, window: Window, requirement: Requirement, days: Sequence[date]
    ) -> tuple[MissReason | None, str | None]:
        """Return why a window was missed: as was recorded of a session, or an absence through all of it."""
        for session in self._not_held(window, requirement):
            if session.reason is not MissReason.NOT_RECORDED:
                return session.reason, session.ref
        absent = self._all_coaches_away(days)
        return (MissReason.COACH_AWAY, absent) if absent else (MissReason.NOT_RECORDED, None)

    def _not_held(self, window: Window, requirement: Requirement) -> Iterator[Session]:
        """Yield the sessions of a window that would have qualified and weren't held, the latest first."""
        for one in sorted(self.sessions, key=lambda one: (one.when, one.id), reverse=True):
            is_in_it = window.first <= one.when <= window.last
            if (
                is_in_it
                and one.voided is None
                and one.status in _NOT_HELD
                and qualifies(meeting_of(one), requirement)
            ):
                yield one

    def _all_coaches_away(self, days: Sequence[date]) -> str | None:
        """Return the last of the absences that left nobody to coach on any of some days, or None."""
        found: str | None = None
        for day in days:
            coaches = self.relationship.coaches_on(day)
            away = {
                one.person: self.around.named(one)
                for one in self.around.absences
                if one.covers(day) and one.person in coaches
            }
            if not coaches or coaches - away.keys():
                return None
            found = away.get(self.relationship.lead_on(day) or "", min(away.values()))
        return found


def _kept(outcomes: Sequence[WindowOutcome]) -> tuple[int, int]:
    met = sum(one.is_met for one in outcomes)
    return met - len(outcomes), met


@attrs.frozen
class CompletionTotals:
    """How many windows were met, and how many were missed, for which reasons: all of it that leaders see.

    Attributes:
        met: How many were met.
        missed: How many were missed.
        reasons: How many of those for which reason, as far as that was to be seen.
    """

    met: int = 0
    missed: int = 0
    reasons: Mapping[MissReason, int] = attrs.field(factory=dict[MissReason, int])

    @property
    def expected(self) -> int:
        """How many there were."""
        return self.met + self.missed


@attrs.frozen
class Completion:
    """Totals of a school, of each of its coaches and of each coachee.

    Attributes:
        school: Of the school: every window.
        coaches: By coach: of the windows that are theirs.
        coachees: By coachee: of the windows in which there was a coach.
    """

    school: CompletionTotals
    coaches: Mapping[str, CompletionTotals]
    coachees: Mapping[str, CompletionTotals]


def completion(outcomes: Iterable[WindowOutcome]) -> Completion:
    """Return the totals of some windows, of however many relationships."""
    each = tuple(outcomes)
    coached = [one for one in each if one.coach is not None]
    return Completion(
        school=_totals(each),
        coaches={
            id: _totals(one for one in coached if one.coach == id)
            for id in _ids(one.coach for one in coached)
        },
        coachees={
            id: _totals(one for one in coached if one.coachee == id)
            for id in _ids(one.coachee for one in coached)
        },
    )


def _ids(ids: Iterable[str | None]) -> list[str]:
    return sorted({id for id in ids if id is not None})


def _totals(outcomes: Iterable[WindowOutcome]) -> CompletionTotals:
    each = tuple(outcomes)
    met = sum(one.is_met for one in each)
    reasons = Counter(one.reason for one in each if one.reason is not None)
    return CompletionTotals(met, len(each) - met, dict(reasons))
