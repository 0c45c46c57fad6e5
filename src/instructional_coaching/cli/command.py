"""The command's arguments, and what it answers with: 0 done, 1 problems found, 2 misuse."""

import shlex
from datetime import datetime
from pathlib import Path

import click

from instructional_coaching.access.actor import Actor
from instructional_coaching.cli import show as showing
from instructional_coaching.cli.refusal import answered, identifier
from instructional_coaching.cli.report import print_report
from instructional_coaching.cli.screen import console
from instructional_coaching.errors import CoachingError, InvalidInput
from instructional_coaching.journal.importing import import_table, staff_lists_first
from instructional_coaching.journal.table import Table, read_table
from instructional_coaching.workspace.workspace import Workspace, open_workspace

STORE = click.option(
    "--store", default="sqlite:///coaching.db", show_default=True, help="Address of the store."
)
SCHOOL = click.option(
    "--school",
    callback=identifier,
    default="school",
    show_default=True,
    help="Id of the school in the store.",
)


@click.group()
@click.version_option(package_name="instructional-coaching")
def coaching() -> None:
    """Instructional coaching: bring a school's log in, and ask it questions."""


@coaching.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
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
@answered
def import_command(files: tuple[Path, ...], store: str, school: str, steward: str) -> None:
    """Import staff lists and coaching logs, all of a file or nothing.

    A CSV file with a column `do` is a log, one line a transition; one without is a staff list. Staff lists
    are taken first. The first file that is refused ends it; those before it stay taken.
    """
    tables = [_read(file, files) for file in files]
    with open_workspace(store, school=school) as workspace:
        taken: list[str] = []
        for one in staff_lists_first(tables):
            try:
                report = import_table(workspace, one, steward=steward)
            except CoachingError as raised:
                for name in taken:
                    raised.add_note(f"{name}: was taken before that; leave it out when you import the rest")
                _note_others(raised, one.source, [file.name for file in files if file.name not in taken])
                raise
            print_report(report)
            taken.append(one.source)


def _read(file: Path, files: tuple[Path, ...]) -> Table:
    try:
        return read_table(file)
    except InvalidInput as raised:
        _note_others(raised, file.name, [one.name for one in files])
        raise


def _note_others(raised: CoachingError, refused: str, names: list[str]) -> None:
    for name in names:
        if name != refused:
            raised.add_note(f"{name}: nothing of it was taken, because of {refused}")


@coaching.command("show")
@STORE
@SCHOOL
@click.option(
    "--as",
    "person",
    callback=identifier,
    default=None,
    help="Show what this person sees; all that is kept if not given.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The last day to look at; today if not given.",
)
@click.option(
    "--relationship", callback=identifier, default=None, help="Id of a relationship, to see its timeline."
)
@answered
def show_command(
    store: str, school: str, person: str | None, as_of: datetime | None, relationship: str | None
) -> None:
    """Show goals, stances and times without contact, and one relationship's timeline.

    Who can read the file can read all of it: without --as that is what is shown, but for private notes.
    """
    actor = Actor("keeper-of-the-file", steward=True) if person is None else Actor(person)
    with open_existing(store, school) as workspace, workspace.unit(actor) as unit:
        day = as_of.date() if as_of else workspace.now().date()
        # All of it before any of it is printed: what ends in an error shows nothing.
        parts = list(showing.parts(unit, day, relationship))
    out = console()
    for part in parts:
        out.print(part)


def open_existing(store: str, school: str) -> Workspace:
    """Open a workspace, but make no file that isn't there.

    Raises:
        click.UsageError: the address is of a file that doesn't exist.
    """
    scheme, _, path = store.partition("://")
    file = path.removeprefix("/")
    if scheme == "sqlite" and not _is_there(Path(file)):
        raise click.UsageError(
            f"there is no store at {file}\nmake one: coaching import --store {shlex.quote(store)} FILES"
        )
    return open_workspace(store, school=school)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
