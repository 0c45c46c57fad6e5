"""Flipped: whatever of a file has changed is reported, and all that is whole is got out of it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TypeVar

import attrs
import pytest

from instructional_coaching.errors import CoachingError, DamagedDocument, InvalidValue
from instructional_coaching.storage import (
    Document,
    Key,
    Query,
    StorageBackend,
    sqlite,
    sqlite_care,
    sqlite_page,
    sqlite_salvage,
)
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_row import Row, tags_in
from instructional_coaching.workspace.care import salvage_store
from tests.torture.effort import chance, rounds
from tests.torture.killing import found
from tests.torture.mapping import bytes_of
from tests.torture.places import in_file, store_at, workspace_on
from tests.workspace.school import act

T = TypeVar("T")

FLIPS = rounds(60, 500, 5000)
ENOUGH = 5000
"""Flips after which what is planted must have shown; most show in the first few."""

RAW = ("SELECT * FROM document ORDER BY kind, id", "SELECT * FROM tagged ORDER BY kind, id, name, value")


@attrs.frozen
class School:
    """A store before anything happened to it.

    Attributes:
        content: Its file.
        documents: What is in it, by key.
        rows: What is in it, as SQLite says.
        places: Which bytes are whose.
    """

    content: bytes
    documents: Mapping[str, Document]
    rows: object
    places: Mapping[str, frozenset[int]]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school with a goal, sessions, and texts short and long."""
    path = tmp_path_factory.mktemp("school") / "store.db"
    with closing(store_at(in_file("delete", path))) as store:
        found(store)
        workspace = workspace_on(store)
        for number, length in enumerate((500, 2000, 4000)):
            text = "".join(f"{number}————{word}" for word in range(length))[:length]
            act(workspace, "ben", "note.write", id=f"n{number}", about="amara", text=text, when="2025-10-01")
        documents = everything(store, kinds(path))
    return School(path.read_bytes(), documents, raw(path), bytes_of(path))


def kinds(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [one for (one,) in connection.execute("SELECT DISTINCT kind FROM document ORDER BY kind")]


def everything(store: StorageBackend, wanted: Sequence[str]) -> dict[str, Document]:
    return {str(one.key): one for kind in wanted for one in store.find(Query(kind))}


def raw(path: Path) -> object:
    """Return all rows as SQLite reads them, or what hinders it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            return [connection.execute(one).fetchall() for one in RAW]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)


@attrs.frozen
class Met:
    """What was met in a damaged file.

    Attributes:
        changed: Whether SQLite reads other rows than were written, or none.
        deceived: Whether everything that was asked for was answered, and isn't what was written.
        told: Whether the doctor says that something is wrong.
    """

    changed: bool
    deceived: bool
    told: bool


def met(path: Path, school: School) -> Met:
    """Ask a damaged store for everything, by search and by key, and let the doctor look at it."""
    wanted = sorted({key.partition("/")[0] for key in school.documents})
    keys = [one.key for one in school.documents.values()]
    searched = tried(path, lambda store: everything(store, wanted))
    got = tried(path, lambda store: {str(one.key): one for one in store.get(keys) if one})
    told = tried(path, lambda store: not store.examine().is_sound)
    deceived = any(one not in (None, school.documents) for one in (searched, got))
    return Met(raw(path) != school.rows, deceived, told is not False)


def tried(path: Path, ask: Callable[[SQLiteBackend], T]) -> T | None:
    """Return the answer of the store in a file; None if it was refused with an error."""
    try:
        with closing(SQLiteBackend(path)) as store:
            return ask(store)
    except CoachingError:
        return None


def flipped(content: bytes, draw: Random) -> tuple[bytes, int]:
    """Return a file of which one bit, or one whole byte, is another, and its place."""
    damaged, place = bytearray(content), draw.randrange(len(content))
    damaged[place] ^= 1 << draw.randrange(8) if draw.random() < 0.5 else draw.randrange(1, 256)
    return bytes(damaged), place


def flips(school: School, folder: Path, number: int = FLIPS) -> Iterator[tuple[Path, int]]:
    """Yield damaged files, each with the place of the damage."""
    draw = chance("flips")
    for count in range(number):
        content, place = flipped(school.content, draw)
        path = folder / f"{count}.db"
        path.write_bytes(content)
        yield path, place
        path.unlink()


def unreported(school: School, folder: Path, number: int = FLIPS) -> Iterator[tuple[int, Met]]:
    """Yield the flips of which nobody is told though something has changed, or an answer is wrong."""
    for path, place in flips(school, folder, number):
        one = met(path, school)
        if (one.changed or one.deceived) and not one.told:
            yield place, one


def lost(school: School, folder: Path, number: int = FLIPS) -> Iterator[str]:
    """Yield what was got out of a damaged file wrong, or not at all though its own bytes were untouched."""
    for path, place in flips(school, folder, number):
        new = path.with_suffix(".new")
        salvage_store(path, new)
        with closing(SQLiteBackend(new)) as store:
            kept = everything(store, kinds(new))
        new.unlink()
        for key in school.documents.keys() - kept.keys():
            if place not in school.places[key]:
                yield f"{key} is lost, and byte {place} isn't its own"
        for key, one in kept.items():
            if one != school.documents.get(key):
                yield f"{key} is not what was written"


def test_every_change_is_reported(school: School, tmp_path: Path) -> None:
    """Whoever is answered something else than was written, or nothing, is told so by the doctor at least."""
    assert list(unreported(school, tmp_path)) == []


def test_flips_change_what_is_stored(school: School, tmp_path: Path) -> None:
    """That nothing goes unreported says something only because there is much to report."""
    assert sum(met(path, school).changed for path, _ in flips(school, tmp_path, 60)) > 20


def test_all_that_is_whole_is_got_out(school: School, tmp_path: Path) -> None:
    """Only a document of which a byte itself was touched is left out, and none comes out changed."""
    assert list(lost(school, tmp_path)) == []


def test_the_map_of_a_file_says_whose_a_byte_is(school: School, tmp_path: Path) -> None:
    """Changing a byte of a text damages the document to which the map gives it, and no other."""
    draw, path = chance("map"), tmp_path / "one.db"
    for key in draw.sample([key for key, one in school.documents.items() if 40 < len(one.body) < 2000], 12):
        place = school.content.index(school.documents[key].body.encode()) + 20
        assert place in school.places[key]
        path.write_bytes(school.content[:place] + b"\x01" + school.content[place + 1 :])
        with closing(SQLiteBackend(path)) as store:
            assert store.examine().damaged == (key,)


# --- planted -------------------------------------------------------------------------------------------


def trusting(row: Row) -> Document:
    """Planted: take what is in a row for what was written."""
    kind, id_, revision, schema, at, body, _, told = row
    try:
        return Document(Key(kind, id_), revision, schema, body, at, tags_in(told) or ())
    except (InvalidValue, TypeError) as error:
        raise DamagedDocument(f"{kind}/{id_}") from error


def test_a_store_that_checks_no_digest_is_caught_deceiving(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: reading and the doctor believe what they find."""
    for module in (sqlite, sqlite_care):
        monkeypatch.setattr(module, "document_of", trusting)
    assert any(one.deceived for _, one in unreported(school, tmp_path, ENOUGH))


def test_a_doctor_that_asks_sqlite_alone_is_caught_silent(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: SQLite's own check doesn't see a text that was changed."""
    monkeypatch.setattr(sqlite_care, "document_of", trusting)
    assert any(one.changed for _, one in unreported(school, tmp_path, ENOUGH))


def test_a_salvage_that_gives_a_page_up_is_caught_losing(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a page whose own list of rows is damaged isn't searched for them."""
    monkeypatch.setattr(sqlite_page, "_SMALLEST_CELL", len(school.content))
    assert any("isn't its own" in one for one in lost(school, tmp_path, ENOUGH))


def test_a_salvage_that_checks_no_digest_is_caught_bringing_what_nobody_wrote(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: it takes every row for whole."""
    monkeypatch.setattr(sqlite_salvage, "document_of", trusting)
    assert any("is not what was written" in one for one in lost(school, tmp_path, ENOUGH))
