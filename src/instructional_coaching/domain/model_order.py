"""What a coaching model asks of a cycle: who produces what in which stage, and what may come next."""

from collections.abc import Sequence
from datetime import date

from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.stage import Artefact, ModelRole, Order, Stage
from instructional_coaching.domain.visit import Produced, Visit
from instructional_coaching.errors import (
    InvalidValue,
    MissingArtefact,
    MissingReason,
    NotTheirDuty,
    OutOfSequence,
)


def stage_of(model: CoachingModel, visit: Visit) -> Stage:
    """Return the stage of a visit.

    Raises:
        InvalidValue: the model has none of that name.
    """
    found = model.stage(visit.stage)
    if found is None:
        raise InvalidValue("visits", "name a stage that its model hasn't", "change a cycle by its verbs")
    return found


def artefact_by(ref: str, model: CoachingModel, artefact: str, role: ModelRole) -> Artefact:
    """Return the artefact of a name that somebody in a role would produce.

    Raises:
        InvalidValue: the model has none of that name.
        NotTheirDuty: the model gives the duty to the other one.
    """
    found = model.artefact(artefact)
    if found is None:
        known = ", ".join(one.id for one in model.artefacts) or "none"
        raise InvalidValue("artefact", "is no artefact of the model", f"known are {known}")
    if not model.has_duty(role, found.duty):
        raise NotTheirDuty(ref, "produce", role, found.duty or "")
    return found


def require_produced(ref: str, model: CoachingModel, visit: Visit, artefact: str) -> None:
    """Refuse an artefact that a strict order doesn't expect of the stage of a visit.

    Raises:
        OutOfSequence: it doesn't.
    """
    stage = stage_of(model, visit)
    if model.order is Order.STRICT and artefact not in stage.produces:
        raise OutOfSequence(ref, "produce", stage.id, ", ".join(stage.produces) or "nothing")


def visit_to(
    ref: str,
    model: CoachingModel,
    visits: Sequence[Visit],
    produced: Sequence[Produced],
    to: str,
    when: date,
    reason: str | None,
) -> Visit:
    """Return the visit that a move to another stage begins.

    Raises:
        InvalidValue: the model has no such stage.
        OutOfSequence: the order is strict, and a stage would be skipped.
        MissingArtefact: the order is strict, and the stage would be left without what it requires.
        MissingReason: the move needs a reason.
    """
    here, there = stage_of(model, visits[-1]), model.stage(to)
    if there is None:
        known = ", ".join(one.id for one in model.stages)
        raise InvalidValue("to", "is no stage of the model", f"known are {known}")
    forwards, back = to in model.next_of(here), model.is_back(here, there)
    missing = _missing(model, visits, produced) if forwards else ()
    if missing and not (back and reason is not None):
        raise MissingArtefact(ref, "move", here.id, ", ".join(missing))
    if model.order is Order.STRICT and not forwards and not back:
        raise OutOfSequence(ref, "move", here.id, ", ".join(model.next_of(here)))
    if model.order is not Order.FREE and not forwards and reason is None:
        raise MissingReason(ref, "move", "it is not to the next stage")
    again = forwards and back and not missing and to in {one.stage for one in visits}
    return Visit(stage=to, since=when, again=again, reason=reason)


def require_finish(
    ref: str,
    model: CoachingModel,
    visits: Sequence[Visit],
    produced: Sequence[Produced],
    reason: str | None,
) -> None:
    """Refuse to close a cycle early without a reason.

    Raises:
        MissingReason: it would be.
    """
    may_finish = stage_of(model, visits[-1]).may_finish and not _missing(model, visits, produced)
    if model.order is not Order.FREE and not may_finish and reason is None:
        raise MissingReason(ref, "close", "it would be closed early")


def _missing(model: CoachingModel, visits: Sequence[Visit], produced: Sequence[Produced]) -> tuple[str, ...]:
    """Return what a strict order requires of the present stage, and this pass has not brought."""
    if model.order is not Order.STRICT:
        return ()
    start = max((n for n, one in enumerate(visits) if one.again), default=0)
    first = stage_of(model, visits[start])
    afresh = {name for one in model.stages if model.is_back(one, first) for name in one.produces}
    there = {one.artefact for one in produced if one.visit >= start or one.artefact not in afresh}
    return tuple(name for name in stage_of(model, visits[-1]).requires if name not in there)
