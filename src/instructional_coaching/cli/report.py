"""What an import brought in: a line for each kind of record, or what a staff list changed."""

from collections.abc import Iterator

from rich.console import RenderableType

from instructional_coaching.cli.reply import many
from instructional_coaching.cli.screen import table, text, words
from instructional_coaching.cli.staff import staff_parts, staff_plain
from instructional_coaching.journal.importing import ImportReport


def report_parts(report: ImportReport, *, is_journal: bool = False) -> Iterator[RenderableType]:
    """Yield how many lines, or entries, of which record and verb came in."""
    unit = ("entry", "entries") if is_journal else ("line", "lines")
    yield text(f"{report.source}: {many(report.lines, *unit)} taken", bold=True)
    if report.staff:
        yield from staff_parts(report.staff)
    else:
        yield from _records(report, unit[1])
    yield text("")


def _records(report: ImportReport, lines: str) -> Iterator[RenderableType]:
    kinds: dict[str, list[tuple[str, int]]] = {}
    for do, times in report.verbs:
        kind, _, verb = words(do).partition(".")
        kinds.setdefault(kind, []).append((verb, times))
    rows = [
        (kind, sum(times for _, times in verbs), ", ".join(f"{verb} {times}" for verb, times in verbs))
        for kind, verbs in kinds.items()
    ]
    yield table(("record", lines, "of these"), rows, right=frozenset({lines}))
    if report.unconfirmed:
        decisions = "1 decision was" if report.unconfirmed == 1 else f"{report.unconfirmed} decisions were"
        note = "typed for the coachee; each counts, unconfirmed until they settle it."
        yield text(f"{decisions} {note}")


def report_plain(report: ImportReport) -> dict[str, object]:
    """Return what an import brought in as plain values."""
    plain: dict[str, object] = {
        "source": report.source,
        "lines": report.lines,
        "verbs": dict(report.verbs),
        "unconfirmed": report.unconfirmed,
    }
    return plain | {"staff": staff_plain(report.staff)} if report.staff else plain
