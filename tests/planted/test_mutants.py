"""The planting of small changes itself: what it changes, and that it tells a weak test from a strong one."""

import ast
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from tests.planted import mutants
from tests.planted.mutating import mutants_in

SOURCE = dedent(
    '''
    """A till – for a small shop."""

    from enum import Enum

    MOST = 3

    class Payment(Enum):
        CASH = "cash"
        CARD = "card"

    def price(amount: int, payment: Payment = Payment.CASH) -> int:
        """Return what so many cost."""
        if amount > MOST and payment is Payment.CARD:
            amount -= 1
        return amount * 2

    class Till:
        def __init__(self, float_: int = 0) -> None:
            self.held = float_

        @property
        def is_empty(self) -> bool:
            return not self.held

        def take(self, amount: int) -> None:
            self.held += price(amount)
    '''
)
STRONG = """
import pytest
from shop.till import Payment, Till, price

def test_price():
    assert [price(n) for n in (1, 3, 4)] == [2, 6, 8]
    assert [price(n, Payment.CARD) for n in (1, 3, 4)] == [2, 6, 6]

def test_till():
    till = Till()
    assert till.is_empty is True
    till.take(2)
    till.take(2)
    assert till.held == 8
    assert till.is_empty is False
    assert Till(5).held == 5
"""
WEAK = STRONG.replace("    assert till.held == 8\n    assert till.is_empty is False\n", "")


def changes(source: str, enums: Mapping[str, list[str]] | None = None) -> list[str]:
    """Return what is changed in a module, as text."""
    return [one.text for one in mutants_in(dedent(source), enums)]


@pytest.mark.parametrize(
    ("expression", "planted"),
    [
        ("a < b", ["a <= b"]),
        ("a <= b", ["a < b"]),
        ("a > b", ["a >= b"]),
        ("a >= b", ["a > b"]),
        ("a == b", ["a != b"]),
        ("a != b", ["a == b"]),
        ("a is b", ["a is not b"]),
        ("a is not b", ["a is b"]),
        ("a in b", ["a not in b"]),
        ("a not in b", ["a in b"]),
        ("a < b <= c", ["a <= b <= c", "a < b < c"]),
        ("(a) < (b)", ["(a) <= (b)"]),
        ("a and b and c", ["a or b or c"]),
        ("a or b", ["a and b"]),
        ("a + b", ["a - b"]),
        ("a - b", ["a + b"]),
        ("not a", ["(a)"]),
        ("7", ["6", "8"]),
        ("0", ["(-1)", "1"]),
        ("True", ["False"]),
        ("min(a)", ["max(a)"]),
        ("all(a)", ["any(a)"]),
        ("a if b else c", ["a if not (b) else c"]),
        ("[a for a in b if a > c]", ["[a for a in b if a >= c]", "[a for a in b if not (a > c)]"]),
        ("a if not b else c", ["a if (b) else c"]),
        ("Payment.CASH", ["Payment.CARD"]),
        ("Other.CASH", []),
        ("'text'", []),
        ("1.5", []),
        ("f'{a + 1}'", []),
    ],
)
def test_each_operator_changes_what_it_is_for(expression: str, planted: list[str]) -> None:
    """And nothing beside it."""
    source = f"x = {expression}\n"
    found = [one.plant(source) for one in mutants_in(source, {"Payment": ["CASH", "CARD"]})]
    assert sorted(found) == sorted(f"x = {one}\n" for one in planted)


@pytest.mark.parametrize(
    ("statement", "planted"),
    [
        ("return a", ["return None", "pass"][:1]),
        ("return None", []),
        ("return", []),
        ("a = b", ["pass"]),
        ("a += b", ["pass"]),
        ("f(a)", ["pass"]),
        ("raise a", ["pass"]),
        ("while a:\n        break", ["while not (a):\n        break", "while a:\n        pass"]),
        ("'''Only words.'''", []),
        ("import a", []),
    ],
)
def test_statements_are_left_out_and_nothing_is_returned(statement: str, planted: list[str]) -> None:
    """Within a function; what a module does when it is imported stays."""
    source = f"def f():\n    {statement}\n"
    assert [one.plant(source) for one in mutants_in(source)] == [f"def f():\n    {one}\n" for one in planted]
    assert not any(one.planted == "pass" for one in mutants_in("a = b\nf(a)\n"))


def test_a_change_says_where_it_is_and_how_it_reads() -> None:
    """The line, the outermost function, and the expression before and after."""
    found = mutants_in(SOURCE, {"Payment": ["CASH", "CARD"]})
    condition = "amount > MOST and payment is Payment.CARD"
    assert [(one.line, one.within, one.text) for one in found][:6] == [
        (6, None, "MOST = 3 → MOST = 2"),
        (6, None, "MOST = 3 → MOST = 4"),
        (12, None, "Payment.CASH → Payment.CARD"),
        (14, "price", f"if {condition} → if not ({condition})"),
        (14, "price", "amount > MOST → amount >= MOST"),
        (14, "price", f"{condition} → {condition.replace('and', 'or')}"),
    ]
    for one in found:
        ast.parse(one.plant(SOURCE))
        assert one.plant(SOURCE) != SOURCE


def planted(root: Path, tests: str, *more: str, known: str = "") -> "subprocess.CompletedProcess[str]":
    """Plant in a shop with these tests."""
    for name, text in {
        "src/shop/__init__.py": "",
        "src/shop/till.py": SOURCE,
        "tests/test_till.py": tests,
        "known.txt": known,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, str(Path(str(mutants.__file__)).resolve()), "src/shop", "--jobs", "1"]
    command += ["--known", "known.txt", *more]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=300)


def last_line(ended: "subprocess.CompletedProcess[str]") -> str:
    """Return what a run says in the end, but for how long it took."""
    return ended.stdout.splitlines()[-1].rpartition(", ")[0]


def test_a_strong_test_notices_every_change(tmp_path: Path) -> None:
    """Whether it is in a function or made when the module is imported."""
    ended = planted(tmp_path, STRONG)
    assert [line for line in ended.stdout.splitlines() if "→" in line] == []
    assert last_line(ended) == "20 planted, 20 noticed: 100.0 %, 0 survivors unexplained"
    assert ended.returncode == 0


def test_a_weak_test_lets_changes_through(tmp_path: Path) -> None:
    """They are listed, and the run fails unless the reason is known why they don't matter."""
    ended = planted(tmp_path, WEAK)
    survivor = "Till.take: self.held += price(amount) → pass"
    assert ended.stdout.splitlines()[0] == f"src/shop/till.py:27 {survivor} → NO TEST"
    assert last_line(ended) == "20 planted, 19 noticed: 95.0 %, 1 survivors unexplained"
    assert ended.returncode == 1
    known = f"# Why it doesn't matter.\n\nsrc/shop/till.py {survivor}\n    Trust.\n"
    again = planted(tmp_path, WEAK, known=known)
    assert again.stdout.splitlines()[0] == f"src/shop/till.py:27 {survivor} → known: Trust."
    assert last_line(again) == "20 planted, 19 noticed: 95.0 %, 0 survivors unexplained"
    assert again.returncode == 0
    assert planted(tmp_path, WEAK, "--least", "99", known=known).returncode == 1


def test_a_loop_without_end_is_noticed(tmp_path: Path) -> None:
    """It is stopped when it has taken longer than the tests take."""
    loop = "def test_loop():\n    from shop.till import Till, price\n    while price(1) != 2:\n        pass\n"
    ended = planted(tmp_path, STRONG + loop, "--tests", "tests/test_till.py")
    assert ended.returncode == 0


def test_a_sample_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """And has as many changes as are asked for."""
    runs = [planted(tmp_path, WEAK, "--sample", "9", "--seed", seed) for seed in ("1", "1", "2")]
    told = [one.stdout.splitlines()[:-1] for one in runs]
    assert told[0] == told[1]
    assert [last_line(one).split()[0] for one in runs] == ["9", "9", "9"]


def test_tests_that_fail_as_they_are_prove_nothing(tmp_path: Path) -> None:
    """Nothing is planted then."""
    ended = planted(tmp_path, "def test_wrong():\n    assert False\n")
    assert ended.stdout.splitlines() == ["tests/test_till.py::test_wrong fails before anything is planted"]
    assert ended.returncode == 2
