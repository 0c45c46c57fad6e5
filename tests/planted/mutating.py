"""Small changes to a module, each of which a test should notice: where they are, and how they read."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

OPERATORS: Mapping[type[ast.AST], tuple[str, str]] = {
    ast.Lt: (r"<", "<="),
    ast.LtE: (r"<=", "<"),
    ast.Gt: (r">", ">="),
    ast.GtE: (r">=", ">"),
    ast.Eq: (r"==", "!="),
    ast.NotEq: (r"!=", "=="),
    ast.Is: (r"is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: (r"in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
    ast.And: (r"and", "or"),
    ast.Or: (r"or", "and"),
    ast.Add: (r"\+", "-"),
    ast.Sub: (r"-", "+"),
}
NEGATING = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
"""Comparisons whose flip is their negation."""
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
REMOVED = (ast.Assign, ast.AugAssign, ast.Expr, ast.Raise, ast.Continue, ast.Break, ast.Delete)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LONGEST = 150


@dataclass(frozen=True)
class Mutant:
    """A change to a module.

    Attributes:
        line: The line of the change, from 1.
        text: What it changes, before and after, in a few words.
        start: Where what is replaced begins in the source, in bytes.
        end: Where it ends.
        planted: What takes its place.
        within: Qualified name of the outermost function that runs it; None where importing the module does.
    """

    line: int
    text: str
    start: int
    end: int
    planted: str
    within: str | None

    def plant(self, source: str) -> str:
        """Return the source with the change."""
        held = source.encode()
        return (held[: self.start] + self.planted.encode() + held[self.end :]).decode()


def mutants_in(source: str, enums: Mapping[str, Sequence[str]] | None = None) -> list[Mutant]:
    """Return every change to a module, in order.

    Args:
        source: The module's text.
        enums: Members of the enumerations that it names, by the name that it has for them.
    """
    found = _Finder(source, enums or {}).found()
    return sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end, one.planted))


class _Finder:
    """Goes through a module."""

    def __init__(self, source: str, enums: Mapping[str, Sequence[str]]) -> None:
        self._source = source.encode()
        self._enums = enums
        self._starts = [0]
        for line in self._source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._tree = ast.parse(source)

    def found(self) -> Iterator[Mutant]:
        for node in self._tree.body:
            yield from self._below(node, (), None, "")

    def _below(
        self, node: ast.AST, above: tuple[ast.AST, ...], within: str | None, named: str
    ) -> Iterator[Mutant]:
        """Yield what changes a node, and all that is in it."""
        if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom) or _is_docstring(node):
            return
        for planted in self._changes(node, within):
            yield self._mutant(node, above, planted, within)
        name = getattr(node, "name", "") if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else ""
        inner = f"{named}.{name}".strip(".") if name else named
        body = node.body if isinstance(node, FUNCTIONS) else []
        for child in ast.iter_child_nodes(node):
            runs = within or (inner if child in body else None)
            yield from self._below(child, (*above, node), runs, inner)

    def _changes(self, node: ast.AST, within: str | None) -> Iterator[tuple[int, int, str]]:
        """Yield what is replaced and by what, as offsets in bytes and text."""
        if isinstance(node, ast.Compare):
            for sides, operator in zip(pairwise([node.left, *node.comparators]), node.ops, strict=True):
                yield from self._operator(*sides, operator)
        elif isinstance(node, ast.BoolOp):
            slots = [self._operator(*sides, node.op) for sides in pairwise(node.values)]
            yield from self._joined([one for slot in slots for one in slot])
        elif isinstance(node, ast.BinOp):
            yield from self._operator(node.left, node.right, node.op)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield (*self._span(node), f"({self._text(node.operand)})")
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            near = (not node.value,) if isinstance(node.value, bool) else (node.value - 1, node.value + 1)
            yield from ((*self._span(node), f"({one})" if one < 0 else str(one)) for one in near)
        elif isinstance(node, ast.Name) and node.id in OPPOSITES:
            yield (*self._span(node), OPPOSITES[node.id])
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from self._other_member(node, node.value.id)
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            yield from self._negated(node.test)
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                yield from self._negated(test)
        elif isinstance(node, ast.Return) and node.value and not _is_none(node.value):
            yield (*self._span(node), "return None")
        elif within and isinstance(node, REMOVED) and not _is_docstring(node):
            yield (*self._span(node), "pass")

    def _operator(self, left: ast.expr, right: ast.expr, operator: ast.AST) -> Iterator[tuple[int, int, str]]:
        if type(operator) in OPERATORS:
            pattern, planted = OPERATORS[type(operator)]
            first, last = self._span(left)[1], self._span(right)[0]
            slot = self._source[first:last].decode()
            where = re.search(pattern, slot)
            assert where is not None, slot
            yield first, last, slot[: where.start()] + planted + slot[where.end() :]

    def _joined(self, slots: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """Yield the one change that makes several at once."""
        text, at = "", slots[0][0]
        for first, last, planted in slots:
            text += self._source[at:first].decode() + planted
            at = last
        yield slots[0][0], slots[-1][1], text

    def _negated(self, test: ast.expr) -> Iterator[tuple[int, int, str]]:
        flips = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], NEGATING)
        if not flips and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
            yield (*self._span(test), f"not ({self._text(test)})")

    def _other_member(self, node: ast.Attribute, name: str) -> Iterator[tuple[int, int, str]]:
        members = self._enums.get(name, ())
        if node.attr in members and len(members) > 1:
            other = members[(members.index(node.attr) + 1) % len(members)]
            yield (*self._span(node), f"{name}.{other}")

    def _mutant(
        self, node: ast.AST, above: Sequence[ast.AST], change: tuple[int, int, str], within: str | None
    ) -> Mutant:
        start, end, planted = change
        whole = node if isinstance(node, ast.stmt) else _around(node, above)
        first, last = self._span(whole)
        if isinstance(whole, ast.If | ast.While | ast.For | ast.With | ast.Try | ast.match_case):
            last = max(end, self._span(whole.test)[1] if isinstance(whole, ast.If | ast.While) else end)
        before = self._source[first:last].decode()
        after = (self._source[first:start] + planted.encode() + self._source[end:last]).decode()
        text = f"{_short(before)} → {_short(after)}"
        line = self._source[:start].count(b"\n") + 1
        return Mutant(line, text, start, end, planted, within)

    def _text(self, node: ast.AST) -> str:
        first, last = self._span(node)
        return self._source[first:last].decode()

    def _span(self, node: ast.AST) -> tuple[int, int]:
        place: ast.expr = node  # type: ignore[assignment]
        return (
            self._starts[place.lineno - 1] + place.col_offset,
            self._starts[(place.end_lineno or place.lineno) - 1] + (place.end_col_offset or 0),
        )


def _around(node: ast.AST, above: Sequence[ast.AST]) -> ast.AST:
    """Return what a reader needs to see of a change: the expression around a name or a number."""
    if isinstance(node, ast.Constant | ast.Name | ast.Attribute):
        near = [one for one in above if isinstance(one, ast.expr | ast.stmt)]
        return near[-1] if near and not isinstance(near[-1], (*FUNCTIONS, ast.ClassDef)) else node
    if isinstance(node, ast.comprehension):
        return next(one for one in reversed(above) if isinstance(one, ast.expr))
    return node


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
