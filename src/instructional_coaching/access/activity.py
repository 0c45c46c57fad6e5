"""What every projection of a record is, and where they are found, once somebody sees no more than that."""

from collections.abc import Mapping
from typing import ClassVar, Self

import attrs

from instructional_coaching.domain.check import Id
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Value, activity, value


@value
class Activity(Value):
    """Base of the projections: that something was, when, how long, on what approved focus."""

    KIND: ClassVar[str]
    OF: ClassVar[type[Record]]

    id: Id = activity()

    @classmethod
    def project(cls, record: Record) -> Self:
        """Return what a leader may know of the record."""
        return cls(**{field.name: getattr(record, field.name) for field in attrs.fields(cls)})


def projections() -> Mapping[type[Record], type[Activity]]:
    """Return the projections of all the kinds of record of which somebody may know the activity alone."""
    from instructional_coaching.access.projection import PROJECTIONS

    return PROJECTIONS
