"""What a store may be able to do beyond what every store must."""

from collections.abc import Callable, Collection
from enum import Enum
from typing import TypeVar

P = TypeVar("P", bound=Callable[..., object])

_NEEDS = "needs_capabilities"


class Capability(Enum):
    """What not every store can do. A conformance test says which of these its store can."""

    DURABLE = "what was committed is there when the store is opened again"
    SHARED = "stores that are opened at one place at the same time are one store"
    PROCESSES = "several processes may have the store open at the same time"


def needs(*capabilities: Capability) -> Callable[[P], P]:
    """Mark a promise as one that only stores with these capabilities make."""

    def mark(promise: P) -> P:
        setattr(promise, _NEEDS, capabilities)
        return promise

    return mark


def needed_by(promise: Callable[..., object]) -> tuple[Capability, ...]:
    """The capabilities that a promise was marked with."""
    needed: tuple[Capability, ...] = getattr(promise, _NEEDS, ())
    return needed


def why_skipped(suite: str, promise: Callable[..., object], declared: Collection[Capability]) -> str:
    """Why this promise isn't asked of a store with these capabilities; empty if it is."""
    missing = [f"{one.name} ({one.value})" for one in needed_by(promise) if one not in declared]
    return f"{suite} doesn't declare {' and '.join(missing)}: {promise.__name__}" if missing else ""
