"""An entry is recorded as the verb itself would have made it, or not at all."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Goal, Relationship
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.domain.transition import Entry
from instructional_coaching.errors import AccessDenied, CoachingError, NotYet, UnrecordedChange
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import NOW, OFFICE, PAIR, TODAY, act, code_of, found_school, memory, stored

WHEN = date(2025, 10, 2)


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school with a proposed and an adopted goal."""
    with found_school(memory()) as workspace:
        goal = {"statement": "more talk", "focus": "student", "when": "2025-10-01"}
        for id in ("g1", "g2"):
            act(workspace, "amara", "goal.propose", id=id, relationship=PAIR, **goal)
        act(workspace, "ben", "goal.adopt", goal="g2", when="2025-10-01")
        yield workspace


@pytest.fixture
def unit(shop: Workspace) -> Iterator[UnitOfWork]:
    """A unit of Ben's, in which nothing but what was stored can be written."""
    before = stored(shop)
    yield (opened := shop.unit(Actor("ben")))
    opened.commit()
    assert stored(shop) == before


def adopted(unit: UnitOfWork, **forged: Any) -> Goal:
    """Let Ben adopt the proposed goal, with an entry that says otherwise."""
    goal = unit.get(Goal, "g1").adopt(by="ben", when=WHEN)
    return attrs.evolve(goal, unsaved=(attrs.evolve(goal.unsaved[0], **forged),))


def test_the_entry_as_the_verb_made_it_is_taken(shop: Workspace) -> None:
    """What the tests below forge is taken when nothing is forged."""
    unit = shop.unit(Actor("ben"))
    assert unit.save(adopted(unit)).status == "adopted"


def test_who_typed_it_is_not_to_be_chosen(unit: UnitOfWork) -> None:
    """An entry that names somebody else as the one who typed it is refused."""
    with pytest.raises(AccessDenied) as caught:
        unit.save(adopted(unit, recorded_by="amara"))
    assert code_of(caught) == "access-denied"
    assert "recorded_by=" in caught.value.hint


def test_a_coach_does_not_type_in_the_coachees_name(shop: Workspace) -> None:
    """A decision that a coach types as though the coachee had typed it would count as confirmed: refused."""
    unit = shop.unit(Actor("amara"))
    with pytest.raises(AccessDenied) as caught:
        unit.save(adopted(unit, recorded_by="ben"))
    assert code_of(caught) == "access-denied"


def test_when_it_was_typed_comes_from_the_clock_alone(unit: UnitOfWork) -> None:
    """An entry that brings its own instant of typing is refused."""
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(adopted(unit, logged=NOW - timedelta(days=30)))
    assert caught.value.fields == "its entries"


def test_another_day_leads_elsewhere(unit: UnitOfWork) -> None:
    """An entry with another day than the record tells of is refused by name of the field."""
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(adopted(unit, when=WHEN + timedelta(days=1)))
    assert caught.value.fields == "since"


@pytest.mark.parametrize(
    "arguments",
    [
        (("label", "talk"),),
        (("label", "waiting"), ("label", "talk")),
        (("label", " talk "),),
        (("label", "waiting"), ("when", WHEN)),
        (),
    ],
    ids=["another", "twice", "unclean", "attribution", "none"],
)
def test_other_arguments_are_refused(unit: UnitOfWork, arguments: tuple[tuple[str, object], ...]) -> None:
    """Arguments that the verb would not have recorded for this record are refused, whatever their form."""
    goal = unit.get(Goal, "g2").share_focus(label="waiting", by="ben", when=WHEN)
    forged = attrs.evolve(goal, unsaved=(attrs.evolve(goal.unsaved[0], arguments=arguments),))
    with pytest.raises((CoachingError, TypeError)):
        unit.save(forged)


def test_an_argument_that_changes_nothing_is_not_slipped_into_the_history(unit: UnitOfWork) -> None:
    """An entry has to be the very one that the verb makes, also where another would lead to the same."""
    goal = unit.get(Goal, "g2").revise(statement="less talk", by="ben", when=WHEN)
    arguments = (("statement", "  less talk "),)
    forged = attrs.evolve(goal, unsaved=(attrs.evolve(goal.unsaved[0], arguments=arguments),))
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(forged)
    assert caught.value.fields == "its entries"


@pytest.mark.parametrize(
    "verb", ["goal.decline", "goal.flourish", "goal.saved", "note.adopt", "adopt", "goal._with", "goal."]
)
def test_another_verb_is_refused(unit: UnitOfWork, verb: str) -> None:
    """An entry under another name, of a verb or of none, is refused."""
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(adopted(unit, verb=verb))
    assert code_of(caught) == "unrecorded-change"


def test_a_beginning_does_not_hide_what_is_there(unit: UnitOfWork) -> None:
    """A record that was read doesn't begin again: the earlier history can't be written over."""
    pair = unit.get(Relationship, PAIR)
    unit.get(Goal, "g2")
    other = Goal.propose(
        id="g2", relationship=pair, statement="new", focus=Focus.TEACHER, by="ben", when=WHEN
    )
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(other)
    assert caught.value.fields == "its beginning"


def test_an_entry_of_tomorrow_is_refused(unit: UnitOfWork) -> None:
    """A step is not recorded before its day has come."""
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(NotYet) as caught:
        unit.save(unit.get(Goal, "g1").adopt(by="ben", when=tomorrow))
    assert code_of(caught) == "not-yet"
    assert caught.value.when == tomorrow.isoformat()
    assert caught.value.logged == TODAY.isoformat()


def test_an_entry_of_today_is_taken(shop: Workspace) -> None:
    """The day on which a step is typed is early enough."""
    unit = shop.unit(Actor("ben"))
    assert unit.save(unit.get(Goal, "g1").adopt(by="ben", when=TODAY)).since == TODAY


def late(**given: Any) -> dict[str, Any]:
    """Return what Ben's adoption is performed with by a steward."""
    return {"goal": "g1", "by": "ben", "recorded_by": "ben", "when": "2025-10-02"} | given


def test_a_steward_brings_in_when_something_was_first_typed(shop: Workspace) -> None:
    """What was kept elsewhere keeps the instant at which it was typed there."""
    unit = shop.unit(OFFICE)
    typed = datetime.fromisoformat("2025-10-03T09:00:00+01:00")
    unit.perform("goal.adopt", logged=typed, **late())
    assert [one.entry.logged for one in unit.history(Goal, "g1")] == [NOW, typed]


@pytest.mark.parametrize(
    ("logged", "when", "code"),
    [
        (NOW + timedelta(seconds=1), "2025-10-02", "invalid-value"),
        (NOW + timedelta(days=400), "2026-12-01", "not-yet"),
        (NOW - timedelta(days=400), "2025-10-02", "not-yet"),
        (datetime(2025, 10, 3), "2025-10-02", "invalid-value"),  # noqa: DTZ001
        ("2025-10-03T09:00:00+01:00", "2025-10-02", "invalid-value"),
    ],
    ids=["later than now", "future step", "before the step", "no offset", "text"],
)
def test_not_even_a_steward_types_in_the_future(shop: Workspace, logged: Any, when: str, code: str) -> None:
    """When something was typed is an instant that has come, and not before the day it tells of."""
    with pytest.raises(CoachingError) as caught:
        shop.unit(OFFICE).perform("goal.adopt", logged=logged, **late(when=when))
    assert code_of(caught) == code


def test_nobody_else_says_when_something_was_typed(unit: UnitOfWork) -> None:
    """Only a steward, for whom the host vouches, may bring in an earlier instant."""
    with pytest.raises(AccessDenied) as caught:
        unit.perform("goal.adopt", logged=NOW - timedelta(days=3), goal="g1")
    assert code_of(caught) == "access-denied"
    assert caught.value.hint == "leave logged out"


def test_the_same_step_can_be_taken_twice_in_a_unit(shop: Workspace) -> None:
    """Two equal entries are two entries: a step taken again isn't mistaken for the one before it."""
    unit = shop.unit(Actor("ben"))
    once = unit.save(unit.get(Goal, "g2").revise(statement="wait", by="ben", when=WHEN))
    twice = unit.save(once.revise(statement="wait", by="ben", when=WHEN))
    assert twice.version == 3
    assert [one.number for one in unit.history(Goal, "g2")] == [1, 2, 3, 4]


@pytest.mark.parametrize("which", ["saved", "given"])
def test_a_record_goes_on_from_what_was_saved_or_from_what_was_given(shop: Workspace, which: str) -> None:
    """The result of `save` and the record that was given to it can both be taken further."""
    unit = shop.unit(Actor("ben"))
    given = unit.get(Goal, "g1").adopt(by="ben", when=WHEN)
    saved = unit.save(given)
    goal = saved if which == "saved" else given
    assert unit.save(goal.share_focus(label="talk", by="ben", when=WHEN)).shared_focus == "talk"
    verbs = [one.entry.verb for one in unit.history(Goal, "g1")]
    assert verbs == ["goal.propose", "goal.adopt", "goal.share_focus"]


def test_what_is_recorded_is_stamped_by_the_clock(shop: Workspace) -> None:
    """Every entry carries the instant at which it was saved."""
    unit = shop.unit(Actor("ben"))
    unit.save(adopted(unit))
    entries: list[Entry] = [one.entry for one in unit.history(Goal, "g1")]
    assert {one.logged for one in entries} == {NOW}
