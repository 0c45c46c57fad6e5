"""What the questions are asked of: a relationship, its sessions and a goal, made by their verbs."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from hypothesis import HealthCheck, settings

from instructional_coaching.domain import DataPoint, Goal, Relationship, Session
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.domain.measure import Better, Measure, MeasureKind
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.stance import Segment, Stance

START = date(2025, 9, 1)
LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
AMARA: dict[str, Any] = {"by": "amara"}


def day(number: int) -> date:
    """Return the day so many days after the start."""
    return START + timedelta(days=number)


def begun(id: str = "r1", starts: int = 0) -> Relationship:
    """Begin Amara's coaching of Ben on day 0, to start so many days later."""
    return Relationship.begin(id=id, coach="amara", coachee="ben", by="amara", when=START, starts=day(starts))


def held(
    id: str, on: int, *segments: tuple[str, int], relationship: Relationship | None = None, **given: Any
) -> Session:
    """Log a conversation of Amara's on a day, with its stances and their minutes."""
    told: dict[str, Any] = {"minutes": sum(minutes for _, minutes in segments) or None} | given
    return Session.log(
        id=id,
        relationship=relationship or begun(),
        kind=SessionKind.CONVERSATION,
        segments=tuple(Segment(stance=Stance(stance), minutes=minutes) for stance, minutes in segments),
        when=day(on),
        **cast("Any", AMARA | told),
    )


def planned(id: str, on: int) -> Session:
    """Plan a conversation for a day."""
    return Session.plan(
        id=id,
        relationship=begun(),
        kind=SessionKind.CONVERSATION,
        planned_for=day(on),
        minutes=30,
        by="amara",
        when=START,
    )


def level(better: Better = Better.UP, target: str | None = "20", **given: Any) -> Measure:
    """Return a measure on a scale."""
    aim = None if target is None else Decimal(target)
    return Measure(kind=MeasureKind.SCALE, unit="level", better=better, target=aim, **given)


def goal(measure: Measure | None, baseline: str | None = None) -> Goal:
    """Return a goal of Ben's, adopted, with a measure and perhaps a baseline."""
    adopted = Goal.propose(
        id="g1",
        relationship=begun(),
        statement="more pupils answer",
        focus=Focus.STUDENT,
        measure=measure,
        by="ben",
        when=START,
    ).adopt(by="ben", when=START)
    if baseline is None:
        return adopted
    return adopted.record_baseline(relationship=begun(), value=Decimal(baseline), by="ben", when=START)


def points(of: Goal, *values: str) -> list[DataPoint]:
    """Record values of a goal's present measure on the days after the start."""
    return [point(of, f"d{n}", n, value) for n, value in enumerate(values, 1)]


def point(of: Goal, id: str, on: int, value: str) -> DataPoint:
    """Record a value of a goal's present measure on a day."""
    return DataPoint.record(
        id=id, goal=of, relationship=begun(), value=Decimal(value), by="amara", when=day(on)
    )


def shuffled(items: Iterable[Any]) -> list[Any]:
    """Return items in another order than they came in, always the same one."""
    listed = list(items)
    return [*listed[1::2], *reversed(listed[0::2])]
