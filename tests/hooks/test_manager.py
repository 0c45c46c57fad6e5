"""What a workspace's plugins bring together, and when they are asked."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.domain.cadence_rule import CadenceFamily, CadenceRule, Requirement
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.rubric import Criterion, Level, Rubric
from instructional_coaching.domain.stage import Order, Stage
from instructional_coaching.errors import (
    DefinitionError,
    InvalidValue,
    PluginConflict,
    PluginContractError,
    PluginError,
    StorageUnavailable,
)
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.hooks.returned import StorageBackendEntry
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.workspace import open_workspace

RULE = CadenceRule(
    id="oakfield/weekly",
    title="Weekly",
    requires=(Requirement(family=CadenceFamily.NO_LONGER_THAN, days=5),),
)
RUBRIC = Rubric(
    id="oakfield/thing",
    title="A rubric",
    levels=(Level(rank=0, title="Low"), Level(rank=1, title="High")),
    criteria=(Criterion(id="one", title="One"),),
)
YAML = "cadence_rule: {id}\ntitle: A rule\nrequires:\n  - {{family: no_longer_than, days: 10}}\n"


def model(cadence: str | None) -> CoachingModel:
    stages = (Stage(id="one", title="One", may_finish=True),)
    return CoachingModel(
        id="oakfield/model", title="A model", order=Order.FREE, stages=stages, cadence=cadence
    )


class Plugin:
    """A plugin that brings what it was made with."""

    def __init__(self, *definitions: Any, store: Callable[[str], Any] | None = None) -> None:
        self.definitions = definitions
        self.store = store
        self.asked = 0

    @hookimpl
    def coaching_rubrics(self) -> Any:
        self.asked += 1
        return [one for one in self.definitions if isinstance(one, Rubric)]

    @hookimpl
    def coaching_models(self) -> Any:
        return [one for one in self.definitions if isinstance(one, CoachingModel)]

    @hookimpl
    def coaching_cadence_rules(self) -> Any:
        return [one for one in self.definitions if isinstance(one, CadenceRule)]

    @hookimpl
    def coaching_storage_backends(self) -> Any:
        return [StorageBackendEntry("trial", self.store)] if self.store else []


# --- definitions -------------------------------------------------------------------------------------------


def test_the_library_brings_its_own_by_the_same_hooks() -> None:
    manager = HookManager()

    assert [one.definition for one in manager.catalogue()] == [
        *manager.rubrics(),
        *manager.coaching_models(),
        *manager.cadence_rules(),
    ]
    assert set(manager.rubrics()) == {
        one.definition for one in core_catalogue() if isinstance(one.definition, Rubric)
    }
    assert len(manager.catalogue()) == len(core_catalogue())
    assert [one.scheme for one in manager.storage_backends()] == ["memory", "sqlite"]


def test_each_kind_is_brought_by_its_hook() -> None:
    plugin = Plugin(RUBRIC, RULE, model("oakfield/weekly"))
    manager = HookManager(plugins=[plugin])

    assert RUBRIC in manager.rubrics()
    assert RULE in manager.cadence_rules()
    assert model("oakfield/weekly") in manager.coaching_models()


def test_definitions_are_asked_for_once() -> None:
    plugin = Plugin(RUBRIC)
    manager = HookManager(plugins=[plugin])
    for _ in range(3):
        manager.rubrics()

    assert plugin.asked == 1


def test_what_a_plugin_does_to_its_definition_later_changes_nothing() -> None:
    """The manager keeps values of its own."""
    mine = Rubric(id=RUBRIC.id, title=RUBRIC.title, levels=RUBRIC.levels, criteria=RUBRIC.criteria)
    manager = HookManager(plugins=[Plugin(mine)])
    object.__setattr__(mine, "title", "Another")

    assert RUBRIC in manager.rubrics()


def test_a_definition_that_names_what_nobody_brings_is_refused() -> None:
    with pytest.raises(PluginContractError) as caught:
        HookManager(plugins=[Plugin(model("oakfield/daily"))])

    assert "names the cadence_rule oakfield/daily" in caught.value.reason


def test_a_definition_may_name_what_another_plugin_brings() -> None:
    assert HookManager(plugins=[Plugin(model("oakfield/weekly")), Plugin(RULE)]).skipped == ()


def test_two_objects_that_bring_one_thing_are_told_apart() -> None:
    class Other(Plugin):
        """Another class of plugin."""

    with pytest.raises(PluginConflict) as caught:
        HookManager(plugins=[Plugin(RULE), Other(RULE)])

    assert caught.value.first.startswith("Plugin of open_workspace")
    assert "Other of open_workspace" in caught.value.second


def test_everything_that_is_wrong_is_told_in_one_error() -> None:
    """The first is raised, with the others as its notes."""
    with pytest.raises(PluginError) as caught:
        HookManager(plugins=[Plugin(RULE), Plugin(RULE), Plugin(RUBRIC), Plugin(RUBRIC)])

    told = "\n".join([str(caught.value), *caught.value.__notes__])
    assert "rubric oakfield/thing is brought twice" in told
    assert "cadence_rule oakfield/weekly is brought twice" in told


def test_what_only_follows_from_a_fault_is_not_told_as_another() -> None:
    """The rule that the model names would be there. Left out, it is reported all the same."""

    class Failing:
        """Would bring the rule."""

        @hookimpl
        def coaching_cadence_rules(self) -> Any:
            raise RuntimeError

    plugins = [Failing(), Plugin(model("oakfield/weekly"))]
    with pytest.raises(PluginError) as caught:
        HookManager(plugins=plugins)
    assert "RuntimeError" in str(caught.value)
    assert getattr(caught.value, "__notes__", []) == []

    skipping = HookManager(plugins=plugins, on_error="skip")
    assert ["RuntimeError" in str(one) for one in skipping.skipped] == [True, False]
    assert [one for one in skipping.coaching_models() if one.id == "oakfield/model"] == []


def test_a_module_is_known_by_its_name() -> None:
    module = ModuleType("oakfield_plugin")
    vars(module)["coaching_rubrics"] = hookimpl(lambda: [RUBRIC])

    (plugin,) = [one for one in HookManager(plugins=[module]).plugins if one.name != "core"]

    assert (plugin.name, plugin.version, plugin.brings) == (
        "oakfield_plugin",
        "",
        ("rubric oakfield/thing",),
    )


def test_a_plugin_given_as_an_object_can_be_left_out_too() -> None:
    class Hasty:
        """Misspells its hook."""

        @hookimpl
        def coaching_rubrik(self) -> Any:
            return []

    with pytest.raises(PluginContractError):
        open_workspace("memory://", plugins=[Hasty()])
    with open_workspace("memory://", plugins=[Hasty(), Plugin(RULE)], on_error="skip") as workspace:
        assert [one.code for one in workspace.skipped] == ["plugin-contract-error"]
        assert workspace.catalogue.get(CadenceRule, RULE.id) == RULE


def test_the_library_is_among_what_is_loaded_with_its_version() -> None:
    (core,) = HookManager().plugins

    assert core.distribution == "instructional-coaching"
    assert core.version
    assert {"store memory", "store sqlite", "coaching_model core/impact-cycle"} <= set(core.brings)


# --- a school's own files ----------------------------------------------------------------------------------


def test_a_folder_and_a_file_of_definitions_are_read(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text(YAML.format(id="oakfield/a"))
    (tmp_path / "b.yaml").write_text(YAML.format(id="oakfield/b"))

    with open_workspace("memory://", definitions=[tmp_path / "rules", tmp_path / "b.yaml"]) as workspace:
        origins = {one.definition.id: one.origin for one in workspace.catalogue}
    assert origins["oakfield/a"] == "a.yaml"
    assert origins["oakfield/b"] == "b.yaml"
    with open_workspace("memory://", definitions=tmp_path / "rules") as workspace:
        assert workspace.catalogue.get(CadenceRule, "oakfield/a") is not None


def test_a_file_may_name_what_a_plugin_brings(tmp_path: Path) -> None:
    lines = (
        "coaching_model: oakfield/model",
        "title: A model",
        "order: free",
        "cadence: oakfield/weekly",
        "stages: [{id: one, title: One, may_finish: true}]",
    )
    (tmp_path / "model.yaml").write_text("\n".join(lines))

    assert HookManager(plugins=[Plugin(RULE)], definitions=tmp_path).skipped == ()


def test_problems_in_a_file_open_nothing(tmp_path: Path) -> None:
    """Not even the store."""
    (tmp_path / "a.yaml").write_text("rubric: oakfield/a\n")
    place = tmp_path / "school.db"

    with pytest.raises(DefinitionError) as caught:
        open_workspace(f"sqlite:///{place}", definitions=tmp_path / "a.yaml")

    assert caught.value.problems[0].source == "a.yaml"
    assert not place.exists()


def test_a_file_with_problems_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rubric: oakfield/a\n")

    with open_workspace(
        "memory://", definitions=tmp_path, plugins=[Plugin(RULE)], on_error="skip"
    ) as workspace:
        assert [one.code for one in workspace.skipped] == ["definition-refused"]
        assert workspace.catalogue.get(CadenceRule, RULE.id) == RULE


def test_a_file_and_a_plugin_with_one_id_are_both_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML.format(id=RULE.id))

    with pytest.raises(PluginConflict) as caught:
        HookManager(plugins=[Plugin(RULE)], definitions=tmp_path)

    assert caught.value.second == "a.yaml"


def test_no_yaml_is_read_before_somebody_asks() -> None:
    """A workspace without plugins is opened without even loading what reads it."""
    code = (
        "import sys; import instructional_coaching as ic; w = ic.open_workspace('memory://', discover=False);"
        "before = 'yaml' in sys.modules; len(w.catalogue); print(before, 'yaml' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False True"


# --- stores ------------------------------------------------------------------------------------------------


def test_a_store_is_opened_with_the_whole_address() -> None:
    given: list[str] = []

    def opening(address: str) -> MemoryBackend:
        given.append(address)
        return MemoryBackend()

    open_workspace("trial://host:1/school?a=b", plugins=[Plugin(store=opening)]).close()

    assert given == ["trial://host:1/school?a=b"]


def test_a_store_says_itself_that_it_can_not_be_opened() -> None:
    def opening(address: str) -> MemoryBackend:
        raise StorageUnavailable("trial", "is away", "wait")

    with pytest.raises(StorageUnavailable):
        open_workspace("trial://", plugins=[Plugin(store=opening)])


def test_a_store_that_fails_otherwise_is_a_fault_of_its_plugin() -> None:
    """Of which the address is no part: there may be a password in it."""

    def opening(address: str) -> MemoryBackend:
        raise ConnectionError(address)

    with pytest.raises(PluginContractError) as caught:
        open_workspace("trial://ben:secret@host", plugins=[Plugin(store=opening)])

    assert "ConnectionError" in caught.value.reason
    assert "secret" not in str(caught.value)


def test_what_is_no_store_is_refused() -> None:
    with pytest.raises(PluginContractError) as caught:
        open_workspace("trial://", plugins=[Plugin(store=lambda address: object())])

    assert "opened no store" in caught.value.reason


def test_an_unknown_kind_of_store_is_told_those_there_are() -> None:
    with pytest.raises(StorageUnavailable) as caught:
        open_workspace("other://", plugins=[Plugin(store=lambda address: MemoryBackend())])

    assert "memory://, sqlite://, trial://" in caught.value.hint


@pytest.mark.parametrize(
    ("scheme", "opening"),
    [
        ("", MemoryBackend),
        ("Big", MemoryBackend),
        ("a/b", MemoryBackend),
        (7, MemoryBackend),
        ("trial", None),
    ],
)
def test_an_entry_is_checked_when_it_is_made(scheme: Any, opening: Any) -> None:
    with pytest.raises(InvalidValue):
        StorageBackendEntry(scheme, opening)
