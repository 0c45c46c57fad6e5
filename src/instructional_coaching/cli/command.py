"""The command's arguments, and what it answers with: 0 done, 1 problems found, 2 misuse."""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click
from rich.text import Text

from instructional_coaching.access.actor import Actor
from instructional_coaching.cli import show as showing
from instructional_coaching.cli.screen import console, table
from instructional_coaching.errors import CoachingError, FileRefused, InvalidInput
from instructional_coaching.journal.importing import ImportReport, import_file, staff_lists_first
from instructional_coaching.workspace.workspace import Workspace, open_workspace

P = ParamSpec("P")

STORE = click.option(
    "--store", default="sqlite:///coaching.db", show_default=True, help="Address of the store."
)
SCHOOL = click.option("--school", default="school", show_default=True, help="Id of the school in the store.")


def answered(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command print an error of the library instead of a traceback, and exit with 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CoachingError as raised:
            problems = raised.problems if isinstance(raised, InvalidInput) else (raised,)
            for problem in problems:
                console(error=True).print(Text(str(problem)))
            if isinstance(raised, InvalidInput):
                console(error=True).print(Text(_summary(raised)))
            sys.exit(1)

    return run


def _summary(raised: InvalidInput) -> str:
    many = len(raised.problems)
    said = f"{raised.source}: {many} problem{'s' if many > 1 else ''}, nothing of it was taken"
    if isinstance(raised, FileRefused) and raised.not_checked:
        said += f"; {len(raised.not_checked)} lines that depend on these were not checked"
    return said


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
@click.option("--as", "steward", default="office", show_default=True, help="Id of whoever imports it.")
@answered
def import_command(files: tuple[Path, ...], store: str, school: str, steward: str) -> None:
    """Import staff lists and coaching logs, all of a file or nothing.

    A CSV file with a column `do` is a log, one line a transition; one without is a staff list. Staff lists
    are taken first.
    """
    with open_workspace(store, school=school) as workspace:
        for file in staff_lists_first(files):
            _print_report(import_file(workspace, file, steward=steward))


def _print_report(report: ImportReport) -> None:
    out = console()
    out.print(Text(f"{report.source}: {report.lines} lines taken", style="bold"))
    out.print(table(("verb", "lines"), report.verbs, right=frozenset({"lines"})))
    if report.unconfirmed:
        note = "decisions were typed for the coachee; each counts, unconfirmed until they settle it."
        out.print(Text(f"{report.unconfirmed} {note}"))
    out.print()


@coaching.command("show")
@STORE
@SCHOOL
@click.option(
    "--as", "person", default=None, help="Show what this person sees; all that is kept if not given."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The last day to look at; today if not given.",
)
@click.option("--relationship", default=None, help="Id of a relationship, to see its timeline.")
@answered
def show_command(
    store: str, school: str, person: str | None, as_of: datetime | None, relationship: str | None
) -> None:
    """Show goals, stances and times without contact, and one relationship's timeline.

    Who can read the file can read all of it: without --as that is what is shown, but for private notes.
    """
    actor = Actor(person) if person else Actor("keeper-of-the-file", steward=True)
    with open_existing(store, school) as workspace, workspace.unit(actor) as unit:
        day = as_of.date() if as_of else workspace.now().date()
        for part in showing.parts(unit, day, relationship):
            console().print(part)


def open_existing(store: str, school: str) -> Workspace:
    """Open a workspace, but make no file that isn't there.

    Raises:
        click.UsageError: the address is of a file that doesn't exist.
    """
    scheme, _, path = store.partition(":///")
    if scheme == "sqlite" and not Path(path).exists():
        raise click.UsageError(
            f"there is no store at {path}; make one with: coaching import --store {store} FILES"
        )
    return open_workspace(store, school=school)
