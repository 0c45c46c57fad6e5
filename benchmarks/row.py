"""One row of the table, and the one way in which its figures are taken."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, kw_only=True)
class Row:
    """Two figures taken side by side, and the goal for their ratio; without `theirs`, `ours` is the ratio.

    `unit` is "s", "B" or empty for a plain number. A row without a goal is only reported.
    """

    name: str
    ours: float
    theirs: float | None = None
    goal: float | None = None
    at_least: bool = False
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours if self.theirs is None else self.ours / self.theirs

    @property
    def holds(self) -> bool | None:
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def interleaved(*subjects: Callable[[], object], rounds: int) -> tuple[float, ...]:
    """Median seconds of each subject; they take turns, in alternating order, after one unmeasured round."""
    taken: list[list[float]] = [[] for _ in subjects]
    for subject in subjects:
        subject()
    turns = list(zip(subjects, taken, strict=True))
    for _ in range(rounds):
        for subject, seconds in turns:
            start = perf_counter()
            subject()
            seconds.append(perf_counter() - start)
        turns.reverse()
    return tuple(median(seconds) for seconds in taken)
