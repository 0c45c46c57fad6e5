"""However a school lives, its caseload index is what is made of its records, and says what they say."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from instructional_coaching.domain import KINDS
from instructional_coaching.domain.transition import Verb, verbs_of
from instructional_coaching.errors import CoachingError
from instructional_coaching.workspace.caseload_row import CaseloadRow
from tests.workspace.schoolyear import CALENDAR, OFFICE, RULES, SchoolYear, differing, without_index
from tests.workspace.watching import Watched

UNITS = 160
MOST_LIVES = 10
EVERY = 40
SEEDS = [random.randrange(2**32) for _ in range(2)]
PAIRS = {"amara-ben": ("amara", "ben"), "cara-mei": ("cara", "mei"), "amara-dev": ("amara", "dev")}
STAFF = ("amara", "ben", "cara", "dev", "mei")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
OFTEN = ["session.log"] * 12 + ["session.plan", "session.hold"] * 3
SOMETIMES = ["session.move", "session.cancel", "session.miss", "session.correct", "session.void"]
NOW_AND_THEN = ["goal.propose", "practice_round.plan", "practice_round.practise", "absence.note",
                "absence.come_back"]  # fmt: skip
SELDOM = ["absence.correct", "absence.void", "relationship.arrange", "relationship.hand_over",
          "calendar.mark", "relationship.add_coach", "relationship.end_tenure", "relationship.pause",
          "relationship.resume", "person.change_working_days", "calendar.add_term"]  # fmt: skip
RARE = ["person.leave", "relationship.end"]
CHOSEN = [*OFTEN * 4, *SOMETIMES * 6, *NOW_AND_THEN * 6, *SELDOM * 2, *RARE]

VERBS: dict[str, Verb] = {name: verb for kind in KINDS.values() for name, verb in verbs_of(kind).items()}


class Life:
    """A school year that is lived at random.

    Attributes:
        store: The store, which notices how entries are made.
        year: The school.
        taken: How often each verb was taken.
    """

    def __init__(self, seed: int) -> None:
        self.store = Watched()
        self.year = SchoolYear(self.store).open()
        self.taken: Counter[str] = Counter()
        self._chance = random.Random(seed)
        kinds = ("session", "absence", "practice_round", "goal")
        self._ids = {(kind, pair): [kind] for kind in kinds for pair in PAIRS}
        for coach, coachee in PAIRS.values():
            self.year.begin(coach, coachee, self._any(*RULES).partition("/")[2])

    @property
    def has_seen_enough(self) -> bool:
        """Whether entries were made in both ways, and most verbs were taken."""
        ways = min(self.store.taken_on, self.store.made_anew)
        return ways > 5 and len(self.taken) > len(set(CHOSEN)) // 2

    def live(self) -> None:
        """Let some days pass, and try a few steps in one unit of work."""
        self.year.later(self._any(0, 0, 0, 1, 1, 2, 4))
        with self.year.workspace.unit(OFFICE) as unit:
            for _ in range(self._any(1, 1, 1, 2, 3)):
                do = self._any(*CHOSEN)
                pair = self._any(*PAIRS)
                given = dict(self._given(do, pair))
                try:
                    unit.perform(do, **given)
                except CoachingError:
                    continue
                self.taken[do] += 1
                if "id" in given:
                    self._ids[do.partition(".")[0], pair].append(given["id"])

    def _given(self, do: str, pair: str) -> Iterator[tuple[str, Any]]:
        kind, _, verb = do.partition(".")
        by = self._any(*PAIRS[pair]) if kind in ("session", "goal", "practice_round") else "head"
        yield from {"by": by, "recorded_by": by, "when": self._day(self._any(0, 0, 0, 0, -1, -6))}.items()
        known = {"calendar": CALENDAR, "relationship": pair, "person": self._any(*STAFF)}
        known |= {name: self._any(*ids[-4:]) for (name, own), ids in self._ids.items() if own == pair}
        if verb in ("log", "plan", "note", "propose"):
            yield "id", f"{kind[0]}{self._chance.randrange(10**6):06d}"
        else:
            yield kind, known[kind]
        told = dict(getattr(self, f"_{verb}", dict[str, Any])())
        told |= {"relationship": pair, "goal": known["goal"], "reason": "a slip"} | told
        verb_has = VERBS[do].parameters
        yield from ((name, one) for name, one in told.items() if name in verb_has and name != kind)

    def _log(self) -> dict[str, Any]:
        told: dict[str, Any] = {"kind": self._any("conversation", "observation", "modelling")}
        participants = {"participants": ["zed"]} if self._any(*range(6)) == 0 else {}
        return {**told, **participants, **self._any({}, {"minutes": 15}, {"minutes": 40})}

    def _plan(self) -> dict[str, Any]:
        kind, skill = self._any("conversation", "observation"), self._any("cold calling", "wait time")
        practice = {"skill": skill, "practice": "twice"}
        return {"planned_for": self._day(self._any(0, 1, 3, 12)), "kind": kind} | practice

    def _propose(self) -> dict[str, Any]:
        return {"statement": "more talk", "focus": "student"}

    def _move(self) -> dict[str, Any]:
        return {"to": self._day(self._any(0, 2, 9)), "reason": "clash_or_cover"}

    def _cancel(self) -> dict[str, Any]:
        return {"reason": "teacher_away"}

    _miss = _cancel

    def _correct(self) -> dict[str, Any]:
        return {"minutes": self._any(10, 50), "held": self._day(self._any(-1, -9)), "last": self._day(1)}

    def _practise(self) -> dict[str, Any]:
        return {"setting": self._any("lesson", "rehearsal"), "text": "did it"}

    def _note(self) -> dict[str, Any]:
        first = self._any(0, 0, 5)
        last = self._any({}, {"last": self._day(first + self._any(0, 4, 20))})
        return {"person": self._any(*STAFF), "first": self._day(first), "kind": "illness", **last}

    def _come_back(self) -> dict[str, Any]:
        return {"last": self._day(0)}

    def _arrange(self) -> dict[str, Any]:
        return {"cadence": self._any(*RULES), "starts": self._day(self._any(0, 0, 10))}

    def _hand_over(self) -> dict[str, Any]:
        return {"to": self._any("amara", "cara", "zed"), "starts": self._day(self._any(0, 5, 30))}

    def _add_coach(self) -> dict[str, Any]:
        role = self._any("co_coach", "stand_in", "lead")
        return {"coach": self._any("cara", "zed", "amara"), "role": role, "first": self._day(self._any(0, 9))}

    def _end_tenure(self) -> dict[str, Any]:
        return {"coach": self._any("amara", "cara", "zed"), "last": self._day(self._any(0, 8))}

    def _end(self) -> dict[str, Any]:
        return {"reason": "completed"}

    def _mark(self) -> dict[str, Any]:
        kind = self._any("staff_day", "closed", "no_coaching", "pupil_day")
        first = self._any(-9, 0, 3, 30)
        return {"first": self._day(first), "last": self._day(first + self._any(0, 4)), "kind": kind}

    def _add_term(self) -> dict[str, Any]:
        return {"name": "Summer", "first": "2026-04-13", "last": self._any("2026-07-17", "2026-07-21")}

    def _change_working_days(self) -> dict[str, Any]:
        days = self._chance.sample(DAYS, self._any(1, 3, 5))
        return {"working_days": days, "starts": self._day(self._any(0, 14))}

    def _day(self, number: int) -> str:
        return (self.year.today + timedelta(days=number)).isoformat()

    def _any(self, *options: Any) -> Any:
        return self._chance.choice(options)


@pytest.mark.parametrize("seed", SEEDS, ids=["one life", "another"])
def test_the_index_is_what_the_records_make_of_it(seed: int) -> None:
    """Through a year at random, whether entries were made anew or taken on; so are the answers from it.

    A life in which everything ended early shows little: then another one is lived as well.
    """
    lives = (lived(seed + number) for number in range(MOST_LIVES))
    assert any(life.has_seen_enough for life in lives)


def lived(seed: int) -> Life:
    """Live a life, and hold its index to the law on the way."""
    print(f"seed {seed}")  # noqa: T201
    life = Life(seed)
    for number in range(UNITS):
        life.live()
        if number % EVERY == EVERY - 1:
            assert differing(life.store) == {}
            for days in (0, 30):
                as_of = life.year.today + timedelta(days=days)
                assert rows(life.year, as_of) == from_records(life.year, as_of)
    before = entries(life)
    assert life.year.workspace.rebuild() == len(PAIRS)
    assert differing(life.store) == {}
    assert entries(life).keys() == before.keys()
    return life


def rows(year: SchoolYear, as_of: date) -> list[CaseloadRow]:
    """Return where all relationships stand on a day."""
    return list(year.workspace.unit(OFFICE).caseload(as_of).rows())


def from_records(year: SchoolYear, as_of: date) -> list[CaseloadRow]:
    """Return the same as the records alone say it."""
    return rows(SchoolYear(without_index(year.backend), year.today), as_of)


def entries(life: Life) -> dict[str, Any]:
    """Return which relationships have an entry."""
    return {row.relationship: row.status for row in rows(life.year, life.year.today)}
