"""What stands around the entries of a YAML journal: its title, who kept the records, and definitions."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, cast

import attrs

from instructional_coaching.definitions.strict_yaml import Tree
from instructional_coaching.domain.check import Id, Label, check_for
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import InvalidValue, Problem

ENTRIES = "journal"
"""The key under which the entries stand."""
DEFINITIONS = "definitions"
STEWARDS = "stewards"
_KNOWN = ("title", STEWARDS, DEFINITIONS, ENTRIES)
_OF_SCENARIOS = ("expect",)


@attrs.frozen
class Head:
    """What stands before the entries of a YAML journal.

    Attributes:
        title: Its title, if it has one.
        stewards: Ids of those who kept the records at the time, for whom whoever imports it vouches.
        problems: What is wrong with it.
    """

    title: str | None
    stewards: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def doubtful(self) -> bool:
        """Whether it can't be told who kept the records."""
        return any(one.path.startswith(STEWARDS) for one in self.problems)


def head_of(tree: Tree) -> Head:
    """Return what stands before the entries of a journal, and what is wrong with it."""
    problems = list(tree.problems)
    if not isinstance(tree.plain, dict):
        if not problems:
            problems.append(_problem(tree, "", f"expected a journal, got {kind_of(tree.plain)}", _FORM))
        return Head(None, frozenset(), tuple(problems))
    plain = cast("Mapping[str, Any]", tree.plain)
    problems += _unknown_keys(tree, plain)
    problems += _entries_missing(tree, plain)
    title = _checked(tree, problems, "title", Label | None, plain.get("title"))
    stewards: list[str] = []
    given: object = plain.get(STEWARDS) or []
    if isinstance(given, list):
        for n, one in enumerate(cast("list[object]", given)):
            found = _checked(tree, problems, f"{STEWARDS}[{n}]", Id, one)
            stewards += [found] if found else []
    else:
        problems.append(_problem(tree, STEWARDS, f"expected a list, got {kind_of(given)}", "write [office]"))
    ordered = sorted(problems, key=lambda one: (one.line, one.column))
    return Head(title, frozenset(stewards), tuple(ordered))


def problems_behind(tail: Tree) -> Iterator[Problem]:
    """Yield what is wrong behind the entries: nothing of a journal stands there."""
    yield from tail.problems
    if isinstance(tail.plain, dict):
        plain = cast("Mapping[str, Any]", tail.plain)
        yield from _unknown_keys(tail, plain)
        for name in plain:
            if name in _KNOWN:
                yield _problem(tail, name, "stands behind the entries", "move it before them", at_key=True)


_FORM = "begin it with journal: and a list of entries"


def _problem(
    tree: Tree, path: str, message: str, hint: str, code: str = "invalid-value", *, at_key: bool = False
) -> Problem:
    at = f"$.{path}" if path else "$"
    line, column = tree.key_place(at) if at_key else tree.place(at)
    return Problem(tree.source, line, column, path, message, hint, code)


def _unknown_keys(tree: Tree, plain: Mapping[str, Any]) -> Iterator[Problem]:
    for name in plain:
        if name in _OF_SCENARIOS:
            hint = "leave it out; files that say what to expect are run by `coaching test`"
            yield _problem(tree, name, "is for scenarios only", hint, "unknown-key", at_key=True)
        elif name not in _KNOWN:
            close = get_close_matches(name.lower(), _KNOWN, n=1)
            hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(_KNOWN)}"
            yield _problem(tree, name[:40], "is no key of a journal", hint, "unknown-key", at_key=True)


def _entries_missing(tree: Tree, plain: Mapping[str, Any]) -> Iterator[Problem]:
    given = plain.get(ENTRIES)
    if ENTRIES not in plain and not tree.is_incomplete("$"):
        yield _problem(tree, ENTRIES, "is missing", _FORM, "missing-key")
    elif given is not None and not isinstance(given, list):
        yield _problem(tree, ENTRIES, f"expected a list, got {kind_of(given)}", _FORM)


def _checked(tree: Tree, problems: list[Problem], path: str, annotation: object, given: object) -> Any:
    try:
        return check_for(annotation)(given, path)
    except InvalidValue as raised:
        problems.append(_problem(tree, path, raised.problem, raised.hint))
        return None
