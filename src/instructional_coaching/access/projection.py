"""What a leader may know of a record: a value of another type, which has no place for the rest.

A projection has exactly the fields of its record that are marked as activity, under the same names.
"""

from collections.abc import Mapping
from datetime import date

from instructional_coaching.access.activity import Activity
from instructional_coaching.domain.absence import Absence
from instructional_coaching.domain.arrangement import Arrangement
from instructional_coaching.domain.check import Label, Minutes, PersonId, RelationshipId
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.pause import Pause
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.relationship_status import Basis, RelationshipStatus
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.session_status import SessionKind, SessionStatus
from instructional_coaching.domain.tenure import Tenure
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import activity, value


@value
class SessionActivity(Activity):
    """What a leader may know of a session."""

    KIND = "session_activity"
    OF = Session

    relationship: RelationshipId = activity()
    coachee: PersonId = activity()
    coach: PersonId = activity()
    author: PersonId = activity()
    kind: SessionKind = activity()
    status: SessionStatus = activity()
    when: date = activity()
    moved_from: date | None = activity(default=None)
    minutes: Minutes | None = activity(default=None)
    participants: tuple[PersonId, ...] = activity(default=())

    @property
    def took_place(self) -> bool:
        """Whether it was held; a leader doesn't see one that has been voided."""
        return self.status is SessionStatus.HELD


@value
class GoalActivity(Activity):
    """What a leader may know of a goal: whose it is, and the focus the coachee lets them know."""

    KIND = "goal_activity"
    OF = Goal

    relationship: RelationshipId = activity()
    coachee: PersonId = activity()
    shared_focus: Label | None = activity(default=None)


@value
class RelationshipActivity(Activity):
    """What a leader may know of a relationship: who is coached by whom, since when, on what basis, how."""

    KIND = "relationship_activity"
    OF = Relationship

    coachee: PersonId = activity()
    kind: RelationshipKind = activity()
    basis: Basis = activity()
    tenures: tuple[Tenure, ...] = activity()
    status: RelationshipStatus = activity()
    since: date = activity()
    arrangements: tuple[Arrangement, ...] = activity(default=())
    pauses: tuple[Pause, ...] = activity(default=())


@value
class AbsenceActivity(Activity):
    """What a leader may know of an absence: who was away and when, never why."""

    KIND = "absence_activity"
    OF = Absence

    person: PersonId = activity()
    author: PersonId = activity()
    when: date = activity()
    last: date | None = activity(default=None)


PROJECTIONS: Mapping[type[Record], type[Activity]] = {
    one.OF: one for one in (SessionActivity, GoalActivity, RelationshipActivity, AbsenceActivity)
}
