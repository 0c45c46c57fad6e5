"""What hooks return beside definitions, which are frozen values already."""

import re
from collections.abc import Callable
from typing import TypeAlias, cast, final

import attrs

from instructional_coaching.access.sight import Sight
from instructional_coaching.codec.step import Step
from instructional_coaching.errors import InvalidValue
from instructional_coaching.storage.port import StorageBackend

Opening: TypeAlias = Callable[[str], StorageBackend]
"""Opens the store of an address."""

_KIND = re.compile(r"(?!core\.)[a-z][a-z0-9_]{0,31}\.[a-z][a-z0-9_]{0,63}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,31}")


def _a_scheme(_: object, attribute: "attrs.Attribute[str]", value: object) -> None:
    if type(value) is not str or not _SCHEME.fullmatch(value):
        raise InvalidValue(attribute.name, "is no scheme of an address", "write it like postgresql")


def _a_kind(_: object, attribute: "attrs.Attribute[str]", value: object) -> None:
    if type(value) is not str or not _KIND.fullmatch(value):
        raise InvalidValue(
            attribute.name, "is no kind in a namespace of your own", "write it like oakfield.visit"
        )


def _functions(_: object, attribute: "attrs.Attribute[tuple[Step, ...]]", value: object) -> None:
    if type(value) is not tuple or not all(map(callable, cast("tuple[object, ...]", value))):
        raise InvalidValue(attribute.name, "are no functions", "give functions from a dict to a dict")


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
class KindEntry:
    """A kind of document that a plugin owns, with its migrations.

    Attributes:
        kind: Its name, with the plugin's own namespace before the dot: ``oakfield.visit``. No kind of the
            library has a dot, and no two plugins share a namespace.
        steps: What brings a document from version 1 to version 2, from 2 to 3, and so on: pure functions
            from plain values to plain values. Its present version is one more than there are steps.

    Raises:
        InvalidValue: the name is no such kind, or a step can't be called.
    """

    kind: str = attrs.field(validator=_a_kind)
    steps: tuple[Step, ...] = attrs.field(default=(), validator=_functions)

    @property
    def namespace(self) -> str:
        """What stands before the dot."""
        return self.kind.partition(".")[0]


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
