"""Documents, what is asked of them, what is done to them, and the port that every store answers to.

A store keeps documents: a text under a key, with a revision, a date and tags to find it by. It knows
nothing of what the text says. All values here are frozen and checked when they are made, so a backend
gets only what it can store.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeAlias, final

import attrs

from instructional_coaching.errors import InvalidValue

HIGHEST = 2**63 - 1
"""The highest revision and the highest schema that a document may carry."""

Tags: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a name and a value."""

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _text(field: str, value: object) -> None:
    if not isinstance(value, str):
        raise InvalidValue(field, "it is not text", "give a str")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InvalidValue(field, "it holds a lone surrogate", "give text that UTF-8 can write") from None


def _number(field: str, value: object, lowest: int) -> None:
    if type(value) is not int or not lowest <= value <= HIGHEST:
        raise InvalidValue(
            field, f"it is not a whole number from {lowest} to {HIGHEST}", "give such a number"
        )


def _a_text(_: object, attribute: "attrs.Attribute[str]", value: object) -> None:
    _text(attribute.name, value)


def _a_date(_: object, attribute: "attrs.Attribute[str]", value: object) -> None:
    _text(attribute.name, value)
    if value:
        try:
            date.fromisoformat(str(value) if _DATE.fullmatch(str(value)) else "")
        except ValueError:
            raise InvalidValue(attribute.name, "it is not a date", "write it as YYYY-MM-DD") from None


def _from_0(_: object, attribute: "attrs.Attribute[int]", value: object) -> None:
    _number(attribute.name, value, 0)


def _from_1(_: object, attribute: "attrs.Attribute[int]", value: object) -> None:
    _number(attribute.name, value, 1)


def _pairs(tags: Iterable[tuple[str, str]]) -> Tags:
    pairs = tuple((name, value) for name, value in tags)
    for pair in pairs:
        for text in pair:
            _text("tags", text)
    return pairs


def _sorted_pairs(tags: Iterable[tuple[str, str]]) -> Tags:
    return tuple(sorted(set(_pairs(tags))))


@final
@attrs.frozen(order=True)
class Key:
    """What a document is stored under.

    Attributes:
        kind: What sort of document it is: not empty, without a slash.
        id: Which one of its kind: not empty.

    Raises:
        InvalidValue: One of them is empty or not storable, or the kind has a slash.
    """

    kind: str = attrs.field(validator=_a_text)
    id: str = attrs.field(validator=_a_text)

    def __attrs_post_init__(self) -> None:
        if not self.kind or "/" in self.kind:
            raise InvalidValue("kind", "it is empty or has a slash", "name the kind in one word")
        if not self.id:
            raise InvalidValue("id", "it is empty", "give the document an id")

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


@final
@attrs.frozen
class Document:
    """A text under a key, with what it can be found by.

    Attributes:
        key: What it is stored under.
        revision: From 1; higher with every save.
        schema: From 1; the version of the body's format, which is its writer's business.
        body: Any text. It is not part of the repr.
        at: A date as ``YYYY-MM-DD``, or empty.
        tags: Pairs of a name and a value, sorted, each once; a name may have several values.
        intact: Whether the store saw by a digest, as it read the document, that it is what was written. A
            store that keeps no digests leaves it. It is no part of what the document says.

    Raises:
        InvalidValue: A number is out of range, ``at`` is not a date, or a text holds a lone surrogate.
    """

    key: Key
    revision: int = attrs.field(validator=_from_1)
    schema: int = attrs.field(validator=_from_1)
    body: str = attrs.field(repr=False, validator=_a_text)
    at: str = attrs.field(default="", validator=_a_date)
    tags: Tags = attrs.field(default=(), converter=_sorted_pairs)
    intact: bool = attrs.field(default=False, eq=False, repr=False, kw_only=True)


@final
@attrs.frozen
class Put:
    """Store a document, in place of the one under its key.

    Attributes:
        document: It carries its own new revision, higher than ``expected``.
        expected: The revision that is stored now; 0 where there must be none.
        rewrites: Whether it is the stored revision in another form, and says the same: then the document's
            revision is ``expected`` itself. A store makes such a write like any other.

    Raises:
        InvalidValue: ``expected`` is out of range, or the document's revision is not higher; or not the same
            where it rewrites one.
    """

    document: Document
    expected: int = attrs.field(validator=_from_0)
    rewrites: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.rewrites and self.document.revision != self.expected:
            raise InvalidValue("revision", "it is not the expected one", "leave it as it is stored")
        if not self.rewrites and self.document.revision <= self.expected:
            raise InvalidValue("revision", "it is not higher than the expected one", "count it up")

    @property
    def key(self) -> Key:
        """The document's key."""
        return self.document.key


@final
@attrs.frozen
class Delete:
    """Remove a document.

    Attributes:
        key: What it is stored under.
        expected: The revision that is stored now, from 1.

    Raises:
        InvalidValue: ``expected`` is out of range.
    """

    key: Key
    expected: int = attrs.field(validator=_from_1)


Write: TypeAlias = Put | Delete
"""What a commit is made of."""


def _a_place(
    _: object, attribute: "attrs.Attribute[tuple[str, str] | None]", value: tuple[str, str] | None
) -> None:
    for text in value or ():
        _text(attribute.name, text)


def _a_limit(_: object, attribute: "attrs.Attribute[int | None]", value: object) -> None:
    if value is not None:
        _number(attribute.name, value, 0)


@final
@attrs.frozen
class Query:
    """Documents of one kind, in the order of ``(at, id)``, ascending by code point.

    Attributes:
        kind: The kind asked for.
        tags: Pairs that a document must all have. The first one leads the search: give the rarest first.
        since: The first ``at`` asked for, as ``YYYY-MM-DD``; empty for no bound.
        until: The last ``at`` asked for, included; empty for no bound. A document without a date comes
            before every date, so ``until`` alone does not leave it out.
        after: The ``(at, id)`` of the last document seen; the answer begins with the one after it.
        limit: How many at most, from 0; None for all.

    Raises:
        InvalidValue: A bound is not a date, the limit is negative, or a text holds a lone surrogate.
    """

    kind: str = attrs.field(validator=_a_text)
    tags: Tags = attrs.field(default=(), converter=_pairs)
    since: str = attrs.field(default="", validator=_a_date)
    until: str = attrs.field(default="", validator=_a_date)
    after: tuple[str, str] | None = attrs.field(default=None, validator=_a_place)
    limit: int | None = attrs.field(default=None, validator=_a_limit)

    @property
    def start(self) -> tuple[str, str]:
        """The ``(at, id)`` that everything asked for comes after: no document has an empty id."""
        return max(self.after or ("", ""), (self.since, ""))


def one_write_per_key(writes: Iterable[Write]) -> tuple[Write, ...]:
    """The writes of a commit, as every backend takes them.

    Raises:
        InvalidValue: Two of them are for one key.
    """
    taken = tuple(writes)
    seen: set[Key] = set()
    for write in taken:
        if write.key in seen:
            raise InvalidValue("writes", f"there are two writes for {write.key}", "join them into one")
        seen.add(write.key)
    return taken


class StorageBackend(Protocol):
    """What a store does. All of it may be called from several threads at once.

    Every method but ``close`` raises StorageUnavailable when the store is closed or can't be reached, and
    DamagedDocument rather than return a document that is not what was written.
    """

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        """The documents under the keys, in the order of the keys, as they were at one moment.

        None stands where there is no document.
        """
        ...

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for, read as they are consumed.

        A commit is not kept out by a search under way: what it changes may be seen or not. Errors are
        raised while iterating.
        """
        ...

    def commit(self, writes: Sequence[Write]) -> None:
        """Make all of the writes, or none.

        Raises:
            ConcurrencyConflict: A stored revision is not the expected one; the first such write is named,
                with 0 for the revision of a document that does not exist. Nothing was written.
            InvalidValue: Two writes are for one key. Nothing was written.
            OutcomeUnknown: The store was lost while committing.
        """
        ...

    def close(self) -> None:
        """Let go of what the store holds open. Closing twice is allowed."""
        ...
