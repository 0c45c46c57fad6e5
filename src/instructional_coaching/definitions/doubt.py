"""Which faults of a definition can't be told, because something they rest on is itself in doubt."""

import re
from collections.abc import Iterable

from instructional_coaching.errors import Fault

_SEGMENT = re.compile(r"[^.\[\]]+|\[[^\]]*\]")

ANY = "[*]"
MORE = "[+]"
"""An item that stood in a list and could not be read: nobody knows where."""


def segments_of(path: str) -> tuple[str, ...]:
    """Return the names and the bracketed indices of a path such as ``stages[2].next[0]``."""
    return tuple(_SEGMENT.findall(path))


def is_in_doubt(fault: Fault, doubtful: Iterable[str]) -> bool:
    """Say whether a fault is at, within or around a doubtful path, or rests on one that is."""
    places = [segments_of(one) for one in (fault.path, *fault.rests_on)]
    return any(_touch(place, segments_of(one)) for one in doubtful for place in places)


def _touch(place: tuple[str, ...], doubt: tuple[str, ...]) -> bool:
    """Say whether two paths are the same, or one is within the other."""
    return all(
        one == other or (one == ANY and other[0] == "[") for one, other in zip(place, doubt, strict=False)
    )
