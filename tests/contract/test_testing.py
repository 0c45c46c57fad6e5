"""The module for who writes a plugin: its names, and where they come from."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from instructional_coaching import testing

DOCS = Path(__file__).parents[2] / "docs"


def checked_imports() -> dict[str, str]:
    """What type checkers see: every name with the module it is imported from."""
    tree = ast.parse(Path(str(testing.__file__)).read_text("utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def test_the_names_for_testing_are_those_of_the_snapshot() -> None:
    """A public name appears or goes on purpose: change the snapshot in the same commit."""
    snapshot = Path(__file__).with_name("testing_names.txt").read_text("utf-8").split()
    assert list(testing.__all__) == sorted(checked_imports()) == snapshot


@pytest.mark.parametrize("name", testing.__all__)
def test_every_name_for_testing_is_the_one_that_checkers_see(name: str) -> None:
    """And it says what it is."""
    found = getattr(testing, name)
    assert found is getattr(import_module(checked_imports()[name]), name)
    assert found.__doc__


@pytest.mark.parametrize("name", testing.__all__)
def test_every_name_for_testing_is_documented_once(name: str) -> None:
    pages = "\n".join(page.read_text("utf-8") for page in DOCS.rglob("*.md"))
    directive = rf"^\.\. auto\w+:: instructional_coaching\.testing\.{name}$"
    assert len(re.findall(directive, pages, flags=re.MULTILINE)) == 1


def test_the_names_are_there_for_whoever_used_a_part_of_it_before() -> None:
    """In whichever order modules are collected."""
    used, wanted = "instructional_coaching.testing.store.crew", "instructional_coaching.testing"
    script = f"import {used}; from {wanted} import Capability"
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True)
