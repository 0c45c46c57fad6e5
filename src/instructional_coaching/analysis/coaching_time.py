"""Coaching time: the minutes of sessions that were held, each counted once, however many goals it served.

Minutes that nobody recorded are not made up: the sessions without them stand beside the sum.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

import attrs

from instructional_coaching.domain.cadence_rule import Period
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.term import Stretch


@attrs.frozen
class CoachingTime:
    """The coaching time of one coachee. Each list is of ids, by day and then by id.

    Attributes:
        one_to_one: Minutes of sessions in which nobody else took part.
        group: Minutes of sessions in which others took part, in full.
        untimed: Sessions for which nobody said how long they were.
        sessions: All sessions that count.
        in_group: Those of them in which others took part.
    """

    one_to_one: int = 0
    group: int = 0
    untimed: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    in_group: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """All minutes."""
        return self.one_to_one + self.group


@attrs.frozen
class PeriodTime:
    """The coaching time of a period of the school.

    Attributes:
        days: The days of the period; None for all days that are in none.
        name: What the school calls the term that it is, or is in; None for days that are in none.
        time: The coaching time.
    """

    days: Stretch | None
    name: str | None
    time: CoachingTime


def coaching_time(sessions: Iterable[Session]) -> CoachingTime:
    """Return the coaching time of some sessions of one coachee; those that didn't take place are left out."""
    held = _held(sessions)
    return CoachingTime(
        one_to_one=sum(one.minutes or 0 for one in held if one.one_to_one),
        group=sum(one.minutes or 0 for one in held if not one.one_to_one),
        untimed=tuple(one.id for one in held if one.minutes is None),
        sessions=tuple(one.id for one in held),
        in_group=tuple(one.id for one in held if not one.one_to_one),
    )


def coaching_time_by_goal(sessions: Iterable[Session]) -> Mapping[str, CoachingTime]:
    """Return for each goal the coaching time of the sessions that served it, in full, by the goal's id.

    A session that served two goals counts for both. So these are never added up.
    """
    by_goal: dict[str, list[Session]] = {}
    for one in _held(sessions):
        for goal in dict.fromkeys(one.goals):
            by_goal.setdefault(goal, []).append(one)
    return {goal: coaching_time(by_goal[goal]) for goal in sorted(by_goal)}


def coaching_time_by_period(
    sessions: Iterable[Session], calendar: Calendar, period: Period
) -> tuple[PeriodTime, ...]:
    """Return the coaching time of each period in which there was any, in order; together they are all of it.

    Args:
        sessions: Sessions of one coachee.
        calendar: The school's calendar.
        period: Such as a term, or a half-term. Sessions of days that are in none come last, together.
    """
    within: dict[Stretch, list[Session]] = {}
    outside: list[Session] = []
    for one in _held(sessions):
        days = calendar.period_on(period, one.when)
        (within.setdefault(days, []) if days else outside).append(one)
    found = [PeriodTime(days, _name(calendar, days.first), coaching_time(of)) for days, of in within.items()]
    return (*found, PeriodTime(None, None, coaching_time(outside))) if outside else tuple(found)


@attrs.frozen
class CoachTime:
    """The coaching time of one coach, over all their coachees.

    Attributes:
        one_to_one: Minutes of sessions with one coachee.
        group: Minutes of sessions with several, each session counted once.
        untimed: Sessions for which nobody said how long they were.
        sessions: The sessions by day; each as the ids of its records, one for each coachee.
    """

    one_to_one: int = 0
    group: int = 0
    untimed: int = 0
    sessions: tuple[tuple[str, ...], ...] = ()

    @property
    def minutes(self) -> int:
        """All minutes."""
        return self.one_to_one + self.group


def coaching_time_by_coach(sessions: Iterable[Session]) -> Mapping[str, CoachTime]:
    """Return the coaching time of each coach, by the coach that each session keeps, by id.

    A group session is one record for each coachee. Records of different coachees are of one session where
    coach, day and everybody who took part are the same; of several on one day, those of one kind and length
    belong together first. If the records of a session differ in length, the longest counts.
    """
    by_coach: dict[str, list[list[Session]]] = {}
    for records in _sessions(_held(sessions)):
        by_coach.setdefault(records[0].coach, []).append(records)
    return {coach: _coach_time(by_coach[coach]) for coach in sorted(by_coach)}


def _held(sessions: Iterable[Session]) -> list[Session]:
    return sorted((one for one in sessions if one.took_place), key=lambda one: (one.when, one.id))


def _sessions(held: Iterable[Session]) -> Iterator[list[Session]]:
    """Yield the records of each session of a coach, by day."""
    together: dict[tuple[date, str, frozenset[str]], dict[str, list[Session]]] = {}
    for one in held:
        people = frozenset({one.coachee, *one.participants})
        by_coachee = together.setdefault((one.when, one.coach, people), {})
        by_coachee.setdefault(one.coachee, []).append(one)
    for by_coachee in together.values():
        for of_coachee in by_coachee.values():
            of_coachee.sort(key=lambda one: (one.kind, one.minutes is None, one.minutes or 0, one.id))
        for records in zip_longest(*by_coachee.values()):
            yield [one for one in records if one]


def _coach_time(sessions: Sequence[Sequence[Session]]) -> CoachTime:
    timed = [(records[0].one_to_one, max(one.minutes or 0 for one in records)) for records in sessions]
    return CoachTime(
        one_to_one=sum(minutes for one_to_one, minutes in timed if one_to_one),
        group=sum(minutes for one_to_one, minutes in timed if not one_to_one),
        untimed=sum(minutes == 0 for _, minutes in timed),
        sessions=tuple(tuple(sorted(one.id for one in records)) for records in sessions),
    )


def _name(calendar: Calendar, day: date) -> str | None:
    term = calendar.term_on(day)
    return term.name if term else None
