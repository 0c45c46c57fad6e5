"""Distributions as if they had been installed: a folder on the path with metadata and a module."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

_NUMBER = count()

IMPORTS = """
from instructional_coaching.domain.cadence_rule import CadenceFamily, CadenceRule, Requirement
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.rubric import Criterion, Level, Rubric
from instructional_coaching.domain.stage import Order, Stage
from instructional_coaching.errors import Problem
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.returned import KindEntry, Restriction, StorageBackendEntry
from instructional_coaching.storage.memory import MemoryBackend
"""

GOOD = {
    "coaching_rubrics": (
        'Rubric(id="{ns}/thing", title="A rubric", levels=(Level(rank=0, title="Low"), '
        'Level(rank=1, title="High")), criteria=(Criterion(id="one", title="One"),))'
    ),
    "coaching_models": (
        'CoachingModel(id="{ns}/thing", title="A model", order=Order.FREE, '
        'stages=(Stage(id="one", title="One", may_finish=True),))'
    ),
    "coaching_cadence_rules": (
        'CadenceRule(id="{ns}/thing", title="A rule", '
        "requires=(Requirement(family=CadenceFamily.NO_LONGER_THAN, days=10),))"
    ),
    "coaching_storage_backends": 'StorageBackendEntry("{ns}", lambda address: MemoryBackend())',
    "coaching_migrations": 'KindEntry("{ns}.visit", (dict,))',
    "coaching_access_restrictions": 'Restriction("It is shut.", "Come back.")',
    "coaching_check_commit": 'Problem("{ns}", 0, 0, "", "may not be", "leave it out", "{ns}-says-no")',
    "coaching_after_commit": "None",
}
"""What may be returned, one of it, as code."""

TAKES = {
    "coaching_access_restrictions": "actor, action, kind",
    "coaching_check_commit": "changes, context",
    "coaching_after_commit": "changes, context",
}


def unused(word: str) -> str:
    """Return the name of a module that no test has used yet: what was imported stays imported."""
    return f"{word}_{next(_NUMBER)}"


def install(
    folder: Path,
    distribution: str,
    version: str,
    points: Mapping[str, Mapping[str, str]],
    files: Mapping[str, str],
) -> None:
    """Lay down a distribution: its entry points by group and name, and its files by path."""
    info = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
    lines = [
        line
        for group, values in points.items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in values.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def install_module(folder: Path, distribution: str, version: str, code: str) -> str:
    """Lay down a distribution with one module that is a plugin, named after it; return the module's name."""
    module = unused(distribution.replace("-", "_"))
    points = {"instructional_coaching": {distribution: module}}
    install(folder, distribution, version, points, {f"{module}.py": code})
    return module


@contextmanager
def on_the_path(folder: Path) -> Iterator[None]:
    """Let what is in a folder be installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield
