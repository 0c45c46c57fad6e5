"""Records change by named, attributed transitions, and by nothing else.

A method marked `@transition` is a *verb*. It is pure: it returns the new record with one more `Entry` in
its unsaved entries, or refuses with an error. Replaying the entries on what was there before gives the
record again; a store keeps both and accepts a record only if its entries lead to it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, cached_property, partial, wraps
from inspect import Parameter, signature
from types import MappingProxyType
from typing import Any, ClassVar, ParamSpec, Protocol, TypeVar, cast, get_args, get_type_hints, overload

import attrs

from instructional_coaching.domain.check import Id, Label, check_for
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.value import Value, activity, content, unsaved_entries, value
from instructional_coaching.errors import NotTheCoachee, OutOfOrder, UnrecordedChange

P = ParamSpec("P")
R = TypeVar("R")

ATTRIBUTION = ("by", "when", "recorded_by")


@value
class Entry(Value):
    """One step in the life of a record: what was done, by whose decision, when, and who typed it.

    Attributes:
        verb: Kind of record and method, such as ``goal.adopt``.
        arguments: The arguments by parameter name; a record given as an argument stands as its id.
        by: Whose decision or action it is.
        recorded_by: Who typed it.
        when: The civil date on which it happened.
        logged: The instant at which it was typed, stamped when it is saved; None before.
    """

    verb: Label = activity()
    arguments: tuple[tuple[str, object], ...] = content(default=())
    by: Id = activity()
    recorded_by: Id = activity()
    when: date = activity()
    logged: datetime | None = activity(default=None)

    @property
    def unconfirmed(self) -> bool:
        """Whether somebody other than the one whose decision it is typed it."""
        return self.by != self.recorded_by

    def stamped(self, logged: datetime | None) -> "Entry":
        """Return the entry with the instant at which it was typed, or without it."""
        return self._with(logged=logged)


@value
class Record(Value):
    """Something a school keeps: it has an id, and it changes by its verbs only."""

    KIND: ClassVar[str]

    id: Id = activity()
    unsaved: tuple[Entry, ...] = unsaved_entries(default=())

    @property
    def ref(self) -> str:
        """The record by kind and id, as messages name it."""
        return f"{self.KIND} {self.id}"

    def saved(self) -> "Record":
        """Return the record without its unsaved entries, as a store holds it."""
        return self._with(unsaved=()) if self.unsaved else self


class Verb:
    """A transition as data: its name, and its parameters with their annotations.

    Attributes:
        name: The method's name.
        decision: Whether it is the coachee's alone to take.
        amends: Whether it puts right what was recorded, and so holds for the days before it too.
    """

    def __init__(self, method: Callable[..., Any], *, decision: bool, amends: bool) -> None:
        self._method = method
        self.name = method.__name__
        self.decision = decision
        self.amends = amends

    @cached_property
    def creates(self) -> bool:
        """Whether it begins a record."""
        return next(iter(signature(self._method).parameters)) == "cls"

    @cached_property
    def parameters(self) -> Mapping[str, Any]:
        """Annotation of every parameter by its name, without the attribution."""
        hints = get_type_hints(self._method, include_extras=True)
        return {name: hints[name] for name in self._named if name not in ATTRIBUTION}

    @cached_property
    def required(self) -> frozenset[str]:
        """Names of the parameters that have no default."""
        return frozenset(name for name, one in self._named.items() if one.default is Parameter.empty)

    @cached_property
    def _named(self) -> Mapping[str, Parameter]:
        return dict(list(signature(self._method).parameters.items())[1:])

    @cached_property
    def records(self) -> Mapping[str, type[Record]]:
        """The parameters that take a record, with its class; entries hold its id."""
        return {name: one for name, one in self._classes.items() if issubclass(one, Record)}

    @cached_property
    def definitions(self) -> Mapping[str, type[Definition]]:
        """The parameters that take a definition, with its class; entries hold its pin."""
        return {name: one for name, one in self._classes.items() if issubclass(one, Definition)}

    @cached_property
    def _classes(self) -> Mapping[str, type]:
        plain = {name: get_args(one)[:1] or (one,) for name, one in self.parameters.items()}
        return {name: one for name, (one,) in plain.items() if isinstance(one, type)}

    @cached_property
    def _checks(self) -> Mapping[str, Callable[[object, str], Any]]:
        attribution = {"by": check_for(Id), "when": check_for(date), "recorded_by": check_for(Id | None)}
        return {name: check_for(one) for name, one in self.parameters.items()} | attribution

    def checked(self, arguments: Mapping[str, object]) -> dict[str, Any]:
        """Return the arguments as the method is to be given them.

        Raises:
            InvalidValue: the first one that doesn't fit its annotation.
        """
        checks = self._checks
        return {
            name: checks[name](given, name) if name in checks else given for name, given in arguments.items()
        }

    def as_recorded(self, arguments: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
        """Return the arguments as an entry holds them: in the parameters' order, nothing that is None."""
        return tuple(
            (name, _as_named(given)) for name in self.parameters if (given := arguments.get(name)) is not None
        )


def _as_named(given: object) -> object:
    if isinstance(given, Definition):
        return given.pin
    return given.id if isinstance(given, Record) else given


class _Step(Protocol):
    verb: Verb


@overload
def transition(method: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def transition(
    *, decision: bool = False, amends: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def transition(
    method: Callable[..., Any] | None = None, /, *, decision: bool = False, amends: bool = False
) -> Any:
    """Mark a method as a verb.

    Every parameter is by keyword; among them are ``by`` (whose decision or action it is), ``when`` (the
    civil date on which it happened) and ``recorded_by`` (who types it; ``by`` themselves if None). The
    arguments are checked against their annotations before the method sees them.

    Args:
        method: The method; under `classmethod` if it begins a record.
        decision: Whether it is the coachee's alone to take: anybody else's ``by`` raises `NotTheCoachee`.
        amends: Whether it puts right what was recorded, and so holds for the days before it too.
    """
    mark = partial(_mark, decision=decision, amends=amends)
    return mark if method is None else mark(method)


def _mark(method: Callable[..., Any], *, decision: bool, amends: bool) -> Callable[..., Any]:
    verb = Verb(method, decision=decision, amends=amends)

    @wraps(method)
    def step(subject: Any, **arguments: object) -> Any:
        given = verb.checked(arguments)
        if decision and given.get("by", subject.coachee) != subject.coachee:
            raise NotTheCoachee(subject.ref, verb.name, given["by"])
        after = method(subject, **given)
        entry = Entry(
            verb=f"{subject.KIND}.{verb.name}",
            arguments=verb.as_recorded(given),
            by=given["by"],
            recorded_by=given.get("recorded_by") or given["by"],
            when=given["when"],
        )
        earlier = () if verb.creates else subject.unsaved
        return attrs.evolve(after, unsaved=(*earlier, entry))

    cast("_Step", step).verb = verb
    return step


def verb_of(method: object) -> Verb | None:
    """Return the verb behind a method of a record, or None if it isn't marked."""
    return getattr(method, "verb", None)


def verbs_of(record: type[Record]) -> Mapping[str, Verb]:
    """Return every verb of a kind of record by its full name, such as ``goal.adopt``, in source order."""
    return _verbs_of(cast("Any", record))


@cache
def _verbs_of(record: type[Record]) -> Mapping[str, Verb]:
    found = {
        name: verb
        for cls in reversed(record.__mro__)
        for name in vars(cls)
        if (verb := verb_of(getattr(record, name, None))) is not None
    }
    return MappingProxyType({f"{record.KIND}.{name}": verb for name, verb in found.items()})


Resolve = Callable[[type[Record] | type[Definition], str], Record | Definition]
"""Gives the record of a kind and id, or the definition of a kind and pin."""


def take(record: type[Record], before: Record | None, entry: Entry, resolve: Resolve) -> Record:
    """Take the step of one entry on what was there before, or begin a record with it.

    Args:
        record: The kind of record.
        before: The record before the step; None to begin one.
        entry: The step.
        resolve: Gives what an entry holds by name only.

    Raises:
        TransitionError: the step is refused.
    """
    method = getattr(record, entry.verb.rpartition(".")[2])
    verb = cast("_Step", method).verb
    named: Mapping[str, type[Record] | type[Definition]] = {**verb.records, **verb.definitions}
    arguments = {
        name: resolve(named[name], cast("str", given)) if name in named else given
        for name, given in entry.arguments
    }
    subject: object = record if verb.creates else before
    if subject is None or (verb.creates and before is not None):
        raise UnrecordedChange(record.KIND if before is None else before.ref, entry.verb, "its beginning")
    method = getattr(subject, verb.name)
    return cast(
        "Record",
        method(**arguments, by=entry.by, when=entry.when, recorded_by=entry.recorded_by),
    )


def replay(
    record: type[Record], before: Record | None, entries: Iterable[Entry], resolve: Resolve
) -> Record | None:
    """Take the steps of all the entries, in order; see `take`."""
    for entry in entries:
        before = take(record, before, entry, resolve)
    return before


def require_order(ref: str, attempted: str, when: date, since: date) -> None:
    """Refuse a step dated before the one it follows.

    Raises:
        OutOfOrder: ``when`` is earlier than ``since``.
    """
    if when < since:
        raise OutOfOrder(ref, attempted, when.isoformat(), since.isoformat())
