"""A generator that plants mistakes in a log, and knows what must be told of each: line, column and code."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin

import attrs
from hypothesis import strategies as st

from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.check import Bounds
from instructional_coaching.domain.transition import ATTRIBUTION, Verb, verbs_of
from instructional_coaching.workspace.shelving import refers_to
from tests.journal.term import Sheet

VERBS: Mapping[str, Verb] = {name: verb for record in RECORDS for name, verb in verbs_of(record).items()}
ORIGINAL = Sheet.read("log.csv")
DATES = ("starts", "first", "last", "due", "planned_for", "to")
TOO_EARLY, TO_COME = "2025-09-01", "2026-01-05"
COACHED = ("session.log", "session.plan", "session.hold", "relationship.end_tenure")
"""Verbs that look for a coach among those of the day, and so are refused before it is asked who that is."""
ORDERED = ("goal.", "action_step.", "relationship.end")

Reach: TypeAlias = Literal["form", "always", "judged"]
"""Whether a mistake shows in the line itself, or whatever the other lines say, or only if those are right."""


@attrs.frozen
class Spot:
    """A line of a log, with what its verb asks for."""

    log: Sheet
    line: int

    @property
    def do(self) -> str:
        return self.log.get(self.line, "do")

    @property
    def verb(self) -> Verb:
        return VERBS[self.do]

    @property
    def given(self) -> list[str]:
        return self.log.given(self.line)

    @property
    def subject(self) -> str:
        """The column with the id of the line's own record."""
        return "id" if self.verb.creates else self.do.partition(".")[0]

    def takes(self, wanted: Callable[[Any], bool]) -> list[str]:
        """Return the columns that are given and whose annotation is as wanted."""
        return [name for name in self.given if name in self.leaves and wanted(self.leaves[name])]

    @property
    def leaves(self) -> dict[str, Any]:
        """The annotation of each parameter that has a column, without "or None"."""
        return {name: get_args(one)[0] if _is_optional(one) else one for name, one in self._parameters()}

    def _parameters(self) -> Iterator[tuple[str, Any]]:
        for name, annotation in self.verb.parameters.items():
            if name != "measure":
                yield name, annotation

    @property
    def relationship(self) -> str:
        """The relationship, by the coachee whose name begins every id of it."""
        named = [self.log.get(self.line, name) for name in ("relationship", self.subject)]
        first = next(one for one in named if one)
        return (
            first.partition("-")[2]
            if self.do.startswith("relationship") or named[0]
            else (first.partition("-")[0])
        )


@attrs.frozen
class Mistake:
    """A kind of mistake.

    Attributes:
        name: What it is called.
        code: The code that it must be told with.
        reach: When it can be told.
        columns: Gives the columns that it can be planted in.
        text: Gives what is to be written there.
    """

    name: str
    code: str
    reach: Reach
    columns: Callable[[Spot], list[str]]
    text: Callable[[Spot, str], str]

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Planted:
    """A mistake in a log: where it is, and what must be told of it."""

    mistake: Mistake
    line: int
    column: int
    code: str

    @property
    def told(self) -> tuple[int, int, str]:
        return self.line, self.column, self.code


def plant(draw: st.DrawFn, mistake: Mistake, log: Sheet, line: int) -> Planted | None:
    """Plant a mistake in a line, or return None where it can't be."""
    spot = Spot(log, line)
    columns = mistake.columns(spot)
    if not columns:
        return None
    column = draw(st.sampled_from(columns))
    if column == BEYOND:
        log.rows[line - 2].append("more")
        return Planted(mistake, line, len(log.columns) + 1, mistake.code)
    code = mistake.code
    if mistake is UNKNOWN_ID and column in spot.leaves and refers_to(spot.leaves[column]):
        code = "invalid-value"  # a reference among others, not the record that is looked at
    log.set(line, column, mistake.text(spot, column))
    return Planted(mistake, line, log.place(column), code)


def is_loose(planted: Planted, log: Sheet) -> bool:
    """Say whether nobody can tell which record the line should have begun or changed."""
    at = Spot(log, planted.line)
    own = planted.mistake in (NOTHING, NO_ID, TAKEN_ID, UNKNOWN_ID) and at.do in VERBS
    return own and log.columns[planted.column - 1] == at.subject


def _is_optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def _foreign(spot: Spot) -> list[str]:
    fields = ("measure",) if "measure" in spot.verb.parameters else ()
    own = {*spot.verb.parameters, *ATTRIBUTION, "do", "logged", spot.subject, *fields}
    return [name for name in spot.log.columns if name.partition(".")[0] not in own]


def _dates(spot: Spot) -> list[str]:
    return ["when", *spot.takes(lambda one: one is date)]


def _numbers(spot: Spot) -> list[str]:
    def is_number(one: Any) -> bool:
        return one is Decimal or (get_origin(one) is Annotated and get_args(one)[0] is int)

    parts = [name for name in spot.given if name in ("measure.target", "measure.lowest", "measure.highest")]
    return [*spot.takes(is_number), *parts]


def _words(spot: Spot) -> list[str]:
    parts = [name for name in spot.given if name in ("measure.kind", "measure.better", "measure.method")]
    return [*spot.takes(lambda one: isinstance(one, type) and issubclass(one, Enum)), *parts]


def _needed(spot: Spot) -> list[str]:
    measure = ["measure.kind", "measure.unit", "measure.better"]
    needed = {"when", "by", "do", spot.subject, *spot.verb.required, *measure}
    return [name for name in spot.given if name in needed]


def _references(spot: Spot) -> list[str]:
    own = () if spot.verb.creates else (spot.subject,)
    records = [name for name in spot.given if name in (*spot.verb.records, *own)]
    looked_for = ("coach",) if spot.do in COACHED else ()
    others = spot.takes(lambda one: bool(refers_to(one)))
    return [*records, *(name for name in others if name not in looked_for)]


def _texts(spot: Spot) -> list[str]:
    def is_text(one: Any) -> bool:
        return (
            get_origin(one) is Annotated and isinstance(get_args(one)[1], Bounds) and get_args(one)[0] is str
        )

    return spot.takes(is_text)


def _coach(spot: Spot) -> list[str]:
    return ["coach"] if spot.do in COACHED[:3] else []


def _author(spot: Spot) -> list[str]:
    by_author = ("session.log", "session.plan", "session.hold", "data_point.record", "goal.propose")
    return ["by"] if spot.do in by_author else []


def _followed(spot: Spot) -> list[str]:
    decides = spot.verb.decision and spot.do not in ("relationship.agree", "goal.share_focus")
    follows = (decides or spot.do == "relationship.end") and spot.do.startswith(ORDERED)
    return ["when"] if follows else []


def _undated(spot: Spot) -> list[str]:
    stands_in = spot.relationship == "sofia" and spot.log.get(spot.line, "by") == "dev"
    return [] if stands_in or any(name in DATES for name in spot.given) else ["when"]


def _earlier(spot: Spot) -> list[str]:
    """Return ids of the same kind that earlier lines of the relationship began."""
    kind = spot.do.partition(".")[0]
    earlier = (Spot(ORIGINAL, n) for n in range(2, spot.line))
    return [
        ORIGINAL.get(one.line, "id")
        for one in earlier
        if one.do.startswith(f"{kind}.") and one.subject == "id" and one.relationship == spot.relationship
    ]


def _taken(spot: Spot) -> list[str]:
    return ["id"] if spot.verb.creates and _earlier(spot) else []


def _segments(spot: Spot) -> list[str]:
    return ["segments"] if "segments" in spot.given else []


def _writes(text: str) -> Callable[[Spot, str], str]:
    return lambda _spot, _column: text


def _within(text: str) -> Callable[[Spot, str], str]:
    return lambda spot, column: f"{spot.log.get(spot.line, column)} {text} and more"


BEYOND = "beyond the last column"
NOTHING = Mistake("nothing where something is needed", "missing-key", "form", _needed, _writes(""))
UNKNOWN_ID = Mistake("unknown id", "not-found", "judged", _references, lambda spot, _: f"nobody-{spot.line}")
TAKEN_ID = Mistake("id twice", "already-exists", "always", _taken, lambda spot, _: _earlier(spot)[-1])
NO_ID = Mistake("no id", "invalid-value", "form", lambda spot: [spot.subject], _writes("-\x07-"))
MISTAKES = (
    NOTHING,
    UNKNOWN_ID,
    TAKEN_ID,
    Mistake("unknown verb", "unknown-verb", "form", lambda _: ["do"], lambda spot, _: f"{spot.do}ed"),
    Mistake("parameter of another verb", "unknown-key", "form", _foreign, _writes("2025")),
    Mistake("bad date", "invalid-value", "form", _dates, _writes("2025-02-30")),
    Mistake("date of another style", "invalid-value", "form", _dates, _writes("1.10.2025")),
    Mistake("bad number", "invalid-value", "form", _numbers, _writes("twelve")),
    Mistake("bad word", "invalid-value", "form", _words, _writes("somehow")),
    Mistake("escape sequence", "invalid-value", "form", _texts, _within("\x1b[31m")),
    Mistake("text that turns around", "invalid-value", "form", _texts, _within("\u202e")),
    NO_ID,
    Mistake("cell too many", "syntax", "form", lambda _: [BEYOND], _writes("")),
    Mistake("cell too long", "too-long", "form", _texts, _writes("x" * 20_001)),
    Mistake(
        "decision of another",
        "not-the-coachee",
        "always",
        lambda spot: ["by"] if spot.verb.decision else [],
        _writes("head"),
    ),
    Mistake("date to come", "not-yet", "always", _undated, _writes(TO_COME)),
    Mistake("coach outside their days", "not-an-author", "judged", _coach, _writes("deputy")),
    Mistake("author outside their days", "not-an-author", "judged", _author, _writes("deputy")),
    Mistake("date out of order", "out-of-order", "judged", _followed, _writes(TOO_EARLY)),
    Mistake("segments too long", "segments-exceed-session", "judged", _segments, _writes("directive 600")),
)
