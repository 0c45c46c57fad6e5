"""The planting of bugs itself: what it takes out, and that it tells a weak test from a strong one."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.planted import rules
from tests.planted.rules import checks_in, without

SOURCE = dedent(
    '''
    """A till – for a small shop."""

    def require_open(is_open: bool) -> None:
        if not is_open:
            raise PermissionError("closed")

    def sell(amount: int, is_open: bool = True) -> int:
        require_open(is_open)
        if amount == 0:
            return 0
        elif amount < 0:
            raise ValueError(
                f"{amount} – too small",
            )
        return amount
    '''
)
THIRD = "src/shop/till.py:12 if amount < 0: raise ValueError(f'{amount} – too small')"
WEAK = """
import pytest
from shop.till import sell

def test_sell():
    assert sell(2) == 2
    with pytest.raises(PermissionError):
        sell(2, is_open=False)
"""
STRONG = f"""{WEAK}
def test_refuse():
    with pytest.raises(ValueError):
        sell(-1)
"""


def planted(root: Path, tests: str, *more: str) -> "subprocess.CompletedProcess[str]":
    """Plant in a shop with these tests."""
    for name, text in {
        "src/shop/__init__.py": "",
        "src/shop/till.py": SOURCE,
        "tests/test_till.py": tests,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, str(Path(str(rules.__file__)).resolve()), "src/shop", "--jobs", "1", *more]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)


def test_a_check_is_a_raise_with_its_condition_or_a_call_that_requires() -> None:
    """Each is named by the line of its condition, and cut to a length that fits."""
    assert [(check.line, check.text.partition("(")[0]) for check in checks_in(SOURCE)] == [
        (5, "if not is_open: raise PermissionError"),
        (9, "require_open"),
        (12, "if amount < 0: raise ValueError"),
    ]
    (only,) = checks_in(f"raise ValueError('{'long ' * 50}')")
    assert len(only.text) == 100


def test_what_only_says_that_something_is_missing_is_no_check() -> None:
    """Neither a method that a subclass must write nor a call that gives something back."""
    assert checks_in("def f():\n    raise NotImplementedError\n") == []
    assert checks_in("x = require_measure()\nprint(x)\nrequire()[0]\n") == []


def test_taking_out_a_check_leaves_everything_else() -> None:
    """Also where it runs over several lines, behind letters of several bytes."""
    last = checks_in(SOURCE)[-1]
    assert without(SOURCE, last).splitlines()[11:] == [
        "    elif amount < 0:",
        "        pass",
        "    return amount",
    ]
    assert [len(checks_in(without(SOURCE, check))) for check in checks_in(SOURCE)] == [2, 2, 2]


def test_a_strong_test_notices_every_missing_check(tmp_path: Path) -> None:
    """Each line names the check and the test."""
    ended = planted(tmp_path, STRONG)
    assert ended.stdout.splitlines() == [
        "src/shop/till.py:5 if not is_open: raise PermissionError('closed') → tests/test_till.py::test_sell",
        "src/shop/till.py:9 require_open(is_open) → tests/test_till.py::test_sell",
        f"{THIRD} → tests/test_till.py::test_refuse",
        "3 planted, 3 caught",
    ]
    assert ended.returncode == 0


def test_a_weak_test_lets_a_missing_check_through(tmp_path: Path) -> None:
    """It is listed, and the run fails."""
    ended = planted(tmp_path, WEAK)
    assert [line for line in ended.stdout.splitlines() if line.endswith("NO TEST")] == [f"{THIRD} → NO TEST"]
    assert ended.stdout.splitlines()[-1] == "3 planted, 2 caught"
    assert ended.returncode == 1


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ("def test_wrong():\n    assert False\n", "test_wrong fails before anything is planted"),
        ("def test_other():\n    assert True\n", "import the package from elsewhere than the copy"),
        ("", "no tests ran"),
    ],
)
def test_tests_that_prove_nothing_are_refused(tmp_path: Path, tests: str, said: str) -> None:
    """They must pass as they are, and look at the copy; else everything would seem caught, or nothing."""
    ended = planted(tmp_path, tests)
    assert said in ended.stdout
    assert ended.returncode == 2


def test_what_there_was_no_time_for_counts_as_missed(tmp_path: Path) -> None:
    """A run that was cut short doesn't look like success."""
    ended = planted(tmp_path, STRONG, "--seconds", "0")
    assert ended.stdout.splitlines()[-1] == "3 planted, 0 caught"
    assert ended.returncode == 1
