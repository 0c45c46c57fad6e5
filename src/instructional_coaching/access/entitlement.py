"""Who may record what: asked of every entry before it is saved."""

from datetime import date
from typing import get_args

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import Leads
from instructional_coaching.domain.absence import Absence
from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.note import Note
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import Entry, Record, verbs_of
from instructional_coaching.errors import AccessDenied

_REGISTER = Person | Calendar | Absence
"""What leaders and stewards keep for all the school."""
ARRANGED: tuple[type[Record], ...] = (*get_args(_REGISTER), Relationship)
"""Kinds of record of which a steward may decide what else is for leaders and those concerned."""


def require_entitled(
    actor: Actor,
    entry: Entry,
    record: Record,
    relationship: Relationship | None,
    today: date,
    leads: Leads,
) -> None:
    """Refuse an entry that this actor may not record, or that is claimed for somebody who may not decide it.

    Args:
        actor: Who records it.
        entry: What they record.
        record: The record as it was before, or as it begins.
        relationship: The relationship that it belongs to, as it was before.
        today: The day on which it is recorded.
        leads: Says who leads the school.

    Raises:
        AccessDenied: they may not.
    """
    _require_own_name(actor, entry)
    _require_own_act(actor, entry, record)
    if isinstance(record, _REGISTER):
        _require_leader(entry, record, leads, actor, today)
    elif isinstance(record, Relationship):
        _require_arranger(entry, record, leads, actor)
    if not actor.steward:
        _require_place(actor, entry, record, relationship, today, leads)


def is_for_stewards(entry: Entry, record: Record, leads: Leads) -> bool:
    """Say whether what an entry decides is for nobody but a steward to decide.

    Args:
        entry: The entry.
        record: The record as it was before, or as it begins.
        leads: Says who leads the school.
    """
    if isinstance(record, _REGISTER):
        return not leads(entry.by, entry.when)
    if isinstance(record, Relationship):
        return entry.by not in _people_of(record, entry, entry.when) and not leads(entry.by, entry.when)
    return False


def _require_own_name(actor: Actor, entry: Entry) -> None:
    if entry.recorded_by != actor.id and not actor.steward:
        raise AccessDenied(
            actor.id,
            entry.verb,
            "the entry says that somebody else typed it",
            "give recorded_by= the one who is logged in",
        )


def _require_own_act(actor: Actor, entry: Entry, record: Record) -> None:
    if entry.unconfirmed and not actor.steward and not verbs_of(type(record))[entry.verb].decision:
        raise AccessDenied(
            actor.id,
            entry.verb,
            "it is recorded for somebody else, which only a coachee's own decisions can be",
            "let the one who did it record it, with by= their own id",
        )


def _require_leader(entry: Entry, record: Record, leads: Leads, actor: Actor, today: date) -> None:
    led_then_and_now = not is_for_stewards(entry, record, leads) and (actor.steward or leads(actor.id, today))
    if not (led_then_and_now or _is_stewards(entry, actor)):
        raise AccessDenied(
            entry.by, entry.verb, "the register is kept by leaders and stewards", "ask one of them"
        )


def _require_arranger(entry: Entry, relationship: Relationship, leads: Leads, actor: Actor) -> None:
    if is_for_stewards(entry, relationship, leads) and not _is_stewards(entry, actor):
        raise AccessDenied(
            entry.by,
            entry.verb,
            "it is for the coachee, their coaches and the school's leaders to arrange",
            "let one of them do it, or enter a leader in the register first",
        )


def _people_of(relationship: Relationship, entry: Entry, day: date) -> frozenset[str]:
    if entry.verb == "relationship.begin":
        return frozenset({relationship.coachee, relationship.tenures[0].coach})
    return relationship.pair_on(day)


def _is_stewards(entry: Entry, actor: Actor) -> bool:
    """Say whether a steward decided it: the actor, or somebody of whom the actor says that they were one.

    An exported journal holds what earlier stewards entered. Without the word of the one who brings it in
    again it would be refused, or its entries would have to be put in other people's names.
    """
    return actor.steward and (entry.by == actor.id or entry.by in actor.vouches_for)


def _require_place(
    actor: Actor,
    entry: Entry,
    record: Record,
    relationship: Relationship | None,
    today: date,
    leads: Leads,
) -> None:
    if isinstance(record, _REGISTER | Note):
        return
    corrects_own = isinstance(record, Authored) and actor.id == record.author == entry.by
    if corrects_own and entry.verb.endswith((".correct", ".void")):
        return
    if relationship is not None and actor.id in _people_of(relationship, entry, today):
        return
    decides = verbs_of(type(record))[entry.verb].decision
    if isinstance(record, Relationship) and leads(actor.id, today) and not decides:
        return
    raise AccessDenied(
        actor.id,
        entry.verb,
        "they are neither the coachee nor a coach of this relationship",
        "check the tenures; what a stand-in does needs a tenure of their own",
    )
