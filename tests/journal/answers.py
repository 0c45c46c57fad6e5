"""All that can be asked of a school, as text by question, record and day; and a term that a test can edit."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Self

import attrs

from instructional_coaching import Actor, Workspace
from instructional_coaching.domain import RECORDS
from instructional_coaching.errors import CoachingError
from instructional_coaching.journal.answer import Asked
from instructional_coaching.journal.question import QUESTIONS, ask
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.unit import UnitOfWork
from tests.journal.term import NOW, TERM, School, Sheet

MONDAYS = tuple(date(2025, 9, 8) + timedelta(weeks=n) for n in range(15))
"""The Mondays of the term, half-term's too."""
SOME_MONDAYS = MONDAYS[4::3]
LAST = NOW.date()
DUE = "cadence.status"
"""Where a relationship stands under its cadence rule, and what decided it; asked on every Monday."""
ABOUT = {
    "a relationship": "relationship",
    "a goal": "goal",
    "an action step": "action_step",
    "a session": "session",
    "a round of practice": "practice_round",
    "a score sheet": "score_sheet",
    "a cycle": "cycle",
}
"""The kind of record that a question is about, by what it says of itself; all others are of any kind."""
OFTEN = ("relationship", "goal")
"""Kinds of which it is asked on several Mondays how they stood; of others, once at the end."""


@attrs.frozen(order=True)
class Place:
    """A question: which, of which record, as of which day."""

    question: str
    kind: str
    of: str
    as_of: date


@attrs.define
class Files:
    """The files of the example term, to be edited and imported."""

    staff: Sheet
    calendar: str
    rules: Mapping[str, str]
    log: Sheet

    @classmethod
    def read(cls) -> Self:
        rules = {one.name: one.read_text(encoding="utf-8") for one in (TERM / "rules").iterdir()}
        calendar = (TERM / "calendar.yaml").read_text(encoding="utf-8")
        return cls(Sheet.read("staff.csv"), calendar, rules, Sheet.read("log.csv"))

    def replace_in_calendar(self, before: str, after: str) -> None:
        """Write something else in the place of a text, which must be there."""
        assert before in self.calendar
        self.calendar = self.calendar.replace(before, after)

    def answered(self, folder: Path) -> dict[Place, str]:
        """Import them into a new store in a folder, and return every answer."""
        rules = folder / "rules"
        rules.mkdir()
        for name, text in self.rules.items():
            (rules / name).write_text(text, encoding="utf-8")
        calendar = folder / "calendar.yaml"
        calendar.write_text(self.calendar, encoding="utf-8")
        school = School(SQLiteBackend(folder / "school.db"), rules)
        for file in (self.staff.write(folder / "staff.csv"), calendar, self.log.write(folder / "log.csv")):
            school.take(file)
        found = answers(school.workspace)
        school.backend.close()
        return found


def answers(workspace: Workspace) -> dict[Place, str]:
    """Return the answer to every question that can be asked of a school."""
    with workspace.unit(Actor("office", steward=True)) as unit:
        return {place: _answer(unit, place) for place in _places(unit)}


def differing(before: Mapping[Place, str], after: Mapping[Place, str]) -> dict[Place, tuple[str, str]]:
    """Return the answers that aren't the same to the byte, with what they were and are; empty if none."""
    both = {place: (before.get(place, ""), after.get(place, "")) for place in sorted({*before, *after})}
    return {place: found for place, found in both.items() if found[0] != found[1]}


def names_one_of(names: Collection[str], text: str) -> bool:
    """Say whether one of several ids, days or pins stands in a text by itself."""
    return any(re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w-])", text) for name in names)


def _places(unit: UnitOfWork) -> Iterator[Place]:
    for kind in RECORDS:
        for record in unit.find(kind):
            for question, one in QUESTIONS.items():
                if one.of_any_kind or ABOUT[one.of] == kind.KIND:
                    for day in _days(question):
                        yield Place(question, kind.KIND, record.id, day)


def _days(question: str) -> tuple[date, ...]:
    if question == DUE:
        return (*MONDAYS, LAST)
    is_often = ABOUT.get(QUESTIONS[question].of) in OFTEN
    return (*SOME_MONDAYS, LAST) if is_often else (LAST,)


def _answer(unit: UnitOfWork, place: Place) -> str:
    try:
        answer = ask(place.question, unit, Asked(place.of, place.as_of, kind=place.kind))
    except CoachingError as raised:
        return json.dumps({"refused": raised.code})
    return json.dumps({"is": answer.word, "has": answer.parts})
