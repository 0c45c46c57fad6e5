"""A record that decides an answer, and its day."""

from collections.abc import Iterable
from datetime import date

from instructional_coaching.domain.check import Ref
from instructional_coaching.domain.value import Value, activity, value


@value
class Deciding(Value):
    """A record that decides, and its day.

    Attributes:
        ref: Its kind and id, such as ``session s1``.
        when: The day it was held or made.
    """

    ref: Ref = activity()
    when: date = activity()

    @property
    def order(self) -> tuple[date, str]:
        """By what such records are put in order: by day, and those of one day by id."""
        return self.when, self.ref


def earliest(number: int, found: Iterable[Deciding]) -> tuple[Deciding, ...]:
    """Return so many of some records, the earliest first."""
    return tuple(sorted(found, key=lambda one: one.order)[:number])
