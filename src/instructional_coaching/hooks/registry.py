"""Which plugin implements which hook; each implementation is checked before any is called."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Final, TypeVar

from pluggy import PluginManager

from instructional_coaching.errors import CoachingError, PluginContractError, PluginError, PluginLoadError
from instructional_coaching.hooks import built_in
from instructional_coaching.hooks.guard import Implementation, Raised, answers_of, guarded, told
from instructional_coaching.hooks.marker import PROJECT
from instructional_coaching.hooks.source import Source
from instructional_coaching.hooks.spec import HOOKS, HookSpecs

CORE: Final = Source("core", "instructional-coaching")
"""The library itself."""

E = TypeVar("E", bound=CoachingError)
T = TypeVar("T")

RUNTIME: Final = ("coaching_access_restrictions", "coaching_check_commit", "coaching_after_commit")
"""The hooks that are asked while the school works; the others are asked when a workspace is opened."""


class Registry:
    """The implementations of every hook, in the order in which the plugins came.

    Args:
        first: Implementations that are known already.
    """

    def __init__(self, first: Iterable[Implementation] = ()) -> None:
        self.sources: list[Source] = []
        self._known: list[object] = []
        self._implementing: dict[str, list[Implementation]] = {}
        self._add(first)

    def register(self, source: Source, plugin: object) -> None:
        """Take in a plugin, all of it or nothing. The same plugin twice is taken once.

        Raises:
            PluginContractError: one of its hooks doesn't exist, or isn't called like that.
            PluginLoadError: it can't be looked into, or implements no hook.
        """
        if any(one is plugin for one in self._known):
            return
        name = f"{source.distribution}:{source.name}:{len(self._known)}"
        taken = guarded(lambda: self._taken(name, source, plugin))
        if isinstance(taken, list):
            self._known.append(plugin)
            self._add(taken)
            if source not in self.sources:
                self.sources.append(source)
            return
        if isinstance(taken, Raised):
            reason = f"it can't be looked into: {told(taken.error)}"
            error = PluginLoadError(source.name, str(source), reason, "correct the plugin, or leave it out")
            raise error from taken.error
        raise taken

    def implementing(self, hook: str) -> tuple[Implementation, ...]:
        """Return the implementations of a hook."""
        return tuple(self._implementing.get(hook, ()))

    def entries(
        self, hook: str, wanted: type[T], faults: list[CoachingError]
    ) -> Iterator[tuple[Implementation, T]]:
        """Yield what each implementation of a hook returns, with it; add to the faults what is wrong."""
        for one in self.implementing(hook):
            try:
                answers = answers_of(one, {}, wanted)
            except PluginContractError as fault:
                faults.append(fault)
            else:
                yield from ((one, answer) for answer in answers)

    def _add(self, implementations: Iterable[Implementation]) -> None:
        for one in implementations:
            self._implementing.setdefault(one.hook, []).append(one)
            if one.source not in self.sources:
                self.sources.append(one.source)

    @cached_property
    def _pluggy(self) -> PluginManager:
        manager = PluginManager(PROJECT)
        manager.add_hookspecs(HookSpecs)
        return manager

    def _taken(self, name: str, source: Source, plugin: object) -> list[Implementation] | PluginError:
        faults = list(_faults(self._pluggy, source, plugin))
        if faults:
            return first_of(faults)
        if not any(self._pluggy.parse_hookimpl_opts(plugin, one) for one in dir(plugin)):
            remedy = "write @hookimpl above its functions, or name the object that has them"
            return PluginLoadError(source.name, str(source), "it implements no hook", remedy)
        self._pluggy.register(plugin, name)
        return [
            Implementation(source, caller.name, one.function, tuple(one.argnames), caller.name not in RUNTIME)
            for caller in self._pluggy.get_hookcallers(plugin) or ()
            for one in caller.get_hookimpls()
            if one.plugin_name == name and caller.has_spec()
        ]


@cache
def built_ins() -> tuple[Implementation, ...]:
    """Return what comes with the library, looked through like a plugin, once in a process."""
    registry = Registry()
    registry.register(CORE, built_in)
    return tuple(one for hook in HOOKS for one in registry.implementing(hook))


def first_of(errors: Sequence[E]) -> E:
    """Return the first of some errors, with the others as its notes."""
    for one in errors[1:]:
        errors[0].add_note(f"and: {one}")
    return errors[0]


def _faults(pluggy: PluginManager, source: Source, plugin: object) -> Iterator[PluginContractError]:
    """Yield what of a plugin can't be a hook: pluggy would leave it out, or call it in part."""
    for name in dir(plugin):
        options = pluggy.parse_hookimpl_opts(plugin, name)
        hook = (options and options.get("specname")) or name
        told_of = Implementation(source, hook, lambda: None, ())
        if options is None:
            if name in HOOKS and inspect.isroutine(inspect.getattr_static(plugin, name)):
                yield told_of.fault("isn't marked", "write @hookimpl above it")
        elif hook not in HOOKS:
            if not options.get("optionalhook"):
                yield told_of.fault("is no hook", _meant(hook))
        elif options.get("wrapper") or options.get("hookwrapper"):
            yield told_of.fault("wraps other plugins", "leave out wrapper=True: no hook here is wrapped")
        else:
            misfit = _misfit(getattr(plugin, name), hook)
            if misfit:
                yield told_of.fault(misfit, f"write it as def {hook}{_parameters(hook)}")


def _misfit(function: Callable[..., object], hook: str) -> str:
    """Return what is wrong with the signature of an implementation, or nothing."""
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        return "is asynchronous, and hooks are called synchronously"
    known = [name for name in inspect.signature(getattr(HookSpecs, hook)).parameters if name != "self"]
    for one in inspect.signature(function).parameters.values():
        if one.kind is not one.POSITIONAL_OR_KEYWORD:
            return f"has the parameter {one}, which is not passed by position and name"
        if one.default is not one.empty:
            return f"has a default for {one.name}, which would never be given"
        if one.name not in known:
            return f"takes {one.name}, which it isn't given"
    return ""


def _parameters(hook: str) -> str:
    signature = inspect.signature(getattr(HookSpecs, hook))
    names = [name for name in signature.parameters if name != "self"]
    return f"({', '.join(names)})"


def _meant(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, HOOKS, n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(HOOKS)}"
