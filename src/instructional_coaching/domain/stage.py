"""The parts of a coaching model: stages, what comes of them, and who may do what."""

from collections.abc import Sequence
from enum import StrEnum

from instructional_coaching.domain.check import Label, Text, Word
from instructional_coaching.domain.value import Value, activity, value


class Order(StrEnum):
    """How strictly the stages of a model follow one another.

    *Strict*: forwards one stage at a time, and only with the artefacts required; back, or closing early,
    with a reason; a reason does not unlock skipping. *Advance with a reason*: any move, a reason for any
    that isn't to the next stage. *Free*: any order, and it may stay incomplete.
    """

    STRICT = "strict"
    ADVANCE_WITH_A_REASON = "advance_with_a_reason"
    FREE = "free"


class ArtefactForm(StrEnum):
    """What an artefact is: a record of the coaching, or words."""

    GOAL = "goal"
    ACTION_STEP = "action_step"
    DATA_POINT = "data_point"
    SESSION = "session"
    PRACTICE_ROUND = "practice_round"
    WORDS = "words"


class ModelRole(StrEnum):
    """A part that somebody has in a coaching model."""

    COACH = "coach"
    COACHEE = "coachee"


@value
class Artefact(Value):
    """Something that comes of a stage: a goal, an observation, a plan in words.

    Attributes:
        id: The word by which stages name it.
        title: What people call it.
        form: What it is.
        duty: The duty that whoever adds it needs, if any; see `RoleDuties`.
    """

    id: Word = activity()
    title: Label = activity()
    form: ArtefactForm = activity(default=ArtefactForm.WORDS)
    duty: Word | None = activity(default=None)


@value
class Stage(Value):
    """A stage of a coaching model.

    Attributes:
        id: The word by which it is known.
        title: What people call it.
        summary: What is done in it.
        produces: Artefacts that may be added in it.
        requires: Artefacts without which it isn't left forwards, where the order is strict.
        expects: Artefacts that usually come of it; nothing depends on them.
        next: Stages that are the next one; if none is named, the one that follows in the list.
        may_finish: Whether the cycle may be closed here without that being early.
    """

    id: Word = activity()
    title: Label = activity()
    summary: Text | None = activity(default=None)
    produces: tuple[Word, ...] = activity(default=())
    requires: tuple[Word, ...] = activity(default=())
    expects: tuple[Word, ...] = activity(default=())
    next: tuple[Word, ...] = activity(default=())
    may_finish: bool = activity(default=False)


@value
class RoleDuties(Value):
    """What somebody with a role may do in a model, such as ``observe`` or ``set-goal``.

    Attributes:
        role: The role.
        duties: The duties that they may have.
    """

    role: ModelRole = activity()
    duties: frozenset[Word] = activity(default=frozenset())


def next_of(stages: Sequence[Stage], stage: Stage) -> tuple[str, ...]:
    """Return the ids of the stages that are the next one after a stage; none after the last."""
    if stage.next:
        return stage.next
    place = stages.index(stage) + 1
    return tuple(one.id for one in stages[place : place + 1])
