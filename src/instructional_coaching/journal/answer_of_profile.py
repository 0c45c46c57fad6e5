"""Questions about all of a relationship: its time, its stances, its practice, and the five features."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from instructional_coaching.analysis.coaching_time import (
    CoachingTime,
    PeriodTime,
    coaching_time,
    coaching_time_by_goal,
    coaching_time_by_period,
)
from instructional_coaching.analysis.feature import Feature, FeatureValue
from instructional_coaching.analysis.feature_facts import feature_facts
from instructional_coaching.analysis.five_features import five_features
from instructional_coaching.analysis.practice_profile import practice_profile
from instructional_coaching.analysis.stance_profile import stance_profile
from instructional_coaching.domain.cadence_rule import Period
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.round_part import FeedbackResponse
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stance import Stance
from instructional_coaching.journal.answer import Answer, Asked, Question, recalled
from instructional_coaching.workspace.unit import UnitOfWork


def _stance_profile(unit: UnitOfWork, asked: Asked) -> Answer:
    then = recalled(unit, asked)
    then.get(Relationship, asked.of)
    profile = stance_profile(then.find(Session, relationship=asked.of))
    minutes = {stance.value: profile.minutes(stance) for stance in Stance}
    parts = {**minutes, "unrecorded": profile.unrecorded, "untimed": profile.untimed}
    return Answer(profile.recorded, {**parts, "sessions": list(profile.sessions)})


def _five_features(unit: UnitOfWork, asked: Asked) -> Answer:
    found = recalled(unit, asked).coaching(asked.of)
    rounds = found.rounds if found.sees_rounds else None
    facts = feature_facts(found.relationship, found.sessions, rounds, found.around)
    features = five_features(facts, asked.as_of, sessions=coaching_time(found.sessions).sessions)
    parts: dict[str, Any] = {"in_group": features.in_group}
    for one in features.each:
        parts |= _parts_of_feature(one)
    return Answer(features.count(FeatureValue.MET), parts)


def _parts_of_feature(one: Feature) -> dict[str, Any]:
    told: dict[str, Any] = {"why": one.why, "deciding": list(one.deciding)}
    told |= {
        name: figure if isinstance(figure, int) else _told(figure) for name, figure in one.figures.items()
    }
    return {one.name.value: one.value.value, **{f"{one.name.value}.{name}": told[name] for name in told}}


def _coaching_time(unit: UnitOfWork, asked: Asked) -> Answer:
    found = recalled(unit, asked).coaching(asked.of)
    time = coaching_time(found.sessions)
    parts = _parts_of_time(time) | {"in_group": list(time.in_group)}
    if found.around:
        for period in (Period.TERM, Period.HALF_TERM):
            times = coaching_time_by_period(found.sessions, found.around.calendar, period)
            parts[f"by_{period.value}"] = [_parts_of_period(one) for one in times]
    if not found.sees_rounds:
        return Answer(time.minutes, parts, frozenset({"by_goal"}))
    by_goal = coaching_time_by_goal(found.sessions)
    parts["by_goal"] = {id_: _parts_of_time(one) for id_, one in by_goal.items()}
    return Answer(time.minutes, parts)


def _parts_of_period(one: PeriodTime) -> dict[str, Any]:
    days = (one.days.first, one.days.last) if one.days else (None, None)
    return {"term": one.name, "first": _told(days[0]), "last": _told(days[1]), **_parts_of_time(one.time)}


def _parts_of_time(time: CoachingTime) -> dict[str, Any]:
    return {
        "minutes": time.minutes,
        "one_to_one": time.one_to_one,
        "group": time.group,
        "untimed": list(time.untimed),
        "sessions": list(time.sessions),
    }


def _practice_profile(unit: UnitOfWork, asked: Asked) -> Answer:
    then = recalled(unit, asked)
    then.get(Relationship, asked.of)
    profile = practice_profile(then.find(PracticeRound, relationship=asked.of))
    share = _told(profile.followed_up)
    parts: dict[str, Any] = {one.value: list(profile.responded(one)) for one in FeedbackResponse}
    for name in ("practised", "not_practised", "unanswered", "tried"):
        parts[name] = list(getattr(profile, name))
    skills = {one.skill: list(one.rounds) for one in profile.skills}
    parts |= {"skills": skills, "to_follow_up": profile.to_follow_up, "followed_up": share}
    return Answer(share, parts)


def _told(figure: Fraction | date | None) -> str | None:
    return None if figure is None else str(figure)


QUESTIONS_OF_PROFILES: Mapping[str, Question] = {
    "stance_profile": Question(
        _stance_profile,
        of="a relationship",
        word="how many minutes have a stance recorded",
        parts="minutes `facilitative`, `dialogical`, `directive` and `unrecorded`; `untimed`, how many "
        "sessions have no minutes; `sessions`, those that count",
    ),
    "five_features": Question(
        _five_features,
        of="a relationship",
        word="how many of the five features are met",
        parts="`individualised`, `intensive`, `sustained`, `context_specific` and `focused`: each `met`, "
        "`not_met` or `cant_tell`; of each also why, what decided it and its figures, such as "
        "`intensive.why`, `intensive.deciding` and `intensive.longest`; `in_group`, whether others took part "
        "in a session",
    ),
    "coaching_time": Question(
        _coaching_time,
        of="a relationship",
        word="how many minutes of coaching there were",
        parts="minutes `one_to_one` and `group`; `sessions`, those that count; of them, `in_group`, those in "
        "which others took part, and `untimed`, those without minutes; the same `by_term` and "
        "`by_half_term`, and in full `by_goal`",
    ),
    "practice_profile": Question(
        _practice_profile,
        of="a relationship",
        word="the share of feedback that was followed up, such as `2/3`; nothing where there was none to be",
        parts="rounds `practised` and `not_practised`, `accepted`, `adapted`, `deferred`, `declined` and "
        "`unanswered`, and those `tried`; `skills`, the rounds practised on each; `to_follow_up`, how much "
        "feedback there is to follow up; `followed_up`, the share",
    ),
}
