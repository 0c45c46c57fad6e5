"""A definition from YAML: every problem at once, by line, and what depends on a problem left unchecked."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, cast

import attrs

from instructional_coaching.codec.converter import converter
from instructional_coaching.codec.problem import problems_in, shown
from instructional_coaching.definitions.doubt import MORE, certain, segments_of
from instructional_coaching.definitions.mending import annotation_at, known_fields, mended
from instructional_coaching.definitions.strict_yaml import Tree, read_yaml
from instructional_coaching.domain import DEFINITIONS
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import DefinitionError, Fault, FaultyDefinition, Problem

SORTS: Mapping[str, type[Definition]] = {one.KIND: one for one in DEFINITIONS}
"""The keys that a definition may begin with: what it is a definition of."""

Fields = dict[str, Any]


@attrs.frozen
class Reading:
    """What came of reading a definition.

    Attributes:
        source: The file's name.
        definition: The definition; None where there are problems.
        problems: Every problem found, by line.
        not_checked: Paths of what depends on a problem.
        named: Kind and id that it goes by, as far as that could be read.
        names: Kind and id of the other definitions that it names, by the field, where those could be read.
        tree: The text with the places of its values.
        base: The path of the definition in the tree.
    """

    source: str
    definition: Definition | None
    problems: tuple[Problem, ...]
    not_checked: tuple[str, ...]
    named: tuple[str, str] | None
    tree: Tree
    base: str
    names: tuple[tuple[str, tuple[str, str]], ...] = ()

    def place(self, path: str) -> tuple[int, int]:
        """Return line and column of what stands at a path of the definition."""
        return self.tree.place(_in_tree(self.base, self.named, path))


def read_definition(text: str | bytes, source: str) -> Definition:
    """Return the definition that a YAML text holds.

    Args:
        text: The text, of at most 256 KiB.
        source: What to call it in problems.

    Raises:
        DefinitionError: with every problem found, by line and column.
    """
    read = reading_of(read_yaml(text, source))
    if read.definition is None:
        raise DefinitionError(source, read.problems, read.not_checked)
    return read.definition


def reading_of(tree: Tree, plain: object = None, base: str = "$") -> Reading:
    """Read one definition of a text that has been read as YAML.

    Args:
        tree: The text with the places of its values.
        plain: The plain values of the definition; those of the whole text if None.
        base: Where they stand in the text.
    """
    given = tree.plain if plain is None else plain
    text_problems = tree.problems if base == "$" else ()
    if type(given) is not dict:
        unread = not given and bool(text_problems)
        found = () if unread else (_no_mapping(tree, base, given),)
        return Reading(tree.source, None, (*text_problems, *found), (), None, tree, base)
    fields = cast("Fields", given)
    sorts = [one for one in SORTS if one in fields]
    if len(sorts) != 1:
        found = () if tree.is_incomplete(base) and not sorts else (_no_sort(tree, base, sorts),)
        return Reading(tree.source, None, (*text_problems, *found), (), None, tree, base)
    return _Definition(tree, base, sorts[0], fields).reading(text_problems)


class _Definition:
    """The plain values of a definition of a known sort."""

    def __init__(self, tree: Tree, base: str, sort: str, fields: Fields) -> None:
        self._tree = tree
        self._base = base
        self._kind = SORTS[sort]
        id_ = fields[sort]
        self._named = (sort, id_ if type(id_) is str else "")
        self._plain: Fields = {"id": id_, **{name: one for name, one in fields.items() if name != sort}}

    def reading(self, text_problems: tuple[Problem, ...]) -> Reading:
        lost = tuple(_lost(self._tree, self._base, self._plain, self._kind, ""))
        definition, shape, faults = self._structured(self._plain)
        misshapen = _without_consequences(shape, lost)
        # Where a text problem was mended by leaving something out, what is left may be whole by chance.
        doubtful = (*(one.path for one in shape), *lost)
        if shape:
            _, again, faults = self._structured(mended(self._plain, self._kind, tuple(doubtful)))
            faults = () if again else faults
        broken = certain(faults, doubtful)
        problems = [*text_problems, *map(self._placed, misshapen), *map(self._placed_fault, broken)]
        problems.sort(key=lambda one: (one.line, one.column))
        return Reading(
            source=self._tree.source,
            definition=None if problems else definition,
            problems=tuple(problems),
            not_checked=tuple(one.path for one in faults if one not in broken),
            named=self._named,
            tree=self._tree,
            base=self._base,
            names=tuple(self._names(shape)),
        )

    def _names(self, shape: Iterable[Problem]) -> Iterator[tuple[str, tuple[str, str]]]:
        wrong = {one.path for one in shape}
        for field, kind in self._kind.NAMES.items():
            name = self._plain.get(field)
            if field not in wrong and type(name) is str:
                yield field, (kind, name)

    def _structured(self, plain: Fields) -> tuple[Definition | None, tuple[Problem, ...], tuple[Fault, ...]]:
        """Return the definition, or what is wrong with its shape, or the rules that it breaks."""
        try:
            return converter().structure(plain, self._kind), (), ()
        except Exception as raised:  # noqa: BLE001 - whatever cattrs collects becomes problems, without values
            faulty = _faulty_in(raised)
            if faulty is not None:
                return None, (), faulty.faults
            found = problems_in(raised, self._tree.source, "", whole=True)
            return None, tuple(attrs.evolve(one, path=one.path.removeprefix(".")) for one in found), ()

    def _placed(self, problem: Problem) -> Problem:
        path = _in_tree(self._base, self._named, problem.path)
        at_key = problem.code == "unknown-key"
        line, column = self._tree.key_place(path) if at_key else self._tree.place(path)
        return attrs.evolve(problem, line=line, column=column, path=shown(path.removeprefix("$.")))

    def _placed_fault(self, fault: Fault) -> Problem:
        return self._placed(
            Problem(self._tree.source, 0, 0, fault.path, fault.problem, fault.remedy, fault.code)
        )


def _faulty_in(raised: BaseException) -> FaultyDefinition | None:
    if isinstance(raised, BaseExceptionGroup):
        group = cast("BaseExceptionGroup[BaseException]", raised)
        return next((found for one in group.exceptions if (found := _faulty_in(one))), None)
    return raised if isinstance(raised, FaultyDefinition) else None


def _without_consequences(shape: Iterable[Problem], lost: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the problems of shape that no other problem explains.

    A key that is missing may stand on a line that could not be read, or be there under a misspelt name.
    """
    known = tuple(shape)
    misspelt: dict[str, str] = {}
    missing = {one.path for one in known if one.code == "missing-key"}
    for one in known:
        if one.code == "unknown-key":
            around, _, name = one.path.rpartition(".")
            beside = [path.rpartition(".")[2] for path in missing if path.rpartition(".")[0] == around]
            close = get_close_matches(name, beside, n=1)
            if close:
                misspelt[f"{around}.{close[0]}".removeprefix(".")] = one.path
    for one in known:
        if one.path in misspelt.values():
            meant = next(path for path, name in misspelt.items() if name == one.path)
            yield attrs.evolve(one, hint=f"did you mean {meant.rpartition('.')[2]}?")
        elif one.code != "missing-key" or (one.path not in misspelt and one.path not in lost):
            yield one


def _lost(tree: Tree, base: str, node: object, annotation: Any, path: str) -> Iterator[str]:
    """Yield the path of everything that may have stood on a line that could not be read."""
    place = f"{base}.{path}" if path else base
    incomplete = tree.is_incomplete(place)
    if type(node) is dict:
        fields = cast("Fields", node)
        names = known_fields(annotation)
        if incomplete:
            yield from (f"{path}.{name}".removeprefix(".") for name in names if name not in fields)
        for name, one in fields.items():
            if name in names:
                inner = f"{path}.{name}".removeprefix(".")
                yield from _lost(tree, base, one, annotation_at(annotation, (name,)), inner)
    elif type(node) is list:
        if incomplete:
            yield f"{path}{MORE}"
        for n, one in enumerate(cast("list[object]", node)):
            yield from _lost(tree, base, one, annotation_at(annotation, (f"[{n}]",)), f"{path}[{n}]")


def _in_tree(base: str, named: tuple[str, str] | None, path: str) -> str:
    """Return the path in the text of what stands at a path of the definition."""
    sort = named[0] if named else ""
    first = segments_of(path)[:1]
    if first == ("id",) and sort:
        path = sort
    return f"{base}.{path}" if path else base


def _no_mapping(tree: Tree, base: str, given: object) -> Problem:
    line, column = tree.place(base)
    message = f"expected a definition, got {kind_of(given)}"
    return Problem(tree.source, line, column, base, message, f"begin it with {_choice()}", "invalid-value")


def _no_sort(tree: Tree, base: str, sorts: list[str]) -> Problem:
    line, column = tree.key_place(f"{base}.{sorts[1]}") if sorts else tree.place(base)
    if sorts:
        return Problem(
            tree.source, line, column, sorts[1], "is a second definition in one", "give it a file of its own"
        )
    hint = f"begin it with {_choice()}"
    return Problem(tree.source, line, column, base, "doesn't say what it defines", hint, "missing-key")


def _choice() -> str:
    return " or ".join(f"{sort}: namespace/name" for sort in SORTS)
