"""A workspace's plugins: loaded once, then asked by a method for each hook.

There is no global one. Nothing that a plugin does ends the host, and none hides what another one says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from instructional_coaching.access.actor import Actor
from instructional_coaching.codec.schema import CORE as CORE_SCHEMA, Schema
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.errors import (
    CoachingError,
    InvalidInput,
    PluginConflict,
    PluginContractError,
    PluginError,
    PluginLoadError,
    Problem,
    StorageUnavailable,
)
from instructional_coaching.hooks.discovery import CODE, Advertised, advertised
from instructional_coaching.hooks.given import Change, CommitContext
from instructional_coaching.hooks.guard import Implementation, Raised, anew, answer_of, answers_of, guarded
from instructional_coaching.hooks.kind import kinds_of, steps_of
from instructional_coaching.hooks.registry import CORE, RUNTIME, Registry, built_ins, first_of
from instructional_coaching.hooks.returned import Restriction, StorageBackendEntry, is_store
from instructional_coaching.hooks.source import GIVEN, Plugin, Source
from instructional_coaching.storage.port import StorageBackend

if TYPE_CHECKING:
    from instructional_coaching.definitions.catalogue import Catalogue

D = TypeVar("D", bound=Definition)

Stores: TypeAlias = dict[str, tuple[Implementation, StorageBackendEntry]]

OnError: TypeAlias = Literal["raise", "skip"]


class HookManager:
    """The plugins of one workspace.

    Args:
        plugins: Plugins as objects or modules, beside those that are installed.
        definitions: Folders of YAML, or files.
        discover: Whether to load what is installed.
        on_error: ``raise`` refuses to load anything if something is wrong; ``skip`` leaves out what is wrong.

    Raises:
        PluginError: something is wrong with a plugin; what else is wrong stands in its notes.
        DefinitionError: something is wrong in a folder of definitions.
    """

    def __init__(
        self,
        *,
        plugins: Iterable[object] = (),
        definitions: Path | Iterable[Path] = (),
        discover: bool = False,
        on_error: OnError = "raise",
    ) -> None:
        self._strict = on_error == "raise"
        self._skipped: list[CoachingError] = []
        self._registry = Registry(built_ins())
        self._packages: list[tuple[Source, str]] = []
        self._folders = (definitions,) if isinstance(definitions, Path) else tuple(definitions)
        self._loading = RLock()
        self._catalogue: Catalogue | None = None
        self._bringers: Mapping[tuple[str, str], Source] = {}
        faults = [*(self._discovered() if discover else ()), *self._given(plugins)]
        self._stores, wrong = _stores(self._registry)
        self._kinds, unowned = kinds_of(self._registry)
        self._settle([*faults, *wrong, *unowned])
        self.restricts = bool(self._registry.implementing("coaching_access_restrictions"))
        self.watches = any(
            self._registry.implementing(one) for one in ("coaching_check_commit", "coaching_after_commit")
        )
        if self._folders or self._packages or len(self._registry.sources) > 1:
            self.catalogue()

    @property
    def skipped(self) -> tuple[CoachingError, ...]:
        """What was left out, where that was asked for: an error for each."""
        return tuple(self._skipped)

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """What is loaded, and what each brings; the library itself comes first."""
        from importlib.metadata import version

        self.catalogue()
        sources = dict.fromkeys([*self._registry.sources, *(source for source, _ in self._packages)])
        return tuple(
            Plugin(
                source.name,
                source.distribution,
                source.version or (version(CORE.distribution) if source is CORE else ""),
                tuple(self._brought_by(source)),
            )
            for source in sources
        )

    def _brought_by(self, source: Source) -> Iterator[str]:
        yield from (f"{kind} {id_}" for (kind, id_), one in self._bringers.items() if one is source)
        yield from (f"store {scheme}" for scheme, (one, _) in self._stores.items() if one.source is source)
        yield from (f"kind {kind}" for kind, (one, _) in self._kinds.items() if one.source is source)
        for hook in RUNTIME:
            if any(one.source is source for one in self._registry.implementing(hook)):
                yield hook

    # --- asked when a workspace is opened ------------------------------------------------------------------

    def catalogue(self) -> "Catalogue":
        """Return the definitions of the library, of plugins and of folders; they are loaded once.

        Raises:
            PluginError: something is wrong with a plugin's; what else is wrong stands in its notes.
            DefinitionError: something is wrong in a folder.
        """
        with self._loading:
            if self._catalogue is None:
                from instructional_coaching.hooks.gathering import Gathering

                gathering = Gathering()
                gathering.ask(self._registry)
                for source, value in self._packages:
                    gathering.read_package(source, value)
                for place in self._folders:
                    gathering.read_folder(place)
                self._settle(gathering.faults, gathering.consequences)
                self._bringers = gathering.brought_by
                self._catalogue = gathering.catalogue()
            return self._catalogue

    def rubrics(self) -> tuple[Rubric, ...]:
        """Return every rubric."""
        return self._definitions(Rubric)

    def coaching_models(self) -> tuple[CoachingModel, ...]:
        """Return every coaching model."""
        return self._definitions(CoachingModel)

    def cadence_rules(self) -> tuple[CadenceRule, ...]:
        """Return every cadence rule."""
        return self._definitions(CadenceRule)

    def storage_backends(self) -> tuple[StorageBackendEntry, ...]:
        """Return every kind of store."""
        return tuple(entry for _, entry in self._stores.values())

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of document that plugins own."""
        return tuple(self._kinds)

    @property
    def schema(self) -> Schema:
        """The present version of every kind, those of plugins included."""
        if not self._kinds:
            return CORE_SCHEMA
        owned = {kind: steps_of(*owner) for kind, owner in self._kinds.items()}
        return Schema({**CORE_SCHEMA.steps, **owned})

    def open_store(self, address: str) -> StorageBackend:
        """Open the store of an address.

        Raises:
            StorageUnavailable: it can't be opened, or there is no such kind of store.
            PluginContractError: the plugin that brings this kind of store fails to open one.
        """
        scheme, separator, _ = address.partition("://")
        if not separator or scheme not in self._stores:
            known = ", ".join(f"{name}://" for name in self._stores)
            raise StorageUnavailable(
                scheme, "is no kind of store known here", f"begin the address with one of {known}"
            )
        asked, entry = self._stores[scheme]
        opened = guarded(lambda: entry.open(address))
        if isinstance(opened, Raised):
            raise opened.error if isinstance(opened.error, CoachingError) else asked.raised(opened.error)
        if not is_store(opened):
            raise asked.fault(f"opened no store for {scheme}://", "return a StorageBackend from open")
        return opened

    # --- asked while the school works ----------------------------------------------------------------------

    def access_restrictions(self, actor: Actor, action: str, kind: str) -> tuple[Restriction, ...]:
        """Return what restricts this actor in an action on records of a kind.

        Raises:
            PluginContractError: a plugin doesn't say; whatever was asked is refused with it.
        """
        restrictions: list[Restriction] = []
        faults: list[PluginContractError] = []
        for one in self._registry.implementing("coaching_access_restrictions"):
            given = {"actor": anew(actor), "action": action, "kind": kind}
            try:
                restrictions += answers_of(one, given, Restriction)
            except PluginContractError as fault:
                faults.append(fault)
        if faults:
            raise first_of(faults)
        return tuple(restrictions)

    def check_commit(self, changes: Sequence[Change], context: CommitContext) -> None:
        """Ask every plugin whether a commit may be made.

        Raises:
            InvalidInput: there are problems: all that all plugins see, and a problem for each that failed.
        """
        problems: list[Problem] = []
        for one in self._registry.implementing("coaching_check_commit"):
            try:
                problems += answers_of(one, _copied(changes, context), Problem)
            except PluginContractError as fault:
                _log(fault)
                told_by = f"plugin {fault.plugin} of {fault.distribution}"
                message = f"{fault.hook} {fault.reason}"
                problems.append(Problem(told_by, 0, 0, "", message, fault.hint, fault.code))
        if problems:
            raise InvalidInput("commit", tuple(problems))

    def after_commit(self, changes: Sequence[Change], context: CommitContext) -> None:
        """Tell every plugin of a commit. What goes wrong in one is logged."""
        for one in self._registry.implementing("coaching_after_commit"):
            try:
                if answer_of(one, _copied(changes, context)) is not None:
                    raise one.fault("returned something, and nothing is asked for", "return None")
            except PluginContractError as fault:
                _log(fault)

    # --- loading -------------------------------------------------------------------------------------------

    def _discovered(self) -> Iterator[CoachingError]:
        for point in advertised():
            if isinstance(point, PluginLoadError):
                yield point
            elif point.group == CODE:
                yield from self._loaded(point)
            else:
                self._packages.append((point.source, point.value))

    def _loaded(self, point: Advertised) -> Iterator[CoachingError]:
        from instructional_coaching.hooks.loading import load

        try:
            self._registry.register(point.source, load(point))
        except PluginError as fault:
            yield fault

    def _given(self, plugins: Iterable[object]) -> Iterator[CoachingError]:
        for one in plugins:
            name = one.__name__ if isinstance(one, ModuleType) else type(one).__qualname__
            try:
                self._registry.register(Source(name, GIVEN), one)
            except PluginError as fault:
                yield fault

    def _definitions(self, kind: type[D]) -> tuple[D, ...]:
        return tuple(one.definition for one in self.catalogue() if isinstance(one.definition, kind))

    def _settle(self, faults: Sequence[CoachingError], consequences: Sequence[CoachingError] = ()) -> None:
        """Raise what is wrong, and what follows from it only where nothing else is; or keep all of it."""
        if self._strict and (faults or consequences):
            raise first_of(faults or consequences)
        self._skipped += [*faults, *consequences]


def _stores(registry: Registry) -> tuple[Stores, list[CoachingError]]:
    stores: Stores = {}
    faults: list[CoachingError] = []
    for one, entry in registry.entries("coaching_storage_backends", StorageBackendEntry, faults):
        first, kept = stores.setdefault(entry.scheme, (one, entry))
        if kept is not entry:
            what = f"store {entry.scheme}://"
            faults.append(PluginConflict(what, first.source.origin, one.source.origin))
    return stores, faults


def _copied(changes: Sequence[Change], context: CommitContext) -> Mapping[str, object]:
    return {"changes": tuple(map(anew, changes)), "context": anew(context)}


def _log(fault: PluginContractError) -> None:
    import logging  # most processes meet no such fault

    logging.getLogger("instructional_coaching.hooks").error("%s", fault, stacklevel=2)
