"""Refusals of a transition, and of a record that its entries do not lead to."""

from instructional_coaching.errors.base import CoachingError


class TransitionError(CoachingError):
    """A step that the record refuses.

    Attributes:
        ref: The record, as kind and id.
        attempted: The verb that was refused.
    """

    code = "transition-refused"
    status = 409
    says = "{ref}: {attempted} is refused"

    ref: str
    attempted: str


class WrongState(TransitionError):
    """The record is not in a state from which the step can be taken."""

    code = "wrong-state"
    says = "{ref} is {state}: {attempted} can't be taken from there"
    remedy = "possible from: {allowed}"

    state: str
    allowed: str


class NotTheCoachee(TransitionError):
    """A decision that is the coachee's, claimed by somebody else."""

    code = "not-the-coachee"
    status = 403
    says = "{ref}: {attempted} is the coachee's decision, and {by} is not the coachee"
    remedy = (
        "the coachee takes it with by= their own id; if it was agreed in the meeting, give by= the coachee "
        "and recorded_by= whoever types it: it then counts, unconfirmed, until the coachee confirms or "
        "reverses it"
    )

    by: str


class NotTheirOwnHand(TransitionError):
    """A decision recorded for the coachee, settled by somebody else than the coachee."""

    code = "not-their-own-hand"
    status = 403
    says = "{ref}: {attempted} is typed by the coachee themselves, and {recorded_by} is not the coachee"
    remedy = "leave it unconfirmed until the coachee settles it"

    recorded_by: str


class NotAnAuthor(TransitionError):
    """Content authored by somebody who was neither the coachee nor a coach on that date."""

    code = "not-an-author"
    status = 403
    says = (
        "{ref}: on {when} {by} was neither the coachee nor a coach of this relationship, so not {attempted}"
    )
    remedy = "check the date and the tenures; a stand-in needs a tenure of their own"

    by: str
    when: str


class NotACoach(TransitionError):
    """Something that is for a coach of that day to do, done by somebody else."""

    code = "not-a-coach"
    status = 403
    says = "{ref}: on {when} {by} was no coach of this relationship, and {attempted} is for a coach"
    remedy = "check the date and the tenures; what the coachee thinks of it is a reflection or a response"

    by: str
    when: str


class NotItsAuthor(TransitionError):
    """A correction by somebody who did not record the thing."""

    code = "not-its-author"
    status = 403
    says = "{ref}: {attempted} belongs to its author, and {by} is not its author"
    remedy = "ask the author to correct or void it, or record a session, step or data point of your own"

    by: str


class SamePerson(TransitionError):
    """A coach who would coach themselves."""

    code = "same-person"
    status = 422
    says = "{ref}: {attempted} would make the coachee their own coach"
    remedy = "name another coach"


class TwoLeadCoaches(TransitionError):
    """Two lead coaches on one day."""

    code = "two-lead-coaches"
    says = "{ref}: {attempted} would give it two lead coaches on {day}"
    remedy = (
        "end the first tenure the day before (end days are inclusive), or give the second the role co_coach "
        "or stand_in"
    )

    day: str


class StatutoryBasis(TransitionError):
    """A coachee ending what the law gives them."""

    code = "statutory-basis"
    status = 403
    says = "{ref} rests on a statutory entitlement: the coachee can't take {attempted}"
    remedy = (
        "the school ends it, for example when the entitlement is complete; a change of coach is hand_over"
    )


class MissingEvidence(TransitionError):
    """A goal called met on evidence, without any."""

    code = "missing-evidence"
    status = 422
    says = "{ref}: {attempted} on evidence names no evidence"
    remedy = "name data points or links in evidence=, or label it judgement=own_judgement"


class OutOfOrder(TransitionError):
    """A step dated before the one it follows."""

    code = "out-of-order"
    status = 422
    says = "{ref}: {attempted} is dated {when}, before {since}, when what it follows took place"
    remedy = "check the dates; `when` is the day it happened, `logged` the day it was typed"

    when: str
    since: str


class NotYet(TransitionError):
    """A step dated after the day on which it is typed."""

    code = "not-yet"
    status = 422
    says = "{ref}: {attempted} is dated {when}, but it is typed on {logged}, and that day hasn't come"
    remedy = (
        "check the date; what is to come is planned with a date of its own, such as planned_for or starts"
    )

    when: str
    logged: str


class SegmentsExceedSession(TransitionError):
    """Stance segments longer than the session."""

    code = "segments-exceed-session"
    status = 422
    says = "{ref}: its segments have {segments} minutes together, and the session has {minutes}"
    remedy = "shorten the segments or correct the session's minutes; unrecorded minutes are allowed"

    segments: int
    minutes: int


class DifferentMeasure(TransitionError):
    """Values of two measures, compared."""

    code = "different-measure"
    status = 422
    says = "{ref}: {attempted} would compare values of different measures"
    remedy = "compare data points of one version of the goal's measure"


class ForeignRecord(TransitionError):
    """Two records of different relationships, joined."""

    code = "foreign-record"
    status = 422
    says = "{ref}: {attempted} was given {other}, which belongs to another relationship"
    remedy = "use the relationship that the record names"

    other: str


class UnrecordedChange(TransitionError):
    """A record that its entries don't lead to."""

    code = "unrecorded-change"
    says = "{ref}: its entries do not lead to what would be saved (differs in: {fields}), so not {attempted}"
    remedy = (
        "read the record in this unit and change it only by its verbs; attrs.evolve and hand-built records "
        "are not saved"
    )

    fields: str


class AnotherModel(TransitionError):
    """A coaching model that isn't the cycle's, or another version of it."""

    code = "another-model"
    status = 422
    says = "{ref}: {attempted} was given {given}, and it goes by {model}"
    remedy = "use the model that the cycle was begun with; a new version is for new cycles"

    given: str
    model: str


class AnotherRubric(TransitionError):
    """A rubric that isn't the sheet's, or another version of it."""

    code = "another-rubric"
    status = 422
    says = "{ref}: {attempted} was given {given}, and it goes by {rubric}"
    remedy = "use the version of the rubric that was scored by; comparing versions needs a declared crosswalk"

    given: str
    rubric: str


class OutOfSequence(TransitionError):
    """A stage skipped, or an artefact of another stage, where the order of the model is strict."""

    code = "out-of-sequence"
    says = "{ref} is in the stage {stage}: {attempted} would skip what comes next"
    remedy = "possible from there: {allowed}; no reason unlocks skipping in a strict order"

    stage: str
    allowed: str


class MissingArtefact(TransitionError):
    """A stage left without what it requires."""

    code = "missing-artefact"
    says = "{ref}: {attempted} would leave the stage {stage} without {missing}"
    remedy = "add it with cycle.produce first"

    stage: str
    missing: str


class MissingReason(TransitionError):
    """A step that needs a reason, without one."""

    code = "missing-reason"
    status = 422
    says = "{ref}: {attempted} needs a reason, because {because}"
    remedy = "give reason="

    because: str


class NotTheirDuty(TransitionError):
    """Something that the coaching model gives to another role."""

    code = "not-their-duty"
    status = 403
    says = "{ref}: {attempted} takes the duty {duty}, which the model does not give the {role}"
    remedy = "let the other one add it; a model says under roles who may do what"

    role: str
    duty: str
