"""Terms, and the days in a row that they are made of."""

from collections.abc import Iterator
from datetime import date, timedelta

from instructional_coaching.domain.check import Label
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.errors import InvalidValue

LONGEST_STRETCH = 400
"""The most days from the first to the last of a stretch."""


@value
class Stretch(Value):
    """Days in a row, both ends inclusive.

    Attributes:
        first: The first day.
        last: The last day, at most 400 days later.
    """

    first: date = activity()
    last: date = activity()

    def __attrs_post_init__(self) -> None:
        if not self.first <= self.last <= self.first + timedelta(days=LONGEST_STRETCH):
            raise InvalidValue(
                "last", f"is before {self.first}, or too long after it", "exchange the two, or check the year"
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


@value
class Term(Value):
    """A term.

    Attributes:
        name: What the school calls it.
        days: Its first and its last day.
        half_term: The holiday in its midst; None where there is none.

    Raises:
        InvalidValue: the half-term is not strictly within the term.
    """

    name: Label = activity()
    days: Stretch = activity()
    half_term: Stretch | None = activity(default=None)

    def __attrs_post_init__(self) -> None:
        if self.half_term and not (
            self.days.first < self.half_term.first and self.half_term.last < self.days.last
        ):
            raise InvalidValue("half_term", "is not within the term", "leave a day of term on either side")

    @property
    def halves(self) -> tuple[Stretch, ...]:
        """Its half-terms: what lies before the holiday and what after it, or all of the term."""
        if self.half_term is None:
            return (self.days,)
        one = timedelta(days=1)
        return (
            Stretch(first=self.days.first, last=self.half_term.first - one),
            Stretch(first=self.half_term.last + one, last=self.days.last),
        )
