"""For every verb a situation in the store in which it can be taken, and who may take it, written by hand."""

from collections.abc import Mapping
from typing import Any

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.codec.entry import arguments_from
from instructional_coaching.domain import KINDS, Note
from instructional_coaching.domain.transition import Record, Verb, verbs_of
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import DEFINED, RUBRIC
from tests.workspace.school import OFFICE, act, begin, found_school, memory

PEOPLE = ("ben", "amara", "dina", "head", "zed")
WHEN = "2025-12-10"
MEASURE = {"kind": "scale", "unit": "level", "better": "up", "target": "8", "lowest": 0, "highest": 10}

PRACTICE = {"skill": "wait time", "practice": "count to three"}
SCORES = [{"criterion": "asking", "rank": 0}, {"criterion": "answers", "unscored": "not_observed"}]
CYCLED = {"relationship": "amara-ben", "model": "oakfield/strict"}

PAIR = frozenset({"ben", "amara", "dina"})
ARRANGERS = PAIR | {"head"}
LEADER = frozenset({"head"})
COACHEE = frozenset({"ben"})
AUTHOR = frozenset({"amara"})
COACHES = frozenset({"amara", "dina"})
ANYBODY = frozenset(PEOPLE)


@attrs.frozen
class Situation:
    """A record, or none where one begins, and plain arguments with which the verb is possible.

    Attributes:
        do: The verb's full name.
        arguments: Plain values by name, with the record itself under its kind.
        by: Who may do it in their own name.
    """

    do: str
    arguments: Mapping[str, Any]
    by: frozenset[str]

    @property
    def kind(self) -> type[Record]:
        """The kind of record."""
        return KINDS[self.do.partition(".")[0]]

    @property
    def verb(self) -> Verb:
        """The verb."""
        return verbs_of(self.kind)[self.do]

    @property
    def id(self) -> str:
        """The id of the record, or of the one that begins."""
        return str(self.arguments["id" if self.verb.creates else self.kind.KIND])

    def someone(self) -> str:
        """Return one who may do it: the author or coachee where it is theirs alone."""
        return next(one for one in ("amara", "ben", "head") if one in self.by)

    def called(self, records: Mapping[tuple[str, str], Record], *, by: str, recorded_by: str) -> Record:
        """Call the method of the verb directly and return the record it leads to."""
        own = {} if self.verb.creates else {self.kind.KIND}
        plain = {name: one for name, one in self.arguments.items() if name not in own}
        typed = arguments_from(self.verb, {**plain, "by": by, "when": WHEN, "recorded_by": recorded_by}, "")
        for name, kind in self.verb.records.items():
            if name in typed:
                typed[name] = records[kind.KIND, typed[name]]
        for name in self.verb.definitions:
            if name in typed:
                typed[name] = next(one for one in DEFINED if one.id == typed[name])
        subject: Any = self.kind if self.verb.creates else records[self.kind.KIND, self.id]
        result: Record = getattr(subject, self.verb.name)(**typed)
        return result


SITUATIONS = {
    one.do: one
    for one in (
        Situation("person.join", {"id": "nina"}, LEADER),
        Situation("person.change_duties", {"person": "ivo", "duties": ["leader"]}, LEADER),
        Situation(
            "person.change_working_days", {"person": "ivo", "working_days": ["monday", "friday"]}, LEADER
        ),
        Situation("person.change_early_career_year", {"person": "ivo", "early_career_year": 2}, LEADER),
        Situation("person.leave", {"person": "ivo"}, LEADER),
        Situation("calendar.draw_up", {"id": "oakfield", "weekdays": ["monday", "tuesday"]}, LEADER),
        Situation(
            "calendar.add_term",
            {"calendar": "oakfield", "name": "Spring", "first": "2026-01-05", "last": "2026-04-02"},
            LEADER,
        ),
        Situation(
            "calendar.mark", {"calendar": "oakfield", "first": "2025-11-03", "kind": "staff_day"}, LEADER
        ),
        Situation("absence.note", {"id": "x-new", "person": "ben", "kind": "illness"}, LEADER),
        Situation("absence.come_back", {"absence": "x-open", "last": WHEN}, LEADER),
        Situation("absence.correct", {"absence": "x-open", "kind": "training", "reason": "slip"}, LEADER),
        Situation("absence.void", {"absence": "x-open", "reason": "other teacher"}, LEADER),
        Situation("relationship.confirm", {"relationship": "amara-ben"}, COACHEE),
        Situation("relationship.reverse", {"relationship": "amara-ben"}, COACHEE),
        Situation(
            "relationship.begin",
            {"id": "r-new", "coach": "amara", "coachee": "ben"},
            frozenset({"ben", "amara", "head"}),
        ),
        Situation("relationship.agree", {"relationship": "amara-ben", "limits": "between us"}, COACHEE),
        Situation("relationship.hand_over", {"relationship": "amara-ben", "to": "cara"}, ARRANGERS),
        Situation(
            "relationship.add_coach",
            {"relationship": "amara-ben", "coach": "cara", "role": "stand_in", "first": WHEN},
            ARRANGERS,
        ),
        Situation("relationship.end_tenure", {"relationship": "amara-ben", "coach": "dina"}, ARRANGERS),
        Situation("relationship.arrange", {"relationship": "amara-ben", "model": "oakfield/free"}, ARRANGERS),
        Situation("relationship.pause", {"relationship": "amara-ben"}, ARRANGERS),
        Situation("relationship.resume", {"relationship": "r-paused"}, ARRANGERS),
        Situation("relationship.end", {"relationship": "amara-ben", "reason": "completed"}, ARRANGERS),
        Situation("goal.confirm", {"goal": "g-adopted"}, COACHEE),
        Situation("goal.reverse", {"goal": "g-adopted"}, COACHEE),
        Situation(
            "goal.propose",
            {"id": "g-new", "relationship": "amara-ben", "statement": "more talk", "focus": "student"},
            PAIR,
        ),
        Situation("goal.adopt", {"goal": "g-proposed"}, COACHEE),
        Situation("goal.decline", {"goal": "g-proposed"}, COACHEE),
        Situation("goal.revise", {"goal": "g-adopted", "statement": "less"}, COACHEE),
        Situation("goal.set_aside", {"goal": "g-adopted", "reason": "replaced"}, COACHEE),
        Situation("goal.take_up", {"goal": "g-aside"}, COACHEE),
        Situation("goal.meet", {"goal": "g-adopted", "judgement": "own_judgement"}, COACHEE),
        Situation("goal.share_focus", {"goal": "g-adopted", "label": "talk"}, COACHEE),
        Situation(
            "goal.record_baseline",
            {"goal": "g-adopted", "relationship": "amara-ben", "value": "2.5"},
            PAIR,
        ),
        Situation("action_step.confirm", {"action_step": "a-adopted"}, COACHEE),
        Situation("action_step.reverse", {"action_step": "a-adopted"}, COACHEE),
        Situation(
            "action_step.propose",
            {"id": "a-new", "goal": "g-adopted", "relationship": "amara-ben", "text": "wait"},
            PAIR,
        ),
        Situation("action_step.adopt", {"action_step": "a-proposed"}, COACHEE),
        Situation("action_step.decline", {"action_step": "a-proposed"}, COACHEE),
        Situation("action_step.set_aside", {"action_step": "a-adopted", "reason": "too_wide"}, COACHEE),
        Situation("action_step.complete", {"action_step": "a-adopted"}, COACHEE),
        Situation(
            "data_point.record",
            {"id": "d-new", "goal": "g-adopted", "relationship": "amara-ben", "value": "3"},
            PAIR,
        ),
        Situation(
            "data_point.correct",
            {"data_point": "d1", "goal": "g-adopted", "value": "4", "reason": "slip"},
            AUTHOR,
        ),
        Situation("data_point.void", {"data_point": "d1", "reason": "wrong class"}, AUTHOR),
        Situation(
            "session.plan",
            {"id": "s-new", "relationship": "amara-ben", "kind": "observation", "planned_for": "2026-01-09"},
            PAIR,
        ),
        Situation(
            "session.log",
            {"id": "s-new", "relationship": "amara-ben", "kind": "conversation", "minutes": 30},
            PAIR,
        ),
        Situation("session.hold", {"session": "s-planned", "relationship": "amara-ben"}, PAIR),
        Situation(
            "session.move",
            {"session": "s-planned", "relationship": "amara-ben", "to": "2026-01-12"},
            PAIR,
        ),
        Situation("session.cancel", {"session": "s-planned", "relationship": "amara-ben"}, PAIR),
        Situation("session.miss", {"session": "s-planned", "relationship": "amara-ben"}, PAIR),
        Situation("session.correct", {"session": "s-held", "minutes": 45, "reason": "slip"}, AUTHOR),
        Situation("session.void", {"session": "s-held", "reason": "twice"}, AUTHOR),
        Situation("practice_round.confirm", {"practice_round": "p-accepted"}, COACHEE),
        Situation("practice_round.reverse", {"practice_round": "p-accepted"}, COACHEE),
        Situation(
            "practice_round.plan",
            {"id": "p-new", "goal": "g-adopted", "relationship": "amara-ben", **PRACTICE},
            PAIR,
        ),
        Situation(
            "practice_round.practise",
            {"practice_round": "p-planned", "relationship": "amara-ben", "setting": "rehearsal"},
            PAIR,
        ),
        Situation(
            "practice_round.give_feedback",
            {"practice_round": "p-practised", "relationship": "amara-ben", "text": "three more"},
            COACHES,
        ),
        Situation(
            "practice_round.respond", {"practice_round": "p-answered", "response": "declined"}, COACHEE
        ),
        Situation(
            "practice_round.try_out", {"practice_round": "p-accepted", "relationship": "amara-ben"}, PAIR
        ),
        Situation("practice_round.reflect", {"practice_round": "p-practised", "text": "I hurry"}, COACHEE),
        Situation(
            "practice_round.correct",
            {"practice_round": "p-answered", "part": "feedback", "text": "four", "reason": "slip"},
            AUTHOR,
        ),
        Situation("practice_round.void", {"practice_round": "p-planned", "reason": "twice"}, AUTHOR),
        Situation(
            "score_sheet.fill_in",
            {
                "id": "q-new",
                "relationship": "amara-ben",
                "rubric": RUBRIC.id,
                "session": "s-held",
                "scores": SCORES,
            },
            PAIR,
        ),
        Situation(
            "score_sheet.correct",
            {"score_sheet": "q1", "rubric": RUBRIC.id, "scores": SCORES, "reason": "slip"},
            AUTHOR,
        ),
        Situation("score_sheet.void", {"score_sheet": "q1", "reason": "twice"}, AUTHOR),
        Situation(
            "cycle.begin", {"id": "c-new", "relationship": "amara-ben", "model": "oakfield/free"}, PAIR
        ),
        Situation(
            "cycle.produce",
            {"cycle": "c1", "artefact": "goal", "goal": "g-adopted", **CYCLED},
            PAIR,
        ),
        Situation(
            "cycle.withdraw",
            {"cycle": "c1", "artefact": "goal", "made": "2025-10-02", "reason": "another"},
            AUTHOR,
        ),
        Situation("cycle.move", {"cycle": "c1", "to": "plan", **CYCLED}, PAIR),
        Situation("cycle.close", {"cycle": "c1", "reason": "new post", **CYCLED}, PAIR),
        Situation("note.write", {"id": "n-new", "about": "ben", "text": "ask again"}, ANYBODY),
        Situation("note.correct", {"note": "n1", "text": "ask soon", "reason": "slip"}, AUTHOR),
        Situation("note.void", {"note": "n1", "reason": "settled"}, AUTHOR),
    )
}


def furnished() -> Workspace:
    """Return a school in memory that holds the records of every situation; it has its one calendar."""
    workspace = found_school(memory())
    act(workspace, "head", "calendar.draw_up", id="oakfield", when="2025-09-01")
    act(workspace, "head", "absence.note", id="x-open", person="ben", kind="illness", when="2025-12-01")
    begin(workspace, "r-paused")
    ours = {"relationship": "amara-ben", "when": "2025-10-01"}
    for_ben = {"by": "ben", "when": "2025-10-02"}
    goal = {"focus": "student", "measure": MEASURE, **ours}
    act(workspace, "amara", "relationship.pause", relationship="r-paused", when="2025-10-01")
    act(workspace, "amara", "relationship.agree", relationship="amara-ben", limits="ours", **for_ben)
    for name in ("proposed", "adopted", "aside"):
        act(workspace, "amara", "goal.propose", id=f"g-{name}", statement=f"goal {name}", **goal)
    for name in ("adopted", "aside"):
        act(workspace, "amara", "goal.adopt", goal=f"g-{name}", **for_ben)
    act(workspace, "ben", "goal.set_aside", goal="g-aside", reason="circumstances", when="2025-10-03")
    for name in ("proposed", "adopted"):
        act(workspace, "dina", "action_step.propose", id=f"a-{name}", goal="g-adopted", text="wait", **ours)
    act(workspace, "amara", "action_step.adopt", action_step="a-adopted", **for_ben)
    act(workspace, "amara", "data_point.record", id="d1", goal="g-adopted", value="2", **ours)
    act(workspace, "amara", "session.log", id="s-held", kind="conversation", minutes=40, **ours)
    act(workspace, "amara", "session.plan", id="s-planned", kind="observation", planned_for=WHEN, **ours)
    act(workspace, "amara", "note.write", id="n1", about="ben", text="ask him", when="2025-10-01")
    _practise(workspace)
    return workspace


def possible(do: str, shop: Workspace) -> Workspace:
    """Return a school in which a verb can be taken: the one given, or one that has no calendar yet."""
    return found_school(memory()) if do == "calendar.draw_up" else shop


def _practise(workspace: Workspace) -> None:
    ours: dict[str, Any] = {"relationship": "amara-ben", "when": "2025-10-02"}
    for name in ("planned", "practised", "answered", "accepted"):
        plan = {"id": f"p-{name}", "goal": "g-adopted", **PRACTICE}
        act(workspace, "amara", "practice_round.plan", **plan, **ours)
    for name in ("practised", "answered", "accepted"):
        attempt = {"practice_round": f"p-{name}", "setting": "lesson", "text": "went well"}
        act(workspace, "ben", "practice_round.practise", **attempt, **ours)
    for name in ("answered", "accepted"):
        words = {"practice_round": f"p-{name}", "text": "three more"}
        act(workspace, "amara", "practice_round.give_feedback", **words, **ours)
    accepted = {"practice_round": "p-accepted", "response": "accepted", "by": "ben"}
    act(workspace, "amara", "practice_round.respond", when="2025-10-02", **accepted)
    sheet: dict[str, Any] = {"id": "q1", "rubric": RUBRIC.id, "session": "s-held", "scores": SCORES}
    act(workspace, "amara", "score_sheet.fill_in", **sheet, **ours)
    act(workspace, "amara", "cycle.begin", id="c1", model="oakfield/strict", **ours)
    act(workspace, "amara", "cycle.produce", cycle="c1", artefact="goal", goal="g-adopted", **ours)


def records_of(workspace: Workspace) -> Mapping[tuple[str, str], Record]:
    """Return every record of the furnished school by kind and id, private notes among them."""
    office, author = workspace.unit(OFFICE), workspace.unit(Actor("amara"))
    kept = [one for kind in KINDS.values() if kind is not Note for one in office.find(kind)]
    return {(one.KIND, one.id): one for one in (*kept, *author.find(Note))}
