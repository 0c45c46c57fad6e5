"""Questions that a scenario asks, and their answers in plain values: the same words as in JSON."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from instructional_coaching.access.projection import Activity
from instructional_coaching.analysis.goal_progress import goal_progress
from instructional_coaching.analysis.stance_profile import stance_profile
from instructional_coaching.codec.document import to_plain
from instructional_coaching.domain.cycle import Cycle
from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.domain.score_sheet import ScoreSheet
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import exposure_of
from instructional_coaching.errors import InvalidValue, NotFound
from instructional_coaching.workspace.recall import Recall
from instructional_coaching.workspace.shelving import KINDS
from instructional_coaching.workspace.unit import UnitOfWork

NOTHING, ACTIVITY, EVERYTHING = "nothing", "activity", "everything"


@attrs.frozen
class Asked:
    """A question, and of what.

    Attributes:
        of: The id of the record that it is about.
        as_of: The last day whose events count.
        known_at: The last day on which what counts was typed; None for all.
        kind: The kind of record, where the question can be about several.
    """

    of: str
    as_of: date
    known_at: date | None = None
    kind: str | None = None


@attrs.frozen
class Answer:
    """An answer.

    Attributes:
        word: What it comes to in one word; None where that isn't known.
        parts: All of it, by name.
    """

    word: object
    parts: Mapping[str, Any]


Question = Callable[[UnitOfWork, Asked], Answer]


def ask(question: str, unit: UnitOfWork, asked: Asked) -> Answer:
    """Return the answer to a question.

    Args:
        question: Its name, one of `QUESTIONS`.
        unit: A unit of the person who asks.
        asked: Of what, and as of when.

    Raises:
        NotFound: there is no such record at that time, or this person may not know of it.
        InvalidValue: there is no such question.
    """
    found = QUESTIONS.get(question)
    if found is None:
        raise InvalidValue("ask", "is no question", f"the questions are {', '.join(QUESTIONS)}")
    return found(unit, asked)


def _goal(unit: UnitOfWork, asked: Asked) -> Answer:
    goal = _recall(unit, asked).get(Goal, asked.of)
    version = to_plain(goal.current)
    parts = _parts(goal) | {name: version[name] for name in ("statement", "focus", "baseline")}
    return Answer(goal.status.value, parts)


def _goal_progress(unit: UnitOfWork, asked: Asked) -> Answer:
    then = _recall(unit, asked)
    goal = then.get(Goal, asked.of)
    progress = goal_progress(goal, then.find(DataPoint, goal=goal.id))
    numbers = {"baseline": progress.baseline, "latest": progress.latest, "share": progress.share}
    told = {name: None if one is None else str(one) for name, one in numbers.items()}
    word = {None: "unknown", True: "reached", False: "not-reached"}[progress.reached]
    return Answer(word, {**told, "reached": progress.reached, "points": list(progress.points)})


def _session(unit: UnitOfWork, asked: Asked) -> Answer:
    session = _recall(unit, asked).get(Session, asked.of)
    return Answer("void" if session.voided else session.status.value, _parts(session))


def _relationship(unit: UnitOfWork, asked: Asked) -> Answer:
    relationship = _recall(unit, asked).get(Relationship, asked.of)
    lead = relationship.lead_on(asked.as_of)
    return Answer(relationship.status.value, _parts(relationship) | {"lead": lead})


def _practice_round(unit: UnitOfWork, asked: Asked) -> Answer:
    practice = _recall(unit, asked).get(PracticeRound, asked.of)
    response = practice.response.value if practice.response else None
    return Answer("void" if practice.voided else response, _parts(practice))


def _scores(unit: UnitOfWork, asked: Asked) -> Answer:
    sheet = _recall(unit, asked).get(ScoreSheet, asked.of)
    rubric = unit.definition(Rubric, sheet.rubric)
    scores = {one.id: sheet.score(one.id) for one in rubric.criteria}
    told = {id_: one.rank if one.unscored is None else one.unscored.value for id_, one in scores.items()}
    return Answer("void" if sheet.voided else sheet.rubric, told)


def _cycle_stage(unit: UnitOfWork, asked: Asked) -> Answer:
    cycle = _recall(unit, asked).get(Cycle, asked.of)
    visited = [one.stage for one in cycle.visits]
    parts = {
        "status": cycle.status.value,
        "visited": visited,
        "produced": [p.artefact for p in cycle.produced],
    }
    return Answer(cycle.stage_on(asked.as_of), parts)


def _stance_profile(unit: UnitOfWork, asked: Asked) -> Answer:
    then = _recall(unit, asked)
    then.get(Relationship, asked.of)
    profile = stance_profile(then.find(Session, relationship=asked.of))
    minutes = {stance.value: profile.minutes(stance) for stance in Stance}
    parts = {**minutes, "unrecorded": profile.unrecorded, "untimed": profile.untimed}
    return Answer(profile.recorded, {**parts, "sessions": list(profile.sessions)})


def _view(unit: UnitOfWork, asked: Asked) -> Answer:
    for kind in _kinds(asked):
        try:
            seen = unit.view(kind, asked.of)
        except NotFound:
            continue
        if isinstance(seen, Activity):
            return Answer(ACTIVITY, to_plain(seen))
        exposures = {str(exposure_of(field)) for field in attrs.fields(type(seen))}
        return Answer(EVERYTHING, to_plain(seen) | dict.fromkeys(exposures - {"activity"}, True))
    return Answer(NOTHING, {})


QUESTIONS: Mapping[str, Question] = {
    "relationship": _relationship,
    "goal": _goal,
    "goal.progress": _goal_progress,
    "session": _session,
    "practice_round": _practice_round,
    "scores": _scores,
    "cycle.stage": _cycle_stage,
    "stance_profile": _stance_profile,
    "view": _view,
}
"""The questions by name."""


def _recall(unit: UnitOfWork, asked: Asked) -> Recall:
    return unit.recall(as_of=asked.as_of, known_at=asked.known_at)


def _parts(record: Record) -> dict[str, Any]:
    """Return a record's plain values; of decisions recorded for the coachee, just which they are."""
    plain = to_plain(record)
    if "unconfirmed" in plain:
        plain["unconfirmed"] = [one["verb"] for one in plain["unconfirmed"]]
    return plain


def _kinds(asked: Asked) -> tuple[type[Record], ...]:
    if asked.kind is None:
        return tuple(KINDS.values())
    if asked.kind not in KINDS:
        raise InvalidValue("kind", "is no kind of record", f"the kinds are {', '.join(KINDS)}")
    return (KINDS[asked.kind],)
