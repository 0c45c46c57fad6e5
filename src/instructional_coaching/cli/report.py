"""What an import brought in, a line for each kind of record."""

from instructional_coaching.cli.screen import console, table, text, words
from instructional_coaching.journal.importing import ImportReport


def print_report(report: ImportReport) -> None:
    """Print how many lines of which record and verb came in."""
    out = console()
    out.print(text(f"{report.source}: {report.lines} lines taken", bold=True))
    kinds: dict[str, list[tuple[str, int]]] = {}
    for do, times in report.verbs:
        kind, _, verb = words(do).partition(".")
        kinds.setdefault(kind, []).append((verb, times))
    rows = [
        (kind, sum(times for _, times in verbs), ", ".join(f"{verb} {times}" for verb, times in verbs))
        for kind, verbs in kinds.items()
    ]
    out.print(table(("record", "lines", "of these"), rows, right=frozenset({"lines"})))
    if report.unconfirmed:
        note = "decisions were typed for the coachee; each counts, unconfirmed until they settle it."
        out.print(text(f"{report.unconfirmed} {note}"))
    out.print()
