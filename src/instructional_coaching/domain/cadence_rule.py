"""Cadence rules as data: how often coaching is to happen, in eligible days and periods of the school.

Two families. *So many per period*: so many contacts a week, timetable cycle, half-term or term. *No longer
than*: no more than so many eligible days since the last contact.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from instructional_coaching.domain.check import Bounds, Minutes, NamesDefinition
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.value import activity, value
from instructional_coaching.errors import Fault

CadencePin = Annotated[str, NamesDefinition("cadence_rule")]
Days = Annotated[int, Bounds(0, 200)]


class CadenceFamily(StrEnum):
    """How a cadence rule counts."""

    PER_PERIOD = "per_period"
    NO_LONGER_THAN = "no_longer_than"


class Period(StrEnum):
    """A stretch of the school year in which contacts are counted."""

    WEEK = "week"
    TIMETABLE_CYCLE = "timetable_cycle"
    HALF_TERM = "half_term"
    TERM = "term"


@value
class CadenceRule(Definition):
    """How often coaching is to happen.

    Attributes:
        family: How it counts.
        times: Contacts per period, 1 to 50; for so many per period.
        period: The period; for so many per period.
        days: The longest time between contacts, in eligible days, 1 to 200; for no longer than.
        grace: Eligible days after which it is overdue, from 0.
        warn: Eligible days before the end in which it is due.
        counts: Kinds of session that qualify; any if none is named.
        least_minutes: Minutes that a session must have to qualify, if any.
        coach_absence_matters: Whether days on which the coach is absent are not eligible.

    Raises:
        FaultyDefinition: a field of the other family is given, or one of its own is missing.
    """

    KIND = "cadence_rule"

    family: CadenceFamily = activity()
    times: Annotated[int, Bounds(1, 50)] | None = activity(default=None)
    period: Period | None = activity(default=None)
    days: Annotated[int, Bounds(1, 200)] | None = activity(default=None)
    grace: Days = activity(default=0)
    warn: Days | None = activity(default=None)
    counts: frozenset[SessionKind] = activity(default=frozenset())
    least_minutes: Minutes | None = activity(default=None)
    coach_absence_matters: bool = activity(default=False)

    def faults(self) -> Iterator[Fault]:
        """Yield every rule of cadence rules that it breaks."""
        own = {CadenceFamily.PER_PERIOD: ("times", "period"), CadenceFamily.NO_LONGER_THAN: ("days",)}
        for family, names in own.items():
            for name in names:
                given = getattr(self, name) is not None
                if given and family is not self.family:
                    yield Fault(
                        name,
                        f"goes with {family}, and this rule is {self.family}",
                        "leave it out, or change the family",
                        "other-family",
                        ("family",),
                    )
                if not given and family is self.family:
                    yield Fault(
                        "family",
                        f"{family} needs {name}, which is missing",
                        f"give {name}",
                        "missing-key",
                        (name,),
                    )
