"""By which coaching model, and how often, coach and coachee have arranged to work."""

from datetime import date

from instructional_coaching.domain.cadence_rule import CadencePin
from instructional_coaching.domain.coaching_model import ModelPin
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
