"""A YAML journal is taken whole or not at all, and says who and when as those who write it mean it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import instructional_coaching as ic
from instructional_coaching import Actor
from instructional_coaching.definitions.strict_yaml import read_yaml
from instructional_coaching.domain.transition import Entry
from instructional_coaching.errors import FileRefused, InvalidInput
from instructional_coaching.journal.entry import step_of_entry
from instructional_coaching.journal.importing import import_file
from tests.journal.term import NOW, School, only, told, written

STEWARD = Actor("office", steward=True)
BEGUN = """\
journal:
  - {when: 2025-09-04, by: amara, do: relationship.begin, id: r1, coach: amara, coachee: ben}
  - {when: 2025-09-05, by: amara, do: goal.propose, id: g1, relationship: r1, statement: X, focus: student}
"""
FOCUS = BEGUN.splitlines()[2].index("student") + 1
FAST = "{cadence_rule: oakfield/fast, title: Fast, requires: [{family: no_longer_than, days: 5}]}"


def taken(folder: Path, text: str, name: str = "log.yaml", **given: Any) -> School:
    school = School()
    import_file(school.workspace, written(folder, text, name), **{"steward": "office", **given})
    return school


def refused(folder: Path, text: str) -> FileRefused:
    school = School()
    with pytest.raises(FileRefused) as caught:
        school.take(written(folder, text, "log.yaml"))
    assert school.documents() == []
    return caught.value


def last(school: School, goal: str = "g1") -> Entry:
    with school.workspace.unit(STEWARD) as unit:
        return [one.entry for one in unit.history(ic.Goal, goal)][-1]


@pytest.mark.parametrize("name", ["log.yaml", "log.yml", "LOG.YAML"])
def test_a_journal_is_known_by_the_end_of_its_name(tmp_path: Path, name: str) -> None:
    assert last(taken(tmp_path, BEGUN, name)).verb == "goal.propose"


def test_who_typed_it_and_when_are_the_one_who_acted_and_that_day_unless_it_is_said(tmp_path: Path) -> None:
    entry = last(taken(tmp_path, BEGUN))
    assert (entry.by, entry.recorded_by) == ("amara", "amara")
    assert entry.logged == datetime(2025, 9, 5, tzinfo=UTC)
    more = "  - {when: 2025-09-06, logged: LATE, by: ben, recorded_by: amara, do: goal.adopt, goal: g1}\n"
    entry = last(taken(tmp_path, BEGUN + more.replace("LATE", "2025-09-09")))
    assert (entry.by, entry.recorded_by, entry.logged) == ("ben", "amara", datetime(2025, 9, 9, tzinfo=UTC))
    entry = last(taken(tmp_path, BEGUN + more.replace("LATE", "2025-09-09T16:05:00+01:00")))
    assert entry.logged == datetime(2025, 9, 9, 15, 5, tzinfo=UTC)


def test_what_was_typed_for_a_coachee_is_counted(tmp_path: Path) -> None:
    text = BEGUN + "  - {when: 2025-09-06, by: ben, recorded_by: amara, do: goal.adopt, goal: g1}\n"
    report = School().take(written(tmp_path, text, "log.yaml"))
    assert (report.lines, report.unconfirmed, dict(report.verbs)["goal.adopt"]) == (3, 1, 1)


def test_exact_numbers_keep_their_digits_in_quotation_marks_or_not(tmp_path: Path) -> None:
    entry = "  - {when: 2025-09-06, by: ben, do: goal.revise, goal: g1, measure: MEASURE}\n"
    for text in ("12.50", '"12.50"'):
        measured = entry.replace("MEASURE", f"{{kind: rate, unit: x, better: up, target: {text}}}")
        school = taken(tmp_path, BEGUN + measured)
        with school.workspace.unit(STEWARD) as unit:
            measure = unit.get(ic.Goal, "g1").measure
        assert str(measure.target if measure else None) == "12.50"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("titel: A term\n", [(1, 1, "unknown-key")]),
        ("expect: []\n", [(1, 1, "unknown-key")]),
        ("title: [A]\n", [(1, 8, "invalid-value")]),
        ("stewards: registry\n", [(1, 11, "invalid-value")]),
        ("stewards: [registry, a b]\n", [(1, 22, "invalid-value")]),
        ("definitions: x\n", [(1, 14, "invalid-value")]),
        (f"definitions: [{FAST.replace('5', 'five')}]\n", [(1, 100, "invalid-value")]),
        ("title: A\ntitle: B\n", [(2, 1, "syntax")]),
    ],
)
def test_what_is_wrong_before_the_entries_is_told_with_what_is_wrong_in_them(
    tmp_path: Path, head: str, expected: list[tuple[int, int, str]]
) -> None:
    lines = head.count("\n")
    found = told(refused(tmp_path, head + BEGUN.replace("student", "everybody")))
    assert found == [*expected, (lines + 3, FOCUS, "invalid-value")]


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("title: A term\n", (1, 1), "missing-key"),
        ("journal: amara\n", (1, 10), "invalid-value"),
        ("- {when: 2025-09-04}\n", (1, 1), "invalid-value"),
        ("", (1, 1), "syntax"),
    ],
)
def test_what_has_no_entries_is_no_journal(
    tmp_path: Path, text: str, place: tuple[int, int], code: str
) -> None:
    problem = only(refused(tmp_path, text))
    assert ((problem.line, problem.column), problem.code) == (place, code)


def test_a_journal_may_have_nothing_in_it(tmp_path: Path) -> None:
    for text in ("journal: []\n", "journal:\n"):
        assert taken(tmp_path, text).documents() == []


@pytest.mark.parametrize("name", ["stewards", "definitions", "title", "expect", "more"])
def test_nothing_stands_behind_the_entries(tmp_path: Path, name: str) -> None:
    problem = only(refused(tmp_path, f"{BEGUN}{name}: []\n"))
    assert (problem.line, problem.column, problem.path) == (4, 1, name)


def test_a_syntax_error_ends_the_reading_and_all_that_was_found_before_is_told(tmp_path: Path) -> None:
    text = BEGUN.replace("student", "everybody") + "  - {when: 2025-09-06, by: ben\n  - {do: x}\n"
    found = told(refused(tmp_path, text))
    assert found[0] == (3, FOCUS, "invalid-value")
    assert [code for _, _, code in found[1:]] == ["syntax"]
    assert found[1][0] in (4, 5)


def test_what_hangs_on_an_entry_with_a_mistake_is_not_checked(tmp_path: Path) -> None:
    text = (
        BEGUN.replace("student", "everybody") + "  - {when: 2025-09-06, by: ben, do: goal.adopt, goal: g1}\n"
    )
    raised = refused(tmp_path, text)
    assert told(raised) == [(3, FOCUS, "invalid-value")]
    assert raised.not_checked == (4,)


def test_stewards_of_the_time_are_vouched_for_by_whoever_imports_it(tmp_path: Path) -> None:
    entry = "  - {when: 2025-09-01, by: registry, do: person.join, id: ben}\n"
    found = only(refused(tmp_path, f"journal:\n{entry}"))
    assert (found.line, found.column, found.code) == (2, 28, "access-denied")
    school = taken(tmp_path, f"stewards: [registry]\njournal:\n{entry}")
    with school.workspace.unit(STEWARD) as unit:
        (joined,) = (one.entry for one in unit.history(ic.Person, "ben"))
    assert (joined.by, joined.recorded_by) == ("registry", "registry")


def test_where_it_can_not_be_told_who_kept_the_records_that_is_the_only_problem(tmp_path: Path) -> None:
    text = "stewards: registry\njournal:\n  - {when: 2025-09-01, by: registry, do: person.join, id: ben}\n"
    raised = refused(tmp_path, text)
    assert told(raised) == [(1, 11, "invalid-value")]
    assert raised.not_checked == (3,)


def test_a_definition_comes_with_the_journal_that_names_it(tmp_path: Path) -> None:
    begun = BEGUN.replace("coachee: ben", "coachee: ben, cadence: oakfield/fast, model: core/impact-cycle")
    school = taken(tmp_path, f"definitions: [{FAST}]\n{begun}")
    with school.workspace.unit(STEWARD) as unit:
        (arranged,) = unit.get(ic.Relationship, "r1").arrangements
        assert arranged.cadence is not None
        assert arranged.cadence.startswith("oakfield/fast@")
        assert unit.definition(ic.CadenceRule, arranged.cadence).requires[0].days == 5


def test_a_definition_that_nobody_brings_is_told_where_it_is_named(tmp_path: Path) -> None:
    begun = BEGUN.replace("coachee: ben", "coachee: ben, cadence: oakfield/fast")
    raised = refused(tmp_path, begun)
    assert told(raised) == [(2, begun.splitlines()[1].index("oakfield") + 1, "unknown-definition")]
    assert raised.not_checked == (3,)
    raised = refused(tmp_path, f"definitions: [{FAST.replace('days: 5', 'days: x')}]\n{begun}")
    assert [code for _, _, code in told(raised)] == ["invalid-value"]


def test_what_is_refused_in_a_scenario_is_no_part_of_a_step() -> None:
    tree = read_yaml(
        "{when: 2025-09-06, by: amara, do: goal.adopt, goal: g1, refused: not-the-coachee}", "x.yaml"
    )
    assert step_of_entry(tree, "office", NOW, frozenset({"refused"})).problems_of_form() == ()
    (problem,) = step_of_entry(tree, "office", NOW).problems_of_form()
    assert (problem.line, problem.column, problem.code) == (1, 57, "unknown-key")
    assert "coaching test" in problem.hint


@pytest.mark.parametrize(
    ("name", "text"), [("log.yaml", BEGUN), ("staff.csv", "id,when\nben,2025-09-01\nzoe,2025-09-01\n")]
)
def test_somebody_may_be_told_how_far_the_reading_has_come(tmp_path: Path, name: str, text: str) -> None:
    said: list[tuple[int, int]] = []
    taken(tmp_path, text, name, progress=lambda read, of: said.append((read, of)))
    assert said == sorted(said)
    assert {of for _, of in said} == {len(text)}
    assert said[-1] == (len(text), len(text))


def test_a_long_journal_is_read_bit_by_bit(tmp_path: Path) -> None:
    entries = (f"  - {{when: 2025-09-01, by: office, do: person.join, id: p{n}}}\n" for n in range(3000))
    said: list[tuple[int, int]] = []
    school = taken(
        tmp_path, "journal:\n" + "".join(entries), progress=lambda read, of: said.append((read, of))
    )
    assert len(said) > 10
    assert len(school.documents()) == 6000


def test_a_journal_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        School().take(tmp_path / "absent.yaml")
    assert only(caught.value).code == "unreadable"


def test_no_problem_quotes_what_was_written(tmp_path: Path) -> None:
    secret = "canary-7c1f"
    names = ("when", "by", "id", "relationship", "statement", "focus", "measure", "logged", "recorded_by")
    fields = ", ".join(f'{name}: "\u202e{secret}"' for name in names)
    raised = refused(tmp_path, f"journal:\n  - {{do: goal.propose, {fields}}}\n")
    assert len(raised.problems) == len(names)
    assert secret not in f"{raised}{raised.problems!r}"
