"""A scenario put to the test: each step taken by its own hand, each question asked, in a store of its own."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, cast

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import CoachingError
from instructional_coaching.journal.entry import REFUSED
from instructional_coaching.journal.question import Answer, Asked, ask
from instructional_coaching.journal.scenario import STEWARD, Expectation, Happening, Scenario
from instructional_coaching.workspace.workspace import Workspace


@attrs.frozen
class Finding:
    """What was expected at one place of a scenario, and what was found.

    Attributes:
        line: Line of the step or the question, from 1.
        column: Its column, from 1.
        about: The verb, or the question and what it is about.
        expected: What was expected, in plain values.
        found: What was found, in plain values.
        holds: Whether that is the same.
    """

    line: int
    column: int
    about: str
    expected: str
    found: str
    holds: bool


@attrs.frozen
class Trial:
    """What came of a scenario.

    Attributes:
        source: The file's name.
        title: What the scenario shows.
        findings: What was expected and found, in the order of the file.
        not_checked: How many steps and questions come after a step that could not be taken.
    """

    source: str
    title: str
    findings: tuple[Finding, ...]
    not_checked: int

    @property
    def holds(self) -> bool:
        """Whether everything is as expected."""
        return not self.not_checked and all(one.holds for one in self.findings)


def run_scenario(scenario: Scenario) -> Trial:
    """Take the steps of a scenario and ask its questions.

    Each step is taken by whoever typed it, at the time at which they typed it, as in life; the log-ins named
    under ``stewards`` keep the school's records. A step that should have been taken and was not ends it.
    """
    clock = _Clock()
    with Workspace.in_memory(clock=clock.now, brought=lambda: scenario.catalogue) as workspace:
        findings: list[Finding] = []
        for n, one in enumerate(scenario.journal):
            clock.instant = one.at
            found = _step(workspace, scenario, one)
            findings.append(found)
            if not found.holds:
                rest = len(scenario.journal) - n - 1 + len(scenario.expect)
                return Trial(scenario.source, scenario.title, tuple(findings), rest)
        for expected in scenario.expect:
            day = expected.as_of or _last_day(scenario)
            clock.instant = datetime.combine(day, time(23, 59), UTC)
            findings.append(_question(workspace, expected, day))
    return Trial(scenario.source, scenario.title, tuple(findings), 0)


class _Clock:
    """A clock that stands where the scenario is."""

    def __init__(self) -> None:
        self.instant = datetime(2000, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant


def _last_day(scenario: Scenario) -> date:
    days = [one.at.date() for one in scenario.journal]
    return max(days, default=datetime(2000, 1, 1, tzinfo=UTC).date())


def _step(workspace: Workspace, scenario: Scenario, happening: Happening) -> Finding:
    step = happening.step
    arguments = {name: one for name, one in step.arguments().items() if name != "logged"}
    typist = str(arguments["recorded_by"])
    place = (step.line, step.tell("", "", "", "").column or 1)
    expected = f"refused: {happening.refused}" if happening.refused else "taken"
    try:
        with workspace.unit(Actor(typist, steward=typist in scenario.stewards)) as unit:
            unit.perform(step.do, **arguments)
    except CoachingError as raised:
        if happening.refused != raised.code:
            problem = next(iter(step.problems_in(raised)))
            found = f"refused: {raised.code} ({problem.message}; {problem.hint})"
            return Finding(problem.line, problem.column, step.do, expected, found, holds=False)
        return Finding(*place, step.do, expected, f"refused: {raised.code}", holds=True)
    return Finding(*place, step.do, expected, "taken", holds=happening.refused is None)


def _question(workspace: Workspace, expected: Expectation, day: date) -> Finding:
    asked = Asked(expected.of, day, expected.known_at, expected.kind)
    actor = Actor(expected.viewer) if expected.viewer else Actor(STEWARD, steward=True)
    about = f"{expected.ask} of {expected.of}"
    wanted = expected.expected
    try:
        with workspace.unit(actor) as unit:
            answer = ask(expected.ask, unit, asked)
    except CoachingError as raised:
        holds = wanted == {REFUSED: raised.code}
        found = f"refused: {raised.code}"
        return Finding(expected.line, expected.column, about, _told(wanted), found, holds=holds)
    misses = dict(_misses(wanted, answer))
    return Finding(
        line=expected.line,
        column=expected.column,
        about=about,
        expected=_told(wanted if not misses else {name: wanted[name] for name in misses}),
        found=_told(misses or wanted),
        holds=not misses,
    )


def _misses(wanted: Mapping[str, Any], answer: Answer) -> Iterator[tuple[str, object]]:
    """Yield what was found instead, by the way in which something else was expected."""
    if REFUSED in wanted:
        yield REFUSED, "answered"
    if "is" in wanted and not _same(wanted["is"], answer.word):
        yield "is", answer.word
    parts: Mapping[str, Any] = wanted.get("has", {})
    other = {
        name: answer.parts.get(name, "not there")
        for name, one in parts.items()
        if not (name in answer.parts and _same(one, answer.parts[name]))
    }
    if other:
        yield "has", other
    there = [name for name in wanted.get("lacks", ()) if answer.parts.get(name) not in (None, [])]
    if there:
        yield "lacks", f"there: {', '.join(there)}"


def _same(wanted: object, found: object) -> bool:
    """Compare plain values; exact numbers are texts in an answer, and may be written as numbers."""
    if isinstance(wanted, bool) or isinstance(found, bool) or type(wanted) is type(found):
        return wanted == found
    return isinstance(found, str) and wanted is not None and str(wanted) == found


def _told(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, object]", value).items()
        return ", ".join(f"{name}: {_told(one)}" for name, one in pairs)
    if isinstance(value, list):
        return f"[{', '.join(_told(one) for one in cast('list[object]', value))}]"
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
