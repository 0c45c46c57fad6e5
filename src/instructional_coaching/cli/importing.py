"""`coaching import`: a school's own files, brought into a store."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from instructional_coaching.cli.option import DEFINITIONS, SCHOOL, STORE, identifier
from instructional_coaching.cli.progress import progress_of
from instructional_coaching.cli.reply import Command, Reply, answered
from instructional_coaching.cli.report import report_parts, report_plain
from instructional_coaching.errors import CoachingError, InvalidInput
from instructional_coaching.journal.file import Progress
from instructional_coaching.journal.importing import (
    ImportReport,
    import_journal,
    import_table,
    is_journal,
)
from instructional_coaching.journal.staff_list import ids_in
from instructional_coaching.journal.table import Table, read_table
from instructional_coaching.workspace.workspace import Workspace, open_workspace


@click.command("import", cls=Command)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@STORE
@SCHOOL
@click.option(
    "--as",
    "steward",
    callback=identifier,
    default="office",
    show_default=True,
    help="Id of whoever imports it.",
)
@DEFINITIONS
@answered
def import_command(
    reply: Reply,
    files: tuple[Path, ...],
    store: str,
    school: str,
    steward: str,
    definitions: tuple[Path, ...],
) -> None:
    """Import staff lists, coaching logs and journals, all of a file or nothing.

    A .yaml or .yml file is a journal, such as `coaching export` writes. Any other is a table in CSV: with a
    column `do` a log, one line a transition, without one a staff list. A staff list may be imported again
    when it has changed: only what is new or different is taken. Staff lists are taken first, the rest in the
    order given. The first file that is refused ends it; those before it stay taken.
    """
    taken: dict[Path, ImportReport] = {}
    tables: dict[Path, Table] = {}
    for file in files:
        try:
            if not is_journal(file):
                tables[file] = read_table(file)
        except InvalidInput as raised:
            _refuse(reply, raised, file, files, taken)
            return
    staff = ids_in(one for one in tables.values() if not one.is_log)
    with open_workspace(store, school=school, definitions=definitions) as workspace:
        for file in sorted(dict.fromkeys(files), key=lambda one: one not in tables or tables[one].is_log):
            try:
                with progress_of(file.name, wanted=not reply.as_json) as progress:
                    taken[file] = _take(workspace, file, tables.get(file), staff, steward, progress)
            except CoachingError as raised:
                _refuse(reply, raised, file, files, taken)
                return
            reply.say(*report_parts(taken[file], is_journal=file not in tables))
    reply.put(files=[report_plain(one) for one in taken.values()], not_taken=[])


def _take(
    workspace: Workspace,
    file: Path,
    table: Table | None,
    staff: frozenset[str],
    steward: str,
    progress: Progress | None,
) -> ImportReport:
    if table is None:
        return import_journal(workspace, file, steward=steward, progress=progress)
    return import_table(workspace, table, steward=steward, progress=progress, elsewhere=staff)


def _refuse(
    reply: Reply,
    raised: CoachingError,
    refused: Path,
    files: Iterable[Path],
    taken: Mapping[Path, ImportReport],
) -> None:
    """Tell why a file is refused, and what became of the others."""
    reply.refuse(raised)
    others = [one.name for one in files if one not in taken and one != refused]
    for one in taken:
        reply.tell(f"{one.name}: was taken before that; leave it out when you import the rest")
    for name in others:
        reply.tell(f"{name}: nothing of it was taken, because of {refused.name}")
    reply.put(files=[report_plain(one) for one in taken.values()], not_taken=[refused.name, *others])
