"""Documents of a plugin's own kind in a unit of work: kept, read, found and deleted in its commit."""

from collections.abc import Iterator
from datetime import date

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import Sight
from instructional_coaching.codec.step import Plain
from instructional_coaching.errors import NotFound, UnknownKind
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.storage.port import Document
from instructional_coaching.workspace.plugin_document import (
    PluginDocument,
    Tagging,
    key_of,
    query_for,
    shelved,
    taken,
)
from instructional_coaching.workspace.plugin_holding import PluginHolding
from instructional_coaching.workspace.restriction import most_seen, require_unrestricted


class PluginDocuments:
    """The documents of one kind that a plugin owns, in one school, as a unit of work reads and writes them.

    They are written with the unit's records, in one atomic commit, and found by no other school. What is read
    and overwritten here is refused with `ConcurrencyConflict` if somebody else was quicker.

    Who may see them is for the owner of the kind to say. The library doesn't know what they mean, so none of
    its own rules of access opens or closes them: whatever code has the unit reaches all of them. A plugin can
    take away from that by `coaching_access_restrictions`, which is asked for the kind with ``read``, and with
    the kind followed by ``.put`` or ``.delete``; what may not be read looks absent. What was said in coaching
    doesn't belong here, unless the plugin itself checks who reads it.

    Attributes:
        kind: The kind.
    """

    def __init__(
        self, kind: str, school: str, actor: Actor, holding: PluginHolding, hooks: HookManager
    ) -> None:
        if kind not in hooks.kinds:
            raise UnknownKind(kind)
        self.kind = kind
        self._school = school
        self._actor = actor
        self._holding = holding
        self._hooks = hooks
        self._schema = hooks.schema

    def get(self, id: str) -> PluginDocument:
        """Return a document, brought by its plugin's steps to the present version of its kind.

        Raises:
            NotFound: there is none, or this actor may not know of it.
            ConcurrencyConflict: it has changed since this unit read it.
            SchemaError: a newer version of the plugin wrote it.
            PluginContractError: one of the plugin's steps fails.
        """
        return self._taken(self._read(id))

    def find(
        self, *, since: date | None = None, until: date | None = None, tags: Tagging | None = None
    ) -> Iterator[PluginDocument]:
        """Yield the documents that this actor may see, by day and then by id, as they are read.

        However many there are, memory doesn't grow with them: a unit can overwrite the last 5,000 documents
        that it has met, and has to `get` earlier ones again.

        Args:
            since: The first day.
            until: The last day, inclusive. Documents without a day come before every day, so it alone doesn't
                leave them out.
            tags: Tags that they must all have, such as ``{"relationship": "amara-ben"}``; the rarest first.

        Raises:
            InvalidValue: a day is none, or a tag can't be.
            SchemaError: a newer version of the plugin wrote one.
            PluginContractError: one of the plugin's steps fails.
        """
        query = query_for(self._school, self.kind, since, until, tags or {})
        for document in self._holding.find(query) if self._sees() else ():
            yield self._taken(document)

    def put(
        self,
        id: str,
        content: Plain,
        *,
        when: date | None = None,
        tags: Tagging | None = None,
    ) -> None:
        """Keep a document, in place of the one of this id with its day and tags, once the unit commits.

        Args:
            id: Its id: 1 to 128 letters, digits and ``._:|@+=~-``.
            content: What it says: a dict of texts, numbers, true, false, None, lists and dicts; at most
                1,000,000 characters as JSON, 100,000 values and 40 levels. It is kept as it is.
            when: The day by which it is to be found.
            tags: An id, or several, by the name of each tag by which it is to be found.

        Raises:
            InvalidInput: the content has something else in it, or too much; with every problem by path.
            InvalidValue: the id, the day or a tag can't be.
            AccessDenied: a plugin restricts it.
            AlreadyExists: there is one of this id, and this unit hasn't read it.
        """
        key = key_of(self._school, self.kind, id)
        document = shelved(key, content, when, tags or {}, self._schema.version_of(self.kind))
        self._require("put")
        self._holding.put(document)

    def delete(self, id: str) -> None:
        """Delete a document once the unit commits.

        Raises:
            NotFound: there is none, or this actor may not know of it.
            AccessDenied: a plugin restricts it.
            ConcurrencyConflict: it has changed since this unit read it.
            SchemaError: a newer version of the plugin wrote it.
        """
        document = self._read(id)
        self._require("delete")
        self._holding.delete(document)

    def _read(self, id: str) -> Document:
        key = key_of(self._school, self.kind, id)
        document = self._holding.get(key) if self._sees() else None
        if document is None:
            raise NotFound(self.kind, id)
        self._schema.require_known(self.kind, document.schema)
        return document

    def _taken(self, document: Document) -> PluginDocument:
        found = taken(document, self._schema)
        self._holding.meet(document)  # only now: what can't be understood was not read
        return found

    def _sees(self) -> bool:
        """Say whether plugins let this actor see them: there is no activity of a document to be left."""
        return most_seen(self._hooks, self._actor, self.kind) is Sight.EVERYTHING

    def _require(self, action: str) -> None:
        require_unrestricted(self._hooks, self._actor, f"{self.kind}.{action}", self.kind)
