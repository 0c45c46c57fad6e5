"""A relationship over a term with everybody who may have to do with it, and what each of them sees and does.

Finn coached Ben until the end of September, Amara until the end of November, Cara has since. Dina is the
co-coach from October on. Eve stood in for the week in which the session was held, Fay for one in November.
Head leads the school; so does Gus, who also coaches Hana; Ivo led it until the end of October. The office
keeps the records. Zed teaches there and has no part in any coaching.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import (
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
from instructional_coaching.domain.transition import Record
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import RUBRIC
from tests.workspace.school import NOW, memory, taught
from tests.workspace.situation import MEASURE

DAYS = {"on the day": datetime(2025, 10, 15, 16, tzinfo=UTC), "at the end of term": NOW}
IDS: Mapping[type[Record], str] = {
    Person: "ben",
    Relationship: "r",
    Goal: "g",
    ActionStep: "a",
    DataPoint: "d",
    Session: "s",
    PracticeRound: "p",
    ScoreSheet: "q",
    Cycle: "c",
    Note: "n",
}
OFFICE = Actor("office", steward=True)
TEACHERS = ("amara", "ben", "cara", "dina", "eve", "fay", "finn", "hana", "office", "zed")

SIGHT = {
    "on the day": """
        who     person  relationship  goal      action_step  data_point  session   note
        ben     all     all           all       all          all         all       -
        amara   -       all           all       all          all         all       all
        finn    -       activity      -         -            -           -         -
        cara    -       -             -         -            -           -         -
        dina    -       all           all       all          all         all       -
        eve     -       all           all       all          all         all       -
        fay     -       -             -         -            -           -         -
        head    all     activity      activity  -            -           activity  -
        gus     all     activity      activity  -            -           activity  -
        ivo     all     activity      activity  -            -           activity  -
        office  all     all           all       all          all         all       -
        hana    -       -             -         -            -           -         -
        zed     -       -             -         -            -           -         -
    """,
    "at the end of term": """
        who     person  relationship  goal      action_step  data_point  session   note
        ben     all     all           all       all          all         all       -
        amara   -       activity      -         -            -           all       all
        finn    -       activity      -         -            -           -         -
        cara    -       all           all       all          all         -         -
        dina    -       all           all       all          all         all       -
        eve     -       activity      -         -            -           all       -
        fay     -       activity      -         -            -           -         -
        head    all     activity      activity  -            -           activity  -
        gus     all     activity      activity  -            -           activity  -
        ivo     -       -             -         -            -           -         -
        office  all     all           all       all          all         all       -
        hana    -       -             -         -            -           -         -
        zed     -       -             -         -            -           -         -
    """,
}
SIGHT_OF_PRACTICE = {
    "on the day": """
        who     practice_round  score_sheet  cycle
        ben     all             all          all
        amara   all             all          all
        finn    -               -            -
        cara    -               -            -
        dina    all             all          all
        eve     all             all          all
        fay     -               -            -
        head    -               -            -
        gus     -               -            -
        ivo     -               -            -
        office  all             all          all
        hana    -               -            -
        zed     -               -            -
    """,
    "at the end of term": """
        who     practice_round  score_sheet  cycle
        ben     all             all          all
        amara   all             all          -
        finn    -               -            -
        cara    -               -            all
        dina    all             all          all
        eve     all             all          -
        fay     -               -            -
        head    -               -            -
        gus     -               -            -
        ivo     -               -            -
        office  all             all          all
        hana    -               -            -
        zed     -               -            -
    """,
}

SCORES = [{"criterion": "asking", "rank": 1}]

ACTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "register": ("person.change_duties", {"person": "ben", "duties": []}),
    "arrange": ("relationship.pause", {"relationship": "r"}),
    "baseline": ("goal.record_baseline", {"goal": "g", "value": "2"}),
    "decide": ("goal.share_focus", {"goal": "g", "label": "talk"}),
    "propose": ("action_step.propose", {"id": "a9", "goal": "g", "relationship": "r", "text": "wait"}),
    "record": ("data_point.record", {"id": "d9", "goal": "g", "relationship": "r", "value": "3"}),
    "log": ("session.log", {"id": "s9", "relationship": "r", "kind": "conversation"}),
    "amend": ("session.correct", {"session": "s", "minutes": 50, "reason": "slip"}),
    "adjust": ("data_point.correct", {"data_point": "d", "goal": "g", "value": "4", "reason": "slip"}),
    "note": ("note.write", {"id": "n9", "about": "ben", "text": "ask"}),
    "feedback": (
        "practice_round.give_feedback",
        {"practice_round": "p", "relationship": "r", "text": "more"},
    ),
    "rescore": (
        "score_sheet.correct",
        {"score_sheet": "q", "rubric": RUBRIC.id, "scores": SCORES, "reason": "slip"},
    ),
    "close": ("cycle.close", {"cycle": "c", "reason": "slip"}),
    "renote": ("note.correct", {"note": "n", "text": "ask soon", "reason": "slip"}),
}
CODES = {
    "ok": "ok",
    "-": "not-found",
    "denied": "access-denied",
    "author": "not-an-author",
    "coach": "not-a-coach",
    "its": "not-its-author",
    "coachee": "not-the-coachee",
}
SAVING = {
    "on the day": """
        who     register  arrange  baseline  decide   propose  record  log     amend   adjust  note  renote
        ben     denied    ok       ok        ok       ok       ok      ok      its     its     ok    -
        amara   -         ok       ok        coachee  ok       ok      ok      ok      ok      ok    ok
        finn    -         denied   -         -        -        -       author  -       -       ok    -
        cara    -         -        -         -        -        -       -       -       -       ok    -
        dina    -         ok       ok        coachee  ok       ok      ok      its     its     ok    -
        eve     -         ok       ok        coachee  ok       ok      ok      its     its     ok    -
        fay     -         -        -         -        -        -       -       -       -       ok    -
        head    ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        gus     ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        ivo     ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        office  ok        ok       author    coachee  author   author  author  its     its     ok    -
        hana    -         -        -         -        -        -       -       -       -       ok    -
        zed     -         -        -         -        -        -       -       -       -       ok    -
    """,
    "at the end of term": """
        who     register  arrange  baseline  decide   propose  record  log     amend   adjust  note  renote
        ben     denied    ok       ok        ok       ok       ok      ok      its     its     ok    -
        amara   -         denied   -         -        -        -       author  ok      -       ok    ok
        finn    -         denied   -         -        -        -       author  -       -       ok    -
        cara    -         ok       ok        coachee  ok       ok      ok      -       its     ok    -
        dina    -         ok       ok        coachee  ok       ok      ok      its     its     ok    -
        eve     -         denied   -         -        -        -       author  denied  -       ok    -
        fay     -         denied   -         -        -        -       author  -       -       ok    -
        head    ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        gus     ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        ivo     -         -        -         -        -        -       -       -       -       ok    -
        office  ok        ok       author    coachee  author   author  author  its     its     ok    -
        hana    -         -        -         -        -        -       -       -       -       ok    -
        zed     -         -        -         -        -        -       -       -       -       ok    -
    """,
}
SAVING_PRACTICE = {
    "on the day": """
        who     feedback  rescore  close
        ben     coach     its      ok
        amara   ok        ok       ok
        finn    -         -        -
        cara    -         -        -
        dina    ok        its      ok
        eve     ok        its      ok
        fay     -         -        -
        head    -         -        -
        gus     -         -        -
        ivo     -         -        -
        office  author    its      author
        hana    -         -        -
        zed     -         -        -
    """,
    "at the end of term": """
        who     feedback  rescore  close
        ben     coach     its      ok
        amara   denied    ok       -
        finn    -         -        -
        cara    -         -        ok
        dina    ok        its      ok
        eve     denied    denied   -
        fay     -         -        -
        head    -         -        -
        gus     -         -        -
        ivo     -         -        -
        office  author    its      author
        hana    -         -        -
        zed     -         -        -
    """,
}


def cells(*tables: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield day, person, column and what stands there."""
    for day, table in (one for several in tables for one in several.items()):
        heading, *rows = (line.split() for line in table.strip().splitlines())
        for who, *row in rows:
            for column, cell in zip(heading[1:], row, strict=True):
                yield day, who, column, cell


@contextmanager
def term() -> Iterator[Mapping[str, Workspace]]:
    """Open the school on each of the two days, on one store."""
    with memory() as workspace:
        _enter(workspace)
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
