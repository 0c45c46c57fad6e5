"""What is installed is whole: names, types, metadata. `make wheel-test` runs this against the built wheel."""

import os
import re
import tomllib
from importlib.metadata import entry_points, files, metadata, requires, version
from importlib.resources import files as resources
from pathlib import Path

import instructional_coaching

IN_WHEEL = os.environ.get("INSTRUCTIONAL_COACHING_WHEEL") == "1"
ROOT = Path(__file__).parents[2]
DISTRIBUTION = "instructional-coaching"


def test_star_import_gives_every_public_name() -> None:
    namespace: dict[str, object] = {}

    exec("from instructional_coaching import *", namespace)

    assert set(instructional_coaching.__all__) <= set(namespace)
    assert len(instructional_coaching.__all__) == len(set(instructional_coaching.__all__))


def test_the_package_comes_from_where_it_should() -> None:
    """The wheel is imported from site-packages; in a checkout it is the source beside these tests."""
    place = Path(instructional_coaching.__file__).resolve().parent

    if IN_WHEEL:
        assert "site-packages" in place.parts
        assert not (ROOT / "src").exists()
    else:
        assert place == ROOT / "src" / "instructional_coaching"


def test_it_says_that_it_is_typed() -> None:
    assert resources(instructional_coaching).joinpath("py.typed").is_file()


def test_metadata_agrees_with_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert version(DISTRIBUTION) == project["version"]
    assert metadata(DISTRIBUTION)["License-Expression"] == "MIT"


def test_the_core_needs_four_libraries() -> None:
    needs = [need for need in requires(DISTRIBUTION) or () if "extra ==" not in need]
    names = {re.split(r"[^\w-]", need)[0].lower() for need in needs}

    assert names == {"attrs", "cattrs", "pluggy", "pyyaml"}


def test_the_command_is_there() -> None:
    (command,) = entry_points(group="console_scripts", name="coaching")

    assert callable(command.load())


def test_nothing_else_is_installed() -> None:
    """Beside its metadata the wheel brings the package alone; an editable installation, a path to it."""
    tops = {file.parts[0] for file in files(DISTRIBUTION) or () if file.parts[0] != ".."}
    (brought,) = {top for top in tops if not top.endswith(".dist-info")}

    assert (brought == "instructional_coaching") if IN_WHEEL else brought.endswith(".pth")
