"""A small school for the tests: Amara coaches Ben. Records are made as users make them, by their verbs."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from hypothesis import settings

from instructional_coaching.domain import (
    RECORDS,
    ActionStep,
    Cycle,
    DataPoint,
    Goal,
    Note,
    Person,
    PracticeRound,
    Relationship,
    ScoreSheet,
    Session,
)
from instructional_coaching.domain.goal_status import Judgement, SetAsideReason
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.domain.measure import Better, Measure, MeasureKind
from instructional_coaching.domain.round_part import FeedbackResponse, PracticeSetting
from instructional_coaching.domain.rubric import Unscored
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.stage import Order
from instructional_coaching.domain.transition import Record, Verb, verbs_of
from instructional_coaching.errors import CoachingError
from tests.domain.defined import MODELS, RUBRIC

E = TypeVar("E", bound=CoachingError)

# A law is checked with this many lives; a slow machine is no reason to fail.
LAW = settings(max_examples=150, deadline=None)
START = date(2026, 9, 7)
PRIVATE = "between the two of them"


def day(number: int) -> date:
    """Return the day so many days after Amara began to coach Ben."""
    return START + timedelta(days=number)


def private(about: str) -> str:
    """Return a private text that no message may repeat."""
    return f"{about}, {PRIVATE}"


@contextmanager
def refused(error: type[E], code: str, *named: str) -> Iterator["pytest.ExceptionInfo[E]"]:
    """Expect exactly this refusal: its code, the names in its message, a remedy, and nothing private."""
    with pytest.raises(error) as caught:
        yield caught
    found = caught.value
    said = str(found)
    assert type(found) is error
    assert found.code == code
    assert [name for name in named if name not in said] == []
    assert found.hint
    assert said.endswith(found.hint)
    assert PRIVATE not in said
    assert PRIVATE.encode() not in pickle.dumps(found)


def begun(**given: Any) -> Relationship:
    """Begin Amara's coaching of Ben on day 0."""
    told: dict[str, Any] = {"id": "r1", "coach": "amara", "coachee": "ben", "by": "head", "when": START}
    return Relationship.begin(**(told | given))


def handed_over(**given: Any) -> Relationship:
    """Begin Amara's coaching of Ben and hand it over to Cara from day 30 on."""
    return begun(**given).hand_over(to="cara", by="head", when=day(20), starts=day(30))


def counted(**given: Any) -> Measure:
    """Count pupils who answer; 20 are aimed at."""
    told: dict[str, Any] = {
        "kind": MeasureKind.COUNT,
        "unit": private("pupils"),
        "better": Better.UP,
        "target": Decimal(20),
    }
    return Measure(**(told | given))


def scaled(**given: Any) -> Measure:
    """Rate on a scale from 0 to 10; 8 is aimed at."""
    told: dict[str, Any] = {"lowest": Decimal(0), "highest": Decimal(10), "target": Decimal(8)}
    return counted(**({"kind": MeasureKind.SCALE, "unit": private("level")} | told | given))


def proposed(**given: Any) -> Goal:
    """Let Amara propose a goal on day 0."""
    told: dict[str, Any] = {
        "id": "g1",
        "relationship": begun(),
        "statement": private("more pupils answer"),
        "focus": Focus.STUDENT,
        "by": "amara",
        "when": START,
    }
    return Goal.propose(**(told | given))


def adopted(**given: Any) -> Goal:
    """Let Ben adopt Amara's proposal on day 1."""
    return proposed(**given).adopt(by="ben", when=day(1))


def set_aside(**given: Any) -> Goal:
    """Let Ben set the goal aside on day 2."""
    return adopted(**given).set_aside(reason=SetAsideReason.TOO_WIDE, by="ben", when=day(2))


def met(**given: Any) -> Goal:
    """Let Ben judge the goal met on day 2."""
    return adopted(**given).meet(judgement=Judgement.OWN_JUDGEMENT, by="ben", when=day(2))


def step(**given: Any) -> ActionStep:
    """Let Amara propose an action step on day 1."""
    told: dict[str, Any] = {
        "id": "a1",
        "goal": adopted(),
        "relationship": begun(),
        "text": private("wait three seconds"),
        "by": "amara",
        "when": day(1),
    }
    return ActionStep.propose(**(told | given))


def point(**given: Any) -> DataPoint:
    """Let Amara record on day 3 that twelve pupils answered in twenty minutes."""
    told: dict[str, Any] = {
        "id": "d1",
        "goal": adopted(measure=counted()),
        "relationship": begun(),
        "value": Decimal(12),
        "observed": 20,
        "by": "amara",
        "when": day(3),
    }
    return DataPoint.record(**(told | given))


def planned(**given: Any) -> Session:
    """Let Amara plan on day 0 a conversation for day 7."""
    told: dict[str, Any] = {
        "id": "s1",
        "relationship": begun(),
        "kind": SessionKind.CONVERSATION,
        "planned_for": day(7),
        "by": "amara",
        "when": START,
    }
    return Session.plan(**(told | given))


def logged(**given: Any) -> Session:
    """Let Amara log a conversation of 45 minutes on day 7."""
    told: dict[str, Any] = {
        "id": "s1",
        "relationship": begun(),
        "kind": SessionKind.CONVERSATION,
        "minutes": 45,
        "summary": private("we talked about waiting"),
        "by": "amara",
        "when": day(7),
    }
    return Session.log(**(told | given))


def round_planned(**given: Any) -> PracticeRound:
    """Let Amara plan on day 2 a round of practice."""
    told: dict[str, Any] = {
        "id": "p1",
        "relationship": begun(),
        "goal": adopted(),
        "skill": private("wait time"),
        "practice": private("count to three"),
        "by": "amara",
        "when": day(2),
    }
    return PracticeRound.plan(**(told | given))


def round_practised(**given: Any) -> PracticeRound:
    """Let Ben note on day 3 that he practised it in a lesson."""
    told: dict[str, Any] = {
        "relationship": begun(),
        "setting": PracticeSetting.LESSON,
        "minutes": 10,
        "text": private("hard to wait"),
        "by": "ben",
        "when": day(3),
    }
    return round_planned().practise(**(told | given))


def round_answered(**given: Any) -> PracticeRound:
    """Let Amara give feedback on day 4."""
    told: dict[str, Any] = {
        "relationship": begun(),
        "text": private("three more answered"),
        "by": "amara",
        "when": day(4),
    }
    return round_practised().give_feedback(**(told | given))


def round_accepted(**given: Any) -> PracticeRound:
    """Let Ben accept the feedback on day 5."""
    told: dict[str, Any] = {
        "response": FeedbackResponse.ACCEPTED,
        "text": private("yes"),
        "by": "ben",
        "when": day(5),
    }
    return round_answered().respond(**(told | given))


def round_tried(**given: Any) -> PracticeRound:
    """Let Ben note on day 6 that he tried it."""
    told: dict[str, Any] = {"relationship": begun(), "by": "ben", "when": day(6)}
    return round_accepted().try_out(**(told | given))


SCORES = (
    Score(criterion="asking", rank=0, why=private("the same three")),
    Score(criterion="wait-time", unscored=Unscored.NOT_OBSERVED),
)


def sheet(**given: Any) -> ScoreSheet:
    """Let Amara score on day 7 the conversation of that day."""
    told: dict[str, Any] = {
        "id": "q1",
        "relationship": begun(),
        "rubric": RUBRIC,
        "session": logged(),
        "scores": SCORES,
        "by": "amara",
        "when": day(7),
    }
    return ScoreSheet.fill_in(**(told | given))


def cycle(order: Order = Order.STRICT, **given: Any) -> Cycle:
    """Let Amara begin on day 0 a cycle of the model of an order."""
    told: dict[str, Any] = {
        "id": "c1",
        "relationship": begun(),
        "model": MODELS[order],
        "by": "amara",
        "when": START,
    }
    return Cycle.begin(**(told | given))


def note(**given: Any) -> Note:
    """Let Amara write a note about Ben on day 3."""
    told: dict[str, Any] = {
        "id": "n1",
        "about": "ben",
        "text": private("tired today"),
        "by": "amara",
        "when": day(3),
    }
    return Note.write(**(told | given))


def person(**given: Any) -> Person:
    """Let Dana join the school on day 0."""
    told: dict[str, Any] = {"id": "dana", "by": "head", "when": START}
    return Person.join(**(told | given))


def every_verb() -> dict[str, tuple[type[Record], Verb]]:
    """Return every verb of every kind of record by its full name, with its kind of record."""
    return {name: (record, verb) for record in RECORDS for name, verb in verbs_of(record).items()}


def method_of(subject: object, verb: str) -> Any:
    """Return the bound method of a verb such as ``goal.adopt``."""
    return getattr(subject, verb.rpartition(".")[2])
