"""A workspace: one school's records in one store."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from instructional_coaching.access.actor import Actor
from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.domain.check import Id, check_for
from instructional_coaching.domain.definition import Definition
from instructional_coaching.errors import CoachingError, ConcurrencyConflict, StorageUnavailable
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.hooks.source import Plugin
from instructional_coaching.storage.extra import Examination, SupportsJoining
from instructional_coaching.storage.port import StorageBackend
from instructional_coaching.workspace.care import back_up, examine
from instructional_coaching.workspace.holding import Holding
from instructional_coaching.workspace.indexing import index_of
from instructional_coaching.workspace.joined import JoinedWorkspace
from instructional_coaching.workspace.pinning import Definitions, InForce, Stale
from instructional_coaching.workspace.unit import UnitOfWork

if TYPE_CHECKING:
    from instructional_coaching.workspace.caseload_index import CaseloadIndex
    from instructional_coaching.workspace.migration import Migrated, Migration, StoredForm

T = TypeVar("T")
D = TypeVar("D", bound=Definition)


def _now() -> datetime:
    return datetime.now().astimezone()


class Workspace:
    """One school's records in one store. Safe to share between threads; each unit belongs to one."""

    def __init__(
        self,
        backend: StorageBackend,
        *,
        school: str = "school",
        clock: Callable[[], datetime] = _now,
        brought: Callable[[], Catalogue] | None = None,
        hooks: HookManager | None = None,
    ) -> None:
        self.school: str = check_for(Id)(school, "school")
        self._backend = backend
        self._clock = clock
        self._hooks = hooks or HookManager()
        self._definitions = Definitions(self.school, backend, brought or self._hooks.catalogue)

    @classmethod
    def in_memory(
        cls, *, clock: Callable[[], datetime] = _now, brought: Callable[[], Catalogue] | None = None
    ) -> Self:
        """Return a workspace on a new store that lives as long as the process, for a trial."""
        hooks = HookManager()
        return cls(hooks.open_store("memory://"), clock=clock, brought=brought, hooks=hooks)

    @property
    def catalogue(self) -> Catalogue:
        """The definitions that the library, plugins and the school's own files bring."""
        return self._definitions.brought

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """What is loaded, and what each brings; the library itself comes first."""
        return self._hooks.plugins

    @property
    def skipped(self) -> tuple[CoachingError, ...]:
        """What was left out because something is wrong with it: an error for each."""
        return self._hooks.skipped

    def in_force(self) -> tuple[InForce, ...]:
        """Return the definitions in force: those that were used, or installed, in this store."""
        return tuple(self._definitions.all_in_force())

    def versions(self, wanted: type[D], id: str) -> tuple[D, ...]:
        """Return every version of a definition that was used in this store, whoever brought it.

        Args:
            wanted: The class of definition, such as `Rubric`.
            id: Its id.
        """
        return tuple(self._definitions.versions(wanted, id))

    def stale(self) -> tuple[Stale, ...]:
        """Return the definitions in force of which another version has been brought, or none any more."""
        return tuple(self._definitions.stale())

    def install(self) -> tuple[Stale, ...]:
        """Put in force the versions that have been brought, and return what was in force before.

        What was recorded under the earlier versions stays recorded under them.

        Raises:
            ConcurrencyConflict: somebody else installs at the same time; nothing was changed.
        """
        return self._definitions.install()

    def now(self) -> datetime:
        """Return the present instant by the workspace's clock."""
        return self._clock()

    def unit(self, actor: Actor) -> UnitOfWork:
        """Return a unit of work for one person, to be used in a ``with`` statement."""
        return UnitOfWork(
            actor,
            self.school,
            self._backend,
            self._clock,
            self._definitions,
            self._hooks,
            lambda: self._index,
        )

    @cached_property
    def _index(self) -> "CaseloadIndex":
        return index_of(self.school, self._backend)

    def rebuild(self) -> int:
        """Make the caseload index anew from the records, and return how many relationships are in it.

        It comes out as it was, unless something went wrong; it is safe while others work.
        """
        holding = Holding(self.school, self._backend, self._definitions)
        return self._index.rebuild(holding, self._clock().date())

    def run(self, work: Callable[[UnitOfWork], T], *, actor: Actor, attempts: int = 3) -> T:
        """Do some work in a unit of its own and commit it; again from the start if a race was lost.

        That is safe because transitions are pure.

        Args:
            work: What to do; it is given the unit.
            actor: Who does it.
            attempts: How often to try, from 1.

        Returns:
            What the work returned.

        Raises:
            ConcurrencyConflict: every attempt lost.
        """
        for _ in range(attempts - 1):
            try:
                return self._once(work, actor)
            except ConcurrencyConflict:
                continue
        return self._once(work, actor)

    def _once(self, work: Callable[[UnitOfWork], T], actor: Actor) -> T:
        with self.unit(actor) as unit:
            return work(unit)

    def joined(self, connection: object) -> JoinedWorkspace:
        """Return this workspace inside a transaction of the host's, which commits or rolls back all of it.

        Nothing is tried again in it, and nothing is durable before the host commits; then the host calls
        `JoinedWorkspace.committed`.

        Args:
            connection: What the host works with, as the kind of store takes it: a `Connection` or a `Session`
                of SQLAlchemy's for the stores of ``instructional-coaching-sqlalchemy``.

        Raises:
            StorageUnavailable: stores of this kind join nobody.
        """
        if not isinstance(self._backend, SupportsJoining):
            raise StorageUnavailable(
                "the store", "it can't join a transaction", "use a store in the host's own database"
            )
        backend = self._backend.joined(connection)
        # What was read in a transaction may never have been: nothing of it is kept beyond.
        definitions = Definitions(self.school, backend, lambda: self.catalogue)
        return JoinedWorkspace(backend, self.school, self._clock, definitions, self._hooks)

    def examine(self) -> Examination:
        """Say what is wrong with the store: which documents are not what was written, and what else.

        Raises:
            StorageUnavailable: it is of a kind that is examined by its own tools.
        """
        return examine(self._backend)

    def back_up(self, target: Path) -> None:
        """Copy the store as of one moment into a new file that opens as a store, while others go on reading.

        Args:
            target: The new file, which must not be there.

        Raises:
            StorageUnavailable: it is of a kind that is copied by its own tools, or the file is there already.
        """
        back_up(self._backend, target)

    def stored_forms(self, *, school: str | None = None) -> "tuple[StoredForm, ...]":
        """Say how many documents of which kind the store holds in which schema version. Nothing is written.

        Args:
            school: The only school whose documents count; None for every school in the store.

        Raises:
            InvalidInput: a document in an older version can't be brought up to date.
            DamagedDocument: one is not what was written.
        """
        return self._migration(school).forms()

    def migrate(
        self, *, school: str | None = None, progress: Callable[[int, int], None] | None = None
    ) -> "Migrated":
        """Rewrite every document that is in an older schema version in the present one, while others work.

        The whole store is looked at first. Each rewritten document keeps its revision, so nobody's save meets
        a conflict because of it. A migration that was killed is finished by another one.

        Args:
            school: The only school whose documents count; None for every school in the store.
            progress: Is told how many documents are done, and of how many.

        Raises:
            SchemaError: there are documents of a newer version; nothing was written.
            InvalidInput: a document can't be brought up to date; nothing was written.
            DamagedDocument: one is not what was written; nothing was written.
        """
        return self._migration(school).run(progress)

    def _migration(self, school: str | None) -> "Migration":
        from instructional_coaching.workspace.migration import Migration

        hooks = self._hooks
        return Migration(self._backend, self._rebuild, schema=hooks.schema, kinds=hooks.kinds, school=school)

    def _rebuild(self, school: str) -> int:
        definitions = Definitions(school, self._backend, lambda: self.catalogue)
        holding = Holding(school, self._backend, definitions)
        return index_of(school, self._backend).rebuild(holding, self._clock().date())

    def close(self) -> None:
        """Close the store. Closing twice does no harm."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_workspace(
    url: str,
    *,
    school: str = "school",
    clock: Callable[[], datetime] = _now,
    definitions: Path | Iterable[Path] = (),
    plugins: Iterable[object] = (),
    discover: bool = True,
    on_error: Literal["raise", "skip"] = "raise",
) -> Workspace:
    """Open the workspace of a school.

    Args:
        url: Where the records are kept: ``sqlite:///school.db`` for a file beside the working folder,
            ``sqlite:////srv/school.db`` for one by its full path, ``memory://`` for none at all, or an
            address for a kind of store that a plugin brings.
        school: The school's id; records of different schools in one store never meet.
        clock: Gives the present instant with its offset from UTC; the only source of when things were typed.
        definitions: Folders of the school's own rubrics, coaching models and cadence rules in YAML, or files.
        plugins: Plugins as modules or objects, beside those that are installed.
        discover: Whether to load the plugins that are installed.
        on_error: What to do if something is wrong with a plugin or a definition: ``raise`` opens nothing;
            ``skip`` opens without it, and `Workspace.skipped` tells what was left out.

    Raises:
        StorageUnavailable: the store can't be opened.
        InvalidValue: the school's id is none; no store is opened.
        PluginError: something is wrong with a plugin; no store is opened.
        DefinitionError: something is wrong in a folder of definitions; no store is opened.
    """
    check_for(Id)(school, "school")
    hooks = HookManager(plugins=plugins, definitions=definitions, discover=discover, on_error=on_error)
    return Workspace(hooks.open_store(url), school=school, clock=clock, hooks=hooks)
