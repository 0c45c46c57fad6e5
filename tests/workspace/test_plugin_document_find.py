"""Documents of a plugin's own kind are found by day and by tag, in their own school alone."""

from datetime import date
from typing import Any

import pytest

from instructional_coaching.errors import (
    AlreadyExists,
    NotFound,
)
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.returned import KindEntry
from instructional_coaching.workspace import met
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.visits import AMARA, ROOM, VISIT, found, on, put, there, visited

DAY = date(2025, 9, 8)
NOTE: dict[str, Any] = {"about": "ben", "text": "ask", "when": "2025-10-01"}


@pytest.fixture
def term(oakfield: Workspace) -> Workspace:
    """Six visits of three days, some of a second relationship, in one unit and in another."""
    with oakfield.unit(AMARA) as unit:
        for n in (5, 3, 1):
            pair = "amara-ben" if n != 3 else "amara-cara"
            unit.documents(VISIT).put(f"v{n}", {}, when=date(2025, 9, n), tags={"relationship": pair})
        unit.documents(VISIT).put("v0", {}, tags={"seen_by": ["amara", "dina"]})
    return oakfield


def test_they_are_found_by_day_and_by_tag_in_the_order_of_days(term: Workspace) -> None:
    def ids(**asked: Any) -> list[str]:
        return [one.id for one in found(term, **asked)]

    assert ids() == ["v0", "v1", "v3", "v5"]
    assert ids(since=date(2025, 9, 2)) == ["v3", "v5"]
    assert ids(until=date(2025, 9, 3)) == ["v0", "v1", "v3"]
    assert ids(since=date(2025, 9, 3), until=date(2025, 9, 3)) == ["v3"]
    assert ids(tags={"relationship": "amara-ben"}) == ["v1", "v5"]
    assert ids(tags={"seen_by": "dina"}) == ids(tags={"seen_by": ["dina", "amara"]}) == ["v0"]
    assert ids(tags={"seen_by": "amara", "relationship": "amara-ben"}) == []
    assert ids(tags={"room": "B12"}) == []


def test_what_was_found_can_be_put_anew_with_its_day_and_its_tags(term: Workspace) -> None:
    before = found(term)
    with term.unit(AMARA) as unit:
        visits = unit.documents(VISIT)
        for one in visits.find():
            visits.put(one.id, one.content, when=one.when, tags=one.tags)
    assert found(term) == before
    assert before[0].tags == {"seen_by": ("amara", "dina")}


def test_what_a_unit_is_to_write_is_found_among_the_rest(term: Workspace) -> None:
    unit = term.unit(AMARA)
    visits = unit.documents(VISIT)
    visits.put("v4", {}, when=date(2025, 9, 4), tags={"relationship": "amara-ben"})
    visits.get("v5")
    visits.put("v5", {}, when=date(2025, 9, 2), tags={"relationship": "amara-cara"})
    visits.delete("v1")
    assert [one.id for one in visits.find(since=date(2025, 9, 1))] == ["v5", "v3", "v4"]
    assert [one.id for one in visits.find(tags={"relationship": "amara-ben"})] == ["v4"]


def test_what_a_search_gives_can_be_overwritten_and_deleted_while_it_goes_on(term: Workspace) -> None:
    with term.unit(AMARA) as unit:
        visits = unit.documents(VISIT)
        for one in visits.find():
            if one.id == "v0":
                visits.delete("v3")
                visits.get("v5")
                visits.put("v5", {"n": 5}, when=date(2025, 9, 5))
            elif one.id == "v5":
                assert one.content == {"n": 5}
            else:
                visits.put(one.id, {"n": 1})
    assert there(term) == {"v0": {}, "v1": {"n": 1}, "v5": {"n": 5}}


def test_one_that_was_met_long_ago_has_to_be_got_again(
    visiting: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A unit forgets which revisions it met, so that a long search needs no memory."""
    monkeypatch.setattr(met, "MOST_MET", 8)
    for n in range(20):
        put(visiting, f"v{n:02}")
    visits = visiting.unit(AMARA).documents(VISIT)
    assert len(list(visits.find())) == 20
    visits.put("v19", {})
    with pytest.raises(AlreadyExists):
        visits.put("v00", {})
    visits.get("v00")
    visits.put("v00", {})


def test_schools_in_one_store_never_see_each_others(oakfield: Workspace) -> None:
    elsewhere = on(oakfield._backend, school="elsewhere")
    put(oakfield, "v1", {"ours": True}, when=DAY, tags={"relationship": "amara-ben"})
    put(oakfield, "v2")
    assert found(elsewhere) == found(elsewhere, tags={"relationship": "amara-ben"}) == []
    with pytest.raises(NotFound):
        elsewhere.unit(AMARA).documents(VISIT).get("v1")
    put(elsewhere, "v1", {"ours": False})
    with elsewhere.unit(AMARA) as unit, pytest.raises(NotFound):
        unit.documents(VISIT).delete("v2")
    assert there(oakfield) == {"v1": {"ours": True}, "v2": ROOM}
    assert there(elsewhere) == {"v1": {"ours": False}}


def test_kinds_are_kept_apart() -> None:
    class Lessons:
        """Owns another kind beside the visits."""

        @hookimpl
        def coaching_migrations(self) -> list[KindEntry]:
            return [KindEntry("elmwood.lesson")]

    workspace = visited(Lessons())
    with workspace.unit(AMARA) as unit:
        unit.documents(VISIT).put("one", {"a": 1})
        unit.documents("elmwood.lesson").put("one", {"b": 2})
        assert [one.content for one in unit.documents(VISIT).find()] == [{"a": 1}]
    with workspace.unit(AMARA) as unit:
        unit.documents(VISIT).delete("one")
        assert unit.documents("elmwood.lesson").get("one").content == {"b": 2}
    assert there(workspace) == {}
