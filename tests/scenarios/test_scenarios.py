"""Each file beside this one is a test: what it tells happens, and every answer in it is the only one.

A scenario that would hold whatever the library did shows nothing. So each answer is changed in turn, and the
trial must find it, at its line and nowhere else.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.definitions.folder import read_folder
from instructional_coaching.journal.question import QUESTIONS
from instructional_coaching.journal.scenario import Scenario, read_scenario
from instructional_coaching.journal.trial import Trial, run_scenario

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
SCENARIOS = [read_scenario(path, core_catalogue()) for path in FILES]
EACH = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.title)
OTHER_CODE = "another-code"


def findings_that_fail(scenario: Scenario) -> list[int]:
    """Return the lines at which something else was found than expected."""
    return [one.line for one in run_scenario(scenario).findings if not one.holds]


def another(value: object) -> object:
    """Return another value than this one, as near to it as there is."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, list):
        return [*value, "more"]
    return f"{value or ''}x"


def changed(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield mappings of which one value, however deep, is another."""
    for name, value in values.items():
        within = changed(value) if isinstance(value, dict) else iter([another(value)])
        yield from ({**values, name: one} for one in within)


def answers_changed(expected: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every answer that differs from the expected one in one value."""
    if "is" in expected:
        yield {**expected, "is": another(expected["is"])}
    for has in changed(expected.get("has", {})):
        yield {**expected, "has": has}
    for name in expected.get("lacks", ()):
        yield {**expected, "has": {name: "something"}}
    if "refused" in expected:
        yield {"refused": OTHER_CODE}
        yield {"is": "answered"}


@EACH
def test_it_is_as_the_scenario_says(scenario: Scenario) -> None:
    trial = run_scenario(scenario)

    assert [(one.line, one.expected, one.found) for one in trial.findings if not one.holds] == []
    assert trial.not_checked == 0
    assert trial.holds


@EACH
def test_any_other_answer_is_found_at_its_line(scenario: Scenario) -> None:
    rounds = [list(answers_changed(one.expected)) for one in scenario.expect]
    assert all(rounds)

    for n in range(max(map(len, rounds))):
        # One answer of each question is changed at a time, of all questions at once: none knows of another.
        expect = [
            attrs.evolve(one, expected=answers[n]) if n < len(answers) else one
            for one, answers in zip(scenario.expect, rounds, strict=True)
        ]
        lines = [one.line for one, answers in zip(scenario.expect, rounds, strict=True) if n < len(answers)]

        assert findings_that_fail(attrs.evolve(scenario, expect=tuple(expect))) == lines


@EACH
def test_any_other_refusal_is_found_at_its_line(scenario: Scenario) -> None:
    journal = scenario.journal
    for n, one in enumerate(journal):
        others = (OTHER_CODE,) if one.refused is None else (None, OTHER_CODE)
        for refused in others:
            steps = (*journal[:n], attrs.evolve(one, refused=refused), *journal[n + 1 :])
            trial = run_scenario(attrs.evolve(scenario, journal=steps))

            (failing,) = [found for found in trial.findings if not found.holds]
            following = journal[n + 1].step.line if n + 1 < len(journal) else scenario.expect[0].line
            assert failing.line in range(one.step.line, following)
            assert failing.about == one.step.do
            assert trial.not_checked == len(journal) - n - 1 + len(scenario.expect)


@EACH
def test_it_is_written_to_be_read(scenario: Scenario) -> None:
    text = Path(FILES[SCENARIOS.index(scenario)]).read_text(encoding="utf-8")

    assert text.startswith("title: ")
    assert max(map(len, text.splitlines())) <= 120
    assert scenario.title[0].isupper()
    assert not scenario.title.endswith(".")


def test_no_two_have_one_title() -> None:
    titles = [one.title for one in SCENARIOS]

    assert len(titles) >= 22
    assert len(titles) == len(set(titles))


def test_they_ask_every_question_there_is() -> None:
    def asked(one: Scenario) -> set[str]:
        return {expected.ask for expected in one.expect}

    assert set().union(*map(asked, SCENARIOS)) == set(QUESTIONS)


def test_the_examples_of_the_manual_hold_and_its_mistakes_do_not() -> None:
    examples = Path(__file__).parents[2] / "docs" / "examples"
    known = core_catalogue()
    for name in ("practice-based", "questioning"):
        known = known.with_also(read_folder(examples / "rules" / f"{name}.yaml", known=known))

    def trial(name: str) -> Trial:
        return run_scenario(read_scenario(examples / f"{name}.yaml", known))

    assert trial("rules/reflection-is-the-coachees").holds
    assert trial("rules/zero-is-a-level").holds
    assert not trial("mistakes/goal").holds
    assert not trial("mistakes/status").holds


@pytest.mark.parametrize("model", ["core/instructional-coaching", "core/impact-cycle", "core/see-name-do"])
def test_every_model_that_is_shipped_is_gone_through_to_the_close(model: str) -> None:
    def gone_through(scenario: Scenario) -> bool:
        taken = [one.step for one in scenario.journal if one.refused is None]
        begun = any(one.do == "cycle.begin" and one.given.get("model") == model for one in taken)
        closed = any(one.do == "cycle.close" and "reason" not in one.given for one in taken)
        return begun and closed

    assert any(map(gone_through, SCENARIOS))
