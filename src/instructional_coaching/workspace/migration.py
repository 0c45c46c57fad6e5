"""Bringing what a store holds into its present form: all of it is looked at first, then rewritten by pages.

A rewritten document says what it said, so it keeps its revision: whoever has read it saves it as ever, and
its entries go on counting its steps. Nothing is kept of how far a migration has come. What it is killed
over is done when it is run again, because what is in the present form is left alone.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import attrs

from instructional_coaching.codec.document import dumps, from_plain, to_body
from instructional_coaching.codec.entry import entry_from_plain
from instructional_coaching.codec.schema import CORE, Schema
from instructional_coaching.domain import KINDS
from instructional_coaching.errors import ConcurrencyConflict, DamagedDocument, SchemaError
from instructional_coaching.storage.port import Document, Key, Put, Query, StorageBackend
from instructional_coaching.workspace.caseload import BASIS, CASELOAD, VERSION
from instructional_coaching.workspace.pinning import DEFINITION, IN_FORCE, SORTS
from instructional_coaching.workspace.shelving import ENTRY, SOLE, shelved

PAGE = 500
"""How many documents are rewritten in one commit at most."""
DERIVED = (CASELOAD, BASIS)
"""Kinds that are made anew from the records instead of being rewritten."""
CORE_KINDS = (*KINDS, ENTRY, DEFINITION, IN_FORCE, SOLE, *DERIVED)
"""The library's own kinds of document."""

Progress = Callable[[int, int], None]
"""Is told how many documents are done, and of how many."""


@attrs.frozen
class StoredForm:
    """Documents of one kind in one schema version.

    Attributes:
        kind: The kind; of a definition that of the definition itself, such as ``rubric``.
        version: The schema version that they are in.
        present: The version in which this library writes them.
        documents: How many there are.
    """

    kind: str
    version: int
    present: int
    documents: int

    @property
    def is_older(self) -> bool:
        """Whether they are still to be brought up to date."""
        return self.version < self.present


@attrs.frozen
class Migrated:
    """What a migration did.

    Attributes:
        found: What was there before.
        rewritten: How many documents were rewritten.
        rebuilt: The schools whose caseload was made anew.
    """

    found: tuple[StoredForm, ...]
    rewritten: int
    rebuilt: tuple[str, ...]


def refuse_newer(forms: Sequence[StoredForm]) -> None:
    """Refuse documents that this library doesn't know.

    Raises:
        SchemaError: there are any; for each other kind of them there is a note.
    """
    newer = [SchemaError(one.kind, one.version, one.present) for one in forms if one.version > one.present]
    for one in newer[1:]:
        newer[0].add_note(f"and: {one.message}")
    if newer:
        raise newer[0]


class Migration:
    """A store and the forms that its documents are to have.

    Args:
        backend: The store.
        rebuild: Makes the caseload of a school anew.
        schema: The present version of every kind.
        kinds: Kinds beside the library's own.
        school: The only school whose documents count; None for all of them.
        page: How many documents are rewritten in one commit at most.
    """

    def __init__(
        self,
        backend: StorageBackend,
        rebuild: Callable[[str], object],
        *,
        schema: Schema = CORE,
        kinds: Sequence[str] = (),
        school: str | None = None,
        page: int = PAGE,
    ) -> None:
        self._backend = backend
        self._rebuild = rebuild
        self._schema = schema
        self._kinds = (*CORE_KINDS, *kinds)
        self._tags = () if school is None else (("school", school),)
        self._page = page

    def forms(self) -> tuple[StoredForm, ...]:
        """Say how many documents of each kind are in which version: older ones are tried, none is written.

        Raises:
            InvalidInput: an older one can't be brought up to date.
            DamagedDocument: one is not what was written.
        """
        found: Counter[tuple[str, int]] = Counter()
        for kind in self._kinds:
            for document in self._backend.find(Query(kind, self._tags)):
                found[form_of(document.key), document.schema] += 1
                if kind not in DERIVED and document.schema < self._present(document):
                    self.renewed(document)
        return tuple(StoredForm(*one, self._version_of(one[0]), found[one]) for one in sorted(found))

    def run(self, progress: Progress | None = None) -> Migrated:
        """Rewrite every document that is in an older version; it is safe while others work.

        Raises:
            SchemaError: there are documents of a newer version; nothing was written.
            InvalidInput: a document can't be brought up to date; nothing was written.
            DamagedDocument: one is not what was written; nothing was written.
        """
        found = self.forms()
        refuse_newer(found)
        total = sum(one.documents for one in found if one.is_older and one.kind not in DERIVED)
        rewritten = 0
        for kind in self._kinds if total else ():
            for some in self._pages(kind) if kind not in DERIVED else ():
                rewritten += self._rewrite([one.key for one in some])
                if progress:
                    progress(rewritten, max(rewritten, total))
        schools = tuple(sorted(self._schools_to_rebuild()))
        for school in schools:
            self._rebuild(school)
        return Migrated(found, rewritten, schools)

    def renewed(self, document: Document) -> Document:
        """Return a document in its present version, at the revision that it has.

        Raises:
            SchemaError: it is of a newer version.
            InvalidInput: what its steps lead to is no document of its kind.
            DamagedDocument: a step changed the content of a definition.
        """
        kind, source = document.key.kind, str(document.key)
        plain = self._schema.upgraded(form_of(document.key), document.schema, json.loads(document.body))
        at, tags = document.at, document.tags
        if kind in KINDS:
            school = document.key.id.partition("/")[0]
            again = shelved(school, from_plain(KINDS[kind], plain, source), document.revision)
            body, at, tags = again.body, again.at, again.tags
        elif kind == DEFINITION:
            definition = from_plain(SORTS[form_of(document.key)], plain, source)
            if not source.endswith(f"/{definition.pin}"):
                raise DamagedDocument(source)
            body = to_body(definition)
        else:
            if kind == ENTRY:
                entry_from_plain(KINDS[document.key.id.split("/")[1]], plain, source)
            body = dumps(plain)
        present = self._present(document)
        return Document(document.key, document.revision, present, body, at, tags)

    def _rewrite(self, keys: Sequence[Key]) -> int:
        """Rewrite those of some documents that are older, and return how many they were."""
        rewritten = 0
        waiting = [keys] if keys else []
        while waiting:
            some = waiting.pop()
            stored = filter(None, self._backend.get(some))
            older = [one for one in stored if self._is_older(one)]
            try:
                self._backend.commit([Put(self.renewed(one), one.revision, rewrites=True) for one in older])
            except ConcurrencyConflict:
                half = (len(some) + 1) // 2  # fewer take less time, in which others may come between
                waiting += filter(None, (some[:half], some[half:]))
            else:
                rewritten += len(older)
        return rewritten

    def _pages(self, kind: str) -> Iterator[list[Document]]:
        """Yield the older documents of a kind, page by page; nothing is being read while one is looked at."""
        query = Query(kind, self._tags, limit=self._page)
        while found := list(self._backend.find(query)):
            yield [one for one in found if self._is_older(one)]
            query = attrs.evolve(query, after=(found[-1].at, found[-1].key.id))

    def _is_older(self, document: Document) -> bool:
        """Say whether a document is older, or refuse one that somebody has written in a newer version."""
        present = self._present(document)
        if document.schema > present:
            raise SchemaError(form_of(document.key), document.schema, present)
        return document.schema < present

    def _schools_to_rebuild(self) -> Iterator[str]:
        schools = {
            document.key.id.partition("/")[0]
            for kind in DERIVED
            for document in self._backend.find(Query(kind, self._tags))
            if document.schema != VERSION
        }
        yield from schools

    def _present(self, document: Document) -> int:
        return self._version_of(form_of(document.key))

    def _version_of(self, form: str) -> int:
        return VERSION if form in DERIVED else self._schema.version_of(form)


def form_of(key: Key) -> str:
    """Return the kind by which the schema of a document counts: of a definition its own."""
    return key.id.split("/")[1] if key.kind == DEFINITION else key.kind
