"""A folder of definitions, one to a file, with every problem of all its files at once."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.definitions.reading import Reading, reading_of
from instructional_coaching.definitions.strict_yaml import Limits, read_yaml
from instructional_coaching.errors import DefinitionError, Problem

SUFFIXES = (".yaml", ".yml")


def read_folder(
    place: Path | Traversable, origin: str | None = None, known: Catalogue | None = None
) -> tuple[Brought, ...]:
    """Return the definitions in the YAML files of a folder and its folders, or in one file.

    Args:
        place: The folder, or one file.
        origin: Who brings them, such as a distribution and its version; each file's own name if None.
        known: Definitions that they may name beside each other.

    Raises:
        DefinitionError: with every problem of every file, by file, line and column.
    """
    readings = [_read(file) for file in files_in(place)]
    problems = [*problems_of(readings, known or Catalogue())]
    if problems:
        not_checked = tuple(path for one in readings for path in one.not_checked)
        raise DefinitionError(place.name, tuple(problems), not_checked)
    return tuple(
        Brought(one.definition, origin or one.source) for one in readings if one.definition is not None
    )


def files_in(place: Path | Traversable) -> Iterator[Path | Traversable]:
    """Yield the YAML files of a folder and its folders by name, or the one file.

    Raises:
        DefinitionError: there is no such folder or file.
    """
    if place.is_file():
        yield place
    elif place.is_dir():
        for one in sorted(place.iterdir(), key=lambda one: one.name):
            if one.is_dir():
                yield from files_in(one)
            elif one.name.endswith(SUFFIXES):
                yield one
    else:
        problem = Problem(place.name, 0, 0, "", "is not there", "check the path", "unreadable")
        raise DefinitionError(place.name, (problem,))


def problems_of(readings: Iterable[Reading], known: Catalogue) -> Iterator[Problem]:
    """Yield the problems of definitions that were read, and what they say of each other.

    A name that a definition with problems may have gone by is not checked.
    """
    all_read = tuple(readings)
    there = {(one.definition.KIND, one.definition.id) for one in known}
    first: dict[tuple[str, str], Reading] = {}
    for one in all_read:
        yield from one.problems
        if one.named is not None and one.named in first:
            line, column = one.place("id")
            message = f"is the id of {first[one.named].source} too"
            yield Problem(
                one.source, line, column, one.named[0], message, "give it an id of its own", "repeated-id"
            )
        elif one.named is not None:
            first[one.named] = one
    unnamed = any(one.named is None or not one.named[1] for one in all_read)
    for one in all_read if not unnamed else ():
        for path, name in one.names:
            if name not in there and name not in first:
                line, column = one.place(path)
                message, hint = f"names no {name[0]} that is known", "check the id, or bring that definition"
                yield Problem(one.source, line, column, path, message, hint, "unknown-reference")


def _read(file: Path | Traversable) -> Reading:
    try:
        with file.open("rb") as opened:
            content = opened.read(Limits().size + 1)
    except OSError as raised:
        reason = f"can't be read ({raised.strerror})"
        problem = Problem(file.name, 0, 0, "", reason, "check that it may be read", "unreadable")
        raise DefinitionError(file.name, (problem,)) from None
    return reading_of(read_yaml(content, file.name))
