"""Every hook is in the manual with its signature, and in a test that calls it."""

import inspect
import re
from pathlib import Path

import pytest
from pluggy import PluginManager

from docs.plugins import signature
from instructional_coaching.hooks.marker import PROJECT
from instructional_coaching.hooks.spec import HOOKS, HookSpecs
from tests.hooks.hostile import KIND, RUNTIME
from tests.hooks.test_hostile import LOADING, RUNNING

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugins" / "hooks.md").read_text("utf-8")
SHOWN = signature.hooks()


def test_the_page_on_hooks_asks_for_all_of_them() -> None:
    assert PAGE.count("{{ hooks }}") == 1
    assert re.findall(r"^### (\w+)$", SHOWN, re.MULTILINE) == list(HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_documented_with_its_exact_signature(hook: str) -> None:
    """As it can be copied; and each of its parameters is told of."""
    spec = inspect.signature(getattr(HookSpecs, hook))
    names = [name for name in spec.parameters if name != "self"]
    (shown,) = re.findall(rf"^def {hook}\((.*)\) -> (.+)$", SHOWN, re.MULTILINE)
    _, _, section = SHOWN.partition(f"### {hook}\n")
    section, _, _ = section.partition("###")

    assert re.findall(r"(\w+): ", shown[0]) == names
    assert re.sub(r"\w+\.", "", inspect.formatannotation(spec.return_annotation)) == shown[1]
    assert [name for name in names if f"- `{name}`: " not in section] == []


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_in_the_table_of_what_happens_if_it_fails(hook: str) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `coaching_")]

    assert [line for line in rows if f"`{hook}`" in line.split("|")[1]]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_called_in_a_test(hook: str) -> None:
    """By a plugin that is right and by those that are wrong."""
    assert f"def {hook}(" in KIND
    assert hook in {one for one, _ in (RUNNING if hook in RUNTIME else LOADING)}


def test_pluggy_knows_the_same_hooks() -> None:
    """None has a parameter that pluggy would leave out, and none stops at the first answer."""
    manager = PluginManager(PROJECT)
    manager.add_hookspecs(HookSpecs)
    for hook in HOOKS:
        spec = getattr(manager.hook, hook).spec
        assert ["self", *spec.argnames] == list(inspect.signature(getattr(HookSpecs, hook)).parameters)
        assert list(spec.kwargnames) == []
        assert not spec.opts.get("firstresult")
        assert not spec.opts.get("historic")
