"""One unit of work: what one person reads and saves, committed together or not at all."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.entitlement import require_entitled
from instructional_coaching.access.projection import (
    PROJECTIONS,
    Activity,
)
from instructional_coaching.access.sight import Sight, sight_of
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import Entry, Record, Verb, take, verb_of
from instructional_coaching.domain.value import stored_fields
from instructional_coaching.errors import (
    AccessDenied,
    AlreadyExists,
    NotFound,
    NotYet,
    UnrecordedChange,
)
from instructional_coaching.storage.port import StorageBackend
from instructional_coaching.workspace.holding import Held, Holding
from instructional_coaching.workspace.performance import Performance
from instructional_coaching.workspace.reference import require_references
from instructional_coaching.workspace.shelving import KINDS, Recorded, query_for

R = TypeVar("R", bound=Record)
A = TypeVar("A", bound=Record | Activity)


class UnitOfWork:
    """What one person reads and saves, as one atomic commit.

    It commits when its ``with`` block ends, and does nothing if the block raises. It belongs to one thread.
    """

    def __init__(
        self, actor: Actor, school: str, backend: StorageBackend, clock: Callable[[], datetime]
    ) -> None:
        self.actor = actor
        self._backend = backend
        self._clock = clock
        self._holding = Holding(school, backend)

    # --- reading ---------------------------------------------------------------------------------------

    def get(self, wanted: type[A], id: str) -> A:
        """Return a record, or what a leader may know of one.

        Args:
            wanted: A class of record, such as `Goal`, or a projection, such as `SessionActivity`.
            id: The record's id.

        Raises:
            NotFound: there is none, or this actor may not know of it.
            AccessDenied: they may know of it, but not all of it; ask for the projection.
        """
        if issubclass(wanted, Activity):
            return cast("A", wanted.project(self._seen(wanted.OF, id)[0]))
        record, sight = self._seen(wanted, id)
        if sight is not Sight.EVERYTHING:
            projection = PROJECTIONS[type(record)].__name__
            raise AccessDenied(
                self.actor.id,
                f"read {record.ref}",
                "its activity is open to them, its content is not",
                f"ask for {projection}",
            )
        return cast("A", record)

    def view(self, wanted: type[R], id: str) -> R | Activity:
        """Return as much of a record as this actor sees: all of it, or its activity as another type.

        Raises:
            NotFound: there is none, or this actor may not know of it.
        """
        record, sight = self._seen(wanted, id)
        return cast("R", record) if sight is Sight.EVERYTHING else PROJECTIONS[wanted].project(record)

    def find(
        self, wanted: type[A], *, since: date | None = None, until: date | None = None, **having: str
    ) -> Iterator[A]:
        """Yield the records of a kind that this actor sees, by date and then by id.

        Args:
            wanted: A class of record, or a projection.
            since: The first date; of a session the day it is on, of a goal its last change of status.
            until: The last date, inclusive.
            having: References that it must have, such as ``relationship="amara-ben"`` or ``coach="amara"``.

        Raises:
            InvalidValue: the kind has no reference of that name.
        """
        projects = issubclass(wanted, Activity)
        kind = wanted.OF if issubclass(wanted, Activity) else wanted
        enough = Sight.ACTIVITY if projects else Sight.EVERYTHING
        query = query_for(
            self._holding.school,
            kind,
            since.isoformat() if since else "",
            until.isoformat() if until else "",
            having,
        )
        for record in self._holding.find(kind, query):
            if self._sight(record) >= enough:
                yield cast("A", PROJECTIONS[kind].project(record) if projects else record)

    def history(self, wanted: type[Record], id: str) -> Iterator[Recorded]:
        """Yield every entry of a record, in order.

        Raises:
            NotFound: there is none, or this actor may not see all of it.
        """
        if self._seen(wanted, id)[1] is not Sight.EVERYTHING:
            raise NotFound(wanted.KIND, id)
        yield from self._holding.history(wanted, id)

    def timeline(self, relationship: str) -> Iterator[Recorded]:
        """Yield the entries of everything in a relationship that this actor sees, by the day they tell of.

        Raises:
            NotFound: there is no such relationship, or this actor may not know of it.
        """
        self._seen(Relationship, relationship)
        for one in self._holding.timeline(relationship):
            held = self._holding.peek(KINDS[one.kind], one.id)
            if held is not None and self._sight(held.record) is Sight.EVERYTHING:
                yield one

    def rebuilt(self, wanted: type[R], id: str) -> R:
        """Return a record as its entries lead to it, which is as it stands.

        Raises:
            NotFound: there is none, or this actor may not know of it.
        """
        self._seen(wanted, id)
        return self._holding.rebuild(wanted, id)

    # --- saving ----------------------------------------------------------------------------------------

    def save(self, record: R) -> R:
        """Take a record with its new entries into this unit, and return it as saved.

        The entries are taken again on what was read, and must lead to just this record.

        Raises:
            UnrecordedChange: they lead elsewhere, or the record was never read in this unit.
            AccessDenied: this actor may not record one of them.
            NotYet: one of them is dated in the future.
            TransitionError: a step is refused as things stand in the store.
        """
        return self._save(record, logged=None)

    def perform(self, do: str, *, logged: datetime | None = None, **arguments: Any) -> Record:
        """Perform a verb by name, with plain arguments, and save what comes of it.

        This is what a posted form, a line of a journal and a line of CSV have in common. A record is given by
        its id, under the name of its kind; `by`, `when` and `recorded_by` default to the actor and today.

        Args:
            do: The verb, such as ``goal.adopt``.
            logged: When it was first typed, where a steward brings in what was kept elsewhere.
            arguments: Plain values by parameter name, as JSON has them.

        Returns:
            The record as saved.

        Raises:
            InvalidInput: there is no such verb, or arguments don't fit; with every problem.
            NotFound: there is no such record, or this actor may not know of it.
            AlreadyExists: it would begin under an id that is taken.
            CoachingError: all that `save` raises.
        """
        performance = Performance.of(do, arguments)
        before = None
        if performance.verb.creates:
            if self._holding.peek(performance.kind, performance.id) is not None:
                raise AlreadyExists(performance.kind.KIND, performance.id)
        else:
            before = self._seen(performance.kind, performance.id)[0]
        step = performance.entry(before, by=self.actor.id, when=self._clock().date())
        after = take(performance.kind, before, step, lambda kind, id: self._seen(kind, id)[0])
        return self._save(after, logged=logged)

    def commit(self) -> None:
        """Write everything that was saved, at once. The end of the ``with`` block does this.

        Raises:
            ConcurrencyConflict: somebody saved one of the records in between; nothing was written.
        """
        writes = self._holding.writes()
        if writes:
            self._backend.commit(writes)
        self._holding = Holding(self._holding.school, self._backend)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()

    # --- what both need --------------------------------------------------------------------------------

    def _save(self, record: R, logged: datetime | None) -> R:
        kind = type(record)
        held = self._holding.peek(kind, record.id) if self._holding.has_read(kind, record.id) else None
        entries = _not_taken_yet(record, held)
        now = logged if logged is not None and self.actor.steward else self._clock()
        state, recorded = (held.record, list(held.recorded)) if held else (None, [])
        if state is None and not (entries and _verb(entries[0], kind).creates):
            raise UnrecordedChange(record.ref, "save", "its beginning: it was not read in this unit")
        for entry in entries:
            seen: dict[str, int] = {}
            before, state = state, take(kind, state, entry, self._resolve(seen))
            self._require(entry, before or state, now)
            number = (held.stored if held else 0) + len(recorded) + 1
            recorded.append(Recorded(kind.KIND, record.id, number, entry.stamped(now), tuple(seen.items())))
        _require_same(record, cast("Record", state))
        saved = record.saved()
        require_references(self._holding, saved, held.record if held else None)
        self._holding.keep(Held(saved, held.stored if held else 0, tuple(recorded)))
        return cast("R", saved)

    def _require(self, entry: Entry, record: Record, now: datetime) -> None:
        if entry.when > now.date():
            raise NotYet(record.ref, entry.verb, entry.when.isoformat(), now.date().isoformat())
        today = self._clock().date()
        require_entitled(self.actor, entry, record, self._relationship(record), today, self._leads)

    def _resolve(self, seen: dict[str, int]) -> Callable[[type[Record], str], Record]:
        def resolve(kind: type[Record], id: str) -> Record:
            record, _ = self._seen(kind, id)
            held = self._holding.peek(kind, id)
            seen[kind.KIND] = held.revision if held else 0
            return record

        return resolve

    def _seen(self, kind: type[Record], id: str) -> tuple[Record, Sight]:
        held = self._holding.peek(kind, id)
        sight = self._sight(held.record) if held else Sight.NOTHING
        if held is None or sight is Sight.NOTHING or (sight is Sight.ACTIVITY and kind not in PROJECTIONS):
            raise NotFound(kind.KIND, id)
        return held.record, sight

    def _sight(self, record: Record) -> Sight:
        today = self._clock().date()
        return sight_of(self.actor, record, self._relationship(record), today, self._leads)

    def _relationship(self, record: Record) -> Relationship | None:
        if isinstance(record, Relationship):
            return record
        named = getattr(record, "relationship", None)
        held = self._holding.peek(Relationship, named) if named else None
        return cast("Relationship", held.record) if held else None

    def _leads(self, person: str, day: date) -> bool:
        held = self._holding.peek(Person, person)
        return held is not None and cast("Person", held.record).leads_on(day)


def _verb(entry: Entry, kind: type[Record]) -> Verb:
    return cast("Verb", verb_of(getattr(kind, entry.verb.rpartition(".")[2])))


def _not_taken_yet(record: Record, held: Held | None) -> tuple[Entry, ...]:
    taken = tuple(one.entry.stamped(None) for one in held.recorded) if held else ()
    return record.unsaved[len(taken) :] if record.unsaved[: len(taken)] == taken else record.unsaved


def _require_same(record: Record, led_to: Record) -> None:
    if record != led_to:
        differing = (
            field.name
            for field in stored_fields(type(record))
            if getattr(record, field.name) != getattr(led_to, field.name)
        )
        raise UnrecordedChange(record.ref, "save", ", ".join(differing))
