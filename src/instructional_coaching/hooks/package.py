"""Packages of YAML: found and read without running any of their code."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from instructional_coaching.errors import DefinitionError, PluginLoadError
from instructional_coaching.hooks.guard import Raised, guarded, told
from instructional_coaching.hooks.source import Source

if TYPE_CHECKING:
    from instructional_coaching.definitions.catalogue import Brought, Catalogue

_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


def read_package(source: Source, value: str, known: "Catalogue") -> "tuple[Brought, ...]":
    """Return the definitions of a package.

    Args:
        source: The plugin that brings them.
        value: The package, or a folder in it, with dots.
        known: Definitions that they may name.

    Raises:
        PluginLoadError: there is no such package or folder, or its definitions have problems: all of them.
    """
    from instructional_coaching.definitions.folder import read_folder

    folder = folder_of(source, value)
    try:
        brought = read_folder(folder, source.origin, known)
    except DefinitionError as raised:
        reason = f"its definitions have problems:\n{raised.message}"
        remedy = "correct them, or leave the plugin out"
        raise PluginLoadError(source.name, str(source), reason, remedy) from None
    if not brought:
        reason, remedy = f"there is no YAML in {value}", "check its entry point, and that the wheel has them"
        raise PluginLoadError(source.name, str(source), reason, remedy)
    return brought


def folder_of(source: Source, value: str) -> Path:
    """Return the folder that an entry point names.

    Only the package at the top is looked up, which doesn't import it; what comes after are folders.

    Raises:
        PluginLoadError: there is none.
    """
    reason, remedy = "its entry point names no package", "write the package, or a folder in it, with dots"
    if _DOTTED.fullmatch(value):
        top, *folders = value.split(".")
        found = guarded(lambda: find_spec(top))
        if isinstance(found, Raised):
            reason = f"{top} can't be found: {told(found.error)}"
        else:
            places = (found.submodule_search_locations or ()) if found else ()
            for place in places:
                folder = Path(place, *folders)
                if folder.is_dir():
                    return folder
            reason, remedy = f"there is no folder {value}", "check its entry point, and that it is unpacked"
    raise PluginLoadError(source.name, str(source), reason, remedy)
