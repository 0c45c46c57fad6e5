"""Cadence rules as data: how often coaching is to happen, in eligible days and periods of the school.

A rule is one requirement or several. Each is of one of two families. *So many per period*: so many contacts a
week, timetable cycle, half-term or term. *No longer than*: no more than so many eligible days since the last
contact.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from instructional_coaching.domain.check import Bounds, Minutes, NamesDefinition
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.value import Value, activity, value
from instructional_coaching.errors import Fault

CadencePin = Annotated[str, NamesDefinition("cadence_rule")]
Days = Annotated[int, Bounds(0, 200)]


class CadenceFamily(StrEnum):
    """How a requirement counts."""

    PER_PERIOD = "per_period"
    NO_LONGER_THAN = "no_longer_than"


class Period(StrEnum):
    """A stretch of the school year in which contacts are counted."""

    WEEK = "week"
    TIMETABLE_CYCLE = "timetable_cycle"
    HALF_TERM = "half_term"
    TERM = "term"


class Combination(StrEnum):
    """How several requirements make one rule: by the worst of their statuses, or by the best."""

    ALL_OF = "all_of"
    ANY_OF = "any_of"


@value
class Requirement(Value):
    """What a cadence rule asks for.

    Attributes:
        family: How it counts.
        times: Contacts per period, 1 to 50; for so many per period.
        period: The period; for so many per period.
        days: The longest time between contacts, in eligible days, 1 to 200; for no longer than.
        grace: Eligible days after which it is overdue, from 0.
        warn: Eligible days before the end in which it is due; without it, from the beginning.
        counts: Kinds of session that qualify; any if none is named.
        pair: Whether a contact is a pair, an observation and a conversation at most five eligible days apart.
        least_minutes: Minutes that a session must have to qualify, if any.
        least_days: Eligible days that a period must have for anything to be expected in it, from 1.
        coach_absence_matters: Whether days on which the coach is absent are not eligible.
    """

    family: CadenceFamily = activity()
    times: Annotated[int, Bounds(1, 50)] | None = activity(default=None)
    period: Period | None = activity(default=None)
    days: Annotated[int, Bounds(1, 200)] | None = activity(default=None)
    grace: Days = activity(default=0)
    warn: Days | None = activity(default=None)
    counts: frozenset[SessionKind] = activity(default=frozenset())
    pair: bool = activity(default=False)
    least_minutes: Minutes | None = activity(default=None)
    least_days: Annotated[int, Bounds(1, 200)] = activity(default=1)
    coach_absence_matters: bool = activity(default=False)

    @property
    def observes(self) -> bool:
        """Whether it includes an observation, so that only days with pupils count."""
        return self.pair or SessionKind.OBSERVATION in self.counts

    def faults(self, path: str) -> Iterator[Fault]:
        """Yield every rule of requirements that it breaks.

        Args:
            path: Where it stands in the rule.
        """
        own = {CadenceFamily.PER_PERIOD: ("times", "period"), CadenceFamily.NO_LONGER_THAN: ("days",)}
        for family, names in own.items():
            for name in names:
                given = getattr(self, name) is not None
                if given and family is not self.family:
                    yield Fault(
                        f"{path}.{name}",
                        f"goes with {family}, and this requirement is {self.family}",
                        "leave it out, or change the family",
                        "other-family",
                        (f"{path}.family",),
                    )
                if not given and family is self.family:
                    yield Fault(
                        f"{path}.family",
                        f"{family} needs {name}, which is missing",
                        f"give {name}",
                        "missing-key",
                        (f"{path}.{name}",),
                    )
        if self.pair and self.counts:
            yield Fault(
                f"{path}.counts",
                "says which kinds qualify, and a pair is an observation and a conversation",
                "leave out counts, or pair",
                "not-together",
                (f"{path}.pair",),
            )


@value
class CadenceRule(Definition):
    """How often coaching is to happen.

    Attributes:
        requires: What it asks for, one requirement or several.
        combine: Whether all of them are to be met, or any.

    Raises:
        FaultyDefinition: it asks for nothing; or of a requirement a field of the other family is given, or
            one of its own is missing.
    """

    KIND = "cadence_rule"

    requires: tuple[Requirement, ...] = activity()
    combine: Combination = activity(default=Combination.ALL_OF)

    def faults(self) -> Iterator[Fault]:
        """Yield every rule of cadence rules that it breaks."""
        if not self.requires:
            yield Fault("requires", "asks for nothing", "give at least one requirement", "missing-key")
        for n, one in enumerate(self.requires):
            yield from one.faults(f"requires[{n}]")
