"""Who brings something: a plugin, its distribution and version."""

from typing import Final

import attrs

GIVEN: Final = "open_workspace(plugins=…)"
"""Stands for the distribution of a plugin that the host gave as an object."""


@attrs.frozen
class Source:
    """Who brings something.

    Attributes:
        name: The plugin's name: that of its entry point, or of the module or class that was given.
        distribution: The distribution it comes with, or how else it came in.
        version: The distribution's version; empty where it has none.
    """

    name: str
    distribution: str
    version: str = ""

    def __str__(self) -> str:
        return f"{self.distribution} {self.version}".strip()

    @property
    def origin(self) -> str:
        """What a definition is said to come from: the distribution, or the one object among those given."""
        return f"{self.name} of {self}" if self.distribution == GIVEN else str(self)


@attrs.frozen
class Plugin:
    """A plugin that is loaded.

    Attributes:
        name: Its name.
        distribution: The distribution it comes with, or how else it came in.
        version: The distribution's version; empty where it has none.
        brings: What it brings: definitions and stores by kind and name, then the hooks that are asked later.
    """

    name: str
    distribution: str
    version: str
    brings: tuple[str, ...]
