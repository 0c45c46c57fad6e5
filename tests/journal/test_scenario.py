"""A scenario is read strictly: whatever is wrong with its form is told at once, each thing at its place.

Mistakes are planted by code: each replaces something of a scenario that is right, and a mark says where it is
to be reported.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.errors import FaultyScenario, Problem
from instructional_coaching.journal.scenario import Scenario, read_scenario

MARK = "§"
RIGHT = """\
title: A goal is adopted
definitions:
  - core/impact-cycle
  - rubric: example/questioning
    title: Questioning
    levels:
      - {rank: 1, title: Beginning}
      - {rank: 2, title: Settled}
    criteria:
      - {id: wait, title: Wait time}
stewards: [office, desk]
journal:
  - {when: 2026-09-07, by: amara, do: relationship.begin, id: r1, coach: amara, coachee: ben}
  - when: 2026-09-14
    by: amara
    do: goal.propose
    id: g1
    relationship: r1
    statement: Everyone thinks.
    focus: student
  - {when: 2026-09-14, by: amara, do: goal.adopt, goal: g1, refused: not-the-coachee}
  - {when: 2026-09-15, logged: 2026-09-17, by: ben, do: goal.adopt, goal: g1}
expect:
  - {ask: goal, of: g1, as_of: 2026-09-14, known_at: 2026-09-15, is: proposed}
  - {ask: view, of: g1, kind: goal, viewer: ben, is: everything, lacks: [minutes]}
  - ask: relationship
    of: r1
    has: {lead: amara}
"""


@attrs.frozen
class Mistake:
    """A mistake: what is replaced by what, with a mark where it is to be reported, and its code."""

    old: str
    new: str
    code: str

    def __str__(self) -> str:
        return self.new.strip()


MISTAKES = (
    Mistake("title: A goal is adopted", "title: §12", "invalid-value"),
    Mistake("title: A goal is adopted", "title:§", "invalid-value"),
    Mistake("title: A goal is adopted", "title: A goal\n§name: more", "unknown-key"),
    Mistake("- core/impact-cycle", "- §core/impact", "unknown-reference"),
    Mistake("- core/impact-cycle", "- §12", "invalid-value"),
    Mistake("- core/impact-cycle", "- §title: GROW", "missing-key"),
    Mistake("rubric: example/questioning", "rubric: §core/feedback-quality", "repeated-id"),
    Mistake("rubric: example/questioning", "rubric: §questioning", "invalid-value"),
    Mistake("{rank: 2, title: Settled}", "{rank: §1, title: Settled}", "levels-out-of-order"),
    Mistake(
        "{id: wait, title: Wait time}", "{id: wait, title: Wait time, within: §thinking}", "unknown-reference"
    ),
    Mistake("[office, desk]", "[office, §-]", "invalid-value"),
    Mistake("[office, desk]", "§office", "invalid-value"),
    Mistake("do: relationship.begin", "do: §relationship.start", "unknown-verb"),
    Mistake("id: r1, coach", "id: r1, §couch: dev, coach", "unknown-key"),
    Mistake("- {when: 2026-09-07, by: amara", "- §{when: 2026-09-07", "missing-key"),
    Mistake("- when: 2026-09-14\n", "- when: §2026-09-31\n", "invalid-value"),
    Mistake("focus: student", "focus: §pupil", "invalid-value"),
    Mistake(
        "    statement: Everyone thinks.\n",
        "    statement: Everyone thinks.\n    §statement: x\n",
        "syntax",
    ),
    Mistake("refused: not-the-coachee", "refused: §404", "invalid-value"),
    Mistake("refused: not-the-coachee", "refused: §", "invalid-value"),
    Mistake("logged: 2026-09-17", "logged: §yesterday", "invalid-value"),
    Mistake("- {ask: goal, of: g1", "- {ask: §gaol, of: g1", "unknown-question"),
    Mistake("- {ask: goal, of: g1", "- {ask: goal, of: §1", "invalid-value"),
    Mistake("- {ask: goal, of: g1", "- §{ask: goal", "missing-key"),
    Mistake("- {ask: goal, of: g1", "- {ask: goal, §kind: goal, of: g1", "unknown-key"),
    Mistake("as_of: 2026-09-14", "as_of: §14.9.2026", "invalid-value"),
    Mistake("known_at: 2026-09-15", "known_at: §15", "invalid-value"),
    Mistake(", is: proposed", ", is: proposed, §refused: not-found", "invalid-value"),
    Mistake("kind: goal, viewer", "kind: §gaol, viewer", "invalid-value"),
    Mistake("viewer: ben", "viewer: §[ben]", "invalid-value"),
    Mistake("viewer: ben", "viewer: §the head", "invalid-value"),
    Mistake("  - ask: relationship\n", "  - §viewer: ben\n", "missing-key"),
    Mistake("lacks: [minutes]", "lacks: §minutes", "invalid-value"),
    Mistake("viewer: ben", "viewer: ben, §known_at: 2026-09-16", "unknown-key"),
    Mistake("  - ask: relationship", "  - §what of it?\n  - ask: relationship", "invalid-value"),
    Mistake("    has: {lead: amara}", "    has: §amara", "invalid-value"),
    Mistake("    has: {lead: amara}", "    §had: {lead: amara}\n    is: active", "unknown-key"),
    Mistake(
        "  - ask: relationship\n    of: r1\n    has: {lead: amara}\n",
        "  - §ask: relationship\n    of: r1\n",
        "missing-key",
    ),
)
"""One of each kind; those that replace the same text are never planted together."""


def read(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return read_scenario(path, core_catalogue())


def problems(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(FaultyScenario) as caught:
        read(tmp_path, text)
    assert caught.value.code == "faulty-scenario"
    assert all(problem.source == "rules.yaml" for problem in caught.value.problems)
    assert all(problem.message and problem.hint for problem in caught.value.problems)
    return caught.value.problems


def planted(*mistakes: Mistake) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a text with mistakes, and what is to be told of it."""
    text = RIGHT
    for one in sorted(mistakes, key=lambda one: RIGHT.index(one.old), reverse=True):
        assert RIGHT.count(one.old) == 1
        start = RIGHT.index(one.old)
        marked = one.new.replace(MARK, f"{MARK}{MISTAKES.index(one)};")
        text = text[:start] + marked + text[start + len(one.old) :]
    told: list[tuple[int, int, str]] = []
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        clean = line
        while MARK in clean:
            before, _, after = clean.partition(MARK)
            which, _, rest = after.partition(";")
            told.append((number, len(before) + 1, MISTAKES[int(which)].code))
            clean = before + rest
        lines.append(clean)
    return "\n".join(lines) + "\n", told


def told(found: tuple[Problem, ...]) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.code) for one in found]


def test_what_is_right_is_read(tmp_path: Path) -> None:
    scenario = read(tmp_path, RIGHT)

    assert (scenario.source, scenario.title) == ("rules.yaml", "A goal is adopted")
    assert scenario.stewards == {"office", "desk"}
    assert scenario.catalogue.get(Rubric, "example/questioning") is not None
    assert [one.refused for one in scenario.journal] == [None, None, "not-the-coachee", None]
    assert scenario.journal[3].at == datetime(2026, 9, 17, tzinfo=UTC)
    first, second, third = scenario.expect
    assert (first.line, first.column, first.ask, first.of) == (24, 5, "goal", "g1")
    assert (first.as_of, first.known_at) == (date(2026, 9, 14), date(2026, 9, 15))
    assert first.expected == {"is": "proposed"}
    assert (second.kind, second.viewer) == ("goal", "ben")
    assert second.expected == {"is": "everything", "lacks": ["minutes"]}
    assert third.expected == {"has": {"lead": "amara"}}


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_told_at_its_place_and_nothing_else_is(tmp_path: Path, mistake: Mistake) -> None:
    text, expected = planted(mistake)

    assert told(problems(tmp_path, text)) == expected


@given(drawn=st.lists(st.sampled_from(MISTAKES), min_size=2, unique_by=lambda one: one.old))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_mistakes_are_told_at_once_by_line_and_column(tmp_path: Path, drawn: list[Mistake]) -> None:
    apart = [one for n, one in enumerate(drawn) if not any(_touch(one, other) for other in drawn[:n])]
    text, expected = planted(*apart)

    assert told(problems(tmp_path, text)) == expected


def _touch(one: Mistake, other: Mistake) -> bool:
    """Say whether two mistakes replace the same, or stand in one item, where the one may hide the other."""
    ends = [(RIGHT.index(m.old), RIGHT.index(m.old) + len(m.old)) for m in (one, other)]
    return RIGHT.count("\n  - ", 0, ends[0][1]) == RIGHT.count("\n  - ", 0, ends[1][1])


def test_a_scenario_that_expects_nothing_is_refused(tmp_path: Path) -> None:
    text = RIGHT.partition("expect:")[0].replace(", refused: not-the-coachee", "")
    (found,) = problems(tmp_path, text)

    assert (found.line, found.message, found.code) == (1, "expects nothing", "missing-key")


def test_a_refusal_is_something_to_expect(tmp_path: Path) -> None:
    assert read(tmp_path, RIGHT.partition("expect:")[0]).expect == ()


def test_what_is_expected_may_stand_before_the_journal(tmp_path: Path) -> None:
    journal, _, expect = RIGHT.partition("expect:")
    before, _, entries = journal.partition("journal:")
    scenario = read(tmp_path, f"{before}expect:{expect}journal:{entries}")

    assert [one.of for one in scenario.expect] == ["g1", "g1", "r1"]


def test_whoever_keeps_the_records_is_the_office_if_nobody_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, RIGHT.replace("stewards: [office, desk]\n", "")).stewards == {"office"}
    assert read(tmp_path, RIGHT.replace("[office, desk]", "[]")).stewards == frozenset()


def test_a_title_is_needed_whatever_else_is_wrong(tmp_path: Path) -> None:
    text = RIGHT.partition("\n")[2].replace("focus: student", "focus: pupil")
    found = problems(tmp_path, text)

    assert [(one.line, one.column, one.code) for one in found] == [
        (1, 1, "missing-key"),
        (19, 12, "invalid-value"),
    ]


def test_a_title_that_can_not_be_read_is_not_missing(tmp_path: Path) -> None:
    found = problems(tmp_path, RIGHT.replace("title: A goal is adopted", "title: A goal: adopted", 1))

    assert [(one.line, one.code) for one in found] == [(1, "syntax")]


@pytest.mark.parametrize("text", ["- a list\n", "just a sentence\n"])
def test_what_is_no_scenario_is_told_once(tmp_path: Path, text: str) -> None:
    (found,) = problems(tmp_path, text)

    assert (found.line, found.code) == (1, "invalid-value")


def test_an_empty_file_is_told_once(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "")) == 1


def test_a_journal_that_is_no_list_is_told_once(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "title: x\njournal: none yet\nexpect: [{ask: goal, of: g1, is: met}]\n")

    assert (found.line, found.column, found.message) == (2, 10, "expected a list, got text")


def test_a_line_that_is_no_yaml_is_told_once(tmp_path: Path) -> None:
    """A colon within a text in braces is the commonest slip of all."""
    text = RIGHT.replace("is: proposed}", "is: proposed, has: {statement: Think: all}}")
    found = problems(tmp_path, text)

    assert [(one.line, one.code) for one in found] == [(24, "syntax")]


def test_a_file_that_is_not_there_is_a_problem_of_the_scenario(tmp_path: Path) -> None:
    with pytest.raises(FaultyScenario) as caught:
        read_scenario(tmp_path / "nowhere.yaml", core_catalogue())

    (found,) = caught.value.problems
    assert (found.source, found.line, found.code) == ("nowhere.yaml", 0, "unreadable")


def test_no_problem_tells_what_somebody_wrote(tmp_path: Path) -> None:
    text = RIGHT.replace("focus: student", "focus: Mr Private cried")

    assert "Private" not in str(problems(tmp_path, text)[0])


def test_two_definitions_of_one_name_are_told_at_the_second(tmp_path: Path) -> None:
    again = (
        "  - {rubric: example/questioning, title: Again, levels: [{rank: 1, title: a}, {rank: 2, title: b}],"
    )
    again += "\n     criteria: [{id: wait, title: Wait time}]}\n"
    (found,) = problems(tmp_path, RIGHT.replace("stewards:", f"{again}stewards:"))

    assert (found.line, found.code) == (11, "repeated-id")
