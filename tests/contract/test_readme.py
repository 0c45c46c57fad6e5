"""The README's first screen: one sentence, an example that runs, two commands."""

import subprocess
import sys
from pathlib import Path

from tests.contract.readme import README, example


def test_the_example_has_at_most_twelve_lines_and_runs(tmp_path: Path) -> None:
    """It prints what its comment says."""
    lines = [line for line in example().splitlines() if line.strip()]
    assert len(lines) <= 12
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example()],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.stdout, done.stderr) == ("adopted\n", "")


def test_the_first_screen_shows_the_two_commands() -> None:
    """Within the first 40 lines."""
    first = README.read_text("utf-8").splitlines()[:40]
    assert any(line.startswith("make demo") for line in first)
    assert any(line.startswith("make test") for line in first)
