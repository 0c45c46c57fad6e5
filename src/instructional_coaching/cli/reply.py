"""What a command answers: lines on the screen as it goes, or one JSON document at its end.

It ends with 0 when it has done what was asked, 1 where problems were found, 2 where it was misused.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import attrs
import click
from rich.console import RenderableType

from instructional_coaching.cli.screen import console, tell
from instructional_coaching.errors import CoachingError, DefinitionError, FileRefused, InvalidInput, Problem

P = ParamSpec("P")

DONE, PROBLEMS, MISUSE = 0, 1, 2


class Reply:
    """The answer of a command.

    Attributes:
        as_json: Whether it is one JSON document, and nothing else.
        code: What the command ends with.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.code = DONE
        self._document: dict[str, object] = {}
        self._problems: list[dict[str, Any]] = []
        self._not_checked: list[dict[str, Any]] = []
        self._has_ended = False

    def say(self, *parts: RenderableType) -> None:
        """Print parts of the answer, where it is read by people."""
        if not self.as_json:
            out = console()
            for part in parts:
                out.print(part)

    def tell(self, *lines: str) -> None:
        """Print lines about what went wrong, where they are read by people."""
        if not self.as_json:
            for line in lines:
                tell(line)

    def put(self, **parts: object) -> None:
        """Take plain values into the document."""
        self._document.update(parts)

    def problems(self, found: Iterable[Problem]) -> None:
        """Tell problems, a line each, and end with 1 if there are any."""
        for one in found:
            self.code = PROBLEMS
            self._problems.append(attrs.asdict(one))
            self.tell(str(one))

    def not_checked(self, source: str, places: Iterable[int | str]) -> None:
        """Note what was not checked, by its line or its path; all of a file is the empty path."""
        for one in places:
            line, path = (one, "") if isinstance(one, int) else (0, one)
            self._not_checked.append({"source": source, "line": line, "path": path})

    def refuse(self, raised: CoachingError) -> None:
        """Tell an error of the library, with all of its problems, and end with 1."""
        notes: tuple[str, ...] = tuple(getattr(raised, "__notes__", ()))
        if isinstance(raised, InvalidInput):
            self.problems(raised.problems)
            if isinstance(raised, FileRefused | DefinitionError):
                self.not_checked(raised.source, raised.not_checked)
            self.tell(_summary(raised), *notes)
        else:
            self._fault(raised.message, raised.hint, raised.code)
            self.tell(str(raised), *notes)
            for one in notes:
                self._fault(one, "", raised.code)

    def fail(self, raised: OSError) -> None:
        """Tell what the system refuses, as far as it still takes something, and end with 1."""
        reason = f"the system refuses it: {raised.strerror}"
        self._fault(reason, "", "refused-by-system")
        self.tell(reason)
        try:
            if self._has_ended:
                raise raised
            self.finish()
        except OSError:
            if self.as_json:
                tell(reason)
            _give_up_output()

    def misused(self, message: str) -> None:
        """Take in that the command was called wrongly."""
        self._fault(message, "", "misuse")
        self.code = MISUSE

    def finish(self) -> None:
        """Print the document, where one was asked for; in ASCII, so that no terminal obeys what is in it."""
        if self.as_json and not self._has_ended:
            self._has_ended = True
            whole = self._document | {"problems": self._problems, "not_checked": self._not_checked}
            click.echo(json.dumps(whole, indent=2, allow_nan=False))
        sys.stdout.flush()

    def _fault(self, message: str, hint: str, code: str) -> None:
        self.code = PROBLEMS
        self._problems.append(attrs.asdict(Problem("", 0, 0, "", message, hint, code)))


class Command(click.Command):
    """A command that can answer with a document, also where it is called wrongly."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart.

        Raises:
            click.UsageError: they make no sense.
        """
        as_json = "--json" in args
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as raised:
            _answer_misuse(Reply(as_json=as_json), raised)
            raise


def answered(command: Callable[Concatenate[Reply, P], None]) -> Callable[..., None]:
    """Give a command its reply and the option ``--json``; what goes wrong is told instead of a traceback."""

    @click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document.")
    @wraps(command)
    def run(as_json: bool, *args: P.args, **kwargs: P.kwargs) -> None:
        reply = Reply(as_json=as_json)
        try:
            try:
                command(reply, *args, **kwargs)
            except CoachingError as raised:
                reply.refuse(raised)
            except click.UsageError as raised:
                _answer_misuse(reply, raised)
                raise
            reply.finish()
        except BrokenPipeError:
            raise
        except OSError as raised:
            reply.fail(raised)
        if reply.code:
            sys.exit(reply.code)

    return run


def many(number: int, what: str, several: str = "") -> str:
    """Return a number of things in words."""
    return f"{number} {what if number == 1 else several or f'{what}s'}"


def _answer_misuse(reply: Reply, raised: click.UsageError) -> None:
    reply.misused(raised.format_message())
    reply.finish()


def _summary(raised: InvalidInput) -> str:
    said = f"{raised.source}: {many(len(raised.problems), 'problem')}, nothing of it was taken"
    if isinstance(raised, FileRefused | DefinitionError) and raised.not_checked:
        what = "line" if isinstance(raised, FileRefused) else "place"
        said += f"; not checked, because they depend on these: {many(len(raised.not_checked), what)}"
    return said


def _give_up_output() -> None:
    # What is still buffered would be tried again at the very end, and end in a traceback.
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
