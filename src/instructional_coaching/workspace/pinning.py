"""Definitions kept in the store: pinned to their content on first use, and which version is in force.

A record refers to the pin, so that it reads the same when a plugin is gone or brings another version. A name
without a digest means the version in force, which changes by `Workspace.install` and by nothing else.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar, cast

import attrs

from instructional_coaching.codec.document import from_body, to_body
from instructional_coaching.codec.schema import CORE, version_of
from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.domain import DEFINITIONS
from instructional_coaching.domain.definition import Definition
from instructional_coaching.errors import ConcurrencyConflict, DamagedDocument, UnknownDefinition
from instructional_coaching.storage.port import Document, Key, Put, Query, StorageBackend, Write

D = TypeVar("D", bound=Definition)

DEFINITION = "definition"
IN_FORCE = "in_force"
SORTS = {one.KIND: one for one in DEFINITIONS}


@attrs.frozen
class InForce:
    """A definition in force.

    Attributes:
        kind: The kind of definition.
        id: Its id.
        pin: The pin that is in force.
    """

    kind: str
    id: str
    pin: str


@attrs.frozen
class Stale:
    """A definition in force of which another version has been brought.

    Attributes:
        kind: The kind of definition.
        id: Its id.
        in_force: The pin that is in force.
        brought: The pin that has been brought; None where nobody brings it any more.
    """

    kind: str
    id: str
    in_force: str
    brought: str | None


class Definitions:
    """The definitions that one school works by. Safe to share between threads."""

    def __init__(self, school: str, backend: StorageBackend, brought: Callable[[], Catalogue]) -> None:
        self._school = school
        self._backend = backend
        self._brought = brought
        self._stored: dict[Key, Definition] = {}

    @property
    def brought(self) -> Catalogue:
        """What there is to choose from."""
        return self._brought()

    def stored(self, kind: type[D], pin: str) -> D | None:
        """Return the definition pinned in the store, or None if this one never was.

        Raises:
            DamagedDocument: its content isn't what its pin says.
        """
        key = self.key(kind, pin)
        known = self._stored.get(key)
        if known is None:
            (document,) = self._backend.get([key])
            if document is None:
                return None
            known = from_body(kind, document.body, document.schema, str(key))
            if known.pin != pin:
                raise DamagedDocument(str(key))
            self._stored[key] = known
        return cast("D", known)

    def in_force(self, kind: type[Definition], id: str) -> Document | None:
        """Return the document that says which version is in force, or None if none was used yet.

        Raises:
            DamagedDocument: what it says is no version of this definition.
            SchemaError: it was written by a newer version of this library.
        """
        (document,) = self._backend.get([self.place(kind, id)])
        if document is not None:
            CORE.require_known(IN_FORCE, document.schema)
            if document.body.partition("@")[0] != id:
                raise DamagedDocument(str(document.key))
        return document

    def key(self, kind: type[Definition], pin: str) -> Key:
        """Return the key of a definition."""
        return Key(DEFINITION, f"{self._school}/{kind.KIND}/{pin}")

    def place(self, kind: type[Definition], id: str) -> Key:
        """Return the key under which stands which version is in force."""
        return Key(IN_FORCE, f"{self._school}/{kind.KIND}/{id}")

    def pinned(self, definition: Definition) -> Put:
        """Return what writes a definition into the store."""
        kind = type(definition)
        tags = (("school", self._school), ("definition", f"{self._school}/{kind.KIND}/{definition.id}"))
        document = Document(
            key=self.key(kind, definition.pin),
            revision=1,
            schema=version_of(kind.KIND),
            body=to_body(definition),
            tags=tags,
        )
        return Put(document, 0)

    def forced(self, definition: Definition, before: int) -> Put:
        """Return what puts a definition in force, in place of the revision before; 0 where there is none."""
        kind = type(definition)
        document = Document(
            key=self.place(kind, definition.id),
            revision=before + 1,
            schema=1,
            body=definition.pin,
            tags=(("school", self._school),),
        )
        return Put(document, before)

    def versions(self, kind: type[D], id: str) -> Iterator[D]:
        """Yield every version of a definition that is pinned in the store."""
        tags = (("definition", f"{self._school}/{kind.KIND}/{id}"),)
        for document in self._backend.find(Query(DEFINITION, tags)):
            pin = document.key.id.removeprefix(f"{self._school}/{kind.KIND}/")
            yield from filter(None, [self.stored(kind, pin)])

    def all_in_force(self) -> Iterator[InForce]:
        """Yield every definition in force."""
        for document in self._backend.find(Query(IN_FORCE, (("school", self._school),))):
            CORE.require_known(IN_FORCE, document.schema)
            _, kind, *name = document.key.id.split("/")
            yield InForce(kind, "/".join(name), document.body)

    def stale(self) -> Iterator[Stale]:
        """Yield every definition in force of which nobody brings just this version."""
        for one in self.all_in_force():
            brought = self.brought.get(SORTS[one.kind], one.id)
            if brought is None or brought.pin != one.pin:
                yield Stale(one.kind, one.id, one.pin, brought.pin if brought else None)

    def install(self) -> tuple[Stale, ...]:
        """Put in force what has been brought, wherever another version of it is; return what that was.

        Raises:
            ConcurrencyConflict: somebody else installs at the same time.
        """
        changed = tuple(one for one in self.stale() if one.brought is not None)
        writes: list[Put] = []
        for one in changed:
            kind = SORTS[one.kind]
            definition = cast("Definition", self.brought.get(kind, one.id))
            now = self.in_force(kind, one.id)
            writes.append(self.forced(definition, now.revision if now else 0))
            if self.stored(kind, definition.pin) is None:
                writes.append(self.pinned(definition))
        if writes:
            self._backend.commit(writes)
        return changed


class Pinning:
    """The definitions that one unit of work uses, and what of them is to be written with it."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self._used: dict[tuple[str, str], Definition] = {}
        self._writes: dict[Key, Put] = {}

    def bring(self, definition: Definition) -> None:
        """Take in a definition that comes with what is imported, to be pinned as it is.

        Where no version is in force and nobody else brings one, it is put in force; of several, the last.
        """
        kind, id_ = type(definition), definition.id
        self._keep(definition)
        known = self.definitions.brought.get(kind, id_) is not None
        if not known and self.definitions.in_force(kind, id_) is None:
            put = self.definitions.forced(definition, 0)
            self._writes[put.key] = put
            self._used[kind.KIND, id_] = definition

    def named(self, kind: type[D], name: str) -> D:
        """Return a definition by its pin, or the version in force by its id.

        Raises:
            UnknownDefinition: nobody brings it, and it isn't in the store.
        """
        used = self._used.get((kind.KIND, name))
        if used is None:
            used = self._pinned(kind, name) if "@" in name else self._in_force(kind, name)
            self._used[kind.KIND, name] = self._used[kind.KIND, used.pin] = used
        return cast("D", used)

    def commit(
        self, backend: StorageBackend, writes: list[Write], derived: Callable[[], list[Put]] = list
    ) -> None:
        """Commit a unit's writes with these, and with what is derived from them.

        What another unit has pinned meanwhile is the same, and stays; what is derived is derived again.

        Raises:
            ConcurrencyConflict: somebody saved one of the unit's records in between.
        """
        pending = {str(key): put for key, put in self._writes.items()}
        made = derived()
        while True:
            try:
                backend.commit([*writes, *pending.values(), *made])
            except ConcurrencyConflict as raised:
                if any(raised.key == str(one.key) for one in made):
                    made = derived()
                elif pending.pop(raised.key, None) is None:
                    raise
            else:
                return

    def _pinned(self, kind: type[D], pin: str) -> D:
        stored = self.definitions.stored(kind, pin)
        if stored is not None:
            return stored
        brought = self.definitions.brought.get(kind, pin.partition("@")[0])
        if brought is None or brought.pin != pin:
            raise UnknownDefinition(kind.KIND, pin)
        self._keep(brought)
        return brought

    def _in_force(self, kind: type[D], id: str) -> D:
        document = self.definitions.in_force(kind, id)
        if document is not None:
            return self._pinned(kind, document.body)
        brought = self.definitions.brought.get(kind, id)
        if brought is None:
            raise UnknownDefinition(kind.KIND, id)
        self._keep(brought)
        put = self.definitions.forced(brought, 0)
        self._writes[put.key] = put
        return brought

    def _keep(self, definition: Definition) -> None:
        kind = type(definition)
        self._used[kind.KIND, definition.pin] = definition
        if self.definitions.stored(kind, definition.pin) is None:
            put = self.definitions.pinned(definition)
            self._writes[put.key] = put
