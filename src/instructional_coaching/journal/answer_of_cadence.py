"""Questions about time and cadence: where a relationship stands under its cadence rule, and why."""

from collections.abc import Mapping
from datetime import date

from instructional_coaching.analysis.cadence_standing import CadenceStanding
from instructional_coaching.analysis.completion import WindowOutcome, completion, window_outcomes
from instructional_coaching.analysis.due import cadence_standing
from instructional_coaching.analysis.eligible_day import LeftOut
from instructional_coaching.analysis.meeting import Meetings
from instructional_coaching.analysis.window import Window
from instructional_coaching.journal.answer import Answer, Asked, Question, recalled
from instructional_coaching.workspace.unit import UnitOfWork

_INSIDE = frozenset({"windows", "why"})
"""What of a completion is content."""


def _cadence_status(unit: UnitOfWork, asked: Asked) -> Answer:
    then = recalled(unit, asked).coaching(asked.of)
    meetings = Meetings.of(then.sessions)
    standing = cadence_standing(then.relationship, meetings, then.rules, then.around, asked.as_of)
    return Answer(standing.status.value, _parts(standing))


def _completion(unit: UnitOfWork, asked: Asked) -> Answer:
    then = recalled(unit, asked).coaching(asked.of)
    if then.around is None:
        return Answer(None, {}, frozenset({"met", "missed", *_INSIDE}))
    told = window_outcomes(then.relationship, then.sessions, then.rules, then.around, asked.as_of)
    totals = completion(told).school
    parts: dict[str, object] = {"met": totals.met, "missed": totals.missed}
    word = f"{totals.met} of {totals.expected}"
    if not then.sees_rounds:
        return Answer(word, parts, _INSIDE)
    parts["windows"] = [_outcome(one) for one in told]
    parts["why"] = {reason.value: number for reason, number in totals.reasons.items()}
    return Answer(word, parts)


def _outcome(one: WindowOutcome) -> dict[str, object]:
    return {
        "rule": _name(one.rule),
        "requirement": one.requirement,
        "first": one.window.first.isoformat(),
        "last": one.window.last.isoformat(),
        "settled": one.settled.isoformat(),
        "coach": one.coach,
        "met": one.is_met,
        "sessions": [session for contact in one.window.contacts for session in contact.sessions],
        "left_out": [_told(left_out) for left_out in one.left_out],
        "reason": one.reason.value if one.reason else None,
        "because": one.because,
    }


def _name(pin: str) -> str:
    return pin.partition("@")[0]


def _parts(standing: CadenceStanding) -> dict[str, object]:
    window, last = standing.window, standing.last_contact
    return {
        "reason": standing.reason,
        "rule": _name(standing.rule) if standing.rule else None,
        "requirement": standing.requirement,
        "first": _day(window.first if window else None),
        "last": _day(window.last if window else None),
        "needed": window.needed if window else None,
        "had": len(window.contacts) if window else None,
        "due_on": _day(standing.due_on),
        "overdue_from": _day(standing.overdue_from),
        "since": _day(standing.since),
        "last_contact": _day(last.when if last else None),
        "sessions": list(last.sessions) if last else [],
        "planned": standing.planned.id if standing.planned else None,
        "days": [one.isoformat() for one in standing.days],
        "left_out": [_told(one) for one in standing.left_out],
        "is_slipping": standing.is_slipping,
        "looked_back": [_looked_back(one) for one in standing.looked_back],
        "counted": [session for one in standing.contacts for session in one.sessions],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _looked_back(one: Window) -> str:
    return f"{one.first} to {one.last} {'met' if one.is_met else 'missed'}"


def _told(one: LeftOut) -> str:
    days = f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}"
    note = f" ({one.note})" if one.note else ""
    return f"{days} {one.why.replace('_', ' ')}{note}, {one.record}"


QUESTIONS_OF_CADENCE: Mapping[str, Question] = {
    "cadence.status": Question(
        _cadence_status,
        of="a relationship",
        word="where it stands under its cadence rule, such as `due` or `on_track`; `unknown` without a "
        "calendar or a rule",
        parts="`rule`, and `requirement`, the number of the one that decided; `first` and `last` day of the "
        "window that decided, contacts `needed` in it and `had`; `due_on`, `overdue_from`; `since`, the day "
        "from which counting goes on; `last_contact` and its `sessions`; `planned`, the session that books "
        "it; `days` that count, up to the day asked about; `left_out`, the days that don't, with the record "
        "that says so; `is_slipping`, and `looked_back`, the last windows that are over; `reason`, where no "
        "window says it",
    ),
    "completion": Question(
        _completion,
        of="a relationship",
        word="how many of the windows that are over were met, such as `3 of 4`; nothing without a calendar",
        parts="how many were `met` and `missed`; for those who see what is in it `why`, the reasons by "
        "number, and `windows`, each with its `rule` and `requirement`, its `first` and `last` day, the day "
        "on which it was `settled`, whose it was, whether it was `met`, the `sessions` that met it, the days "
        "`left_out` as above, the `reason`, and because of which record",
    ),
}
