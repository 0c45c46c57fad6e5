"""What was scored of what could be, on one sheet and by criterion over several: counts, and no means.

Levels are ordinal, so they are counted and not averaged. A criterion that has parts is scored as a whole, if
at all, and counts like any other; nothing is made of the scores of its parts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from instructional_coaching.domain.rubric import Rubric, Unscored
from instructional_coaching.domain.score_sheet import Score, ScoreSheet
from instructional_coaching.errors import AnotherRubric


@attrs.frozen
class Tally:
    """How often each level was given, and each way of having none.

    Attributes:
        levels: How often each level of the scale was given, by its rank, the lowest first; 0 where it wasn't.
        not_observed: How often there was nothing to see.
        not_applicable: How often it did not apply.
        not_scored: How often nothing was said of it.
        could_be: How many could have been scored: those that were, and of the others the ways of having no
            level that the rubric keeps in the denominator.
    """

    levels: tuple[tuple[int, int], ...]
    not_observed: int
    not_applicable: int
    not_scored: int
    could_be: int

    @property
    def scored(self) -> int:
        """How many have a level."""
        return sum(count for _, count in self.levels)

    @property
    def share(self) -> Fraction | None:
        """The part of what could have been scored that was, exact; None where nothing could have been."""
        return Fraction(self.scored, self.could_be) if self.could_be else None


def tally(sheet: ScoreSheet, rubric: Rubric) -> Tally:
    """Return what was scored on a sheet, criterion by criterion; nothing of one that is void.

    Args:
        sheet: The sheet.
        rubric: The version of the rubric that was scored by.

    Raises:
        AnotherRubric: the sheet was scored by another rubric or another version of it.
    """
    _require_same(sheet, rubric)
    told = () if sheet.voided is not None else rubric.criteria
    return _tally_of((sheet.score(one.id) for one in told), rubric)


def tally_by_criterion(sheets: Iterable[ScoreSheet], rubric: Rubric) -> Mapping[str, Tally]:
    """Return what was scored on several sheets for each criterion, by its id, in the rubric's order.

    Void sheets are left out.

    Args:
        sheets: The sheets.
        rubric: The one version of the rubric that all of them were scored by.

    Raises:
        AnotherRubric: one was scored by another version; comparing versions needs a declared crosswalk.
    """
    standing: list[ScoreSheet] = []
    for sheet in sheets:
        _require_same(sheet, rubric)
        if sheet.voided is None:
            standing.append(sheet)
    return {one.id: _tally_of((sheet.score(one.id) for sheet in standing), rubric) for one in rubric.criteria}


def _require_same(sheet: ScoreSheet, rubric: Rubric) -> None:
    if sheet.rubric != rubric.pin:
        raise AnotherRubric(sheet.ref, "tally", rubric.pin, sheet.rubric)


def _tally_of(scores: Iterable[Score], rubric: Rubric) -> Tally:
    given = list(scores)
    ranks = Counter(one.rank for one in given)
    unscored = Counter(one.unscored for one in given)
    levels = tuple((level.rank, ranks[level.rank]) for level in rubric.levels)
    return Tally(
        levels=levels,
        not_observed=unscored[Unscored.NOT_OBSERVED],
        not_applicable=unscored[Unscored.NOT_APPLICABLE],
        not_scored=unscored[Unscored.NOT_SCORED],
        could_be=sum(count for _, count in levels)
        + sum(unscored[one] for one in rubric.stays_in_denominator),
    )
