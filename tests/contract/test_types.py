"""What type checkers say of code that uses the library, in strict mode."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.readme import example

GOAL = """
import instructional_coaching as ic

def use(unit: ic.UnitOfWork) -> None:
    reveal_type(unit.get(ic.Goal, "g1"))
    reveal_type(unit.get(ic.SessionActivity, "s1"))
    reveal_type(unit.save(unit.get(ic.Goal, "g1")))
    reveal_type(ic.from_json(ic.Session, "{}"))
"""
REVEALED = ["Goal", "SessionActivity", "Goal", "Session"]


def mypy(code: Path) -> tuple[int, str]:
    """Check a file with mypy, strictly, and return its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file=", str(code)],
        capture_output=True,
        text=True,
        check=False,
        cwd=code.parent,
    )
    return done.returncode, done.stdout + done.stderr


def basedpyright(code: Path) -> tuple[int, list[str]]:
    """Check a file with basedpyright, strictly, and return its exit code and its messages."""
    settings = {"typeCheckingMode": "strict", "include": [code.name]}
    (code.parent / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable],
        capture_output=True,
        text=True,
        check=False,
        cwd=code.parent,
    )
    said = json.loads(done.stdout)["generalDiagnostics"]
    return done.returncode, [one["message"] for one in said]


pytestmark = pytest.mark.checkout  # the checkers come with the development tools


def test_the_readme_example_passes_mypy_and_basedpyright_strict(tmp_path: Path) -> None:
    """What people copy is what checkers accept."""
    code = tmp_path / "example.py"
    code.write_text(example())
    assert mypy(code) == (0, "")
    assert basedpyright(code) == (0, [])


def test_a_mistyped_name_is_refused(tmp_path: Path) -> None:
    """`ic.Gaol` fails in both, though the façade is lazy."""
    code = tmp_path / "typo.py"
    code.write_text("import instructional_coaching as ic\n\nprint(ic.Gaol)\n")
    failed, said = mypy(code)
    assert failed == 1
    assert 'has no attribute "Gaol"' in said
    failed, messages = basedpyright(code)
    assert failed == 1
    assert any('"Gaol" is not a known attribute' in message for message in messages)


def test_get_reveals_the_very_class_asked_for(tmp_path: Path) -> None:
    """`unit.get(ic.Goal, …)` is a `Goal`, not some record."""
    code = tmp_path / "reveal.py"
    code.write_text(GOAL)
    _, said = mypy(code)
    found = [line.rpartition(".")[2].rstrip('"') for line in said.splitlines() if "Revealed type" in line]
    assert found == REVEALED
    _, messages = basedpyright(code)
    assert [m.rpartition(" is ")[2].strip('"') for m in messages if m.startswith("Type of")] == REVEALED


@pytest.mark.parametrize(
    "wrong",
    [
        'unit.save(unit.get(ic.Goal, "g1").adopt(by="ben"))',
        'unit.get(ic.Goal, "g1").adpot(by="ben", when=day)',
        'unit.get(ic.Goal, "g1").status = ic.GoalStatus.MET',
        'unit.get(ic.SessionActivity, "s1").summary',
    ],
)
def test_a_wrong_use_is_refused(tmp_path: Path, wrong: str) -> None:
    """A missing argument, a verb that isn't one, an assignment, content behind a projection."""
    code = tmp_path / "wrong.py"
    code.write_text(
        "from datetime import date\n\nimport instructional_coaching as ic\n\n\n"
        f"def use(unit: ic.UnitOfWork, day: date) -> None:\n    {wrong}\n"
    )
    assert mypy(code)[0] == 1
