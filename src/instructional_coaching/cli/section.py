"""A section of what is shown: a heading, what is printed below it, and the same as plain values."""

from collections.abc import Mapping

import attrs
from rich.console import RenderableType


@attrs.frozen
class Section:
    """A section.

    Attributes:
        heading: Its heading.
        parts: What is printed below it; nothing where there is nothing.
        plain: The same as plain values, by name.
        empty: What is said where there is nothing; empty where the section is then left out.
    """

    heading: str
    parts: tuple[RenderableType, ...]
    plain: Mapping[str, object]
    empty: str = ""
