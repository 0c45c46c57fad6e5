"""A relationship over a term with everybody who may have to do with it.

Finn coached Ben until the end of September, Amara until the end of November, Cara has since. Dina is the
co-coach from October on. Eve stood in for the week in which the session was held, Fay for one in November.
Head leads the school; so does Gus, who also coaches Hana; Ivo led it until the end of October. The office
keeps the records. Zed teaches there and has no part in any coaching. Ben has been away since the 13th of
October, as Ivo noted.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from instructional_coaching.access.actor import Actor
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import RUBRIC
from tests.workspace.school import NOW, memory, taught
from tests.workspace.situation import MEASURE

DAYS = {"on the day": datetime(2025, 10, 15, 16, tzinfo=UTC), "at the end of term": NOW}
OFFICE = Actor("office", steward=True)
TEACHERS = ("amara", "ben", "cara", "dina", "eve", "fay", "finn", "hana", "office", "zed")

SCORES = [{"criterion": "asking", "rank": 1}]


@contextmanager
def term() -> Iterator[Mapping[str, Workspace]]:
    """Open the school on each of the two days, on one store."""
    with memory() as workspace:
        _enter(workspace)
        _keep(workspace)
        _coach(workspace)
        backend = workspace._backend
        yield {
            day: Workspace(backend, clock=partial(_always, now), brought=taught) for day, now in DAYS.items()
        }


def _always(now: datetime) -> datetime:
    return now


def unit_of(workspace: Workspace, who: str) -> UnitOfWork:
    """Return a unit of somebody's; the office's log-in is vouched for as a steward's."""
    return workspace.unit(OFFICE if who == "office" else Actor(who))


def _enter(workspace: Workspace) -> None:
    with workspace.unit(OFFICE) as unit:
        for leader in ("head", "gus", "ivo"):
            unit.perform("person.join", id=leader, duties=["leader"], when="2025-08-25")
        for teacher in TEACHERS:
            unit.perform("person.join", id=teacher, when="2025-08-25")
        unit.perform("person.leave", person="ivo", when="2025-10-31")
    with workspace.unit(Actor("head")) as unit:
        unit.perform("relationship.begin", id="r", coach="finn", coachee="ben", when="2025-09-01")
        unit.perform("relationship.begin", id="r-gus", coach="gus", coachee="hana", when="2025-09-01")
        for to, when, starts in (("amara", "2025-09-15", "2025-10-01"), ("cara", "2025-11-20", "2025-12-01")):
            unit.perform("relationship.hand_over", relationship="r", to=to, when=when, starts=starts)
        for coach, role, first, last in (
            ("dina", "co_coach", "2025-10-01", None),
            ("eve", "stand_in", "2025-10-13", "2025-10-17"),
            ("fay", "stand_in", "2025-11-10", "2025-11-14"),
        ):
            days: dict[str, Any] = {"first": first, "last": last, "when": "2025-09-15"}
            unit.perform("relationship.add_coach", relationship="r", coach=coach, role=role, **days)


def _keep(workspace: Workspace) -> None:
    with workspace.unit(OFFICE) as unit:
        ivo: dict[str, Any] = {"by": "ivo", "recorded_by": "ivo"}
        unit.perform("calendar.draw_up", id="oakfield", when="2025-08-25", **ivo)
        unit.perform("absence.note", id="x", person="ben", kind="illness", when="2025-10-13", **ivo)


def _coach(workspace: Workspace) -> None:
    early: dict[str, Any] = {"when": "2025-10-02", "relationship": "r"}
    goal: dict[str, Any] = {"statement": "talk", "focus": "student", "measure": MEASURE}
    with workspace.unit(OFFICE) as unit:
        amara: dict[str, Any] = {"by": "amara", "recorded_by": "amara"}
        unit.perform("goal.propose", id="g", **goal, **early, **amara)
        unit.perform("action_step.propose", id="a", goal="g", text="wait", **early, **amara)
        day = early | {"when": "2025-10-15"}
        unit.perform("data_point.record", id="d", goal="g", value="3", **day, **amara)
        unit.perform("session.log", id="s", kind="conversation", minutes=40, **day, **amara)
        round_: dict[str, Any] = {"id": "p", "goal": "g", "skill": "wait time", "practice": "count"}
        unit.perform("practice_round.plan", **round_, **day, **amara)
        unit.perform("practice_round.practise", practice_round="p", setting="lesson", **day, **amara)
        sheet: dict[str, Any] = {"id": "q", "rubric": RUBRIC.id, "session": "s", "scores": SCORES}
        unit.perform("score_sheet.fill_in", **sheet, **day, **amara)
        unit.perform("cycle.begin", id="c", model="oakfield/strict", **early, **amara)
        unit.perform("note.write", id="n", about="ben", text="ask", when="2025-10-15", **amara)
        gus: dict[str, Any] = {"by": "gus", "recorded_by": "gus", "when": "2025-10-02"}
        unit.perform("goal.propose", id="g-gus", **goal, relationship="r-gus", **gus)
