"""A scenario: what happened, step by step, and what is expected of it, as people who teach can write it.

A scenario is a YAML file with a title, the definitions that it needs, a journal, and a list of questions with
their answers. It is how a school tests its own rules, and how this library tests its own.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, cast

import attrs

from instructional_coaching.codec.converter import read_date
from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.definitions.folder import problems_of
from instructional_coaching.definitions.reading import Reading, reading_of
from instructional_coaching.definitions.strict_yaml import Tree
from instructional_coaching.definitions.strict_yaml import read_entries
from instructional_coaching.domain.text import clean_identifier, kind_of
from instructional_coaching.errors import FaultyScenario, InvalidValue, Problem
from instructional_coaching.journal.entry import REFUSED, step_of_entry
from instructional_coaching.journal.question import QUESTIONS
from instructional_coaching.journal.step import Step

KEYS = ("title", "definitions", "stewards", "journal", "expect")
EXPECTING = ("is", "has", "lacks", REFUSED)
ASKING = ("ask", "of", "kind", "as_of", "known_at", "viewer")
STEWARD = "office"
"""Who keeps the records where a scenario names nobody."""


@attrs.frozen
class Happening:
    """A step of a scenario.

    Attributes:
        step: The step.
        refused: The code of the error with which it is to be refused; None where it is to be taken.
        at: The instant at which it was typed.
    """

    step: Step
    refused: str | None
    at: datetime


@attrs.frozen
class Expectation:
    """A question with the answer that is expected.

    Attributes:
        line: Line of the question, from 1.
        column: Its column, from 1.
        ask: The question.
        of: The id of the record that it is about.
        kind: The kind of record, where it is said.
        as_of: The day as of which it is asked; the last day of the journal if None.
        known_at: The last day on which what counts was typed; None for all.
        viewer: Who asks; somebody who sees all if None.
        expected: What is expected, by ``is``, ``has``, ``lacks`` or ``refused``.
    """

    line: int
    column: int
    ask: str
    of: str
    kind: str | None
    as_of: date | None
    known_at: date | None
    viewer: str | None
    expected: Mapping[str, Any]


@attrs.frozen
class Scenario:
    """What happened, and what is expected of it.

    Attributes:
        source: The file's name.
        title: What it shows, in a sentence.
        catalogue: The definitions that there are for it.
        stewards: Log-ins that keep the records in it.
        journal: What happened, in order.
        expect: What is expected of it.
    """

    source: str
    title: str
    catalogue: Catalogue
    stewards: frozenset[str]
    journal: tuple[Happening, ...]
    expect: tuple[Expectation, ...]


def read_scenario(path: Path, known: Catalogue) -> Scenario:
    """Return the scenario in a YAML file.

    Args:
        path: The file.
        known: The definitions that it may name.

    Raises:
        FaultyScenario: with every problem of its form, by line and column; nothing of it was tried.
    """
    try:
        with path.open("rb") as stream:
            entries = read_entries(stream, path.name, "journal")
            trees = tuple(entries)
            tail = entries.tail
    except OSError as raised:
        reason = f"can't be read ({raised.strerror})"
        problem = Problem(
            path.name, 0, 0, "", reason, "check the path, and that it may be read", "unreadable"
        )
        raise FaultyScenario(path.name, (problem,)) from None
    return _Scenario(path.name, entries.head, trees, tail, known).read()


class _Scenario:
    """The trees of a scenario, read into what they say."""

    def __init__(
        self, source: str, head: Tree, entries: tuple[Tree, ...], tail: Tree, known: Catalogue
    ) -> None:
        self._source = source
        self._parts = (head, tail)
        self._entries = entries
        self._known = known
        self._problems = [*head.problems, *(one for tree in entries for one in tree.problems), *tail.problems]

    def read(self) -> Scenario:
        self._refuse_unknown_keys()
        title = self._text("title")
        stewards = frozenset(self._stewards())
        brought = tuple(self._brought())
        journal = tuple(happening for tree in self._entries if (happening := self._happening(tree)))
        expect = tuple(self._expectations())
        if not self._problems and not expect and not any(one.refused for one in journal):
            self._note(
                self._parts[0], "$", "expects nothing", "say under expect: what should be so", "nothing"
            )
        if self._problems:
            ordered = sorted(self._problems, key=lambda one: (one.line, one.column))
            raise FaultyScenario(self._source, tuple(ordered))
        catalogue = self._known.with_also(brought)
        return Scenario(self._source, title, catalogue, stewards, journal, expect)

    def _refuse_unknown_keys(self) -> None:
        for tree, fields in self._fields():
            for name in fields:
                if name not in KEYS:
                    hint = f"known are {', '.join(KEYS)}"
                    self._note(
                        tree, f"$.{name}", "is no part of a scenario", hint, "unknown-key", at_key=True
                    )

    def _text(self, name: str) -> str:
        for tree, fields in self._fields():
            if name in fields:
                if type(fields[name]) is str and fields[name]:
                    return str(fields[name])
                self._expected(tree, f"$.{name}", fields[name], "text", "write it in a sentence")
                return ""
        if not any(tree.is_incomplete("$") for tree in self._parts):
            hint = "say in a sentence what the scenario shows"
            self._note(self._parts[0], "$", f"{name} is missing", hint, "missing-key")
        return ""

    def _stewards(self) -> Iterator[str]:
        for tree, path, given in self._items("stewards"):
            try:
                yield clean_identifier(given, "stewards")
            except InvalidValue as raised:
                self._note(tree, path, raised.problem, raised.hint, raised.code)
        if not any("stewards" in fields for _, fields in self._fields()):
            yield STEWARD

    def _brought(self) -> Iterator[Brought]:
        readings: list[Reading] = []
        for tree, path, given in self._items("definitions"):
            if type(given) is str:
                if given not in {one.definition.id for one in self._known}:
                    hint = "check the id, or write the definition out here"
                    self._note(tree, path, "names no definition that is known", hint, "unknown-reference")
            else:
                readings.append(reading_of(tree, given, path))
        self._problems += problems_of(readings, self._known)
        yield from (Brought(one.definition, self._source) for one in readings if one.definition is not None)

    def _happening(self, tree: Tree) -> Happening | None:
        noon = datetime.combine(date(2000, 1, 1), time(12), UTC)
        step = step_of_entry(tree, STEWARD, noon, frozenset({REFUSED}))
        fields = cast("Mapping[str, Any]", tree.plain) if type(tree.plain) is dict else {}
        refused = fields.get(REFUSED)
        if refused is not None and type(refused) is not str:
            self._expected(tree, f"$.{REFUSED}", refused, "the code of an error", "see the table of errors")
        found = step.problems_of_form() if refused is None else step.unread
        self._problems += found
        return None if found or step.logged is None else Happening(step, refused, step.logged)

    def _expectations(self) -> Iterator[Expectation]:
        for tree, path, given in self._items("expect"):
            if type(given) is not dict:
                self._expected(tree, path, given, "a question", "write {ask: goal, of: g1, is: adopted}")
                continue
            fields = cast("dict[str, Any]", given)
            before = len(self._problems)
            self._refuse_unknown_parts(tree, path, fields)
            days = {name: self._day(tree, path, name, fields) for name in ("as_of", "known_at")}
            words = {name: self._word(tree, path, name, fields) for name in ("ask", "of", "kind", "viewer")}
            if words["ask"] is not None and words["ask"] not in QUESTIONS:
                hint = f"the questions are {', '.join(QUESTIONS)}"
                self._note(tree, f"{path}.ask", "is no question", hint, "unknown-question")
            if len(self._problems) == before:
                line, column = tree.place(path)
                yield Expectation(
                    line=line,
                    column=column,
                    ask=words["ask"] or "",
                    of=words["of"] or "",
                    kind=words["kind"],
                    viewer=words["viewer"],
                    expected={name: fields[name] for name in EXPECTING if name in fields},
                    **days,
                )

    def _refuse_unknown_parts(self, tree: Tree, path: str, fields: Mapping[str, Any]) -> None:
        for name in fields:
            if name not in (*ASKING, *EXPECTING):
                hint = f"known are {', '.join((*ASKING, *EXPECTING))}"
                place = f"{path}.{name}"
                self._note(tree, place, "is no part of a question", hint, "unknown-key", at_key=True)
        for name in ("ask", "of"):
            if name not in fields and not tree.is_incomplete(path):
                self._note(tree, path, f"{name} is missing", "give it", "missing-key")
        if not any(name in fields for name in EXPECTING) and not tree.is_incomplete(path):
            hint = f"give one of {', '.join(EXPECTING)}"
            self._note(tree, path, "expects no answer", hint, "missing-key")
        for name, kind, what in (("has", dict, "names and values"), ("lacks", list, "a list of names")):
            if name in fields and type(fields[name]) is not kind:
                self._expected(tree, f"{path}.{name}", fields[name], what, "see the guide to scenarios")

    def _day(self, tree: Tree, path: str, name: str, fields: Mapping[str, Any]) -> date | None:
        if fields.get(name) is None:
            return None
        try:
            return read_date(fields[name])
        except InvalidValue as raised:
            self._note(tree, f"{path}.{name}", raised.problem, raised.hint, raised.code)
        return None

    def _word(self, tree: Tree, path: str, name: str, fields: Mapping[str, Any]) -> str | None:
        given = fields.get(name)
        if given is not None and type(given) is not str:
            self._expected(tree, f"{path}.{name}", given, "text", "write it as text")
        return given if type(given) is str else None

    def _fields(self) -> Iterator[tuple[Tree, Mapping[str, Any]]]:
        for tree in self._parts:
            if type(tree.plain) is dict:
                yield tree, cast("Mapping[str, Any]", tree.plain)

    def _items(self, name: str) -> Iterator[tuple[Tree, str, object]]:
        for tree, fields in self._fields():
            given = fields.get(name)
            if type(given) is list:
                for n, one in enumerate(cast("list[object]", given)):
                    yield tree, f"$.{name}[{n}]", one
            elif name in fields:
                self._expected(tree, f"$.{name}", given, "a list", "write it as a list")

    def _expected(self, tree: Tree, path: str, given: object, what: str, hint: str) -> None:
        self._note(tree, path, f"expected {what}, got {kind_of(given)}", hint, "invalid-value")

    def _note(
        self, tree: Tree, path: str, message: str, hint: str, code: str, *, at_key: bool = False
    ) -> None:
        line, column = tree.key_place(path) if at_key else tree.place(path)
        told = path.removeprefix("$").removeprefix(".")
        self._problems.append(Problem(self._source, line, column, told, message, hint, code))
