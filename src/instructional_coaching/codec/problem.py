"""From what the converter raises to problems with a path; every problem of a document at once."""

import attrs

from instructional_coaching.errors import Problem

SHOWN = 40
"""How much of an unknown key is shown, in characters: it may be a piece of what somebody wrote."""


def shown(path: str) -> str:
    """Return a path with long keys cut off."""
    return ".".join(one[:SHOWN] for one in path.split("."))


def problems_in(
    raised: Exception, source: str, path: str = "$", *, whole: bool = False
) -> tuple[Problem, ...]:
    """Return every problem in what the converter raised, with its path and never with a value.

    Args:
        raised: An exception, or a group of them, from structuring.
        source: Where the document came from.
        path: Path of what was being structured.
        whole: Whether long keys stay whole, to be looked up by; they are to be cut before they are shown.
    """
    from instructional_coaching.codec.walk import walk  # with the converter, or else with the first problem

    found = walk(raised, source, path)
    return tuple(found if whole else (attrs.evolve(one, path=shown(one.path)) for one in found))
