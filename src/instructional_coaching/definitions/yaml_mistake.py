"""A syntax error in a YAML text: what it is, in our own words, and the text without it."""

import re
from collections.abc import Callable, Sequence

import attrs
from yaml import MarkedYAMLError, YAMLError

from instructional_coaching.definitions.yaml_builder import Builder
from instructional_coaching.definitions.yaml_event import YamlEvent
from instructional_coaching.definitions.yaml_tree import Mark
from instructional_coaching.errors import Problem

# The last two are what the parser written in Python makes of an escape beyond all characters.
FAULTS = (YAMLError, ValueError, OverflowError)
_DASHES = re.compile(r"\s*(?:-\s+)*")
_DASH = re.compile(r"-(?:\s|$)")
_NOTHING = ("", "#")
_NOWHERE = 1_000_000
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
        is_tab: Whether it is a tab.
    """

    line: int
    column: int
    message: str
    hint: str
    is_indentation: bool = False
    is_tab: bool = False

    def problem(self, source: str) -> Problem:
        """Return it as a problem of a text."""
        return Problem(source, self.line + 1, self.column + 1, "", self.message, self.hint, "syntax")


def mistake_in(raised: Exception, builder: Builder, line_at: Callable[[int], str]) -> Mistake:
    """Return what a syntax error is.

    Args:
        raised: What the parser raised.
        builder: What was building then.
        line_at: Tells a line of the text by its number from 0.
    """
    if not isinstance(raised, MarkedYAMLError) or raised.problem_mark is None:
        at = builder.holder.start if builder.last is None else builder.last.end_mark
        return _at(at, "is not YAML from here on", "check the syntax")
    context, problem = raised.context or "", raised.problem or ""
    at, begun = raised.problem_mark, raised.context_mark
    quoted = "quoted scalar" in context
    escape = quoted and "escape" in problem
    opened = _quote(builder.last_scalar, begun if quoted and begun is not None else at)
    if opened is None and quoted and begun is not None and not (escape and begun.line == at.line):
        opened = begun
    if opened is not None:
        return _at(
            opened, "has a quote that is opened here and not closed", "close it; double a ' within '…'"
        )
    if escape:
        line = line_at(at.line)
        # One parser marks the backslash, the other what follows it.
        back = line[at.column : at.column + 1] != "\\" and line[: at.column].endswith("\\")
        return Mistake(
            at.line,
            at.column - back,
            "has an unknown escape after \\",
            r"write \\ for a backslash, or use '…'",
        )
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
        return attrs.evolve(_at(at, "has a tab where spaces are needed", "indent with spaces"), is_tab=True)
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
    return Mistake(
        at.line, start, "is indented differently from the lines around it", hint, is_indentation=True
    )


def _quote(last: YamlEvent | None, at: Mark) -> Mark | None:
    """Return where a quote was opened that closed only at the next quote, just before an error."""
    if last is None or last.style not in ("'", '"'):
        return None
    start, end = last.start_mark, last.end_mark
    return start if start.line < end.line == at.line else None


def _bracket(builder: Builder, at: Mark) -> Mark | None:
    """Return the bracket that is open at an error, if it was opened on an earlier line."""
    part = builder.open[-1]
    return part.start if part.is_flow and part.start.line < at.line else None


def without(mistake: Mistake, lines: list[str]) -> dict[int, int]:
    """Blank the line of a mistake with what belongs to it, and return the blanked lines with their columns.

    The dashes before it stay, so that what follows keeps its place.
    """
    number = mistake.line
    line = lines[number] if number < len(lines) else ""
    match = None if mistake.is_indentation else _DASHES.match(line, 0, mistake.column)
    column = max(len(line) - len(line.lstrip()), match.end() if match else 0)
    if line[column : column + 1] in _NOTHING:
        return {}
    # A comment ends the text that stands before it; an empty line could be a part of it.
    lines[number] = (line[:column] if "-" in line[:column] else "") + "#"
    blanked = {number: _NOWHERE if mistake.is_tab else column}
    is_parent = _PARENT.search(line) is not None
    meant = _meant_column(mistake, lines, column, is_parent=is_parent)
    has_items = is_parent and not _DASH.match(line, column)
    for after in range(number + 1, len(lines)):
        text = lines[after].lstrip()
        if text[:1] in _NOTHING:
            continue
        indent = len(lines[after]) - len(text)
        is_closing = text[0] in "]}" and indent == meant
        if indent > meant or is_closing or (has_items and indent == meant and _DASH.match(text)):
            blanked[after], lines[after] = indent, "#"
        else:
            break
    return blanked


def _meant_column(mistake: Mistake, lines: Sequence[str], column: int, *, is_parent: bool) -> int:
    """Return the column in which a line was meant to be: what is indented more deeply below belongs to it."""
    if mistake.is_tab:
        return _column_of_children(lines[mistake.line + 1 :]) if is_parent else _NOWHERE
    if not mistake.is_indentation:
        return column
    meant = _NOWHERE
    for line in reversed(lines[: mistake.line]):
        text = line.lstrip()
        if text[:1] in _NOTHING:
            continue
        indent, match = len(line) - len(text), _DASHES.match(line)
        inner = match.end() if match else indent
        if inner < column and meant == _NOWHERE:
            return inner
        meant = min([one for one in (indent, inner, meant) if one > column], default=column)
        if indent <= column:
            break
    return column if meant == _NOWHERE else meant


def _column_of_children(lines: Sequence[str]) -> int:
    for line in lines:
        text = line.lstrip()
        if text[:1] not in _NOTHING:
            indent = len(line) - len(text)
            return indent if _DASH.match(text) else indent - 1
    return _NOWHERE
