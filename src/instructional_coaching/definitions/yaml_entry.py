"""A long list within a YAML file, read entry by entry."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from instructional_coaching.definitions import yaml_event
from instructional_coaching.definitions.yaml_builder import Builder
from instructional_coaching.definitions.yaml_event import (
    DOCUMENT,
    LIST,
    LIST_END,
    MAPPING,
    MAPPING_END,
    SCALAR,
    STREAM_END,
    Limits,
    Parser,
    YamlEvent,
)
from instructional_coaching.definitions.yaml_mistake import FAULTS, mistake_in
from instructional_coaching.definitions.yaml_open import AWAITED, LEFT_OUT
from instructional_coaching.definitions.yaml_text import Cleaner, CleanStream, Stopped, TooFar
from instructional_coaching.definitions.yaml_tree import Fields, Mark, Spot, Start, Tree, tree_of

# The parser reads somewhat further than what it yields.
_AHEAD = 65_536


class Entries:
    """The entries under one key of a YAML file whose top level is a mapping; `read_entries` makes it.

    Iterating yields each entry once, as a tree of its own: its paths begin at the entry, its lines are those
    of the file. One entry is held at a time, however many there are. A syntax error, or a limit that an entry
    exceeds, ends the reading, and its problem is one of the tail's.

    Attributes:
        head: The keys before the list, and the list itself, empty; there at once.
    """

    head: Tree

    def __init__(self, stream: BinaryIO, source: str, key: str, limits: Limits) -> None:
        self._source, self._key, self._limits = source, key, limits
        self._stream = CleanStream(Cleaner(source), stream, limits.size + _AHEAD)
        self._parser: Parser | None = None
        self._has_ended = self._is_broken = False
        self._reached: Mark = Start()
        self._earlier: dict[str, Spot] = {}
        self._tail: Tree | None = None
        builder = Builder(source, limits)
        self._is_listing = self._attempt(self._begin, builder)
        top = builder.open[-1]
        if self._is_listing and isinstance(top, Fields):
            self._earlier = top.spots
        self.head = self._tree(builder)
        self._last = Builder(source, limits)

    def __iter__(self) -> Iterator[Tree]:
        """Yield the entries that were not yielded yet."""
        while self._is_listing:
            builder = Builder(self._source, self._limits)
            self._is_listing = self._attempt(self._entry, builder)
            if self._is_listing:
                yield self._tree(builder)
            else:
                self._last.problems += builder.problems

    @property
    def tail(self) -> Tree:
        """The keys after the list, and the problem that ended the reading early; it reads on to the end."""
        for _ in self:
            pass
        if self._tail is None:
            self._last.top(self._reached)
            if self._is_broken:
                self._last.abandon()
            elif not self._has_ended:
                self._attempt(self._keys, self._last)
            self._tail = self._tree(self._last)
        return self._tail

    def _tree(self, builder: Builder) -> Tree:
        line = self._reached.line + 1 if self._is_listing else None
        return tree_of(self._source, builder.holder, [*builder.problems, *self._stream.noted(line)])

    def _attempt(self, read: Callable[[Parser, Builder], bool], builder: Builder) -> bool:
        """Read something, and tell whether an entry may follow; what goes wrong is noted."""
        try:
            if self._parser is None:
                self._parser = yaml_event.PARSER(self._stream)
            return read(self._parser, builder)
        except TooFar:
            self._too_long(builder, self._reached)
        except Stopped:
            pass
        except FAULTS as raised:
            builder.problems.append(mistake_in(raised, builder, self._stream.line).problem(self._source))
        builder.abandon()
        self._is_broken = True
        return False

    def _too_long(self, builder: Builder, begun: Mark) -> None:
        message = f"has more than {self._limits.size} characters from here on"
        builder.note(begun, message, "split it", code="too-long")

    def _begin(self, parser: Parser, builder: Builder) -> bool:
        get_event = parser.get_event
        get_event()
        event = get_event()
        if type(event) is STREAM_END:
            builder.note_empty()
            self._has_ended = True
            return False
        builder.refuse_directive(event)
        event = get_event()
        if type(event) is MAPPING:
            builder.enter(event, None, event.start_mark)
            return self._keys(parser, builder)
        builder.node(event, parser, None, event.start_mark)
        return self._finish(parser, builder)

    def _keys(self, parser: Parser, builder: Builder) -> bool:
        """Read keys and values of the top level, and tell whether the list begins."""
        get_event, begun = parser.get_event, self._reached
        while type(event := get_event()) is not MAPPING_END:
            key, mark = self._key_of(event, parser, builder), event.start_mark
            event = get_event()
            if key == self._key and type(event) is LIST:
                builder.enter(event, key, mark)
                builder.leave(event)
                self._reach(event, begun, builder)
                return True
            builder.node(event, parser, key, mark)
            self._reach(builder.last or event, begun, builder)
        return self._finish(parser, builder)

    def _key_of(self, event: YamlEvent, parser: Parser, builder: Builder) -> str:
        if type(event) is not SCALAR:
            builder.node(event, parser, AWAITED, event.start_mark)
            return LEFT_OUT
        key = builder.key(event)
        return builder.twice(event, self._earlier[key]) if key in self._earlier else key

    def _entry(self, parser: Parser, builder: Builder) -> bool:
        event = parser.get_event()
        if type(event) is LIST_END:
            return False
        builder.node(event, parser, None, event.start_mark)
        self._reach(builder.last or event, event.start_mark, builder)
        return True

    def _finish(self, parser: Parser, builder: Builder) -> bool:
        self._has_ended = True
        parser.get_event()
        event = parser.get_event()
        if type(event) is DOCUMENT:
            builder.refuse_document(event)
        return False

    def _reach(self, event: YamlEvent, begun: Mark, builder: Builder) -> None:
        """Note how far reading has come.

        Raises:
            Stopped: it is too far from where it began.
        """
        if event.end_mark.index - begun.index > self._limits.size:
            self._too_long(builder, begun)
            raise Stopped
        self._reached = event.end_mark
        self._stream.most = event.end_mark.index + self._limits.size + _AHEAD
