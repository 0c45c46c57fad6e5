"""What one person sees of the records that a unit of work holds."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, cast

import attrs

from instructional_coaching.access.activity import Activity, projections
from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import (
    Coached,
    Sight,
    sees_caseload,
    sees_every_caseload,
    sees_every_session,
    sees_inside,
    sight_of,
)
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import AccessDenied, NotFound
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.storage.port import Query
from instructional_coaching.workspace.held import Held
from instructional_coaching.workspace.holding import Holding
from instructional_coaching.workspace.restriction import most_seen, require_unrestricted
from instructional_coaching.workspace.shelving import Recorded, is_dated, relationship_of


@attrs.frozen
class Outlook:
    """What one person sees on a day of the records that a unit of work holds.

    Attributes:
        actor: Who looks.
        holding: The records.
        today: The day.
        hooks: The plugins, which may restrict what is seen.
    """

    actor: Actor
    holding: Holding
    today: date
    hooks: HookManager
    _most: dict[str, Sight] = attrs.field(factory=dict[str, Sight], init=False, eq=False)

    def sight(self, record: Record) -> Sight:
        """Return how much of a record they see."""
        most = self.most(type(record))
        return min(most, sight_of(self.actor, record, self.relationship(record), self.today, self.leads))

    def most(self, kind: type[Record]) -> Sight:
        """Return how much of any record of a kind plugins let them see.

        To be asked before a record is looked up: a plugin that fails must not tell whether it is there.
        """
        if kind.KIND not in self._most:
            self._most[kind.KIND] = most_seen(self.hooks, self.actor, kind.KIND)
        return self._most[kind.KIND]

    def require_unrestricted(self, verb: str, kind: type[Record]) -> None:
        """Refuse a verb that a plugin restricts.

        Raises:
            AccessDenied: it does.
        """
        require_unrestricted(self.hooks, self.actor, verb, kind.KIND)

    def seen(self, kind: type[Record], id: str) -> tuple[Record, Sight]:
        """Return a record of which they see at least the activity.

        Raises:
            NotFound: there is none, or they may not know of it.
        """
        self.most(kind)
        if not self.actor.steward:
            self.holding.fetch([(kind, id), (Person, self.actor.id)])
        held = self.holding.peek(kind, id)
        sight = self.sight(held.record) if held else Sight.NOTHING
        if held is None or sight is Sight.NOTHING or (sight is Sight.ACTIVITY and kind not in projections()):
            raise NotFound(kind.KIND, id)
        return held.record, sight

    def whole(self, kind: type[Record], id: str) -> Record:
        """Return a record of which they see everything.

        Raises:
            NotFound: there is none, or they may not know of it.
            AccessDenied: they may know of it, but not all of it.
        """
        record, sight = self.seen(kind, id)
        if sight is not Sight.EVERYTHING:
            raise AccessDenied(
                self.actor.id,
                f"read {record.ref}",
                "its activity is open to them, its content is not",
                f"ask for {projections()[kind].__name__}",
            )
        return record

    def require_everything(self, kind: type[Record], id: str) -> None:
        """Refuse to tell of a record of which they don't see everything.

        Raises:
            NotFound: there is none, or they may not see all of it.
        """
        if self.seen(kind, id)[1] is not Sight.EVERYTHING:
            raise NotFound(kind.KIND, id)

    def find(self, wanted: type[Any], query: Query) -> Iterator[Any]:
        """Yield what they see of the records that a query finds, by date and then by id.

        Args:
            wanted: A class of record, for those seen in full; or a projection, for the activity of each.
            query: What is asked for.
        """
        if not issubclass(wanted, Activity):
            self.most(wanted)
            for record in self.holding.find(wanted, query):
                if self.sight(record) is Sight.EVERYTHING:
                    yield record
            return
        self.most(wanted.OF)
        found: Iterable[Record] = self.holding.find(wanted.OF, query)
        for one in found if is_dated(wanted) else sorted(found, key=lambda record: record.id):
            if self.sight(one) >= Sight.ACTIVITY:
                yield wanted.project(one)

    def timeline(self, relationship: str) -> Iterator[Recorded]:
        """Yield the entries of everything in a relationship that they see, by the day they tell of.

        Raises:
            NotFound: there is no such relationship, or they may not know of it.
        """
        self.seen(Relationship, relationship)
        for one in self.holding.timeline(relationship):
            held = self.holding.peek(KINDS[one.kind], one.id)
            if held is not None and self.sight(held.record) is Sight.EVERYTHING:
                yield one

    def in_hand(self, kind: type[Record], id: str) -> Held | None:
        """Return a record that they have read or begun in this unit; one that they don't see was never read.

        Raises:
            AccessDenied: they read its activity only.
        """
        held = self.holding.peek(kind, id) if self.holding.has_read(kind, id) else None
        if held is None or held.stored == 0:
            return held
        try:
            self.whole(kind, id)
        except NotFound:
            return None
        return held

    def sees_every_session(self, relationship: str, first: date, last: date) -> bool:
        """Say whether they see every session of a relationship between two days.

        Raises:
            NotFound: there is no such relationship, or they may not know of it.
        """
        found = cast("Relationship", self.seen(Relationship, relationship)[0])
        if self.most(Session) is Sight.NOTHING:
            return False
        return sees_every_session(self.actor, found, first, last, self.today, self.leads)

    def sees_caseload(self, coaching: Coached) -> bool:
        """Say whether they may know how a relationship stands under its cadence rule."""
        if Sight.NOTHING in (self.most(Relationship), self.most(Session)):
            return False
        return sees_caseload(self.actor, coaching, self.today, self.leads)

    def sees_every_caseload(self) -> bool:
        """Say whether they may know how each relationship stands, if how any of them does."""
        return sees_every_caseload(self.actor, self.today, self.leads)

    def sees_inside(self, coaching: Coached) -> bool:
        """Say whether they may know what is in all of the coaching until today."""
        most = (self.most(kind) for kind in (Relationship, Session, KINDS["practice_round"]))
        return all(one is Sight.EVERYTHING for one in most) and sees_inside(self.actor, coaching, self.today)

    def relationship(self, record: Record) -> Relationship | None:
        """Return the relationship that a record belongs to, or that it is."""
        if isinstance(record, Relationship):
            return record
        named = relationship_of(record)
        held = self.holding.peek(Relationship, named) if named else None
        return cast("Relationship", held.record) if held else None

    def leads(self, person: str, day: date) -> bool:
        """Say whether somebody is a leader of the school on a day."""
        held = self.holding.peek(Person, person)
        return held is not None and cast("Person", held.record).leads_on(day)
