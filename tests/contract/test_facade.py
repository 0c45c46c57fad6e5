"""The façade: what people import, lazily, and with types."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import instructional_coaching as ic

STUB = Path(str(ic.__file__)).with_suffix(".pyi")


def checked_imports() -> dict[str, str]:
    """Return what type checkers see: every name with the module it is imported from."""
    found: dict[str, str] = {}
    for node in ast.parse(STUB.read_text("utf-8")).body[1:-1]:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            assert alias.asname == alias.name, "only an explicit alias is a re-export to a strict checker"
            found[alias.name] = str(node.module)
    return found


def test_the_checked_imports_the_lazy_map_and_all_agree() -> None:
    """A name is in all three places, with the same home, or in none."""
    lazy = {name: f"instructional_coaching.{home}" for name, home in vars(ic)["_HOME"].items()}
    assert checked_imports() == lazy
    assert list(ic.__all__) == sorted(lazy)


@pytest.mark.parametrize("name", ic.__all__)
def test_every_name_is_the_one_its_home_defines_and_has_a_docstring(name: str) -> None:
    """`ic.Goal` is `domain.goal.Goal`, and says what it is."""
    home = import_module(checked_imports()[name])
    found = getattr(ic, name)
    assert found is getattr(home, name)
    assert found.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """So that `hasattr` and a star import behave."""
    with pytest.raises(AttributeError, match="Gaol"):
        getattr(ic, "Gaol")  # noqa: B009 - a checker refuses the plain form, and another test says so


def test_a_star_import_gives_all_of_it() -> None:
    """And nothing else."""
    space: dict[str, object] = {}
    exec("from instructional_coaching import *", space)
    assert set(ic.__all__) == set(space) - {"__builtins__"}
    assert set(ic.__all__) <= set(dir(ic))


def test_the_import_loads_nothing() -> None:
    """Neither a module of its own nor attrs, before something is used."""
    code = (
        "import sys; before = set(sys.modules); import instructional_coaching;"
        "print(sorted(set(sys.modules) - before))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "['instructional_coaching']"


def test_the_public_names_are_those_of_the_snapshot() -> None:
    """A public name appears or goes on purpose: change the snapshot in the same commit."""
    snapshot = Path(__file__).with_name("public_names.txt").read_text("utf-8").split()
    assert list(ic.__all__) == snapshot
