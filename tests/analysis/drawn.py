"""Relationships with all that their standing is asked of, drawn at random.

All is made by the verbs; what they refuse is left out. Nothing that was held lies after the day asked about,
and all the rest may: what is planned, hand-overs, absences, other working days, another rule.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from instructional_coaching.domain import Absence, CadenceRule, Calendar, Person, Relationship, Session
from instructional_coaching.domain.cadence_rule import Period, Requirement
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.weekday import WEEKDAYS, Weekday
from instructional_coaching.errors import CoachingError
from tests.analysis.cadence import Case, gap, per, rule

R = TypeVar("R", bound=Record)

FIRST = date(2026, 8, 24)
BY: dict[str, Any] = {"by": "office", "when": date(2026, 8, 1)}
KINDS = (SessionKind.CONVERSATION, SessionKind.OBSERVATION, SessionKind.MODELLING)
COACHES = ("amara", "cara", "dina")


class Draw:
    """Draws what belongs to one relationship.

    Attributes:
        as_of: The day asked about.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.as_of = self._day(0, 200)

    def case(self) -> Case:
        """Draw a relationship with all that its standing is asked of."""
        rules = tuple(self._rule(f"oakfield/rule-{n}") for n in range(self._any(1, 1, 2, 3)))
        relationship = self._relationship(rules)
        held = [self._held(n, relationship) for n in range(self._any(0, 2, 5, 9, 20))]
        planned = [self._planned(n, relationship) for n in range(self._any(0, 0, 1, 3))]
        return Case(
            relationship=relationship,
            rules=rules,
            sessions=tuple(one for one in (*held, *planned) if one),
            calendar=self._calendar() if self._any(*range(20)) else None,
            coachee=self._person() if self._any(True, False) else None,
            absences=tuple(self._absence(n) for n in range(self._any(0, 0, 1, 2, 5))),
        )

    def _calendar(self) -> Calendar:
        weekdays = frozenset(self._chance.sample(WEEKDAYS, self._any(2, 4, 5, 6)))
        weekdays = self._any(weekdays, frozenset(WEEKDAYS[:5]), frozenset(WEEKDAYS[:5]))
        calendar = Calendar.draw_up(id="school", weekdays=weekdays, cycle_weeks=self._any(1, 2, 3), **BY)
        first = FIRST
        for number in range(self._any(0, 1, *[5] * 8)):
            first += timedelta(days=self._any(0, 1, 7, 16))
            last = first + timedelta(days=self._any(6, 60, 90, 102))
            half = first + timedelta(days=self._any(3, 20, 45))
            holiday = {"half_term_first": half, "half_term_last": half + timedelta(days=self._any(0, 4, 11))}
            told = {"name": f"Term {number}", "first": first, "last": last, **BY}
            plain = _tried(calendar, calendar.add_term, **told)
            calendar = self._any(plain, _tried(plain, plain.add_term, **told, **holiday))
            first = last + timedelta(days=1)
        for _ in range(self._any(0, 1, 3, 8)):
            day = self._day(0, 500)
            until = day + timedelta(days=self._any(0, 0, 4, 20))
            kind = self._any(*DayKind)
            calendar = calendar.mark(first=day, last=until, kind=kind, **BY)
        return calendar

    def _rule(self, id: str) -> CadenceRule:
        asked = [self._requirement() for _ in range(self._any(1, 1, 2, 3))]
        return rule(*asked, id=id, any_of=self._any(True, False))

    def _requirement(self) -> Requirement:
        given: dict[str, Any] = {
            "grace": self._any(0, 0, 1, 4),
            "warn": self._any(None, 0, 1, 3, 30),
            "least_days": self._any(1, 1, 2, 6),
            "coach_absence_matters": self._any(True, False),
        }
        kind = self._any({}, {}, {"pair": True}, {"counts": frozenset(self._chance.sample(KINDS, 2))})
        given |= kind | self._any({}, {"least_minutes": 20})
        if self._any(True, False):
            return gap(self._any(1, 5, 10, 10, 30), **given)
        return per(self._any(*Period), self._any(1, 1, 2, 4), **given)

    def _relationship(self, rules: tuple[CadenceRule, ...]) -> Relationship:
        first, *others = rules
        begun = self._day(0, 60)
        found = Relationship.begin(
            id="r1",
            coach="amara",
            coachee="ben",
            by="office",
            when=begun,
            starts=begun + timedelta(days=self._any(0, 0, 0, 9)),
            cadence=self._any(*[first] * 7, None),
        )
        day = begun
        for step in self._chance.sample(_STEPS, self._any(0, 0, 1, 2, 4)):
            day = min(day + timedelta(days=self._any(0, 3, 20, 60)), self.as_of)
            found = _tried(found, lambda: step(self, found, day))  # noqa: B023 - called at once
        for other in others:
            day = min(day + timedelta(days=self._any(0, 3, 20, 60)), self.as_of)
            starts = day + timedelta(days=self._any(0, 1, 40))
            found = _tried(found, found.arrange, cadence=other, by="office", when=day, starts=starts)
        return found

    def hand_over(self, before: Relationship, day: date) -> Relationship:
        """Give the lead to somebody else, at once or later."""
        starts = day + timedelta(days=self._any(0, 1, 30, 100))
        return before.hand_over(to=self._any(*COACHES), by="office", when=day, starts=starts)

    def add_coach(self, before: Relationship, day: date) -> Relationship:
        """Enter somebody beside the lead."""
        first = day + timedelta(days=self._any(0, 1, 30))
        last = self._any(None, first + timedelta(days=self._any(0, 10, 90)))
        role = self._any(*CoachRole)
        told = {"coach": self._any(*COACHES), "role": role, "first": first, "last": last}
        return before.add_coach(by="office", when=day, **told)

    def end_tenure(self, before: Relationship, day: date) -> Relationship:
        """End the tenure of somebody who coaches then."""
        last = day + timedelta(days=self._any(0, 1, 30))
        return before.end_tenure(coach=self._any(*COACHES), by="office", when=day, last=last)

    def pause(self, before: Relationship, day: date) -> Relationship:
        """Let it rest, for good or not."""
        paused = before.pause(by="office", when=day)
        resumed = day + timedelta(days=self._any(0, 1, 20))
        return (
            paused.resume(by="office", when=resumed)
            if self._any(1, 1, 1, 0) and resumed <= self.as_of
            else paused
        )

    def end(self, before: Relationship, day: date) -> Relationship:
        """End it, seldom."""
        return before.end(reason=EndReason.COMPLETED, by="office", when=day) if self._any(0, 0, 1) else before

    def _held(self, number: int, relationship: Relationship) -> Session | None:
        day = self.as_of - timedelta(
            days=self._any(0, 1, 2, 5, 10, self._any(*range(40)), self._any(*range(150)))
        )
        told = {"id": f"h{number}", "kind": self._any(*KINDS), "minutes": self._any(None, 15, 20, 45)}
        session: Session | None = _tried(
            None, Session.log, relationship=relationship, by="ben", when=day, **told
        )
        is_void = session is not None and self._any(*range(10)) == 0
        return session.void(reason="entered twice", by="ben", when=day) if session and is_void else session

    def _planned(self, number: int, relationship: Relationship) -> Session | None:
        day = self.as_of + timedelta(days=self._any(-20, -1, 0, 1, 3, 10, 60))
        told = {"id": f"p{number}", "kind": self._any(*KINDS), "minutes": self._any(None, 45)}
        when = min(day, self.as_of)
        told |= {"relationship": relationship, "planned_for": day, "by": "ben", "when": when}
        session: Session | None = _tried(None, Session.plan, **told)
        return session

    def _person(self) -> Person:
        found = Person.join(id="ben", working_days=self._working(), **BY)
        if self._any(True, False):
            day = self._day(0, 300)
            found = found.change_working_days(working_days=self._working(), by="office", when=day)
        return found.leave(by="office", when=self._day(0, 500)) if self._any(*range(8)) == 0 else found

    def _working(self) -> frozenset[Weekday]:
        return frozenset(self._chance.sample(WEEKDAYS[:5], self._any(1, 3, 5)))

    def _absence(self, number: int) -> Absence:
        first = self._day(0, 400)
        last = self._any(None, first + timedelta(days=self._any(0, 1, 12, 60)))
        person = self._any("ben", "ben", *COACHES)
        found = Absence.note(id=f"x{number}", person=person, by="office", when=first, last=last)
        is_void = self._any(*range(8)) == 0
        return found.void(reason="somebody else", by="office", when=first) if is_void else found

    def _day(self, first: int, last: int) -> date:
        return FIRST + timedelta(days=self._chance.randint(first, last))

    def _any(self, *options: Any) -> Any:
        return self._chance.choice(options)


_STEPS = (*(Draw.hand_over, Draw.add_coach, Draw.end_tenure, Draw.pause) * 2, Draw.end)


def _tried(before: Any, step: Callable[..., Any], **given: Any) -> Any:
    """Return what a step leads to, or what was before where it is refused."""
    try:
        return step(**given)
    except CoachingError:
        return before


@st.composite
def cases(draw: st.DrawFn) -> tuple[Case, date]:
    """Draw a relationship with all that its standing is asked of, and the day asked about."""
    drawn = Draw(draw(st.randoms(use_true_random=True)))
    return drawn.case(), drawn.as_of
