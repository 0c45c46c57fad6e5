"""Several scenarios put to the test, with the definitions that stand beside them."""

from pathlib import Path

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.journal.suite import Tried, run_scenarios
from tests.cli.files import BROKEN_RUBRIC, FAILING, RUBRIC, SCENARIO, placed

NEEDING = SCENARIO.replace("journal:", "definitions: [oakfield/questioning]\njournal:")


def run(folder: Path, *names: str) -> list[Tried]:
    return list(run_scenarios([folder / name for name in names], core_catalogue()))


def test_each_scenario_is_run_in_order_and_definitions_are_only_known(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": NEEDING, "b.yaml": RUBRIC, "c.yaml": FAILING})
    found = run(tmp_path, "c.yaml", "b.yaml", "a.yaml")
    assert [one.checked.path.name for one in found] == ["c.yaml", "a.yaml"]
    assert [one.trial and one.trial.holds for one in found] == [False, True]


def test_what_can_not_be_tried_has_problems_or_says_what_was_not_checked(tmp_path: Path) -> None:
    placed(
        tmp_path,
        {"a.yaml": NEEDING, "b.yaml": BROKEN_RUBRIC, "c.yaml": SCENARIO.replace("of: g1", "off: g1")},
    )
    rubric, needing, wrong, absent = sorted(
        run(tmp_path, "a.yaml", "b.yaml", "c.yaml", "d.yaml"),
        key=lambda one: "bacd".index(one.checked.path.name[0]),
    )
    assert [one.trial for one in (rubric, needing, wrong, absent)] == [None] * 4
    assert (len(rubric.checked.problems), needing.checked.problems) == (2, ())
    assert needing.checked.not_checked == (2,)
    assert {one.code for one in wrong.checked.problems} == {"unknown-key", "missing-key"}
    assert [one.code for one in absent.checked.problems] == ["unreadable"]


def test_files_without_any_scenario_are_a_problem(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": RUBRIC})
    (one,) = run(tmp_path, "a.yaml")
    assert [problem.code for problem in one.checked.problems] == ["nothing-there"]
