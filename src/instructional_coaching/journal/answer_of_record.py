"""Questions about one record, as it was on a day."""

from collections.abc import Mapping
from typing import Any

from instructional_coaching.analysis.goal_progress import goal_progress
from instructional_coaching.codec.document import to_plain
from instructional_coaching.domain.action_step import ActionStep
from instructional_coaching.domain.cycle import Cycle
from instructional_coaching.domain.data_point import DataPoint
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.domain.score_sheet import ScoreSheet
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.journal.answer import Answer, Asked, Question, recalled
from instructional_coaching.workspace.unit import UnitOfWork


def _relationship(unit: UnitOfWork, asked: Asked) -> Answer:
    relationship = recalled(unit, asked).get(Relationship, asked.of)
    lead, coaches = relationship.lead_on(asked.as_of), sorted(relationship.coaches_on(asked.as_of))
    return Answer(relationship.status.value, _parts(relationship) | {"lead": lead, "coaches": coaches})


def _goal(unit: UnitOfWork, asked: Asked) -> Answer:
    goal = recalled(unit, asked).get(Goal, asked.of)
    version = to_plain(goal.current)
    parts = _parts(goal) | {name: version[name] for name in ("statement", "focus", "measure", "baseline")}
    return Answer(goal.status.value, parts)


def _goal_progress(unit: UnitOfWork, asked: Asked) -> Answer:
    then = recalled(unit, asked)
    goal = then.get(Goal, asked.of)
    progress = goal_progress(goal, then.find(DataPoint, goal=goal.id))
    numbers = {"baseline": progress.baseline, "latest": progress.latest, "share": progress.share}
    told = {name: None if one is None else str(one) for name, one in numbers.items()}
    word = {None: "unknown", True: "reached", False: "not_reached"}[progress.reached]
    return Answer(word, {**told, "points": list(progress.points)})


def _action_step(unit: UnitOfWork, asked: Asked) -> Answer:
    step = recalled(unit, asked).get(ActionStep, asked.of)
    return Answer(step.status.value, _parts(step))


def _session(unit: UnitOfWork, asked: Asked) -> Answer:
    session = recalled(unit, asked).get(Session, asked.of)
    return Answer("void" if session.voided else session.status.value, _parts(session))


def _practice_round(unit: UnitOfWork, asked: Asked) -> Answer:
    practice = recalled(unit, asked).get(PracticeRound, asked.of)
    response = practice.response.value if practice.response else None
    parts = _parts(practice) | {"followed_up": practice.followed_up}
    return Answer("void" if practice.voided else response, parts)


def _scores(unit: UnitOfWork, asked: Asked) -> Answer:
    sheet = recalled(unit, asked).get(ScoreSheet, asked.of)
    rubric = unit.definition(Rubric, sheet.rubric)
    scores = {one.id: sheet.score(one.id) for one in rubric.criteria}
    told = {id_: one.rank if one.unscored is None else one.unscored.value for id_, one in scores.items()}
    return Answer("void" if sheet.voided else rubric.id, told)


def _cycle_stage(unit: UnitOfWork, asked: Asked) -> Answer:
    cycle = recalled(unit, asked).get(Cycle, asked.of)
    visited = [one.stage for one in cycle.visits]
    produced = [one.artefact for one in cycle.produced]
    parts = _parts(cycle) | {"visited": visited, "produced": produced}
    return Answer(cycle.stage_on(asked.as_of), parts)


def _parts(record: Record) -> dict[str, Any]:
    """Return a record's plain values; of decisions recorded for the coachee, just which they are."""
    plain = to_plain(record)
    if "unconfirmed" in plain:
        plain["unconfirmed"] = [one["verb"] for one in plain["unconfirmed"]]
    return plain


_FIELDS = "the fields of the record"

QUESTIONS_OF_RECORDS: Mapping[str, Question] = {
    "relationship": Question(
        _relationship,
        of="a relationship",
        word="`active`, `paused` or `ended`",
        parts=f"{_FIELDS}; `lead`, who leads on the day; `coaches`, everybody who coaches on it",
    ),
    "goal": Question(
        _goal,
        of="a goal",
        word="its status, such as `adopted`",
        parts=f"{_FIELDS}; `statement`, `focus`, `measure` and `baseline` of the version in force",
    ),
    "goal.progress": Question(
        _goal_progress,
        of="a goal",
        word="`reached`, `not_reached` or, where that can't be said, `unknown`",
        parts="`baseline`, `latest`, `share` of the way, and `points`, the data points of the measure",
    ),
    "action_step": Question(
        _action_step, of="an action step", word="its status, such as `completed`", parts=_FIELDS
    ),
    "session": Question(
        _session, of="a session", word="its status, such as `held`; or `void`", parts=_FIELDS
    ),
    "practice_round": Question(
        _practice_round,
        of="a round of practice",
        word="the response to the feedback, such as `adapted`; nothing before there is one; or `void`",
        parts=f"{_FIELDS}; `followed_up`, whether accepted or adapted feedback was tried",
    ),
    "scores": Question(
        _scores,
        of="a score sheet",
        word="the id of the rubric; or `void`",
        parts="for each criterion of the rubric the rank, or why there is none",
    ),
    "cycle.stage": Question(
        _cycle_stage,
        of="a cycle",
        word="the stage current on the day; nothing after the cycle was closed",
        parts=f"{_FIELDS}; `visited`, the stages in order; `produced`, the artefacts in order",
    ),
}
