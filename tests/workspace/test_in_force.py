"""Which definitions a store has in force, and which versions it has of one, whoever brings it now."""

from pathlib import Path

import pytest

from instructional_coaching import Workspace
from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.definitions.folder import read_folder
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.journal.importing import import_file
from instructional_coaching.storage import StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from tests.cli.files import JOURNAL, RUBRIC, placed

ID = "oakfield/questioning"


def workspace_with(backend: StorageBackend, folder: Path, **files: str) -> Workspace:
    """Return a workspace to which some definitions are brought, and nothing else."""
    named = {f"{name}.yaml": text for name, text in files.items()}
    catalogue = Catalogue(read_folder(placed(folder, named)) if named else ())
    return Workspace(backend, brought=lambda: catalogue)


USING = """\
  - {when: 2025-09-12, by: amara, do: session.log, id: s1, relationship: amara-ben, kind: observation}
  - when: 2025-09-12
    by: amara
    do: score_sheet.fill_in
    id: q1
    relationship: amara-ben
    session: s1
    rubric: oakfield/questioning
    scores: [{criterion: wait, rank: 1}]
"""


@pytest.fixture
def backend(tmp_path: Path) -> StorageBackend:
    """A store in which a rubric was used."""
    backend = MemoryBackend()
    placed(tmp_path, {"journal.yaml": JOURNAL + USING})
    workspace = workspace_with(backend, tmp_path / "first", rubric=RUBRIC)
    assert workspace.in_force() == ()
    import_file(workspace, tmp_path / "journal.yaml", steward="office")
    return backend


def test_what_was_used_is_in_force(tmp_path: Path, backend: StorageBackend) -> None:
    workspace = workspace_with(backend, tmp_path / "again", rubric=RUBRIC)
    (one,) = workspace.in_force()
    brought = workspace.catalogue.get(Rubric, ID)
    assert brought is not None
    assert (one.kind, one.id, one.pin) == ("rubric", ID, brought.pin)
    assert Workspace(backend, school="elsewhere").in_force() == ()


def test_every_version_that_was_used_is_there_though_nobody_brings_it(
    tmp_path: Path, backend: StorageBackend
) -> None:
    later = workspace_with(backend, tmp_path / "later", rubric=RUBRIC.replace("Clearly", "Always"))
    assert len(later.install()) == 1
    titles = {one.levels[1].title for one in workspace_with(backend, tmp_path / "none").versions(Rubric, ID)}
    assert titles == {"Clearly", "Always"}
    assert later.versions(Rubric, "oakfield/other") == ()
    assert later.versions(CadenceRule, ID) == ()
    assert Workspace(backend, school="elsewhere").versions(Rubric, ID) == ()
