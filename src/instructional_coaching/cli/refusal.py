"""How a command ends that can't do what it was asked: 1 where problems were found, 2 where it was misused."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec

import click

from instructional_coaching.cli.screen import tell
from instructional_coaching.domain.text import clean_identifier
from instructional_coaching.errors import CoachingError, FileRefused, InvalidInput, InvalidValue

P = ParamSpec("P")


def identifier(_context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Return an id that was given as an option, or None where none was.

    Raises:
        click.BadParameter: it is none; an empty one is misuse too, not an option left out.
    """
    if given is None:
        return None
    try:
        return clean_identifier(given, "id")
    except InvalidValue as raised:
        raise click.BadParameter(f"{raised.problem}; {raised.hint}", param=parameter) from None


def answered(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command tell an error of the library, or of the screen, instead of a traceback; exit with 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except CoachingError as raised:
            for line in _told(raised):
                tell(line)
            sys.exit(1)
        except BrokenPipeError:
            raise
        except OSError as raised:
            tell(f"the system refuses it: {raised.strerror}")
            _give_up_output()
            sys.exit(1)

    return run


def _told(raised: CoachingError) -> list[str]:
    notes = list[str](getattr(raised, "__notes__", ()))
    if isinstance(raised, InvalidInput):
        return [*(str(problem) for problem in raised.problems), _summary(raised), *notes]
    return [str(raised), *notes]


def _summary(raised: InvalidInput) -> str:
    said = f"{raised.source}: {_many(len(raised.problems), 'problem')}, nothing of it was taken"
    if isinstance(raised, FileRefused) and raised.not_checked:
        lines = _many(len(raised.not_checked), "line")
        said += f"; not checked, because they depend on these: {lines}"
    return said


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _give_up_output() -> None:
    # What is still buffered would be tried again at the very end, and end in a traceback.
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
