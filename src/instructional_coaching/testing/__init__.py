"""For who writes a plugin: what the library's own parts are tested by.

It needs pytest and Hypothesis, which come with ``pip install 'instructional-coaching[test]'``. Importing
this module loads neither; using a name of it does.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instructional_coaching.testing.store.capability import Capability as Capability
    from instructional_coaching.testing.store.conformance import StorageConformance as StorageConformance

__all__ = ("Capability", "StorageConformance")

_HOME = {"Capability": "store.capability", "StorageConformance": "store.conformance"}


def __getattr__(name: str) -> object:
    import sys
    from importlib import import_module

    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        import pytest

        import_module("hypothesis")
    except ModuleNotFoundError as missing:
        needed = "pip install 'instructional-coaching[test]'"
        raise ModuleNotFoundError(f"{__name__}.{name} needs {missing.name}: {needed}") from missing
    # Without it a promise that is broken would say that, and not what was found.
    if f"{__name__}.store" not in sys.modules:
        pytest.register_assert_rewrite(f"{__name__}.store")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
