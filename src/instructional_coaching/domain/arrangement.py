"""By which coaching model, and how often, coach and coachee have arranged to work."""

from datetime import date

from instructional_coaching.domain.cadence_rule import CadencePin, CadenceRule
from instructional_coaching.domain.coaching_model import CoachingModel, ModelPin
from instructional_coaching.domain.value import Value, activity, value


@value
class Arrangement(Value):
    """What was arranged, from a day on until the next arrangement.

    Attributes:
        model: The coaching model, pinned to its content; None where none was arranged.
        cadence: The cadence rule, pinned to its content; None where none was arranged.
        since: The first day.
    """

    model: ModelPin | None = activity(default=None)
    cadence: CadencePin | None = activity(default=None)
    since: date = activity()


def arranged(
    before: tuple[Arrangement, ...], since: date, model: CoachingModel | None, cadence: CadenceRule | None
) -> tuple[Arrangement, ...]:
    """Return what was arranged before, and what is from a day on; what is not given stays."""
    if model is None and cadence is None:
        return before
    stays = before[-1] if before else Arrangement(since=since)
    made = Arrangement(
        model=model.pin if model else stays.model,
        cadence=cadence.pin if cadence else stays.cadence,
        since=since,
    )
    return (*before, made)
