"""Days of school, counted and looked for: those on which the school isn't closed.

They may be counted as one person's working days: days of school on which they work by their pattern. Whether
they were away makes no difference here.
"""

from datetime import date

from instructional_coaching.analysis.days_in_order import DaysInOrder
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.domain.calendar import DayKind

CLOSED = frozenset({DayKind.CLOSED})


class SchoolDays(DaysInOrder):
    """The days of school, or the coachee's working days among them.

    Args:
        around: The school's calendar, and the coachee.
        working: Whether only days on which the coachee works count.
    """

    def __init__(self, around: Surroundings, *, working: bool = False) -> None:
        super().__init__(around.days_but(CLOSED))
        self._around = around
        self._coachee = around.coachee if working else None

    def __contains__(self, day: date) -> bool:
        if self._around.kind_on(day) is DayKind.CLOSED:
            return False
        return self._coachee is None or self._coachee.works_on(day)
