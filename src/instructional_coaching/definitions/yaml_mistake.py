"""A syntax error in a YAML text: what it is, in our own words, and the text without it."""

import re
from collections.abc import Callable

import attrs
from yaml import MarkedYAMLError, YAMLError

from instructional_coaching.definitions.yaml_builder import Builder
from instructional_coaching.definitions.yaml_event import YamlEvent
from instructional_coaching.definitions.yaml_tree import Mark
from instructional_coaching.errors import Problem

_DASHES = re.compile(r"\s*(?:-\s+)*")
_DASH = re.compile(r"-(?:\s|$)")
_QUOTE = "put the text in quotes"
_BY_WORD = {
    "tag": ("has a tag (!)", "remove it, or put the text in quotes"),
    "directive": ("has a directive (%)", "remove it"),
    "block scalar": ("has text after | or >", "begin the text on the next line"),
    "flow": ("lacks a comma or a closing bracket", "add it, or put the text in quotes"),
}
_PARENT = re.compile(r":(?:\s+[|>][-+0-9]*)?\s*(?:\s#.*)?$")


@attrs.frozen
class Mistake:
    """A syntax error.

    Attributes:
        line: Its line, from 0.
        column: Its column, from 0.
        message: What is wrong.
        hint: What to do about it.
        is_indentation: Whether the line as a whole stands in a wrong place, rather than something in it.
    """

    line: int
    column: int
    message: str
    hint: str
    is_indentation: bool = False

    def problem(self, source: str) -> Problem:
        """Return it as a problem of a text."""
        return Problem(source, self.line + 1, self.column + 1, "", self.message, self.hint, "syntax")


def mistake_in(raised: YAMLError, builder: Builder, line_at: Callable[[int], str]) -> Mistake:
    """Return what a syntax error is.

    Args:
        raised: What the parser raised.
        builder: What was building then.
        line_at: Tells a line of the text by its number from 0.
    """
    if not isinstance(raised, MarkedYAMLError) or raised.problem_mark is None:
        return Mistake(0, 0, "is not YAML", "check the syntax")
    context, problem = raised.context or "", raised.problem or ""
    at, begun = raised.problem_mark, raised.context_mark
    quoted = "quoted scalar" in context
    escape = quoted and "escape" in problem
    opened = _quote(builder.last, begun if quoted and begun is not None else at)
    if opened is None and quoted and begun is not None and not (escape and begun.line == at.line):
        opened = begun
    if opened is not None:
        return _at(
            opened, "has a quote that is opened here and not closed", "close it; double a ' within '…'"
        )
    if escape:
        return _at(at, "has an unknown escape after \\", r"write \\ for a backslash, or use '…'")
    bracket = _bracket(builder, at)
    if bracket is not None:
        hint = f"close it, or put a comma or quotes where they are missing in line {at.line + 1}"
        return _at(bracket, "has a bracket that is opened here and not closed", hint)
    if "could not find expected ':'" in problem and begun is not None:
        return _at(
            begun, "has a line that is neither a key nor an item", "write a colon and a space after a key"
        )
    if ("alias" in context or "anchor" in context) and begun is not None:
        at = begun
    return _by_text(at, context + " " + problem, line_at(at.line))


def _at(mark: Mark, message: str, hint: str) -> Mistake:
    return Mistake(mark.line, mark.column, message, hint)


def _by_text(at: Mark, said: str, line: str) -> Mistake:
    """Return a mistake by the words that the parser knows it by, and by the line."""
    before, here = line[: at.column], line[at.column : at.column + 1]
    if here == "\t" or "tab character" in said:
        return _at(at, "has a tab where spaces are needed", "indent with spaces")
    if "mapping values are not allowed" in said and re.search(r":\s", before):
        return _at(at, "has a second colon in the same line", _QUOTE)
    if "sequence entries are not allowed" in said and before.strip(" -"):
        return _at(at, "has an item in the line of its key", "begin the list on the next line")
    if here and here in "@`%*&!":
        return _at(at, "has a text that begins with a sign of YAML", _QUOTE)
    for word, (message, hint) in _BY_WORD.items():
        if word in said:
            return _at(at, message, hint)
    if before.strip(" -") and "mapping values" not in said:
        return _at(at, "has something after the end of a value", "put the whole text in quotes, or remove it")
    start = len(before) - len(before.lstrip())
    hint = "begin it in the column of the line it belongs with; put a text of several lines in quotes"
    return Mistake(at.line, start, "is indented differently from the lines around it", hint, True)


def _quote(last: YamlEvent | None, at: Mark) -> Mark | None:
    """Return where a quote was opened that closed only at the next quote, just before an error."""
    if last is None or getattr(last, "style", None) not in ("'", '"'):
        return None
    start, end = last.start_mark, last.end_mark
    return start if start.line < end.line == at.line else None


def _bracket(builder: Builder, at: Mark) -> Mark | None:
    """Return the bracket that is open at an error, if it was opened on an earlier line."""
    part = builder.open[-1]
    return part.start if part.is_flow and part.start.line < at.line else None


def without(mistake: Mistake, lines: list[str], builder: Builder) -> dict[int, int]:
    """Blank the line of a mistake with what belongs to it, and return the blanked lines with their columns.

    The dashes before it stay, so that what follows keeps its place.
    """
    number = mistake.line
    if number >= len(lines) or not lines[number].strip():
        return {}
    line = lines[number]
    match = None if mistake.is_indentation else _DASHES.match(line, 0, mistake.column)
    dashes = match.group() if match else ""
    column = len(dashes) if dashes else len(line) - len(line.lstrip())
    if not line[column:].strip():
        return {}
    blanked = {number: column}
    lines[number] = dashes.rstrip()
    deeper = column
    if mistake.is_indentation:
        columns = [part.start.column for part in builder.open[1:] if part.start.column > column]
        deeper = min(columns, default=column)
    is_parent = _PARENT.search(line) is not None
    for after in range(number + 1, len(lines)):
        text = lines[after].lstrip()
        indent = len(lines[after]) - len(text)
        if text and indent <= deeper and not (is_parent and indent == column and _DASH.match(text)):
            if text[0] in "]}" and indent == deeper:
                blanked[after], lines[after] = indent, ""
            break
        if text:
            blanked[after], lines[after] = indent, ""
    return blanked
