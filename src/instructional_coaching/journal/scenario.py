"""A scenario: what happened, step by step, and what is expected of it, as people who teach can write it.

A scenario is a YAML file with a title, the definitions that it needs, a journal, and a list of questions with
their answers. It is how a school tests its own rules, and how this library tests its own.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, cast

import attrs

from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.definitions.folder import problems_of
from instructional_coaching.definitions.reading import Reading, reading_of
from instructional_coaching.definitions.strict_yaml import Tree, read_entries
from instructional_coaching.domain.text import clean_identifier
from instructional_coaching.errors import FaultyScenario, InvalidInput, InvalidValue
from instructional_coaching.journal.entry import REFUSED, step_of_entry
from instructional_coaching.journal.expectation import Expectation, expectation_in
from instructional_coaching.journal.file import opened
from instructional_coaching.journal.remark import Remarks
from instructional_coaching.journal.step import Step

KEYS = ("title", "definitions", "stewards", "journal", "expect")
"""The keys of a scenario."""
STEWARD = "office"
"""Who keeps the records where a scenario names nobody."""
NOON = datetime.combine(date(2000, 1, 1), time(12), UTC)


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
        with opened(path) as stream:
            entries = read_entries(stream, path.name, "journal")
            trees = tuple(entries)
            return _Reader(path.name, (entries.head, entries.tail), trees, known).read()
    except InvalidInput as raised:
        problems = raised.problems
    raise FaultyScenario(path.name, problems)


class _Reader:
    """The trees of a scenario, read into what they say."""

    def __init__(
        self, source: str, around: tuple[Tree, Tree], entries: tuple[Tree, ...], known: Catalogue
    ) -> None:
        self._source = source
        self._around = around
        self._entries = entries
        self._known = known
        self._remarks = Remarks([problem for tree in around for problem in tree.problems])

    def read(self) -> Scenario:
        """Return the scenario.

        Raises:
            InvalidInput: with every problem of its form.
        """
        self._check_keys()
        title = self._title()
        stewards = frozenset(self._stewards())
        brought = tuple(self._brought())
        journal = tuple(step for tree in self._entries if (step := self._happening(tree)))
        items = self._items("expect")
        expect = tuple(one for item in items if (one := expectation_in(*item, self._remarks)))
        if not (self._remarks.problems or expect or any(step.refused for step in journal)):
            hint = "say under expect: what should be so"
            self._remarks.note(self._around[0], "$", "expects nothing", hint, "missing-key")
        if self._remarks.problems:
            raise InvalidInput(self._source, self._remarks.in_order())
        catalogue = self._known.with_also(brought)
        return Scenario(self._source, title, catalogue, stewards, journal, expect)

    def _check_keys(self) -> None:
        for tree, fields in self._fields():
            for name in fields:
                if name not in KEYS:
                    self._remarks.unknown_key(tree, f"$.{name}", "is no part of a scenario", KEYS)
            if type(fields.get("journal", [])) is not list:
                self._remarks.expected(tree, "$.journal", fields["journal"], "a list", "write it as a list")
        head = self._around[0]
        if type(head.plain) is not dict and not self._remarks.problems:
            self._remarks.expected(head, "$", head.plain, "a scenario", "begin it with title:")

    def _title(self) -> str:
        hint = "say in a sentence what the scenario shows"
        for tree, fields in self._fields():
            title: object = fields.get("title")
            if type(title) is str and title:
                return title
            if "title" in fields:
                self._remarks.expected(tree, "$.title", title, "a sentence", hint)
                return ""
        if type(self._around[0].plain) is dict and not any(one.is_incomplete("$") for one in self._around):
            self._remarks.note(self._around[0], "$", "title is missing", hint, "missing-key")
        return ""

    def _stewards(self) -> Iterator[str]:
        for tree, path, given in self._items("stewards"):
            try:
                yield clean_identifier(given, "stewards")
            except InvalidValue as raised:
                self._remarks.refused(tree, path, raised)
        if not any("stewards" in fields for _, fields in self._fields()):
            yield STEWARD

    def _brought(self) -> Iterator[Brought]:
        readings: list[Reading] = []
        names = {(one.definition.KIND, one.definition.id) for one in self._known}
        for tree, path, given in self._items("definitions"):
            if type(given) is not str:
                reading = reading_of(tree, given, path)
                readings.append(reading)
                if reading.named in names:
                    place = f"{path}.{reading.named[0]}"
                    hint = "name it by its id alone, or give this one an id of its own"
                    self._remarks.note(tree, place, "is the id of one that is known", hint, "repeated-id")
            elif given not in {id_ for _, id_ in names}:
                hint = "check the id, or write the definition out here"
                self._remarks.note(tree, path, "names no definition that is known", hint, "unknown-reference")
        self._remarks.problems.extend(problems_of(readings, self._known))
        yield from (Brought(one.definition, self._source) for one in readings if one.definition is not None)

    def _happening(self, tree: Tree) -> Happening | None:
        step = step_of_entry(tree, STEWARD, NOON, frozenset({REFUSED}))
        fields = _fields_of(tree)
        found = step.unread if REFUSED in fields else step.problems_of_form()
        self._remarks.problems.extend(found)
        if REFUSED in fields and type(fields[REFUSED]) is not str:
            hint = "name one of the table of errors"
            self._remarks.expected(tree, f"$.{REFUSED}", fields[REFUSED], "the code of an error", hint)
            return None
        return None if found or step.logged is None else Happening(step, fields.get(REFUSED), step.logged)

    def _fields(self) -> Iterator[tuple[Tree, Mapping[str, Any]]]:
        for tree in self._around:
            yield tree, _fields_of(tree)

    def _items(self, name: str) -> Iterator[tuple[Tree, str, object]]:
        for tree, fields in self._fields():
            given = fields.get(name)
            if type(given) is list:
                for n, one in enumerate(cast("list[object]", given)):
                    yield tree, f"$.{name}[{n}]", one
            elif name in fields:
                self._remarks.expected(tree, f"$.{name}", given, "a list", "write it as a list")


def _fields_of(tree: Tree) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", tree.plain) if type(tree.plain) is dict else dict[str, Any]()
