"""Lives of a school, drawn at random: one to three relationships, and everything that can happen in them.

People act in units of their own. Some of it is typed for them, some late; two may act at cross purposes on
what each has read; and the school has a register from the start, from some day on, in part, or not at all.
What is refused is left out, so that whatever is stored is a life that the library allows.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

from hypothesis import strategies as st

from instructional_coaching import Workspace
from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import KINDS, Relationship
from instructional_coaching.domain.check import Bounds
from instructional_coaching.domain.link import Link
from instructional_coaching.domain.measure import Measure
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.stance import Segment
from instructional_coaching.domain.transition import Verb, verbs_of
from instructional_coaching.errors import CoachingError
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.shelving import refers_to
from instructional_coaching.workspace.unit import UnitOfWork

START = datetime(2025, 9, 1, 8, tzinfo=UTC)
OFFICE, REGISTRY = Actor("office", steward=True), Actor("registry", steward=True)
PAIRS = (("amara", "ben"), ("cara", "mei"), ("dina", "amara"))
STAFF = ("head", "amara", "ben", "cara", "mei", "dina")
COACHES = ("amara", "cara", "dina", "nemo")
VERBS: dict[str, Verb] = {name: verb for kind in KINDS.values() for name, verb in verbs_of(kind).items()}
OF_ALL = ("person.", "calendar.", "absence.", "note.", "relationship.begin")
OF_PAIRS = [name for name in VERBS if not name.startswith(OF_ALL)]
RARE = ("relationship.end", "relationship.pause", "relationship.end_tenure", "goal.meet", "cycle.close")
OFTEN = ("goal.propose", "goal.adopt", "goal.revise", "goal.confirm", "goal.reverse", "session.log",
         "session.plan", "session.hold", "session.correct", "data_point.record", "action_step.propose",
         "action_step.adopt", "relationship.hand_over", "practice_round.plan", "practice_round.practise",
         "practice_round.give_feedback", "score_sheet.fill_in", "cycle.produce")  # fmt: skip
TEXTS = ("Think first.", 'She said: "no" # really', "- one\n- two\n\n\tthree", "{a: b}, [c]", "true", "12.50",
         "\U0001f642\u2028and\ufeffmore", "core/impact-cycle")  # fmt: skip
WORDS = ("specific", "narrow", "reality", "goal", "strategy", "learn", "improve", "set-goal", "plan-practice")
DEFINITIONS = {
    "rubric": ("core/feedback-quality",),
    "coaching_model": ("core/impact-cycle", "core/instructional-coaching"),
    "cadence_rule": ("core/weekly", "core/every-two-weeks"),
}
VALUES: dict[object, list[Any]] = {
    Decimal: ["0", "12.50", "3", "7.125", "1E+1"],
    bool: [True, False],
    Measure: [
        {"kind": "scale", "unit": "level", "better": "up", "target": "12.50"},
        {"kind": "count", "unit": "pupils: all", "better": "range", "range_from": "1.0", "range_to": "30"},
        {"kind": "sample", "unit": "no", "better": "down", "method": "momentary"},
    ],
    Link: [{"url": "https://films.example/1#a", "expires": "2026-01-01"}],
    Segment: [{"stance": "directive", "minutes": 1}, {"stance": "dialogical", "minutes": 3}],
    Score: [
        {"criterion": "specific", "rank": 0},
        {"criterion": "narrow", "unscored": "not_observed", "why": 'too "short"'},
    ],
}


class Life:
    """A school that lives as drawn.

    Attributes:
        workspace: The school.
        taken: How often each verb was taken.
    """

    def __init__(self, chance: random.Random) -> None:
        self.taken: Counter[str] = Counter()
        self.workspace = Workspace(MemoryBackend(), clock=lambda: self._now)
        self._chance = chance
        self._now = START
        self._ids: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._count = 0

    def live(self, steps: int) -> None:
        """Begin the relationships, and try so many steps in them."""
        register = self._any("first", "first", "late", "in part", "never")
        if register == "first":
            self._open_register(STAFF)
        pairs = PAIRS[: self._any(1, 2, 3)]
        for coach, coachee in pairs:
            by = self._any(coach, "head") if register == "first" else coach
            begun = {"id": f"{coach}-{coachee}", "coach": coach, "coachee": coachee, "when": "2025-09-01"}
            self._act(OFFICE, "relationship.begin", None, by=by, recorded_by=by, **begun)
        late = self._any(*range(steps))
        for step in range(steps):
            self._now += timedelta(hours=self._any(0, 0, 1, 30, 80))
            if step == late and register in ("late", "in part"):
                self._open_register(STAFF if register == "late" else STAFF[:3])
            self._step(*self._any(*pairs))

    def _open_register(self, people: tuple[str, ...]) -> None:
        keeper = self._any(OFFICE, REGISTRY)
        for id_ in people:
            duties = ["leader"] if id_ == "head" else []
            self._act(keeper, "person.join", id=id_, duties=duties, when="2025-09-01")

    def _step(self, coach: str, coachee: str) -> None:
        chance = self._any(*range(12))
        if chance == 0:
            do, given = self._any(*self._of_the_register())
            self._act(self._any(OFFICE, REGISTRY, Actor("head")), do, when=self._day().isoformat(), **given)
        elif chance == 1:
            self._cross(coach, coachee)
        else:
            verbs = (
                OFTEN
                if chance < 6
                else OF_PAIRS
                if chance == 6
                else [one for one in OF_PAIRS if one not in RARE]
            )
            able = [one for one in verbs if self._is_able(one, f"{coach}-{coachee}")]
            self._take(self._any(*able), coach, coachee)

    def _of_the_register(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what whoever keeps the register may do."""
        self._count += 1
        person, soon = self._any("amara", "ben", "dina", "mei", "head"), self._day() + timedelta(days=7)
        days: dict[str, Any] = {"first": self._day().isoformat(), "last": soon.isoformat()}
        why = {"kind": self._any("illness", "leave", "training", "other")}
        year, away = {"calendar": "oakfield"}, {"absence": self._known("", "absence")}
        slip = {"reason": self._any(*TEXTS)}
        yield "person.change_duties", {"person": person, "duties": self._any([], ["leader"])}
        yield "person.join", {"id": self._any("nemo", "zoe"), "working_days": ["monday", "friday"]}
        yield "person.change_working_days", {"person": person, "working_days": self._any(["friday"], [])}
        yield "person.change_early_career_year", {"person": person, "early_career_year": self._any(1, 2)}
        yield "calendar.draw_up", {"id": self._any("oakfield", "oakfield", "another"), "cycle_weeks": 2}
        yield "calendar.add_term", {**year, **days, "name": self._any(*TEXTS)}
        yield "calendar.mark", {**year, **days, "kind": self._any("staff_day", "closed"), "why": "x: y"}
        yield "absence.note", {"id": f"x{self._count}", "person": person, **why}
        yield "absence.come_back", {**away, "last": days["last"]}
        yield "absence.correct", {**away, **slip, **self._any(why, {"last": days["last"]})}
        yield "absence.void", {**away, **slip}

    def _is_able(self, do: str, pair: str) -> bool:
        verb, kind = VERBS[do], do.partition(".")[0]
        needed = {verb.records[name].KIND for name in verb.required & verb.records.keys()}
        return all(self._known_of(pair, one) for one in needed | (set() if verb.creates else {kind}))

    def _cross(self, coach: str, coachee: str) -> None:
        """Let one of the two act on what they had read before something else happened."""
        unit = self.workspace.unit(Actor(self._any(coach, coachee)))
        try:
            unit.get(Relationship, f"{coach}-{coachee}")
        except CoachingError:
            return
        for do in ("relationship.add_coach", "goal.record_baseline"):
            self._take(do, coach, coachee)
        self._take(self._any("session.log", "goal.propose", "goal.record_baseline"), coach, coachee, unit)

    def _take(self, do: str, coach: str, coachee: str, unit: UnitOfWork | None = None) -> None:
        verb, day = VERBS[do], self._day()
        by = coachee if verb.decision else self._any(*self._coaches(f"{coach}-{coachee}", day), coachee)
        given = dict(self._given(do.partition(".")[0], verb, f"{coach}-{coachee}", day))
        given |= {"by": by, "when": day.isoformat()}
        if unit is not None:
            self._act(unit.actor, do, unit, **{**given, "by": unit.actor.id})
        elif self._any(*range(5)) == 0:  # a steward brings in what was kept elsewhere
            typed = datetime.combine(day, time(9), UTC) + timedelta(hours=self._any(0, 0, 7, 70))
            typist = self._any({}, {"recorded_by": by}, {"recorded_by": coach})
            self._act(OFFICE, do, logged=min(typed, self._now), **given, **typist)
        else:
            self._act(Actor(self._any(by, by, by, coach)), do, **given)

    def _act(self, actor: Actor, do: str, unit: UnitOfWork | None = None, **given: Any) -> None:
        try:
            with unit or self.workspace.unit(actor) as acting:
                acting.perform(do, **given)
        except CoachingError:
            return
        self.taken[do] += 1
        if "id" in given:
            self._ids[given.get("relationship", ""), do.partition(".")[0]].append(given["id"])

    def _given(self, kind: str, verb: Verb, pair: str, day: date) -> Iterator[tuple[str, Any]]:
        """Yield arguments that may be right."""
        if verb.creates:
            self._count += 1
            yield "id", f"{kind[0]}{self._count}"
        else:
            yield kind, self._known(pair, kind)
        for name, annotation in verb.parameters.items():
            if name != "id" and (name in verb.required or self._any(True, False, False)):
                if name in verb.records:
                    yield name, self._known(pair, verb.records[name].KIND)
                elif name in verb.definitions:
                    yield name, self._any(*DEFINITIONS[verb.definitions[name].KIND])
                else:
                    yield name, self._plain(annotation, pair, day)

    def _coaches(self, pair: str, day: date) -> list[str]:
        try:
            found = self.workspace.unit(OFFICE).get(Relationship, pair).coaches_on(day)
        except CoachingError:
            found = frozenset()
        return [*sorted(found), self._any(*COACHES)]

    def _known_of(self, pair: str, kind: str) -> list[str]:
        return [pair] if kind == "relationship" else self._ids[pair, kind][-3:]

    def _known(self, pair: str, kind: str) -> str:
        return str(self._any(*(self._known_of(pair, kind) or ["x0"])))

    def _plain(self, annotation: Any, pair: str, day: date) -> Any:
        origin, parts = get_origin(annotation), get_args(annotation)
        if annotation in VALUES:
            return self._any(*VALUES[annotation])
        if annotation is date:
            return (day + timedelta(days=self._any(0, 1, 9))).isoformat()
        if origin in (tuple, frozenset):
            return [self._plain(parts[0], pair, day) for _ in range(self._any(0, 1, 2))]
        if origin is Annotated:
            kind = refers_to(annotation)
            if kind:
                return self._any(*COACHES) if kind == "person" else self._known(pair, kind)
            if parts[0] is int:
                return self._any(max(1, parts[1].least), 5, 30)
            return self._any(*(TEXTS if isinstance(parts[1], Bounds) else WORDS))
        if parts:
            return self._plain(parts[0], pair, day)
        assert issubclass(annotation, Enum)
        return self._any(*annotation).value

    def _day(self) -> date:
        return max(START.date(), self._now.date() - timedelta(days=self._any(0, 0, 0, 1, 6)))

    def _any(self, *options: Any) -> Any:
        return self._chance.choice(options)


@st.composite
def lives(draw: st.DrawFn, steps: int = 60) -> Life:
    """Draw a life of so many attempted steps."""
    life = Life(draw(st.randoms(use_true_random=True)))
    life.live(steps)
    return life
