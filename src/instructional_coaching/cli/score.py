"""Scores by rubrics, under the version by which they were given, whether or not it is still installed."""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType

from instructional_coaching.cli.screen import plain, table, text
from instructional_coaching.cli.section import Section
from instructional_coaching.codec.document import to_plain
from instructional_coaching.domain.rubric import Criterion, Rubric
from instructional_coaching.domain.score_sheet import Score, ScoreSheet
from instructional_coaching.workspace.unit import UnitOfWork


def scores(unit: UnitOfWork, relationship: str, as_of: date) -> Section:
    """Return the score sheets of a relationship: each criterion with the level that it was given."""
    found = list(unit.recall(as_of=as_of).find(ScoreSheet, relationship=relationship))
    rubrics = {one.rubric: unit.definition(Rubric, one.rubric) for one in found}
    parts = tuple(part for one in found for part in _parts(one, rubrics[one.rubric]))
    told = [to_plain(one) | {"rubric_title": rubrics[one.rubric].title} for one in found]
    return Section(f"Scores, to {as_of}", parts, {"score_sheets": told})


def _parts(sheet: ScoreSheet, rubric: Rubric) -> Iterator[RenderableType]:
    of = f"session {sheet.session}" if sheet.session else f"feedback of round {sheet.practice_round}"
    void = ", void" if sheet.voided is not None else ""
    yield text(f"{sheet.id}: {rubric.title}, of the {of}, {sheet.when}{void}")
    rows = [_row(depth, one, sheet.score(one.id), rubric) for depth, one in in_order(rubric)]
    if not any(row[2] for row in rows):
        yield table(("criterion", "level"), [row[:2] for row in rows])
    else:
        yield table(("criterion", "level", "why"), rows)


def in_order(rubric: Rubric) -> Iterator[tuple[int, Criterion]]:
    """Yield the criteria of a rubric, each followed by its parts, with how deep it is."""
    waiting = [(0, one) for one in reversed(rubric.criteria) if one.within is None]
    while waiting:
        depth, one = waiting.pop()
        yield depth, one
        waiting += [(depth + 1, part) for part in reversed(rubric.parts_of(one.id))]


def _row(depth: int, criterion: Criterion, score: Score, rubric: Rubric) -> tuple[object, object, object]:
    level = rubric.level(score.rank) if score.rank is not None else None
    given = f"{level.rank}: {level.title}" if level else plain(score.unscored)
    return f"{'  ' * depth}{criterion.title}", given, score.why
