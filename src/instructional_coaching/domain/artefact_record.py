"""The record that an artefact of a coaching model is: in its form, where it counts, and of which day."""

from collections.abc import Iterable, Sequence
from datetime import date

from instructional_coaching.domain.action_step import ActionStep, StepStatus
from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.goal_status import GoalStatus
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stage import ArtefactForm
from instructional_coaching.domain.transition import require_order
from instructional_coaching.domain.visit import Produced
from instructional_coaching.domain.void import require_not_void
from instructional_coaching.errors import ForeignRecord, InvalidValue, WrongState

ArtefactRecord = Goal | ActionStep | DataPoint | Session | PracticeRound

_PART = "part of a cycle"


def record_of(
    ref: str, relationship: str, form: ArtefactForm, words: str | None, given: Sequence[ArtefactRecord]
) -> ArtefactRecord | None:
    """Return the record that an artefact is; None where it is words.

    Args:
        ref: The cycle, as messages name it.
        relationship: Id of the relationship that it belongs to.
        form: What the artefact is.
        words: The words given, if any.
        given: The records given.

    Raises:
        InvalidValue: it isn't given in its form.
        ForeignRecord: the record belongs to another relationship.
        WrongState: a goal or a step isn't adopted, a session wasn't held, or the record is void.
    """
    if form is ArtefactForm.WORDS:
        if given or words is None:
            raise InvalidValue("words", "is what this artefact is", "give words, and no record")
        return None
    if len(given) != 1 or form != given[0].KIND:
        raise InvalidValue(form, "is what this artefact is", f"give the {form}, and no other record")
    (record,) = given
    if record.relationship != relationship:
        raise ForeignRecord(ref, "produce", record.ref)
    _require_counting(record)
    return record


def day_of(ref: str, record: ArtefactRecord | None, added: date) -> date:
    """Return the day to which an artefact belongs: when it was held or observed, or else when it is added.

    A round of practice goes on for days: it belongs to the one that is given.

    Raises:
        OutOfOrder: it is added before it was held, observed or planned.
    """
    if isinstance(record, Session | DataPoint | PracticeRound):
        require_order(ref, "produce", added, record.when)
    return record.when if isinstance(record, Session | DataPoint) else added


def require_new(record: ArtefactRecord | None, artefact: str, produced: Iterable[Produced]) -> None:
    """Refuse what happens once, and was added already; a goal or a step may serve several passes.

    Raises:
        InvalidValue: it is there already.
    """
    if not isinstance(record, Session | DataPoint | PracticeRound):
        return
    if any((one.artefact, one.record) == (artefact, record.ref) for one in produced):
        raise InvalidValue(record.KIND, "is there already", "add one that isn't")


def _require_counting(record: ArtefactRecord) -> None:
    if isinstance(record, Goal):
        if record.status not in (GoalStatus.ADOPTED, GoalStatus.MET):
            raise WrongState(record.ref, _PART, record.status, "adopted, met")
    elif isinstance(record, ActionStep):
        if record.status not in (StepStatus.ADOPTED, StepStatus.COMPLETED):
            raise WrongState(record.ref, _PART, record.status, "adopted, completed")
    else:
        require_not_void(record.ref, _PART, record.voided)
        if isinstance(record, Session) and not record.took_place:
            raise WrongState(record.ref, _PART, record.status, "held")
