"""What is whole in a damaged file, and whether a file is damaged at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

import attrs

from instructional_coaching.errors import DamagedDocument, InvalidValue, StorageUnavailable
from instructional_coaching.storage.port import Document, Key, Put, Tags
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_page import Cell, Pages
from instructional_coaching.storage.sqlite_row import Row, document_of

_DOCUMENT, _TAG = 7, 5
_LOGS = ("-wal", "-journal")

TagsOf = Callable[[Document, Mapping[Key, Document]], Iterable[Tags]]
"""Says which tags a document may have had, given those that are whole; it may raise of a damaged one."""


@attrs.frozen
class Salvaged:
    """What came of a damaged file.

    Attributes:
        kept: How many documents were whole, and are in the new file.
        lost: Keys of documents that are not what was written, as far as the keys can be read.
    """

    kept: int
    lost: tuple[str, ...]


def salvage(path: Path, target: Path, tags_of: TagsOf = lambda _document, _whole: ()) -> Salvaged:
    """Copy every document that is whole into a new store. The damaged file is only read.

    A document is whole if its digest says so, with the tags that are found or with those that it should have.
    Of several versions of one the latest is kept.

    Args:
        path: The damaged file.
        target: The new file, which must not be there.
        tags_of: Says which tags a document may have had, where those in the file are damaged.

    Raises:
        StorageUnavailable: The damaged file can't be read, or the new one is there already; or the damaged
            one has a log beside it, which a program that opens the store has to take in first.
    """
    if target.exists():
        raise StorageUnavailable(str(target), "it is there already", "give the path of a new file")
    for log in _LOGS:
        if Path(f"{path}{log}").exists():
            raise StorageUnavailable(
                str(path), f"it has a log beside it, {path.name}{log}", "open it once with `coaching doctor`"
            )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StorageUnavailable(str(path), "it can't be read", "check the path and the rights") from error
    whole, lost = _sorted_out(content, tags_of)
    store = SQLiteBackend(target)
    try:
        store.put_all(Put(one, 0) for one in whole.values())
    finally:
        store.close()
    return Salvaged(len(whole), tuple(sorted(lost - {str(key) for key in whole})))


def _sorted_out(content: bytes, tags_of: TagsOf) -> tuple[dict[Key, Document], set[str]]:
    rows: list[Row] = []
    tags: dict[tuple[object, object], set[tuple[str, str, str]]] = {}
    for cell in Pages(content).rows(frozenset({_DOCUMENT, _TAG})):
        if len(cell) == _DOCUMENT:
            rows.append(cast("Row", cell))
        else:
            _take_tag(cell, tags)
    whole: dict[Key, Document] = {}
    doubtful: list[Row] = []
    for row in rows:
        found = _proven(row, _found(row, tags.get((row[0], row[1]), set())))
        if found is None:
            doubtful.append(row)
        else:
            _keep(found, whole)
    lost: set[str] = set()
    for row in doubtful:
        found = _proven(row, _derived(row, whole, tags_of))
        if found is None:
            lost.update(_named(row))
        else:
            _keep(found, whole)
    return whole, lost


def _keep(document: Document, whole: dict[Key, Document]) -> None:
    known = whole.get(document.key)
    if known is None or known.revision < document.revision:
        whole[document.key] = document


def _take_tag(cell: Cell, tags: dict[tuple[object, object], set[tuple[str, str, str]]]) -> None:
    kind, name, value, at, id_ = cell
    if all(isinstance(one, str) for one in cell):
        tags.setdefault((kind, id_), set()).add((str(name), str(value), str(at)))


def _proven(row: Row, guesses: Iterable[Tags]) -> Document | None:
    """Return the document of a row if its digest says that it is what was written, or None."""
    for tags in guesses:
        try:
            return document_of(row, [(name, value, row[4]) for name, value in tags])
        except (DamagedDocument, InvalidValue):
            continue
    return None


def _found(row: Row, found: set[tuple[str, str, str]]) -> Iterator[Tags]:
    yield tuple((name, value) for name, value, at in found if at == row[4])
    yield tuple({(name, value) for name, value, _ in found})


def _derived(row: Row, whole: Mapping[Key, Document], tags_of: TagsOf) -> Iterator[Tags]:
    kind, id_, revision, schema, at, body, _ = row
    try:
        yield from tags_of(Document(Key(kind, id_), revision, schema, body, at), whole)
    except Exception:  # noqa: BLE001 - the body may be anything: whatever can't be read is damaged
        return


def _named(row: Row) -> Iterator[str]:
    kind, id_ = row[:2]
    said = f"{kind}/{id_}"
    if str(kind).isidentifier() and said.isprintable():
        yield said
