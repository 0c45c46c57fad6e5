"""Where a relationship stands under its cadence rule, with what decided it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs

from instructional_coaching.analysis.eligible_day import LeftOut
from instructional_coaching.analysis.meeting import Contact, Meeting
from instructional_coaching.analysis.window import Window
from instructional_coaching.domain.cadence_rule import CadenceRule, Combination


class CadenceStatus(StrEnum):
    """Where a relationship stands under its cadence rule. Of those that apply, the first is given."""

    ENDED = "ended"
    PAUSED = "paused"
    NOT_STARTED = "not_started"
    NO_COACH = "no_coach"
    OVERDUE = "overdue"
    BOOKED = "booked"
    DUE = "due"
    OPEN = "open"
    NOT_EXPECTED = "not_expected"
    ON_TRACK = "on_track"
    UNKNOWN = "unknown"


URGENCY = (
    CadenceStatus.OVERDUE,
    CadenceStatus.DUE,
    CadenceStatus.OPEN,
    CadenceStatus.BOOKED,
    CadenceStatus.NOT_EXPECTED,
    CadenceStatus.ON_TRACK,
)
"""Of several requirements, the worst status first: a session that is booked is better than none."""


@attrs.frozen
class CadenceStanding:
    """Where a relationship stands under its cadence rule on a day, with what decided it.

    Attributes:
        status: Where it stands.
        as_of: The day.
        reason: Why, where no window says it: the day of an end or a pause, or what is not known.
        rule: Pin of the rule; None where none applies.
        requirement: Number of the requirement that decided, from 1.
        window: The window that decided; where it is overdue, the first that was missed since the last
            contact.
        since: The day from which counting goes on: that of the last contact, or of the start of the clock.
        last_contact: The last qualifying contact on this clock.
        planned: The planned session that decided.
        days: The days that count, from the window's beginning to the day asked about.
        left_out: The days that don't count, and why, from the window's beginning to its end, to the day asked
            about and to that from which it is overdue.
        due_on: The last day on which contact is in time; None where that is not in sight.
        overdue_from: The first day on which it is overdue; None where that is not in sight.
        is_slipping: Whether contact is slipping: fewer days that count are left than contacts are needed, or
            two of the last three windows were missed.
        looked_back: The last three windows that are over, the latest first; where contact is slipping under
            another requirement, those of that one.
        contacts: The qualifying contacts from the one before the earliest of these windows on.
    """

    status: CadenceStatus
    as_of: date
    reason: str | None = None
    rule: str | None = None
    requirement: int | None = None
    window: Window | None = None
    since: date | None = None
    last_contact: Contact | None = None
    planned: Meeting | None = None
    days: tuple[date, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    due_on: date | None = None
    overdue_from: date | None = None
    is_slipping: bool = False
    looked_back: tuple[Window, ...] = ()
    contacts: tuple[Contact, ...] = ()


def decisive(rule: CadenceRule, found: Iterable[CadenceStanding]) -> CadenceStanding:
    """Return the standing that decides: of all requirements the worst, of any the best.

    Contact is slipping where it is under one of all requirements, or under each of any.
    """
    each = tuple(found)
    if len(each) == 1:
        return each[0]
    needs_all = rule.combine is Combination.ALL_OF
    choose, slips = (min, any) if needs_all else (max, all)
    decided = choose(each, key=lambda one: URGENCY.index(one.status))
    is_slipping = slips(one.is_slipping for one in each)
    told = next((one for one in (decided, *each) if one.is_slipping is is_slipping), decided)
    counted = frozenset((*told.contacts, *decided.contacts))
    contacts = tuple(sorted(counted, key=lambda one: (one.when, one.sessions)))
    return attrs.evolve(decided, is_slipping=is_slipping, looked_back=told.looked_back, contacts=contacts)
