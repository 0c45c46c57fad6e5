"""From where on each of the five features is met. The sources give words; the numbers are our reading."""

from decimal import Decimal
from typing import Annotated

from instructional_coaching.domain.check import Bounds
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.errors import InvalidValue

Days = Annotated[int, Bounds(1, 200)]
Number = Annotated[int, Bounds(1, 50)]


@value
class FeatureThresholds(Value):
    """From where on each of the five features is met.

    Attributes:
        one_to_one: The share of the minutes that is to be one-to-one, from 0 to 1.
        gap: The longest time without contact, in days of school, 1 to 200.
        working_days: Whether that time is counted in the coachee's working days.
        span: How long coaching is to go on, in days of school after its start, 1 to 200.
        own_class: How many observations, or other things from the coachee's own class, there are to be.
        rounds: How many rounds of practice on one skill there are to be.
    """

    one_to_one: Decimal = activity(default=Decimal(1))
    gap: Days = activity(default=10)
    working_days: bool = activity(default=False)
    span: Days = activity(default=60)
    own_class: Number = activity(default=1)
    rounds: Number = activity(default=2)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.one_to_one <= 1:
            raise InvalidValue("one_to_one", "is not between 0 and 1", "give a share, such as 0.75")


DEFAULT_THRESHOLDS = FeatureThresholds()
