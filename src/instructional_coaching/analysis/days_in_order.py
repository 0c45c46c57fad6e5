"""Days that count, counted and looked for without a look at every day between."""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date


class DaysInOrder(ABC):
    """Days that count, some of those that may.

    Args:
        possible: The days that may count, in order.
    """

    def __init__(self, possible: Sequence[date]) -> None:
        self._possible = possible

    @abstractmethod
    def __contains__(self, day: date) -> bool:
        """Say whether a day counts."""

    def within(self, first: date, last: date) -> list[date]:
        """Return the days that count between two days, both inclusive."""
        start, end = bisect_left(self._possible, first), bisect_right(self._possible, last)
        return [one for one in self._possible[start:end] if one in self]

    def count(self, after: date, until: date, most: int | None = None) -> int:
        """Return how many days count after one day, up to another inclusive; no more than ``most``."""
        found = 0
        for one in self._after(after):
            if one > until or found == most:
                break
            found += 1
        return found

    def nth_after(self, day: date, number: int) -> date | None:
        """Return the n-th day that counts after a day, from 1, or None if the calendar doesn't go so far."""
        for one in self._after(day):
            number -= 1
            if number <= 0:
                return one
        return None

    def _after(self, day: date) -> Iterator[date]:
        possible = self._possible
        for place in range(bisect_right(possible, day), len(possible)):
            if possible[place] in self:
                yield possible[place]
