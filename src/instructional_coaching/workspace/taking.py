"""Steps taken: each entry of a record again, on what the unit has read, as one person at one instant."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import cast

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.entitlement import require_entitled
from instructional_coaching.domain.check import aware_datetime
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.transition import Entry, Record, Resolve, Verb, take, verb_of
from instructional_coaching.domain.value import stored_fields
from instructional_coaching.errors import AccessDenied, InvalidValue, NotYet, UnrecordedChange
from instructional_coaching.workspace.held import Held
from instructional_coaching.workspace.outlook import Outlook
from instructional_coaching.workspace.reference import require_one_calendar, require_references
from instructional_coaching.workspace.shelving import Recorded


@attrs.frozen
class Taking:
    """What takes entries on the records that a unit holds.

    Attributes:
        outlook: What the person sees of these records.
        now: When the entries are typed.
    """

    outlook: Outlook
    now: datetime

    def taken(
        self, kind: type[Record], held: Held | None, entries: Iterable[Entry]
    ) -> tuple[Record, list[Recorded]]:
        """Return the record that entries lead to from what is held, and the entries as they are to be kept.

        Raises:
            UnrecordedChange: an entry names no verb of this kind.
            AccessDenied: this person may not record one of them.
            NotYet: one of them is dated in the future.
            TransitionError: a step is refused as things stand in the unit.
        """
        holding = self.outlook.holding
        state = held.record if held else None
        recorded: list[Recorded] = []
        for entry in entries:
            verb_in(entry, kind)
            if state is not None:  # before the step: how it is refused would tell of what it was taken on
                self._require(entry, state)
            seen: dict[str, int] = {}
            before, state = state, take(kind, state, entry, self._resolve(seen))
            if before is None:
                self._require(entry, state)
            require_references(holding, state, before)
            if before is None:
                require_one_calendar(holding, state)
            number = (held.revision if held else 0) + len(recorded) + 1
            step = state.unsaved[-1].stamped(self.now)
            recorded.append(Recorded(kind.KIND, state.id, number, step, tuple(seen.items())))
        return cast("Record", state), recorded

    def _require(self, entry: Entry, record: Record) -> None:
        outlook = self.outlook
        typed = min(self.now.date(), outlook.today)
        if entry.when > typed:
            raise NotYet(record.ref, entry.verb, entry.when.isoformat(), typed.isoformat())
        require_entitled(
            outlook.actor, entry, record, outlook.relationship(record), outlook.today, outlook.leads
        )
        outlook.require_unrestricted(entry.verb, type(record))

    def _resolve(self, seen: dict[str, int]) -> Resolve:
        outlook, holding = self.outlook, self.outlook.holding

        def resolve(kind: type[Record] | type[Definition], id: str) -> Record | Definition:
            if issubclass(kind, Definition):
                return holding.pinning.named(kind, id)
            # Of a relationship a step needs no more than who coaches; of a goal it may tell what is in it.
            record = outlook.seen(kind, id)[0] if kind is Relationship else outlook.whole(kind, id)
            held = holding.peek(kind, id)
            seen[kind.KIND] = held.revision if held else 0
            return record

        return resolve


def verb_in(entry: Entry, kind: type[Record]) -> Verb:
    """Return the verb that an entry names.

    Raises:
        UnrecordedChange: it names none of this kind.
    """
    owner, _, name = entry.verb.partition(".")
    verb = verb_of(getattr(kind, name, None)) if owner == kind.KIND else None
    if verb is None:
        raise UnrecordedChange(f"{kind.KIND}", "save", "its entries: one names no verb of its kind")
    return verb


def require_led_to(record: Record, state: Record, entries: tuple[Entry, ...]) -> None:
    """Refuse a record that is not what its entries lead to.

    Raises:
        UnrecordedChange: naming the fields that differ.
    """
    names = [field.name for field in stored_fields(type(record))]
    differing = [name for name in names if getattr(record, name) != getattr(state, name)]
    if state.unsaved != entries:
        differing.append("its entries")
    if differing:
        raise UnrecordedChange(record.ref, "save", ", ".join(differing))


def when_typed(actor: Actor, entry: Entry, logged: datetime | None, now: datetime) -> datetime:
    """Return when an entry was first typed: now, unless a steward says otherwise.

    Raises:
        AccessDenied: somebody else says so.
        InvalidValue: it is no instant, or later than now.
    """
    if logged is None:
        return now
    if not actor.steward:
        reason = "only stewards say when something was first typed"
        raise AccessDenied(actor.id, entry.verb, reason, "leave logged out")
    typed = aware_datetime(logged, "logged")
    if typed > now >= datetime.combine(entry.when, time(), now.tzinfo):
        raise InvalidValue("logged", "is later than now", "give the instant at which it was typed")
    return typed
