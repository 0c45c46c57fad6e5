"""The definitions of all plugins, packages and folders, put together: each once, and naming what is there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.definitions.folder import read_folder
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.errors import CoachingError, PluginConflict
from instructional_coaching.hooks.guard import Implementation, answers_of
from instructional_coaching.hooks.package import read_package
from instructional_coaching.hooks.registry import Registry
from instructional_coaching.hooks.source import Source

BRINGING: Final[Mapping[str, type[Definition]]] = {
    "coaching_rubrics": Rubric,
    "coaching_models": CoachingModel,
    "coaching_cadence_rules": CadenceRule,
}
"""The hooks that bring definitions, and of which kind."""


class Gathering:
    """Definitions that are being put together.

    Attributes:
        faults: What was wrong: an error for everything that was left out.
        consequences: What was left out for naming what isn't there, perhaps because of one of the faults.
        brought_by: Which plugin brings a definition, by its kind and id.
    """

    def __init__(self) -> None:
        self.faults: list[CoachingError] = []
        self.consequences: list[CoachingError] = []
        self.brought_by: dict[tuple[str, str], Source] = {}
        self._brought: dict[tuple[str, str], Brought] = {}

    def catalogue(self) -> Catalogue:
        """Return what there is by now."""
        return Catalogue(self._brought.values())

    def ask(self, registry: Registry) -> None:
        """Take in what the hooks bring."""
        asked = [(one, kind) for hook, kind in BRINGING.items() for one in registry.implementing(hook)]
        brought = [(one, each) for one, kind in asked for each in self._answers(one, kind)]
        there = {(each.KIND, each.id) for _, each in brought}
        for one, each in brought:
            named = [(kind, getattr(each, field)) for field, kind in type(each).NAMES.items()]
            missing = [(kind, name) for kind, name in named if name and (kind, name) not in there]
            for kind, name in missing:
                reason = f"brings {each.ref}, which names the {kind} {name}, and nobody brings that"
                self.consequences.append(one.fault(reason, "check the id, or bring that definition too"))
            if not missing:
                self._add(Brought(each, one.source.origin), one.source)

    def read_package(self, source: Source, value: str) -> None:
        """Take in the definitions of a package of YAML."""
        self._add_all(lambda: read_package(source, value, self.catalogue()), source)

    def read_folder(self, place: Path) -> None:
        """Take in the definitions of a folder of YAML, or of one file."""
        self._add_all(lambda: read_folder(place, None, self.catalogue()))

    def _answers(self, asked: Implementation, kind: type[Definition]) -> Iterator[Definition]:
        try:
            yield from answers_of(asked, {}, kind)
        except CoachingError as raised:
            self.faults.append(raised)

    def _add_all(self, read: Callable[[], Iterable[Brought]], source: Source | None = None) -> None:
        try:
            for one in read():
                self._add(one, source)
        except CoachingError as raised:
            self.faults.append(raised)

    def _add(self, one: Brought, source: Source | None) -> None:
        place = (one.definition.KIND, one.definition.id)
        earlier = self._brought.setdefault(place, one)
        if earlier is not one:
            self.faults.append(PluginConflict(one.definition.ref, earlier.origin, one.origin))
        elif source is not None:
            self.brought_by[place] = source
