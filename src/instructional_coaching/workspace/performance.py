"""A verb called by its name with plain arguments, as a form, a journal or a spreadsheet has them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

import attrs

from instructional_coaching.codec.entry import arguments_from
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.transition import Entry, Record, Verb, verbs_of
from instructional_coaching.errors import InvalidInput, Problem


@attrs.frozen
class Performance:
    """A verb that is to be performed.

    Attributes:
        do: The verb's full name.
        kind: The kind of record.
        verb: The verb.
        id: The record's id.
        given: The other arguments, as plain values.
    """

    do: str
    kind: type[Record]
    verb: Verb
    id: str
    given: Mapping[str, Any]

    @classmethod
    def of(cls, do: str, arguments: Mapping[str, Any]) -> Self:
        """Find the verb and the record's id.

        Raises:
            InvalidInput: there is no such verb, or the id is missing.
        """
        kind = KINDS.get(do.partition(".")[0])
        verb = verbs_of(kind).get(do) if kind else None
        if kind is None or verb is None:
            raise InvalidInput(do, (_unknown_verb(do),))
        place = "id" if verb.creates else kind.KIND
        if type(arguments.get(place)) is not str:
            hint = "give the new record's id" if verb.creates else f"give the id of the {kind.KIND}"
            raise InvalidInput(do, (Problem(do, 0, 0, place, "is missing", hint, "missing-key"),))
        given = {name: one for name, one in arguments.items() if verb.creates or name != place}
        return cls(do, kind, verb, arguments[place], given)

    def entry(self, before: Record | None, *, by: str, when: date) -> Entry:
        """Return the step to take, with the arguments structured.

        Args:
            before: The record before it; a record or a definition that isn't given is the one it refers to.
            by: Who acts and types where nobody is named.
            when: The day where none is given.

        Raises:
            InvalidInput: arguments don't fit; with every problem.
        """
        own = {
            name: getattr(before, name)
            for name in (*self.verb.records, *self.verb.definitions)
            if name not in self.given and hasattr(before, name)
        }
        attribution = {"by": by, "when": when.isoformat(), "recorded_by": by}
        arguments = arguments_from(self.verb, {**attribution, **own, **self.given}, self.do)
        attributed = {name: arguments.pop(name) for name in attribution}
        given = tuple((name, one) for name, one in arguments.items() if one is not None)
        return Entry(verb=self.do, arguments=given, **attributed)


def _unknown_verb(do: str) -> Problem:
    from difflib import get_close_matches

    known = [name for kind in KINDS.values() for name in verbs_of(kind)]
    close = get_close_matches(do, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "the verbs are listed in the reference"
    return Problem(do, 0, 0, "do", "is no verb", hint, "unknown-verb")
