"""Import of a school's own files, through the verbs: all of a file or nothing, every problem by line.

A table with a column ``do`` is a log: each line performs the verb named there. A table without one is a
staff list: each line is a `person.join`.

Where a log has a column ``recorded_by`` or ``logged``, an empty cell means "they themselves" and "the same
day". Where it has no such column nobody knows, so whoever imports it recorded it, now; the decisions of
coachees in it are then unconfirmed.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import (
    AlreadyExists,
    CoachingError,
    FileRefused,
    NotFound,
    Problem,
    StorageError,
)
from instructional_coaching.journal.column import problems_of_columns
from instructional_coaching.journal.dependence import Unsettled
from instructional_coaching.journal.line import step_of_line
from instructional_coaching.journal.step import Step
from instructional_coaching.journal.table import Table, read_table
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace


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
    return import_table(workspace, read_table(path), steward=steward)


def import_table(workspace: Workspace, table: Table, *, steward: str) -> ImportReport:
    """Import a table that has been read already; see `import_file`.

    Raises:
        FileRefused: with every problem by line; nothing of the table was taken.
        ConcurrencyConflict: somebody saved one of its records meanwhile; nothing of the table was taken.
    """
    problems = tuple(problems_of_columns(table))
    if problems:
        raise FileRefused(table.source, problems, ())
    now = workspace.now()
    steps = (step_of_line(table, line, steward, now) for line in table.lines)
    return _import_steps(workspace, table.source, steps, Actor(steward, steward=True))


def staff_lists_first(tables: Iterable[Table]) -> list[Table]:
    """Return the tables in an order in which they can be imported: staff lists, then logs, else as given."""
    return sorted(tables, key=lambda table: table.is_log)


def _import_steps(workspace: Workspace, source: str, steps: Iterable[Step], actor: Actor) -> ImportReport:
    judged = _Judged()
    with workspace.unit(actor) as unit:
        for step in steps:
            judged.take(step, unit)
        if judged.problems:
            raise FileRefused(source, tuple(judged.problems), tuple(judged.not_checked))
    return ImportReport(source, judged.steps, tuple(judged.verbs.items()), judged.unconfirmed)


class _Judged:
    """What has become of the steps so far."""

    def __init__(self) -> None:
        self.steps = 0
        self.verbs: Counter[str] = Counter()
        self.unconfirmed = 0
        self.problems: list[Problem] = []
        self.not_checked: list[int] = []
        self._unsettled = Unsettled()

    def take(self, step: Step, unit: UnitOfWork) -> None:
        """Perform a step, or note why it can't be."""
        self.steps += 1
        if step.malformed:
            self.problems += step.malformed
            self._unsettled.add(step, step.malformed)
            return
        try:
            unit.perform(step.do, **step.arguments())
        except CoachingError as raised:
            if isinstance(raised, StorageError) and not isinstance(raised, NotFound | AlreadyExists):
                raise
            self._refused(step, raised, unit)
        else:
            self.verbs[step.do] += 1
            self.unconfirmed += step.unconfirmed

    def _refused(self, step: Step, raised: CoachingError, unit: UnitOfWork) -> None:
        found = step.problems_of_form()
        if found:
            self.problems += found
            self._unsettled.add(step, found)
        elif self._unsettled.explains(step, raised, unit):
            self.not_checked.append(step.line)
            self._unsettled.add(step)
        else:
            found = tuple(step.problems_in(raised))
            self.problems += found
            self._unsettled.add(step, found, raised)
