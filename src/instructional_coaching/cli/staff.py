"""What a staff list brought: how many are new, changed and unclear, and each change and doubt by its line."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType

from instructional_coaching.cli.reply import many
from instructional_coaching.cli.screen import columns, heading, table, text, words
from instructional_coaching.domain.weekday import WEEKDAYS
from instructional_coaching.journal.staff_report import StaffChange, StaffDoubt, StaffReport, StaffValue

_WIDE = 9


def staff_parts(report: StaffReport) -> Iterator[RenderableType]:
    """Yield what a staff list brought, for people to read."""
    yield from _counts(report)
    right = frozenset({"line"})
    if report.begun:
        begun = [(one.line, one.coachee, one.coach, one.id, one.when) for one in report.begun]
        yield from _section("Coaching begun")
        yield table(("line", "coachee", "coach", "relationship", "from"), begun, right=right)
    if report.changed:
        yield from _section("Changed")
        yield table(("line", "who", "what", "was", "is", "from"), map(_change, report.changed), right=right)
    if report.unclear:
        yield from _section("Unclear: nothing was done about it")
        yield table(("line", "who", "what"), map(_doubt, report.unclear), right=right)
    if report.remedies:
        yield from _section("A log that would settle it: keep the lines that somebody decided")
        yield text(report.remedies)


def staff_plain(report: StaffReport) -> dict[str, object]:
    """Return what a staff list brought as plain values."""
    return {
        "new": [{"line": one.line, "id": one.id, "when": str(one.when)} for one in report.new],
        "begun": [
            {
                "line": one.line,
                "id": one.id,
                "coach": one.coach,
                "coachee": one.coachee,
                "when": str(one.when),
            }
            for one in report.begun
        ],
        "changed": [
            {
                "line": one.line,
                "id": one.id,
                "field": one.field,
                "before": _plain(one.before),
                "after": _plain(one.after),
                "when": str(one.when),
            }
            for one in report.changed
        ],
        "unclear": [
            {
                "line": one.line,
                "id": one.id,
                "reason": one.reason,
                "message": one.message,
                "hint": one.hint,
                "remedy": dict(one.remedy),
            }
            for one in report.unclear
        ],
        "unchanged": report.unchanged,
    }


def _counts(report: StaffReport) -> Iterator[RenderableType]:
    new = _people(one.id for one in report.new)
    if report.new and (report.changed or report.unclear or report.unchanged):
        new += f": {', '.join(one.id for one in report.new)}"
    yield columns("new", new, wide=_WIDE)
    if report.begun:
        yield columns("begun", many(len(report.begun), "relationship"), wide=_WIDE)
    yield columns("changed", _people(one.id for one in report.changed), wide=_WIDE)
    yield columns("unclear", _people(one.id for one in report.unclear), wide=_WIDE)
    yield columns("unchanged", many(report.unchanged, "person", "people"), wide=_WIDE)
    if report.is_idle:
        yield text("Nothing is new, and nothing was changed.")


def _section(title: str) -> Iterator[RenderableType]:
    yield text("")
    yield heading(title)


def _change(one: StaffChange) -> tuple[object, ...]:
    was, now = (_said(one.field, value) for value in (one.before, one.after))
    return one.line, one.id, words(one.field), was, now, one.when


def _doubt(one: StaffDoubt) -> tuple[object, ...]:
    return one.line or None, one.id, f"{one.message}; {one.hint}" if one.hint else one.message


def _people(ids: Iterable[str]) -> str:
    return many(len(frozenset(ids)), "person", "people")


def _said(field: str, value: StaffValue) -> str:
    """Return a value as a staff list would say it."""
    if value is None:
        return "any day" if field == "working_days" else "none"
    if isinstance(value, int):
        return str(value)
    if field == "working_days":
        return " ".join(day[:3].capitalize() for day in WEEKDAYS if day in value)
    return ", ".join(sorted(value)) or "none"


def _plain(value: StaffValue) -> object:
    if isinstance(value, frozenset):
        return [day for day in WEEKDAYS if day in value] or sorted(value)
    return value
