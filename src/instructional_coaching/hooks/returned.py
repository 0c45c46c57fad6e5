"""What hooks return beside definitions, which are frozen values already."""

import re
from collections.abc import Callable
from typing import TypeAlias, final

import attrs

from instructional_coaching.access.sight import Sight
from instructional_coaching.errors import InvalidValue
from instructional_coaching.storage.port import StorageBackend

Opening: TypeAlias = Callable[[str], StorageBackend]
"""Opens the store of an address."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,31}")


def _a_scheme(_: object, attribute: "attrs.Attribute[str]", value: object) -> None:
    if type(value) is not str or not _SCHEME.fullmatch(value):
        raise InvalidValue(attribute.name, "is no scheme of an address", "write it like postgresql")


def _a_function(_: object, attribute: "attrs.Attribute[Opening]", value: object) -> None:
    if not callable(value):
        raise InvalidValue(attribute.name, "can't be called", "give a function that takes the address")


def _a_sentence(_: object, attribute: "attrs.Attribute[str]", value: object) -> None:
    if type(value) is not str or not value.strip():
        raise InvalidValue(attribute.name, "is no text, or empty", "say it in a sentence")


def _less_than_all(_: object, attribute: "attrs.Attribute[Sight]", value: object) -> None:
    if type(value) is not Sight or value is Sight.EVERYTHING:
        raise InvalidValue(
            attribute.name, "doesn't restrict anything", "give Sight.NOTHING or Sight.ACTIVITY"
        )


@final
@attrs.frozen
class StorageBackendEntry:
    """A kind of store, and how one is opened.

    Attributes:
        scheme: The beginning of its addresses, before ``://``.
        open: Opens the store of an address; it is given all of it.

    Raises:
        InvalidValue: the scheme is none, or what is to open a store can't be called.
    """

    scheme: str = attrs.field(validator=_a_scheme)
    open: Opening = attrs.field(validator=_a_function)


@final
@attrs.frozen
class Restriction:
    """Something that somebody may not do, although the library's own rules let them.

    Attributes:
        reason: Why, in a sentence that may be shown to them; never what a record says.
        remedy: What to do about it.
        leaves: How much of the records they still see, where the action is to read: nothing or the activity.

    Raises:
        InvalidValue: a text is empty, or it would leave everything.
    """

    reason: str = attrs.field(validator=_a_sentence)
    remedy: str = attrs.field(validator=_a_sentence)
    leaves: Sight = attrs.field(default=Sight.NOTHING, validator=_less_than_all)


def is_store(given: object) -> bool:
    """Say whether something has every method of a storage backend."""
    return all(callable(getattr(given, name, None)) for name in ("get", "find", "commit", "close"))
