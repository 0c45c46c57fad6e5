"""The definitions that come with the library."""

from functools import cache
from importlib.resources import files

from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.definitions.folder import read_folder

ORIGIN = "instructional-coaching"


@cache
def core_catalogue() -> Catalogue:
    """Return the definitions that come with the library, read when they are first asked for."""
    return Catalogue(read_folder(files("instructional_coaching.definitions") / "data", ORIGIN))
