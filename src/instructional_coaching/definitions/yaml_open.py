"""The parts of a YAML text that are open while it is read, and the problems in them, each with its place."""

from typing import Final

import attrs

from instructional_coaching.definitions.yaml_event import Limits, YamlEvent
from instructional_coaching.definitions.yaml_gap import Gaps
from instructional_coaching.definitions.yaml_text import Stopped
from instructional_coaching.definitions.yaml_tree import Fields, Items, Mark, Start
from instructional_coaching.errors import Problem

# Texts that stand for no key, told by identity: the next node is a key, or a value that isn't kept.
AWAITED: Final = "\0awaited"
LEFT_OUT: Final = "\0left out"


@attrs.define(eq=False)
class OpenParts:
    """Parts that are open.

    Attributes:
        source: What to call the text in problems.
        limits: Where to stop.
        gaps: The lines that were blanked after a syntax error.
        problems: What is wrong, in the order found.
        holder: What holds the whole as its one item.
        open: The parts that are not ended yet; the first is the holder.
    """

    source: str
    limits: Limits
    gaps: Gaps = attrs.Factory(Gaps)
    problems: list[Problem] = attrs.field(init=False, factory=list[Problem])
    holder: Items = attrs.field(init=False)
    open: list[Items | Fields] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.holder = Items(Start(), False, None, None, items=[], spots=[])
        self.open = [self.holder]

    def abandon(self) -> None:
        """Leave every part that is open incomplete."""
        for part in self.open:
            part.incomplete = True

    def note(
        self, mark: Mark, message: str, hint: str, key: str | None = AWAITED, code: str = "syntax"
    ) -> None:
        """Note a problem in the value of a key, in the next item, or in what is open."""
        place = (self.source, mark.line + 1, mark.column + 1, self._path(key))
        self.problems.append(Problem(*place, message, hint, code))

    def _path(self, key: str | None) -> str:
        steps: list[str | int | None] = [part.key for part in self.open[2:]]
        innermost = self.open[-1]
        if isinstance(innermost, Items) and innermost is not self.holder:
            steps.append(len(innermost.items))
        else:
            steps.append(None if key is AWAITED or key is LEFT_OUT else key)
        path = "$"
        for step in steps:
            if step is None:
                break
            path += f"[{step}]" if isinstance(step, int) else f".{step[:40]}"
        return path

    def stop(self, mark: Mark, message: str, hint: str, code: str, key: str | None = AWAITED) -> None:
        """Note a problem after which nothing more is read.

        Raises:
            Stopped: always.
        """
        self.note(mark, message, hint, key, code)
        raise Stopped

    def note_empty(self) -> None:
        """Note that there is nothing, unless that is so for what was blanked."""
        self.holder.incomplete = True
        if not self.gaps:
            self.note(self.holder.start, "is empty", "write something")

    def refuse_directive(self, event: YamlEvent) -> None:
        """Note a problem if a document begins with a directive."""
        if getattr(event, "version", None) or getattr(event, "tags", None):
            self.note(event.start_mark, "has a directive (%)", "remove it")

    def refuse_document(self, event: YamlEvent) -> None:
        """Note that a second document begins."""
        self.note(event.start_mark, "has a second document (---)", "put it in a file of its own")
