"""What of the caseload somebody sees: where a relationship stands is activity, what is in it is not."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import Sight
from instructional_coaching.analysis.feature import FeatureValue
from instructional_coaching.errors import NotFound
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.returned import Restriction
from instructional_coaching.workspace.caseload import BASIS, CASELOAD
from instructional_coaching.workspace.caseload_row import CaseloadRow
from tests.workspace.schoolyear import OFFICE, PAIR, SchoolYear, documents_of, without_index
from tests.workspace.watching import Watched

MEI = "cara-mei"
SECRET = "zq-canary"
EVERYBODY = ("head", "amara", "ben", "cara", "dev", "mei", "zed", "nobody")


class Rule:
    """A plugin by which somebody sees no more than this of a kind of record."""

    def __init__(self, who: str, kind: str, leaves: Sight) -> None:
        self._rule = who, kind
        self._says = Restriction("It is closed.", "Ask later.", leaves=leaves)

    @hookimpl
    def coaching_access_restrictions(self, actor: Actor, action: str, kind: str) -> Any:
        return [self._says] if action == "read" and (actor.id, kind) == self._rule else []


def school(plugins: Iterable[object] = ()) -> SchoolYear:
    """Return a school on 15 September; a week before Amara handed Ben over to Zed, Cara coaches Mei."""
    year = SchoolYear(Watched(), plugins=plugins).open().begin().begin("cara", "mei", "weekly").on(9, 3)
    for coach, coachee in (("amara", "ben"), ("cara", "mei")):
        ours = {"relationship": f"{coach}-{coachee}"}
        year.log(f"s-{coachee}", coach, summary=SECRET, kind="observation", **ours)
        goal = {"id": f"g-{coachee}", "statement": SECRET, "focus": "student"}
        year.act(coach, "goal.propose", **goal, **ours)
        plan = {"id": f"p-{coachee}", "goal": f"g-{coachee}", "skill": SECRET, "practice": SECRET}
        year.act(coach, "practice_round.plan", **plan, **ours)
        done = {"practice_round": f"p-{coachee}", "setting": "lesson", "text": SECRET}
        year.act(coachee, "practice_round.practise", **done, **ours)
    year.on(9, 8).act("head", "relationship.hand_over", relationship=PAIR, to="zed")
    away = {"person": "ben", "first": "2025-09-09", "last": "2025-09-12", "kind": "illness"}
    year.act("head", "absence.note", id="x1", **away)
    return year.on(9, 15)


@pytest.fixture
def year() -> SchoolYear:
    """The school."""
    return school()


def rows(year: SchoolYear, who: str | Actor, as_of: date | None = None) -> dict[str, CaseloadRow]:
    """Return what somebody sees of each relationship."""
    return {one.relationship: one for one in year.view(who, as_of).rows()}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("head", {PAIR, MEI}),
        (OFFICE, {PAIR, MEI}),
        ("ben", {PAIR}),
        ("zed", {PAIR}),
        ("cara", {MEI}),
        ("mei", {MEI}),
        ("amara", set()),
        ("dev", set()),
        ("nobody", set()),
    ],
)
def test_who_sees_where_a_relationship_stands(year: SchoolYear, who: str | Actor, seen: set[str]) -> None:
    """The coachee, a coach of today, a leader and a steward; not who coached once, nor anybody else."""
    assert rows(year, who).keys() == seen
    assert {one.relationship for one in year.view(who, date(2026, 3, 1)).overdue()} == seen
    for relationship in (PAIR, MEI):
        if relationship not in seen:
            with pytest.raises(NotFound):
                year.view(who).explain(relationship)
        else:
            assert year.view(who).explain(relationship).status is rows(year, who)[relationship].status


def test_what_they_see_is_decided_by_today_whatever_day_they_ask_about(year: SchoolYear) -> None:
    """Who coached on an earlier day doesn't see it any more, and a successor does."""
    then = date(2025, 9, 3)
    assert rows(year, "amara", then).keys() == set()
    assert rows(year, "zed", then).keys() == {PAIR}
    assert rows(year, "zed", then)[PAIR].lead == "amara"


@pytest.mark.parametrize("as_of", [date(2025, 9, 15), date(2025, 11, 1), date(2025, 9, 4)], ids=str)
@pytest.mark.parametrize("who", EVERYBODY)
def test_index_and_records_show_everybody_the_same(year: SchoolYear, who: str, as_of: date) -> None:
    """To each as much as they may know, and in the same order."""
    earlier = SchoolYear(without_index(year.backend), year.today)
    for asked in ({}, {"coach": "zed"}, {"coach": "cara"}, {"coach": "amara"}):
        assert list(year.view(who, as_of).rows(**asked)) == list(earlier.view(who, as_of).rows(**asked))
    assert list(year.view(who, as_of).overdue()) == list(earlier.view(who, as_of).overdue())


@pytest.mark.parametrize("is_indexed", [True, False], ids=["index", "records"])
@pytest.mark.parametrize(
    ("who", "relationship", "sees_inside"),
    [
        ("ben", PAIR, True),
        ("cara", MEI, True),
        (OFFICE, PAIR, True),
        ("head", PAIR, False),
        ("zed", PAIR, False),
    ],
)
def test_what_is_in_the_coaching_is_for_those_who_see_all_of_it(
    year: SchoolYear, who: str | Actor, relationship: str, sees_inside: bool, is_indexed: bool
) -> None:
    """A leader and a successor can't tell from it whether a skill was practised; nor do they learn of it."""
    there = year if is_indexed else SchoolYear(without_index(year.backend), year.today)
    found = rows(there, who)[relationship]
    assert found.facts is not None
    assert (found.facts.inside is not None) == sees_inside
    assert found.features is not None
    assert (found.features.focused.value is FeatureValue.CANT_TELL) == (not sees_inside)
    deciding = {ref for one in found.features.each for ref in one.deciding}
    assert any(ref.startswith("practice_round") for ref in deciding) == sees_inside
    assert found.facts.one_to_one == 30


@pytest.mark.parametrize("kind", ["relationship", "session"])
@pytest.mark.parametrize("is_indexed", [True, False], ids=["index", "records"])
def test_a_plugin_may_close_the_caseload_to_somebody(kind: str, is_indexed: bool) -> None:
    """Whoever sees nothing of sessions or of relationships learns nothing of where they stand."""
    rule = Rule("head", kind, Sight.NOTHING)
    year = school()
    store = year.backend if is_indexed else without_index(year.backend)
    there = SchoolYear(store, year.today, plugins=[rule])
    assert rows(there, "head") == {}
    assert list(there.view("head").overdue()) == []
    assert rows(there, "cara").keys() == {MEI}
    with pytest.raises(NotFound):
        there.view("head").explain(MEI)


@pytest.mark.parametrize("kind", ["relationship", "session", "practice_round"])
@pytest.mark.parametrize("is_indexed", [True, False], ids=["index", "records"])
def test_a_plugin_may_close_what_is_inside_to_somebody(kind: str, is_indexed: bool) -> None:
    """Whoever sees the activity alone of one of them is told no more than a leader."""
    year = school()
    store = year.backend if is_indexed else without_index(year.backend)
    there = SchoolYear(store, year.today, plugins=[Rule("ben", kind, Sight.ACTIVITY)])
    found = rows(there, "ben")[PAIR]
    assert found.facts is not None
    assert found.facts.inside is None
    assert found == rows(there, "head")[PAIR]


def test_the_index_holds_nothing_private(year: SchoolYear) -> None:
    """No text that anybody wrote, and not why somebody was away; that there was practice, and when."""
    kept = documents_of(year.backend, CASELOAD, BASIS)
    assert len(kept) == 3
    text = "".join(one.body + repr(one) for one in kept)
    assert SECRET not in text
    assert "illness" not in text
    assert "practice_round p-ben" in text


def test_an_entry_shows_nothing_of_what_is_inside(year: SchoolYear) -> None:
    """Neither does a row, in what is printed of them by accident."""
    (found,) = rows(year, "ben").values()
    assert found.facts is not None
    assert found.facts.inside is not None
    assert "lessons" not in repr(found)
