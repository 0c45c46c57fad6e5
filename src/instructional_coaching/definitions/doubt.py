"""Which faults of a definition can't be told, because something they rest on is itself in doubt."""

import re
from collections.abc import Iterable

from instructional_coaching.errors import Fault

_SEGMENT = re.compile(r"[^.\[\]]+|\[[^\]]*\]")

_UNSETTLING = frozenset({"levels-out-of-order", "repeated-id", "unknown-reference"})
ANY = "[*]"
MORE = "[+]"
"""An item that stood in a list and could not be read: nobody knows where."""


def segments_of(path: str) -> tuple[str, ...]:
    """Return the names and the bracketed indices of a path such as ``stages[2].next[0]``."""
    return tuple(_SEGMENT.findall(path))


def certain(faults: Iterable[Fault], doubtful: Iterable[str]) -> tuple[Fault, ...]:
    """Return the faults that hold whatever stands at the doubtful paths.

    A name that names nothing, or stands twice, is itself in doubt: what rests on it is left out too.

    Args:
        faults: Every fault found, in order.
        doubtful: Paths of what is wrong already, or may have stood on a line that could not be read.
    """
    doubts = [segments_of(one) for one in doubtful]
    found: list[Fault] = []
    for fault in faults:
        if not _is_in_doubt(fault, doubts):
            found.append(fault)
            if fault.code in _UNSETTLING:
                doubts.append(segments_of(fault.path))
    return tuple(found)


def _is_in_doubt(fault: Fault, doubts: Iterable[tuple[str, ...]]) -> bool:
    own = segments_of(fault.path)
    others = [segments_of(one) for one in fault.rests_on]
    return any(
        own[: len(doubt)] == doubt or any(_touch(place, doubt) for place in others) for doubt in doubts
    )


def _touch(place: tuple[str, ...], doubt: tuple[str, ...]) -> bool:
    """Say whether two paths are the same, or one is within the other."""
    return all(
        one == other or (one == ANY and other[0] == "[") for one, other in zip(place, doubt, strict=False)
    )
