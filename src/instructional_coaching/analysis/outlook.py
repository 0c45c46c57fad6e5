"""Where a relationship will stand on each day to come, if nothing more happens to it.

So few days change anything that all of them can be kept: a later question is then answered without looking at
a session again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter

import attrs

from instructional_coaching.analysis.cadence_standing import CadenceStanding, CadenceStatus, decisive
from instructional_coaching.analysis.clock import Clock, RuleSpan, clock_on, clocks, rule_spans
from instructional_coaching.analysis.due import cadence_standing, without_rule
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.meeting import Meetings
from instructional_coaching.analysis.reckoning import Reckoning
from instructional_coaching.domain.cadence_rule import CadencePin, CadenceRule
from instructional_coaching.domain.check import Label
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.value import Value, activity, value

_ONE = timedelta(days=1)


@value
class Phase(Value):
    """Days on which a relationship stands the same under its cadence rule.

    Attributes:
        first: The first of the days; the phase lasts until the next one.
        status: Where it stands.
        reason: Why, where no window says it.
        rule: Pin of the rule.
        due_on: The last day on which contact is in time.
        overdue_from: The first day on which it is overdue.
        last_contact: The day of the last qualifying contact.
        is_slipping: Whether contact is slipping.
    """

    first: date = activity()
    status: CadenceStatus = activity()
    reason: Label | None = activity(default=None)
    rule: CadencePin | None = activity(default=None)
    due_on: date | None = activity(default=None)
    overdue_from: date | None = activity(default=None)
    last_contact: date | None = activity(default=None)
    is_slipping: bool = activity(default=False)

    def goes_on_from(self, earlier: "Phase") -> bool:
        """Say whether the relationship stands as it stood in an earlier phase."""
        return _stand(self) == _stand(earlier)


_stand = attrgetter(*(field.name for field in attrs.fields(Phase) if field.name != "first"))


def phase_of(standing: CadenceStanding) -> Phase:
    """Return where a relationship stands, without the days that decided it."""
    return Phase(
        first=standing.as_of,
        status=standing.status,
        reason=standing.reason,
        rule=standing.rule,
        due_on=standing.due_on,
        overdue_from=standing.overdue_from,
        last_contact=standing.last_contact.when if standing.last_contact else None,
        is_slipping=standing.is_slipping,
    )


def phase_on(phases: Sequence[Phase], day: date) -> Phase | None:
    """Return the phase that a day is in, or None if it is before all of them."""
    return next((one for one in reversed(phases) if one.first <= day), None)


def outlook(
    relationship: Relationship,
    meetings: Meetings,
    rules: Mapping[str, CadenceRule],
    around: Surroundings | None,
    as_of: date,
) -> tuple[Phase, ...]:
    """Return where a relationship will stand from a day on, if nothing more happens to it.

    See `cadence_standing` for the arguments.
    """
    running, spans = clocks(relationship), rule_spans(relationship, around.calendar if around else None)
    turns = {*_turns_of_relationship(relationship, meetings), *(span.first for span in spans)}
    reckonings: dict[tuple[Clock, RuleSpan], list[Reckoning]] = {}
    phases: list[Phase] = []
    day: date | None = as_of
    while day is not None:
        clock = next((one for one in running if one.first <= day <= one.last), None)
        span = next((one for one in spans if one.first <= day <= one.last), None)
        standing = without_rule(relationship, day)
        if standing is None and clock and span and around:
            rule = rules[span.pin]
            if (clock, span) not in reckonings:
                reckonings[clock, span] = [
                    Reckoning(number, one, relationship, meetings, around, clock, span, as_of)
                    for number, one in enumerate(rule.requires, 1)
                ]
                turns.update(*(one.grace_ends(day) for one in reckonings[clock, span]))
            found = [one.unexplained(day) for one in reckonings[clock, span]]
            if not all(one.is_settled(day) for one in reckonings[clock, span]):
                for one, requirement in zip(found, rule.requires, strict=True):
                    turns.update(_turns_of(one, requirement.warn, around))
            standing = decisive(rule, found)
        phase = phase_of(standing or cadence_standing(relationship, meetings, rules, around, day))
        if not phases or not phase.goes_on_from(phases[-1]):
            phases.append(phase)
        day = min((turn for turn in turns if turn > day), default=None)
    return tuple(phases)


def looks_back_to(
    relationship: Relationship,
    meetings: Meetings,
    rules: Mapping[str, CadenceRule],
    around: Surroundings | None,
    as_of: date,
) -> date | None:
    """Return the first day whose sessions matter to the outlook from a day on; that day itself if none does.

    None where pairs count, for what makes a pair with what may depend on any session before. See `outlook`
    for the arguments.
    """
    clock = clock_on(relationship, as_of)
    if clock is None or around is None:
        return as_of
    asked = [
        (number, one, span)
        for span in rule_spans(relationship, around.calendar)
        if span.last >= as_of
        for number, one in enumerate(rules[span.pin].requires, 1)
    ]
    if any(one.pair for _, one, _ in asked):
        return None
    found = (
        Reckoning(number, one, relationship, meetings, around, clock, span, as_of).looks_back(as_of)
        for number, one, span in asked
    )
    return min([as_of, *found])


def _turns_of_relationship(relationship: Relationship, meetings: Meetings) -> Iterator[date]:
    """Yield the days on which something changes that is known of already."""
    for tenure in relationship.tenures:
        yield from _edges(tenure.first, tenure.last)
    for pause in relationship.pauses:
        yield from (one for one in (pause.first, pause.resumed) if one)
    yield relationship.since
    for planned in meetings.planned:
        yield from _edges(planned.when, planned.when)


def _turns_of(standing: CadenceStanding, warn: int | None, around: Surroundings) -> Iterator[date]:
    """Yield the days on which a standing may turn into another one."""
    window = standing.window
    if window is None:
        yield from (half.first for term in around.calendar.terms for half in term.halves)
        return
    if window.first > around.known_until:
        return
    yield window.first
    yield window.last + _ONE
    if window.closes is not None:
        yield window.closes + _ONE
    if window.overdue_from is not None:
        yield window.overdue_from
    if warn:
        yield from window.days[-warn:][:1]
    if window.missing:
        yield from (one + _ONE for one in window.days[-window.missing :][:1])


def _edges(first: date, last: date | None) -> Iterable[date]:
    return (first,) if last is None else (first, last + _ONE)
