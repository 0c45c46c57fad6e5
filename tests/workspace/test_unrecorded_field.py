"""A record that anything but its verbs has changed is not saved: shown for every field of every kind."""

from collections.abc import Iterator

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import stored_fields
from instructional_coaching.errors import UnrecordedChange
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.alternative import FORGED, forgeries
from tests.workspace.school import TODAY, code_of, stored
from tests.workspace.specimen import MARK, NUMBER, SPECIMENS, WHY_AWAY, Specimen, read, stocked, texts_in

FIELDS = [(record.KIND, field.name) for record in RECORDS for field in stored_fields(record)]
UNSET = {
    ("person", "left"),
    ("absence", "voided"),
    ("relationship", "end_reason"),
    ("goal", "reason"),
    ("data_point", "voided"),
    ("session", "voided"),
    ("session", "reason"),
    ("practice_round", "voided"),
    ("score_sheet", "session"),
    ("score_sheet", "voided"),
    ("cycle", "closed"),
    ("cycle", "reason"),
    ("note", "voided"),
}
every_field = pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[".".join(one) for one in FIELDS])


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school that holds a record of every kind with nearly every field set."""
    with stocked() as workspace:
        yield workspace


def refused(shop: Workspace, specimen: Specimen, forged: Record, field: str) -> None:
    """Expect that the forged record is refused by name of the field, without a value, and not written."""
    before = stored(shop)
    unit = shop.unit(Actor(specimen.who))
    unit.get(specimen.kind, specimen.id)
    with pytest.raises(UnrecordedChange) as caught:
        unit.save(forged)
    unit.commit()
    named = ["its beginning: it was not read in this unit"] if field == "id" else [field]
    said = str(caught.value)
    assert code_of(caught) == "unrecorded-change"
    assert caught.value.fields.split(", ") == named
    for secret in (MARK, NUMBER, WHY_AWAY):
        assert secret not in said
    assert field == "id" or FORGED not in said
    assert stored(shop) == before


def test_the_specimens_have_every_field_set_that_can_be(shop: Workspace) -> None:
    """What the other tests change is a record with something in nearly every field."""
    empty = {
        (kind, field.name)
        for kind, specimen in SPECIMENS.items()
        for field in stored_fields(specimen.kind)
        if getattr(read(shop, specimen), field.name) in (None, (), frozenset())
    }
    assert empty == UNSET


def test_there_is_a_specimen_of_every_kind(shop: Workspace) -> None:
    """No kind of record is left out, and all but people and the calendar have something private in them."""
    assert list(SPECIMENS) == [record.KIND for record in RECORDS]
    said = {kind: " ".join(texts_in(read(shop, one))) for kind, one in SPECIMENS.items()}
    private = {
        kind for kind, one in said.items() if any(secret in one for secret in (MARK, NUMBER, WHY_AWAY))
    }
    assert private == {*said} - {"person", "calendar"}


@every_field
def test_a_changed_field_is_not_saved(shop: Workspace, kind: str, field: str) -> None:
    """An otherwise unchanged record with one other value is refused, and the field is named."""
    specimen = SPECIMENS[kind]
    refused(shop, specimen, forgeries(read(shop, specimen), field), field)


@every_field
def test_a_legal_step_does_not_carry_a_changed_field_in(shop: Workspace, kind: str, field: str) -> None:
    """A record with one legal new entry and one other value is refused, and the field is named."""
    specimen = SPECIMENS[kind]
    refused(shop, specimen, forgeries(specimen.step(read(shop, specimen)), field), field)


@pytest.mark.parametrize("kind", SPECIMENS)
def test_the_legal_step_alone_is_saved(shop: Workspace, kind: str) -> None:
    """What is refused with a changed field is saved without one."""
    specimen = SPECIMENS[kind]
    unit = shop.unit(Actor(specimen.who))
    after = specimen.step(unit.get(specimen.kind, specimen.id))
    assert unit.save(after) == after
    assert all(entry.when <= TODAY for entry in after.unsaved)


@pytest.mark.parametrize("kind", SPECIMENS)
def test_an_unchanged_record_is_saved_without_a_trace(shop: Workspace, kind: str) -> None:
    """To save what was read writes nothing, and counts as no change."""
    specimen, before = SPECIMENS[kind], stored(shop)
    with shop.unit(Actor(specimen.who)) as unit:
        record = unit.get(specimen.kind, specimen.id)
        assert unit.save(record) == record
    assert stored(shop) == before
