"""What a unit of work holds of plugins' documents: which revisions it has read, and what it is to write."""

from collections.abc import Iterator
from os import urandom

import attrs

from instructional_coaching.errors import AlreadyExists, ConcurrencyConflict
from instructional_coaching.hooks.given import Change
from instructional_coaching.storage.port import Delete, Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.workspace.merging import merged
from instructional_coaching.workspace.met import Met


@attrs.frozen
class Pending:
    """What is to become of a document.

    Attributes:
        stored: Its revision in the store; 0 where it is new.
        document: The document as it is to be written; None where it is to go.
    """

    stored: int
    document: Document | None


class PluginHolding:
    """The documents of plugins that a unit has read or is to write."""

    def __init__(self, backend: StorageBackend) -> None:
        self._backend = backend
        self._met = Met()
        self._pending: dict[Key, Pending] = {}

    def get(self, key: Key) -> Document | None:
        """Return a document as it stands in this unit, from the store if need be, or None if there is none.

        Raises:
            ConcurrencyConflict: it was met in this unit at another revision than it has now.
        """
        pending = self._pending.get(key)
        if pending is not None:
            return pending.document
        document = self._stored(key)
        revision = document.revision if document else 0
        met = self._met.revision(key, revision)
        if met != revision:
            raise ConcurrencyConflict(str(key), met, revision)
        if document is None:
            self._met.meet(key, 0)
        return document

    def meet(self, document: Document) -> None:
        """Remember that this unit has read a document: from now on it may be overwritten."""
        self._met.meet(document.key, document.revision)

    def find(self, query: Query) -> Iterator[Document]:
        """Yield the documents that a query asks for as they stand in this unit, by date and then by id."""
        pending = dict(self._pending)
        stored = (one for one in self._backend.find(query) if one.key not in pending)
        ours = (one.document for key, one in pending.items() if one.document and key.kind == query.kind)
        for found in merged(stored, ours, query):
            now = self._pending.get(found.key, Pending(found.revision, found))
            if now.document is not None:  # since the search began, it may have been deleted or put anew
                yield now.document

    def put(self, document: Document) -> None:
        """Take a document, to be written in place of what this unit has read under its key.

        Raises:
            AlreadyExists: there is one, and this unit hasn't read it.
        """
        stored = self._read(document.key)
        revision = stored + 1 if stored else _first_revision()
        self._pending[document.key] = Pending(stored, attrs.evolve(document, revision=revision))

    def delete(self, document: Document) -> None:
        """Let a document go, as it stands in this unit."""
        pending = self._pending.get(document.key)
        self._pending[document.key] = Pending(pending.stored if pending else document.revision, None)

    def writes(self) -> list[Write]:
        """Return everything that is to be written."""
        return [
            Put(one.document, one.stored) if one.document else Delete(key, one.stored)
            for key, one in self._changed()
        ]

    def changes(self) -> tuple[Change, ...]:
        """Return which documents are to be written or deleted, without what they say."""
        return tuple(
            Change(
                key.kind,
                key.id.partition("/")[2],
                one.document.revision if one.document else one.stored,
                (f"{key.kind}.{'put' if one.document else 'delete'}",),
            )
            for key, one in self._changed()
        )

    def clear(self) -> None:
        """Forget everything, as a unit does when it ends."""
        self._met = Met()
        self._pending.clear()

    def _changed(self) -> Iterator[tuple[Key, Pending]]:
        """Yield what is to be written: of what was begun and deleted in this unit there is nothing."""
        return ((key, one) for key, one in self._pending.items() if one.document or one.stored)

    def _read(self, key: Key) -> int:
        """Return the revision at which this unit has read a document; 0 where there is none."""
        pending = self._pending.get(key)
        if pending is not None:
            return pending.stored
        if key not in self._met and self._stored(key) is not None:
            raise AlreadyExists(key.kind, key.id.partition("/")[2])
        return self._met.revision(key, 0)

    def _stored(self, key: Key) -> Document | None:
        return self._backend.get([key])[0]


def _first_revision() -> int:
    """Return the revision at which a document begins.

    It is another one each time: a document that was deleted and begun anew must not pass for the one that
    somebody has read.
    """
    return 1 + int.from_bytes(urandom(6), "big")
