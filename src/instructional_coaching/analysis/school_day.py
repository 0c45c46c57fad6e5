"""Days of school, counted and looked for: those on which the school isn't closed.

They may be counted as one person's working days: days of school on which they work by their pattern. Whether
they were away makes no difference here.
"""

from datetime import date, timedelta

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.domain.calendar import DayKind

_ONE = timedelta(days=1)


class SchoolDays:
    """The days of school, or the coachee's working days among them.

    Args:
        around: The school's calendar, and the coachee.
        working: Whether only days on which the coachee works count.
    """

    def __init__(self, around: Surroundings, *, working: bool = False) -> None:
        self._around = around
        self._coachee = around.coachee if working else None

    def __contains__(self, day: date) -> bool:
        if self._around.kind_on(day) is DayKind.CLOSED:
            return False
        return self._coachee is None or self._coachee.works_on(day)

    def count(self, after: date, until: date) -> int:
        """Return how many days count after one day, up to another inclusive."""
        found, day = 0, after
        while day < until:
            day += _ONE
            found += day in self
        return found

    def nth_after(self, day: date, number: int) -> date | None:
        """Return the n-th day that counts after a day, or None if the calendar doesn't go so far."""
        until = self._around.known_until
        while day < until:
            day += _ONE
            number -= day in self
            if number <= 0:
                return day
        return None
