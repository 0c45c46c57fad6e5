"""Who acts: the person whom the host has authenticated."""

import attrs

from instructional_coaching.domain.check import Id, check_for, exact
from instructional_coaching.domain.text import clean_identifier


def _identifier(given: object) -> str:
    return clean_identifier(given, "id")


def _identifiers(given: object) -> frozenset[str]:
    return frozenset(check_for(frozenset[Id])(given, "vouches_for"))


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
        vouches_for: Ids of others for whom a steward vouches that they were stewards when they entered
            people or arranged coaching. Nothing in the records says who was one, so whoever brings in what
            was kept elsewhere has to. It counts from a steward only, and gives those others nothing.
    """

    id: str = attrs.field(converter=_identifier)
    steward: bool = attrs.field(default=False, kw_only=True, converter=_vouched)
    vouches_for: frozenset[str] = attrs.field(default=frozenset(), kw_only=True, converter=_identifiers)
