"""Stored documents that are known to be what was written: read and written without the care that others need.

The strict converter checks every text of a document, and says of each fault where it is. What a document says
that is intact, and in the present version, was checked when its record was made; here only the types of its
values are looked at. Whatever isn't as expected is left to the strict converter, which says what is wrong.

With ``msgspec`` installed, which the extra ``fast`` brings, its C code does the work; otherwise readers that
are put together from the annotations. Both give equal values, and what is written is the same to the byte.
msgspec alone passes over a key that it doesn't know: a kind's version rises with every change of its form.
"""

import json
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, TypeAlias, cast

from instructional_coaching.codec.assembly import assembled
from instructional_coaching.codec.converter import converter
from instructional_coaching.codec.flattening import flattener, is_alike_in_json

Reader: TypeAlias = Callable[[str], Any]
Writer: TypeAlias = Callable[[Any], str]

encoded: Writer = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""Write plain values as compact JSON text."""


class Engine(Protocol):
    """Makes what reads and what writes bodies; each when it is first asked for."""

    def reader(self, wanted: type) -> Reader | None:
        """Return what reads a body as a value of a class; None for one whose values need more."""
        ...

    def writer(self, kind: type) -> Writer:
        """Return what writes a value of a class as a body."""
        ...


class Plain:
    """Reads and writes with the standard library."""

    def reader(self, wanted: type) -> Reader | None:
        """Return what reads a body as a value of a class; None for one whose values need more."""
        made = assembled(wanted)
        return None if made is None else lambda body: made(json.loads(body))

    def writer(self, kind: type) -> Writer:
        """Return what writes a value of a class as a body."""
        plain = converter().get_unstructure_hook(kind)
        return lambda one: encoded(plain(one))


class WithMsgspec:
    """Reads and writes with msgspec."""

    def __init__(self) -> None:
        self._json: Any = import_module("msgspec.json")

    def reader(self, wanted: type) -> Reader | None:
        """Return what reads a body as a value of a class; None for one whose values need more."""
        return None if assembled(wanted) is None else cast("Reader", self._json.Decoder(wanted).decode)

    def writer(self, kind: type) -> Writer:
        """Return what writes a value of a class as a body."""
        encode: Callable[[Any], bytes] = self._json.Encoder().encode
        flat = flattener(kind) if is_alike_in_json(kind) else converter().get_unstructure_hook(kind)
        return lambda one: encode(flat(one)).decode()


@cache
def engine() -> Engine:
    """Return the engine of this process: that of msgspec where it is installed."""
    return WithMsgspec() if find_spec("msgspec") else Plain()


@cache
def reader(wanted: type) -> Reader | None:
    """Return what reads a body as a value of a class; None for one whose values need more."""
    return engine().reader(wanted)


@cache
def writer(kind: type) -> Writer:
    """Return what writes a value of a class as a body."""
    return engine().writer(kind)
