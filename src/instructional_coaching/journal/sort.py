"""What sort of file one is, told by what is in it: a definition, a scenario, a journal or a table."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from instructional_coaching.definitions.strict_yaml import Tree, read_entries
from instructional_coaching.errors import Problem
from instructional_coaching.journal.entry import REFUSED
from instructional_coaching.journal.file import opened
from instructional_coaching.journal.head import ENTRIES

EXPECT = "expect"
TABLES = (".csv",)
YAML = (".yaml", ".yml")

_KEY = re.compile(rb"""(?:\xef\xbb\xbf)?["']?(\w+)["']?[ \t]*:""")
_IN_BRACKETS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


class Sort(StrEnum):
    """A sort of file."""

    DEFINITION = "definition"
    SCENARIO = "scenario"
    JOURNAL = "journal"
    TABLE = "table"


def sort_of(path: Path) -> Sort:
    """Return what sort of file one is.

    A file whose name doesn't end as that of YAML is a table. YAML with something to expect, or steps that are
    to be refused, is a scenario; other YAML with steps is a journal; all the rest is a definition. A file
    that breaks off early, or is not well-formed, is of the sort that it looks like.

    Raises:
        InvalidInput: it can't be read.
    """
    if path.suffix.lower() not in YAML:
        return Sort.TABLE
    with opened(path) as file:
        keys, may_refuse = _keys(file)
    if EXPECT in keys:
        return Sort.SCENARIO
    if ENTRIES not in keys:
        return Sort.DEFINITION
    return Sort.SCENARIO if may_refuse and _refuses(path) else Sort.JOURNAL


def files_below(
    places: Iterable[Path], suffixes: tuple[str, ...]
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files in some folders, and in their folders, whose names end in one of some ways.

    Args:
        places: Folders, and files, which are taken whatever their names. What begins with a point is left
            out of a folder, as everywhere.
        suffixes: How the names end, in lower case.

    Returns:
        The files by folder and name, each once; and a problem for every folder without any, or that can't be
        read.
    """
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for place in places:
        try:
            inside = list(_files(place, suffixes))
        except OSError as raised:
            message, hint = f"can't be read ({raised.strerror})", "check that its folders may be read"
            problems.append(Problem(str(place), 0, 0, "", message, hint, "unreadable"))
        else:
            found |= dict.fromkeys(inside)
            if not inside:
                message, hint = f"has no file in it that ends in {' or '.join(suffixes)}", "check the path"
                problems.append(Problem(str(place), 0, 0, "", message, hint, "nothing-there"))
    return tuple(found), tuple(problems)


def _files(place: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    for one in sorted(place.iterdir(), key=lambda one: one.name):
        if not one.name.startswith(".") and (one.is_dir() or one.suffix.lower() in suffixes):
            yield from _files(one, suffixes)


def _keys(file: BinaryIO) -> tuple[set[str], bool]:
    """Return the keys of the top level, and whether a step may say that it is to be refused."""
    keys: set[str] = set()
    may_refuse = False
    for n, line in enumerate(file):
        if n == 0 and _IN_BRACKETS.match(line):
            file.seek(0)
            entries = read_entries(file, "", ENTRIES)
            return {*_names(entries.head), *_names(entries.tail)}, True
        found = _KEY.match(line)
        if found:
            keys.add(found[1].decode(errors="replace"))
        may_refuse = may_refuse or REFUSED.encode() in line
    return keys, may_refuse


def _names(tree: Tree) -> Iterator[str]:
    if isinstance(tree.plain, dict):
        yield from cast("Mapping[str, object]", tree.plain)


def _refuses(path: Path) -> bool:
    with opened(path) as file:
        return any(REFUSED in _names(one) for one in read_entries(file, "", ENTRIES))
