"""Who acts: the person whom the host has authenticated."""

import attrs

from instructional_coaching.domain.check import exact
from instructional_coaching.domain.text import clean_identifier


def _identifier(given: object) -> str:
    return clean_identifier(given, "id")


def _vouched(given: object) -> bool:
    return bool(exact(bool, "true or false")(given, "steward"))


@attrs.frozen
class Actor:
    """The person whom the host has authenticated, by id.

    That they are a coach or a coachee follows from tenures, that they lead from the school's register; it is
    never claimed here.

    Attributes:
        id: Their id.
        steward: Whether the host vouches that this log-in keeps the school's records: enters people, imports
            a term, exports it, answers a data-protection request. A steward sees all but private notes, and
            what they type for somebody else is recorded as typed for them.
    """

    id: str = attrs.field(converter=_identifier)
    steward: bool = attrs.field(default=False, kw_only=True, converter=_vouched)
