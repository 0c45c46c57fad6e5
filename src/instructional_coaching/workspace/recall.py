"""Records as they were on a day, as far as that was known on another.

An entry counts if what it tells of had begun, and if it had been typed. What puts right an earlier entry
holds for the days before it too. An entry that can't be taken without one that doesn't count doesn't either.
"""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar, cast

import attrs

from instructional_coaching.access.sight import Sight
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.domain.absence import Absence
from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.transition import Record, take, verbs_of
from instructional_coaching.errors import CoachingError, NotFound
from instructional_coaching.workspace.coaching import Coaching, without_content
from instructional_coaching.workspace.outlook import Outlook
from instructional_coaching.workspace.shelving import Recorded, query_for
from instructional_coaching.workspace.told_day import ToldDays

R = TypeVar("R", bound=Record)
A = TypeVar("A", bound=Authored)


@attrs.frozen
class Recall:
    """What one person sees of the past. What they may see is decided by the records as they stand today.

    Attributes:
        as_of: The last day whose events count; None for all.
        known_at: The last day on which what counts was typed; None for all.
    """

    outlook: Outlook
    as_of: date | None = None
    known_at: date | None = None

    def get(self, wanted: type[R], id: str) -> R:
        """Return a record as it then was.

        Raises:
            NotFound: there was none, or this actor may not see all of it.
        """
        record, sight = self.outlook.seen(wanted, id)
        found = self._then(cast("R", record)) if sight is Sight.EVERYTHING else None
        if found is None:
            raise NotFound(wanted.KIND, id)
        return found

    def find(self, wanted: type[R], **having: str) -> Iterator[R]:
        """Yield the records of a kind as they then were, in the order in which they now stand.

        Args:
            wanted: The class of record.
            having: References that the record has now, such as ``relationship="amara-ben"``.

        Raises:
            InvalidValue: there is no reference of that name in what is wanted.
        """
        query = query_for(self.outlook.holding.school, wanted, "", "", having)
        self.outlook.most(wanted)
        for record in list(self.outlook.holding.find(wanted, query)):
            then = self._then(record) if self._sees(record) else None
            if then is not None:
                yield then

    def relationship(self, id: str) -> Relationship:
        """Return a relationship as it then was, for the questions about it; see `coaching`.

        Raises:
            NotFound: there was none, or this actor may not know how it stands.
        """
        found, sight = self.outlook.seen(Relationship, id)
        record = cast("Relationship", found)
        then = self._then(record)
        if then is None or not self.outlook.sees_caseload(record):
            raise NotFound(Relationship.KIND, id)
        return then if sight is Sight.EVERYTHING else without_content(then)

    def coaching(self, relationship: str) -> Coaching:
        """Return a relationship with all that the questions about it are asked of, as it then was.

        Whoever may know of the relationship gets the answers to the same questions. So sessions, working days
        and absences are read here whoever asks, but of what this actor doesn't see in full no more than its
        activity: that, when, how long. Rounds of practice are content: only those that they see are there.

        Raises:
            NotFound: there was no such relationship, or this actor may not know how it stands; who coached
                in it once doesn't.
        """
        then = self.relationship(relationship)
        pins = {one.cadence for one in then.arrangements if one.cadence}
        return Coaching(
            relationship=then,
            sessions=tuple(self._activity(Session, relationship=then.id)),
            rounds=tuple(self.find(PracticeRound, relationship=then.id)),
            sees_rounds=self.outlook.seen(Relationship, relationship)[1] is Sight.EVERYTHING,
            around=self._around(then),
            rules={pin: self.outlook.holding.pinning.named(CadenceRule, pin) for pin in pins},
        )

    def calendar(self) -> Calendar | None:
        """Return the school's calendar as it then was, or None if there was none."""
        return next(self._all(Calendar), None)

    def _around(self, relationship: Relationship) -> Surroundings | None:
        calendar = self.calendar()
        if calendar is None:
            return None
        people = sorted({relationship.coachee, *(one.coach for one in relationship.tenures)})
        absences = tuple(one for person in people for one in self._activity(Absence, person=person))
        held = self.outlook.holding.peek(Person, relationship.coachee)
        coachee = self._then(cast("Person", held.record)) if held else None
        unnamed = frozenset(one.id for one in absences if not self._knows_of(one))
        return Surroundings(calendar, coachee, absences, unnamed)

    def _all(self, wanted: type[R], **having: str) -> Iterator[R]:
        query = query_for(self.outlook.holding.school, wanted, "", "", having)
        for record in list(self.outlook.holding.find(wanted, query)):
            then = self._then(record)
            if then is not None:
                yield then

    def _activity(self, wanted: type[A], **having: str) -> Iterator[A]:
        """Yield records as they then were, without their content where this actor doesn't see it."""
        for then in self._all(wanted, **having):
            if self._sees(self.outlook.holding.require(wanted, then.id)):
                yield then
            elif then.voided is None:
                yield without_content(then)

    def _knows_of(self, absence: Absence) -> bool:
        return self.outlook.sight(self.outlook.holding.require(Absence, absence.id)) is not Sight.NOTHING

    def _sees(self, record: Record) -> bool:
        return self.outlook.sight(record) is Sight.EVERYTHING

    def _then(self, now: R) -> R | None:
        """Return a record as it then was, or None if there was none."""
        if self.as_of is None and self.known_at is None:
            return now
        holding, wanted = self.outlook.holding, type(now)
        verbs = verbs_of(wanted)
        history = [one for one in holding.history(wanted, now.id) if self._was_known(one)]
        days = ToldDays.of(wanted, history)
        record: Record | None = None
        for one in history:
            amends = verbs[one.entry.verb].amends
            if self.as_of is None or amends or days.day_of(one.entry) <= self.as_of:
                try:
                    record = take(wanted, record, one.entry, holding.as_seen(dict(one.seen)))
                except CoachingError:
                    continue
        return cast("R", record.saved()) if record else None

    def _was_known(self, one: Recorded) -> bool:
        logged = one.entry.logged
        return self.known_at is None or logged is None or logged.date() <= self.known_at
