"""An order in which things can happen again, as near as can be to the one in which they are said to have."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from enum import IntEnum
from heapq import heapify, heappop, heappush
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Tie(IntEnum):
    """Why one thing comes before another; where not all can be, the least gives way."""

    LED = 0
    """The other one is of its author, who may have to be in the register to decide it."""
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

    def __init__(self, ranks: Mapping[K, Any], after: Callable[[K], K] | None = None) -> None:
        """Begin without ties.

        Args:
            ranks: The things, each with what decides which comes first where no tie does.
            after: Gives what can only follow a thing, if it is there. What can't come before the thing itself
                is to come before that.
        """
        self.broken: list[tuple[K, K, Tie]] = []
        self._ranks = ranks
        self._after = after
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
        self.broken.clear()
        waiting = {one: dict(before) for one, before in self._earlier.items() if before}
        ready = [(rank, one) for one, rank in self._ranks.items() if one not in waiting]
        heapify(ready)
        while ready or waiting:
            if not ready:
                earlier, later, tie = _weakest(waiting)
                self.broken.append((earlier, later, tie))
                following = self._after(later) if self._after else later
                if following in waiting and following != earlier:
                    waiting[following].setdefault(earlier, tie)
                    self._later[earlier].add(following)
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


def _weakest(waiting: Mapping[K, Mapping[K, Tie]]) -> tuple[K, K, Tie]:
    """Return the weakest tie of a circle among things that all wait for each other."""
    path: dict[K, int] = {}
    one = min(waiting, key=repr)
    while one not in path:
        path[one] = len(path)
        one = min(waiting[one], key=repr)
    circle = list(path)[path[one] :]
    pairs = zip([*circle[1:], one], circle, strict=True)
    ties = [(earlier, later, waiting[later][earlier]) for earlier, later in pairs]
    return min(ties, key=lambda tie: (tie[2], repr(tie)))
