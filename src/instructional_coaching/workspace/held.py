"""A record in a unit's hands, with what is to be written of it."""

from collections.abc import Sequence
from operator import is_

import attrs

from instructional_coaching.domain.transition import Entry, Record
from instructional_coaching.workspace.shelving import Recorded


@attrs.frozen
class Held:
    """A record in a unit's hands.

    Attributes:
        record: The record as it stands in this unit.
        stored: Its revision in the store; 0 where it is new.
        recorded: Its entries that are to be written.
        given: Those entries as they were given to be saved.
    """

    record: Record
    stored: int
    recorded: tuple[Recorded, ...] = ()
    given: tuple[Entry, ...] = ()

    @property
    def revision(self) -> int:
        """Its revision as it stands in this unit: the number of its entries."""
        return self.stored + len(self.recorded)

    def new_in(self, record: Record) -> tuple[Entry, ...]:
        """Return the entries of a record that have not been given yet: the same steps may be taken twice."""
        known = len(self.given)
        goes_on = known <= len(record.unsaved) and all(map(is_, self.given, record.unsaved))
        return record.unsaved[known:] if goes_on else record.unsaved


def gone_on(held: Held | None, state: Record, recorded: Sequence[Recorded], given: Sequence[Entry]) -> Held:
    """Return a record in a unit's hands after some more entries.

    Args:
        held: The record before; None where it is new.
        state: What the entries led to.
        recorded: The entries as they are to be written.
        given: The entries as they were given.
    """
    saved = state.saved()
    earlier = held or Held(saved, 0)
    return Held(saved, earlier.stored, (*earlier.recorded, *recorded), (*earlier.given, *given))
