"""A bar that shows how far a long import has come: on a terminal, and only when it takes over a second."""

from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from instructional_coaching.cli.screen import console, visible
from instructional_coaching.journal.file import Progress as Progressing

PATIENCE = 1.0
"""Seconds before a bar appears."""


@contextmanager
def progress_of(source: str, *, wanted: bool) -> Generator[Progressing | None, None, None]:
    """Give what is to be told of the progress with a file; None where nobody would see it."""
    screen = console(error=True)
    if not wanted or not screen.is_terminal:
        yield None
        return
    name = TextColumn("{task.fields[name]}", markup=False)
    bar = Progress(name, BarColumn(), TaskProgressColumn(), console=screen, transient=True)
    task = bar.add_task("", name=visible(source).replace("\n", "\\n"))
    begun = monotonic()

    def told(done: int, of: int) -> None:
        if monotonic() - begun > PATIENCE:
            bar.start()
            bar.update(task, completed=done, total=of)

    try:
        yield told
    finally:
        bar.stop()
