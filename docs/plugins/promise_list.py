"""What every store promises, as the page on writing one shows it, made from the tests."""

import inspect
from collections.abc import Callable, Iterator

from instructional_coaching.testing import StorageConformance
from instructional_coaching.testing.store.capability import Capability, needed_by
from instructional_coaching.testing.store.promise import Promises


def promises() -> str:
    """Return every promise in Markdown, by theme: what it says, and which capability it needs."""
    return "\n".join(_lines())


def capabilities() -> str:
    """Return every capability in Markdown, with what a store promises that declares it."""
    rows = [f"| `{one.name}` | {one.value} | {_number(one)} |" for one in Capability]
    return "\n".join(["| Capability | The store says that | Promises |", "|---|---|---|", *rows]) + "\n"


def _lines() -> Iterator[str]:
    for theme in StorageConformance.__mro__:
        if issubclass(theme, Promises) and (tests := _tests(theme)):
            yield f"\n### {_said(theme).rstrip('.')}\n"
            for test in tests:
                needed = "".join(f" `{one.name}`" for one in needed_by(test))
                yield f"- {_said(test)}{needed}"


def _number(capability: Capability) -> int:
    tests = [test for theme in StorageConformance.__mro__ for test in _tests(theme)]
    return sum(capability in needed_by(test) for test in tests)


def _tests(theme: type) -> list[Callable[..., object]]:
    return [one for name, one in vars(theme).items() if name.startswith("test_")]


def _said(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split()).replace("``", "`")
