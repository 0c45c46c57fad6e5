"""A unit that reads a whole store keeps no more of it than it may need."""

import gc

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Note
from instructional_coaching.errors import ConcurrencyConflict, UnrecordedChange
from instructional_coaching.workspace import holding, met
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import TODAY, act, got

IDS = [f"n{number:02}" for number in range(40)]
AMARA = Actor("amara")


@pytest.fixture
def noted(quick: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A school with more of Amara's notes than a unit keeps in mind."""
    monkeypatch.setattr(holding, "MOST_HELD", 4)
    monkeypatch.setattr(met, "MOST_MET", 8)
    for one in IDS:
        act(quick, "amara", "note.write", id=one, about="ben", text=f"Note {one}")
    return quick


def corrected(unit: UnitOfWork, note: Note) -> None:
    unit.save(note.correct(text="Mended", reason="A slip", by="amara", when=TODAY))


def test_records_that_were_read_are_not_kept_for_ever(noted: Workspace) -> None:
    """However many are found or got in one unit, few of them are in memory at a time."""
    unit = noted.unit(AMARA)
    for one in IDS:
        unit.get(Note, one)
    assert [note.id for note in unit.find(Note)] == IDS
    gc.collect()
    assert sum(isinstance(one, Note) for one in gc.get_objects()) <= 10


def test_a_record_met_a_short_while_ago_can_be_saved(noted: Workspace) -> None:
    """While a search goes on, what it has just given can be changed and saved; all of it is committed."""
    with noted.unit(AMARA) as unit:
        for note in unit.find(Note):
            corrected(unit, note)
    assert {got(noted, "amara", Note, one).text for one in IDS} == {"Mended"}


def test_a_record_met_long_ago_has_to_be_got_again(noted: Workspace) -> None:
    """Its revision is forgotten, so nobody could say whether it has changed: it counts as never read."""
    with noted.unit(AMARA) as unit:
        first, *_others = list(unit.find(Note))
        with pytest.raises(UnrecordedChange):
            corrected(unit, first)
        corrected(unit, unit.get(Note, first.id))
    assert got(noted, "amara", Note, first.id).text == "Mended"


def test_what_was_let_go_of_still_conflicts(noted: Workspace) -> None:
    """A record that is out of memory, and not out of mind, can't be had at another revision."""
    unit = noted.unit(AMARA)
    notes = [unit.get(Note, one) for one in IDS[:6]]
    act(noted, "amara", "note.correct", note=IDS[0], text="Theirs", reason="A slip")
    with pytest.raises(ConcurrencyConflict):
        corrected(unit, notes[0])


def test_what_is_to_be_written_is_never_let_go_of(noted: Workspace) -> None:
    """Whatever else is read in between, what was saved is committed."""
    with noted.unit(AMARA) as unit:
        corrected(unit, unit.get(Note, IDS[3]))
        for one in IDS:
            unit.get(Note, one)
        list(unit.find(Note))
        assert unit.get(Note, IDS[3]).text == "Mended"
    assert got(noted, "amara", Note, IDS[3]).text == "Mended"
