"""One unit of work: what one person reads and saves, committed together or not at all."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from instructional_coaching.access.activity import Activity, projections
from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import Sight
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import AccessDenied, AlreadyExists, UnrecordedChange
from instructional_coaching.hooks.given import Change, CommitContext
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.storage.port import StorageBackend
from instructional_coaching.workspace.held import gone_on
from instructional_coaching.workspace.holding import Holding
from instructional_coaching.workspace.outlook import Outlook
from instructional_coaching.workspace.performance import Performance
from instructional_coaching.workspace.pinning import Definitions
from instructional_coaching.workspace.plugin_holding import PluginHolding
from instructional_coaching.workspace.shelving import Recorded, query_for
from instructional_coaching.workspace.taking import Taking, require_led_to, verb_in, when_typed

if TYPE_CHECKING:
    from instructional_coaching.workspace.caseload_index import CaseloadIndex
    from instructional_coaching.workspace.caseload_view import CaseloadView
    from instructional_coaching.workspace.plugin_documents import PluginDocuments
    from instructional_coaching.workspace.recall import Recall

R = TypeVar("R", bound=Record)
A = TypeVar("A", bound=Record | Activity)
D = TypeVar("D", bound=Definition)


class UnitOfWork:
    """What one person reads and saves, as one atomic commit.

    It commits when its ``with`` block ends, and does nothing if the block raises. It belongs to one thread.
    """

    def __init__(
        self,
        actor: Actor,
        school: str,
        backend: StorageBackend,
        clock: Callable[[], datetime],
        definitions: Definitions,
        hooks: HookManager,
        index: "Callable[[], CaseloadIndex]",
        announce: Callable[[tuple[Change, ...], CommitContext], None] | None = None,
    ) -> None:
        self.actor = actor
        self._announce = announce or hooks.after_commit
        self._hooks = hooks
        self._index = index
        self._clock = clock
        self._anew = partial(Holding, school, backend, definitions)
        self._holding = self._anew()
        self._plugin_holding = PluginHolding(backend)

    def definition(self, wanted: type[D], name: str) -> D:
        """Return a coaching model, a rubric or a cadence rule.

        Args:
            wanted: The class of definition.
            name: Its id, for the version in force; or its pin, for that version, though its plugin be gone.

        Raises:
            UnknownDefinition: nobody brings it, and it isn't in the store.
        """
        return self._holding.pinning.named(wanted, name)

    def bring(self, definition: Definition) -> None:
        """Pin a definition that comes with what this unit imports. A version that is in force stays in force.

        Raises:
            AccessDenied: this actor is no steward.
        """
        if not self.actor.steward:
            reason = "only stewards bring definitions with an import"
            raise AccessDenied(self.actor.id, f"bring {definition.ref}", reason, "install it as a plugin")
        self._holding.pinning.bring(definition)

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
            return cast("A", wanted.project(self._outlook.seen(wanted.OF, id)[0]))
        return cast("A", self._outlook.whole(wanted, id))

    def view(self, wanted: type[R], id: str) -> R | Activity:
        """Return as much of a record as this actor sees: all of it, or its activity as another type.

        Raises:
            NotFound: there is none, or this actor may not know of it.
        """
        record, sight = self._outlook.seen(wanted, id)
        return cast("R", record) if sight is Sight.EVERYTHING else projections()[wanted].project(record)

    def find(
        self, wanted: type[A], *, since: date | None = None, until: date | None = None, **having: str
    ) -> Iterator[A]:
        """Yield the records of a kind that this actor sees, by date and then by id, as they are read.

        However many there are, memory doesn't grow with them: a unit can save the last 5,000 records that it
        has met, and has to `get` earlier ones again.

        Args:
            wanted: A class of record, or a projection.
            since: The first date; of a session the day it is on, of a goal its last change of status.
            until: The last date, inclusive.
            having: References that it must have, such as ``relationship="amara-ben"`` or ``coach="amara"``.

        Raises:
            InvalidValue: there is no reference of that name, or no date, in what is wanted.
        """
        first, last = (day.isoformat() if day else "" for day in (since, until))
        asked: type[Any] = wanted
        query = query_for(self._holding.school, asked, first, last, having)
        yield from self._outlook.find(asked, query)

    def caseload(self, as_of: date | None = None, known_at: date | None = None) -> "CaseloadView":
        """Return where the relationships that this actor may know of stand on a day.

        Answers for today and later come from an index, earlier ones from the records.

        Args:
            as_of: The day; today if None.
            known_at: The last day on which what counts was typed; None for all.
        """
        from instructional_coaching.workspace.caseload_view import CaseloadView

        day = as_of or self._clock().date()
        return CaseloadView(self.recall(as_of=day, known_at=known_at), self._index(), day)

    def history(self, wanted: type[Record], id: str) -> Iterator[Recorded]:
        """Yield every entry of a record, in order.

        Raises:
            NotFound: there is none, or this actor may not see all of it.
        """
        self._outlook.require_everything(wanted, id)
        yield from self._holding.history(wanted, id)

    def timeline(self, relationship: str) -> Iterator[Recorded]:
        """Yield the entries of everything in a relationship that this actor sees, by the day they tell of.

        Raises:
            NotFound: there is no such relationship, or this actor may not know of it.
        """
        yield from self._outlook.timeline(relationship)

    def rebuilt(self, wanted: type[R], id: str) -> R:
        """Return a record as its entries lead to it, which is as it stands.

        Raises:
            NotFound: there is none, or this actor may not see all of it.
        """
        self._outlook.require_everything(wanted, id)
        return self._holding.rebuild(wanted, id)

    def recall(self, *, as_of: date | None = None, known_at: date | None = None) -> "Recall":
        """Return the records as they were on a day, as far as that was known on another.

        Args:
            as_of: The last day whose events count; corrections of them count whenever they were made. All
                days if None.
            known_at: The last day on which something was typed that counts, whatever it tells of. All days
                if None.
        """
        from instructional_coaching.workspace.recall import Recall

        return Recall(self._outlook, as_of, known_at)

    def sees_every_session(self, relationship: str, first: date, last: date) -> bool:
        """Say whether this actor sees every session of a relationship between two days.

        Raises:
            NotFound: there is no such relationship, or this actor may not know of it.
        """
        return self._outlook.sees_every_session(relationship, first, last)

    def save(self, record: R) -> R:
        """Take a record with its new entries into this unit, and return it as saved.

        The entries are taken again on what was read, and must lead to just this record.

        Raises:
            UnrecordedChange: they lead elsewhere, or the record was never read in this unit.
            AccessDenied: this actor may not record one of them, or sees the record's activity only.
            NotYet: one of them is dated in the future.
            TransitionError: a step is refused as things stand in the store.
        """
        kind = type(record)
        held = self._outlook.in_hand(kind, record.id)
        entries = held.new_in(record) if held else record.unsaved
        if held is None and not (entries and verb_in(entries[0], kind).creates):
            raise UnrecordedChange(record.ref, "save", "its beginning: it was not read in this unit")
        state, recorded = Taking(self._outlook, self._clock()).taken(kind, held, entries)
        require_led_to(record, state, entries)
        return cast("R", self._holding.keep(gone_on(held, state, recorded, entries)))

    def perform(self, do: str, /, *, logged: datetime | None = None, **arguments: Any) -> Record | Activity:
        """Perform a verb by name, with plain arguments, and save what comes of it.

        This is what a posted form, a line of a journal and a line of CSV have in common. A record is given by
        its id, under the name of its kind; `by`, `when` and `recorded_by` default to the actor and today.

        Args:
            do: The verb, such as ``goal.adopt``.
            logged: When it was first typed, where a steward brings in what was kept elsewhere.
            arguments: Plain values by parameter name, as JSON has them.

        Returns:
            The record as saved, or its activity where this actor sees no more.

        Raises:
            InvalidInput: there is no such verb, or arguments don't fit; with every problem.
            NotFound: there is no such record, or this actor may not know of it.
            AlreadyExists: it would begin under an id that is taken.
            CoachingError: all that `save` raises.
        """
        performance = Performance.of(do, arguments)
        kind, before, sight = performance.kind, None, Sight.EVERYTHING
        if not performance.verb.creates:
            before, sight = self._outlook.seen(kind, performance.id)
        step = performance.entry(before, by=self.actor.id, when=self._clock().date())
        there = self._holding.peek(kind, performance.id)
        held = None if performance.verb.creates else there
        typed = when_typed(self.actor, step, logged, self._clock())
        state, recorded = Taking(self._outlook, typed).taken(kind, held, (step,))
        if there is not held:  # only now: whoever may not begin it is not told that there is one
            raise AlreadyExists(kind.KIND, performance.id)
        after = self._holding.keep(gone_on(held, state, recorded, state.unsaved))
        return after if sight is Sight.EVERYTHING else projections()[kind].project(after)

    def documents(self, kind: str) -> "PluginDocuments":
        """Return the documents of a kind that a plugin owns, to be read and written with this unit's records.

        Args:
            kind: The kind as its plugin names it in `coaching_migrations`, such as ``oakfield.visit``.

        Raises:
            UnknownKind: no plugin that is loaded owns it.
        """
        from instructional_coaching.workspace.plugin_documents import PluginDocuments

        return PluginDocuments(kind, self._holding.school, self.actor, self._plugin_holding, self._hooks)

    def commit(self) -> None:
        """Write everything that was saved, at once. The end of the ``with`` block does this.

        Raises:
            ConcurrencyConflict: somebody saved one of the records, or a document of a plugin's, in between;
                nothing was written.
            InvalidInput: plugins see problems, with all of them; nothing was written.
        """
        holding, owned = self._holding, self._plugin_holding
        changes = (*holding.changes(), *owned.changes()) if self._hooks.watches else ()
        context = CommitContext(holding.school, self.actor.id)
        if changes:
            self._hooks.check_commit(changes, context)
        today = self._clock().date()
        holding.commit(lambda: self._index().puts(holding, today), owned.writes())
        self._let_go()
        if changes:
            self._announce(changes, context)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self._let_go()

    @property
    def _outlook(self) -> Outlook:
        return Outlook(self.actor, self._holding, self._clock().date(), self._hooks)

    def _let_go(self) -> None:
        self._holding = self._anew()
        self._plugin_holding.clear()
