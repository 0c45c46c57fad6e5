"""Whether coaching is due: where a relationship stands under its cadence rule, and what decides it."""

from collections.abc import Mapping
from datetime import date, timedelta

from instructional_coaching.analysis.cadence_standing import CadenceStanding, CadenceStatus, decisive
from instructional_coaching.analysis.clock import clock_on, first_lead_day, rule_on, rule_spans
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.meeting import Meetings
from instructional_coaching.analysis.reckoning import Reckoning
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.relationship_status import RelationshipStatus

__all__ = [
    "CadenceStanding",
    "CadenceStatus",
    "Reckoning",
    "cadence_standing",
    "decisive",
    "standings",
    "without_rule",
]


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
    span = rule_on(relationship, around.calendar if around else None, as_of)
    if span is None:
        return CadenceStanding(CadenceStatus.UNKNOWN, as_of, _without_cadence(relationship))
    if around is None:
        return CadenceStanding(CadenceStatus.UNKNOWN, as_of, "the school has no calendar", span.pin)
    rule = rules[span.pin]
    return decisive(rule, standings(relationship, meetings, rule, around, as_of))


def standings(
    relationship: Relationship,
    meetings: Meetings,
    rule: CadenceRule,
    around: Surroundings,
    as_of: date,
) -> tuple[CadenceStanding, ...]:
    """Return where a relationship stands under each requirement of a rule; none where no clock runs."""
    clock, span = clock_on(relationship, as_of), rule_on(relationship, around.calendar, as_of)
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
    first = first_lead_day(relationship)
    if first is None or as_of < first:
        reason = f"starts on {first}" if first else "ended before it started"
        return CadenceStanding(CadenceStatus.NOT_STARTED, as_of, reason)
    if not relationship.coaches_on(as_of):
        last = max(one.last for one in relationship.tenures if one.last and one.last < as_of)
        return CadenceStanding(CadenceStatus.NO_COACH, as_of, f"no coach since {last + timedelta(days=1)}")
    return None


def _without_cadence(relationship: Relationship) -> str:
    spans = rule_spans(relationship, None)  # the first begins on its day, whenever weeks do
    return f"no cadence applies before {spans[0].first}" if spans else "no cadence has been arranged"
