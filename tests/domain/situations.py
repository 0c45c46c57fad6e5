"""For every verb one situation in which it can be taken, with every argument given."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import attrs

from instructional_coaching.domain import ActionStep, DataPoint, Goal, Note, Person, Relationship, Session
from instructional_coaching.domain.goal_status import Judgement, SetAsideReason
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.link import Link, LinkKind
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.relationship_status import Basis, EndReason
from instructional_coaching.domain.session_status import MissReason, SessionKind
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.domain.transition import Record
from tests.domain import school
from tests.domain.school import adopted, begun, day, private


@attrs.frozen
class Situation:
    """A record, or a kind of record to begin, and the arguments with which the verb is possible."""

    verb: str
    subject: Any
    arguments: Mapping[str, Any]

    def take(self, **other: Any) -> Any:
        """Take the verb, with some arguments given otherwise."""
        return school.method_of(self.subject, self.verb)(**(dict(self.arguments) | other))

    def resolve(self, kind: type[Record], id: str) -> Record:
        """Return the record that is one of the arguments, as a store would find it."""
        found = [one for one in self.arguments.values() if type(one) is kind and one.id == id]
        return found[0]


LINK = Link(
    url=f"https://films.example/{private('lesson').replace(' ', '-')}", expires=day(90), kind=LinkKind.VIDEO
)
SEGMENTS = (Segment(stance=Stance.DIRECTIVE, minutes=10), Segment(stance=Stance.FACILITATIVE, minutes=20))
BEN = {"by": "ben", "when": day(9)}
AMARA = {"by": "amara", "when": day(9)}
HEAD = {"by": "head", "when": day(9)}
HELD: Mapping[str, Any] = {
    "coach": "amara",
    "minutes": 50,
    "participants": ("fred",),
    "goals": ("g1",),
    "segments": SEGMENTS,
    "summary": private("we talked"),
    "links": (LINK,),
}


def recorded_for_ben(goal: Goal) -> Goal:
    """Let Amara record that Ben shares his focus."""
    return goal.share_focus(label="questioning", by="ben", recorded_by="amara", when=day(4))


_SITUATIONS: Mapping[str, Callable[[], tuple[Any, Mapping[str, Any]]]] = {
    "person.join": lambda: (
        Person,
        {"id": "dana", "duties": frozenset({Duty.LEADER}), "early_career_year": 1, **HEAD},
    ),
    "person.change_duties": lambda: (school.person(), {"duties": frozenset({Duty.LEADER}), **HEAD}),
    "person.leave": lambda: (school.person(), HEAD),
    "relationship.begin": lambda: (
        Relationship,
        {
            "id": "r1",
            "coach": "amara",
            "coachee": "ben",
            "kind": RelationshipKind.MENTORING,
            "basis": Basis.STATUTORY,
            "starts": day(12),
            **HEAD,
        },
    ),
    "relationship.agree": lambda: (
        begun(),
        {
            "limits": private("limits"),
            "stance": Stance.DIALOGICAL,
            "contact_dates_for_appraiser": True,
            **BEN,
        },
    ),
    "relationship.confirm": lambda: (
        begun().agree(limits=private("limits"), by="ben", recorded_by="amara", when=day(1)),
        BEN,
    ),
    "relationship.reverse": lambda: (
        begun().agree(limits=private("limits"), by="ben", recorded_by="amara", when=day(1)),
        BEN,
    ),
    "relationship.hand_over": lambda: (begun(), {"to": "cara", "starts": day(30), **HEAD}),
    "relationship.add_coach": lambda: (
        begun(),
        {"coach": "cara", "role": CoachRole.STAND_IN, "first": day(10), "last": day(12), **HEAD},
    ),
    "relationship.end_tenure": lambda: (begun(), {"coach": "amara", "last": day(30), **HEAD}),
    "relationship.pause": lambda: (begun(), HEAD),
    "relationship.resume": lambda: (begun().pause(by="head", when=day(3)), HEAD),
    "relationship.end": lambda: (begun(), {"reason": EndReason.COMPLETED, **HEAD}),
    "goal.propose": lambda: (
        Goal,
        {
            "id": "g1",
            "relationship": begun(),
            "statement": private("statement"),
            "focus": Focus.STUDENT,
            "measure": school.counted(),
            **AMARA,
        },
    ),
    "goal.adopt": lambda: (school.proposed(), BEN),
    "goal.decline": lambda: (school.proposed(), BEN),
    "goal.revise": lambda: (
        adopted(),
        {"statement": private("other"), "focus": Focus.TEACHER, "measure": school.scaled(), **BEN},
    ),
    "goal.set_aside": lambda: (adopted(), {"reason": SetAsideReason.REPLACED, **BEN}),
    "goal.take_up": lambda: (school.set_aside(), BEN),
    "goal.meet": lambda: (
        adopted(),
        {"judgement": Judgement.EVIDENCE, "evidence": (private("data point 1"),), **BEN},
    ),
    "goal.share_focus": lambda: (adopted(), {"label": private("label"), **BEN}),
    "goal.confirm": lambda: (recorded_for_ben(adopted()), BEN),
    "goal.reverse": lambda: (recorded_for_ben(adopted()), BEN),
    "goal.record_baseline": lambda: (
        adopted(measure=school.counted()),
        {"relationship": begun(), "value": Decimal(7), "observed": 20, **AMARA},
    ),
    "action_step.propose": lambda: (
        ActionStep,
        {
            "id": "a1",
            "goal": adopted(),
            "relationship": begun(),
            "text": private("wait"),
            "due": day(14),
            **AMARA,
        },
    ),
    "action_step.adopt": lambda: (school.step(), BEN),
    "action_step.decline": lambda: (school.step(), BEN),
    "action_step.set_aside": lambda: (
        school.step().adopt(by="ben", when=day(2)),
        {"reason": SetAsideReason.CIRCUMSTANCES, **BEN},
    ),
    "action_step.complete": lambda: (school.step().adopt(by="ben", when=day(2)), BEN),
    "action_step.confirm": lambda: (school.step().adopt(by="ben", recorded_by="amara", when=day(2)), BEN),
    "action_step.reverse": lambda: (school.step().adopt(by="ben", recorded_by="amara", when=day(2)), BEN),
    "data_point.record": lambda: (
        DataPoint,
        {
            "id": "d1",
            "goal": adopted(measure=school.counted()),
            "relationship": begun(),
            "value": Decimal(12),
            "observed": 20,
            **AMARA,
        },
    ),
    "data_point.correct": lambda: (
        school.point(),
        {
            "goal": adopted(measure=school.counted()),
            "value": Decimal(13),
            "observed": 25,
            "reason": private("miscounted"),
            **AMARA,
        },
    ),
    "data_point.void": lambda: (school.point(), {"reason": private("other class"), **AMARA}),
    "session.plan": lambda: (
        Session,
        {
            "id": "s1",
            "relationship": begun(),
            "kind": SessionKind.OBSERVATION,
            "planned_for": day(10),
            "coach": "amara",
            "minutes": 50,
            "participants": ("fred",),
            "goals": ("g1",),
            "intended_stance": Stance.DIRECTIVE,
            **AMARA,
        },
    ),
    "session.log": lambda: (
        Session,
        {
            "id": "s1",
            "relationship": begun(),
            "kind": SessionKind.CONVERSATION,
            **HELD,
            **AMARA,
        },
    ),
    "session.hold": lambda: (school.planned(), {"relationship": begun(), **HELD, **AMARA}),
    "session.move": lambda: (
        school.planned(),
        {"relationship": begun(), "to": day(11), "reason": MissReason.SCHOOL_EVENT, **AMARA},
    ),
    "session.cancel": lambda: (
        school.planned(),
        {"relationship": begun(), "reason": MissReason.COACH_AWAY, **AMARA},
    ),
    "session.miss": lambda: (
        school.planned(),
        {"relationship": begun(), "reason": MissReason.TEACHER_AWAY, **AMARA},
    ),
    "session.correct": lambda: (
        school.logged(),
        {
            "relationship": begun(),
            "reason": private("typing slip"),
            "held": day(6),
            "kind": SessionKind.REHEARSAL,
            "minutes": 60,
            "participants": ("gita",),
            "goals": ("g1",),
            "segments": SEGMENTS,
            "summary": private("better words"),
            "links": (LINK,),
            **AMARA,
        },
    ),
    "session.void": lambda: (school.logged(), {"reason": private("never happened"), **AMARA}),
    "note.write": lambda: (Note, {"id": "n1", "about": "ben", "text": private("tired"), **AMARA}),
    "note.correct": lambda: (
        school.note(),
        {"text": private("not tired"), "reason": private("unfair"), **AMARA},
    ),
    "note.void": lambda: (school.note(), {"reason": private("unfair"), **AMARA}),
}

VERBS = tuple(_SITUATIONS)


def situation(verb: str) -> Situation:
    """Return a situation in which the verb can be taken, with every argument but ``recorded_by``."""
    subject, arguments = _SITUATIONS[verb]()
    return Situation(verb, subject, arguments)
