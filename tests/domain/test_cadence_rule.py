"""A cadence rule says so many per period, or no longer than so many days; never a bit of both."""

from itertools import product
from typing import Any

import pytest

from instructional_coaching.domain.cadence_rule import CadenceFamily, CadenceRule, Period
from instructional_coaching.errors import FaultyDefinition, InvalidValue
from tests.domain.defined import FORTNIGHTLY, WEEKLY
from tests.domain.school import refused

GIVEN: dict[str, Any] = {"times": 1, "period": Period.WEEK, "days": 10}
OWN = {CadenceFamily.PER_PERIOD: {"times", "period"}, CadenceFamily.NO_LONGER_THAN: {"days"}}


def codes_of(**given: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return path, code and what each fault rests on; none if the rule is accepted."""
    try:
        CadenceRule(id="a/b", title="Any", **given)
    except FaultyDefinition as refusal:
        return [(one.path, one.code, one.rests_on) for one in refusal.faults]
    return []


@pytest.mark.parametrize("family", CadenceFamily)
@pytest.mark.parametrize("names", list(product((False, True), repeat=3)))
def test_a_rule_has_the_fields_of_its_family_and_no_others(
    family: CadenceFamily, names: tuple[bool, ...]
) -> None:
    """The whole table: what is missing and what is too much is told, all at once."""
    given = {name for name, there in zip(GIVEN, names, strict=True) if there}
    missing = {("family", "missing-key", (name,)) for name in OWN[family] - given}
    others = {(name, "other-family", ("family",)) for name in given - OWN[family]}
    found = codes_of(family=family, **{name: GIVEN[name] for name in given})
    assert set(found) == missing | others
    assert len(found) == len(missing | others)


def test_what_is_not_said_is_the_least() -> None:
    """No grace, any kind of session of any length, and the coach's absence is no excuse."""
    assert (WEEKLY.grace, WEEKLY.warn, WEEKLY.counts) == (0, None, frozenset())
    assert (WEEKLY.least_minutes, WEEKLY.coach_absence_matters) == (None, False)


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("times", 0, "1 and 50"),
        ("times", 51, "1 and 50"),
        ("days", 0, "1 and 200"),
        ("days", 201, "1 and 200"),
        ("grace", -1, "0 and 200"),
        ("warn", 201, "0 and 200"),
        ("least_minutes", 0, "1 and 600"),
        ("period", "year", "week, timetable_cycle, half_term, term"),
        ("counts", ("chat",), "conversation"),
    ],
)
def test_numbers_and_words_are_possible_ones(name: str, wrong: object, said: str) -> None:
    """Before the rules of the family are asked."""
    with refused(InvalidValue, "invalid-value", name, said):
        CadenceRule(**{"id": "a/b", "title": "Any", "family": "per_period", name: wrong})  # type: ignore[arg-type]


def test_the_two_families_say_what_they_say() -> None:
    """Every two weeks is no longer than ten eligible days; once a week is one contact in each."""
    assert (FORTNIGHTLY.family, FORTNIGHTLY.days) == (CadenceFamily.NO_LONGER_THAN, 10)
    assert (WEEKLY.family, WEEKLY.times, WEEKLY.period) == (CadenceFamily.PER_PERIOD, 1, Period.WEEK)
