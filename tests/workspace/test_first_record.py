"""A process that reads a record loads what that takes; the rest comes in when something is asked of it."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.workspace.school import PAIR, act, found_school, opened

READING = """
import sys

before = set(sys.modules)
import instructional_coaching as ic

with ic.open_workspace({url!r}, discover=False) as workspace:
    assert workspace.unit(ic.Actor("ben")).get(ic.Session, "s1").minutes == 45
print(*sorted(set(sys.modules) - before))
"""
OUTSIDE = ("cattrs", "click", "difflib", "importlib.metadata", "logging", "yaml")
"""What is imported by none of the modules that reading takes."""
ASIDE = (
    "analysis",
    "access.projection",
    "codec.structuring",
    "codec.walk",
    "definitions.core",
    "definitions.reading",
    "domain.action_step",
    "domain.cycle",
    "domain.data_point",
    "domain.goal",
    "domain.practice_round",
    "domain.score_sheet",
    "hooks.gathering",
    "hooks.loading",
    "journal",
    "storage.memory",
    "workspace.caseload",
    "workspace.caseload_index",
    "workspace.caseload_view",
    "workspace.migration",
    "workspace.plugin_documents",
    "workspace.recall",
)
"""What of the library reading takes nothing of."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Name the modules that a process has loaded by the time it has read a session."""
    url = f"sqlite:///{tmp_path_factory.mktemp('first')}/school.db"
    with opened(url) as workspace:
        found_school(workspace)
        act(
            workspace,
            "amara",
            "session.log",
            id="s1",
            relationship=PAIR,
            kind="conversation",
            when="2025-10-01",
            minutes=45,
        )
    ended = subprocess.run(
        [sys.executable, "-c", READING.format(url=url)], capture_output=True, text=True, check=True
    )
    return set(ended.stdout.split())


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_first_record_loads_no_package_that_reading_has_no_use_for(loaded: set[str], name: str) -> None:
    """Whoever imports it at the top of a module on this path makes every process start later."""
    assert name not in loaded


@pytest.mark.parametrize("name", ASIDE)
def test_the_first_record_loads_no_module_of_another_question(loaded: set[str], name: str) -> None:
    """These are loaded with what is asked of them, where the decisions say."""
    assert f"instructional_coaching.{name}" not in loaded


@pytest.mark.parametrize("name", ASIDE)
def test_what_is_not_to_be_loaded_is_there(name: str) -> None:
    """A module under another name would pass unnoticed."""
    assert find_spec(f"instructional_coaching.{name}")
