"""A trial takes each step by its own hand at its own time, and tells what else was found."""

from pathlib import Path

import attrs

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.journal.scenario import read_scenario
from instructional_coaching.journal.trial import Trial, run_scenario
from tests.journal.trying import ADOPTED, BEGUN, GOAL, PROPOSED, answered, tried

ASKED = "{ask: goal, of: g1, is: adopted}"
LATER = "{when: 2026-09-10, by: ben, do: goal.set_aside, goal: g1, reason: too_wide}"


def test_a_scenario_that_holds_finds_what_it_expects(tmp_path: Path) -> None:
    trial = tried(tmp_path, GOAL, "{ask: goal, of: g1, is: adopted, has: {version: 1}}")

    assert trial.holds
    assert (trial.source, trial.title, trial.not_checked) == ("trial.yaml", "A trial", 0)
    assert [(one.line, one.about) for one in trial.findings] == [
        (3, "relationship.begin"),
        (4, "goal.propose"),
        (5, "goal.adopt"),
        (7, "goal of g1"),
    ]
    assert {(one.expected, one.found) for one in trial.findings} == {
        ("taken", "taken"),
        ("is: adopted, has: {version: 1}", "is: adopted, has: {version: 1}"),
    }


def test_an_unexpected_refusal_says_why_and_what_to_do_and_ends_the_trial(tmp_path: Path) -> None:
    by_coach = ADOPTED.replace("by: ben", "by: amara")
    trial = tried(tmp_path, (BEGUN, PROPOSED, by_coach, LATER), "{ask: goal, of: g1, is: adopted}")

    assert not trial.holds
    last = trial.findings[-1]
    assert (last.line, last.column, last.about) == (5, 28, "goal.adopt")
    assert last.expected == "taken"
    assert last.found.startswith("refused: not-the-coachee (goal g1: adopt is the coachee's decision")
    assert "the coachee takes it with by= their own id" in last.found
    assert trial.not_checked == 2


def test_a_step_that_should_have_been_refused_ends_it_too(tmp_path: Path) -> None:
    expected = ADOPTED.replace("goal: g1", "goal: g1, refused: not-the-coachee")
    trial = tried(tmp_path, (BEGUN, PROPOSED, expected, LATER), "{ask: goal, of: g1, is: adopted}")

    assert (trial.findings[-1].expected, trial.findings[-1].found) == ("refused: not-the-coachee", "taken")
    assert (trial.findings[-1].line, trial.findings[-1].column) == (5, 5)
    assert trial.not_checked == 2


def test_another_refusal_than_expected_is_told_with_its_remedy(tmp_path: Path) -> None:
    expected = ADOPTED.replace("ben", "amara").replace("goal: g1", "goal: g1, refused: wrong-state")
    trial = tried(tmp_path, (BEGUN, PROPOSED, expected))

    assert trial.findings[-1].expected == "refused: wrong-state"
    assert trial.findings[-1].found.startswith("refused: not-the-coachee (")
    assert not trial.holds
    assert trial.not_checked == 0


def test_a_refusal_goes_by_the_code_of_what_is_wrong_with_the_arguments(tmp_path: Path) -> None:
    """A value that doesn't fit has the code that it has wherever else it is given."""
    wrong = PROPOSED.replace("focus: student", "focus: pupil, refused: invalid-value")
    assert tried(tmp_path, (BEGUN, wrong)).holds

    both = PROPOSED.replace("focus: student", "couch: dev, refused: missing-key")
    trial = tried(tmp_path, (BEGUN, both))
    assert trial.holds
    assert trial.findings[-1].found == "refused: missing-key"


def test_a_refused_step_changes_nothing_and_the_rest_goes_on(tmp_path: Path) -> None:
    refused = ADOPTED.replace("by: ben", "by: zoe").replace("g1}", "g1, refused: not-found}")
    trial = tried(tmp_path, (BEGUN, PROPOSED, refused), "{ask: goal, of: g1, is: proposed}")

    assert trial.holds
    assert trial.findings[2].found == "refused: not-found"


def test_each_step_is_taken_by_whoever_typed_it(tmp_path: Path) -> None:
    typed = ADOPTED.replace("by: ben", "by: ben, recorded_by: amara")
    assert tried(tmp_path, (BEGUN, PROPOSED, typed), "{ask: goal, of: g1, has: {unconfirmed: [adopt]}}").holds

    stranger = ADOPTED.replace("by: ben", "by: ben, recorded_by: zoe")
    assert "refused: not-found" in tried(tmp_path, (BEGUN, PROPOSED, stranger), ASKED).findings[-1].found


def test_only_those_who_are_named_keep_the_records(tmp_path: Path) -> None:
    join = "{when: 2026-09-01, by: desk, do: person.join, id: ben}"
    asked = "{ask: view, of: ben, is: everything}"

    assert tried(tmp_path, (join,), asked, head="stewards: [desk]\n").holds
    trial = tried(tmp_path, (join,), asked)
    assert "refused: access-denied" in trial.findings[-1].found


def test_each_step_is_typed_at_its_own_time(tmp_path: Path) -> None:
    early = ADOPTED.replace("when: 2026-09-09", "when: 2026-09-09, logged: 2026-09-08")
    assert "refused: not-yet" in tried(tmp_path, (BEGUN, PROPOSED, early), ASKED).findings[-1].found

    instant = ADOPTED.replace("by: ben", "logged: 2026-09-09T15:00:00+02:00, by: ben")
    assert tried(tmp_path, (BEGUN, PROPOSED, instant), "{ask: goal, of: g1, is: adopted}").holds


def test_a_question_without_a_day_is_of_the_last_day_of_the_journal(tmp_path: Path) -> None:
    """That is the last day on which anything was typed, whatever the order of the steps."""
    late = PROPOSED.replace("when: 2026-09-08", "when: 2026-09-08, logged: 2026-09-20")
    planned = "{when: 2026-09-10, by: amara, do: relationship.add_coach, relationship: r1, coach: dev,"
    planned += " role: stand_in, first: 2026-09-20, last: 2026-09-20}"

    assert tried(
        tmp_path, (BEGUN, late, planned), "{ask: relationship, of: r1, has: {coaches: [amara, dev]}}"
    ).holds


def test_a_journal_without_steps_is_of_no_day_in_particular(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text("title: x\njournal: []\nexpect: [{ask: goal, of: g1, refused: not-found}]\n")

    assert run_scenario(read_scenario(path, core_catalogue())).holds


def test_a_question_that_is_refused_is_told_by_its_code(tmp_path: Path) -> None:
    asked = "{ask: goal, of: g1, viewer: zoe, is: adopted}"
    found = answered(tmp_path, GOAL, asked)

    assert (found.expected, found.found, found.holds) == ("is: adopted", "refused: not-found", False)
    refused = answered(tmp_path, GOAL, asked.replace("is: adopted", "refused: not-found"))
    assert refused.holds


def test_a_question_that_should_have_been_refused_says_what_it_was_answered(tmp_path: Path) -> None:
    found = answered(tmp_path, GOAL, "{ask: goal, of: g1, refused: not-found}")

    assert (found.expected, found.found) == ("refused: not-found", "refused: no, it is adopted")
    assert not found.holds


def test_every_question_is_asked_though_an_earlier_one_fails(tmp_path: Path) -> None:
    wrong, right = "{ask: goal, of: g1, is: met}", "{ask: goal, of: g1, is: adopted}"
    trial = tried(tmp_path, GOAL, wrong, right, wrong)

    assert [one.holds for one in trial.findings[3:]] == [False, True, False]
    assert trial.not_checked == 0
    assert not trial.holds


def test_what_differs_is_told_and_the_rest_is_not(tmp_path: Path) -> None:
    found = answered(tmp_path, GOAL, "{ask: goal, of: g1, is: adopted, has: {version: 2}, lacks: [since]}")

    assert found.expected == "has: {version: 2}, lacks: [since]"
    assert found.found == "has: {version: 1}, lacks: [since is there]"
    assert (found.line, found.column) == (7, 5)


def test_a_viewer_who_keeps_the_records_sees_as_such(tmp_path: Path) -> None:
    asked = "{ask: view, of: g1, viewer: desk, is: everything}"

    assert tried(tmp_path, GOAL, asked, head="stewards: [desk]\n").holds
    assert tried(tmp_path, GOAL, asked.replace("everything", "nothing")).holds


def test_two_trials_share_no_store(tmp_path: Path) -> None:
    first, second = (tried(tmp_path, GOAL, "{ask: goal, of: g1, is: adopted}") for _ in range(2))

    assert first == second
    assert first.holds


def test_a_trial_with_something_unchecked_does_not_hold() -> None:
    trial = Trial("trial.yaml", "A trial", (), 0)

    assert trial.holds
    assert not attrs.evolve(trial, not_checked=1).holds
