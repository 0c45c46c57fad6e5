"""Packages of YAML: read without running any of their code."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.errors import PluginConflict, PluginLoadError
from instructional_coaching.hooks.discovery import DATA
from instructional_coaching.workspace.workspace import open_workspace
from tests.hooks.installing import install, unused

RULE = "cadence_rule: {id}\ntitle: A rule\nrequires:\n  - {{family: no_longer_than, days: 10}}\n"
LOUD = 'raise SystemExit("this package was imported")\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def package(folder: Path, distribution: str, files: dict[str, str], value: str = "{}") -> str:
    """Install a package of YAML; return the name of the package."""
    name = unused(distribution)
    points = {DATA: {distribution: value.format(name)}}
    install(folder, distribution, "1.0", points, {f"{name}/{path}": text for path, text in files.items()})
    return name


def test_its_definitions_are_there_and_its_code_has_not_run(folder: Path) -> None:
    """Though it has some, and loud."""
    name = package(folder, "quiet", {"__init__.py": LOUD, "rule.yaml": RULE.format(id="quiet/rule")})

    with open_workspace("memory://") as workspace:
        assert workspace.catalogue.get(CadenceRule, "quiet/rule") is not None
        assert [one.origin for one in workspace.catalogue if one.definition.id == "quiet/rule"] == [
            "quiet 1.0"
        ]
        (plugin,) = [one for one in workspace.plugins if one.distribution == "quiet"]
    assert (plugin.name, plugin.version, plugin.brings) == ("quiet", "1.0", ("cadence_rule quiet/rule",))
    assert name not in sys.modules


@pytest.mark.parametrize("init", [{}, {"__init__.py": LOUD}], ids=["no-code", "code"])
def test_a_folder_in_it_is_named_with_dots(folder: Path, init: dict[str, str]) -> None:
    """What lies beside the folder is left alone."""
    files = {"data/rules/rule.yaml": RULE.format(id="deep/rule"), "other.yaml": "nonsense", **init}
    name = package(folder, "deep", files, "{}.data.rules")

    with open_workspace("memory://") as workspace:
        assert workspace.catalogue.get(CadenceRule, "deep/rule") is not None
    assert name not in sys.modules


def test_an_editable_installation_is_found(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its package lies elsewhere on the path than its metadata, which list no file."""
    source, name = tmp_path_factory.mktemp("source"), unused("edited")
    (source / name).mkdir()
    (source / name / "rule.yaml").write_text(RULE.format(id="edited/rule"))
    install(folder, "edited", "1.0", {DATA: {"edited": name}}, {})
    sys.path.append(str(source))
    try:
        with open_workspace("memory://") as workspace:
            assert workspace.catalogue.get(CadenceRule, "edited/rule") is not None
    finally:
        sys.path.remove(str(source))


@pytest.mark.parametrize(
    "value", ["no_such_package", "../elsewhere", "/etc", "a:b", "", "json.no_such_folder", "sys"]
)
def test_what_is_no_package_is_an_error(folder: Path, value: str) -> None:
    """A path is none, and a module of code neither."""
    install(folder, "astray", "1.0", {DATA: {"astray": value}}, {})

    with pytest.raises(PluginLoadError) as caught:
        open_workspace("memory://")

    assert caught.value.distribution == "astray 1.0"


def test_a_package_that_can_not_be_looked_for_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some modules that are loaded don't say where they are from."""
    strange = ModuleType("strange_module")
    strange.__spec__ = None
    monkeypatch.setitem(sys.modules, "strange_module", strange)
    install(folder, "strange", "1.0", {DATA: {"strange": "strange_module"}}, {})

    with pytest.raises(PluginLoadError) as caught:
        open_workspace("memory://")

    assert "strange_module can't be found: ValueError" in caught.value.reason


def test_a_package_without_yaml_is_an_error(folder: Path) -> None:
    """Somebody has forgotten it in the wheel."""
    package(folder, "hollow", {"__init__.py": ""})

    with pytest.raises(PluginLoadError) as caught:
        open_workspace("memory://")

    assert "no YAML" in caught.value.reason


def test_every_problem_is_told_with_its_line(folder: Path) -> None:
    """Of every file, in one error."""
    wrong = RULE.format(id="faulty/rule").replace("10", "ten")
    package(folder, "faulty", {"a.yaml": wrong, "b.yaml": wrong.replace("faulty/rule", "faulty/other")})

    with pytest.raises(PluginLoadError) as caught:
        open_workspace("memory://")

    assert "faulty 1.0" in str(caught.value)
    assert "a.yaml:4:36" in caught.value.reason
    assert "b.yaml:4:36" in caught.value.reason


def test_one_faulty_package_can_be_left_out(folder: Path) -> None:
    package(folder, "faulty", {"a.yaml": "rubric: 1\n"})
    package(folder, "sound", {"a.yaml": RULE.format(id="sound/rule")})

    with open_workspace("memory://", on_error="skip") as workspace:
        assert workspace.catalogue.get(CadenceRule, "sound/rule") is not None
        assert [error.code for error in workspace.skipped] == ["plugin-load-error"]


def test_an_id_that_two_bring_names_both(folder: Path) -> None:
    for distribution in ("first", "second"):
        package(folder, distribution, {"a.yaml": RULE.format(id="shared/rule")})

    with pytest.raises(PluginConflict) as caught:
        open_workspace("memory://")

    assert caught.value.parameters == {
        "what": "cadence_rule shared/rule",
        "first": "first 1.0",
        "second": "second 1.0",
    }
