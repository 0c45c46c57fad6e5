"""Every hook and all that a plugin can do wrong in it: the host lives, the others count, it is named."""

import logging
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.domain.session import Session
from instructional_coaching.errors import (
    AccessDenied,
    CoachingError,
    InvalidInput,
    NotFound,
    PluginContractError,
    PluginError,
)
from instructional_coaching.hooks.spec import HOOKS, HookSpecs
from instructional_coaching.workspace.workspace import Workspace, open_workspace
from tests.hooks.hostile import HARMLESS, HOSTILITIES, KIND, PRIVATE, RUNTIME, is_noticed_at_load
from tests.hooks.installing import GOOD, TAKES, install_module, on_the_path
from tests.workspace.school import OFFICE, clock

CELLS = [(hook, hostility) for hook in HOOKS for hostility in HOSTILITIES]
LOADING = [cell for cell in CELLS if is_noticed_at_load(*cell)]
RUNNING = [cell for cell in CELLS if not is_noticed_at_load(*cell) and cell not in HARMLESS]
MONDAY = date(2025, 12, 15)


def in_short(part: str) -> str:
    return part.replace("coaching_", "").replace(" ", "-")


@pytest.fixture
def kindly(tmp_path: Path) -> Iterator[str]:
    """A plugin that does nothing wrong is installed; the name of its module."""
    module = install_module(tmp_path, "kindly", "1.0", KIND)
    with on_the_path(tmp_path):
        yield module


def be_mean(folder: Path, hook: str, hostility: str) -> None:
    install_module(folder, "meanly", "6.6", HOSTILITIES[hostility](hook))


def join(workspace: Workspace, id: str) -> None:
    with workspace.unit(OFFICE) as unit:
        unit.perform("person.join", id=id, when=MONDAY.isoformat())


def told_to(module: str) -> list[Any]:
    found = sys.modules[module].__dict__["TOLD"]
    assert isinstance(found, list)
    return found


def assert_named(error: CoachingError, hook: str, hostility: str) -> None:
    """The text names the distribution and its version, and repeats nothing that the plugin said."""
    text = "\n".join([str(error), *getattr(error, "__notes__", ())])
    assert "meanly" in text
    assert "meanly 6.6" in text
    assert PRIVATE not in text
    if hostility == "duplicate":
        assert "kindly 1.0" in text
        assert error.code == "plugin-conflict"
    elif "import" in hostility or hostility == "syntax error":
        assert error.code == "plugin-load-error"
    else:
        assert error.code == "plugin-contract-error"
        assert hook[:-1] in text


def assert_kindly_counts(workspace: Workspace, module: str) -> None:
    """What the other plugin brings is there, and it is asked and told as ever."""
    assert workspace.catalogue.get(Rubric, "kindly/thing") is not None
    (brought,) = [one for one in workspace.plugins if one.name == "kindly"]
    assert len(brought.brings) == len(HOOKS)
    with pytest.raises(InvalidInput) as caught:
        join(workspace, "nobody")
    assert [one.code for one in caught.value.problems] == ["kindly-says-no"]
    assert told_to(module) == []
    join(workspace, "amara")
    assert told_to(module) == [("school", "office", "person", "amara", 1, ("person.join",))]


def test_the_tables_here_know_every_hook() -> None:
    """A new hook is asked all of it."""
    assert set(GOOD) == set(HOOKS)
    for hook in HOOKS:
        takes = [one for one in get_type_hints(getattr(HookSpecs, hook)) if one != "return"]
        assert TAKES.get(hook, "") == ", ".join(takes)


@pytest.mark.parametrize(("hook", "hostility"), LOADING, ids=in_short)
def test_a_plugin_that_is_wrong_stops_the_load_and_is_named(
    tmp_path: Path, kindly: str, hook: str, hostility: str
) -> None:
    be_mean(tmp_path, hook, hostility)

    with pytest.raises(PluginError) as caught:
        open_workspace("memory://", clock=clock)

    assert_named(caught.value, hook, hostility)


@pytest.mark.parametrize(("hook", "hostility"), LOADING, ids=in_short)
def test_what_is_wrong_can_be_left_out_and_the_rest_counts(
    tmp_path: Path, kindly: str, hook: str, hostility: str
) -> None:
    be_mean(tmp_path, hook, hostility)

    with open_workspace("memory://", clock=clock, on_error="skip") as workspace:
        (error,) = workspace.skipped
        assert_named(error, hook, hostility)
        assert_kindly_counts(workspace, kindly)


@pytest.mark.parametrize(("hook", "hostility"), RUNNING, ids=in_short)
def test_what_is_wrong_while_the_school_works_is_contained(
    tmp_path: Path, kindly: str, caplog: pytest.LogCaptureFixture, hook: str, hostility: str
) -> None:
    be_mean(tmp_path, hook, hostility)

    with open_workspace("memory://", clock=clock) as workspace:
        if hook == "coaching_access_restrictions":
            assert_refuses_everything(workspace, hook, hostility)
        elif hook == "coaching_check_commit":
            assert_refuses_commits(workspace, kindly, hostility)
        else:
            assert_only_logs(workspace, kindly, caplog, hook)


def assert_refuses_everything(workspace: Workspace, hook: str, hostility: str) -> None:
    with pytest.raises(PluginContractError) as caught:
        join(workspace, "amara")
    assert_named(caught.value, hook, hostility)
    for id in ("amara", "not-there"):  # the fault doesn't tell who is there
        with pytest.raises(PluginContractError):
            workspace.unit(OFFICE).get(Person, id)
    unit = workspace.unit(OFFICE)
    for attempt in (unit.view, unit.rebuilt, unit.recall().get):
        with pytest.raises(PluginContractError):
            attempt(Person, "amara")
    for search in (unit.find, unit.recall().find):  # there is no session at all
        with pytest.raises(PluginContractError):
            list(search(Session))


def assert_refuses_commits(workspace: Workspace, kindly: str, hostility: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        join(workspace, "nobody")
    text = str(caught.value)
    assert "plugin meanly of meanly 6.6" in text
    assert PRIVATE not in text
    # what the other one sees is reported with it
    assert {"kindly-says-no", "plugin-contract-error"} == {one.code for one in caught.value.problems}
    with pytest.raises(NotFound):
        workspace.unit(OFFICE).get(Person, "nobody")
    assert told_to(kindly) == []


def assert_only_logs(workspace: Workspace, kindly: str, caplog: pytest.LogCaptureFixture, hook: str) -> None:
    with caplog.at_level(logging.ERROR, "instructional_coaching.hooks"):
        join(workspace, "amara")
    assert workspace.unit(OFFICE).get(Person, "amara").id == "amara"
    assert [one[2] for one in told_to(kindly)] == ["person"]
    (record,) = caplog.records
    assert record.name == "instructional_coaching.hooks"
    assert f"plugin meanly of meanly 6.6: {hook}" in record.getMessage()
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize(("hook", "hostility"), sorted(HARMLESS), ids=in_short)
def test_what_only_looks_wrong_is_taken(tmp_path: Path, kindly: str, hook: str, hostility: str) -> None:
    """Returning nothing where nothing is asked for; two plugins of one opinion."""
    be_mean(tmp_path, hook, hostility)

    with open_workspace("memory://", clock=clock) as workspace:
        assert workspace.skipped == ()
        if hook == "coaching_access_restrictions":
            with pytest.raises(AccessDenied):
                join(workspace, "amara")
        elif hook == "coaching_check_commit":
            with pytest.raises(InvalidInput) as caught:
                join(workspace, "nobody")
            assert len(caught.value.problems) == 2
        else:
            join(workspace, "amara")
            assert len(told_to(kindly)) == 1


def test_every_runtime_hook_has_hostile_cells() -> None:
    """The matrix is whole: no cell is left out but the harmless ones."""
    assert len(LOADING) + len(RUNNING) + len(HARMLESS) == len(HOOKS) * len(HOSTILITIES)
    assert {hook for hook, _ in RUNNING} == set(RUNTIME)


def test_whom_a_plugin_shuts_out_sees_nothing(kindly: str) -> None:
    """Even a steward."""
    with open_workspace("memory://", clock=clock) as workspace:
        join(workspace, "amara")
        with pytest.raises(NotFound):
            workspace.unit(Actor("shut-out", steward=True)).get(Person, "amara")
