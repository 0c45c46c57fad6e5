"""The event stream of a YAML parser as plain values with their places, in one pass and without recursion."""

import re
from collections.abc import Mapping
from decimal import Decimal

import attrs

from instructional_coaching.definitions.yaml_event import (
    ALIAS,
    LIST,
    LIST_END,
    MAPPING_END,
    SCALAR,
    Parser,
    YamlEvent,
)
from instructional_coaching.definitions.yaml_open import AWAITED, LEFT_OUT, OpenParts
from instructional_coaching.definitions.yaml_text import CONTROLS, REFUSED
from instructional_coaching.definitions.yaml_tree import Fields, Items, Mark, Spot

MOST_DIGITS = 18
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")

# What the loop holds in place of a mapping while it is in a list; nothing is ever put into them.
_NO_NAMES: dict[str, object] = {}
_NO_SPOTS: dict[str, Spot] = {}


@attrs.define(eq=False)
class Builder(OpenParts):
    """Builds values and places from events.

    Attributes:
        last: The event built last.
        last_scalar: The text or number, also that of a key, built last.
        values: How many values were built.
    """

    last: YamlEvent | None = attrs.field(init=False, default=None)
    last_scalar: YamlEvent | None = attrs.field(init=False, default=None)
    values: int = attrs.field(init=False, default=0)
    _keys: dict[str, str] = attrs.field(init=False, factory=dict)

    def node(self, event: YamlEvent, parser: Parser, key: str | None, key_mark: Mark) -> None:
        """Build the node that begins with an event, as the next value of the part that is open.

        Args:
            event: Its first event.
            parser: What yields the others.
            key: Its key, or None for an item of a list.
            key_mark: Where its key stands.

        Raises:
            Stopped: a limit is exceeded.
            YAMLError: it is not YAML.
        """
        known, get_event = self._keys, parser.get_event
        depth, values, most = 0, self.values, self.limits.values
        names, spots, items, item_spots = self._inside()
        while True:
            kind = type(event)
            if kind is SCALAR:
                self.last_scalar, start = event, event.start_mark
                if key is AWAITED:
                    key_mark, text = start, event.value
                    if text in known and text not in names and event.tag is None and event.anchor is None:
                        key = known[text]
                    else:
                        key = self.key(event)
                else:
                    values += 1
                    value = self._value(event, parser, key, key_mark)
                    if key is None and value is not LEFT_OUT:
                        items.append(value)
                        item_spots.append((start, start, None))
                    elif key is not None:
                        if key is not LEFT_OUT and value is not LEFT_OUT:
                            names[key] = value
                            spots[key] = (key_mark, start, None)
                        key = AWAITED
            elif kind is MAPPING_END or kind is LIST_END:
                key = self.leave(event)
                names, spots, items, item_spots = self._inside()
                depth -= 1
            elif kind is ALIAS:
                key = self._alias(event, key)
            else:
                values += 1
                key = self.enter(event, key, key_mark)
                names, spots, items, item_spots = self._inside()
                depth += 1
            if values > most:
                self.stop(event.start_mark, f"has more than {most} values", "split it", "too-many")
            self.last = event
            if not depth:
                break
            event = get_event()
        self.values = values

    def _inside(self) -> tuple[dict[str, object], dict[str, Spot], list[object], list[Spot]]:
        """Return what to put the values of the open part into, and their spots."""
        part = self.open[-1]
        if isinstance(part, Fields):
            return part.names, part.spots, self.holder.items, self.holder.spots
        return _NO_NAMES, _NO_SPOTS, part.items, part.spots

    def key(self, event: YamlEvent) -> str:
        """Return the key that a scalar is, or LEFT_OUT with a problem noted."""
        text, style, around = event.value, event.style, self.open[-1]
        named = f"key {text[:40]!r}"
        if event.tag is not None and self._adorned(event, AWAITED):
            return LEFT_OUT
        if not style and text == "<<":
            return self._no_key(event, "has a merge key (<<)", "write the fields out")
        if not style and not text:
            return self._no_key(event, "has an empty key", "write text before the colon")
        if not style and (text in _WORDS or _NUMBER.fullmatch(text)):
            return self._no_key(event, f"{named} is not text", "put it in quotes")
        if REFUSED.search(text):
            return self._no_key(event, "has a key with a control character", "remove it")
        if event.anchor is not None:
            self._adorned(event, AWAITED)
        if isinstance(around, Fields) and text in around.spots:
            return self.twice(event, around.spots[text])
        return text if style else self._keys.setdefault(text, text)

    def twice(self, event: YamlEvent, first: Spot) -> str:
        """Note that a key was there before, and return LEFT_OUT."""
        if first[2] is not None:
            first[2].incomplete = True
        hint = f"keep this one or that in line {first[0].line + 1}"
        return self._no_key(event, f"key {event.value[:40]!r} is there twice", hint)

    def _no_key(self, event: YamlEvent, message: str, hint: str) -> str:
        self.note(event.start_mark, message, hint)
        self.open[-1].incomplete = True
        return LEFT_OUT

    def _value(self, event: YamlEvent, parser: Parser, key: str | None, key_mark: Mark) -> object:
        """Return the value that a scalar is, or LEFT_OUT."""
        text, style = event.value, event.style
        if (event.tag is not None or event.anchor is not None) and self._adorned(event, key):
            return LEFT_OUT
        if not style:
            if text in _WORDS:
                blank = not text and self.gaps and self._is_gap(event, parser, key_mark)
                return self._left_out() if blank else _WORDS[text]
            if text[0] in "-0123456789":
                return self._number(event, key)
        elif style == '"' and not text.isprintable() and CONTROLS.search(text):
            self.note(
                event.start_mark, "has a control character", "remove the escape that stands for it", key
            )
            return self._left_out()
        return text

    def _left_out(self) -> str:
        self.open[-1].incomplete = True
        return LEFT_OUT

    def _number(self, event: YamlEvent, key: str | None) -> object:
        text = event.value
        match = _NUMBER.fullmatch(text)
        if match is None:
            return text
        if len(text) > MOST_DIGITS and sum(map(str.isdigit, text)) > MOST_DIGITS:
            hint = "shorten it, or put it in quotes if it is no number"
            self.note(event.start_mark, f"has more than {MOST_DIGITS} digits", hint, key)
            return self._left_out()
        return int(text) if match[2] is None else Decimal(text)

    def _is_gap(self, event: YamlEvent, parser: Parser, key_mark: Mark) -> bool:
        """Tell whether a value is empty because its lines were blanked."""
        line, end = event.start_mark.line, parser.peek_event().start_mark.line
        least = 0 if isinstance(self.open[-1], Items) else key_mark.column + 1
        return self.gaps.holds(line, max(end - 1, line), least)

    def _adorned(self, event: YamlEvent, key: str | None) -> bool:
        """Note the tag or the anchor that a node has, and tell whether it is left out for it."""
        if event.anchor is not None:
            self.note(event.start_mark, "has an anchor (&)", "remove it, and repeat the value", key)
        if event.tag is None:
            return False
        self.note(event.start_mark, "has a tag (!)", "remove it, or put the text in quotes", key)
        self.open[-1].incomplete = True
        return True

    def _alias(self, event: YamlEvent, key: str | None) -> str | None:
        """Note an alias, and return the key of what comes next."""
        hint = "write the value itself, or put the text in quotes"
        self.note(event.start_mark, "has an alias (*)", hint, key)
        self.open[-1].incomplete = True
        return key if key is None else LEFT_OUT if key is AWAITED else AWAITED

    def enter(self, event: YamlEvent, key: str | None, key_mark: Mark) -> str | None:
        """Open the mapping or the list that an event begins, and return the key of what comes next.

        Raises:
            Stopped: it is too deep.
        """
        start, around = event.start_mark, self.open[-1]
        if len(self.open) > self.limits.depth:
            hint = "put fewer lists and mappings within each other"
            self.stop(start, f"is more than {self.limits.depth} deep", hint, "too-deep", key)
        if (event.tag is not None or event.anchor is not None) and self._adorned(event, key):
            kept = False
        elif key is AWAITED:
            self._no_key(event, "has a list or a mapping as a key", "write text before the colon")
            kept = False
        else:
            kept = key is not LEFT_OUT
        after = None if key is None else LEFT_OUT if key is AWAITED else AWAITED
        is_flow = bool(event.flow_style)
        part: Items | Fields
        if type(event) is LIST:
            part = Items(start, is_flow, None, after, items=[], spots=[])
        else:
            part = Fields(start, is_flow, None, after, names={}, spots={})
        if kept and isinstance(around, Items):
            part.key = len(around.items)
            around.items.append(part.plain)
            around.spots.append((start, start, part))
        elif kept and isinstance(around, Fields) and key is not None:
            part.key = key
            around.names[key] = part.plain
            around.spots[key] = (key_mark, start, part)
        if self.gaps and self.last is not None:
            part.line_before = self.last.start_mark.line
        self.open.append(part)
        return None if isinstance(part, Items) else AWAITED

    def top(self, mark: Mark) -> None:
        """Open a mapping as the whole."""
        part = Fields(mark, False, 0, None, names={}, spots={})
        self.holder.items.append(part.plain)
        self.holder.spots.append((mark, mark, part))
        self.open.append(part)

    def leave(self, event: YamlEvent) -> str | None:
        """Close the part that is open, and return the key of what comes next."""
        part = self.open.pop()
        if self.gaps:
            # Where a part ends, the next one may begin: a dash that was left there is none of this part's.
            self.gaps.leave_incomplete(part, event.end_mark.line - 1, self.open)
        return part.after
