"""Who sees and saves what, in full: every person of a term, every kind of record, every way to ask."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from instructional_coaching.access.activity import Activity
from instructional_coaching.access.projection import PROJECTIONS, GoalActivity
from instructional_coaching.domain import KINDS, RECORDS, Goal, Relationship, Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import AccessDenied, CoachingError, NotFound
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.access.autumn import term, unit_of
from tests.access.matrix import (
    ACTS,
    CODES,
    IDS,
    SAVING,
    SAVING_PRACTICE,
    SAVING_SCHOOL,
    SIGHT,
    SIGHT_OF_PRACTICE,
    SIGHT_OF_SCHOOL,
    cells,
)
from tests.workspace.school import refusal_of

Asked = tuple[UnitOfWork, type[Record], str]
SEEN = list(cells(SIGHT, SIGHT_OF_PRACTICE, SIGHT_OF_SCHOOL))
SAVED = list(cells(SAVING, SAVING_PRACTICE, SAVING_SCHOOL))
APART = {"person", "calendar", "absence", "note"}
ROWS = sorted({(day, who) for day, who, _, _ in SEEN})


@pytest.fixture(scope="module")
def school() -> Iterator[Mapping[str, Workspace]]:
    """The school on each of the two days."""
    with term() as opened:
        yield opened


def asking(school: Mapping[str, Workspace], wanted: str) -> Iterator[Asked]:
    """Yield a unit for everybody who is to see so much of a record, with the kind and the id to ask for."""
    for day, who, kind, cell in SEEN:
        if cell == wanted:
            yield unit_of(school[day], who), KINDS[kind], IDS[KINDS[kind]]


def message(refusal: CoachingError | None, id: str) -> str:
    """Return the message of a refusal as not found, with another id."""
    assert type(refusal) is NotFound
    assert refusal.code == "not-found"
    return str(refusal).replace(f"id {id};", "id …;")


def test_the_tables_are_complete() -> None:
    """Thirteen people, two days, every kind of record: no cell is missing."""
    assert len(SEEN) == 13 * 2 * len(RECORDS)
    assert len(SAVED) == 13 * 2 * len(ACTS)
    assert {cell for *_, cell in SEEN} == {"all", "activity", "-"}


def test_who_sees_all_gets_the_record_every_way(school: Mapping[str, Workspace]) -> None:
    """By id, by view, in a search, rebuilt from its entries and with its history: always the same record."""
    for unit, kind, id in asking(school, "all"):
        record = unit.get(kind, id)
        assert (type(record), record.id) == (kind, id)
        assert unit.view(kind, id) == record
        assert record in list(unit.find(kind))
        assert unit.rebuilt(kind, id) == record
        assert {one.id for one in unit.history(kind, id)} == {id}


def test_who_sees_all_also_gets_the_activity(school: Mapping[str, Workspace]) -> None:
    """Whoever sees everything may ask for less."""
    for unit, kind, id in asking(school, "all"):
        if kind in PROJECTIONS:
            projection = PROJECTIONS[kind]
            assert unit.get(projection, id) == projection.project(unit.get(kind, id))
            assert unit.get(projection, id) in list(unit.find(projection))


def test_who_sees_the_activity_gets_a_projection_and_nothing_else(school: Mapping[str, Workspace]) -> None:
    """By id, by view and in a search they get a value of another type; a history never."""
    for unit, kind, id in asking(school, "activity"):
        projection = PROJECTIONS[kind]
        seen = unit.view(kind, id)
        assert type(seen) is projection
        assert unit.get(projection, id) == seen
        assert seen in list(unit.find(projection))
        assert id not in [one.id for one in unit.find(kind)]
        for attempt in (lambda: list(unit.history(kind, id)), lambda: unit.rebuilt(kind, id)):  # noqa: B023
            assert message(refusal_of(attempt), id) == message(NotFound(kind.KIND, "x9"), "x9")


def test_who_sees_the_activity_is_told_what_to_ask_for(school: Mapping[str, Workspace]) -> None:
    """To ask for the whole record is refused with the name of the projection that is open to them."""
    for unit, kind, id in asking(school, "activity"):
        with pytest.raises(AccessDenied) as caught:
            unit.get(kind, id)
        assert caught.value.code == "access-denied"
        assert caught.value.hint == f"ask for {PROJECTIONS[kind].__name__}"


def test_who_sees_nothing_is_answered_as_though_there_were_nothing(school: Mapping[str, Workspace]) -> None:
    """What somebody may not know of looks to them like an id that doesn't exist, whichever way they ask."""
    for unit, kind, id in asking(school, "-"):
        for ask in ways(unit, kind):
            hidden, absent = refusal_of(lambda: ask(id)), refusal_of(lambda: ask("x9"))  # noqa: B023
            assert message(hidden, id) == message(absent, "x9")
        for wanted in (kind, *([PROJECTIONS[kind]] if kind in PROJECTIONS else [])):
            found: Any = unit.find(wanted)
            assert id not in [one.id for one in found]


def ways(unit: UnitOfWork, kind: type[Record]) -> list[Any]:
    """Return every way to ask for one record by its id."""
    asks: list[Any] = [
        lambda id: unit.get(kind, id),
        lambda id: unit.view(kind, id),
        lambda id: list(unit.history(kind, id)),
        lambda id: unit.rebuilt(kind, id),
    ]
    if kind in PROJECTIONS:
        asks.append(lambda id: unit.get(PROJECTIONS[kind], id))
    if kind is Relationship:
        asks.append(lambda id: list(unit.timeline(id)))
    return asks


@pytest.mark.parametrize(("day", "who"), ROWS)
def test_a_timeline_has_the_entries_of_what_somebody_sees_in_full(
    school: Mapping[str, Workspace], day: str, who: str
) -> None:
    """Of everything in a relationship only the entries of records that they see all of are told."""
    sees = {kind: cell for at, one, kind, cell in SEEN if (at, one) == (day, who)}
    unit = unit_of(school[day], who)
    if sees["relationship"] == "-":
        assert type(refusal_of(lambda: list(unit.timeline("r")))) is NotFound
    else:
        told = {one.kind for one in unit.timeline("r")}
        assert told == {kind for kind, cell in sees.items() if cell == "all"} - APART


@pytest.mark.parametrize(("day", "who"), ROWS)
def test_what_somebody_may_save_in_their_own_name(
    school: Mapping[str, Workspace], day: str, who: str
) -> None:
    """Every act of the table is taken or refused for the reason that the table gives."""
    expected = {act: CODES[cell] for at, one, act, cell in SAVED if (at, one) == (day, who)}
    found = {act: attempt(unit_of(school[day], who), act) for act in ACTS}
    assert found == expected


def attempt(unit: UnitOfWork, act: str) -> str:
    """Return the code with which an act is refused, or ok."""
    do, arguments = ACTS[act]
    refusal = refusal_of(lambda: unit.perform(do, **arguments))
    return refusal.code if refusal else "ok"


def test_a_leader_who_coaches_sees_their_own_pair_and_only_the_activity_of_others(
    school: Mapping[str, Workspace],
) -> None:
    """To lead opens no content, and to coach one pair opens no other's."""
    unit = unit_of(school["at the end of term"], "gus")
    assert unit.get(Goal, "g-gus").statement == "talk"
    assert [one.id for one in unit.find(Goal)] == ["g-gus"]
    assert [one.id for one in unit.find(GoalActivity)] == ["g", "g-gus"]
    assert type(refusal_of(lambda: unit.get(Goal, "g"))) is AccessDenied


def test_a_goal_of_which_they_see_the_activity_can_not_be_used_elsewhere(
    school: Mapping[str, Workspace],
) -> None:
    """A leader who coaches can't draw another pair's goal into their own, and learns nothing of it."""
    unit = unit_of(school["at the end of term"], "gus")
    arguments: dict[str, Any] = {"id": "d9", "goal": "g", "relationship": "r-gus", "value": "999"}
    refusal = refusal_of(lambda: unit.perform("data_point.record", **arguments))
    assert (type(refusal), refusal and refusal.code) == (AccessDenied, "access-denied")


@pytest.mark.parametrize("who", ["head", "gus", "zed", "finn"])
def test_a_session_in_which_somebody_had_no_part_is_never_theirs(
    school: Mapping[str, Workspace], who: str
) -> None:
    """Neither leading, nor coaching others, nor having coached before makes a session's content visible."""
    unit = unit_of(school["at the end of term"], who)
    assert list(unit.find(Session)) == []
    seen: list[Activity | Record] = []
    refusal_of(lambda: seen.append(unit.view(Session, "s")))
    assert not any(isinstance(one, Record) for one in seen)
