"""Which of the five features will be met on each day to come, if nothing more happens.

Few days change anything, so that all of them can be kept, and a later question needs no facts any more.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from instructional_coaching.analysis.feature import FeatureValue
from instructional_coaching.analysis.feature_facts import FeatureFacts
from instructional_coaching.analysis.feature_threshold import DEFAULT_THRESHOLDS, FeatureThresholds
from instructional_coaching.analysis.five_features import five_features
from instructional_coaching.domain.value import Value, activity, value


@value
class FeaturePhase(Value):
    """Days on which the five features have the same values.

    Attributes:
        first: The first of the days; the phase lasts until the next one.
        values: Whether each of the five is met, in their order.
    """

    first: date = activity()
    values: tuple[FeatureValue, ...] = activity()


def feature_outlook(
    facts: FeatureFacts, thresholds: FeatureThresholds = DEFAULT_THRESHOLDS
) -> tuple[FeaturePhase, ...]:
    """Return the values of the five features from the latest day of the facts on, or from the start.

    Args:
        facts: What the records fold into.
        thresholds: What the facts were made with.
    """
    first = facts.latest or facts.start
    phases: list[FeaturePhase] = []
    for day in sorted({first, *(turn for turn in _turns(facts) if turn > first)}):
        values = tuple(one.value for one in five_features(facts, day, thresholds).each)
        if not phases or phases[-1].values != values:
            phases.append(FeaturePhase(first=day, values=values))
    return tuple(phases)


def features_on(phases: Sequence[FeaturePhase], day: date) -> FeaturePhase | None:
    """Return the phase that a day is in, or None if it is before all of them."""
    return next((one for one in reversed(phases) if one.first <= day), None)


def _turns(facts: FeatureFacts) -> Iterator[date]:
    if facts.ended:
        yield facts.ended
    if facts.days:
        turns = (facts.days.silent_from, facts.days.tellable_from, facts.days.span_reached)
        yield from (day for day in turns if day)
