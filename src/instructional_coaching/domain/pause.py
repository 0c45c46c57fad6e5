"""A time in which a relationship rested."""

from datetime import date

from instructional_coaching.domain.value import Value, activity, value


@value
class Pause(Value):
    """A time in which a relationship rested, and nothing was due.

    Attributes:
        first: The first day.
        resumed: The day on which it was taken up again; None while it rests.
    """

    first: date = activity()
    resumed: date | None = activity(default=None)

    def covers(self, day: date) -> bool:
        """Say whether it rested on a day; on the day on which it was resumed it didn't."""
        return self.first <= day and (self.resumed is None or day < self.resumed)
