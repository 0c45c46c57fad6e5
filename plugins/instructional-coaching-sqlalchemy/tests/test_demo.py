"""``make demo`` with the plugin installed: it says the same from PostgreSQL as from a file."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLUGIN = Path(__file__).parents[1]
COMMAND = [sys.executable, "-c", "from instructional_coaching.cli import main; main()"]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that makes the plugin one that is installed, to whoever has it on its path."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = tmp_path / "site" / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
    )
    points = [
        f"[{group}]\n" + "".join(f"{name} = {module}\n" for name, module in those.items())
        for group, those in project["entry-points"].items()
    ]
    (told / "entry_points.txt").write_text("\n".join(points), encoding="utf-8")
    return told.parent


def commands(store: str) -> list[list[str]]:
    """Return the commands of ``make demo`` with another store."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    values = dict(re.findall(r"^(\w+) := (.*)$", text, flags=re.MULTILINE)) | {"DEMO_STORE": store}
    recipe = text.partition("\ndemo:")[2].partition("\n\n")[0]
    lines = re.findall(r"^\t\$\(BIN\)/coaching (.*)$", recipe, flags=re.MULTILINE)
    return [shlex.split(re.sub(r"\$\((\w+)\)", lambda found: values[found[1]], line)) for line in lines]


def said(store: str, installed: Path) -> list[str]:
    """Run the commands, each in a process of its own, and return what they say."""
    path = os.pathsep.join([str(installed), str(PLUGIN / "src"), *sys.path])
    return [
        subprocess.run(
            [*COMMAND, *one],
            check=True,
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path},
        ).stdout
        for one in commands(store)
    ]


def test_the_term_is_shown_from_postgresql_by_changing_one_address(
    address: str, installed: Path, tmp_path: Path
) -> None:
    from_database = said(address, installed)
    assert from_database == said(f"sqlite:///{tmp_path / 'school.db'}", installed)
    assert len(from_database) == 3
    assert all(len(one.splitlines()) > 10 for one in from_database)
