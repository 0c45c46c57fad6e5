"""What an answer says decided it did: without that record, it is another answer."""

import pytest

from instructional_coaching.analysis.feature import FeatureName, FeatureValue
from instructional_coaching.journal.answer import Answer
from instructional_coaching.journal.comparison import misses_in
from instructional_coaching.journal.scenario import Scenario
from tests.scenarios.test_scenarios import SCENARIOS
from tests.scenarios.without import answers, part, refs

PROFILES = ("five_features", "coaching_time", "practice_profile")
PROFILED = [one for one in SCENARIOS if any(asked.ask in PROFILES for asked in one.expect)]


@pytest.mark.parametrize("scenario", PROFILED, ids=lambda one: one.title)
def test_without_a_deciding_record_the_answer_is_another_one(scenario: Scenario) -> None:
    """Each question of the scenario, each record that is named, each feature that it is named by."""
    asked = [one for one in scenario.expect if one.ask in PROFILES]
    whole = answers(scenario, asked)
    named = [set(refs(one)) for one in whole]
    assert set().union(*named)

    for ref in {ref for found in named for _, ref in found}:
        for question, before, after in zip(asked, whole, answers(scenario, asked, ref), strict=True):
            for feature, deciding in refs(before):
                if deciding == ref:
                    told = f"{question.ask} at line {question.line}, {feature}, without {ref}"
                    assert part(before, feature) != part(after, feature), told


def test_each_feature_has_scenarios_for_every_value_it_can_take() -> None:
    wanted = {f"{name}: {value}" for name in FeatureName for value in FeatureValue}
    expected = {
        f"{name}: {value}"
        for scenario in PROFILED
        for one in scenario.expect
        for name, value in one.expected.get("has", {}).items()
    }

    assert wanted <= expected


def test_the_whole_story_is_answered_as_the_scenario_says() -> None:
    """It is told here as when the scenario is run; otherwise leaving records out would show nothing."""
    for scenario in PROFILED:
        asked = [one for one in scenario.expect if one.ask in PROFILES and "refused" not in one.expected]
        for one, answer in zip(asked, answers(scenario, asked), strict=True):
            assert isinstance(answer, Answer)
            assert misses_in(one.expected, answer) == {}
