"""A step of a journal: a verb by its name with plain arguments, whatever text it was read from."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from typing import Any, Protocol, cast

import attrs

from instructional_coaching.codec.entry import arguments_from
from instructional_coaching.codec.moment import read_date, read_instant
from instructional_coaching.domain.check import Id, check_for
from instructional_coaching.domain.transition import Verb
from instructional_coaching.errors import CoachingError, InvalidInput, InvalidValue, Problem
from instructional_coaching.journal.column import VERBS
from instructional_coaching.journal.place import place_of
from instructional_coaching.workspace.performance import Performance

_DAY = len("2026-09-14")


class Tell(Protocol):
    """Makes a problem in the text of a step."""

    def __call__(self, path: str, message: str, hint: str, code: str) -> Problem:
        """Return a problem at the place that a path, such as ``measure.unit``, leads to."""
        ...


@attrs.frozen
class Step:
    """A step of a journal.

    Attributes:
        source: The file's name.
        line: Number of the line on which it begins.
        do: The verb's full name as the text has it; empty where it names none.
        given: Plain values by the names that the text gives them, as far as they could be read.
        tell: Makes a problem in its text.
        steward: Who imports it.
        now: The present instant.
        typist: Who typed it where the text doesn't say; None for the one who acted.
        logged: When it was typed; None if that is now.
        malformed: What is wrong with the form of its text, so that it can't be judged at all.
        unread: What is wrong with values that could not be read.
        left_out: Says whether something that stood beside a path is not among what could be read.
    """

    source: str
    line: int
    do: str
    given: Mapping[str, Any] = attrs.field(repr=False)
    tell: Tell = attrs.field(repr=False)
    steward: str
    now: datetime
    typist: str | None = None
    logged: datetime | None = None
    malformed: tuple[Problem, ...] = ()
    unread: tuple[Problem, ...] = ()
    left_out: Callable[[str], bool] = attrs.field(default=lambda _path: False, repr=False)

    @property
    def kind(self) -> str:
        """The kind of record that the verb is one of."""
        return self.do.partition(".")[0]

    @property
    def verb(self) -> Verb | None:
        """The verb, or None if there is none of that name."""
        return VERBS.get(self.do)

    @property
    def subject(self) -> str:
        """The name under which the id of the record stands that the step begins or changes."""
        return "id" if self.verb and self.verb.creates else self.kind

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The verb's parameters with their annotations."""
        return self.verb.parameters if self.verb else {}

    @property
    def by(self) -> Any:
        """Whose decision or action it is."""
        return self.given.get("by", self.steward)

    @property
    def unconfirmed(self) -> bool:
        """Whether it is a coachee's decision that somebody else typed."""
        return bool(self.verb and self.verb.decision) and self.by != self._recorded_by

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the text given under a name, or the texts if it is a list."""
        given = self.given.get(name)
        several = cast("list[object]", given) if isinstance(given, list) else [given]
        return tuple(one for one in several if isinstance(one, str))

    def arguments(self) -> dict[str, Any]:
        """Return the plain arguments that the verb is performed with, and ``logged``.

        Raises:
            InvalidInput: a value can't be read; with every such problem.
        """
        if self.unread:
            raise InvalidInput(self.source, self.unread)
        own = {"by": self.by, "recorded_by": self._recorded_by, "logged": self.logged}
        return {**self.given, **own}

    def problems_of_form(self) -> tuple[Problem, ...]:
        """Return what is wrong with the step by itself, whatever the records are."""
        told = {problem.path for problem in self.unread}
        found = [*self.unread, *(one for one in self._misfits() if one.path not in told)]
        return tuple(sorted(found, key=lambda problem: (problem.line, problem.column, problem.path)))

    def problems_in(self, raised: CoachingError) -> Iterator[Problem]:
        """Yield the problems behind an error, each at the value that it is about."""
        if isinstance(raised, InvalidInput):
            for one in raised.problems:
                yield self.tell(one.path, one.message, one.hint, one.code)
        else:
            path = place_of(raised, self.given, self.parameters)
            message = raised.problem if isinstance(raised, InvalidValue) else raised.message
            yield self.tell(path, message, raised.hint, raised.code)

    @property
    def _recorded_by(self) -> Any:
        typed = self.given.get("recorded_by")
        return (self.typist or self.by) if typed is None else typed

    def _misfits(self) -> Iterator[Problem]:
        """Yield what is wrong with the values that could be read."""
        verb, given = self.verb, {**self.given, "by": self.by}
        if not self.do:
            return
        if verb is None:
            yield from self._refusals(lambda: Performance.of(self.do, given))
            return
        # What an existing record refers to is taken from there.
        taken_over = frozenset[str]() if verb.creates else {*verb.records, *verb.definitions}
        if not verb.creates:
            if self.kind not in given and not self.left_out(self.kind):
                hint = f"give the id of the {self.kind}"
                yield self.tell(self.kind, "is missing", hint, "missing-key")
            subject = given.pop(self.kind, "none")
            yield from self._refusals(lambda: check_for(Id)(subject, self.kind))
        given.setdefault("when", self.now.date().isoformat())
        for one in self._refusals(lambda: arguments_from(verb, given, self.source)):
            if one.code != "missing-key" or not (one.path in taken_over or self.left_out(one.path)):
                yield one

    def _refusals(self, check: Callable[[], object]) -> tuple[Problem, ...]:
        try:
            check()
        except (InvalidInput, InvalidValue) as raised:
            return tuple(self.problems_in(raised))
        return ()


def typed_at(given: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return when a step was typed: at ``logged``, or else on the day on which it was done, ``when``.

    Args:
        given: The plain values of the step.
        now: The present instant; a day begins in its zone.

    Returns:
        The instant; None where neither is given.

    Raises:
        InvalidValue: it is neither a day nor an instant with an offset.
    """
    name = "when" if given.get("logged") is None else "logged"
    text = given.get(name)
    if text is None:
        return None
    try:
        if name == "logged" and isinstance(text, str) and len(text) > _DAY:
            return read_instant(text)
        return datetime.combine(read_date(text), time(), now.tzinfo)
    except InvalidValue as raised:
        raise InvalidValue(name, raised.problem, raised.remedy_for_it) from None
