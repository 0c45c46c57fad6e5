"""Bytes to clean text: UTF-8 only, one kind of line break, and no character that a reader can't see."""

import codecs
import re
from collections import deque
from collections.abc import Iterator
from io import IncrementalNewlineDecoder
from typing import BinaryIO

import attrs

from instructional_coaching.errors import Problem

MOST_BAD_CHARACTERS = 20
REPLACEMENT = "\ufffd"
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# What no escape may stand for either; a separator of lines or a byte order mark may be part of a text.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UTF_16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_SEPARATORS = {"\x85", "\u2028", "\u2029"}


class Stopped(Exception):
    """Reading can't go on; the problem is noted."""


class TooFar(Stopped):
    """The parser wants more than may be read at a time."""


@attrs.define(eq=False)
class Cleaner:
    """Makes clean text of pieces of bytes or text, and notes a problem for each character it replaces.

    Attributes:
        source: What to call the text in problems.
        problems: What is wrong with its characters, in order.
    """

    source: str
    problems: list[Problem] = attrs.field(factory=list[Problem])
    _line: int = 1
    _column: int = 1
    _left: bytes = b""
    _begun: bool = False
    _breaks: IncrementalNewlineDecoder = attrs.field(
        factory=lambda: IncrementalNewlineDecoder(None, translate=True)
    )

    def of_bytes(self, piece: bytes, final: bool) -> str:
        """Return the next piece of bytes as clean text, as far as its characters are complete.

        Raises:
            Stopped: it is no text.
        """
        raw = self._left + piece
        if not self._begun and raw.startswith(_UTF_16_OR_32):
            self._stop(
                Problem(self.source, 1, 1, "", "is not UTF-8 but UTF-16", "save it as UTF-8", "syntax")
            )
        text, self._left = "", b""
        while raw:
            try:
                found, used = codecs.utf_8_decode(raw, "strict", final)
            except UnicodeDecodeError as raised:
                text += self.of_text(raw[: raised.start].decode("utf-8"), final=True) + REPLACEMENT
                self._note("a character is not UTF-8", "save the file as UTF-8")
                self._column += 1
                raw = raw[raised.end :]
            else:
                text += self.of_text(found, final)
                self._left = raw[used:]
                break
        return text

    def of_text(self, piece: str, final: bool) -> str:
        r"""Return the next piece of text as clean text, its lines ended by ``\n``.

        Raises:
            Stopped: it is no text.
        """
        text: str = self._breaks.decode(piece, final)
        if not self._begun and text:
            self._begun = True
            text = text.removeprefix("\ufeff")
        done = 0
        for match in REFUSED.finditer(text):
            self._walk(text[done : match.start()])
            self._refuse(match.group())
            self._column += 1
            done = match.end()
        self._walk(text[done:])
        return REFUSED.sub(REPLACEMENT, text) if done else text

    def _walk(self, text: str) -> None:
        breaks = text.count("\n")
        if breaks:
            self._line += breaks
            self._column = len(text) - text.rfind("\n")
        else:
            self._column += len(text)

    def _refuse(self, character: str) -> None:
        if character == "\ufeff":
            self._note("has a byte order mark (U+FEFF) within it", "remove it")
        elif character in _SEPARATORS:
            self._note(f"has a line separator, U+{ord(character):04X}", "break the line in the usual way")
        else:
            self._note(f"has a control character, U+{ord(character):04X}", "remove it")

    def _note(self, message: str, hint: str) -> None:
        self.problems.append(Problem(self.source, self._line, self._column, "", message, hint, "syntax"))
        if len(self.problems) >= MOST_BAD_CHARACTERS:
            del self.problems[1:]
            first = self.problems.pop()
            hint = "save it as plain text in UTF-8"
            self._stop(attrs.evolve(first, message="does not look like a text", hint=hint))

    def _stop(self, problem: Problem) -> None:
        self.problems.append(problem)
        raise Stopped


@attrs.define(eq=False)
class CleanStream:
    """A stream of bytes that reads as clean text, a limited way ahead.

    Attributes:
        cleaner: What cleans it.
        given: How many characters were read.
        most: How many may be read before reading stops.
    """

    cleaner: Cleaner
    _stream: BinaryIO
    most: int
    given: int = 0
    _ended: bool = False
    _recent: deque[str] = attrs.field(factory=lambda: deque(["", "", ""], 3))
    _recent_line: int = 0

    def read(self, size: int = 4096) -> str:
        """Return the next piece of text, empty at the end.

        Raises:
            Stopped: it is no text.
            TooFar: more than ``most`` characters were read.
        """
        if self.given > self.most:
            raise TooFar
        text = ""
        while not text and not self._ended:
            piece = self._stream.read(size)
            self._ended = not piece
            text = self.cleaner.of_bytes(piece, final=not piece)
        self.given += len(text)
        self._recent_line += self._recent[0].count("\n")
        self._recent.append(text)
        return text

    def line(self, number: int) -> str:
        """Return a line, by its number from 0, of what was read lately; empty if it is further back."""
        lines = "".join(self._recent).split("\n")
        place = number - self._recent_line
        return lines[place] if 0 <= place < len(lines) else ""

    def noted(self, line: int | None = None) -> Iterator[Problem]:
        """Yield the problems noted up to a line, once; without a line, all that are left."""
        problems = self.cleaner.problems
        while problems and (line is None or problems[0].line <= line):
            yield problems.pop(0)
