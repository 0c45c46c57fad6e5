"""The definitions that come with the library."""

from functools import cache

from instructional_coaching.definitions.catalogue import Catalogue


@cache
def core_catalogue() -> Catalogue:
    """Return the definitions that come with the library, read when they are first asked for."""
    return Catalogue()
