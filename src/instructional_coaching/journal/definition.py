"""The definitions in the head of a YAML journal: brought in with it, and written out with it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import attrs

from instructional_coaching.codec.document import to_plain
from instructional_coaching.definitions.reading import reading_of
from instructional_coaching.definitions.strict_yaml import Tree
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import Problem
from instructional_coaching.journal.head import DEFINITIONS
from instructional_coaching.journal.step import Step
from instructional_coaching.journal.yaml_text import flow, without_nothing
from instructional_coaching.workspace.unit import UnitOfWork


@attrs.frozen
class Brought:
    """The definitions that a journal brings.

    Attributes:
        pins: Their pins, by kind and id.
        problems: What is wrong with them.
    """

    pins: Mapping[tuple[str, str], str]
    problems: tuple[Problem, ...]

    def pinned(self, step: Step) -> Step:
        """Return a step in which a name means the definition that the journal brings, if it brings it."""
        named = step.verb.definitions.items() if step.verb and self.pins else ()
        pins = {
            name: self.pins[kind.KIND, given]
            for name, kind in named
            if isinstance(given := step.given.get(name), str) and (kind.KIND, given) in self.pins
        }
        return attrs.evolve(step, given={**step.given, **pins}) if pins else step


def bring_definitions(head: Tree, unit: UnitOfWork) -> Brought:
    """Bring the definitions in the head of a journal into the unit that imports it.

    Args:
        head: The head.
        unit: The unit, of a steward.
    """
    plain = cast("Mapping[str, Any]", head.plain) if isinstance(head.plain, dict) else dict[str, Any]()
    given: object = plain.get(DEFINITIONS) or []
    if not isinstance(given, list):
        line, column = head.place(f"$.{DEFINITIONS}")
        message = f"expected a list, got {kind_of(given)}"
        hint = "write a list of definitions"
        return Brought({}, (Problem(head.source, line, column, DEFINITIONS, message, hint),))
    pins: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for n, one in enumerate(cast("list[object]", given)):
        read = reading_of(head, one, f"$.{DEFINITIONS}[{n}]")
        problems += read.problems
        if read.definition is not None:
            unit.bring(read.definition)
            pins[read.definition.KIND, read.definition.id] = read.definition.pin
    return Brought(pins, tuple(problems))


def lines_of(definitions: Iterable[Definition]) -> Iterator[str]:
    """Yield the lines of a journal's head that hold definitions."""
    items = [f"  - {flow(_plain(one))}\n" for one in definitions]
    if items:
        yield f"{DEFINITIONS}:\n"
        yield from items


def _plain(definition: Definition) -> dict[str, Any]:
    fields = without_nothing(to_plain(definition))
    return {definition.KIND: fields.pop("id"), **fields}
