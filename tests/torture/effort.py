"""How long the faults go on, and by which chance. `make torture` sets it; the ordinary suite takes little."""

import os
from random import Random

SEED = int(os.environ.get("SEED") or 20251208)
"""What chance is drawn from; the ordinary suite takes the same each time."""


def rounds(suite: int, short: int, long: int) -> int:
    """Return how many rounds are wanted.

    Args:
        suite: In the ordinary suite.
        short: In ``make torture``.
        long: In ``make torture LONG=1``. ``ROUNDS`` sets another number for every fault.
    """
    if os.environ.get("ROUNDS"):
        return int(os.environ["ROUNDS"])
    if os.environ.get("LONG"):
        return long
    return short if os.environ.get("TORTURE") else suite


def chance(*names: object) -> Random:
    """Return the chance of one test, which doesn't depend on what other tests drew."""
    return Random(" ".join(map(str, (SEED, *names))))
