"""Folders of definitions: all of their files at once, each problem by its own file."""

from pathlib import Path

import pytest

from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.definitions.folder import read_folder
from instructional_coaching.domain.cadence_rule import CadenceFamily, CadenceRule, Requirement
from instructional_coaching.errors import DefinitionError, PluginConflict, Problem

RULE = "cadence_rule: example/often\ntitle: Often\nrequires:\n  - {family: no_longer_than, days: 5}\n"
MODEL = (
    "coaching_model: example/short\ntitle: Short\norder: free\ncadence: example/often\n"
    "stages:\n  - {id: talk, title: Talk}\n"
)


def folder(place: Path, **texts: str) -> Path:
    """Write files into a folder, each under its name with the ending of YAML."""
    for name, text in texts.items():
        file = place / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place


def refused(place: Path, known: Catalogue | None = None) -> tuple[Problem, ...]:
    """Return the problems of a folder."""
    with pytest.raises(DefinitionError) as caught:
        read_folder(place, known=known)
    return caught.value.problems


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, int, str]]:
    """Return where problems are, with their codes."""
    return [(one.source, one.line, one.column, one.code) for one in problems]


def test_files_may_name_each_other_also_in_folders_within(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a definition")
    brought = read_folder(folder(tmp_path, model=MODEL, rules__often=RULE))
    assert [(one.definition.id, one.origin) for one in brought] == [
        ("example/short", "model.yaml"),
        ("example/often", "often.yaml"),
    ]


def test_one_file_alone_is_read_and_may_name_what_is_known(tmp_path: Path) -> None:
    file = folder(tmp_path, model=MODEL) / "model.yaml"
    assert told(refused(file)) == [("model.yaml", 4, 10, "unknown-reference")]
    often = Requirement(family=CadenceFamily.NO_LONGER_THAN, days=5)
    rule = CadenceRule(id="example/often", title="Often", requires=(often,))
    (brought,) = read_folder(file, "a plugin 1.0", Catalogue([Brought(rule, "here")]))
    assert brought.origin == "a plugin 1.0"


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    problems = refused(folder(tmp_path, a=RULE.replace("days: 5", "days: five"), b=MODEL + "colour: blue\n"))
    assert told(problems) == [("a.yaml", 4, 36, "invalid-value"), ("b.yaml", 7, 1, "unknown-key")]


def test_a_name_that_an_unreadable_file_may_have_had_is_not_checked(tmp_path: Path) -> None:
    """The rule may be the one whose id can't be read."""
    problems = refused(folder(tmp_path, a=RULE.replace("example/often", "7"), b=MODEL))
    assert told(problems) == [("a.yaml", 1, 15, "invalid-value")]


def test_an_id_that_two_files_have_is_told_in_the_second(tmp_path: Path) -> None:
    (problem,) = refused(folder(tmp_path, a=RULE, b=RULE))
    assert (problem.source, problem.line, problem.column, problem.code) == ("b.yaml", 1, 15, "repeated-id")
    assert "a.yaml" in problem.message


def test_a_folder_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "nowhere")
    assert (problem.source, problem.code) == ("nowhere", "unreadable")


def test_a_file_that_can_not_be_opened_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The superuser may read every file, so the refusal is brought about."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    place = folder(tmp_path, a=RULE)
    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = refused(place)
    assert (problem.source, problem.code) == ("a.yaml", "unreadable")
    assert "Permission denied" in problem.message


def test_a_catalogue_has_each_id_once_and_names_both_who_bring_it(tmp_path: Path) -> None:
    brought = read_folder(folder(tmp_path, a=RULE), "one 1.0")
    catalogue = Catalogue(brought)
    assert len(catalogue) == 1
    with pytest.raises(PluginConflict) as caught:
        catalogue.with_also(Brought(one.definition, "two 2.0") for one in brought)
    assert (caught.value.first, caught.value.second) == ("one 1.0", "two 2.0")
