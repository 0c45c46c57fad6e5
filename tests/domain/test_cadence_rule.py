"""A cadence rule is one requirement or several, each so many per period, or no longer than so many days."""

from itertools import product
from typing import Any

import pytest

from instructional_coaching.domain.cadence_rule import (
    CadenceFamily,
    CadenceRule,
    Combination,
    Period,
    Requirement,
)
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.errors import FaultyDefinition, InvalidValue
from tests.domain.defined import FORTNIGHTLY, PAIRS_OR_TALK, WEEKLY, fortnightly, weekly
from tests.domain.school import refused

Told = tuple[str, str, tuple[str, ...]]

GIVEN: dict[str, Any] = {"times": 1, "period": Period.WEEK, "days": 10}
OWN = {CadenceFamily.PER_PERIOD: {"times", "period"}, CadenceFamily.NO_LONGER_THAN: {"days"}}
OBSERVATION = frozenset({SessionKind.OBSERVATION})
SOUND = Requirement(family=CadenceFamily.NO_LONGER_THAN, days=10)


def faults_of(*requires: Requirement) -> list[Told]:
    """Return path, code and what each fault rests on; none if the rule is accepted."""
    try:
        CadenceRule(id="a/b", title="Any", requires=requires)
    except FaultyDefinition as refusal:
        return [(one.path, one.code, one.rests_on) for one in refusal.faults]
    return []


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("family", CadenceFamily)
@pytest.mark.parametrize("names", list(product((False, True), repeat=3)))
def test_a_requirement_has_the_fields_of_its_family_and_no_others(
    family: CadenceFamily, names: tuple[bool, ...], place: int
) -> None:
    """The whole table: what is missing and what is too much is told, all at once, wherever it stands."""
    given = {name for name, there in zip(GIVEN, names, strict=True) if there}
    at = f"requires[{place}]"
    missing = {(f"{at}.family", "missing-key", (f"{at}.{name}",)) for name in OWN[family] - given}
    others = {(f"{at}.{name}", "other-family", (f"{at}.family",)) for name in given - OWN[family]}
    asked = Requirement(family=family, **{name: GIVEN[name] for name in given})
    found = faults_of(*[SOUND] * place, asked, SOUND)
    assert set(found) == missing | others
    assert len(found) == len(missing | others)


@pytest.mark.parametrize("of", [fortnightly, weekly])
def test_a_pair_says_itself_which_kinds_qualify(of: Any) -> None:
    """An observation and a conversation: kinds beside it would say it twice, or otherwise."""
    assert of(pair=True, counts=()).requires[0].pair
    with pytest.raises(FaultyDefinition, match=r"requires\[0\]\.counts: .*; leave out counts, or pair"):
        of(pair=True, counts=OBSERVATION)
    both = Requirement(family=CadenceFamily.NO_LONGER_THAN, days=1, pair=True, counts=OBSERVATION)
    assert faults_of(SOUND, both) == [("requires[1].counts", "not-together", ("requires[1].pair",))]


def test_every_fault_of_every_requirement_is_told() -> None:
    """Whoever writes a rule mends it once."""
    wrong = Requirement(family=CadenceFamily.PER_PERIOD, days=3, pair=True, counts=OBSERVATION)
    once = ["family", "family", "days", "counts"]
    assert [path for path, _, _ in faults_of(wrong, SOUND, wrong)] == [
        *(f"requires[0].{name}" for name in once),
        *(f"requires[2].{name}" for name in once),
    ]


def test_a_rule_asks_for_something() -> None:
    """A rule that asks for nothing would always be met."""
    assert faults_of() == [("requires", "missing-key", ())]
    with pytest.raises(FaultyDefinition, match="requires: asks for nothing; give at least one"):
        CadenceRule(id="a/b", title="Any", requires=())


def test_what_is_not_said_is_the_least() -> None:
    """No grace, any kind of session of any length, one eligible day, and the coach's absence no excuse."""
    (asked,) = WEEKLY.requires
    assert (asked.grace, asked.warn, asked.counts, asked.pair) == (0, None, frozenset(), False)
    assert (asked.least_minutes, asked.least_days, asked.coach_absence_matters) == (None, 1, False)
    assert WEEKLY.combine is Combination.ALL_OF


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("times", 0, "1 and 50"),
        ("times", 51, "1 and 50"),
        ("days", 0, "1 and 200"),
        ("days", 201, "1 and 200"),
        ("grace", -1, "0 and 200"),
        ("grace", 201, "0 and 200"),
        ("warn", -1, "0 and 200"),
        ("warn", 201, "0 and 200"),
        ("least_minutes", 0, "1 and 600"),
        ("least_days", 0, "1 and 200"),
        ("least_days", 201, "1 and 200"),
        ("least_days", None, "expected a whole number"),
        ("pair", 1, "expected true or false"),
        ("family", "each_week", "per_period, no_longer_than"),
        ("period", "year", "week, timetable_cycle, half_term, term"),
        ("counts", ("chat",), "conversation"),
    ],
)
def test_numbers_and_words_are_possible_ones(name: str, wrong: object, said: str) -> None:
    """Before the rules of the family are asked."""
    with refused(InvalidValue, "invalid-value", name, said):
        Requirement(**({"family": "per_period"} | {name: wrong}))  # type: ignore[arg-type]


def test_requirements_are_combined_in_one_of_two_ways() -> None:
    """All of them, or any."""
    with refused(InvalidValue, "invalid-value", "combine", "all_of, any_of"):
        CadenceRule(id="a/b", title="Any", requires=(SOUND,), combine="most_of")  # type: ignore[arg-type]
    assert PAIRS_OR_TALK.combine is Combination.ANY_OF
    assert len(PAIRS_OR_TALK.requires) == 2


@pytest.mark.parametrize(
    ("pair", "counts", "observes"),
    [
        (False, frozenset(), False),
        (False, frozenset(SessionKind) - OBSERVATION, False),
        (False, OBSERVATION, True),
        (False, frozenset(SessionKind), True),
        (True, frozenset(), True),
    ],
)
def test_a_requirement_observes_that_counts_an_observation(
    pair: bool, counts: frozenset[SessionKind], observes: bool
) -> None:
    """Alone, among others, or as half of a pair; only then must there be pupils."""
    asked = Requirement(family=CadenceFamily.NO_LONGER_THAN, days=10, pair=pair, counts=counts)
    assert asked.observes is observes


def test_the_two_families_say_what_they_say() -> None:
    """Every two weeks is no longer than ten eligible days; once a week is one contact in each."""
    (every_two_weeks,), (once_a_week,) = FORTNIGHTLY.requires, WEEKLY.requires
    assert (every_two_weeks.family, every_two_weeks.days) == (CadenceFamily.NO_LONGER_THAN, 10)
    assert (once_a_week.family, once_a_week.times, once_a_week.period) == (
        CadenceFamily.PER_PERIOD,
        1,
        Period.WEEK,
    )


def test_two_rules_that_ask_for_the_same_in_another_order_are_two() -> None:
    """What is pinned is what was written."""
    turned = CadenceRule(
        id=PAIRS_OR_TALK.id, title=PAIRS_OR_TALK.title, requires=PAIRS_OR_TALK.requires[::-1]
    )
    assert turned.pin != PAIRS_OR_TALK.pin
