"""What an entry names: other records, people and definitions, by id."""

from collections.abc import Iterator
from typing import cast

from instructional_coaching.domain.transition import Entry
from instructional_coaching.domain.value import Value
from instructional_coaching.journal.column import VERBS
from instructional_coaching.workspace.shelving import kinds_referred_to, references_in, refers_to


def named_in(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield kind and id of every record that the arguments of an entry name."""
    verb = VERBS[entry.verb]
    for name, given in entry.arguments:
        annotation = verb.parameters[name]
        named = verb.records[name].KIND if name in verb.records else refers_to(annotation)
        for one in cast("tuple[object, ...]", given) if isinstance(given, tuple) else (given,):
            if isinstance(one, Value):
                kinds = kinds_referred_to(type(one))
                yield from ((kinds[field], id_) for field, id_ in references_in(one))
            elif named and isinstance(one, str):
                yield named, one


def given_in(entry: Entry) -> dict[str, str]:
    """Return the ids of the records that an entry's verb was given, by kind."""
    verb = VERBS[entry.verb]
    return {
        verb.records[name].KIND: given
        for name, given in entry.arguments
        if name in verb.records and isinstance(given, str)
    }


def pins_in(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield kind and pin of every definition that an entry's verb was given."""
    verb = VERBS[entry.verb]
    for name, given in entry.arguments:
        if name in verb.definitions and isinstance(given, str):
            yield verb.definitions[name].KIND, given
