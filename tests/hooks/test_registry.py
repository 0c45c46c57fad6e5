"""What counts as an implementation of a hook, and what is refused before it is called."""

import subprocess
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from instructional_coaching.errors import PluginError
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.registry import CORE, Registry, built_ins
from instructional_coaching.hooks.source import Source
from instructional_coaching.hooks.spec import HOOKS

WHO = Source("trial", "trial-plugin", "1.0")


def nothing() -> Any:
    return []


def marked(**options: Any) -> Any:
    return hookimpl(lambda: nothing(), **options)  # noqa: PLW0108 - a function of its own, to be marked


def registered(plugin: object) -> Registry:
    registry = Registry()
    registry.register(WHO, plugin)
    return registry


def refused(plugin: object) -> str:
    registry = Registry()
    with pytest.raises(PluginError) as caught:
        registry.register(WHO, plugin)
    assert "trial-plugin 1.0" in str(caught.value)
    assert registry.sources == []
    assert [hook for hook in HOOKS if registry.implementing(hook)] == []
    return "\n".join([str(caught.value), *getattr(caught.value, "__notes__", ())])


class Methods:
    """A plugin as an object."""

    @hookimpl
    def coaching_rubrics(self) -> Any:
        return []

    @hookimpl
    def coaching_check_commit(self, context: Any) -> Any:
        return [context]


class Odd:
    """A plugin with things in it that must not be touched."""

    @property
    def surprise(self) -> Any:
        raise SystemExit(3)

    @hookimpl
    def coaching_rubrics(self) -> Any:
        return []


def test_a_module_a_class_of_functions_and_an_object_will_do() -> None:
    module = ModuleType("trial")
    vars(module)["coaching_rubrics"] = marked()

    class Functions:
        """Functions under one roof."""

        coaching_rubrics: Any = staticmethod(marked())

    for plugin in (module, Functions, Methods(), Odd()):
        assert len(registered(plugin).implementing("coaching_rubrics")) == 1


def test_a_hook_takes_as_many_parameters_as_it_names() -> None:
    """In whatever order."""
    (one,) = registered(Methods()).implementing("coaching_check_commit")

    assert one.called({"changes": 1, "context": 2}) == [2]


def test_the_same_plugin_counts_once_and_two_objects_of_a_class_twice() -> None:
    registry = Registry()
    first = Methods()
    for plugin in (first, first, Methods()):
        registry.register(WHO, plugin)

    assert len(registry.implementing("coaching_rubrics")) == 2


def test_a_hook_under_another_name_says_so_by_specname() -> None:
    def ours() -> Any:
        return []

    plugin = SimpleNamespace(ours=hookimpl(ours, specname="coaching_rubrics"))

    assert len(registered(plugin).implementing("coaching_rubrics")) == 1


def test_a_hook_of_another_version_of_the_library_may_be_optional() -> None:
    plugin = SimpleNamespace(coaching_weather=marked(optionalhook=True))

    assert [hook for hook in HOOKS if registered(plugin).implementing(hook)] == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("coaching_rubrik", "coaching_rubrics"), ("coaching_before_commit", "coaching_after_commit")],
)
def test_a_misspelt_hook_is_told_what_was_meant(name: str, meant: str) -> None:
    assert f"did you mean {meant}?" in refused(SimpleNamespace(**{name: marked()}))


def test_a_hook_that_is_like_none_is_told_all() -> None:
    told = refused(SimpleNamespace(weather=marked()))

    assert all(hook in told for hook in HOOKS)


def test_all_that_is_wrong_is_told_at_once() -> None:
    plugin = SimpleNamespace(coaching_rubrik=marked(), coaching_modles=marked())
    told = refused(plugin)

    assert "coaching_rubrics" in told
    assert "coaching_models" in told


def test_a_hook_without_its_mark_is_noticed() -> None:
    """It would never be called, and nobody would know why."""
    assert "@hookimpl" in refused(SimpleNamespace(coaching_rubrics=nothing))


@pytest.mark.parametrize("plugin", [None, 42, "text", ModuleType("empty"), SimpleNamespace(help=nothing)])
def test_what_implements_no_hook_is_no_plugin(plugin: object) -> None:
    """Somebody named the wrong thing."""
    assert "implements no hook" in refused(plugin)


def test_a_class_given_for_its_object_is_noticed() -> None:
    assert "takes self" in refused(Methods)


async def later() -> Any:
    """Return nothing, some time."""


async def one_by_one() -> Any:
    """Yield nothing, some time."""
    yield


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (lambda colour: [], "takes colour"),
        (lambda context=None: [], "has a default for context"),
        (lambda *, context: [], "has the parameter context"),
        (lambda *given: [], "has the parameter *given"),
        (lambda **given: [], "has the parameter **given"),
        (later, "asynchronous"),
        (one_by_one, "asynchronous"),
    ],
)
def test_a_signature_that_would_not_be_called_as_it_looks_is_refused(function: Any, told: str) -> None:
    """And the right one is written out."""
    refusal = refused(SimpleNamespace(coaching_check_commit=hookimpl(function)))

    assert told in refusal
    assert "def coaching_check_commit(changes, context)" in refusal


@pytest.mark.parametrize("how", ["wrapper", "hookwrapper"])
def test_no_plugin_wraps_another(how: str) -> None:
    def around() -> Any:
        return (yield)

    options: dict[str, Any] = {how: True}
    assert "wraps" in refused(SimpleNamespace(coaching_rubrics=hookimpl(around, **options)))


def test_a_plugin_that_can_not_be_looked_into_is_named() -> None:
    class Closed:
        """Nobody looks into it."""

        def __dir__(self) -> Any:
            raise SystemExit(3)

    assert "can't be looked into: SystemExit" in refused(Closed())


def test_what_comes_with_the_library_comes_by_the_same_hooks() -> None:
    by_hook = {one.hook for one in built_ins()}

    assert by_hook == {
        "coaching_rubrics",
        "coaching_models",
        "coaching_cadence_rules",
        "coaching_storage_backends",
    }
    assert {one.source for one in built_ins()} == {CORE}


def test_the_marker_loads_nothing_of_the_library() -> None:
    """A plugin that is imported alone is quick."""
    code = (
        "import sys, pluggy; before = set(sys.modules); from instructional_coaching.hooks import hookimpl;"
        "print(sorted(set(sys.modules) - before))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    names = ["", ".hooks", ".hooks.marker"]
    assert out.strip() == str([f"instructional_coaching{name}" for name in names])
