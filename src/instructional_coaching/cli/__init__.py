"""The command `coaching`: a thin face of the library. No rule lives here."""

import sys


def main() -> None:
    """Run the command, or say how to install what it needs."""
    try:
        from instructional_coaching.cli.command import coaching
    except ModuleNotFoundError as missing:
        sys.exit(f"coaching needs {missing.name}; install instructional-coaching[cli]")
    coaching()
