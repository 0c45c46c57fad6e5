"""Documents of kinds that plugins own, and how they are laid down: per school, and found like records."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from instructional_coaching.codec.plain import body_of, content_of
from instructional_coaching.codec.schema import Schema
from instructional_coaching.codec.step import Plain
from instructional_coaching.domain.check import Id, check_for, civil_date
from instructional_coaching.domain.text import clean_identifier
from instructional_coaching.errors import InvalidValue
from instructional_coaching.storage.port import Document, Key, Query, Tags

Tagging: TypeAlias = Mapping[str, str | Collection[str]]
"""An id, or several, by the name of each tag."""

SCHOOL = "school"
"""The name of the tag that keeps schools apart."""


@attrs.frozen
class PluginDocument:
    """A document of a kind that a plugin owns, as it was read.

    It is no record: it has no verbs, no entries and no history, and what it says is for its plugin to know.

    Attributes:
        kind: Its kind, such as ``oakfield.visit``.
        id: Its id.
        content: What it says, in the present version of its kind: plain values that belong to whoever has
            read them. They are not in the repr.
        when: The day by which it is found; None if it has none.
        tags: The ids by which it is found, sorted, by the name of each tag.
    """

    kind: str
    id: str
    content: Plain = attrs.field(repr=False, hash=False)
    when: date | None = None
    tags: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict[str, tuple[str, ...]], hash=False)


def key_of(school: str, kind: str, id: str) -> Key:
    """Return the key of a document.

    Raises:
        InvalidValue: the id is none.
    """
    return Key(kind, f"{school}/{check_for(Id)(id, 'id')}")


def shelved(key: Key, content: Plain, when: date | None, tags: Tagging, schema: int) -> Document:
    """Return a document as it is laid down, in its first revision.

    Raises:
        InvalidInput: the content isn't of plain values, with every problem by path.
        InvalidValue: the day is none, or a tag can't be.
    """
    school, _, id_ = key.id.partition("/")
    return Document(
        key=key,
        revision=1,
        schema=schema,
        body=body_of(content, f"{key.kind}/{id_}"),
        at=_day(when, "when"),
        tags=((SCHOOL, school), *_pairs(tags)),
    )


def taken(document: Document, schema: Schema) -> PluginDocument:
    """Return what was laid down, brought to the present version of its kind.

    Raises:
        SchemaError: a newer version of its plugin wrote it.
        PluginContractError: one of its plugin's steps fails.
        InvalidInput: its body isn't a JSON object.
    """
    kind, content = document.key.kind, content_of(document.body, str(document.key))
    return PluginDocument(
        kind=kind,
        id=document.key.id.partition("/")[2],
        content=schema.upgraded(kind, document.schema, content),
        when=date.fromisoformat(document.at) if document.at else None,
        tags=_by_name(document.tags),
    )


def query_for(school: str, kind: str, since: date | None, until: date | None, tags: Tagging) -> Query:
    """Return the query for documents of a kind with these tags.

    Raises:
        InvalidValue: a day is none, or a tag can't be.
    """
    first, last = _day(since, "since"), _day(until, "until")
    return Query(kind, (*_pairs(tags), (SCHOOL, school)), first, last)


def _day(given: date | None, field: str) -> str:
    return civil_date(given, field).isoformat() if given is not None else ""


def _by_name(pairs: Tags) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for name, _ in pairs if name != SCHOOL)
    return {name: tuple(value for other, value in pairs if other == name) for name in names}


def _pairs(tags: Tagging) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, given in tags.items():
        if clean_identifier(name, "tags") == SCHOOL:
            raise InvalidValue("tags", "one is named school, which keeps schools apart", "name it otherwise")
        ids = given if isinstance(given, tuple | list | set | frozenset) else (given,)
        pairs += ((name, clean_identifier(one, f"tags.{name}")) for one in ids)
    return pairs
