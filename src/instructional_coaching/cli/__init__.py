"""The command `coaching`: a thin face of the library. No rule lives here."""

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command, or say how to install what it needs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal's encoding lacks is shown by its number
            stream.reconfigure(errors="backslashreplace")
    try:
        from instructional_coaching.cli.command import coaching
    except ModuleNotFoundError as missing:
        needed = (missing.name or "").partition(".")[0]
        if needed not in ("click", "rich"):
            raise
        sys.exit(f"coaching needs {needed}; run: pip install 'instructional-coaching[cli]'")
    coaching(prog_name="coaching")
