"""What a scenario expects: a question, and the answer that it should have."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

import attrs

from instructional_coaching.codec.moment import read_date
from instructional_coaching.definitions.strict_yaml import Tree
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.text import clean_identifier
from instructional_coaching.errors import InvalidValue
from instructional_coaching.journal.entry import REFUSED
from instructional_coaching.journal.question import QUESTIONS
from instructional_coaching.journal.remark import Remarks

ASKING = ("ask", "of", "kind", "as_of", "known_at", "viewer")
"""The keys of a question."""
IDENTIFYING = ("of", "viewer")
EXPECTING = ("is", "has", "lacks", REFUSED)
"""The keys of its answer."""


@attrs.frozen
class Expectation:
    """A question with the answer that is expected.

    Attributes:
        line: Line of the question, from 1.
        column: Its column, from 1.
        ask: The question.
        of: The id of the record that it is about.
        kind: The kind of record, where it is said.
        as_of: The day as of which it is asked; the last day of the journal if None.
        known_at: The last day on which what counts was typed; None for all.
        viewer: Who asks; somebody who keeps the records if None.
        expected: What is expected, by ``is``, ``has``, ``lacks`` or ``refused``.
    """

    line: int
    column: int
    ask: str
    of: str
    kind: str | None
    as_of: date | None
    known_at: date | None
    viewer: str | None
    expected: Mapping[str, Any]


def expectation_in(tree: Tree, path: str, given: object, remarks: Remarks) -> Expectation | None:
    """Return what one item under ``expect`` asks and expects; None where something is wrong with it.

    Args:
        tree: The text.
        path: Where the item stands in it.
        given: Its plain values.
        remarks: Where to note what is wrong.
    """
    if type(given) is not dict:
        remarks.expected(tree, path, given, "a question", "write {ask: goal, of: g1, is: adopted}")
        return None
    read = _Read(tree, path, cast("dict[str, Any]", given), remarks)
    before = len(remarks.problems)
    read.check_keys()
    read.check_answer()
    days = {name: read.day(name) for name in ("as_of", "known_at")}
    words = {name: read.word(name) for name in ("ask", "of", "kind", "viewer")}
    read.check_question(words["ask"], words["kind"])
    if len(remarks.problems) > before or tree.is_incomplete(path):
        return None
    line, column = tree.place(path)
    return Expectation(
        line=line,
        column=column,
        ask=words["ask"] or "",
        of=words["of"] or "",
        kind=words["kind"],
        viewer=words["viewer"],
        expected={name: read.fields[name] for name in EXPECTING if name in read.fields},
        **days,
    )


@attrs.frozen
class _Read:
    """An item under ``expect``, as it is read."""

    tree: Tree
    path: str
    fields: Mapping[str, Any]
    remarks: Remarks

    def check_keys(self) -> None:
        for name in self.fields:
            if name not in (*ASKING, *EXPECTING):
                place = f"{self.path}.{name}"
                message = "is no part of a question"
                self.remarks.unknown_key(self.tree, place, message, (*ASKING, *EXPECTING))
        for name in self._missing():
            self.remarks.note(self.tree, self.path, f"{name} is missing", "give it", "missing-key")

    def check_answer(self) -> None:
        for name, kind, what in (("has", dict, "names and values"), ("lacks", list, "a list of names")):
            if name in self.fields and type(self.fields[name]) is not kind:
                given, hint = self.fields[name], "see the guide to scenarios"
                self.remarks.expected(self.tree, f"{self.path}.{name}", given, what, hint)
        if REFUSED in self.fields and any(name in self.fields for name in EXPECTING[:-1]):
            place = f"{self.path}.{REFUSED}"
            hint = f"leave out {REFUSED}, or the answer"
            message = "is expected beside an answer"
            self.remarks.note(self.tree, place, message, hint, "invalid-value", at_key=True)

    def check_question(self, ask: str | None, kind: str | None) -> None:
        if ask is None:
            return
        question = QUESTIONS.get(ask)
        if question is None:
            hint = f"the questions are {', '.join(QUESTIONS)}"
            self.remarks.note(self.tree, f"{self.path}.ask", "is no question", hint, "unknown-question")
            return
        for name in self.fields:
            if name in ASKING and not question.takes(name):
                place, hint = f"{self.path}.{name}", "leave it out"
                message = f"means nothing to the question {ask}"
                self.remarks.note(self.tree, place, message, hint, "unknown-key", at_key=True)
        if kind is not None and kind not in KINDS:
            place, hint = f"{self.path}.kind", f"the kinds are {', '.join(KINDS)}"
            self.remarks.note(self.tree, place, "is no kind of record", hint, "invalid-value")

    def day(self, name: str) -> date | None:
        given = self.fields.get(name)
        try:
            return None if given is None else read_date(given)
        except InvalidValue as raised:
            self.remarks.refused(self.tree, f"{self.path}.{name}", raised)
        return None

    def word(self, name: str) -> str | None:
        given, place = self.fields.get(name), f"{self.path}.{name}"
        if name in self.fields and type(given) is not str:
            self.remarks.expected(self.tree, place, given, "text", "write it as text")
        if type(given) is not str:
            return None
        try:
            return clean_identifier(given, name) if name in IDENTIFYING else given
        except InvalidValue as raised:
            self.remarks.refused(self.tree, place, raised)
        return None

    def _missing(self) -> Iterator[str]:
        """Yield what is needed and isn't there; where something could not be read, that may be it."""
        if not self.tree.is_incomplete(self.path):
            yield from (name for name in ("ask", "of") if name not in self.fields)
            if not any(name in self.fields for name in EXPECTING):
                yield f"the answer ({', '.join(EXPECTING)})"
