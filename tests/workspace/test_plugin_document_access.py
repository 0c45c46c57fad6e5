"""Who reaches a plugin's documents: everybody whom no plugin restricts, and nobody if one fails."""

from collections.abc import Callable
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import Sight
from instructional_coaching.errors import AccessDenied, AlreadyExists, NotFound, PluginContractError
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.returned import Restriction
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.plugin_documents import PluginDocuments
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import OFFICE
from tests.workspace.visits import AMARA, BEN, ROOM, VISIT, Visits, on, put, there

SHUT = Restriction("Visits are closed.", "Ask Amara.")
BLURRED = Restriction("Visits are closed.", "Ask Amara.", leaves=Sight.ACTIVITY)


class Guarding(Visits):
    """Owns the visits and takes one action on them from Ben; notes what it is asked."""

    def __init__(self, action: str, says: Restriction = SHUT) -> None:
        super().__init__()
        self.action = action
        self.says = says
        self.asked: list[tuple[str, str, str]] = []

    @hookimpl
    def coaching_access_restrictions(self, actor: Actor, action: str, kind: str) -> list[Restriction]:
        self.asked.append((actor.id, action, kind))
        return [self.says] if (actor.id, action, kind) == ("ben", self.action, VISIT) else []


class Failing(Visits):
    """Owns the visits and can't say who may do what."""

    @hookimpl
    def coaching_access_restrictions(self) -> list[Restriction]:
        raise RuntimeError("Ben cried")


def guarded(guard: Visits) -> Workspace:
    """Return a school with one visit, put before the guard came."""
    store = MemoryBackend()
    put(on(store), "v1")
    return on(store, guard)


EVERYTHING: list[Callable[[PluginDocuments], Any]] = [
    lambda visits: visits.get("v1"),
    lambda visits: visits.get("v2"),
    lambda visits: list(visits.find()),
    lambda visits: visits.put("v1", {}),
    lambda visits: visits.put("v2", {}),
    lambda visits: visits.delete("v1"),
    lambda visits: visits.delete("v2"),
]


@pytest.mark.parametrize("says", [SHUT, BLURRED])
def test_what_may_not_be_read_looks_absent_everywhere(says: Restriction) -> None:
    """There is no activity of a visit that could be left. What is there and what isn't give one answer."""
    workspace = guarded(Guarding("read", says))
    visits = workspace.unit(BEN).documents(VISIT)
    for id in ("v1", "v2"):
        for attempt in (visits.get, visits.delete):
            with pytest.raises(NotFound) as caught:
                attempt(id)
            assert (caught.value.kind, caught.value.id) == (VISIT, id)
    assert list(visits.find()) == []
    assert workspace.unit(AMARA).documents(VISIT).get("v1").content == ROOM


def test_who_may_put_but_not_read_overwrites_nothing() -> None:
    """They learn that the id is taken, as whoever begins a record does."""
    workspace = guarded(Guarding("read"))
    with workspace.unit(BEN) as unit:
        with pytest.raises(AlreadyExists):
            unit.documents(VISIT).put("v1", {})
        unit.documents(VISIT).put("v2", {})
    assert {one.id: one.content for one in workspace.unit(AMARA).documents(VISIT).find()} == {
        "v1": ROOM,
        "v2": {},
    }


@pytest.mark.parametrize("action", ["put", "delete"])
def test_putting_and_deleting_can_be_taken_away_by_name(action: str) -> None:
    guard = Guarding(f"{VISIT}.{action}")
    workspace = guarded(guard)
    unit = workspace.unit(BEN)
    visits = unit.documents(VISIT)
    visits.get("v1")
    with pytest.raises(AccessDenied) as caught:
        visits.put("v1", {}) if action == "put" else visits.delete("v1")
    assert caught.value.parameters == {
        "actor": "ben",
        "action": f"oakfield.visit.{action}",
        "reason": "Visits are closed.",
        "remedy_for_it": "Ask Amara.",
    }
    unit.commit()
    assert workspace.unit(AMARA).documents(VISIT).get("v1").content == ROOM
    if action == "put":
        visits.delete("v1")
    else:
        visits.put("v2", {})


def test_the_one_action_does_not_take_away_another_actors() -> None:
    workspace = guarded(Guarding(f"{VISIT}.put"))
    with workspace.unit(AMARA) as unit:
        unit.documents(VISIT).get("v1")
        unit.documents(VISIT).put("v1", {})
    assert there(workspace) == {"v1": {}}


def test_a_plugin_is_asked_for_the_kind_with_each_action_and_once_for_a_search() -> None:
    guard = Guarding("nothing")
    visits = guarded(guard).unit(BEN).documents(VISIT)
    asking: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: visits.put("v2", {}), [f"{VISIT}.put"]),
        (lambda: visits.get("v1"), ["read"]),
        (lambda: list(visits.find()), ["read"]),
        (lambda: visits.delete("v1"), ["read", f"{VISIT}.delete"]),
    ]
    for attempt, asked in asking:
        guard.asked.clear()
        attempt()
        assert guard.asked == [("ben", one, VISIT) for one in asked]


@pytest.mark.parametrize("attempt", EVERYTHING)
def test_a_plugin_that_fails_refuses_all_of_it_and_tells_of_none(
    attempt: Callable[[PluginDocuments], Any],
) -> None:
    """The same to whoever asks for what is there and for what isn't, stewards included."""
    for actor in (BEN, OFFICE):
        with pytest.raises(PluginContractError) as caught:
            attempt(guarded(Failing()).unit(actor).documents(VISIT))
        assert "Failing" in str(caught.value)
        assert "cried" not in str(caught.value)


def test_without_a_restriction_whoever_has_the_unit_reaches_all_of_them() -> None:
    """The library doesn't know what they mean: none of its own rules is about them."""
    workspace = guarded(Visits())
    for actor in (Actor("stranger"), OFFICE, BEN):
        assert workspace.unit(actor).documents(VISIT).get("v1").content == ROOM
