"""What is printed: rich tables and lines in which nobody's text is ever read as markup."""

import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

NARROWEST = 40
WIDEST = 100
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def console(*, error: bool = False) -> Console:
    """Return a console as wide as the terminal, 80 columns where there is none, at least 40, at most 100."""
    wide = max(NARROWEST, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(stderr=error, width=wide, color_system=colours, highlight=False, markup=False, emoji=False)


def tell(line: str) -> None:
    """Print a line about what went wrong: whole, for other programs to read; wrapped on a terminal."""
    err = console(error=True)
    said = visible(line).replace("\n", "\\n")
    if err.is_terminal:
        said = textwrap.fill(
            said, err.width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
    err.print(Text(said), soft_wrap=True)


def heading(said: str) -> Text:
    """Return a section's heading."""
    return text(said, bold=True)


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: frozenset[str] = frozenset()
) -> Table:
    """Return a table of plain text.

    Args:
        columns: The headings.
        rows: The cells; None is an empty one.
        right: The columns to align to the right.
    """
    made = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for name in columns:
        number = name in right
        made.add_column(
            text(name),
            justify="right" if number else "left",
            overflow="fold",
            no_wrap=number and " " not in name,
        )
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else text(plain(cell)) for cell in row))
    return made


def columns(first: str, second: str | Text | Table, *, wide: int = 8) -> Table:
    """Return a narrow column with a word, and beside it what goes with it, however many lines it takes."""
    made = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    made.add_column(width=wide, no_wrap=True)
    made.add_column(overflow="fold")
    made.add_row(text(first), text(second) if isinstance(second, str) else second)
    return made


def text(said: str, *, bold: bool = False) -> Text:
    """Return somebody's text as it is, and nothing in it that a terminal would obey."""
    return Text(visible(said), style="bold" if bold else "")


def visible(said: str) -> str:
    """Return text with every control character, but tabs and line breaks, shown by its number."""
    return _UNSEEN.sub(lambda found: ascii(found.group())[1:-1], said)


def plain(cell: object) -> str:
    """Return a cell as text: nothing for None, yes or no, the words of a code such as ``set_aside``."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return words(str(cell)) if isinstance(cell, Enum) else str(cell)


def words(code: str) -> str:
    """Return a code such as ``set_aside`` in words."""
    return code.replace("_", " ")
