"""Questions that a scenario asks, and their answers in plain values: the same words as in JSON."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from instructional_coaching.access.projection import Activity
from instructional_coaching.analysis.goal_progress import goal_progress
from instructional_coaching.analysis.stance_profile import stance_profile
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
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Exposure, exposure_of, stored_fields
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
        hidden: Names that another person, or another record, would have had among its parts.
    """

    word: object
    parts: Mapping[str, Any]
    hidden: frozenset[str] = frozenset()


@attrs.frozen
class Question:
    """A question that a scenario may ask.

    Attributes:
        answer: Answers it.
        of: What ``of`` is the id of.
        word: What the answer in one word is.
        parts: What the answer has beside, by name.
        of_the_past: Whether it is asked of the records as they were, so that it takes ``known_at``.
        of_any_kind: Whether it is asked of records of any kind, so that it takes ``kind``.
    """

    answer: Callable[[UnitOfWork, Asked], Answer]
    of: str
    word: str
    parts: str
    of_the_past: bool = True
    of_any_kind: bool = False

    def takes(self, name: str) -> bool:
        """Say whether a key of a question means something to it."""
        return {"known_at": self.of_the_past, "kind": self.of_any_kind}.get(name, True)


def ask(question: str, unit: UnitOfWork, asked: Asked) -> Answer:
    """Return the answer to a question.

    Args:
        question: Its name, one of `QUESTIONS`.
        unit: A unit of the person who asks.
        asked: Of what, and as of when.

    Raises:
        NotFound: there is no such record at that time, or this person may not know of it.
        InvalidValue: there is no such question, or no such kind of record.
    """
    found = QUESTIONS.get(question)
    if found is None:
        raise InvalidValue("ask", "is no question", f"the questions are {', '.join(QUESTIONS)}")
    return found.answer(unit, asked)


def _relationship(unit: UnitOfWork, asked: Asked) -> Answer:
    relationship = _recall(unit, asked).get(Relationship, asked.of)
    lead, coaches = relationship.lead_on(asked.as_of), sorted(relationship.coaches_on(asked.as_of))
    return Answer(relationship.status.value, _parts(relationship) | {"lead": lead, "coaches": coaches})


def _goal(unit: UnitOfWork, asked: Asked) -> Answer:
    goal = _recall(unit, asked).get(Goal, asked.of)
    version = to_plain(goal.current)
    parts = _parts(goal) | {name: version[name] for name in ("statement", "focus", "measure", "baseline")}
    return Answer(goal.status.value, parts)


def _goal_progress(unit: UnitOfWork, asked: Asked) -> Answer:
    then = _recall(unit, asked)
    goal = then.get(Goal, asked.of)
    progress = goal_progress(goal, then.find(DataPoint, goal=goal.id))
    numbers = {"baseline": progress.baseline, "latest": progress.latest, "share": progress.share}
    told = {name: None if one is None else str(one) for name, one in numbers.items()}
    word = {None: "unknown", True: "reached", False: "not_reached"}[progress.reached]
    return Answer(word, {**told, "points": list(progress.points)})


def _action_step(unit: UnitOfWork, asked: Asked) -> Answer:
    step = _recall(unit, asked).get(ActionStep, asked.of)
    return Answer(step.status.value, _parts(step))


def _session(unit: UnitOfWork, asked: Asked) -> Answer:
    session = _recall(unit, asked).get(Session, asked.of)
    return Answer("void" if session.voided else session.status.value, _parts(session))


def _practice_round(unit: UnitOfWork, asked: Asked) -> Answer:
    practice = _recall(unit, asked).get(PracticeRound, asked.of)
    response = practice.response.value if practice.response else None
    parts = _parts(practice) | {"followed_up": practice.followed_up}
    return Answer("void" if practice.voided else response, parts)


def _scores(unit: UnitOfWork, asked: Asked) -> Answer:
    sheet = _recall(unit, asked).get(ScoreSheet, asked.of)
    rubric = unit.definition(Rubric, sheet.rubric)
    scores = {one.id: sheet.score(one.id) for one in rubric.criteria}
    told = {id_: one.rank if one.unscored is None else one.unscored.value for id_, one in scores.items()}
    return Answer("void" if sheet.voided else rubric.id, told)


def _cycle_stage(unit: UnitOfWork, asked: Asked) -> Answer:
    cycle = _recall(unit, asked).get(Cycle, asked.of)
    visited = [one.stage for one in cycle.visits]
    produced = [one.artefact for one in cycle.produced]
    parts = _parts(cycle) | {"visited": visited, "produced": produced}
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
        parts = to_plain(seen)
        if isinstance(seen, Activity):
            return Answer(ACTIVITY, parts, _anything_seen() - parts.keys())
        exposures = {str(exposure_of(field)) for field in stored_fields(type(seen))}
        parts |= dict.fromkeys(exposures - {Exposure.ACTIVITY}, True)
        return Answer(EVERYTHING, parts, _anything_seen() - parts.keys())
    return Answer(NOTHING, {}, _anything_seen())


_FIELDS = "the fields of the record"

QUESTIONS: Mapping[str, Question] = {
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
    "stance_profile": Question(
        _stance_profile,
        of="a relationship",
        word="how many minutes have a stance recorded",
        parts="minutes `facilitative`, `dialogical`, `directive` and `unrecorded`; `untimed`, how many "
        "sessions have no minutes; `sessions`, those that count",
    ),
    "view": Question(
        _view,
        of="anything, as it stands at the end of the journal",
        word="`everything`, `activity` or `nothing`: what the viewer sees of it on the day",
        parts="the fields that they see; `content`, if they see what is in it",
        of_the_past=False,
        of_any_kind=True,
    ),
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


def _anything_seen() -> frozenset[str]:
    """Return every name that somebody may see something of a record by."""
    names = {field.name for kind in KINDS.values() for field in stored_fields(kind)}
    return frozenset({*names, *(one.value for one in Exposure)})
