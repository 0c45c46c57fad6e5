"""What a YAML parser yields, and how much of it is read."""

from collections.abc import Callable
from typing import Protocol, cast

import attrs
import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from instructional_coaching.definitions.yaml_text import CleanStream
from instructional_coaching.definitions.yaml_tree import Mark


class YamlEvent(Protocol):
    """An event; which of the attributes there are depends on its class."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None


class Parser(Protocol):
    """What yields events."""

    def get_event(self) -> YamlEvent:
        """Return the next event."""
        ...

    def peek_event(self) -> YamlEvent:
        """Return the next event and leave it there."""
        ...


# The classes of events that matter here, as the type checkers are to see them.
SCALAR = cast("type[YamlEvent]", ScalarEvent)
ALIAS = cast("type[YamlEvent]", AliasEvent)
MAPPING = cast("type[YamlEvent]", MappingStartEvent)
MAPPING_END = cast("type[YamlEvent]", MappingEndEvent)
LIST = cast("type[YamlEvent]", SequenceStartEvent)
LIST_END = cast("type[YamlEvent]", SequenceEndEvent)
DOCUMENT = cast("type[YamlEvent]", DocumentStartEvent)
STREAM_END = cast("type[YamlEvent]", StreamEndEvent)

# A PyYAML without libyaml reads the same, slowly.
PARSER = cast("Callable[[str | CleanStream], Parser]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@attrs.frozen
class Limits:
    """How much is read before reading stops; the defaults are those of a definition file.

    Attributes:
        size: Bytes of a text; characters of an entry, or of what surrounds the entries.
        depth: Mappings and lists within each other.
        values: Texts, numbers, mappings and lists; keys are not counted.
    """

    size: int = 262_144
    depth: int = 40
    values: int = 20_000


OF_A_DEFINITION = Limits()
