"""Who is a coach on which days."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from instructional_coaching.domain.check import PersonId
from instructional_coaching.domain.transition import require_order
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.errors import InvalidValue, SamePerson, TwoLeadCoaches

_ONE = timedelta(days=1)


class CoachRole(StrEnum):
    """A coach's part in a relationship."""

    LEAD = "lead"
    CO_COACH = "co_coach"
    STAND_IN = "stand_in"


@value
class Tenure(Value):
    """The days on which somebody is a coach of the relationship, both ends inclusive.

    Attributes:
        coach: Who.
        role: Lead, co-coach or stand-in.
        first: The first day.
        last: The last day; None while it is open.
    """

    coach: PersonId = activity()
    role: CoachRole = activity(default=CoachRole.LEAD)
    first: date = activity()
    last: date | None = activity(default=None)

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise InvalidValue("last", "is before the first day", "exchange the two, or check the year")

    def covers(self, day: date) -> bool:
        """Say whether the day is within it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def ended(self, last: date) -> "Tenure | None":
        """Return it cut off after a day, or None if nothing of it is left."""
        if self.last is not None and self.last <= last:
            return self
        return self._with(last=last) if self.first <= last else None


def require_possible(ref: str, attempted: str, coachee: str, tenures: Iterable[Tenure]) -> None:
    """Refuse tenures that no relationship can have.

    Raises:
        SamePerson: the coachee is among the coaches.
        TwoLeadCoaches: two of the tenures give one day two lead coaches.
    """
    known = tuple(tenures)
    if any(tenure.coach == coachee for tenure in known):
        raise SamePerson(ref, attempted)
    leads = sorted((t for t in known if t.role is CoachRole.LEAD), key=lambda t: t.first)
    for earlier, later in pairwise(leads):
        if earlier.last is None or later.first <= earlier.last:
            raise TwoLeadCoaches(ref, attempted, later.first.isoformat())


def handed_over(
    ref: str, attempted: str, tenures: Iterable[Tenure], to: str, first: date
) -> tuple[Tenure, ...]:
    """Return the tenures once another coach leads from a day on; the last day of who led is the day before.

    Raises:
        OutOfOrder: no day of theirs would be left.
    """
    kept: list[Tenure | None] = []
    for tenure in tenures:
        leads = tenure.role is CoachRole.LEAD and tenure.covers(first)
        if leads:
            require_order(ref, attempted, first, tenure.first + _ONE)
        kept.append(tenure.ended(first - _ONE) if leads else tenure)
    return (*filter(None, kept), Tenure(coach=to, first=first))
