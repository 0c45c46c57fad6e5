"""Import of a school's own files, through the verbs: all of a file or nothing, every problem by line.

A table with a column ``do`` is a log: each line performs the verb named there. A table without one is a
staff list, compared with the register: only what is new or has changed is performed.

Where a log has a column ``recorded_by`` or ``logged``, an empty cell means "they themselves" and "the same
day". Where it has no such column nobody knows, so whoever imports it recorded it, now; the decisions of
coachees in it are then unconfirmed.

A YAML journal is read entry by entry, so that it may be long; see `instructional_coaching.journal.entry`.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.definitions.strict_yaml import Limits, read_entries
from instructional_coaching.errors import (
    AlreadyExists,
    CoachingError,
    FileRefused,
    NotFound,
    Problem,
    StorageError,
)
from instructional_coaching.journal.column import problems_of_columns
from instructional_coaching.journal.definition import bring_definitions
from instructional_coaching.journal.dependence import Unsettled
from instructional_coaching.journal.entry import step_of_entry
from instructional_coaching.journal.file import Progress, Told, opened
from instructional_coaching.journal.head import ENTRIES, head_of, problems_behind
from instructional_coaching.journal.line import step_of_line
from instructional_coaching.journal.staff_comparison import compared, problems_of_staff
from instructional_coaching.journal.staff_list import problems_of_staff_columns, read_staff_list
from instructional_coaching.journal.staff_report import StaffReport
from instructional_coaching.journal.staff_step import register_in, steps_of_staff
from instructional_coaching.journal.step import Step
from instructional_coaching.journal.table import Table, read_table
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace

MOST = Limits(size=8_000_000, depth=20, values=20_000)
"""How long a single entry may be: far longer than any that a store gives out."""


@attrs.frozen
class ImportReport:
    """What an import brought in.

    Attributes:
        source: The file's name.
        lines: How many lines it had, or how many entries.
        verbs: How often each verb was performed, in order of first use.
        unconfirmed: How many of the coachees' decisions somebody else typed.
        staff: Of a staff list, what was new, changed and unclear; else None.
    """

    source: str
    lines: int
    verbs: tuple[tuple[str, int], ...]
    unconfirmed: int
    staff: StaffReport | None = None


def import_file(
    workspace: Workspace, path: Path, *, steward: str, progress: Progress | None = None
) -> ImportReport:
    """Import a school's staff list, coaching log or journal into a workspace.

    Args:
        workspace: Where to.
        path: A YAML journal if its name ends in .yaml or .yml, else a CSV file with a header line; in UTF-8.
        steward: Id of whoever imports it, for whom the host vouches.
        progress: Told now and then how many bytes have been read, and how many there are.

    Raises:
        FileRefused: with every problem by line; nothing of the file was taken.
        InvalidInput: the file can't be read, or isn't a table.
        ConcurrencyConflict: somebody saved one of its records meanwhile; nothing of the file was taken.
    """
    if is_journal(path):
        return import_journal(workspace, path, steward=steward, progress=progress)
    return import_table(workspace, read_table(path), steward=steward, progress=progress)


def is_journal(path: Path) -> bool:
    """Say whether a file is a YAML journal, by its name."""
    return path.suffix.lower() in (".yaml", ".yml")


def import_table(
    workspace: Workspace,
    table: Table,
    *,
    steward: str,
    progress: Progress | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> ImportReport:
    """Import a table that has been read already; see `import_file`.

    Args:
        workspace: Where to.
        table: The table.
        steward: Id of whoever imports it.
        progress: Told now and then how far it has come.
        elsewhere: Of a staff list, ids of those who are in another one of the school.

    Raises:
        FileRefused: with every problem by line; nothing of the table was taken.
        ConcurrencyConflict: somebody saved one of its records meanwhile; nothing of the table was taken.
    """
    problems = tuple(problems_of_columns(table) if table.is_log else problems_of_staff_columns(table))
    if problems:
        raise FileRefused(table.source, problems, ())
    now = workspace.now()
    with workspace.unit(Actor(steward, steward=True)) as unit:
        if not table.is_log:
            return _import_staff_list(unit, table, now, elsewhere, progress)
        judged = _Judged(table.source)
        for done, line in enumerate(table.lines, 1):
            judged.take(step_of_line(table, line, steward, now), unit)
            if progress:
                progress(table.size * done // len(table.lines), table.size)
        return judged.report()


def _import_staff_list(
    unit: UnitOfWork, table: Table, now: datetime, elsewhere: frozenset[str], progress: Progress | None
) -> ImportReport:
    staff, register = read_staff_list(table), register_in(unit, now.date())
    problems, not_checked = problems_of_staff(staff, register)
    if problems:
        raise FileRefused(table.source, problems, not_checked)
    found = compared(staff, register, by=unit.actor.id, elsewhere=elsewhere)
    judged = _Judged(table.source)
    steps = [*steps_of_staff(table, found, unit.actor.id, now)]
    for done, step in enumerate(steps, 1):
        judged.take(step, unit)
        if progress:
            progress(table.size * done // len(steps), table.size)
    return attrs.evolve(judged.report(), lines=len(table.lines), staff=found)


def import_journal(
    workspace: Workspace, path: Path, *, steward: str, progress: Progress | None = None
) -> ImportReport:
    """Import a YAML journal, read entry by entry; see `import_file`.

    Raises:
        FileRefused: with every problem by line; nothing of the journal was taken.
        InvalidInput: the file can't be read.
        ConcurrencyConflict: somebody saved one of its records meanwhile; nothing of the journal was taken.
    """
    with opened(path) as stream:
        told = cast("BinaryIO", Told(stream, progress)) if progress else stream
        entries = read_entries(told, path.name, ENTRIES, MOST)
        head = head_of(entries.head)
        now = workspace.now()
        actor = Actor(steward, steward=True, vouches_for=head.stewards)
        with workspace.unit(actor) as unit:
            brought = bring_definitions(entries.head, unit)
            doubtful = {"access-denied": head.doubtful, "unknown-definition": bool(brought.problems)}
            judged = _Judged(path.name, frozenset(code for code, is_so in doubtful.items() if is_so))
            judged.problems += [*head.problems, *brought.problems]
            for tree in entries:
                judged.take(brought.pinned(step_of_entry(tree, steward, now)), unit)
            judged.problems += problems_behind(entries.tail)
            return judged.report()


def staff_lists_first(tables: Iterable[Table]) -> list[Table]:
    """Return the tables in an order in which they can be imported: staff lists, then logs, else as given."""
    return sorted(tables, key=lambda table: table.is_log)


class _Judged:
    """What has become of the steps of a file so far."""

    def __init__(self, source: str, doubtful: frozenset[str] = frozenset()) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._steps = 0
        self._verbs: Counter[str] = Counter()
        self._unconfirmed = 0
        self._not_checked: list[int] = []
        self._unsettled = Unsettled(doubtful)

    def report(self) -> ImportReport:
        """Return what the file brought in.

        Raises:
            FileRefused: there are problems.
        """
        if self.problems:
            raise FileRefused(self._source, tuple(self.problems), tuple(self._not_checked))
        return ImportReport(self._source, self._steps, tuple(self._verbs.items()), self._unconfirmed)

    def take(self, step: Step, unit: UnitOfWork) -> None:
        """Perform a step, or note why it can't be."""
        self._steps += 1
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
            self._verbs[step.do] += 1
            self._unconfirmed += step.unconfirmed

    def _refused(self, step: Step, raised: CoachingError, unit: UnitOfWork) -> None:
        found = step.problems_of_form()
        if found:
            self.problems += found
            self._unsettled.add(step, found)
        elif self._unsettled.explains(step, raised, unit):
            self._not_checked.append(step.line)
            self._unsettled.add(step)
        else:
            found = tuple(step.problems_in(raised))
            self.problems += found
            self._unsettled.add(step, found, raised)
