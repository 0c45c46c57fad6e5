"""The profiles of one relationship: the five features, its coaching time, and what was practised."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import RenderableType

from instructional_coaching.analysis.feature import FeatureName, FeatureValue
from instructional_coaching.cli.screen import table, text, words
from instructional_coaching.cli.section import Section
from instructional_coaching.domain.round_part import FeedbackResponse
from instructional_coaching.errors import NotFound
from instructional_coaching.journal.answer import Asked
from instructional_coaching.journal.question import ask
from instructional_coaching.workspace.unit import UnitOfWork

MOST = 4
"""How many records of one kind are named on the screen."""

_IS = {FeatureValue.MET: "met", FeatureValue.NOT_MET: "not met", FeatureValue.CANT_TELL: "can't tell"}
_SELDOM = ("in a group", "without minutes")


def features(unit: UnitOfWork, relationship: str, as_of: date) -> Section:
    """Return which of the five features of coaching are met, and why."""
    found = _parts("five_features", unit, relationship, as_of)
    heading = f"The five features of coaching, to {as_of}"
    if found is None:
        return Section(heading, (), {"five_features": None})
    rows = [(words(name), _IS[found[name]], _why(found, name)) for name in FeatureName]
    told: dict[str, object] = {"in_group": found["in_group"]}
    for name in FeatureName:
        of_it = {key.partition(".")[2]: one for key, one in found.items() if key.startswith(f"{name}.")}
        told[name.value] = {"value": found[name], **of_it}
    parts: list[RenderableType] = [table(("feature", "is", "why, and what decided it"), rows)]
    if found["in_group"]:
        parts.append(text("Others took part in a session, so that not all of it is one-to-one."))
    return Section(heading, tuple(parts), {"five_features": told})


def coaching_time(unit: UnitOfWork, relationship: str, as_of: date) -> Section:
    """Return the minutes of coaching, by half-term and by goal."""
    found = _parts("coaching_time", unit, relationship, as_of)
    heading = f"Coaching time in minutes, to {as_of}"
    if found is None or not found["sessions"]:
        return Section(heading, (), {"coaching_time": found})
    halves = found.get("by_half_term", [])
    rows = [_row(_period(one), one) for one in halves] + [_row("in all", found)]
    parts: list[RenderableType] = [_table("half-term", rows)]
    if found.get("by_goal"):
        parts += [
            text(""),
            text("For each goal in full: a session that served two counts for both."),
            _table("goal", [_row(goal, one) for goal, one in found["by_goal"].items()]),
        ]
    return Section(heading, tuple(parts), {"coaching_time": found})


def practice_profile(unit: UnitOfWork, relationship: str, as_of: date) -> Section:
    """Return which skills were practised, and what became of the feedback."""
    found = _parts("practice_profile", unit, relationship, as_of)
    heading = f"Skills practised and feedback followed up, to {as_of}"
    if found is None or not (found["practised"] or found["not_practised"]):
        return Section(heading, (), {"practice_profile": found})
    rows = [(skill, len(rounds), ", ".join(rounds)) for skill, rounds in found["skills"].items()]
    parts: list[RenderableType] = []
    if rows:
        parts.append(table(("skill", "rounds", "which"), rows, right=frozenset({"rounds"})))
    if found["not_practised"]:
        parts.append(text(f"planned, and not practised yet: {', '.join(found['not_practised'])}"))
    parts.append(text(_followed_up(found)))
    return Section(heading, tuple(parts), {"practice_profile": found})


def _parts(question: str, unit: UnitOfWork, relationship: str, as_of: date) -> Mapping[str, Any] | None:
    """Return the parts of an answer; None before the relationship began, or where they may not know it."""
    try:
        return ask(question, unit, Asked(relationship, as_of)).parts
    except NotFound:
        return None


def _why(found: Mapping[str, Any], name: str) -> str:
    return f"{found[f'{name}.why']}\n{'; '.join(_named(found[f'{name}.deciding']))}"


def _named(refs: Iterable[str]) -> Iterator[str]:
    """Yield records kind by kind, as many as there is room for."""
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        kind, _, id_ = ref.partition(" ")
        by_kind.setdefault(kind, []).append(id_)
    for kind, ids in by_kind.items():
        more = f" and {len(ids) - MOST} more" if len(ids) > MOST else ""
        yield f"{words(kind)} {', '.join(ids[:MOST])}{more}"


def _table(of: str, rows: Sequence[Sequence[object]]) -> RenderableType:
    """Return a table of minutes, without a column in which there is nothing."""
    columns = (of, "minutes", "one-to-one", "in a group", "sessions", "without minutes")
    kept = [n for n in range(len(columns)) if columns[n] not in _SELDOM or any(row[n] for row in rows)]
    return table(
        [columns[n] for n in kept], [[row[n] for n in kept] for row in rows], right=frozenset(columns[1:])
    )


def _period(one: Mapping[str, Any]) -> str:
    return f"{one['term']}, {one['first']} to {one['last']}" if one["first"] else "outside term"


def _row(name: str, time: Mapping[str, Any]) -> tuple[object, ...]:
    counts = len(time["sessions"]), len(time["untimed"])
    return (name, time["minutes"], time["one_to_one"], time["group"], *counts)


def _followed_up(found: Mapping[str, Any]) -> str:
    responses = [*FeedbackResponse, "unanswered"]
    counted = ", ".join(f"{len(found[one])} {one}" for one in responses if found[one])
    tried = f"{len(found['tried'])} of {found['to_follow_up']}" if found["to_follow_up"] else "none to be"
    return f"feedback: {counted or 'none yet'}; followed up: {tried}"
