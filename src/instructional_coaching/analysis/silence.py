"""Times without contact in days of school, as contact follows contact."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from instructional_coaching.analysis.deciding import Deciding
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature_threshold import FeatureThresholds
from instructional_coaching.analysis.school_day import SchoolDays
from instructional_coaching.domain.check import Ref
from instructional_coaching.domain.value import Value, activity, value


@value
class Silence(Value):
    """A time without contact that is over.

    Attributes:
        days: Its length in the days that are counted: those after the first day, up to the last.
        first: The day of the contact before it, or the first day of coaching.
        last: The day of the contact that ended it.
        after: The session before it; None at the beginning.
        before: The session that ended it.
    """

    days: int = activity()
    first: date = activity()
    last: date = activity()
    after: Ref | None = activity(default=None)
    before: Ref = activity()

    def also_ended_by(self, ref: str) -> Self:
        """Return it as a further session of its last day leaves it: the first by id ends it."""
        return self._with(before=min(self.before, ref))


@value
class DayFacts(Value):
    """What the school's calendar makes of the days of contact.

    Attributes:
        calendar: The calendar.
        coachee: The coachee in the school's register, where it is their working days that are counted.
        longest: The longest time without contact that is over, the earliest of several.
        silent_from: From this day on the time since the last contact, or the start, is too long; None where
            the calendar doesn't go so far.
        tellable_from: From this day on such a silence could have been.
        span_half: The day on which half of the declared span is reached.
        span_reached: The day on which all of it is.
    """

    calendar: Ref = activity()
    coachee: Ref | None = activity(default=None)
    longest: Silence | None = activity(default=None)
    silent_from: date | None = activity(default=None)
    tellable_from: date | None = activity(default=None)
    span_half: date | None = activity(default=None)
    span_reached: date | None = activity(default=None)

    @classmethod
    def at_start(cls, start: date, around: Surroundings, thresholds: FeatureThresholds) -> Self:
        """Return what there is before the first contact.

        Args:
            start: The first day of coaching.
            around: The school's calendar, and the coachee.
            thresholds: How long a silence may be, and how long coaching is to go on.
        """
        days = SchoolDays(around, working=thresholds.working_days)
        coachee = around.coachee if thresholds.working_days else None
        tellable, span = days.nth_after(start, thresholds.gap + 1), thresholds.span
        return cls(
            calendar=around.calendar.ref,
            coachee=coachee.ref if coachee else None,
            silent_from=tellable,
            tellable_from=tellable,
            span_half=SchoolDays(around).nth_after(start, (span + 1) // 2),
            span_reached=SchoolDays(around).nth_after(start, span),
        )

    def after(
        self,
        start: date,
        last: Deciding | None,
        contacts: Sequence[Deciding],
        around: Surroundings,
        thresholds: FeatureThresholds,
    ) -> Self:
        """Return what further contacts make of it.

        Args:
            start: The first day of coaching.
            last: The last contact before them, if there was one.
            contacts: At least one contact, in order, none before the last.
            around: What it was made with.
            thresholds: What it was made with.
        """
        days = SchoolDays(around, working=thresholds.working_days)
        longest = self.longest
        for one in contacts:
            if last is not None and one.when == last.when:
                if longest and longest.last == one.when:
                    longest = longest.also_ended_by(one.ref)
                last = max(last, one, key=lambda mark: mark.order)
                continue
            first, after = (last.when, last.ref) if last else (start, None)
            length = days.count(first, one.when)
            if longest is None or length > longest.days:
                longest = Silence(days=length, first=first, last=one.when, after=after, before=one.ref)
            last = one
        silent = days.nth_after(contacts[-1].when, thresholds.gap + 1)
        return self._with(longest=longest, silent_from=silent)
