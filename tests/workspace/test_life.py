"""Through a long random life of a school what its entries lead to is what is stored, and nothing is lost."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import KINDS, DataPoint, Goal, Note, Relationship, Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import NotFound
from instructional_coaching.storage import Document, Key
from instructional_coaching.workspace.shelving import ENTRY, taken, taken_entry
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.life import VERBS, Life
from tests.workspace.school import NOW, OFFICE, PAIR, act, found_school, memory, opened, stored
from tests.workspace.situation import MEASURE

STEPS = 5000
SEED = random.randrange(2**32)
LIVES = 6
"""How often so many steps are taken at most, until there is something of each wanted kind."""
WANTED = {
    *("relationship", "goal", "session", "note", "practice_round", "cycle", "calendar", "absence"),
}


@pytest.fixture(scope="module")
def lived() -> Iterator[Life]:
    """A school in memory after thousands of attempted steps."""
    print(f"seed {SEED}")  # noqa: T201
    with memory() as workspace:
        life = Life(found_school(workspace), SEED)
        for _ in range(LIVES):
            life.live(STEPS)
            if kinds_in(life) >= WANTED:
                break
        yield life


def kinds_in(life: Life) -> set[str]:
    """Return the kinds of record that something was done with."""
    return {do.partition(".")[0] for do in life.taken}


def records(workspace: Workspace) -> Mapping[Key, tuple[Record, Document]]:
    """Return every stored record with its document."""
    return {
        key: (taken(KINDS[key.kind], document), document)
        for key, document in stored(workspace).items()
        if key.kind in KINDS
    }


def everything_rebuilt(workspace: Workspace) -> int:
    """Expect that each record is what its entries lead to, and return how many there are."""
    found = records(workspace)
    units = {who: workspace.unit(Actor(who)) for who in ("ben", "amara", "cara", "dina", "head", "hana")}
    office = workspace.unit(OFFICE)
    for record, document in found.values():
        unit = units[record.author] if isinstance(record, Note) else office
        history = list(unit.history(type(record), record.id))
        assert [one.number for one in history] == list(range(1, document.revision + 1))
        assert unit.rebuilt(type(record), record.id) == unit.get(type(record), record.id) == record
    return len(found)


def test_the_life_is_long_and_legal_steps_are_many(lived: Life) -> None:
    """Most verbs are taken in the course of it, and every refusal is one of the library's own."""
    assert len(lived.taken) > len(VERBS) // 2
    assert kinds_in(lived) >= WANTED
    assert sum(lived.taken.values()) > STEPS // 20
    assert set(lived.refused) > {"wrong-state", "not-found"}


def test_every_record_is_what_its_entries_lead_to(lived: Life) -> None:
    """Rebuilt from its entries alone, each record equals what is stored, and so does its revision."""
    assert everything_rebuilt(lived.workspace) > 50


def test_what_was_taken_on_an_earlier_state_is_rebuilt_on_it(quick: Workspace) -> None:
    """Steps are taken again on the goal and relationship of their time, not on those of today."""
    ours: dict[str, Any] = {"relationship": PAIR, "when": "2025-10-01"}
    goal = {"statement": "talk", "focus": "student", "measure": MEASURE}
    act(quick, "amara", "goal.propose", id="g1", **goal, **ours)
    act(quick, "amara", "data_point.record", id="d1", goal="g1", value="9", **ours)
    act(quick, "amara", "session.log", id="s1", kind="conversation", goals=["g1"], **ours)
    act(quick, "ben", "goal.revise", goal="g1", measure=MEASURE | {"highest": 8}, when="2025-10-02")
    act(quick, "amara", "relationship.hand_over", relationship=PAIR, to="cara", when="2025-10-06")
    act(quick, "amara", "session.correct", session="s1", minutes=30, reason="slip", when="2025-10-07")
    act(quick, "ben", "session.log", id="s2", kind="conversation", **ours)
    act(quick, "ben", "relationship.end", relationship=PAIR, reason="completed", when="2025-10-09")
    unit = quick.unit(OFFICE)
    for kind, id in ((DataPoint, "d1"), (Session, "s1"), (Session, "s2"), (Goal, "g1"), (Relationship, PAIR)):
        assert unit.rebuilt(kind, id) == unit.get(kind, id)
    assert [one.seen for one in unit.history(DataPoint, "d1")] == [(("goal", 1), ("relationship", 2))]


def test_some_of_it_was_logged_late(lived: Life) -> None:
    """The life has entries that were typed days after what they tell of, and none that were typed before."""
    entries = [taken_entry(one).entry for key, one in stored(lived.workspace).items() if key.kind == ENTRY]
    late = [one for one in entries if one.logged and one.logged.date() > one.when]
    assert len(late) > 10
    assert all(one.logged is not None and one.when <= one.logged.date() <= NOW.date() for one in entries)


def test_a_timeline_is_the_histories_of_its_records(lived: Life) -> None:
    """Every entry of a relationship's records is in its timeline once, and no other is."""
    office = lived.workspace.unit(OFFICE)
    for pair in ("amara-ben", "r0"):
        try:
            told = list(office.timeline(pair))
        except NotFound:
            continue
        histories = [
            one
            for record, _ in records(lived.workspace).values()
            if pair in (getattr(record, "relationship", None), record.KIND == "relationship" and record.id)
            for one in office.history(type(record), record.id)
        ]
        assert sorted(map(repr, told)) == sorted(map(repr, histories))
        assert [one.entry.when for one in told] == sorted(one.entry.when for one in told)


def test_a_store_in_a_file_lives_the_same_life(tmp_path: Path) -> None:
    """From one seed the two kinds of store come to hold the same documents."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201
    with memory() as quick, opened(f"sqlite:///{tmp_path}/school.db") as kept:
        for workspace in (quick, kept):
            Life(found_school(workspace), seed).live(300)
        assert stored(quick) == stored(kept)
        everything_rebuilt(kept)
