"""Rubrics: criteria in any depth, ordinal levels with what each looks like, and what "not scored" does.

A rubric says what is looked at and which levels there are. How scores are put together belongs to the policy
of whoever adopts it, not to the rubric.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from instructional_coaching.domain.check import Bounds, Label, NamesDefinition, Text, Word
from instructional_coaching.domain.definition import Definition, repeated, unknown_name
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.errors import Fault

RubricPin = Annotated[str, NamesDefinition("rubric")]
Rank = Annotated[int, Bounds(-100, 100)]


class Unscored(StrEnum):
    """Why a criterion has no level. None of them is 0, which may be a level."""

    NOT_OBSERVED = "not_observed"
    NOT_APPLICABLE = "not_applicable"
    NOT_SCORED = "not_scored"


@value
class Level(Value):
    """A level of a scale.

    Attributes:
        rank: Its place on the scale; 0 may be a level.
        title: What people call it.
    """

    rank: Rank = activity()
    title: Label = activity()


@value
class Indicator(Value):
    """What a criterion looks like at one level.

    Attributes:
        rank: The rank of the level.
        looks_like: What is seen or heard there.
    """

    rank: Rank = activity()
    looks_like: Text = activity()


@value
class Criterion(Value):
    """Something that is looked at: a domain, a component, an element.

    Attributes:
        id: The word by which it is known.
        title: What people call it.
        asks: What to look for, as a question or a sentence.
        within: The criterion that it is a part of, if any.
        indicators: What it looks like at some levels.
    """

    id: Word = activity()
    title: Label = activity()
    asks: Text | None = activity(default=None)
    within: Word | None = activity(default=None)
    indicators: tuple[Indicator, ...] = activity(default=())


@value
class Rubric(Definition):
    """A rubric.

    Attributes:
        levels: The levels of its scale, the lowest rank first. The scale is ordinal.
        criteria: Its criteria; each names the one that it is within, so that they may be of any depth.
        stays_in_denominator: Which of the three ways of having no level count among what could have been
            scored; the others are taken out.

    Raises:
        FaultyDefinition: fewer than two levels or none in order, a criterion within nothing or within itself,
            an indicator for a level that there isn't, an id that stands twice.
    """

    KIND = "rubric"

    levels: tuple[Level, ...] = activity()
    criteria: tuple[Criterion, ...] = activity()
    stays_in_denominator: frozenset[Unscored] = activity(default=frozenset())

    def criterion(self, id: str) -> Criterion | None:
        """Return the criterion of an id, or None if it has none."""
        return next((one for one in self.criteria if one.id == id), None)

    def level(self, rank: int) -> Level | None:
        """Return the level of a rank, or None if there is none."""
        return next((one for one in self.levels if one.rank == rank), None)

    def parts_of(self, id: str) -> tuple[Criterion, ...]:
        """Return the criteria that are within another, in order."""
        return tuple(one for one in self.criteria if one.within == id)

    def faults(self) -> Iterator[Fault]:
        """Yield every rule of rubrics that it breaks."""
        yield from self._faults_of_levels()
        if not self.criteria:
            yield Fault("criteria", "is empty", "give at least one criterion", "no-criteria")
        yield from repeated((one.id for one in self.criteria), "criteria")
        within = {one.id: one.within for one in self.criteria}
        ranks = {one.rank for one in self.levels}
        for n, one in enumerate(self.criteria):
            if one.within is not None and one.within not in within:
                yield unknown_name(f"criteria[{n}].within", within, "criteria[*].id")
            elif _is_within_itself(one.id, within):
                yield Fault(
                    f"criteria[{n}].within",
                    "puts it within itself",
                    "name a criterion that it is a part of",
                    "within-itself",
                    ("criteria[*].id", "criteria[*].within"),
                )
            for k, indicator in enumerate(one.indicators):
                if indicator.rank not in ranks:
                    place = f"criteria[{n}].indicators[{k}].rank"
                    known = ", ".join(map(str, sorted(ranks))) or "none"
                    yield Fault(
                        place,
                        "is the rank of no level",
                        f"known are {known}",
                        "unknown-reference",
                        ("levels[*].rank",),
                    )

    def _faults_of_levels(self) -> Iterator[Fault]:
        if len(self.levels) < 2:
            yield Fault("levels", "has fewer than two levels", "give two or more", "too-few-levels")
        for n in range(1, len(self.levels)):
            if self.levels[n].rank <= self.levels[n - 1].rank:
                yield Fault(
                    f"levels[{n}].rank",
                    "is not above the rank before it",
                    "order the levels from the lowest rank to the highest, each rank once",
                    "levels-out-of-order",
                    (f"levels[{n - 1}].rank",),
                )


def _is_within_itself(id: str, within: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = within[id]
    while above is not None and above not in seen:
        if above == id:
            return True
        seen.add(above)
        above = within.get(above)
    return False
