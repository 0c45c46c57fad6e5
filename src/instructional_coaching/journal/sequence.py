"""The order in which a school's entries can be taken again, so that each finds what it found the first time.

An entry comes after the one before it of its record, after what it was given, at the revision at which it was
given it, and before the next revision of that. It comes after the beginning of every record that it names.
Among those that may come next, the one that was typed first does.

A school that has entered nobody in its register may name anybody. So an entry that names somebody who never
was entered comes before the register, and so does all that comes before it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

import attrs

from instructional_coaching.domain import KINDS
from instructional_coaching.domain.people import Person
from instructional_coaching.journal.naming import given_in, named_in, pins_in
from instructional_coaching.journal.order import Ordering, Tie
from instructional_coaching.workspace.shelving import Recorded

Place = tuple[str, str, int]
"""Kind and id of a record, and the number of an entry of it."""

_REGISTER: Place = ("register", "", 0)
"""Stands for the opening of the register, where something has to come before it."""
_KINDS = list(KINDS)


@attrs.frozen
class _Known:
    """What of an entry decides where it comes.

    Attributes:
        logged: When it was typed.
        seen: Revision, by kind and id, of the records that it was given.
        named: Kind and id of the records that it names.
        by: Whose decision or action it is.
    """

    logged: datetime | None
    seen: Mapping[tuple[str, str], int]
    named: frozenset[tuple[str, str]]
    by: str


class Sequence:
    """The order of a school's entries.

    Attributes:
        pins: Kind and pin of every definition that the entries name.
        stale: How many entries had read an earlier revision of something than they can be given again.
    """

    def __init__(self) -> None:
        self.pins: set[tuple[str, str]] = set()
        self.stale = 0
        self._entries: dict[Place, _Known] = {}

    def add(self, one: Recorded) -> None:
        """Take in an entry; those of a record in order."""
        given = given_in(one.entry)
        self.pins.update(pins_in(one.entry))
        self._entries[one.kind, one.id, one.number] = _Known(
            one.entry.logged,
            {(name, given[name]): revision for name, revision in one.seen if name in given},
            frozenset(named_in(one.entry)),
            one.entry.by,
        )

    def __iter__(self) -> Iterator[Place]:
        """Yield the places of all entries, in order."""
        ranks = {place: _rank(place, known.logged) for place, known in self._entries.items()}
        first = min(ranks.values(), default=None)
        ordering = Ordering({_REGISTER: first, **ranks}, lambda place: (*place[:2], place[2] + 1))
        for place, known in self._entries.items():
            _tie(ordering, place, known)
        self._tie_people(ordering)
        yield from (place for place in ordering if place != _REGISTER)
        self.stale = len({earlier for earlier, _, tie in ordering.broken if tie is not Tie.LED})

    def _tie_people(self, ordering: Ordering[Place]) -> None:
        registered = {id_ for kind, id_, _ in self._entries if kind == Person.KIND}
        named = {id_ for known in self._entries.values() for kind, id_ in known.named if kind == Person.KIND}
        strangers = named - registered if registered else set[str]()
        people = self._people()
        before = ordering.up_to({place for place, ids in people.items() if ids & strangers})
        for place, ids in people.items():
            if place in before:
                ordering.tie(place, _REGISTER, Tie.NAMED)
            else:
                for id_ in ids & registered:
                    ordering.tie((Person.KIND, id_, 1), place, Tie.NAMED)
        for id_ in registered:
            ordering.tie(_REGISTER, (Person.KIND, id_, 1), Tie.NAMED)

    def _people(self) -> dict[Place, frozenset[str]]:
        """Return whom each entry may bring into its record: they are named, or in what it was given."""
        found: dict[Place, frozenset[str]] = {}
        so_far: dict[Place, frozenset[str]] = {}
        for place, known in sorted(self._entries.items(), key=lambda item: _KINDS.index(item[0][0])):
            kind, id_, number = place
            if kind != Person.KIND:
                given = (so_far.get((*one, number), frozenset[str]()) for one, number in known.seen.items())
                own = {known.by, *(one for name, one in known.named if name == Person.KIND)}
                found[place] = frozenset(own).union(*given)
                so_far[place] = found[place] | so_far.get((kind, id_, number - 1), frozenset())
        return found


def _rank(place: Place, logged: datetime | None) -> tuple[object, ...]:
    kind, id_, number = place
    return (logged is not None, logged, _KINDS.index(kind), id_, number)


def _tie(ordering: Ordering[Place], place: Place, known: _Known) -> None:
    kind, id_, number = place
    ordering.tie((kind, id_, number - 1), place, Tie.BUILT_ON)
    if kind == Person.KIND and id_ != known.by:
        ordering.tie((Person.KIND, known.by, 1), place, Tie.LED)
    for one, revision in known.seen.items():
        ordering.tie((*one, revision), place, Tie.BUILT_ON)
        ordering.tie(place, (*one, revision + 1), Tie.STALE)
    for one in known.named:
        if one[0] != Person.KIND:
            ordering.tie((*one, 1), place, Tie.NAMED)
