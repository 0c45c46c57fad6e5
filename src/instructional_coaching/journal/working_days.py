"""The days of the week that a cell of a staff list names, in the few ways in which schools' systems do.

- Names of days, whole or their first two letters or more: ``Mon Tue Wed``, ``Mo, Tu``, ``monday; tuesday``.
- From one day to a later one: ``Mon-Thu``; also beside others: ``Mon-Wed, Fri``.
- A place for each day from Monday to Friday, with its letter or a hyphen: ``MTW--``, ``M-W-F``.
- ``full-time`` or ``FT``: Monday to Friday.

A letter alone is no day: ``T`` may be a Tuesday or a Thursday.
"""

import re
from collections.abc import Iterator

from instructional_coaching.domain.weekday import SCHOOL_WEEK, WEEKDAYS, Weekday
from instructional_coaching.errors import InvalidValue

UNDERSTOOD = "write Mon Tue Wed, Mon-Thu, MTW-- with a place for each day to Friday, or full-time"

_FULL_TIME = frozenset({"full-time", "full time", "ft"})
_PLACES = re.compile("[m-][t-][w-][t-][f-]")
# A spreadsheet makes longer dashes of hyphens.
_DASH = re.compile(r"\s*[-–—]\s*")
_BETWEEN = re.compile(r"[\s,;/]+")
_SHORTEST = 2


def working_days_from(text: str) -> frozenset[Weekday]:
    """Return the days of the week that a text names, in any case.

    Raises:
        InvalidValue: it is in no form that is understood, or names no day.
    """
    said = _DASH.sub("-", text.strip().lower())
    if said in _FULL_TIME:
        return SCHOOL_WEEK
    if _PLACES.fullmatch(said):
        days = frozenset(day for day, letter in zip(WEEKDAYS, said, strict=False) if letter != "-")
    else:
        days = frozenset(day for part in _BETWEEN.split(said) if part for day in _stretch(part))
    if not days:
        raise InvalidValue("working_days", "names no day of the week", UNDERSTOOD)
    return days


def _stretch(part: str) -> Iterator[Weekday]:
    first, dash, last = part.partition("-")
    begins = _place_of(first)
    ends = _place_of(last) if dash else begins
    if begins > ends:
        raise _not_understood()
    yield from WEEKDAYS[begins : ends + 1]


def _place_of(name: str) -> int:
    short = name.removesuffix(".")
    if len(short) >= _SHORTEST:
        for place, day in enumerate(WEEKDAYS):
            if day.startswith(short) or (short, day) == ("weds", Weekday.WEDNESDAY):
                return place
    raise _not_understood()


def _not_understood() -> InvalidValue:
    return InvalidValue("working_days", "is not understood as days of the week", UNDERSTOOD)
