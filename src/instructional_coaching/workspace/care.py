"""Looking after a store: what is wrong with it, a copy while it is in use, what is whole if it is damaged."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from instructional_coaching.errors import StorageUnavailable
from instructional_coaching.storage.extra import Examination, SupportsBackup, SupportsExamination
from instructional_coaching.storage.port import Document, Key, StorageBackend, Tags
from instructional_coaching.storage.sqlite_salvage import Salvaged, salvage
from instructional_coaching.workspace.caseload import CASELOAD, shelved_entry as shelved_caseload, taken_entry
from instructional_coaching.workspace.pinning import DEFINITION
from instructional_coaching.workspace.shelving import ENTRY, KINDS, shelved, taken


def examine(backend: StorageBackend) -> Examination:
    """Say what is wrong with a store.

    Raises:
        StorageUnavailable: it is of a kind that is examined by its own tools.
    """
    if not isinstance(backend, SupportsExamination):
        raise StorageUnavailable("the store", "it has no examination", "use the tools of its own kind")
    return backend.examine()


def back_up(backend: StorageBackend, target: Path) -> None:
    """Copy a store as of one moment into a new file, while it is in use.

    Raises:
        StorageUnavailable: it is of a kind that is copied by its own tools, or the file is there already.
    """
    if not isinstance(backend, SupportsBackup):
        raise StorageUnavailable("the store", "it makes no copies", "use the tools of its own kind")
    backend.back_up(target)


def salvage_store(path: Path, target: Path) -> Salvaged:
    """Copy all that is whole in a damaged SQLite store into a new one. The damaged file is only read.

    Args:
        path: The damaged file.
        target: The new file, which must not be there.

    Raises:
        StorageUnavailable: the damaged file can't be read, or the new one is there already.
    """
    return salvage(path, target, tags_of)


def tags_of(document: Document, whole: Mapping[Key, Document]) -> Iterator[Tags]:
    """Yield the tags that a document may have had, as what it says leads to them.

    Args:
        document: The document; it may hold anything.
        whole: The documents that are known to be whole.
    """
    kind, (school, _, rest) = document.key.kind, document.key.id.partition("/")
    own = ("school", school)
    if kind in KINDS:
        yield shelved(school, taken(KINDS[kind], document), document.revision).tags
    elif kind == ENTRY:
        record, _, _ = rest.rpartition("/")
        known = (own, ("record", f"{school}/{record}"))
        yield known
        yield (*known, ("relationship", _relationship(school, record, document, whole)))
    elif kind == DEFINITION:
        yield (own, ("definition", f"{school}/{rest.rpartition('@')[0]}"))
    elif kind == CASELOAD:
        entry = taken_entry(document)
        yield shelved_caseload(school, entry, document.revision).tags if entry else (own,)
    else:
        yield (own,)


def _relationship(school: str, record: str, document: Document, whole: Mapping[Key, Document]) -> str:
    """Return the relationship of an entry: that of its record, or the one that it names itself."""
    kind, _, id_ = record.partition("/")
    if kind == "relationship":
        return id_
    known = whole.get(Key(kind, f"{school}/{id_}"))
    found = dict(known.tags).get("relationship") if known else None
    return found or str(json.loads(document.body)["arguments"]["relationship"])
