"""The strict YAML reader: plain values, the place of each, and every problem of a text at once.

Of YAML it takes what a school needs to write a definition: mappings, lists and scalars, in lines or in
brackets. Plain ``true`` and ``false`` are truth values, ``null``, ``~`` and nothing are None, ``12`` is a
whole number and ``1.5`` an exact decimal; everything else is text, also ``no``, ``012``, ``12:30``.
Duplicate keys, anchors, aliases, merge keys, tags, directives, further documents and control characters are
refused.
"""

from typing import BinaryIO

from instructional_coaching.definitions import yaml_event
from instructional_coaching.definitions.yaml_builder import Builder
from instructional_coaching.definitions.yaml_entry import Entries
from instructional_coaching.definitions.yaml_event import (
    DOCUMENT,
    OF_A_DEFINITION,
    SCALAR,
    STREAM_END,
    Limits,
    Parser,
)
from instructional_coaching.definitions.yaml_gap import Gaps
from instructional_coaching.definitions.yaml_mistake import FAULTS, Mistake, mistake_in, without
from instructional_coaching.definitions.yaml_text import Cleaner, Stopped
from instructional_coaching.definitions.yaml_tree import Tree, tree_of
from instructional_coaching.errors import Problem

__all__ = ["Entries", "Limits", "Tree", "read_entries", "read_yaml"]

MOST_ATTEMPTS = 6


def read_yaml(text: str | bytes, source: str, limits: Limits = OF_A_DEFINITION) -> Tree:
    """Return the values of a YAML text; what is wrong with it stands in the tree.

    A line with a syntax error is left out, and the others are read.

    Args:
        text: The text, or its bytes in UTF-8.
        source: What to call the text in problems.
        limits: Where to stop.
    """
    cleaner, builder = Cleaner(source), Builder(source, limits)
    problems = cleaner.problems
    size = len(text) if isinstance(text, bytes) else _size(text, limits.size)
    if size > limits.size:
        builder.note(builder.holder.start, f"has more than {limits.size} bytes", "split it", code="too-long")
        builder.abandon()
    else:
        try:
            clean = cleaner.of_bytes(text, True) if isinstance(text, bytes) else cleaner.of_text(text, True)
        except Stopped:
            builder.abandon()
        else:
            builder, found = _with_recovery(clean, source, limits)
            problems.extend(found)
    problems += builder.problems
    return tree_of(source, builder.holder, problems)


def read_entries(stream: BinaryIO, source: str, key: str, limits: Limits = OF_A_DEFINITION) -> Entries:
    """Return the entries of the list under a key of a file's top level, to be read one by one.

    Args:
        stream: The bytes of the file, in UTF-8.
        source: What to call it in problems.
        key: The key; without it, or with something else than a list under it, everything is in the head.
        limits: Where to stop, for each entry, and for what stands before the entries and after them.
    """
    return Entries(stream, source, key, limits)


def _size(text: str, most: int) -> int:
    return len(text) if len(text) > most else len(text.encode("utf-8", "surrogatepass"))


def _with_recovery(text: str, source: str, limits: Limits) -> tuple[Builder, list[Problem]]:
    builder, lines = Builder(source, limits), text.split("\n")
    blanked: dict[int, int] = {}
    problems: list[Problem] = []
    before: Mistake | None = None
    for attempt in range(1, MOST_ATTEMPTS + 1):
        builder = Builder(source, limits, Gaps(blanked))
        try:
            _document(builder, yaml_event.PARSER(text if attempt == 1 else "\n".join([*lines, ""])))
        except Stopped:
            builder.abandon()
            break
        except FAULTS as raised:
            mistake = mistake_in(raised, builder, lambda number: "".join(lines[number : number + 1]))
            if before is None or not _follows(mistake, before, blanked, lines):
                problems.append(mistake.problem(source))
            more = without(mistake, lines)
            blanked = blanked | more
            before = mistake
            if not more or attempt == MOST_ATTEMPTS:
                builder.abandon()
                break
        else:
            break
    return builder, problems


def _follows(mistake: Mistake, before: Mistake, blanked: dict[int, int], lines: list[str]) -> bool:
    """Tell whether a mistake is only what blanking the lines just before it has left."""
    if not (mistake.is_indentation or (mistake.is_tab and before.is_tab)):
        return False
    above = mistake.line - 1
    while above not in blanked and above >= 0 and lines[above].strip()[:1] in ("", "#"):
        above -= 1
    return above in blanked or mistake.line in blanked


def _document(builder: Builder, parser: Parser) -> None:
    get_event = parser.get_event
    get_event()
    event = get_event()
    if type(event) is STREAM_END:
        builder.note_empty()
        return
    builder.refuse_directive(event)
    start = get_event()
    if type(start) is SCALAR and not start.value and not start.style:
        builder.note_empty()
    builder.node(start, parser, None, start.start_mark)
    builder.holder.incomplete |= not builder.gaps.are_settled
    get_event()
    event = get_event()
    if type(event) is DOCUMENT:
        builder.refuse_document(event)
