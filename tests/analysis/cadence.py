"""A school year, a relationship under a cadence rule, and what is asked of them: made by their verbs.

Term begins on Monday 7 September 2026 and ends on Friday 18 December; half-term is the last week of October.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from instructional_coaching.analysis.cadence_standing import CadenceStanding
from instructional_coaching.analysis.due import cadence_standing, standings
from instructional_coaching.analysis.eligible_day import EligibleDays, Surroundings
from instructional_coaching.analysis.meeting import Meetings
from instructional_coaching.domain import Absence, CadenceRule, Calendar, Person, Relationship, Session
from instructional_coaching.domain.cadence_rule import CadenceFamily, Combination, Period, Requirement
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.weekday import Weekday

YEAR = 2026
START = date(2026, 9, 7)
BY: dict[str, Any] = {"by": "office", "when": date(2026, 9, 1)}
TALK, LOOK, MODEL = SessionKind.CONVERSATION, SessionKind.OBSERVATION, SessionKind.MODELLING


def on(month: int, day: int) -> date:
    """Return a day of the school year."""
    return date(YEAR if month > 7 else YEAR + 1, month, day)


def days_of(first: date, last: date) -> list[date]:
    """Return every day between two, both inclusive."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def school(**given: Any) -> Calendar:
    """Draw up the calendar of the autumn term."""
    empty = Calendar.draw_up(id="school", **given, **BY)
    return empty.add_term(
        name="Autumn 2026",
        first=START,
        last=on(12, 18),
        half_term_first=on(10, 26),
        half_term_last=on(10, 30),
        **BY,
    )


def marked(
    calendar: Calendar, kind: DayKind, first: date, last: date | None = None, why: str | None = None
) -> Calendar:
    """Mark some days of a calendar."""
    return calendar.mark(first=first, last=last, kind=kind, why=why, **BY)


def closed(*days: date, calendar: Calendar | None = None) -> Calendar:
    """Return a calendar on which the school is closed on some days more."""
    found = calendar or AUTUMN
    for day in days:
        found = marked(found, DayKind.CLOSED, day, why="burst pipe")
    return found


AUTUMN = school()


def per(period: Period | str, times: int = 1, **given: Any) -> Requirement:
    """Require so many contacts per period."""
    return Requirement(family=CadenceFamily.PER_PERIOD, period=Period(period), times=times, **given)


def gap(days: int, **given: Any) -> Requirement:
    """Require no longer than so many eligible days between contacts."""
    return Requirement(family=CadenceFamily.NO_LONGER_THAN, days=days, **given)


WEEKLY = per("week")
FORTNIGHTLY = gap(10, warn=3)


def rule(*requires: Requirement, id: str = "oakfield/rule", any_of: bool = False) -> CadenceRule:
    """Make a rule of some requirements."""
    combine = Combination.ANY_OF if any_of else Combination.ALL_OF
    return CadenceRule(id=id, title="How often", requires=requires, combine=combine)


def begun(cadence: CadenceRule | None = None, starts: date = START, **given: Any) -> Relationship:
    """Begin Amara's coaching of Ben under a cadence rule."""
    told: dict[str, Any] = {"id": "r1", "coach": "amara", "coachee": "ben", **BY}
    return Relationship.begin(starts=starts, cadence=cadence, **told | given)


LONG_AGO = begun(starts=date(2020, 1, 1), when=date(2020, 1, 1))


def held(day: date, kind: SessionKind = TALK, id: str | None = None, **given: Any) -> Session:
    """Log a session that was held on a day."""
    told: dict[str, Any] = {"relationship": LONG_AGO} | given
    by = told.pop("by", "amara")
    return Session.log(id=id or f"{kind}-{day}", kind=kind, by=by, when=day, **told)


def planned(day: date, kind: SessionKind = TALK, id: str | None = None, **given: Any) -> Session:
    """Plan a session for a day."""
    return Session.plan(
        id=id or f"plan-{kind}-{day}",
        relationship=LONG_AGO,
        kind=kind,
        planned_for=day,
        by="amara",
        when=min(day, START),
        **given,
    )


def away(person: str, first: date, last: date | None = None, id: str | None = None) -> Absence:
    """Note that somebody is away from a day on."""
    return Absence.note(id=id or f"{person}-{first}", person=person, by="office", when=first, last=last)


def teacher(*working: str, id: str = "ben") -> Person:
    """Enter the coachee, who works on some days of the week, or on any if none is named."""
    days = frozenset(map(Weekday, working)) or None
    return Person.join(id=id, working_days=days, by="office", when=date(2020, 1, 1))


@attrs.frozen
class Case:
    """A relationship with all that its standing is asked of."""

    relationship: Relationship
    rules: tuple[CadenceRule, ...]
    sessions: tuple[Session, ...] = ()
    calendar: Calendar | None = AUTUMN
    coachee: Person | None = None
    absences: tuple[Absence, ...] = ()

    @property
    def around(self) -> Surroundings | None:
        """What decides about the coachee's days."""
        return Surroundings(self.calendar, self.coachee, self.absences) if self.calendar else None

    @property
    def meetings(self) -> Meetings:
        """What counts of the sessions."""
        return Meetings.of(self.sessions)

    @property
    def pins(self) -> Mapping[str, CadenceRule]:
        """The rules by pin."""
        return {one.pin: one for one in self.rules}

    def on(self, month: int, day: int) -> CadenceStanding:
        """Return where it stands on a day of the school year."""
        return self.at(on(month, day))

    def at(self, day: date) -> CadenceStanding:
        """Return where it stands on a day."""
        return cadence_standing(self.relationship, self.meetings, self.pins, self.around, day)

    def each(self, month: int, day: int) -> tuple[CadenceStanding, ...]:
        """Return where it stands on a day under each requirement of its rule."""
        assert self.around is not None
        return standings(self.relationship, self.meetings, self.rules[0], self.around, on(month, day))

    def statuses(self, *days: date) -> list[str]:
        """Return the status on each of some days."""
        return [self.at(one).status.value for one in days]

    def but(self, **changes: Any) -> "Case":
        """Return it with something else."""
        return attrs.evolve(self, **changes)

    def also(self, *sessions: Session) -> "Case":
        """Return it with some sessions more."""
        return self.but(sessions=(*self.sessions, *sessions))


def case(
    *requires: Requirement, sessions: Iterable[Session] = (), any_of: bool = False, **given: Any
) -> Case:
    """Return Amara's coaching of Ben under a rule of some requirements, from the first day of term."""
    made = rule(*requires, any_of=any_of)
    told: dict[str, Any] = {"relationship": begun(made)} | given
    return Case(rules=(made,), sessions=tuple(sessions), **told)


def eligible(requirement: Requirement = WEEKLY, **given: Any) -> EligibleDays:
    """Return the days that count for Amara's coaching of Ben."""
    found = case(requirement, **given)
    assert found.around is not None
    return EligibleDays(found.around, found.relationship, requirement)
