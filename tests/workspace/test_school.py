"""Opening a workspace, and several schools in one store."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import RECORDS, Calendar, Goal, Person, Relationship, Session
from instructional_coaching.errors import InvalidValue, NotFound, StorageUnavailable
from instructional_coaching.workspace.identifier import new_id
from instructional_coaching.workspace.workspace import Workspace, open_workspace
from tests.workspace.school import NOW, OFFICE, PAIR, act, clock, code_of, found_school, stored


@pytest.fixture
def two_schools(url: str) -> Iterator[tuple[Workspace, Workspace]]:
    """Two schools in one store, with a relationship and a goal under the same ids in both."""
    with open_workspace(url, school="north", clock=clock) as north:
        south = Workspace(north._backend, school="south", clock=clock)
        for school in (north, south):
            found_school(school)
            goal = {"statement": f"goal of {school.school}", "focus": "student", "when": "2025-10-01"}
            act(school, "ben", "goal.propose", id="g1", relationship=PAIR, **goal)
        yield north, south


def test_two_schools_in_one_store_never_meet(two_schools: tuple[Workspace, Workspace]) -> None:
    """Under the same ids each school has its own records, entries and answers."""
    for school in two_schools:
        unit = school.unit(Actor("ben"))
        assert unit.get(Goal, "g1").statement == f"goal of {school.school}"
        assert [one.statement for one in unit.find(Goal, coachee="ben")] == [f"goal of {school.school}"]
        assert len(list(unit.history(Goal, "g1"))) == 1
        assert len(list(unit.timeline(PAIR))) == 3
        assert unit.rebuilt(Goal, "g1") == unit.get(Goal, "g1")


def test_a_change_in_one_school_leaves_the_other_as_it_is(two_schools: tuple[Workspace, Workspace]) -> None:
    """A goal adopted in one school is still proposed in the other, and no conflict comes of it."""
    north, south = two_schools
    act(north, "ben", "goal.adopt", goal="g1")
    act(north, "ben", "session.log", id="s1", relationship=PAIR, kind="conversation")
    assert south.unit(Actor("ben")).get(Goal, "g1").status == "proposed"
    assert act(south, "ben", "goal.decline", goal="g1").status == "declined"
    assert north.unit(Actor("ben")).get(Goal, "g1").status == "adopted"
    with pytest.raises(NotFound):
        south.unit(Actor("ben")).get(Session, "s1")


def test_each_of_two_schools_has_a_calendar_of_its_own(two_schools: tuple[Workspace, Workspace]) -> None:
    """That one has been drawn up for the one school is no reason against another one's, of whatever id."""
    for school, id in zip(two_schools, ("c1", "c2"), strict=True):
        act(school, "head", "calendar.draw_up", id=id, cycle_weeks=len(id))
        assert [one.id for one in school.unit(Actor("zed")).find(Calendar)] == [id]
        with pytest.raises(InvalidValue) as caught:
            act(school, "head", "calendar.draw_up", id="c3")
        assert caught.value.hint == f"add the terms to {id}"


def test_not_even_a_steward_sees_another_school(two_schools: tuple[Workspace, Workspace]) -> None:
    """A steward, a leader and a register are of one school."""
    north, south = two_schools
    act(north, OFFICE, "person.join", id="nina", duties=["leader"])
    unit = south.unit(OFFICE)
    assert "nina" not in {one.id for one in unit.find(Person)}
    assert {one.school for one in two_schools} == {"north", "south"}
    assert list(south.unit(Actor("nina")).find(Relationship)) == []


def test_every_document_carries_its_school(two_schools: tuple[Workspace, Workspace]) -> None:
    """Key and tag of every document name the school that it belongs to."""
    for key, document in stored(two_schools[0]).items():
        (school,) = (value for name, value in document.tags if name == "school")
        assert key.id.startswith(f"{school}/")


@pytest.mark.parametrize("school", ["", "north/south", "north south", "../north", None])
def test_the_id_of_a_school_is_an_id(school: str) -> None:
    """Nothing that could reach into another school's keys is taken for a school."""
    with pytest.raises(InvalidValue) as caught:
        open_workspace("memory://", school=school)
    assert (code_of(caught), caught.value.field) == ("invalid-value", "school")


@pytest.mark.parametrize("url", ["", "school.db", "postgresql://ada:secret@host/db", "sqlite:school.db"])
def test_an_unknown_kind_of_store_is_refused_with_the_known_ones(url: str) -> None:
    """An address that names no store known here is refused, without a password that it may hold."""
    with pytest.raises(StorageUnavailable) as caught:
        open_workspace(url)
    assert code_of(caught) == "storage-unavailable"
    assert "sqlite://" in caught.value.hint
    assert "secret" not in str(caught.value)


def test_an_address_is_relative_with_three_slashes_and_absolute_with_four(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``sqlite:///school.db`` lies in the working folder, ``sqlite:////srv/school.db`` where it says."""
    monkeypatch.chdir(tmp_path)
    open_workspace("sqlite:///near.db").close()
    open_workspace(f"sqlite:///{tmp_path}/far.db").close()
    assert sorted(one.name for one in tmp_path.glob("*.db")) == ["far.db", "near.db"]


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/school.db", "sqlite://"])
def test_a_store_that_can_not_be_opened_is_told(url: str) -> None:
    """A folder that isn't there, or no path at all, is refused as unavailable."""
    with pytest.raises(StorageUnavailable) as caught:
        open_workspace(url)
    assert code_of(caught) == "storage-unavailable"


def test_what_was_written_is_there_when_a_file_is_opened_again(tmp_path: Path) -> None:
    """A file keeps the records, and rebuilds each of them, for the next one who opens it."""
    url = f"sqlite:///{tmp_path}/school.db"
    with open_workspace(url, clock=clock) as workspace:
        before = stored(found_school(workspace))
    with open_workspace(url, clock=clock) as workspace:
        assert stored(workspace) == before
        unit = workspace.unit(OFFICE)
        assert all(unit.rebuilt(kind, one.id) == one for kind in RECORDS for one in list(unit.find(kind)))


def test_a_closed_workspace_answers_nothing(url: str) -> None:
    """After it is closed a workspace refuses; to close it twice does no harm."""
    workspace = open_workspace(url, clock=clock)
    workspace.close()
    workspace.close()
    with pytest.raises(StorageUnavailable) as caught:
        workspace.unit(OFFICE).get(Person, "head")
    assert code_of(caught) == "storage-unavailable"


def test_the_clock_is_the_hosts_own() -> None:
    """A workspace tells the time by the clock it was given, or else by the system's with its offset."""
    with open_workspace("memory://", clock=clock) as workspace:
        assert workspace.now() == NOW
    with open_workspace("memory://") as workspace:
        assert workspace.now().utcoffset() is not None
        assert abs(workspace.now() - NOW) > timedelta(0)


def test_new_ids_are_ids_that_nobody_guesses() -> None:
    """An id made here is long, fits everywhere an id goes, and does not come twice."""
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {24}
    assert all(Actor(one).id == one for one in made)
