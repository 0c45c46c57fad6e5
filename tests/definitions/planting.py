"""Mistakes planted in definition files; where each stands is known from the planting, not from a reader."""

import re
from collections.abc import Iterator
from random import Random

import attrs
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MARK = "\ue000"
"""Stands in the text where a problem is to be found, and is taken out before anybody reads it."""

WORDS = ("title", "summary", "source", "asks", "looks_like")
NAMES = ("produces", "requires", "expects", "next")
OTHERS = {"days": "times", "period": "days"}
"""A field of one family of requirements, and one of the other that would be too much beside it."""


@attrs.frozen
class Edit:
    """Something put into a text in place of something else.

    Attributes:
        kind: The kind of mistake.
        code: The code of the error.
        start: Offset of what is replaced.
        end: Offset behind it.
        put: What is put there, with a mark where the problem is.
        rests: What it puts in doubt, or rests on: of two mistakes with the same, one would not be checked.
    """

    kind: str
    code: str
    start: int
    end: int
    put: str
    rests: str = ""


@attrs.frozen(order=True)
class Expected:
    """A problem that is to be found.

    Attributes:
        line: Its line, from 1.
        column: Its column, from 1.
        code: The code of the error.
    """

    line: int
    column: int
    code: str


def planted(text: str, random: Random) -> tuple[str, list[Expected], list[str]]:
    """Return the text with a mistake of each kind that it has room for, what is to be found, and which."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    edits = next(found for _ in range(1000) if (found := _one_of_each(text, root, random)))
    made = text
    for edit in sorted(edits, key=lambda one: -one.start):
        made = made[: edit.start] + edit.put + made[edit.end :]
    marked, places = _unmarked(made)
    codes = [one.code for one in sorted(edits, key=lambda one: one.start)]
    expected = sorted(Expected(*place, code) for place, code in zip(places, codes, strict=True))
    return marked, expected, [one.kind for one in edits]


def _one_of_each(text: str, root: Node, random: Random) -> list[Edit]:
    """Return a mistake of each kind that can be made in a text; none where the first ones left no room."""
    edits: list[Edit] = []
    for planter in (_rule, _reference, _type, _unknown_key, _syntax):
        choices = list(planter(text, root))
        free = [one for one in choices if not _meets(text, one, edits)]
        if choices and not free:
            return []
        edits += random.sample(free, 1) if free else []
    return edits


def _unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    places: list[tuple[int, int]] = []
    line, column, kept = 1, 1, list[str]()
    for character in text:
        if character == MARK:
            places.append((line, column))
            continue
        kept.append(character)
        line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
    return "".join(kept), places


def _meets(text: str, edit: Edit, others: list[Edit]) -> bool:
    """Say whether an edit would be on a line of another, or could not be told because of it."""
    lines = _lines(text, edit)
    return any(
        set(lines) & set(_lines(text, one)) or (edit.rests and edit.rests == one.rests) for one in others
    )


def _lines(text: str, edit: Edit) -> range:
    return range(text.count("\n", 0, edit.start), text.count("\n", 0, edit.end) + 1)


def _scalars(
    node: Node, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], ScalarNode]]:
    if isinstance(node, ScalarNode):
        yield path, node
    elif isinstance(node, MappingNode):
        for key, one in node.value:
            yield from _scalars(one, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for n, one in enumerate(node.value):
            yield from _scalars(one, (*path, n))


def _span(node: Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _lone_lines(text: str, root: Node) -> Iterator[ScalarNode]:
    """Yield what stands behind its key on a line of its own, that isn't the first of an item or the file."""
    for _, node in list(_scalars(root))[1:]:
        start, end = _span(node)
        line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end)]
        if node.style is None and re.fullmatch(r" *[a-z_]+: [^{}\[\]]*", line):
            yield node


def _syntax(text: str, root: Node) -> Iterator[Edit]:
    for node in _lone_lines(text, root):
        start, end = _span(node)
        key = text[:start].rsplit(maxsplit=1)[-1].rstrip(":")
        yield Edit("syntax", "syntax", start, end, f"First{MARK}: second", key)
        yield Edit("syntax", "syntax", start, end, f'{MARK}"never closed', key)
        yield Edit("syntax", "syntax", start, end, f"{MARK}[never, closed", key)
        yield Edit("syntax", "syntax", start, start, f"{MARK}&anchor ", key)
        yield Edit("syntax", "syntax", start, start, f"{MARK}!!str ", key)
        yield Edit("syntax", "syntax", start, end, f"{MARK}*alias", key)
        behind = text.find("\n", end)
        first = text.rfind("\n", 0, start) + 1
        again = text[first:behind]
        indent = len(again) - len(again.lstrip())
        yield Edit("syntax", "syntax", behind, behind, f"\n{again[:indent]}{MARK}{again[indent:]}", key)


def _unknown_key(text: str, root: Node) -> Iterator[Edit]:
    for node in _lone_lines(text, root):
        start, end = _span(node)
        behind = text.find("\n", end)
        first = text.rfind("\n", 0, start) + 1
        indent = re.match(" *", text[first:])
        assert indent is not None
        yield Edit("unknown key", "unknown-key", behind, behind, f"\n{indent[0]}{MARK}colour: blue")
    for found in re.finditer(r"\}$", text, re.MULTILINE):
        yield Edit("unknown key", "unknown-key", found.start(), found.start(), f", {MARK}colour: blue")


def _type(_text: str, root: Node) -> Iterator[Edit]:
    for path, node in _scalars(root):
        if path[-1] in WORDS and node.start_mark.line == node.end_mark.line:
            for wrong in ("[a list]", "7", "true", "2.5"):
                yield Edit("type", "invalid-value", *_span(node), f"{MARK}{wrong}")


def _reference(_text: str, root: Node) -> Iterator[Edit]:
    for path, node in _scalars(root):
        if len(path) > 1 and path[-2] in NAMES:
            ids = "stages" if path[-2] == "next" else "artefacts"
            yield Edit("reference", "unknown-reference", *_span(node), f"{MARK}nowhere", ids)
        if path == ("cadence",):
            yield Edit("reference", "unknown-reference", *_span(node), f"{MARK}core/nowhere")
        if path[-1] == "rank" and "indicators" in path:
            yield Edit("reference", "unknown-reference", *_span(node), f"{MARK}99", "levels")


def _rule(text: str, root: Node) -> Iterator[Edit]:
    ids = [(path, node) for path, node in _scalars(root) if path[-1] == "id"]
    for path, node in ids:
        earlier = [one for other, one in ids if other[0] == path[0] and other < path]
        for one in earlier:
            yield Edit("rule", "repeated-id", *_span(node), f"{MARK}{one.value}", str(path[0]))
    for path, node in _scalars(root):
        has_duty = "duty" in text[node.end_mark.index : text.find("\n", node.end_mark.index)]
        if path[0] == "artefacts" and path[-1] == "title" and "\nroles:" in text and not has_duty:
            start, end = _span(node)
            yield Edit("rule", "nobodys-duty", start, end, f"{node.value!r}, duty: {MARK}juggle")
        if path[0] == "levels" and path[-1] == "rank" and path[1] != 0:
            yield Edit("rule", "levels-out-of-order", *_span(node), f"{MARK}-5", "levels")
        if len(path) == 3 and path[0] == "requires" and path[2] in OTHERS:
            behind = text.find("\n", node.end_mark.index)
            yield Edit("rule", "other-family", behind, behind, f"\n    {OTHERS[path[2]]}: {MARK}3", "family")
        if path[0] == "requires" and path[2:] == ("counts", 0):
            behind = text.find("\n", node.end_mark.index)
            start = text.rfind("[", 0, node.start_mark.index)
            kept = f"{MARK}{text[start:behind]}\n    pair: true"
            yield Edit("rule", "not-together", start, behind, kept, "counts")
