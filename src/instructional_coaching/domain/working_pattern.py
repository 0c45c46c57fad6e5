"""On which days of the week somebody works, from a day on."""

from datetime import date

from instructional_coaching.domain.calendar import Weekday
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.errors import InvalidValue


@value
class WorkingPattern(Value):
    """The days of the week on which somebody works, from a day on until the next pattern.

    Attributes:
        days: The days of the week.
        since: The first day.

    Raises:
        InvalidValue: there is no day.
    """

    days: frozenset[Weekday] = activity()
    since: date = activity()

    def __attrs_post_init__(self) -> None:
        if not self.days:
            raise InvalidValue(
                "working_days", "names no day of the week", "name at least one, or note an absence"
            )
