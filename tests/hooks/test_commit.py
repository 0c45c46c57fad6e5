"""What plugins are told of a commit, before it and after it."""

from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain.goal import Goal
from instructional_coaching.errors import ConcurrencyConflict, InvalidInput, NotFound, Problem
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.given import Change, CommitContext
from instructional_coaching.workspace.workspace import Workspace, open_workspace
from tests.workspace.school import OFFICE, PAIR, START, TODAY, act, clock, found_school

NO = Problem("trial", 0, 0, "", "may not be", "leave it out", "trial-no")
GOAL: Mapping[str, Any] = {
    "relationship": PAIR,
    "statement": "A",
    "focus": "student",
    "when": START.isoformat(),
}
SESSION: Mapping[str, Any] = {"relationship": PAIR, "kind": "conversation", "when": START.isoformat()}
BEN = CommitContext("school", "ben")


class Watching:
    """A plugin that remembers what it is told, and may say no."""

    def __init__(self, *says: Problem) -> None:
        self.says = says
        self.told: list[tuple[str, tuple[Change, ...], CommitContext]] = []

    @hookimpl
    def coaching_check_commit(self, changes: tuple[Change, ...], context: CommitContext) -> Any:
        self.told.append(("before", changes, context))
        return self.says if context.actor == "ben" else ()

    @hookimpl
    def coaching_after_commit(self, changes: tuple[Change, ...], context: CommitContext) -> None:
        self.told.append(("after", changes, context))


def watched(*plugins: object) -> Workspace:
    """A school with a goal."""
    workspace = open_workspace("memory://", clock=clock, discover=False, plugins=plugins)
    found_school(workspace)
    act(workspace, "amara", "goal.propose", id="g1", **GOAL)
    for one in plugins:
        if isinstance(one, Watching):
            one.told.clear()
    return workspace


def test_a_commit_is_told_before_and_after_with_each_record_and_its_verbs() -> None:
    """All that one unit writes, in one go."""
    plugin = Watching()
    with watched(plugin) as workspace, workspace.unit(Actor("ben")) as unit:
        unit.perform("goal.adopt", goal="g1", when=TODAY.isoformat())
        unit.perform("goal.set_aside", goal="g1", reason="too_wide", when=TODAY.isoformat())
        unit.perform("session.log", id="s1", **SESSION)
        assert plugin.told == []

    changes = (
        Change("goal", "g1", 3, ("goal.adopt", "goal.set_aside")),
        Change("session", "s1", 1, ("session.log",)),
    )
    assert plugin.told == [("before", changes, BEN), ("after", changes, BEN)]


def test_what_is_told_holds_no_content() -> None:
    """A kind, an id, a number and verbs; a school and an id."""
    names = [[field.name for field in attrs.fields(one)] for one in (Change, CommitContext)]

    assert names == [["kind", "id", "revision", "verbs"], ["school", "actor"]]


def test_a_unit_that_writes_nothing_is_no_commit() -> None:
    plugin = Watching()
    with watched(plugin) as workspace, workspace.unit(Actor("ben")) as unit:
        unit.get(Goal, "g1")

    assert plugin.told == []


def test_every_problem_of_every_plugin_refuses_the_commit() -> None:
    """Nothing is written, and nobody is told that it was."""
    other = attrs.evolve(NO, code="other-no")
    first, second = Watching(NO, NO), Watching(other)
    with watched(first, second) as workspace:
        with pytest.raises(InvalidInput) as caught:
            act(workspace, "ben", "goal.adopt", goal="g1", when=TODAY.isoformat())
        assert caught.value.problems == (NO, NO, other)
        assert caught.value.status == 422
        assert str(workspace.unit(Actor("ben")).get(Goal, "g1").status) == "proposed"
    assert [when for when, _, _ in (*first.told, *second.told)] == ["before", "before"]


def test_a_lost_race_is_not_told_as_a_commit() -> None:
    plugin = Watching()
    with watched(plugin) as workspace:
        slow, quick = workspace.unit(Actor("ben")), workspace.unit(Actor("ben"))
        slow.save(slow.get(Goal, "g1").adopt(by="ben", when=TODAY))
        quick.save(quick.get(Goal, "g1").adopt(by="ben", when=TODAY))
        quick.commit()
        with pytest.raises(ConcurrencyConflict):
            slow.commit()

    assert [when for when, _, _ in plugin.told] == ["before", "after", "before"]


def test_a_plugin_that_changes_what_it_is_told_changes_a_copy() -> None:
    """Past the freezing; whoever comes next is told the truth."""

    class Forging:
        """Would have others told of something else."""

        @hookimpl
        def coaching_check_commit(self, changes: tuple[Change, ...], context: CommitContext) -> Any:
            object.__setattr__(changes[0], "id", "g9")
            object.__setattr__(context, "actor", "head")
            return ()

    plugin = Watching()
    with watched(Forging(), plugin) as workspace:
        act(workspace, "ben", "goal.adopt", goal="g1", when=TODAY.isoformat())

    change = Change("goal", "g1", 2, ("goal.adopt",))
    assert plugin.told == [("before", (change,), BEN), ("after", (change,), BEN)]


def test_after_a_commit_a_plugin_reads_what_was_written_in_a_unit_of_its_own() -> None:
    """Where it may: it says as whom."""

    class Reading:
        """Reads every goal that was saved, as the office."""

        def __init__(self) -> None:
            self.workspace: Workspace | None = None
            self.read: list[str] = []

        @hookimpl
        def coaching_after_commit(self, changes: tuple[Change, ...]) -> None:
            for one in changes:
                if self.workspace and one.kind == "goal":
                    self.read.append(str(self.workspace.unit(OFFICE).get(Goal, one.id).status))

    plugin = Reading()
    with watched(plugin) as workspace:
        plugin.workspace = workspace
        act(workspace, "ben", "goal.adopt", goal="g1", when=TODAY.isoformat())

    assert plugin.read == ["adopted"]


def test_a_check_that_can_not_be_shown_refuses_as_a_fault_of_the_plugin() -> None:
    """A problem with anything but text in it would fail only in the host's hands."""
    broken = Problem("trial", 0, 0, "", "may not be", "leave it out")
    object.__setattr__(broken, "message", 42)
    with watched(Watching(broken)) as workspace:
        with pytest.raises(InvalidInput) as caught:
            act(workspace, "ben", "session.log", id="s1", **SESSION)
        assert "plugin Watching of open_workspace" in str(caught.value)
        with pytest.raises(NotFound):
            workspace.unit(OFFICE).get(Goal, "s1")


def test_without_plugins_nothing_is_put_together_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit costs what it did."""
    with watched() as workspace:
        monkeypatch.setattr("instructional_coaching.workspace.holding.Change", None)
        act(workspace, "ben", "goal.adopt", goal="g1", when=TODAY.isoformat())
