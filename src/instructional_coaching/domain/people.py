"""The people of a school, by id alone: no names, no addresses.

Who coaches whom follows from a relationship's tenures, never from anything here. What is kept here is who
leads, because a leader may see coaching activity, and on which days of the week somebody works, because
nothing is due on the others.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from instructional_coaching.domain.check import Bounds, Id
from instructional_coaching.domain.transition import Record, require_order, transition
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.domain.weekday import Weekday, weekday_of
from instructional_coaching.domain.working_pattern import WorkingPattern, require_a_day
from instructional_coaching.errors import WrongState

EarlyCareerYear = Annotated[int, Bounds(1, 2)]


class Duty(StrEnum):
    """What somebody does at the school beside teaching.

    A *leader* may know who is coached, when and how long, never the content.
    """

    LEADER = "leader"


@value
class Post(Value):
    """Duties that somebody had for a time.

    Attributes:
        duties: The duties.
        first: The first day.
        last: The last day, inclusive.
    """

    duties: frozenset[Duty] = activity()
    first: date = activity()
    last: date = activity()


@value
class Person(Record):
    """Somebody at the school, by the id that the platform knows them by.

    Attributes:
        duties: Their duties, from ``since`` on.
        early_career_year: 1 or 2 for a teacher in that year of an early-career entitlement, else None.
        since: The day of their last change of duties, or of joining.
        earlier: The duties they had before, in order.
        left: The last day at the school, inclusive; None while they are there.
        working: On which days of the week they work, the earliest pattern first; before the first, on any.
    """

    KIND = "person"

    duties: frozenset[Duty] = activity(default=frozenset())
    early_career_year: EarlyCareerYear | None = activity(default=None)
    since: date = activity()
    earlier: tuple[Post, ...] = activity(default=())
    left: date | None = activity(default=None)
    working: tuple[WorkingPattern, ...] = activity(default=())

    def leads_on(self, day: date) -> bool:
        """Say whether they are a leader of the school on that day."""
        if self.left is not None and day > self.left:
            return False
        if self.since <= day:
            return Duty.LEADER in self.duties
        return any(Duty.LEADER in post.duties for post in self.earlier if post.first <= day <= post.last)

    def works_on(self, day: date) -> bool:
        """Say whether they work on that day of the week, and haven't left."""
        if self.left is not None and day > self.left:
            return False
        pattern = next((one for one in reversed(self.working) if one.since <= day), None)
        return pattern is None or weekday_of(day) in pattern.days

    @classmethod
    @transition
    def join(
        cls,
        *,
        id: Id,
        by: str,
        when: date,
        duties: frozenset[Duty] = frozenset(),
        early_career_year: EarlyCareerYear | None = None,
        working_days: frozenset[Weekday] | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Enter somebody in the school's register, with the duties they have.

        Args:
            id: The id that the platform knows them by.
            by: Who enters them.
            when: The day they joined.
            duties: Their duties.
            early_career_year: 1 or 2 in that year of an early-career entitlement.
            working_days: On which days of the week they work; on any if None.
            recorded_by: Who types it.

        Raises:
            InvalidValue: they would work on no day.
        """
        working: tuple[WorkingPattern, ...] = ()
        if working_days is not None:
            require_a_day(working_days, "working_days")
            working = (WorkingPattern(days=working_days, since=when),)
        return cls(id=id, duties=duties, early_career_year=early_career_year, since=when, working=working)

    @transition
    def change_duties(
        self, *, duties: frozenset[Duty], by: str, when: date, recorded_by: str | None = None
    ) -> Self:
        """Give them other duties from a day on.

        Raises:
            WrongState: they have left.
            OutOfOrder: dated before their last change.
        """
        self._require_there("change_duties", when)
        until = when - timedelta(days=1)
        before = (Post(duties=self.duties, first=self.since, last=until),) if self.since <= until else ()
        return self._with(duties=duties, since=when, earlier=(*self.earlier, *before))

    @transition
    def change_working_days(
        self,
        *,
        working_days: frozenset[Weekday],
        by: str,
        when: date,
        starts: date | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Let them work on other days of the week from a day on; ``when`` if none is given.

        Raises:
            WrongState: they have left.
            OutOfOrder: it starts before an earlier pattern.
            InvalidValue: they would work on no day.
        """
        self._require_at_school("change_working_days")
        require_a_day(working_days, "working_days")
        first = starts or when
        if self.working:
            require_order(self.ref, "change_working_days", first, self.working[-1].since)
        earlier = tuple(one for one in self.working if one.since < first)
        return self._with(working=(*earlier, WorkingPattern(days=working_days, since=first)))

    @transition
    def change_early_career_year(
        self,
        *,
        by: str,
        when: date,
        early_career_year: EarlyCareerYear | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Note that they are in another year of an early-career entitlement, or in none any more.

        Raises:
            WrongState: they have left.
        """
        self._require_at_school("change_early_career_year")
        return self._with(early_career_year=early_career_year)

    @transition
    def leave(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Note their last day at the school.

        Raises:
            WrongState: they have left.
            OutOfOrder: dated before their last change.
        """
        self._require_there("leave", when)
        return self._with(left=when)

    def _require_at_school(self, attempted: str) -> None:
        if self.left is not None:
            raise WrongState(self.ref, attempted, "gone", "being at the school")

    def _require_there(self, attempted: str, when: date) -> None:
        self._require_at_school(attempted)
        require_order(self.ref, attempted, when, self.since)
