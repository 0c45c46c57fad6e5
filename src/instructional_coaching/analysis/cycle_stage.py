"""To which stage of a cycle something belongs that was done: the one current when it was held."""

from instructional_coaching.domain.cycle import Cycle
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.session import Session


def stage_of(activity: Session | PracticeRound, cycle: Cycle) -> str | None:
    """Return the stage that was current when a session or a round of practice was held.

    On the day of a change that is the new stage. A round is held on the day of its attempt; as long as there
    is none, on the day it was planned.

    Returns:
        The stage by its word in the model; None if it was held outside the cycle, in another relationship, or
        does not hold.
    """
    if activity.relationship != cycle.relationship or activity.voided is not None:
        return None
    if isinstance(activity, Session):
        return cycle.stage_on(activity.when) if activity.took_place else None
    return cycle.stage_on(activity.held)
