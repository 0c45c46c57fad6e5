"""Which day an entry tells of: that, and not when it was made, decides whether it counts as of a day."""

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from instructional_coaching.domain.transition import Entry, Record, verbs_of
from instructional_coaching.workspace.shelving import Recorded

_GIVEN = ("first", "starts", "last")
"""Names of the days that an entry gives on which something began, or was over."""
_HELD = frozenset({"session.log", "session.hold"})
"""Verbs that date a session by the day on which it was held, which a correction may change."""
_BEGAN = frozenset({"absence.note"})
"""Verbs that date an absence by its first day, which a correction may change."""
_OF_NO_DAY = frozenset({"calendar.draw_up"})
"""Verbs that tell of no day at all: a calendar without terms says nothing of any."""


@attrs.frozen
class ToldDays:
    """The days that the entries of one record tell of.

    Attributes:
        corrected: Days that were put right, by the name of the parameter; of several the last.
    """

    corrected: Mapping[str, date]

    @classmethod
    def of(cls, kind: type[Record], history: Iterable[Recorded]) -> "ToldDays":
        """Look for what was put right in the history of a record."""
        verbs = verbs_of(kind)
        putting_right = (one.entry for one in history if verbs[one.entry.verb].amends)
        return cls({name: day for entry in putting_right for name, day in _days_in(entry)})

    def day_of(self, entry: Entry) -> date:
        """Return the day that an entry tells of: the earliest that it gives."""
        if entry.verb in _OF_NO_DAY:
            return date.min
        if entry.verb in _HELD:
            return self.corrected.get("held", entry.when)
        given = [day for name, day in _days_in(entry) if name in _GIVEN]
        if entry.verb in _BEGAN:
            given.append(self.corrected.get("first", entry.when))
        return min(entry.when, *given) if given else entry.when


def _days_in(entry: Entry) -> list[tuple[str, date]]:
    return [(name, given) for name, given in entry.arguments if isinstance(given, date)]
