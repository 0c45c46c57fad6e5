"""A scenario put to the test: each step taken by its own hand, each question asked, in a store of its own."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import CoachingError
from instructional_coaching.journal.answer import Asked
from instructional_coaching.journal.comparison import misses_in, told
from instructional_coaching.journal.entry import REFUSED
from instructional_coaching.journal.expectation import Expectation
from instructional_coaching.journal.question import ask
from instructional_coaching.journal.scenario import STEWARD, Happening, Scenario
from instructional_coaching.workspace.workspace import Workspace

TAKEN = "taken"


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
        not_checked: How many steps and questions come after a step that did not go as expected.
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
    under ``stewards`` keep the school's records. A step that doesn't go as expected ends it: whatever comes
    after would be told of another story than the one that was written.
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
            findings.append(_question(workspace, scenario, expected, day))
    return Trial(scenario.source, scenario.title, tuple(findings), 0)


class _Clock:
    """A clock that stands where the scenario is."""

    def __init__(self) -> None:
        self.instant = datetime(2000, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant


def _last_day(scenario: Scenario) -> date:
    return max((one.at.date() for one in scenario.journal), default=date(2000, 1, 1))


def _step(workspace: Workspace, scenario: Scenario, happening: Happening) -> Finding:
    step = happening.step
    arguments = {name: one for name, one in step.arguments().items() if name != "logged"}
    typist = str(arguments["recorded_by"])
    at_step = step.tell("", "", "", "")
    line, column = at_step.line, at_step.column
    expected = TAKEN if happening.refused is None else _refusal(happening.refused)
    try:
        with workspace.unit(Actor(typist, steward=typist in scenario.stewards)) as unit:
            unit.perform(step.do, **arguments)
    except CoachingError as raised:
        problems = tuple(step.problems_in(raised))
        found, holds = _refusal(problems[0].code), happening.refused in {one.code for one in problems}
        if not holds:
            line, column = problems[0].line, problems[0].column
            said = "; ".join(f"{one.message}; {one.hint}" for one in problems)
            found = f"{found} ({said})"
    else:
        found, holds = TAKEN, happening.refused is None
    return Finding(line, column, step.do, expected, found if not holds else expected, holds)


def _question(workspace: Workspace, scenario: Scenario, expected: Expectation, day: date) -> Finding:
    asked = Asked(expected.of, day, expected.known_at, expected.kind)
    viewer = expected.viewer or STEWARD
    actor = Actor(viewer, steward=viewer in scenario.stewards or expected.viewer is None)
    wanted = expected.expected
    try:
        with workspace.unit(actor) as unit:
            answer = ask(expected.ask, unit, asked)
    except CoachingError as raised:
        holds = wanted == {REFUSED: raised.code}
        return _told(expected, wanted, {REFUSED: raised.code}, holds=holds)
    misses = misses_in(wanted, answer)
    return _told(expected, {name: wanted[name] for name in misses or wanted}, misses or wanted, not misses)


def _told(
    one: Expectation, wanted: Mapping[str, object], found: Mapping[str, object], holds: bool
) -> Finding:
    return Finding(one.line, one.column, f"{one.ask} of {one.of}", told(wanted), told(found), holds)


def _refusal(code: str) -> str:
    return f"{REFUSED}: {code}"
