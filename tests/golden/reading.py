"""What the kept stores hold, and what stored documents become when they are read and written again."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs

from instructional_coaching.codec.document import dumps, from_body, to_body
from instructional_coaching.codec.entry import entry_to_plain
from instructional_coaching.codec.step import Plain, Step
from instructional_coaching.domain import KINDS
from instructional_coaching.storage import Document, Query
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.caseload import (
    BASIS,
    CASELOAD,
    shelved_basis,
    shelved_entry as shelved_caseload,
    taken_entry as taken_caseload,
)
from instructional_coaching.workspace.migration import CORE_KINDS, form_of
from instructional_coaching.workspace.pinning import DEFINITION, SORTS
from instructional_coaching.workspace.shelving import ENTRY, shelved, taken, taken_entry
from tests.golden.form import present
from tests.golden.make import HERE

STORES = sorted(HERE.glob("*.db"))


def copy_of(store: Path, folder: Path) -> Path:
    """Return a copy of a kept store, which nobody else writes to."""
    return Path(shutil.copy(store, folder / "school.db"))


def documents(store: Path, folder: Path) -> list[Document]:
    """Return everything that a kept store holds."""
    backend = SQLiteBackend(copy_of(store, folder))
    found = [one for kind in CORE_KINDS for one in backend.find(Query(kind))]
    backend.close()
    return found


def written_again(document: Document) -> Document:
    """Return what the present code makes of a document in the present version, read and written again."""
    school, _, rest = document.key.id.partition("/")
    kind = document.key.kind
    if kind in KINDS:
        return shelved(school, taken(KINDS[kind], document), document.revision)
    if kind == ENTRY:
        entry = taken_entry(document)
        plain = entry_to_plain(KINDS[entry.kind], entry.entry) | {"seen": dict(entry.seen)}
        return attrs.evolve(document, body=dumps(plain), schema=present(ENTRY))
    if kind == DEFINITION:
        sort = SORTS[form_of(document.key)]
        definition = from_body(sort, document.body, document.schema, rest)
        assert rest == f"{sort.KIND}/{definition.pin}"
        return attrs.evolve(document, body=to_body(definition), schema=present(sort.KIND))
    if kind == CASELOAD:
        found = taken_caseload(document)
        assert found is not None
        return shelved_caseload(school, found, document.revision)
    return shelved_basis(school, document.revision) if kind == BASIS else document


def said_by(document: Document) -> tuple[Document, object]:
    """Return a document with what its body says, whatever the order of the names in it."""
    is_text = not document.body.startswith("{")
    return attrs.evolve(document, body=""), document.body if is_text else json.loads(document.body)


def impurities(step: Step, document: Plain) -> Iterator[str]:
    """Yield how a step shows that it isn't a pure function of plain values."""
    before = json.dumps(document)
    first = json.dumps(step(document))
    if json.dumps(document) != before:
        yield "it changes what it is given"
    if json.dumps(step(json.loads(before))) != first:
        yield "it answers differently the second time"
