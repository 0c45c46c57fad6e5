"""Why a relationship stands where it does under its cadence rule, in a sentence."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from instructional_coaching.analysis.due import CadenceStanding, CadenceStatus
from instructional_coaching.analysis.eligible_day import LeftOut, WhyNot
from instructional_coaching.analysis.window import Window
from instructional_coaching.cli.reply import many
from instructional_coaching.cli.screen import plain, words
from instructional_coaching.domain.cadence_rule import CadenceFamily, CadenceRule, Period, Requirement

_FEW = 2
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def reason(standing: CadenceStanding, rule: CadenceRule | None) -> str:
    """Return why it stands there: what decided, the days that don't count, and whether contact is slipping.

    Args:
        standing: Where it stands.
        rule: The rule; None where none applies.
    """
    if rule is None or standing.requirement is None or standing.window is None:
        return standing.reason or f"no {plain(_period(rule))} of the school is on this day"
    requirement = rule.requires[standing.requirement - 1]
    if requirement.family is CadenceFamily.PER_PERIOD:
        said = [_of_period(standing, standing.window, requirement)]
    else:
        said = [_of_gap(standing, requirement)]
    if standing.planned is not None:
        said.insert(0, f"{standing.planned.id} is planned for {short(standing.planned.when)}")
    until = max(standing.due_on or standing.as_of, standing.as_of)
    not_counted = list(not_counting(one for one in standing.left_out if one.first <= until))
    said += [f"not counted: {', '.join(not_counted)}"] if not_counted else []
    said += ["contact is slipping"] if standing.is_slipping and _is_pressing(standing.status) else []
    return "; ".join(said)


def not_counting(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Yield the days that don't count in few words, those of one reason together."""
    groups: dict[tuple[str, str], list[LeftOut]] = {}
    for one in left_out:
        groups.setdefault((_why(one), one.record), []).append(one)
    for (why, record), several in groups.items():
        where = [span(one.first, one.last) for one in several]
        if len(where) > _FEW:
            days = sum((one.last - one.first).days + 1 for one in several)
            where = [f"{many(days, 'day')}, {span(several[0].first, several[-1].last)}"]
        kind, _, id = record.partition(" ")
        aside = f" ({id})" if kind == "absence" and id else ""
        yield f"{' and '.join(where)} {why}{aside}"


def short(day: date) -> str:
    """Return a day in the form ``8 Dec``."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def span(first: date, last: date) -> str:
    """Return days in a row in the form ``27–31 Oct``."""
    if first == last:
        return short(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same_month else short(first)}–{short(last)}"


def _of_period(standing: CadenceStanding, window: Window, requirement: Requirement) -> str:
    where = _named(requirement.period, window)
    if not window.is_expected:
        few = ", too few to expect contact" if window.days else ""
        return f"{_days_that_count(len(window.days))} in {where}{few}"
    count = f"{len(window.contacts)} of {window.needed} in {where}"
    if standing.status is CadenceStatus.OVERDUE:
        return f"{count}, none since"
    if window.is_met:
        return f"{count} ({', '.join(window.contacts[-1].sessions)})"
    return f"{count}, {many(window.left(standing.as_of), 'day')} left"


def _days_that_count(number: int) -> str:
    return {0: "no day counts", 1: "1 day counts"}.get(number, f"{number} days count")


def _of_gap(standing: CadenceStanding, requirement: Requirement) -> str:
    last, since = standing.last_contact, standing.since or standing.as_of
    start = f"{short(since)} ({', '.join(last.sessions)})" if last else f"the start on {short(since)}"
    if standing.status is CadenceStatus.ON_TRACK:
        return f"contact on {start}"
    return f"{len(standing.days)} eligible days since {start}, {requirement.days} at most"


def _named(period: Period | None, window: Window) -> str:
    if period is Period.WEEK:
        return f"the week of {short(window.first - timedelta(days=window.first.weekday()))}"
    return f"{words(period or 'period')} {span(window.first, window.last)}".replace("half term", "half-term")


def _period(rule: CadenceRule | None) -> Period | str:
    periods = [one.period for one in rule.requires if one.period] if rule else []
    return periods[0] if periods else "period"


def _why(one: LeftOut) -> str:
    if one.note:
        return one.note
    return {
        WhyNot.CLOSED: "closed",
        WhyNot.STAFF_DAY: "INSET",
        WhyNot.NO_COACHING: "no coaching",
        WhyNot.NOT_WORKING: "not working",
        WhyNot.LEFT: "no longer at the school",
        WhyNot.COACHEE_AWAY: "coachee away",
        WhyNot.COACH_AWAY: "coach away",
    }[one.why]


def _is_pressing(status: CadenceStatus) -> bool:
    return status in (CadenceStatus.DUE, CadenceStatus.OPEN, CadenceStatus.BOOKED)
