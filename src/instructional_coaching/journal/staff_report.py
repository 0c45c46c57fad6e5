"""What a staff list brought: who is new, what has changed, and what somebody has to decide.

A finding is what the list says of one person beyond what the register holds. The new and the changed ones
are performed; what is unclear is told, and nothing is done about it.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import TypeAlias

import attrs

from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.weekday import Weekday

StaffValue: TypeAlias = frozenset[Duty] | frozenset[Weekday] | int | None
"""Duties, working days (None: on any), or the year of an early-career entitlement (None: in none)."""


class Unclear(StrEnum):
    """Why something in a staff list waits for a decision."""

    NOT_LISTED = "not_listed"
    """Somebody is in the register and not in the list."""
    HAS_LEFT = "has_left"
    """Their last day is in the register, and the list has them, or has something else of them."""
    NOT_YET = "not_yet"
    """The line holds from a day that hasn't come."""
    LATER_DAYS = "later_days"
    """Other working days are entered from a later day on."""
    OTHER_COACH = "other_coach"
    """Somebody else leads their coaching."""
    COACHING_ENDED = "coaching_ended"
    """Their coaching by this coach has ended."""
    COACH_NOT_THERE = "coach_not_there"
    """The coach has left, or hasn't come yet."""
    STILL_COACHED = "still_coached"
    """The list says that they have no coach, and they have one."""


@attrs.frozen
class NewPerson:
    """Somebody whom the list entered in the register.

    Attributes:
        line: The line of the list.
        id: Who.
        when: The day they joined.
        said: What the list says of them, by column.
    """

    line: int
    id: str
    when: date
    said: Mapping[str, StaffValue]


@attrs.frozen
class NewRelationship:
    """Coaching that began because the list names a coach.

    Attributes:
        line: The line of the list.
        id: Id of the relationship.
        coach: Its lead.
        coachee: Whose it is.
        when: The first day.
    """

    line: int
    id: str
    coach: str
    coachee: str
    when: date


@attrs.frozen
class StaffChange:
    """Something of somebody in the register that the list changed.

    Attributes:
        line: The line of the list.
        id: Who.
        field: ``duties``, ``early_career_year`` or ``working_days``.
        before: What it was.
        after: What it is.
        when: From which day on.
    """

    line: int
    id: str
    field: str
    before: StaffValue
    after: StaffValue
    when: date


@attrs.frozen
class StaffDoubt:
    """Something that waits for a decision; nothing was done about it.

    Attributes:
        line: The line of the list; 0 where it has none.
        id: About whom.
        reason: Why it is unclear.
        message: What is unclear, by ids and days.
        hint: What to do about it, where a line of a log doesn't say it.
        remedy: The line of a log that would settle it, its cells by column; empty where none would.
    """

    line: int
    id: str
    reason: Unclear
    message: str
    hint: str = ""
    remedy: Mapping[str, str] = attrs.field(factory=dict[str, str])


Finding: TypeAlias = NewPerson | NewRelationship | StaffChange | StaffDoubt


@attrs.frozen
class StaffReport:
    """What a staff list brought.

    Attributes:
        new: Who was entered.
        begun: The coaching that began.
        changed: What was changed.
        unclear: What waits for a decision.
        unchanged: How many of the list's people are none of these.
    """

    new: tuple[NewPerson, ...]
    begun: tuple[NewRelationship, ...]
    changed: tuple[StaffChange, ...]
    unclear: tuple[StaffDoubt, ...]
    unchanged: int

    @property
    def is_idle(self) -> bool:
        """Whether nothing is new and nothing was changed."""
        return not (self.new or self.begun or self.changed)

    @property
    def remedies(self) -> str:
        """A log in CSV that would settle what is unclear, as far as one can; empty where none would."""
        lines = [one.remedy for one in self.unclear if one.remedy]
        made = io.StringIO()
        log = csv.DictWriter(made, list(dict.fromkeys(chain(*lines))), lineterminator="\n")
        if lines:
            log.writeheader()
            log.writerows(lines)
        return made.getvalue().rstrip("\n")
