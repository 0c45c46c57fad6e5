"""Options that several commands have, and opening the store that they name."""

import shlex
from pathlib import Path
from typing import Literal

import click

from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.domain.text import clean_identifier
from instructional_coaching.errors import InvalidValue
from instructional_coaching.workspace.workspace import Workspace, open_workspace


def identifier(_context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Return an id that was given as an option, or None where none was.

    Raises:
        click.BadParameter: it is none; an empty one is misuse too, not an option left out.
    """
    if given is None:
        return None
    try:
        return clean_identifier(given, "id")
    except InvalidValue as raised:
        raise click.BadParameter(f"{raised.problem}; {raised.hint}", param=parameter) from None


PLACE = click.Path(exists=True, path_type=Path)
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
DEFINITIONS = click.option(
    "--definitions",
    multiple=True,
    type=PLACE,
    help="File or folder of definitions to know of, beside those installed and given before. Repeatable.",
)


def known_definitions(places: tuple[Path, ...]) -> Catalogue:
    """Return the definitions that are installed, with those of some files and folders.

    Raises:
        PluginError: something is wrong with a plugin.
        DefinitionError: something is wrong in a file or folder.
    """
    with open_workspace("memory://", definitions=places) as workspace:
        return workspace.catalogue


def open_existing(
    store: str,
    school: str,
    definitions: tuple[Path, ...] = (),
    on_error: Literal["raise", "skip"] = "raise",
) -> Workspace:
    """Open a workspace, but make no file that isn't there.

    Args:
        store: Its address.
        school: The school's id.
        definitions: Files and folders of definitions.
        on_error: What to do if something is wrong with a plugin or a definition.

    Raises:
        click.UsageError: the address is of a file that doesn't exist.
    """
    scheme, _, path = store.partition("://")
    file = path.removeprefix("/")
    if scheme == "sqlite" and not _is_there(Path(file)):
        raise click.UsageError(
            f"there is no store at {file}\nmake one: coaching import --store {shlex.quote(store)} FILES"
        )
    return open_workspace(store, school=school, definitions=definitions, on_error=on_error)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
