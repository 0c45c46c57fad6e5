"""For every verb one situation in which it can be taken, with every argument given."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs

from instructional_coaching.domain import (
    Absence,
    ActionStep,
    Calendar,
    Cycle,
    DataPoint,
    Definition,
    Goal,
    Note,
    Person,
    PracticeRound,
    Relationship,
    ScoreSheet,
    Session,
)
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.goal_status import Judgement, SetAsideReason
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.link import Link, LinkKind
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.relationship_status import Basis, EndReason
from instructional_coaching.domain.round_part import FeedbackResponse, PracticeSetting, RoundPart
from instructional_coaching.domain.session_status import MissReason, SessionKind
from instructional_coaching.domain.stage import Order
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.weekday import Weekday
from tests.domain import school
from tests.domain.defined import FORTNIGHTLY, MODELS, RUBRIC, WEEKLY
from tests.domain.school import adopted, begun, day, private
from tests.domain.school_year import AUTUMN, absent, autumn, drawn_up


@attrs.frozen
class Situation:
    """A record, or a kind of record to begin, and the arguments with which the verb is possible."""

    verb: str
    subject: Any
    arguments: Mapping[str, Any]

    def take(self, **other: Any) -> Any:
        """Take the verb, with some arguments given otherwise."""
        return school.method_of(self.subject, self.verb)(**(dict(self.arguments) | other))

    def resolve(self, kind: type[Record] | type[Definition], name: str) -> Record | Definition:
        """Return the record or the definition that is one of the arguments, as a store would find it."""
        named = "pin" if issubclass(kind, Definition) else "id"
        found: list[Record | Definition] = [
            one for one in self.arguments.values() if type(one) is kind and getattr(one, named) == name
        ]
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


STRICT = MODELS[Order.STRICT]
CYCLED: Mapping[str, Any] = {"relationship": begun(), "model": STRICT, **AMARA}


def with_goal() -> Cycle:
    """Begin a cycle, with the goal that Ben has added."""
    told: dict[str, Any] = dict(CYCLED) | BEN | {"when": day(1)}
    return school.cycle().produce(artefact="goal", goal=adopted(), words=private("May"), **told)


def recorded_for_ben(goal: Goal) -> Goal:
    """Let Amara record that Ben shares his focus."""
    return goal.share_focus(label="questioning", by="ben", recorded_by="amara", when=day(4))


_SITUATIONS: Mapping[str, Callable[[], tuple[Any, Mapping[str, Any]]]] = {
    "person.join": lambda: (
        Person,
        {
            "id": "dana",
            "duties": frozenset({Duty.LEADER}),
            "early_career_year": 1,
            "working_days": frozenset({Weekday.MONDAY, Weekday.THURSDAY}),
            **HEAD,
        },
    ),
    "person.change_duties": lambda: (school.person(), {"duties": frozenset({Duty.LEADER}), **HEAD}),
    "person.change_working_days": lambda: (
        school.person(),
        {"working_days": frozenset({Weekday.FRIDAY}), "starts": day(14), **HEAD},
    ),
    "person.change_early_career_year": lambda: (school.person(), {"early_career_year": 2, **HEAD}),
    "person.leave": lambda: (school.person(), HEAD),
    "calendar.draw_up": lambda: (
        Calendar,
        {"id": "oakfield", "weekdays": frozenset(Weekday), "cycle_weeks": 2, **HEAD},
    ),
    "calendar.add_term": lambda: (drawn_up(), {**AUTUMN, **HEAD}),
    "calendar.mark": lambda: (
        autumn(),
        {"first": day(30), "last": day(31), "kind": DayKind.STAFF_DAY, "why": "First aid", **HEAD},
    ),
    "absence.note": lambda: (
        Absence,
        {
            "id": "x1",
            "person": "ben",
            "first": day(10),
            "last": day(12),
            "kind": AbsenceKind.ILLNESS,
            **HEAD,
        },
    ),
    "absence.come_back": lambda: (absent(), {"last": day(8), **HEAD}),
    "absence.correct": lambda: (
        absent(),
        {
            "first": day(4),
            "last": day(7),
            "kind": AbsenceKind.TRAINING,
            "reason": private("mixed up"),
            **HEAD,
        },
    ),
    "absence.void": lambda: (absent(last=day(5)), {"reason": private("was here"), **HEAD}),
    "relationship.begin": lambda: (
        Relationship,
        {
            "id": "r1",
            "coach": "amara",
            "coachee": "ben",
            "kind": RelationshipKind.MENTORING,
            "basis": Basis.STATUTORY,
            "starts": day(12),
            "model": STRICT,
            "cadence": FORTNIGHTLY,
            **HEAD,
        },
    ),
    "relationship.arrange": lambda: (
        begun(model=STRICT, cadence=FORTNIGHTLY),
        {"model": MODELS[Order.FREE], "cadence": WEEKLY, "starts": day(14), **AMARA},
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
    "practice_round.plan": lambda: (
        PracticeRound,
        {
            "id": "p1",
            "relationship": begun(),
            "goal": adopted(),
            "skill": private("wait time"),
            "practice": private("count to three"),
            **AMARA,
        },
    ),
    "practice_round.practise": lambda: (
        school.round_planned(),
        {
            "relationship": begun(),
            "setting": PracticeSetting.REHEARSAL,
            "minutes": 15,
            "text": private("hard to wait"),
            **BEN,
        },
    ),
    "practice_round.give_feedback": lambda: (
        school.round_practised(),
        {"relationship": begun(), "text": private("three more answered"), **AMARA},
    ),
    "practice_round.respond": lambda: (
        school.round_answered(),
        {"response": FeedbackResponse.ADAPTED, "text": private("with two seconds"), **BEN},
    ),
    "practice_round.try_out": lambda: (school.round_accepted(), {"relationship": begun(), **BEN}),
    "practice_round.reflect": lambda: (school.round_tried(), {"text": private("I hurry"), **BEN}),
    "practice_round.confirm": lambda: (school.round_accepted(recorded_by="amara"), BEN),
    "practice_round.reverse": lambda: (school.round_accepted(recorded_by="amara"), BEN),
    "practice_round.correct": lambda: (
        school.round_answered(),
        {
            "part": RoundPart.FEEDBACK,
            "text": private("four more"),
            "reason": private("miscounted"),
            **AMARA,
        },
    ),
    "practice_round.void": lambda: (
        school.round_tried().reflect(text=private("I hurry"), by="ben", when=day(7)),
        {"reason": private("other class"), **AMARA},
    ),
    "score_sheet.fill_in": lambda: (
        ScoreSheet,
        {
            "id": "q1",
            "relationship": begun(),
            "rubric": RUBRIC,
            "session": school.logged(),
            "scores": school.SCORES,
            **AMARA,
        },
    ),
    "score_sheet.correct": lambda: (
        school.sheet(),
        {"rubric": RUBRIC, "scores": school.SCORES[1:], "reason": private("slip"), **AMARA},
    ),
    "score_sheet.void": lambda: (school.sheet(), {"reason": private("other class"), **AMARA}),
    "cycle.begin": lambda: (
        Cycle,
        {"id": "c1", "relationship": begun(), "model": STRICT, **AMARA},
    ),
    "cycle.produce": lambda: (
        school.cycle(),
        {"artefact": "goal", "goal": adopted(), "words": private("the one of May"), **CYCLED},
    ),
    "cycle.withdraw": lambda: (
        with_goal(),
        {"artefact": "goal", "made": day(1), "reason": private("another one"), **BEN},
    ),
    "cycle.move": lambda: (with_goal(), {"to": "plan", "reason": private("we have it"), **CYCLED}),
    "cycle.close": lambda: (with_goal(), {"reason": private("new post"), **CYCLED}),
    "note.write": lambda: (Note, {"id": "n1", "about": "ben", "text": private("tired"), **AMARA}),
    "note.correct": lambda: (
        school.note(),
        {"text": private("not tired"), "reason": private("unfair"), **AMARA},
    ),
    "note.void": lambda: (school.note(), {"reason": private("unfair"), **AMARA}),
}

# Of these arguments one at a time can be given: a situation of its own for each that isn't in the one above.
_ONE_OF_SEVERAL: Mapping[str, Callable[[], Iterable[tuple[Any, Mapping[str, Any]]]]] = {
    "score_sheet.fill_in": lambda: [
        (
            ScoreSheet,
            {
                "id": "q1",
                "relationship": begun(),
                "rubric": RUBRIC,
                "practice_round": school.round_answered(),
                "scores": school.SCORES,
                **AMARA,
            },
        )
    ],
    "cycle.produce": lambda: [
        (school.cycle(Order.FREE), {"artefact": name, name_of: one, **CYCLED, "model": MODELS[Order.FREE]})
        for name, name_of, one in (
            ("step", "action_step", school.step().adopt(by="ben", when=day(2))),
            ("attempt", "practice_round", school.round_practised()),
            ("visit", "session", school.logged()),
            ("evidence", "data_point", school.point()),
        )
    ],
}

VERBS = tuple(_SITUATIONS)


def situation(verb: str) -> Situation:
    """Return a situation in which the verb can be taken, with every argument but ``recorded_by``.

    Where of several arguments one at a time can be given, there is one of them.
    """
    subject, arguments = _SITUATIONS[verb]()
    return Situation(verb, subject, arguments)


def situations(verb: str) -> list[Situation]:
    """Return situations that give every argument between them, the one of `situation` first."""
    others = _ONE_OF_SEVERAL.get(verb, list)()
    return [situation(verb), *(Situation(verb, subject, arguments) for subject, arguments in others)]
