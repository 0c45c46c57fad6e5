"""What sort of file one is follows from what is in it."""

from pathlib import Path

import pytest

from instructional_coaching.errors import InvalidInput
from instructional_coaching.journal.sort import Sort, files_below, sort_of
from tests.journal.term import written

REFUSED = "journal:\n  - {do: goal.adopt, refused: not-the-coachee}\n"


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("rubric: a/b\n", Sort.DEFINITION),
        ("", Sort.DEFINITION),
        ("# journal: none\nrubric: a/b\n", Sort.DEFINITION),
        ("rubric: a/b\nsummary: >-\n  journal: of a kind\n", Sort.DEFINITION),
        ("journal:\n  - {do: goal.adopt}\n", Sort.JOURNAL),
        ('\ufeff"journal" : []\n', Sort.JOURNAL),
        ('journal:\n  - {do: goal.propose, statement: "It was refused: twice"}\n', Sort.JOURNAL),
        ("journal: [\n", Sort.JOURNAL),
        ("title: x\njournal: []\nexpect: []\n", Sort.SCENARIO),
        ("expect: []\n", Sort.SCENARIO),
        (REFUSED, Sort.SCENARIO),
        ('title: "never closed\njournal: []\nexpect: []\n', Sort.SCENARIO),
        ("{rubric: a/b}\n", Sort.DEFINITION),
        ("  {journal: []}\n", Sort.JOURNAL),
        ("{title: x, journal: [], expect: []}\n", Sort.SCENARIO),
        ("{journal: [{do: goal.adopt, refused: x}]}\n", Sort.SCENARIO),
    ],
)
@pytest.mark.parametrize("name", ["a.yaml", "a.YML"])
def test_yaml_is_sorted_by_its_keys(tmp_path: Path, text: str, sort: Sort, name: str) -> None:
    assert sort_of(written(tmp_path, text, name)) is sort


def test_any_other_file_is_a_table_and_not_even_opened(tmp_path: Path) -> None:
    assert sort_of(tmp_path / "absent.csv") is Sort.TABLE


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as raised:
        sort_of(tmp_path / "absent.yaml")
    assert [one.code for one in raised.value.problems] == ["unreadable"]


def test_the_files_of_a_folder_are_found_in_order_each_once(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.YAML", "in/c.yml", "in/d.csv", "e.txt", ".f.yaml", ".in/g.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    files, problems = files_below([tmp_path, tmp_path / "b.yaml", tmp_path / "e.txt"], (".yaml", ".yml"))
    assert [one.relative_to(tmp_path).as_posix() for one in files] == [
        "a.YAML",
        "b.yaml",
        "in/c.yml",
        "e.txt",
    ]
    assert problems == ()


def test_a_folder_without_any_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    files, problems = files_below([tmp_path / "in"], (".yaml",))
    assert (files, [one.code for one in problems]) == ((), ["nothing-there"])
