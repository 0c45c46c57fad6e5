"""Days and instants from their ISO texts."""

import re
from datetime import date, datetime

from instructional_coaching.domain.check import civil_date
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import InvalidValue

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_date(given: object) -> date:
    """Return the date that an ISO text such as ``2026-09-14`` names.

    Raises:
        InvalidValue: it names none, or one that no record may hold.
    """
    if type(given) is not str:
        raise InvalidValue("", f"expected a date, got {kind_of(given)}", "write it as 2026-09-14")
    try:
        if _DATE.fullmatch(given):
            return civil_date(date.fromisoformat(given), "")
    except ValueError:
        pass
    raise InvalidValue("", "is not a date", "write it as 2026-09-14")


def read_instant(given: object) -> datetime:
    """Return the instant that an ISO text with an offset, such as ``2026-09-14T16:05:00+01:00``, names.

    Raises:
        InvalidValue: it names none.
    """
    try:
        instant = datetime.fromisoformat(given) if type(given) is str else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise InvalidValue("", "is not an instant with an offset", "write it as 2026-09-14T16:05:00+01:00")
    return instant
