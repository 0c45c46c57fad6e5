"""Scenarios written in a test, and what comes of them."""

from pathlib import Path

from instructional_coaching.definitions.core import core_catalogue
from instructional_coaching.journal.scenario import read_scenario
from instructional_coaching.journal.trial import Finding, Trial, run_scenario

BEGUN = "{when: 2026-09-07, by: amara, do: relationship.begin, id: r1, coach: amara, coachee: ben}"
PROPOSED = (
    "{when: 2026-09-08, by: amara, do: goal.propose, id: g1, relationship: r1, focus: student,"
    " statement: Think.}"
)
ADOPTED = "{when: 2026-09-09, by: ben, do: goal.adopt, goal: g1}"
GOAL = (BEGUN, PROPOSED, ADOPTED)


def written(journal: tuple[str, ...], expect: tuple[str, ...], head: str = "") -> str:
    """Return the text of a scenario: a line for each step from line 3, then a line for each question."""
    steps = "".join(f"  - {one}\n" for one in journal)
    questions = "".join(f"  - {one}\n" for one in expect)
    tail = f"expect:\n{questions}" if expect else ""
    return f"title: A trial\n{head}journal:\n{steps}{tail}"


def tried(folder: Path, journal: tuple[str, ...], *expect: str, head: str = "") -> Trial:
    """Write a scenario, read it and put it to the test."""
    path = folder / "trial.yaml"
    path.write_text(written(journal, expect, head), encoding="utf-8")
    return run_scenario(read_scenario(path, core_catalogue()))


def answered(folder: Path, journal: tuple[str, ...], question: str, head: str = "") -> Finding:
    """Ask one question after a journal whose steps are all taken."""
    trial = tried(folder, journal, question, head=head)
    assert trial.not_checked == 0
    return trial.findings[-1]
