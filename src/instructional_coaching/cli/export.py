"""`coaching export`: all that a school has recorded, as a journal."""

import os
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import attrs
import click

from instructional_coaching.cli.option import SCHOOL, STORE, identifier, open_existing
from instructional_coaching.cli.reply import Command, Reply, answered, many
from instructional_coaching.cli.screen import text
from instructional_coaching.journal.exporting import ExportReport, export_journal

SCREEN = Path("-")


@click.command("export", cls=Command)
@STORE
@SCHOOL
@click.option(
    "--as",
    "steward",
    callback=identifier,
    default="office",
    show_default=True,
    help="Id of whoever exports it.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default="-",
    show_default=True,
    help="File to write; - is the standard output.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@answered
def export_command(reply: Reply, store: str, school: str, steward: str, out: Path, force: bool) -> None:
    """Export all that is recorded, but for private notes, as a journal in YAML.

    Imported into an empty store it gives the same records with the same history. A file is there whole or
    not at all; only the one who wrote it can read it.
    """
    if out == SCREEN and reply.as_json:
        raise click.UsageError("with --json there is one document on the standard output: give --out FILE")
    with open_existing(store, school) as workspace:
        if out == SCREEN:
            report = export_journal(workspace, _in_utf8(sys.stdout), steward=steward)
            sys.stdout.flush()
            reply.tell(*_lines(report))
        else:
            with whole_file(out, force=force) as file:
                report = export_journal(workspace, file, steward=steward)
            reply.say(text(f"{out}", bold=True), *(text(f"  {line}") for line in _lines(report)))
    reply.put(out=str(out), **attrs.asdict(report))


def _lines(report: ExportReport) -> list[str]:
    lines = [f"{many(report.entries, 'entry', 'entries')} exported"]
    if report.notes:
        left = "1 private note was" if report.notes == 1 else f"{report.notes} private notes were"
        lines.append(f"{left} left out: nobody but their authors sees them")
    if report.stale:
        stale = "1 entry rests" if report.stale == 1 else f"{report.stale} entries rest"
        lines.append(f"{stale} on an earlier state of a record than they are given on import")
    return lines


def _in_utf8(stream: TextIO) -> TextIO:
    """Return a stream that writes UTF-8, whatever the terminal's encoding is."""
    _reconfigure(stream)
    return stream


def _reconfigure(stream: TextIO) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="strict", newline="\n")


@contextmanager
def whole_file(path: Path, *, force: bool) -> Generator[TextIO, None, None]:
    """Give a file to be written beside its place, and put it there once it is whole and on the disk.

    Raises:
        click.UsageError: there is a file already, and it isn't to be replaced; or something else than a file.
        OSError: the system refuses it; what was there before is there still.
    """
    place = Path(os.path.realpath(path))
    _require_free(place, path, force=force)
    number, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:50]}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _require_free(place, path, force=force)
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # not every system lets a folder be opened
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _require_free(place: Path, path: Path, *, force: bool) -> None:
    if place.exists():
        if not place.is_file():
            raise click.UsageError(f"{path} is no file")
        if not force:
            raise click.UsageError(f"{path} is there already\nreplace it: add --force")
