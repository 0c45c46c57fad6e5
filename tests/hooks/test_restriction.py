"""Plugins may take away what the library's own rules give, and never give what these refuse."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import SessionActivity
from instructional_coaching.access.sight import Sight
from instructional_coaching.domain.goal import Goal
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.session import Session
from instructional_coaching.errors import AccessDenied, InvalidValue, NotFound
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.returned import Restriction
from instructional_coaching.workspace.workspace import Workspace, open_workspace
from tests.workspace.school import OFFICE, PAIR, START, TODAY, act, clock, found_school

GOAL: Mapping[str, Any] = {
    "relationship": PAIR,
    "statement": "A",
    "focus": "student",
    "when": START.isoformat(),
}
SESSION: Mapping[str, Any] = {"relationship": PAIR, "kind": "conversation", "when": START.isoformat()}
SHUT = Restriction("This office is closed.", "Come back on Monday.")
BLURRED = Restriction("The content is closed.", "Ask for the activity.", leaves=Sight.ACTIVITY)


class Rule:
    """A plugin with one rule, which remembers what it was asked. It is asleep while a school is set up."""

    def __init__(self, who: str, action: str, kind: str, *says: Restriction) -> None:
        self.rule = (who, action, kind)
        self.says = says
        self.awake = False
        self.asked: list[tuple[str, str, str]] = []

    @hookimpl
    def coaching_access_restrictions(self, actor: Actor, action: str, kind: str) -> Any:
        if not self.awake:
            return ()
        self.asked.append((actor.id, action, kind))
        return self.says if (actor.id, action, kind) == self.rule else ()


@contextmanager
def under(*rules: Rule) -> Iterator[Workspace]:
    """A school with a goal and a session, under some rules."""
    with open_workspace("memory://", clock=clock, discover=False, plugins=rules) as workspace:
        found_school(workspace)
        act(workspace, "amara", "goal.propose", id="g1", **GOAL)
        act(workspace, "amara", "session.log", id="s1", **SESSION)
        for rule in rules:
            rule.awake = True
        yield workspace


def test_what_may_not_be_read_looks_absent_everywhere() -> None:
    """In every way of asking, and to those only whom the rule names."""
    with under(Rule("amara", "read", "goal", SHUT)) as workspace:
        unit = workspace.unit(Actor("amara"))
        for attempt in (unit.get, unit.view, unit.rebuilt):
            with pytest.raises(NotFound):
                attempt(Goal, "g1")
        with pytest.raises(NotFound):
            list(unit.history(Goal, "g1"))
        with pytest.raises(NotFound):
            unit.recall().get(Goal, "g1")
        assert list(unit.find(Goal)) == []
        assert "goal" not in {one.kind for one in unit.timeline(PAIR)}
        assert unit.get(Session, "s1").id == "s1"
        assert workspace.unit(Actor("ben")).get(Goal, "g1").id == "g1"


def test_a_restriction_may_leave_the_activity() -> None:
    with under(Rule("amara", "read", "session", BLURRED)) as workspace:
        unit = workspace.unit(Actor("amara"))
        assert isinstance(unit.view(Session, "s1"), SessionActivity)
        assert [one.id for one in unit.find(SessionActivity)] == ["s1"]
        with pytest.raises(AccessDenied):
            unit.get(Session, "s1")


def test_of_several_restrictions_the_narrowest_holds() -> None:
    """Of one plugin and of several."""
    with under(Rule("amara", "read", "session", BLURRED, SHUT)) as workspace, pytest.raises(NotFound):
        workspace.unit(Actor("amara")).view(Session, "s1")
    rules = (Rule("amara", "read", "session", SHUT), Rule("amara", "read", "session", BLURRED))
    with under(*rules) as workspace, pytest.raises(NotFound):
        workspace.unit(Actor("amara")).view(Session, "s1")


def test_leaving_the_activity_gives_it_to_nobody_who_has_not_got_it() -> None:
    with under(Rule("zed", "read", "session", BLURRED)) as workspace, pytest.raises(NotFound):
        workspace.unit(Actor("zed")).view(Session, "s1")


def test_nothing_can_be_left_that_is_no_restriction() -> None:
    for leaves in (Sight.EVERYTHING, 2, 0, None):
        with pytest.raises(InvalidValue):
            Restriction("a", "b", leaves=leaves)  # type: ignore[arg-type]


@pytest.mark.parametrize(("reason", "remedy"), [("", "b"), ("a", " "), (None, "b"), ("a", 3)])
def test_a_restriction_says_why_and_what_to_do(reason: Any, remedy: Any) -> None:
    with pytest.raises(InvalidValue):
        Restriction(reason, remedy)


def test_a_verb_can_be_restricted_by_its_name() -> None:
    """The refusal is the plugin's; other verbs go on."""
    with under(Rule("ben", "goal.adopt", "goal", SHUT)) as workspace:
        with pytest.raises(AccessDenied) as caught:
            act(workspace, "ben", "goal.adopt", goal="g1", when=TODAY.isoformat())
        assert caught.value.parameters == {
            "actor": "ben",
            "action": "goal.adopt",
            "reason": "This office is closed.",
            "remedy_for_it": "Come back on Monday.",
        }
        act(workspace, "ben", "session.log", id="s2", **SESSION)
    with under(Rule("ben", "goal.adopt", "goal", SHUT)) as workspace, workspace.unit(Actor("ben")) as unit:
        goal = unit.get(Goal, "g1").adopt(by="ben", when=TODAY)
        with pytest.raises(AccessDenied):
            unit.save(goal)


def test_a_beginning_can_be_restricted_too() -> None:
    with under(Rule("amara", "session.log", "session", SHUT)) as workspace, pytest.raises(AccessDenied):
        act(workspace, "amara", "session.log", id="s9", **SESSION)


def test_who_may_not_anyway_is_refused_by_the_library() -> None:
    """A plugin that says nothing gives nothing."""
    with under(Rule("nobody", "read", "goal")) as workspace, pytest.raises(NotFound):
        workspace.unit(Actor("zed")).get(Goal, "g1")


def test_a_plugin_that_changes_the_actor_changes_a_copy() -> None:
    """Past the freezing, which can be got round."""

    class Crowning:
        """Would make everybody a steward."""

        @hookimpl
        def coaching_access_restrictions(self, actor: Actor) -> Any:
            object.__setattr__(actor, "steward", True)
            return ()

    with open_workspace("memory://", clock=clock, discover=False, plugins=[Crowning()]) as workspace:
        found_school(workspace)
        zed = Actor("zed")
        with pytest.raises(NotFound):
            workspace.unit(zed).get(Relationship, PAIR)
        assert not zed.steward


def test_a_search_asks_once_for_a_kind() -> None:
    """Not for each record."""
    rule = Rule("nobody", "read", "goal")
    with under(rule) as workspace:
        rule.asked.clear()
        assert len(list(workspace.unit(OFFICE).find(Goal))) == 1
        assert rule.asked == [("office", "read", "goal")]


def test_who_sees_no_session_can_not_say_that_there_was_none() -> None:
    """A gap would be counted that isn't one."""
    days = (START, date(2025, 12, 1))
    with under(Rule("ben", "read", "session", SHUT)) as workspace:
        assert not workspace.unit(Actor("ben")).sees_every_session(PAIR, *days)
        assert workspace.unit(OFFICE).sees_every_session(PAIR, *days)
    with under(Rule("ben", "read", "session", BLURRED)) as workspace:
        assert workspace.unit(Actor("ben")).sees_every_session(PAIR, *days)
