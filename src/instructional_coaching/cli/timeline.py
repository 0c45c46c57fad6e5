"""The timeline of one relationship: everything that happened in it, or that it did."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from rich.console import RenderableType
from rich.text import Text

from instructional_coaching.access.projection import SessionActivity
from instructional_coaching.cli.screen import plain, table, text, words
from instructional_coaching.cli.section import Section
from instructional_coaching.codec.document import to_plain
from instructional_coaching.codec.entry import entry_to_plain
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.value import Value, stored_fields
from instructional_coaching.workspace.shelving import Recorded
from instructional_coaching.workspace.unit import UnitOfWork

_FEW = 3
"""A value of so many fields is told by them alone; one of more by their names too."""
_SHORT = 50


def timeline(unit: UnitOfWork, relationship: str, as_of: date, since: date | None = None) -> Section:
    """Return everything that happened in a relationship, or its activity where that is all they see.

    Args:
        unit: A unit of the person who asks.
        relationship: The relationship.
        as_of: The last day.
        since: The first day; from the beginning if None.

    Raises:
        NotFound: there is no such relationship, or this person may not know of it.
    """
    first = since or date.min
    entries = [one for one in unit.timeline(relationship) if first <= one.entry.when <= as_of]
    activity = unit.find(SessionActivity, relationship=relationship, since=since, until=as_of)
    sessions = [] if entries else list(activity)
    parts: tuple[RenderableType, ...] = ()
    if entries:
        parts = (table(("when", "who", "what"), (_row(one) for one in entries)),)
    elif sessions:
        rows = [(s.when, s.coach, s.kind, s.status, s.minutes) for s in sessions]
        columns = ("when", "coach", "session", "stands", "minutes")
        parts = (table(columns, rows, right=frozenset({"minutes"})),)
    told = {"timeline": [_plain(one) for one in entries], "sessions": [to_plain(one) for one in sessions]}
    span = f"{since} to {as_of}" if since else f"to {as_of}"
    return Section(f"Timeline of {relationship}, {span}", parts, told, "nothing")


def _plain(recorded: Recorded) -> dict[str, object]:
    told = entry_to_plain(KINDS[recorded.kind], recorded.entry)
    told["arguments"] |= told.pop("erasable")
    return {"kind": recorded.kind, "id": recorded.id, **told}


def _row(recorded: Recorded) -> tuple[object, object, object]:
    entry = recorded.entry
    kind, _, verb = words(entry.verb).partition(".")
    asides = [f"typed by {entry.recorded_by}"] if entry.unconfirmed else []
    if entry.logged is not None and entry.logged.date() != entry.when:
        asides.append(f"logged {entry.logged.date()}")
    aside = f" ({', '.join(asides)})" if asides else ""
    said = "".join(f"\n{line}" for line in _lines(recorded))
    what = text(f"{kind} {recorded.id}: {verb}", bold=True)
    return entry.when, entry.by, Text.assemble(what, text(f"{aside}{said}"))


def _lines(recorded: Recorded) -> Iterator[str]:
    """Yield what an entry says: short arguments side by side, and each longer one on a line of its own."""
    short: list[str] = []
    known = {"id", *(kind for kind, _ in recorded.seen)}
    for name, given in recorded.entry.arguments:
        if name in known:
            continue
        said = f"{words(name)}: {_value(given)}"
        if _is_long(given, said):
            if short:
                yield "; ".join(short)
            short = []
            yield said
        else:
            short.append(said)
    if short:
        yield "; ".join(short)


def _is_long(given: object, said: str) -> bool:
    return len(said) > _SHORT or (isinstance(given, str) and " " in given)


def _value(given: object) -> str:
    if isinstance(given, tuple | frozenset):
        items = [_value(item) for item in cast("tuple[object, ...]", given)]
        return ", ".join(items if isinstance(given, tuple) else sorted(items)) or "none"
    if not isinstance(given, Value):
        return plain(given)
    told = {field.name: getattr(given, field.name) for field in stored_fields(type(given))}
    if len(told) <= _FEW:
        return " ".join(plain(one) for one in told.values())
    return "; ".join(f"{words(name)} {plain(one)}" for name, one in told.items() if one is not None)
