"""What every broken store is made of: one that works, and a way to go wrong."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import ClassVar

import attrs

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend


class Faulty:
    """A store that passes everything on; its subclasses don't.

    Attributes:
        breaks: The promises that it must be caught by.
        on_disk: Whether it keeps documents in a file at its place, or in memory.
        hangs: Whether it keeps its callers waiting for ever.
    """

    breaks: ClassVar[tuple[str, ...]] = ()
    on_disk: ClassVar[bool] = False
    hangs: ClassVar[bool] = False

    def __init__(self, place: Path) -> None:
        self.place = place
        self.inner: StorageBackend = SQLiteBackend(place / "store.db") if self.on_disk else MemoryBackend()

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return self.inner.get(keys)

    def find(self, query: Query) -> Iterator[Document]:
        return self.inner.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(writes)

    def close(self) -> None:
        self.inner.close()

    def stored(self, key: Key) -> Document | None:
        return self.inner.get([key])[0]

    def revision(self, key: Key) -> int:
        stored = self.stored(key)
        return stored.revision if stored else 0

    def sifted(self, query: Query, fits: Callable[[Document], bool]) -> Iterator[Document]:
        """What is asked for but for its tags and its limit, if it fits, up to the limit."""
        candidates = [one for one in self.inner.find(attrs.evolve(query, tags=(), limit=None)) if fits(one)]
        return iter(candidates[: query.limit])


class Rewriting(Faulty):
    """Keeps other documents than it is given."""

    def kept(self, one: Document) -> Document:
        return one

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(
            [
                attrs.evolve(write, document=self.kept(write.document)) if isinstance(write, Put) else write
                for write in writes
            ]
        )


class Loose(Faulty):
    """Keeps documents in a dict of its own, and makes some writes whatever they expect."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.lock = Lock()
        self.documents: dict[Key, Document] = {}

    def allows(self, write: Write, actual: int) -> bool:
        return write.expected == actual

    def load(self) -> dict[Key, Document]:
        return self.documents

    def save(self, documents: dict[Key, Document]) -> None:
        self.documents = documents

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        with self.lock:
            documents = self.load()
            return [documents.get(key) for key in keys]

    def find(self, query: Query) -> Iterator[Document]:
        with self.lock:
            everything = [Put(one, 0) for one in self.load().values()]
        store = MemoryBackend()
        store.commit(everything)
        return store.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        with self.lock:
            self.check(writes)
            self.write(writes)

    def check(self, writes: Sequence[Write]) -> None:
        documents = self.load()
        for write in writes:
            stored = documents.get(write.key)
            actual = stored.revision if stored else 0
            if not self.allows(write, actual):
                refuse(write, actual)

    def write(self, writes: Sequence[Write]) -> None:
        documents = dict(self.load())
        for write in writes:
            documents.pop(write.key, None)
            if isinstance(write, Put):
                documents[write.key] = write.document
        self.save(documents)


class Filed(Loose):
    """Keeps its dict in a file, so that it has it in common with other stores."""

    def load(self) -> dict[Key, Document]:
        try:
            documents: dict[Key, Document] = pickle.loads((self.place / "documents").read_bytes())
        except FileNotFoundError:
            return {}
        return documents

    def save(self, documents: dict[Key, Document]) -> None:
        with NamedTemporaryFile(dir=self.place, delete=False) as written:
            written.write(pickle.dumps(documents))
        Path(written.name).replace(self.place / "documents")


class Respelling(Faulty):
    """Takes a text for another one, in keys; what comes back has the keys that were put."""

    def spelt(self, key: Key) -> Key:
        return key

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.given: dict[Key, Key] = {}

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        return [self._back(one) for one in self.inner.get([self.spelt(key) for key in keys])]

    def find(self, query: Query) -> Iterator[Document]:
        kind = self.spelt(Key(query.kind or "-", "-")).kind
        return (one for one in map(self._back, self.inner.find(attrs.evolve(query, kind=kind))) if one)

    def commit(self, writes: Sequence[Write]) -> None:
        self.given |= {self.spelt(write.key): write.key for write in writes}
        self.inner.commit([self._spelt(write) for write in writes])

    def _spelt(self, write: Write) -> Write:
        key = self.spelt(write.key)
        if isinstance(write, Put):
            return attrs.evolve(write, document=attrs.evolve(write.document, key=key))
        return Delete(key, write.expected)

    def _back(self, one: Document | None) -> Document | None:
        return one and attrs.evolve(one, key=self.given.get(one.key, one.key))


def refuse(write: Write, actual: int) -> None:
    """Raise a conflict, if the write expects something else."""
    if write.expected != actual:
        raise ConcurrencyConflict(str(write.key), write.expected, actual)
