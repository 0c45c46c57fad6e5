"""Whatever an answer about cadence names as deciding did decide: without it, the answer is another.

Every scenario that asks about cadence is told again without each record, mark or turn that the answer names.
"""

from collections.abc import Iterator
from functools import partial

import pytest

from instructional_coaching.domain import CadenceRule
from instructional_coaching.journal.answer import Answer
from instructional_coaching.journal.scenario import Happening, Scenario
from tests.scenarios.retelling import without, without_working_days
from tests.scenarios.test_scenarios import SCENARIOS
from tests.scenarios.without import answers, record_of

ASKS = "cadence.status"
CADENCE = (ASKS, "completion")
CADENCED = [one for one in SCENARIOS if any(asked.ask in CADENCE for asked in one.expect)]
TURNS = {"ended": "relationship.end", "paused": "relationship.pause", "no_coach": "relationship.end_tenure"}
"""The step that leads to a status which no window decides."""
Deciding = tuple[str, ...]
UNNAMED = ("absence", "")
"""One of which whoever asks is told only that it was."""


def deciding(answer: Answer) -> Iterator[Deciding]:
    """Yield what an answer names as deciding: kind and id of records, days of marks, a turn."""
    for told in answer.parts.get("windows", [answer.parts]):
        yield from (("session", one) for one in told["sessions"])
        if told.get("planned"):
            yield ("session", told["planned"])
        if told.get("because"):
            yield ref_of(told["because"])
        for one in told["left_out"]:
            days, _, record = one.rpartition(", ")
            named = ref_of(record)
            yield (*named, days[:10]) if named[0] == "calendar" else named
    if answer.word in TURNS:
        yield ("turn", TURNS[str(answer.word)])


def ref_of(record: str) -> Deciding:
    """Return kind and id of a record that is named by both."""
    kind, _, id = record.partition(" ")
    return kind, id


def is_part_of(happening: Happening, of: str, what: Deciding) -> bool:
    """Say whether a step is one of those that make up what decided."""
    given = happening.step.given
    if what[0] == "turn":
        return happening.step.do == what[1] and given.get("relationship") == of
    if what[0] == "calendar":
        marks = happening.step.do == "calendar.mark"
        first, last = str(given.get("first")), str(given.get("last") or given.get("first"))
        return marks and first <= what[2] <= last
    if what[0] == "person":
        says_when = happening.step.do in ("person.leave", "person.change_working_days")
        return says_when and given.get("person") == what[1]
    return record_of(happening) == f"{what[0]} {what[1]}"


def half_term(scenario: Scenario, what: Deciding) -> bool:
    """Say whether what decided is a holiday, which is part of a term: that can't be left out by itself."""
    return what[0] == "calendar" and not any(is_part_of(one, "", what) for one in scenario.journal)


@pytest.mark.parametrize("scenario", CADENCED, ids=lambda one: one.title)
def test_without_what_decided_the_answer_is_another(scenario: Scenario) -> None:
    """Each of them in turn."""
    told = answers(scenario, list(scenario.expect))
    dropped: dict[Deciding, list[Answer | str]] = {}
    for n, (expected, answer) in enumerate(zip(scenario.expect, told, strict=True)):
        if expected.ask not in CADENCE or isinstance(answer, str) or expected.viewer == "head":
            continue
        for what in deciding(answer):
            if what == UNNAMED or half_term(scenario, what):
                continue
            key = (expected.of, *what)
            if key not in dropped:
                rest = without(scenario, partial(is_part_of, of=expected.of, what=what))
                rest = without_working_days(rest, what[1]) if what[0] == "person" else rest
                assert rest != scenario
                dropped[key] = answers(rest, list(scenario.expect), "")
            assert dropped[key][n] != answer, (expected.line, what)


def statuses(family: str) -> set[str]:
    """Return every status that the scenarios show under a family of requirements."""
    found: set[str] = set()
    for scenario in CADENCED:
        rules = {one.definition.id: one.definition for one in scenario.catalogue}
        asked = list(scenario.expect)
        for expected, answer in zip(asked, answers(scenario, asked), strict=True):
            if expected.ask == ASKS and isinstance(answer, Answer) and answer.parts["requirement"]:
                rule = rules[answer.parts["rule"]]
                assert isinstance(rule, CadenceRule)
                if rule.requires[answer.parts["requirement"] - 1].family == family:
                    found.add(str(answer.word))
    return found


@pytest.mark.parametrize("family", ["per_period", "no_longer_than"])
def test_the_scenarios_show_every_status_of_each_family(family: str) -> None:
    """Those that a rule decides; the others are shown whatever the rule."""
    assert statuses(family) >= {
        "overdue",
        "booked",
        "due",
        "open",
        "not_expected",
        "on_track",
    }


def test_the_scenarios_show_the_statuses_that_no_rule_decides() -> None:
    """And what decides them has a scenario as well."""
    words = {
        str(answer.word)
        for scenario in CADENCED
        for answer in answers(scenario, list(scenario.expect))
        if isinstance(answer, Answer)
    }
    assert words >= {"ended", "paused", "not_started", "no_coach", "unknown"}
