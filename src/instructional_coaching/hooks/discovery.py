"""What installed distributions advertise: one function, so that a faster one can take its place."""

import os
import sys
from functools import lru_cache
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Final

import attrs

from instructional_coaching.errors import PluginLoadError
from instructional_coaching.hooks.marker import PROJECT
from instructional_coaching.hooks.source import Source

if TYPE_CHECKING:
    from importlib.metadata import Distribution

CODE: Final = PROJECT
"""The entry-point group of plugins in Python; the value names a module or an object in one."""

DATA: Final = f"{PROJECT}.definitions"
"""The entry-point group of packages of YAML; the value names the package, or a folder in it, with dots."""

_HEADER: Final = f"[{PROJECT}"


@attrs.frozen
class Advertised:
    """An entry point of one of the two groups.

    Attributes:
        name: Its name.
        group: The group.
        value: What it names.
        distribution: The distribution that brings it.
        version: The distribution's version.
    """

    name: str
    group: str
    value: str
    distribution: str
    version: str

    @property
    def source(self) -> Source:
        """Who brings it."""
        return Source(self.name, self.distribution, self.version)


def advertised() -> tuple[Advertised | PluginLoadError, ...]:
    """Return every entry point of the two groups, by distribution and name; nothing of it is loaded.

    Where a distribution's entry points can't be read, the error stands in their place. The answer is kept
    until a folder on the path changes.
    """
    return _advertised(tuple((place, _changed(place)) for place in sys.path))


def _changed(place: str) -> int:
    try:
        return os.stat(place or os.curdir).st_mtime_ns  # noqa: PTH116 - asked at every opening
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _advertised(path: tuple[tuple[str, int], ...]) -> tuple[Advertised | PluginLoadError, ...]:
    if not (_has_other_finders() or any(_may_name_us(place) for place, _ in path)):
        return ()
    from importlib.metadata import distributions

    found: dict[str, tuple[Advertised | PluginLoadError, ...]] = {}
    for distribution in distributions():
        points = _points(distribution)
        if points:
            # A second copy further down the path is hidden by the first, as it is for imports.
            found.setdefault(points[0].distribution.lower().replace("_", "-"), points)
    return tuple(one for name in sorted(found) for one in found[name])


def _may_name_us(place: str) -> bool:
    """Say whether a distribution in a folder may have an entry point of ours.

    To look for the word in the files costs a tenth of what it costs to load what reads them.
    """
    try:
        with os.scandir(place or os.curdir) as found:
            return any(_is_named_in(one) for one in found)
    except FileNotFoundError:
        return False
    except OSError:  # an archive, perhaps
        return True


def _is_named_in(found: "os.DirEntry[str]") -> bool:
    if not found.name.endswith((".dist-info", ".egg-info")):
        return found.name.endswith(".egg")
    try:
        with open(f"{found.path}/entry_points.txt", "rb") as file:  # noqa: PTH123 - there are many
            return _HEADER.encode() in file.read()
    except OSError:
        return False


def _has_other_finders() -> bool:
    return any(hasattr(one, "find_distributions") and one is not PathFinder for one in sys.meta_path)


def _points(distribution: "Distribution") -> tuple[Advertised | PluginLoadError, ...]:
    try:
        if _HEADER not in (distribution.read_text("entry_points.txt") or ""):
            return ()
    except UnicodeDecodeError:  # it is none of ours that can't be read
        return ()
    name = version = "unknown"
    try:
        name, version = str(distribution.metadata["Name"]), distribution.version
        points = sorted(distribution.entry_points, key=lambda one: one.name)
    except Exception:  # noqa: BLE001 - what importlib.metadata raises for garbled files differs by version
        reason = "its metadata can't be read"
        return (PluginLoadError(name, f"{name} {version}", reason, "install it anew, or uninstall it"),)
    return tuple(
        Advertised(one.name, one.group, one.value, name, version)
        for one in points
        if one.group in (CODE, DATA)
    )
