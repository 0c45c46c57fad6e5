"""A scenario told again with something left out that is no record of its own: a mark, a turn, a pattern."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from instructional_coaching.journal.scenario import Happening, Scenario
from tests.scenarios.without import record_of


def without(scenario: Scenario, leaves: Callable[[Happening], bool]) -> Scenario:
    """Return a scenario without the steps that something says of to leave."""
    return attrs.evolve(scenario, journal=tuple(one for one in scenario.journal if not leaves(one)))


def without_working_days(scenario: Scenario, person: str) -> Scenario:
    """Return a scenario in which somebody joins the school to work on any day."""
    return attrs.evolve(
        scenario,
        journal=tuple(
            attrs.evolve(one, step=attrs.evolve(one.step, given=_any_day(one.step.given)))
            if record_of(one) == f"person {person}"
            else one
            for one in scenario.journal
        ),
    )


def _any_day(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in given.items() if name != "working_days"}
