"""The plugin that is to be copied: its definitions, its wheel, and what is left when it is uninstalled."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.definitions.folder import read_folder

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "plugins" / "oakfield-questioning"
SHEET = {
    "rubric": "Questioning at Oakfield",
    "scores": [["Time to think", "Not yet"], ["Asking further", "Mostly"]],
}

pytestmark = pytest.mark.checkout


def run(*command: str | Path) -> str:
    """Run a command, which must succeed, and return what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Environment:
    """A fresh environment. What the library needs comes from the one that runs the tests."""

    def __init__(self, place: Path) -> None:
        run(sys.executable, "-m", "venv", "--without-pip", place)
        self.python = place / "bin" / "python"
        (site,) = (place / "lib").glob("python*/site-packages")
        # A path in a .pth file is searched last, and the .pth files in it are not followed: an editable
        # installation there is not seen.
        (site / "needs.pth").write_text("\n".join(one for one in sys.path if one.endswith("site-packages")))

    def pip(self, *arguments: str | Path) -> None:
        """Let the pip that runs the tests do something here."""
        run(sys.executable, "-m", "pip", "--python", self.python, *arguments)

    def told(self, doing: str, store: Path) -> Any:
        """Score by the plugin's rubric, or read it back."""
        return json.loads(run(self.python, "-I", Path(__file__).with_name("scoring.py"), doing, store))


def wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a project."""
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, source)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """The wheels of the library and of the plugin."""
    return [wheel(source, tmp_path_factory.mktemp("wheel")) for source in (ROOT, PLUGIN)]


def test_it_is_installed_used_and_uninstalled_and_what_was_scored_is_still_read(
    wheels: Sequence[Path], tmp_path: Path
) -> None:
    """The store keeps the version of the rubric that was scored by."""
    fresh, store = Environment(tmp_path / "venv"), tmp_path / "school.db"
    fresh.pip("install", "-q", "--no-index", "--no-deps", *wheels)
    with_it = fresh.told("score", store)
    tested = run(fresh.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", PLUGIN / "tests")
    fresh.pip("uninstall", "-q", "-y", "oakfield-questioning")
    without_it = fresh.told("read", store)

    assert "2 passed" in tested
    assert with_it.pop("plugins")["oakfield-questioning"] == "1.0.0"
    assert with_it == SHEET | {"gone": []}
    assert "oakfield-questioning" not in without_it.pop("plugins")
    assert without_it == SHEET | {"gone": ["oakfield/questioning"]}


def test_its_wheel_is_yaml_and_nothing_else(wheels: Sequence[Path]) -> None:
    listed = run(sys.executable, "-m", "zipfile", "-l", wheels[1])
    files = re.findall(r"^oakfield_questioning/\S+", listed, re.MULTILINE)

    assert {Path(one).suffix for one in files} == {".yaml"}


def test_its_readme_names_what_it_brings() -> None:
    brought = read_folder(PLUGIN / "src" / "oakfield_questioning", known=core_catalogue())
    readme = (PLUGIN / "README.md").read_text("utf-8")

    assert sorted(re.findall(r"`(\w+): (oakfield/[\w-]+)`", readme)) == sorted(
        (one.definition.KIND, one.definition.id) for one in brought
    )


def test_it_advertises_its_package_as_data() -> None:
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["entry-points"] == {
        "instructional_coaching.definitions": {"oakfield-questioning": "oakfield_questioning"}
    }
