"""A record in a unit's hands, with what is to be written of it."""

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
