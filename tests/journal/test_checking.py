"""Files checked before they are used: what each says, or all that is wrong with it, told once."""

from pathlib import Path

import pytest

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.journal.checking import Checked, check_definitions, check_files
from instructional_coaching.journal.importing import ImportReport
from instructional_coaching.journal.scenario import Scenario
from instructional_coaching.journal.sort import Sort
from tests.cli.files import BROKEN_RUBRIC, GOAL, JOURNAL, LOG, MODEL, RULE, SCENARIO, STAFF, placed


def check(folder: Path, *names: str) -> list[Checked]:
    return list(check_files([folder / name for name in names], core_catalogue()))


def test_what_came_of_each_file_is_given_in_the_order_of_the_files(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": RULE, "b.yaml": SCENARIO, "c.yaml": JOURNAL, "d.csv": STAFF})
    found = check(tmp_path, "d.csv", "c.yaml", "b.yaml", "a.yaml", "d.csv")
    assert [one.path.name for one in found] == ["d.csv", "c.yaml", "b.yaml", "a.yaml"]
    assert [one.sort for one in found] == [Sort.TABLE, Sort.JOURNAL, Sort.SCENARIO, Sort.DEFINITION]
    assert [type(one.said) for one in found] == [ImportReport, ImportReport, Scenario, CadenceRule]


def test_definitions_that_are_as_they_should_be_are_known_to_the_other_files(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": MODEL, "b.yaml": RULE})
    found, catalogue = check_definitions([tmp_path / "a.yaml", tmp_path / "b.yaml"], core_catalogue())
    assert [one.problems for one in found] == [(), ()]
    assert catalogue.get(CoachingModel, "oakfield/short-cycle") is found[0].said
    assert len(catalogue) == len(core_catalogue()) + 2


def test_a_definition_with_problems_is_not(tmp_path: Path) -> None:
    placed(tmp_path, {"a.yaml": BROKEN_RUBRIC})
    (found,), catalogue = check_definitions([tmp_path / "a.yaml"], core_catalogue())
    assert (found.said, len(found.problems), found.not_checked) == (
        None,
        2,
        ("criteria[1].indicators[1].rank",),
    )
    assert {one.source for one in found.problems} == {str(tmp_path / "a.yaml")}
    assert len(catalogue) == len(core_catalogue())


def test_the_first_log_with_problems_keeps_the_later_ones_from_being_checked(tmp_path: Path) -> None:
    placed(tmp_path, {"staff.csv": STAFF, "a.csv": LOG.replace("amara,ben", "amara,nobody"), "b.csv": LOG})
    staff, first, second = check(tmp_path, "staff.csv", "a.csv", "b.csv")
    assert (staff.problems, staff.because) == ((), None)
    assert [one.code for one in first.problems] == ["invalid-value"]
    assert (second.because, second.problems, second.not_checked) == (tmp_path / "a.csv", (), ("",))


@pytest.mark.parametrize(
    ("staff", "because"),
    [(STAFF, False), (STAFF.replace("id,", "id,id,"), True)],
    ids=["right", "unreadable"],
)
def test_a_journal_without_people_needs_the_staff_lists(tmp_path: Path, staff: str, because: bool) -> None:
    placed(tmp_path, {"staff.csv": staff, "rest.yaml": f"journal:\n{GOAL}", "whole.yaml": JOURNAL})
    _, rest, whole = check(tmp_path, "staff.csv", "rest.yaml", "whole.yaml")
    assert whole.problems == ()
    assert rest.problems == ()
    assert rest.because == (tmp_path / "staff.csv" if because else None)


def test_staff_lists_checked_together_are_one_list_of_the_school(tmp_path: Path) -> None:
    placed(tmp_path, {"a.csv": "id\nhead\nben\n", "b.csv": "id\nzoe\n"})
    for one in check(tmp_path, "a.csv", "b.csv"):
        assert isinstance(one.said, ImportReport)
        assert one.said.staff is not None
        assert one.said.staff.unclear == ()
