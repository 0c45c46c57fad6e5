"""An order in which things can happen again, as near as can be to the one in which they are said to have."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from enum import IntEnum
from heapq import heapify, heappop, heappush
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Tie(IntEnum):
    """Why one thing comes before another; where not all can be, the least gives way."""

    STALE = 1
    """It had read what the other one changes."""
    NAMED = 2
    """The other one names what it begins."""
    BUILT_ON = 3
    """The other one was done to what it led to."""


class Ordering(Generic[K]):
    """Things with what ties them.

    Attributes:
        broken: The ties that had to give way, once the order was asked for.
    """

    def __init__(self, ranks: Mapping[K, Any]) -> None:
        """Begin without ties.

        Args:
            ranks: The things, each with what decides which comes first where no tie does.
        """
        self.broken: list[tuple[K, K]] = []
        self._ranks = ranks
        self._earlier: dict[K, dict[K, Tie]] = defaultdict(dict)
        self._later: dict[K, set[K]] = defaultdict(set)

    def tie(self, earlier: K, later: K, tie: Tie) -> None:
        """Let one thing come before another, if both are there."""
        if earlier in self._ranks and later in self._ranks:
            before = self._earlier[later]
            before[earlier] = max(tie, before.get(earlier, tie))
            self._later[earlier].add(later)

    def up_to(self, things: set[K]) -> set[K]:
        """Return some things with all that comes before one of them."""
        found, left = set(things), list(things)
        while left:
            more = self._earlier.get(left.pop(), {}).keys() - found
            found |= more
            left += more
        return found

    def __iter__(self) -> Iterator[K]:
        """Yield everything in order, each once."""
        waiting = {one: dict(before) for one, before in self._earlier.items() if before}
        ready = [(rank, one) for one, rank in self._ranks.items() if one not in waiting]
        heapify(ready)
        while ready or waiting:
            if not ready:
                earlier, later = _weakest(waiting)
                self.broken.append((earlier, later))
                self._release(earlier, later, waiting, ready)
                continue
            _, one = heappop(ready)
            yield one
            for later in self._later.get(one, ()):
                self._release(one, later, waiting, ready)

    def _release(self, earlier: K, later: K, waiting: dict[K, dict[K, Tie]], ready: list[Any]) -> None:
        before = waiting.get(later, {})
        before.pop(earlier, None)
        if later in waiting and not before:
            del waiting[later]
            heappush(ready, (self._ranks[later], later))


def _weakest(waiting: Mapping[K, Mapping[K, Tie]]) -> tuple[K, K]:
    """Return the weakest tie of a circle among things that all wait for each other."""
    path: dict[K, int] = {}
    one = min(waiting, key=repr)
    while one not in path:
        path[one] = len(path)
        one = min(waiting[one], key=repr)
    circle = list(path)[path[one] :]
    ties = [
        (waiting[later][earlier], earlier, later)
        for later, earlier in zip(circle, [*circle[1:], one], strict=True)
    ]
    _, earlier, later = min(ties, key=lambda tie: (tie[0], repr(tie[1:])))
    return earlier, later
