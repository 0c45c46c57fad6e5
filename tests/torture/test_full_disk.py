"""A full disk, and writes that fail one after the other: one error, nothing changed, usable afterwards."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import Connection

import pytest

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage import Put, sqlite_connection, sqlite_handle
from tests.torture import full
from tests.torture.effort import rounds
from tests.torture.full import BEFORE, Outcome, outcome
from tests.torture.places import JOURNALS, in_file, store_at

WRITES = rounds(50, 200, 1000)
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with a hundred pages."""
    path = tmp_path_factory.mktemp("filled") / "store.db"
    with closing(store_at(in_file("delete", path))) as store:
        store.commit([Put(one, 0) for one in BEFORE])
    return path


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Let every write of a file beyond so many bytes fail in this process: what comes before is written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def outcomes(place: str, filled: Path, kind: str = "whole") -> Iterator[Outcome]:
    """Make the commit again and again, and let files end a little later each time."""
    most = 2 * filled.stat().st_size
    for number in range(WRITES):
        yield outcome(place, filled, partial(files_end_at, number * most // WRITES + 1), kind)


def test_wherever_a_file_ends_a_commit_is_made_or_leaves_nothing(sqlite: str, filled: Path) -> None:
    """Writes of the journal and of the file fail in their midst, each in turn."""
    found = Counter(outcomes(sqlite, filled))
    assert {one.wrong for one in found} == {""}
    assert {one.code for one in found} == {"", StorageUnavailable.code}
    assert found[Outcome(StorageUnavailable.code)] > WRITES / 4


@pytest.fixture(scope="module")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that stands between SQLite and the system; it needs a C compiler."""
    compiler = shutil.which("cc")
    if not (compiler and sys.platform == "linux"):
        pytest.skip("no C compiler on Linux to make a disk that fails; files that end are tried nevertheless")
    made = tmp_path_factory.mktemp("disk") / "failing.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, HERE / "failing.c", "-ldl"], check=True)
    return made


def test_whichever_call_of_the_system_fails_a_commit_is_made_or_leaves_nothing(
    sqlite: str, filled: Path, failing_disk: Path, tmp_path: Path
) -> None:
    """Each write, sync, shortening, removal: once as an error, and from then on as a full disk."""
    run = subprocess.run(
        [sys.executable, full.__file__, sqlite.partition(":")[0], tmp_path, filled, f"{WRITES}"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LD_PRELOAD": f"{failing_disk}"},
        capture_output=True,
        check=True,
    )
    found = Counter(Outcome(*one) for one in json.loads(run.stdout))
    assert found.total() == 2 * WRITES
    assert {one.wrong for one in found} == {""}
    assert found[Outcome(StorageUnavailable.code)] > WRITES / 4


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Connection]:
    """The connections that stores open from now on, in order."""
    connections: list[Connection] = []

    def open_and_note(path: str, busy_seconds: float) -> Connection:
        connections.append(sqlite_connection.open_connection(path, busy_seconds))
        return connections[-1]

    monkeypatch.setattr(sqlite_handle, "open_connection", open_and_note)
    return connections


def test_a_file_that_may_grow_no_more_leaves_nothing(
    sqlite: str, filled: Path, opened: list[Connection]
) -> None:
    """SQLite itself says that the disk is full, some pages further each time."""

    @contextmanager
    def pages_end(more: int) -> Iterator[None]:
        connection = opened[-1]
        pages = connection.execute("PRAGMA page_count").fetchone()[0] + more
        connection.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            connection.execute("PRAGMA max_page_count = 1000000")

    found = [outcome(sqlite, filled, partial(pages_end, more)) for more in range(0, 60, 3)]
    assert {one.wrong for one in found} == {""}
    assert found[0].code == StorageUnavailable.code
    assert found[-1].code == ""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with a megabyte; the system lets only some users make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1m", "none", folder], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("no right to make a file system; files that end are tried nevertheless")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("journal", JOURNALS)
def test_a_file_system_that_is_full_leaves_nothing(filled: Path, small_disk: Path, journal: str) -> None:
    """Another file takes all of the space but for some pages, more of them each time."""
    filler = small_disk / "filler"

    @contextmanager
    def all_but(size: int) -> Iterator[None]:
        stat = os.statvfs(small_disk)
        filler.write_bytes(bytes(max(0, stat.f_bavail * stat.f_frsize - size)))
        try:
            yield
        finally:
            filler.unlink()

    place = in_file(journal, small_disk / "store.db")
    found = [outcome(place, filled, partial(all_but, size)) for size in range(0, 500_000, 20_000)]
    assert {one.wrong for one in found} == {""}
    assert found[0].code == StorageUnavailable.code
    assert found[-1].code == ""


# --- planted -------------------------------------------------------------------------------------------


def test_a_store_that_swallows_a_full_disk_is_caught_losing(sqlite: str, filled: Path) -> None:
    """Planted: it takes the error for none."""
    assert Outcome("", "it was made, and isn't there") in outcomes(sqlite, filled, "Swallowing")


def test_a_store_that_stops_half_way_is_caught_changed(sqlite: str, filled: Path) -> None:
    """Planted: it writes the documents of a commit one after the other."""
    wrong = Outcome(StorageUnavailable.code, "it was refused, and something has changed")
    assert wrong in outcomes(sqlite, filled, "Piecemeal")


def test_an_error_that_is_not_the_librarys_is_caught(sqlite: str, filled: Path) -> None:
    """Planted: a store that lets what the system says through."""
    with pytest.raises(OSError):
        outcome(sqlite, filled, partial(files_end_at, 1), "Talkative")


def test_a_store_that_gives_up_for_good_is_caught_unusable(sqlite: str, filled: Path) -> None:
    """Planted: after an error it is closed."""
    found = outcome(sqlite, filled, partial(files_end_at, 1), "GivingUp")
    assert found == Outcome(StorageUnavailable.code, "it wasn't usable afterwards")
