"""One realistic stored record of each kind, with as many fields set as a life of it can set.

Every text and every number in its content carries a mark, so that a test can look for what leaked. Why
somebody was away is one of four words; the word of the specimens is said nowhere else.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import (
    Absence,
    ActionStep,
    Calendar,
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
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.stage import Order
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Value, stored_fields
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import MODELS, RUBRIC
from tests.workspace.school import PAIR, act, found_school, memory

MARK = "zq-canary"
NUMBER = "73.10977"
WHY_AWAY = AbsenceKind.ILLNESS
URL = f"https://films.example/{MARK}-lesson"
LATE = date(2025, 12, 18)
CYCLED = MODELS[Order.ADVANCE_WITH_A_REASON].id


def marked(what: str) -> str:
    """Return a private text that nobody else may come to see."""
    return f"{MARK} {what}"


@attrs.frozen
class Specimen:
    """A stored record, somebody who may read and change it, and a legal next step of theirs."""

    kind: type[Record]
    id: str
    who: str
    step: Callable[[Any], Record]


SPECIMENS: Mapping[str, Specimen] = {
    one.kind.KIND: one
    for one in (
        Specimen(
            Person,
            "nina",
            "head",
            lambda nina: nina.change_duties(duties=frozenset[Duty](), by="head", when=LATE),
        ),
        Specimen(
            Calendar,
            "oakfield",
            "head",
            lambda year: year.mark(first=LATE, kind=DayKind.STAFF_DAY, by="head", when=LATE),
        ),
        Specimen(
            Absence,
            "x1",
            "nina",
            lambda away: away.correct(last=LATE, reason=marked("why"), by="nina", when=LATE),
        ),
        Specimen(Relationship, PAIR, "ben", lambda pair: pair.pause(by="ben", when=LATE)),
        Specimen(Goal, "g1", "ben", lambda goal: goal.share_focus(label="cold calling", by="ben", when=LATE)),
        Specimen(ActionStep, "a1", "ben", lambda step: step.confirm(by="ben", when=LATE)),
        Specimen(
            DataPoint, "d1", "amara", lambda point: point.void(reason=marked("slip"), by="amara", when=LATE)
        ),
        Specimen(
            Session,
            "s1",
            "amara",
            lambda session: session.correct(minutes=55, reason=marked("slip"), by="amara", when=LATE),
        ),
        Specimen(PracticeRound, "p1", "ben", lambda round_: round_.confirm(by="ben", when=LATE)),
        Specimen(
            ScoreSheet,
            "q1",
            "amara",
            lambda sheet: sheet.correct(
                rubric=RUBRIC,
                scores=(Score(criterion="answers", rank=2),),
                reason=marked("why"),
                by="amara",
                when=LATE,
            ),
        ),
        Specimen(
            Cycle,
            "c1",
            "ben",
            lambda cycle: cycle.withdraw(
                artefact="summing-up", made=date(2025, 10, 20), reason=marked("why"), by="ben", when=LATE
            ),
        ),
        Specimen(
            Note,
            "n1",
            "amara",
            lambda note: note.correct(
                text=marked("second thoughts"), reason=marked("why"), by="amara", when=LATE
            ),
        ),
    )
}


def measure(unit: str) -> dict[str, Any]:
    """Return a measure of an interval sample as plain values."""
    return {
        "kind": "sample",
        "unit": marked(unit),
        "better": "range",
        "range_from": "70.5",
        "range_to": "90",
        "lowest": "0",
        "highest": "100",
        "method": "momentary",
    }


def stocked(why_away: AbsenceKind | None = WHY_AWAY) -> Workspace:
    """Return a school in memory that holds the specimens, each after a life of several steps.

    Args:
        why_away: Why Nina was away; she wasn't if None.
    """
    workspace = found_school(memory())
    _relate(workspace)
    _aim(workspace)
    _meet(workspace)
    _practise(workspace)
    _go_round(workspace)
    _finish(workspace)
    act(workspace, "amara", "note.write", id="n1", about="ben", text=marked("note"), when="2025-10-20")
    _enter(workspace)
    _draw_up(workspace)
    if why_away is not None:
        _be_away(workspace, why_away)
    return workspace


def _enter(workspace: Workspace) -> None:
    nina = {"early_career_year": 1, "working_days": ["monday", "thursday"]}
    act(workspace, "head", "person.join", id="nina", when="2025-09-01", **nina)
    act(workspace, "head", "person.change_duties", person="nina", duties=["leader"], when="2025-10-01")


def _draw_up(workspace: Workspace) -> None:
    ours = {"calendar": "oakfield", "when": "2025-09-01"}
    act(workspace, "head", "calendar.draw_up", id="oakfield", cycle_weeks=2, when="2025-09-01")
    days = {"first": "2025-09-01", "last": "2025-12-19"}
    holiday = {"half_term_first": "2025-10-27", "half_term_last": "2025-10-31"}
    act(workspace, "head", "calendar.add_term", name="Autumn 2025", **days, **holiday, **ours)
    inset = {"first": "2025-11-03", "kind": "staff_day", "why": "Marking together"}
    act(workspace, "head", "calendar.mark", **inset, **ours)


def _be_away(workspace: Workspace, why: AbsenceKind) -> None:
    for id in ("x1", "x-void"):
        away = {"id": id, "person": "nina", "kind": why.value, "first": "2025-10-13"}
        act(workspace, "nina", "absence.note", when="2025-10-06", **away)
    act(workspace, "nina", "absence.come_back", absence="x1", last="2025-10-17", when="2025-10-20")
    void = {"absence": "x-void", "reason": marked("void"), "when": "2025-10-20"}
    act(workspace, "nina", "absence.void", **void)


def _relate(workspace: Workspace) -> None:
    arranged = {"relationship": PAIR, "model": CYCLED, "cadence": "oakfield/fortnightly"}
    act(workspace, "amara", "relationship.arrange", when="2025-09-15", **arranged)
    agreed = {"relationship": PAIR, "by": "ben", "stance": "dialogical", "contact_dates_for_appraiser": True}
    act(workspace, "ben", "relationship.agree", limits=marked("limits"), when="2025-09-15", **agreed)
    act(workspace, "amara", "relationship.agree", limits=marked("new limits"), when="2025-09-16", **agreed)
    for do, day in (("pause", "2025-09-22"), ("resume", "2025-09-29")):
        act(workspace, "head", f"relationship.{do}", relationship=PAIR, when=day)


def _aim(workspace: Workspace) -> None:
    act(
        workspace,
        "amara",
        "goal.propose",
        id="g1",
        relationship=PAIR,
        statement=marked("statement"),
        focus="student",
        measure=measure("talk"),
        when="2025-09-15",
    )
    act(workspace, "ben", "goal.adopt", goal="g1", when="2025-09-16")
    act(workspace, "ben", "goal.share_focus", goal="g1", label="questions", when="2025-09-16")
    act(
        workspace,
        "amara",
        "goal.record_baseline",
        goal="g1",
        relationship=PAIR,
        value=NUMBER,
        when="2025-09-17",
    )
    act(
        workspace,
        "dina",
        "action_step.propose",
        id="a1",
        goal="g1",
        relationship=PAIR,
        text=marked("step"),
        due="2026-02-03",
        when="2025-09-18",
    )
    act(workspace, "ben", "action_step.adopt", action_step="a1", when="2025-09-19")
    act(
        workspace,
        "amara",
        "action_step.set_aside",
        action_step="a1",
        reason="too_wide",
        by="ben",
        when="2025-10-20",
    )


def _meet(workspace: Workspace) -> None:
    ours: dict[str, Any] = {"relationship": PAIR}
    act(
        workspace,
        "amara",
        "data_point.record",
        id="d1",
        goal="g1",
        value=NUMBER,
        observed=597,
        when="2025-10-16",
        **ours,
    )
    act(
        workspace,
        "amara",
        "session.plan",
        id="s1",
        kind="observation",
        planned_for="2025-10-15",
        minutes=50,
        participants=["cara"],
        goals=["g1"],
        intended_stance="facilitative",
        when="2025-10-01",
        **ours,
    )
    act(
        workspace,
        "ben",
        "session.move",
        session="s1",
        to="2025-10-16",
        reason="clash_or_cover",
        when="2025-10-14",
    )
    act(
        workspace,
        "amara",
        "session.hold",
        session="s1",
        segments=[{"stance": "directive", "minutes": 13}, {"stance": "facilitative", "minutes": 29}],
        summary=marked("summary"),
        links=[{"url": URL, "expires": "2026-03-04", "kind": "video"}],
        when="2025-10-16",
    )
    act(
        workspace,
        "amara",
        "session.log",
        id="s-void",
        kind="conversation",
        when="2025-10-17",
        **ours,
    )
    point = {"goal": "g1", "value": NUMBER, "when": "2025-10-17", **ours}
    act(workspace, "amara", "data_point.record", id="d-void", **point)
    act(workspace, "amara", "note.write", id="n-void", about="ben", text=marked("note"), when="2025-10-17")
    for kind, id in (("session", "s-void"), ("data_point", "d-void"), ("note", "n-void")):
        void = {kind: id, "reason": marked("void"), "when": "2025-10-17"}
        act(workspace, "amara", f"{kind}.void", **void)


def _practise(workspace: Workspace) -> None:
    ours: dict[str, Any] = {"relationship": PAIR}
    for id in ("p1", "p-void"):
        plan = {"id": id, "goal": "g1", "skill": marked("skill"), "practice": marked("practice"), **ours}
        act(workspace, "amara", "practice_round.plan", when="2025-10-02", **plan)
    attempt: dict[str, Any] = {"setting": "lesson", "minutes": 11, "text": marked("attempt")}
    act(
        workspace, "ben", "practice_round.practise", practice_round="p1", when="2025-10-03", **attempt, **ours
    )
    words = {"practice_round": "p1", "text": marked("feedback"), "when": "2025-10-06"}
    act(workspace, "dina", "practice_round.give_feedback", **words, **ours)
    for_ben = {"practice_round": "p1", "by": "ben"}
    said = {"response": "adapted", "text": marked("response")}
    act(workspace, "amara", "practice_round.respond", when="2025-10-07", **said, **for_ben)
    act(workspace, "ben", "practice_round.try_out", practice_round="p1", when="2025-10-08", **ours)
    act(workspace, "amara", "practice_round.reflect", when="2025-10-09", text=marked("lesson"), **for_ben)
    void = {"practice_round": "p-void", "reason": marked("void"), "when": "2025-10-17"}
    act(workspace, "amara", "practice_round.void", **void)
    scored: dict[str, Any] = {"rubric": RUBRIC.id, "when": "2025-10-16", **ours}
    scores = [{"criterion": "asking", "rank": 0, "why": marked("the same three")}]
    act(workspace, "amara", "score_sheet.fill_in", id="q1", practice_round="p1", scores=scores, **scored)
    act(workspace, "amara", "score_sheet.fill_in", id="q-void", session="s1", scores=scores, **scored)
    void = {"score_sheet": "q-void", "reason": marked("void"), "when": "2025-10-17"}
    act(workspace, "amara", "score_sheet.void", **void)


def _go_round(workspace: Workspace) -> None:
    ours: dict[str, Any] = {"relationship": PAIR}
    for id in ("c1", "c-closed"):
        act(workspace, "amara", "cycle.begin", id=id, model=CYCLED, when="2025-09-17", **ours)
    goal = {"cycle": "c1", "artefact": "goal", "goal": "g1", "words": marked("the goal")}
    act(workspace, "dina", "cycle.produce", when="2025-09-17", **goal)
    away = {"cycle": "c1", "to": "review", "reason": marked("in a hurry")}
    act(workspace, "amara", "cycle.move", when="2025-10-01", **away)
    words = {"cycle": "c1", "artefact": "summing-up", "words": marked("summing up")}
    act(workspace, "ben", "cycle.produce", when="2025-10-20", **words)
    close = {"cycle": "c-closed", "reason": marked("begun twice"), "when": "2025-09-18"}
    act(workspace, "amara", "cycle.close", **close)


def _finish(workspace: Workspace) -> None:
    for_ben = {"by": "ben", "when": "2025-11-20"}
    act(workspace, "amara", "goal.revise", goal="g1", statement=marked("new statement"), **for_ben)
    act(
        workspace,
        "amara",
        "goal.meet",
        goal="g1",
        judgement="evidence",
        evidence=[marked("lesson film"), marked("exit tickets")],
        **for_ben,
    )
    act(workspace, "amara", "goal.share_focus", goal="g1", label="wait time", **for_ben)


def read(workspace: Workspace, specimen: Specimen) -> Record:
    """Return a specimen as the person who works with it reads it."""
    return workspace.unit(Actor(specimen.who)).get(specimen.kind, specimen.id)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text and number inside a value, nested values included."""
    if isinstance(value, Value):
        for field in stored_fields(type(value)):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, tuple | frozenset | list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, str | Decimal):
        yield str(value)
