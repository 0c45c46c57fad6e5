"""A scenario told again with something left out, and what is answered then."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import CoachingError
from instructional_coaching.journal.answer import Answer, Asked
from instructional_coaching.journal.expectation import Expectation
from instructional_coaching.journal.question import ask
from instructional_coaching.journal.scenario import STEWARD, Happening, Scenario
from instructional_coaching.workspace.workspace import Workspace


class Clock:
    """A clock that stands where the story is."""

    def __init__(self) -> None:
        self.instant = datetime(2000, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant


def answers(scenario: Scenario) -> Iterator[Answer | str]:
    """Tell a scenario, and yield the answer to each of its questions, or the code of the refusal.

    A step that can't be taken is passed over: it may have hung on what was left out.
    """
    clock = Clock()
    with Workspace.in_memory(clock=clock.now, brought=lambda: scenario.catalogue) as workspace:
        for one in scenario.journal:
            clock.instant = one.at
            _take(workspace, scenario, one)
        last = max(one.at.date() for one in scenario.journal)
        for expected in scenario.expect:
            clock.instant = datetime.combine(expected.as_of or last, time(23, 59), UTC)
            yield _answer(workspace, expected, expected.as_of or last)


def _take(workspace: Workspace, scenario: Scenario, happening: Happening) -> None:
    arguments = {name: one for name, one in happening.step.arguments().items() if name != "logged"}
    typist = str(arguments["recorded_by"])
    try:
        with workspace.unit(Actor(typist, steward=typist in scenario.stewards)) as unit:
            unit.perform(happening.step.do, **arguments)
    except CoachingError:
        return


def _answer(workspace: Workspace, expected: Expectation, day: date) -> Answer | str:
    viewer = expected.viewer or STEWARD
    try:
        with workspace.unit(Actor(viewer, steward=expected.viewer is None)) as unit:
            return ask(expected.ask, unit, Asked(expected.of, day, expected.known_at, expected.kind))
    except CoachingError as refusal:
        return refusal.code


def without(scenario: Scenario, leaves: Callable[[Happening], bool]) -> Scenario:
    """Return a scenario without the steps that something says of to leave."""
    return attrs.evolve(scenario, journal=tuple(one for one in scenario.journal if not leaves(one)))


def without_working_days(scenario: Scenario, person: str) -> Scenario:
    """Return a scenario in which somebody joins the school to work on any day."""
    return attrs.evolve(
        scenario,
        journal=tuple(
            attrs.evolve(one, step=attrs.evolve(one.step, given=_any_day(one.step.given)))
            if is_about(one, "person", person)
            else one
            for one in scenario.journal
        ),
    )


def _any_day(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in given.items() if name != "working_days"}


def is_about(happening: Happening, kind: str, id: str) -> bool:
    """Say whether a step is one of a record: it begins it, or it names it."""
    given = happening.step.given
    named = given.get("id") if happening.step.do.partition(".")[0] == kind else None
    return happening.step.do.startswith(f"{kind}.") and id in (named, given.get(kind))
