"""Cycles and rounds of practice of one relationship, as they were on a day."""

from datetime import date

from instructional_coaching.cli.screen import plain, table, text
from instructional_coaching.cli.section import Section
from instructional_coaching.codec.document import to_plain
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.cycle import Cycle, CycleStatus
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.round_part import RoundPart
from instructional_coaching.workspace.unit import UnitOfWork


def cycles(unit: UnitOfWork, relationship: str, as_of: date) -> Section:
    """Return the cycles of a relationship: by which model, at which stage since when."""
    found = list(unit.recall(as_of=as_of).find(Cycle, relationship=relationship))
    models = {one.model: unit.definition(CoachingModel, one.model) for one in found}
    rows = [(one.id, models[one.model].title, _stage(one, models[one.model]), one.since) for one in found]
    parts = (table(("cycle", "model", "stage", "since"), rows),) if rows else ()
    told = [to_plain(one) | {"model_title": models[one.model].title, "stage": one.stage} for one in found]
    return Section(f"Cycles, to {as_of}", parts, {"cycles": told})


def _stage(cycle: Cycle, model: CoachingModel) -> str:
    stage = model.stage(cycle.stage)
    title = stage.title if stage else cycle.stage
    return f"closed, last at: {title}" if cycle.status is CycleStatus.CLOSED else title


def practice(unit: UnitOfWork, relationship: str, as_of: date) -> Section:
    """Return the rounds of practice of a relationship: the skill, what is there of it, and what followed."""
    found = list(unit.recall(as_of=as_of).find(PracticeRound, relationship=relationship))
    columns = ("when", "round and skill", "there is", "response", "tried")
    parts = (table(columns, [_row(one) for one in found]),) if found else ()
    return Section(f"Practice, to {as_of}", parts, {"practice_rounds": [to_plain(one) for one in found]})


def _row(one: PracticeRound) -> tuple[object, ...]:
    there = [part.value for part in RoundPart if getattr(one, part.value) is not None]
    stands = "void" if one.voided is not None else plain(one.response)
    return one.when, text(f"{one.id}\n{one.skill}"), ", ".join(there), stands, one.tried
