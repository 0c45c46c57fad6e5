"""Import of a school's own files, through the verbs: all of a file or nothing, every problem by line.

A table with a column ``do`` is a log: each line performs the verb named there. A table without one is a
staff list: each line is a `person.join`.

Where a log has a column ``recorded_by`` or ``logged``, an empty cell means "they themselves" and "the same
day". Where it has no such column nobody knows, so whoever imports it recorded it, now; the decisions of
coachees in it are then unconfirmed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain.transition import ATTRIBUTION
from instructional_coaching.errors import CoachingError, FileRefused, Problem
from instructional_coaching.journal.performed import KINDS, VERBS, Performed
from instructional_coaching.journal.table import Table, read_table
from instructional_coaching.workspace.workspace import Workspace

_PLAIN = frozenset({*ATTRIBUTION, "do", "logged", "id", *KINDS})


@attrs.frozen
class ImportReport:
    """What an import brought in.

    Attributes:
        source: The file's name.
        lines: How many lines it had.
        verbs: How often each verb was performed, in order of first use.
        unconfirmed: How many of the coachees' decisions somebody else typed.
    """

    source: str
    lines: int
    verbs: tuple[tuple[str, int], ...]
    unconfirmed: int


def import_file(workspace: Workspace, path: Path, *, steward: str) -> ImportReport:
    """Import a school's staff list or coaching log into a workspace.

    Args:
        workspace: Where to.
        path: A CSV file in UTF-8 with a header line.
        steward: Id of whoever imports it, for whom the host vouches.

    Raises:
        FileRefused: with every problem by line; nothing of the file was taken.
        InvalidInput: the file isn't a table.
        ConcurrencyConflict: somebody saved one of its records meanwhile; nothing of the file was taken.
    """
    table = read_table(path)
    problems = list(_column_problems(table))
    if problems:
        raise FileRefused(table.source, problems, ())
    counted: Counter[str] = Counter()
    unconfirmed = 0
    failed: set[str] = set()
    not_checked: list[int] = []
    with workspace.unit(Actor(steward, steward=True)) as unit:
        for line in table.lines:
            performed = Performed(table, line, steward, workspace.now())
            if failed & performed.needs:
                not_checked.append(line.number)
                failed |= performed.changes
                continue
            try:
                unit.perform(**performed.arguments())
            except CoachingError as raised:
                problems += performed.problems(raised)
                failed |= performed.changes
            else:
                counted[performed.do] += 1
                unconfirmed += performed.unconfirmed
        if problems:
            raise FileRefused(table.source, problems, tuple(not_checked))
    return ImportReport(table.source, len(table.lines), tuple(counted.items()), unconfirmed)


def staff_lists_first(paths: Iterable[Path]) -> list[Path]:
    """Return the files in an order in which they can be imported: staff lists, then logs, else as given.

    Raises:
        InvalidInput: one of them isn't a table.
    """
    return sorted(paths, key=lambda path: "do" in read_table(path).columns)


def _column_problems(table: Table) -> Iterator[Problem]:
    known = _PLAIN | {name for verb in VERBS.values() for name in verb.parameters}
    for column in table.columns:
        if column.partition(".")[0] not in known:
            close = get_close_matches(column, sorted(known), n=1)
            hint = f"did you mean {close[0]}?" if close else "name it as a parameter of a verb, or remove it"
            yield table.problem(1, column, "is no column known here", hint, "unknown-key")
