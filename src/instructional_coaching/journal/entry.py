"""An entry of a YAML journal as a step.

A journal is written by hand, on purpose. So where an entry says nothing of who typed it, it was the one who
acted; where it says nothing of when it was typed, it was on the day on which it was done.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import attrs

from instructional_coaching.codec.problem import shown
from instructional_coaching.definitions.strict_yaml import Tree
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import InvalidValue, Problem
from instructional_coaching.journal.column import NEEDED, VERBS
from instructional_coaching.journal.step import Step, typed_at

REFUSED = "refused"
"""The key under which a scenario says with which error an entry is to be refused."""


def step_of_entry(tree: Tree, steward: str, now: datetime, beside: frozenset[str] = frozenset()) -> Step:
    """Return the step that an entry of a YAML journal is.

    Args:
        tree: The entry.
        steward: Who imports it.
        now: The present instant.
        beside: Keys that the entry may have though they are no part of the step.
    """
    fields = _fields(tree.plain)
    named = fields.get("do")
    read = _Read(tree, named if isinstance(named, str) else "")
    read.check(fields, beside)
    apart = {"do", "logged", REFUSED, *beside}
    return Step(
        source=tree.source,
        line=tree.place("$")[0],
        do=read.do,
        given={name: one for name, one in fields.items() if name not in apart},
        tell=read.tell,
        steward=steward,
        now=now,
        logged=read.logged(fields, now),
        unread=tuple(read.problems),
        left_out=read.left_out,
    )


@attrs.frozen
class _Read:
    """What is read of an entry."""

    tree: Tree
    do: str
    problems: list[Problem] = attrs.field(factory=list[Problem])

    def check(self, fields: Mapping[str, Any], beside: frozenset[str]) -> None:
        """Note what is wrong with the entry itself, and not with what it says."""
        for one in self.tree.problems:
            path = one.path.removeprefix("$").removeprefix(".")
            self.problems.append(attrs.evolve(one, path=path))
        if not isinstance(self.tree.plain, dict):
            if not self.problems:
                hint = "write it as {when: 2026-09-14, by: ben, do: goal.adopt, goal: g1}"
                self.note("", f"expected an entry, got {kind_of(self.tree.plain)}", hint, "invalid-value")
            return
        for name in NEEDED:
            if name not in fields and not self.left_out(name):
                self.note(name, "is missing", "every entry needs it", "missing-key")
        if "do" in fields and not isinstance(fields["do"], str):
            self.note("do", f"expected a verb, got {kind_of(fields['do'])}", "write its name", "unknown-verb")
        if REFUSED in fields and REFUSED not in beside:
            hint = "leave it out; files that say what is to be refused are run by `coaching test`"
            self.note(REFUSED, "is for scenarios only", hint, "unknown-key")

    def logged(self, fields: Mapping[str, Any], now: datetime) -> datetime | None:
        """Return when it was typed, and note if that can't be read."""
        try:
            return typed_at(fields, now)
        except InvalidValue as raised:
            self.note(raised.field, raised.problem, raised.hint, raised.code)
            return None

    def note(self, path: str, message: str, hint: str, code: str) -> None:
        """Note a problem, but for one that follows from another."""
        if all(one.path != path for one in self.problems):
            self.problems.append(self.tell(path, message, hint, code))

    def left_out(self, path: str) -> bool:
        """Say whether something that stood beside a path could not be read."""
        around, _, _ = path.rpartition(".")
        return self.tree.is_incomplete(f"$.{around}" if around else "$")

    def tell(self, path: str, message: str, hint: str, code: str) -> Problem:
        """Return a problem at the value that a path leads to, at the key if that is what is unknown.

        What isn't there is told at the entry if the verb takes it, or else at the verb.
        """
        at = f"$.{path}" if path else "$"
        if code == "unknown-key":
            line, column = self.tree.key_place(at)
        elif self.tree.is_there(f"$.{_first(path)}") or _first(path) in self._expected:
            line, column = self.tree.place(at)
        else:
            line, column = self.tree.place("$.do")
        return Problem(self.tree.source, line, column, shown(path), message, hint, code)

    @property
    def _expected(self) -> tuple[str, ...]:
        verb = VERBS.get(self.do)
        subject = "id" if verb and verb.creates else self.do.partition(".")[0]
        return (*(verb.parameters if verb else ()), subject, *NEEDED, "")


def _first(path: str) -> str:
    return path.partition("[")[0].partition(".")[0]


def _fields(plain: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", plain) if isinstance(plain, dict) else dict[str, Any]()
