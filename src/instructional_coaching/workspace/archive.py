"""What a steward takes out of a store to keep it elsewhere: every entry of every record but private notes."""

from collections.abc import Iterator
from datetime import date

import attrs

from instructional_coaching.access.entitlement import is_for_stewards
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.note import Note
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.transition import Record, take
from instructional_coaching.errors import AccessDenied
from instructional_coaching.workspace.outlook import Outlook
from instructional_coaching.workspace.shelving import Recorded, query_for
from instructional_coaching.workspace.unit import UnitOfWork


@attrs.frozen
class Archive:
    """The entries of one school.

    Attributes:
        unit: A steward's unit of work.

    Raises:
        AccessDenied: the unit is nobody's who keeps the records.
    """

    unit: UnitOfWork

    def __attrs_post_init__(self) -> None:
        actor = self.unit.actor
        if not actor.steward:
            reason = "only stewards take out all that is kept"
            raise AccessDenied(actor.id, "export", reason, "ask one of them")

    def entries(self) -> Iterator[Recorded]:
        """Yield every entry: kind by kind, record by record, each record's in order.

        What names others comes before them, so that whatever is saved meanwhile, all that they name is there.
        """
        for kind in reversed(tuple(KINDS.values())):
            if kind is not Note:
                for record in self.unit.find(kind):
                    yield from self.unit.history(kind, record.id)

    def history(self, kind: str, id: str) -> Iterator[Recorded]:
        """Yield every entry of a record, in order."""
        return self.unit.history(KINDS[kind], id)

    @property
    def notes(self) -> int:
        """How many private notes there are; what is in them is their authors' alone."""
        holding = self._outlook.holding
        return sum(1 for _ in holding.find(Note, query_for(holding.school, Note, "", "", {})))

    @property
    def _outlook(self) -> Outlook:
        return self.unit.recall().outlook


class Retaking:
    """Takes entries again, in an order in which they can be, to see which of them need a steward's word."""

    def __init__(self, archive: Archive) -> None:
        self._as_seen = archive.unit.recall().outlook.holding.as_seen
        self._states: dict[tuple[str, str], Record] = {}

    def is_for_stewards(self, one: Recorded) -> bool:
        """Take the next entry, and say whether what it decides is for nobody but a steward to decide."""
        kind, place = KINDS[one.kind], (one.kind, one.id)
        before = self._states.get(place)
        after = take(kind, before, one.entry, self._as_seen(dict(one.seen))).saved()
        needs_word = is_for_stewards(one.entry, before or after, self._leads)
        self._states[place] = after
        return needs_word

    def _leads(self, person: str, day: date) -> bool:
        found = self._states.get((Person.KIND, person))
        return isinstance(found, Person) and found.leads_on(day)
