"""Every definition of the package can be read, and is brought by the package when it is installed."""

from pathlib import Path

import pytest

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.definitions.folder import read_folder
from instructional_coaching.workspace.workspace import open_workspace

FOLDER = Path(__file__).parents[1] / "src" / "oakfield_questioning"
EXPECTED = [
    "cadence_rule oakfield/fortnightly-in-lessons",
    "coaching_model oakfield/questioning-cycle",
    "rubric oakfield/questioning",
]


def test_every_file_is_a_definition_without_problems() -> None:
    """A mistake fails this test with its file, line and column."""
    brought = read_folder(FOLDER, known=core_catalogue())

    assert sorted(one.definition.ref for one in brought) == EXPECTED


def test_the_installed_package_brings_them() -> None:
    """The entry point and the wheel are right."""
    with open_workspace("memory://") as workspace:
        found = [one for one in workspace.plugins if one.distribution == "oakfield-questioning"]
    if not found:
        pytest.skip("the package isn't installed here")

    assert sorted(found[0].brings) == EXPECTED
