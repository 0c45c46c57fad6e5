"""What is printed: rich tables and lines in which nobody's text is ever read as markup."""

import shutil
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDEST = 100


def console(*, error: bool = False) -> Console:
    """Return a console as wide as the terminal, 80 columns where there is none, at most 100."""
    wide = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    return Console(stderr=error, width=wide, highlight=False, markup=False, emoji=False, soft_wrap=False)


def heading(words: str) -> Text:
    """Return a section's heading."""
    return Text(f"\n{words}", style="bold")


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: frozenset[str] = frozenset()
) -> Table:
    """Return a table of plain text.

    Args:
        columns: The headings.
        rows: The cells; None is an empty one.
        right: The columns to align to the right.
    """
    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", expand=False)
    for name in columns:
        made.add_column(Text(name), justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell)) for cell in row))
    return made


def plain(cell: object) -> str:
    """Return a cell as text: nothing for None, words for a code."""
    return "" if cell is None else str(cell)


def words(code: object) -> str:
    """Return a code such as ``set_aside`` in words."""
    return plain(code).replace("_", " ")
