"""The coach whom a staff list names, compared with who leads.

Where nobody leads yet, coaching begins. A hand-over, an end, or a new start after an end is somebody's
decision, and a list can't take it. Nor does it say what coaching rests on, so what begins is voluntary.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count

import attrs

from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.domain.tenure import CoachRole, Tenure
from instructional_coaching.journal.staff_list import NONE
from instructional_coaching.journal.staff_report import NewRelationship, StaffDoubt, Unclear


@attrs.frozen
class Named:
    """Somebody with the coach whom the list names for them.

    Attributes:
        line: The line of the list.
        coachee: Who.
        coach: Their coach, or `NONE`.
        when: The day on which coaching would begin.
        today: The present day.
        by: Who takes the list in.
    """

    line: int
    coachee: str
    coach: str
    when: date
    today: date
    by: str

    def doubt(self, reason: Unclear, message: str, hint: str = "", **remedy: str) -> StaffDoubt:
        """Return that it is unclear, with what a line of a log would say to settle it."""
        line = {"when": self.today.isoformat(), "by": self.by, **remedy} if remedy else {}
        return StaffDoubt(self.line, self.coachee, reason, message, hint, line)


@attrs.frozen
class Pairs:
    """Who coaches whom.

    Attributes:
        of: Gives the relationships of a coachee.
        is_taken: Says whether there is a relationship of an id.
        is_there: Says whether somebody is at the school.
    """

    of: Callable[[str], Sequence[Relationship]]
    is_taken: Callable[[str], bool]
    is_there: Callable[[str], bool]

    def compared(self, named: Named) -> Iterator[NewRelationship | StaffDoubt]:
        """Yield what begins with the coach named, or why that is unclear; nothing if they lead already."""
        known = self.of(named.coachee)
        going_on = [one for one in known if one.status is not RelationshipStatus.ENDED]
        leads = [(one, lead) for one in going_on for lead in _leads(one) if not _is_over(lead, named.today)]
        if named.coach == NONE:
            if leads:
                hint = "end it by a log, with the reason"
                yield named.doubt(Unclear.STILL_COACHED, f"{_told(leads)}; the list says none", hint)
        elif named.coach in [lead.coach for _, lead in leads]:
            return
        elif not self.is_there(named.coach):
            message = f"{named.coach}, their coach by the list, is not at the school"
            yield named.doubt(Unclear.COACH_NOT_THERE, message, "name another coach, or wait until they are")
        elif going_on:
            yield _led_otherwise(named, going_on, leads)
        else:
            yield self._begun(named, known)

    def _begun(self, named: Named, ended: Sequence[Relationship]) -> NewRelationship | StaffDoubt:
        id_ = self._free_id(named)
        for one in reversed(ended):
            if named.coach in [lead.coach for lead in _leads(one)]:
                return named.doubt(
                    Unclear.COACHING_ENDED,
                    f"{one.id}, led by {named.coach}, ended on {one.since}",
                    do="relationship.begin",
                    id=id_,
                    coach=named.coach,
                    coachee=named.coachee,
                )
        return NewRelationship(named.line, id_, named.coach, named.coachee, named.when)

    def _free_id(self, named: Named) -> str:
        plain = f"{named.coach}-{named.coachee}"
        numbered = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
        return next(one for one in numbered if not self.is_taken(one))


def _led_otherwise(
    named: Named, going_on: Sequence[Relationship], leads: Sequence[tuple[Relationship, Tenure]]
) -> StaffDoubt:
    message = f"{_told(leads) or f'{going_on[0].id} has no lead'}; the list says {named.coach}"
    if len(going_on) > 1 or len(leads) > 1:
        return named.doubt(Unclear.OTHER_COACH, message, "hand it over by a log, or begin another")
    remedy = {"do": "relationship.hand_over", "relationship": going_on[0].id, "to": named.coach}
    if leads and leads[0][1].first >= named.today:
        remedy["starts"] = (leads[0][1].first + timedelta(days=1)).isoformat()
    return named.doubt(Unclear.OTHER_COACH, message, **remedy)


def _leads(relationship: Relationship) -> list[Tenure]:
    return [one for one in relationship.tenures if one.role is CoachRole.LEAD]


def _is_over(tenure: Tenure, today: date) -> bool:
    return tenure.last is not None and tenure.last < today


def _told(leads: Sequence[tuple[Relationship, Tenure]]) -> str:
    return ", ".join(f"{lead.coach} leads {one.id}" for one, lead in leads)
