"""Several scenarios put to the test, with the definitions that stand beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from instructional_coaching.definitions.catalogue import Catalogue
from instructional_coaching.errors import InvalidInput, Problem
from instructional_coaching.journal.checking import (
    Checked,
    check_definitions,
    check_scenario,
    refused,
    without_consequences,
)
from instructional_coaching.journal.scenario import Scenario
from instructional_coaching.journal.sort import Sort, sort_of
from instructional_coaching.journal.trial import Trial, run_scenario


@attrs.frozen
class Tried:
    """What came of a file.

    Attributes:
        checked: What is wrong with it, if anything.
        trial: What came of the scenario in it; None where it could not be tried, or is a definition.
    """

    checked: Checked
    trial: Trial | None


def run_scenarios(files: Sequence[Path], known: Catalogue) -> Iterator[Tried]:
    """Yield what comes of each scenario, in order, and before them every definition with problems.

    Args:
        files: Scenarios, and definitions that they may name.
        known: Other definitions that they may name.
    """
    scenarios: list[Path] = []
    definitions: list[Path] = []
    for path in files:
        try:
            sort = sort_of(path)
        except InvalidInput as raised:
            yield Tried(refused(path, None, raised), None)
        else:
            (definitions if sort is Sort.DEFINITION else scenarios).append(path)
    found, catalogue = check_definitions(definitions, known)
    wrong = [one for one in found if one.problems]
    yield from (Tried(one, None) for one in wrong)
    for path in scenarios:
        checked = check_scenario(path, catalogue)
        if wrong:
            checked = without_consequences(checked)
        yield Tried(checked, run_scenario(checked.said) if isinstance(checked.said, Scenario) else None)
    if not scenarios and not wrong:
        for path in files:
            problem = Problem(
                str(path), 0, 0, "", "is no scenario", "give one with journal: in it", "nothing-there"
            )
            yield Tried(Checked(path, Sort.DEFINITION, None, (problem,)), None)
