"""The module for who writes a plugin: it loads nothing until it is used, and says what it lacks."""

import subprocess
import sys

import pytest

from instructional_coaching import testing


def said_by(code: str) -> str:
    """What a process of its own prints when it runs this."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    assert set(testing.__all__) <= set(dir(testing))
    with pytest.raises(AttributeError, match="StorageConformity"):
        getattr(testing, "StorageConformity")  # noqa: B009 - a checker refuses the plain form


def test_importing_it_loads_neither_pytest_nor_hypothesis() -> None:
    """A process that imports it for its names needs neither."""
    code = "import sys, instructional_coaching.testing; print({'pytest', 'hypothesis'} & set(sys.modules))"
    assert said_by(code).strip() == "set()"


@pytest.mark.parametrize("missing", ["pytest", "hypothesis"])
def test_using_it_without_what_it_needs_says_what_to_install(missing: str) -> None:
    """The error names the name, what is missing, and the extra that brings it."""
    code = f"""
import sys
sys.modules[{missing!r}] = None
try:
    from instructional_coaching.testing import StorageConformance
except ModuleNotFoundError as error:
    print(error)
"""
    said = said_by(code)
    assert f"instructional_coaching.testing.StorageConformance needs {missing}" in said
    assert "pip install 'instructional-coaching[test]'" in said
