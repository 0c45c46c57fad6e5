"""Where the steps of the library's own kinds are declared: from each schema version of a kind to the next.

Whoever changes what a kind looks like in a store writes a step here. A step is a pure function: it takes the
plain values of a document in one version and returns those of the next, from nothing but what it is given.
Steps are never changed and never taken out once they were released, since there are stores that need them::

    def _statement_to_aim(goal: Plain) -> Plain:
        return {("aim" if name == "statement" else name): one for name, one in goal.items()}

    STEPS = {"goal": (_statement_to_aim,)}

An entry is a kind of its own, ``entry``, whatever record it belongs to; its ``verb`` says which. A step of a
definition may not change its content, which is what its pin is made from. Afterwards
``python -m tests.golden.make`` keeps a store in the new version for ever, which the tests ask for.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Plain: TypeAlias = dict[str, Any]
"""A document's plain values, by name."""

Step: TypeAlias = Callable[[Plain], Plain]
"""From one version to the next."""

STEPS: Mapping[str, tuple[Step, ...]] = {}
"""The steps of each kind, the first of them from version 1 to version 2."""
