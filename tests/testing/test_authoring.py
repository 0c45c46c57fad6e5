"""What somebody sees who writes a store and holds it to the promises."""

import os
import re
import subprocess
import sys
from pathlib import Path

from instructional_coaching.testing import Capability, StorageConformance
from instructional_coaching.testing.store.capability import needed_by

ROOT = Path(__file__).parents[2]
EXAMPLE = Path("docs", "examples", "store", "test_one_file_store.py")
PROMISES = [name for name in dir(StorageConformance) if name.startswith("test_")]
MISTAKEN = """
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.testing import StorageConformance

class Mistaken(MemoryBackend):
    def find(self, query):
        return reversed(list(super().find(query)))

class TestMistaken(StorageConformance):
    capabilities = ()
    def open_backend(self, place):
        return Mistaken()
"""


def pytest_says(folder: Path, *arguments: str) -> str:
    """What pytest prints of some tests, in a process of its own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False).stdout


def test_the_test_of_a_store_is_written_in_less_than_twenty_lines() -> None:
    lines = [line for line in (ROOT / EXAMPLE).read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) < 20


def test_the_example_keeps_its_promises_and_each_skip_says_what_it_lacks() -> None:
    """Nothing is left out silently: the promises that were not asked are told with the capability."""
    said = pytest_says(ROOT, "-rs", "-q", str(EXAMPLE))
    lacking = {Capability.SHARED, Capability.PROCESSES}
    skipped = {one for one in PROMISES if lacking & {*needed_by(getattr(StorageConformance, one))}}
    assert f"{len(PROMISES) - len(skipped)} passed, {len(skipped)} skipped" in said
    told = re.findall(r"TestOneFileStore doesn't declare ([A-Z]+) \(.+\): (test_\w+)", said)
    assert {promise for _, promise in told} == skipped
    assert {capability for capability, _ in told} == {one.name for one in lacking}


def test_a_failed_promise_is_told_with_what_was_found(tmp_path: Path) -> None:
    """The promise stands above the failure, and beneath it the two answers that differ."""
    (tmp_path / "test_mistaken.py").write_text(MISTAKEN)
    said = pytest_says(tmp_path, "-q", "-k", "limit_gives_so_many")
    assert "A limit is kept exactly, none and more than there are included." in said
    assert "At index 2 diff: ['b', 'a'] != ['a', 'b']" in said


def test_there_are_as_many_promises_as_the_store_has_ways_to_go_wrong() -> None:
    """Each has a sentence for a name, and says what it promises."""
    assert len(PROMISES) >= 60
    for name in PROMISES:
        assert (getattr(StorageConformance, name).__doc__ or "").strip().endswith(".")
        assert name.count("_") >= 3
