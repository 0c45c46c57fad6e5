"""Days on which somebody was away. Why is a matter of health, and open to hardly anybody."""

from datetime import date
from enum import StrEnum
from typing import Self

from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.check import Id, PersonId, Text
from instructional_coaching.domain.transition import require_order, transition
from instructional_coaching.domain.value import activity, health, value
from instructional_coaching.domain.void import require_not_void
from instructional_coaching.errors import InvalidValue, WrongState


class AbsenceKind(StrEnum):
    """Why somebody was away. *Other* says nothing, and is what a school gives that keeps that elsewhere."""

    ILLNESS = "illness"
    LEAVE = "leave"
    TRAINING = "training"
    OTHER = "other"


@value
class Absence(Authored):
    """Days on which somebody was away.

    Attributes:
        person: Who was away.
        when: The first day.
        last: The last day, inclusive; None while they aren't back.
        kind: Why; in no answer of this library.
    """

    KIND = "absence"

    person: PersonId = activity()
    last: date | None = activity(default=None)
    kind: AbsenceKind = health(default=AbsenceKind.OTHER)

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.when:
            raise InvalidValue("last", "is before the first day", "exchange the two, or check the year")

    def covers(self, day: date) -> bool:
        """Say whether they were away on a day; one that has been voided covers none."""
        return self.voided is None and self.when <= day and (self.last is None or day <= self.last)

    @classmethod
    @transition
    def note(
        cls,
        *,
        id: Id,
        person: PersonId,
        by: str,
        when: date,
        first: date | None = None,
        last: date | None = None,
        kind: AbsenceKind = AbsenceKind.OTHER,
        recorded_by: str | None = None,
    ) -> Self:
        """Note that somebody is away.

        Args:
            id: Its id.
            person: Who is away.
            by: Who notes it.
            when: The day it is noted, or the first day where it is noted late.
            first: The first day; ``when`` if None.
            last: The last day, inclusive; None if that isn't known yet.
            kind: Why.
            recorded_by: Who types it.

        Raises:
            OutOfOrder: it begins before ``when``; what is noted late is dated on its first day.
            InvalidValue: it ends before it begins.
        """
        start = first or when
        require_order(f"{cls.KIND} {id}", "note", start, when)
        return cls(id=id, author=by, when=start, person=person, last=last, kind=kind)

    @transition
    def come_back(self, *, last: date, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Note the last day of an absence that was open.

        Raises:
            OutOfOrder: it is before the first day.
            WrongState: it has a last day already, or it is void.
        """
        require_not_void(self.ref, "come_back", self.voided)
        self._require_open()
        require_order(self.ref, "come_back", last, self.when)
        return self._with(last=last)

    @transition(amends=True)
    def correct(
        self,
        *,
        reason: Text,
        by: str,
        when: date,
        first: date | None = None,
        last: date | None = None,
        kind: AbsenceKind | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Put right what one noted, with a reason; what is not given stays.

        One that turns out to have no last day yet is voided, and noted again.

        Raises:
            NotItsAuthor: ``by`` is somebody else.
            WrongState: it is void.
            InvalidValue: it would end before it begins.
        """
        self._require_author("correct", by)
        return self._with(when=first or self.when, last=last or self.last, kind=kind or self.kind)

    def _require_open(self) -> None:
        if self.last is not None:
            raise WrongState(self.ref, "come_back", f"over on {self.last}", "an absence without a last day")
