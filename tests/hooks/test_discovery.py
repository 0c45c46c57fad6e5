"""What is installed is found by its distribution, and nothing of it is loaded by looking."""

import sys
from importlib.metadata import Distribution
from pathlib import Path
from zipfile import ZipFile

import pytest

from instructional_coaching.errors import PluginLoadError
from instructional_coaching.hooks.discovery import CODE, DATA, Advertised, advertised
from instructional_coaching.workspace.workspace import open_workspace
from tests.hooks.installing import IMPORTS, install, install_module, unused


def found(distribution: str) -> list[Advertised]:
    return [one for one in advertised() if isinstance(one, Advertised) and one.distribution == distribution]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_both_groups_are_found_by_name(folder: Path) -> None:
    """Those of other groups are not."""
    points = {CODE: {"b": "no.such", "a": "no.such:thing"}, DATA: {"c": "nowhere"}, "other": {"d": "x"}}
    install(folder, "trial-plugin", "2.1", points, {})

    assert found("trial-plugin") == [
        Advertised("a", CODE, "no.such:thing", "trial-plugin", "2.1"),
        Advertised("b", CODE, "no.such", "trial-plugin", "2.1"),
        Advertised("c", DATA, "nowhere", "trial-plugin", "2.1"),
    ]


def test_what_is_installed_later_is_found_in_the_same_process(folder: Path) -> None:
    assert found("late") == []
    install(folder, "late", "1.0", {DATA: {"late": "late"}}, {})

    assert len(found("late")) == 1


def test_a_second_copy_is_hidden_by_the_first(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As it is for imports; else it would conflict with itself."""
    later = tmp_path_factory.mktemp("later")
    install(folder, "twice", "2.0", {DATA: {"twice": "twice"}}, {})
    install(later, "twice", "1.0", {DATA: {"twice": "twice"}}, {})
    sys.path.append(str(later))
    try:
        assert [one.version for one in found("twice")] == ["2.0"]
    finally:
        sys.path.remove(str(later))


def test_entry_points_that_can_not_be_read_are_an_error_in_their_place(folder: Path) -> None:
    """Which doesn't hide the others."""
    install(folder, "garbled", "1.0", {}, {})
    (folder / "garbled-1.0.dist-info" / "entry_points.txt").write_text(f"[{CODE}]\nno sense at all\n")
    install(folder, "sound", "1.0", {DATA: {"sound": "sound"}}, {})
    install(folder, "unrelated", "1.0", {}, {})
    (folder / "unrelated-1.0.dist-info" / "entry_points.txt").write_bytes(b"[other]\n\xff = 1\n")

    assert len(found("sound")) == 1
    (error,) = [one for one in advertised() if isinstance(one, PluginLoadError)]
    assert "garbled 1.0" in str(error)
    with pytest.raises(PluginLoadError):
        open_workspace("memory://")


def test_nothing_is_imported_before_a_workspace_is_opened_and_nothing_unless_it_may(folder: Path) -> None:
    module = install_module(
        folder, "lazy", "1.0", f"{IMPORTS}\n@hookimpl\ndef coaching_rubrics():\n    return []\n"
    )
    advertised()
    open_workspace("memory://", discover=False).close()
    assert module not in sys.modules

    open_workspace("memory://").close()
    assert module in sys.modules


def test_where_nothing_names_us_no_metadata_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most workspaces are opened without any plugin, and loading what reads metadata takes longest."""
    commands = {"console_scripts": {"coaching": "instructional_coaching.cli:main"}}
    install(tmp_path, "unrelated", "1.0", commands, {})
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "not-there")])
    monkeypatch.setattr("importlib.metadata.distributions", None)

    assert advertised() == ()


@pytest.mark.parametrize("archive", ["plugins.zip", "plugins.egg"])
def test_what_is_in_an_archive_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: str
) -> None:
    """Its code can be imported from there too."""
    install(tmp_path / "in", "packed", "1.0", {CODE: {"packed": "packed"}}, {"packed.py": ""})
    place = tmp_path / archive
    with ZipFile(place, "w") as opened:
        for file in (tmp_path / "in").rglob("*"):
            if file.is_file():
                opened.write(file, file.relative_to(tmp_path / "in"))
    monkeypatch.syspath_prepend(place)

    assert [one.value for one in found("packed")] == ["packed"]


def test_a_finder_of_another_kind_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever keeps distributions somewhere else."""
    install(tmp_path, "elsewhere", "1.0", {DATA: {"elsewhere": "elsewhere"}}, {})
    (info,) = tmp_path.glob("*.dist-info")

    class Elsewhere:
        """Finds one distribution and no module."""

        @staticmethod
        def find_spec(*_given: object) -> None:
            return None

        @staticmethod
        def find_distributions(*_given: object) -> list[Distribution]:
            return [Distribution.at(info)]

    monkeypatch.setattr(sys, "path", [str(tmp_path / "not-there")])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Elsewhere])

    assert len(found("elsewhere")) == 1


def test_an_entry_point_may_name_an_object_in_a_module(folder: Path) -> None:
    module = unused("holder")
    code = f"{IMPORTS}\nclass Bringer:\n    @hookimpl\n    def coaching_rubrics(self):\n        return []\n\n"
    files = {f"{module}.py": f"{code}\nbringer = Bringer()\n"}
    install(folder, "holder", "1.0", {CODE: {"one": f"{module}:bringer", "two": f"{module}:bringer"}}, files)

    with open_workspace("memory://") as workspace:
        assert [one.name for one in workspace.plugins] == ["core", "one"]


def test_a_name_that_is_not_in_the_module_is_an_error(folder: Path) -> None:
    module = unused("empty")
    install(folder, "empty", "1.0", {CODE: {"empty": f"{module}:bringer"}}, {f"{module}.py": ""})

    with pytest.raises(PluginLoadError) as caught:
        open_workspace("memory://")

    assert "AttributeError" in caught.value.reason


def test_what_a_plugin_needs_and_lacks_is_named(folder: Path) -> None:
    install_module(folder, "needy", "1.0", "import surely_not_installed\n")

    with pytest.raises(PluginLoadError) as caught:
        open_workspace("memory://")

    assert "No module named 'surely_not_installed'" in caught.value.reason
    assert isinstance(caught.value.__cause__, ModuleNotFoundError)
