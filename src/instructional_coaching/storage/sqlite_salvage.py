"""What is whole in a damaged file, and whether a file is damaged at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import attrs

from instructional_coaching.errors import DamagedDocument, StorageUnavailable
from instructional_coaching.storage.port import Document, Key, Put
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.storage.sqlite_page import Pages
from instructional_coaching.storage.sqlite_relayout import FIRST
from instructional_coaching.storage.sqlite_row import COLUMNS, Row, document_of

_LOGS = ("-wal", "-journal")
_LAYOUT = slice(60, 64)
"""Where the header of a file has its ``user_version``."""


@attrs.frozen
class Salvaged:
    """What came of a damaged file.

    Attributes:
        kept: How many documents were whole, and are in the new file.
        lost: Keys of documents that are not what was written, as far as the keys can be read.
    """

    kept: int
    lost: tuple[str, ...]


def salvage(path: Path, target: Path) -> Salvaged:
    """Copy every document that is whole into a new store. The damaged file is only read.

    A document is whole if its digest says so. Of several versions of one the latest is kept.

    Args:
        path: The damaged file.
        target: The new file, which must not be there.

    Raises:
        StorageUnavailable: The damaged file can't be read, or the new one is there already; or the damaged
            one has a log beside it, or an earlier layout, which a program that opens the store has to take in
            first.
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
    if content[_LAYOUT] == FIRST.to_bytes(4, "big"):
        raise StorageUnavailable(
            str(path),
            "an earlier version of this library wrote it",
            "open it once with `coaching doctor`, which brings it up to date",
        )
    whole, lost = _sorted_out(content)
    store = SQLiteBackend(target)
    try:
        store.put_all(Put(one, 0) for one in whole.values())
    finally:
        store.close()
    return Salvaged(len(whole), tuple(sorted(lost - {str(key) for key in whole})))


def _sorted_out(content: bytes) -> tuple[dict[Key, Document], set[str]]:
    whole: dict[Key, Document] = {}
    lost: set[str] = set()
    for cell in Pages(content).rows(frozenset({len(COLUMNS)})):
        row = cast("Row", cell)
        try:
            _keep(document_of(row), whole)
        except DamagedDocument:
            lost.update(_named(row))
    return whole, lost


def _keep(document: Document, whole: dict[Key, Document]) -> None:
    known = whole.get(document.key)
    if known is None or known.revision < document.revision:
        whole[document.key] = document


def _named(row: Row) -> Iterator[str]:
    kind, id_ = row[:2]
    said = f"{kind}/{id_}"
    if all(map(str.isidentifier, str(kind).split("."))) and said.isprintable():
        yield said
