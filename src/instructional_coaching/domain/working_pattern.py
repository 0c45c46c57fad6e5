"""On which days of the week somebody works, from a day on."""

from datetime import date

from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.domain.weekday import Weekday
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
        require_a_day(self.days, "days")


def require_a_day(days: frozenset[Weekday], field: str) -> None:
    """Refuse days of the week that are none.

    Args:
        days: The days of the week.
        field: The field or the argument that they were given for.

    Raises:
        InvalidValue: there is no day.
    """
    if not days:
        raise InvalidValue(field, "names no day of the week", "name at least one, or note an absence")
