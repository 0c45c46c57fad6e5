"""A projection has just the fields of its record that are activity, and no place for anything else."""

import json
import pickle
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from instructional_coaching.access.activity import Activity
from instructional_coaching.access.projection import PROJECTIONS, SessionActivity
from instructional_coaching.codec.document import to_json
from instructional_coaching.domain import RECORDS, Calendar, Person, Session
from instructional_coaching.domain.session_status import SessionStatus
from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Exposure, annotations_of, exposure_of, stored_fields
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.specimen import SPECIMENS, read, stocked

every_projection = pytest.mark.parametrize(("kind", "projection"), PROJECTIONS.items())


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school that holds a full record of every kind."""
    with stocked() as workspace:
        yield workspace


def exposed(kind: type[Record]) -> list[str]:
    """Return the names of a record's fields that are marked as activity."""
    return [field.name for field in stored_fields(kind) if exposure_of(field) is Exposure.ACTIVITY]


@every_projection
def test_it_has_exactly_the_activity_of_its_record(kind: type[Record], projection: type[Activity]) -> None:
    """Same names, same annotations, all of them activity: nothing more, and nothing less."""
    theirs, ours = annotations_of(kind), annotations_of(projection)
    fields: Any = attrs.fields(projection)
    assert {field.name for field in fields} == set(exposed(kind))
    assert {exposure_of(field) for field in fields} == {Exposure.ACTIVITY}
    assert {name: ours[name] for name in exposed(kind)} == {name: theirs[name] for name in exposed(kind)}


@every_projection
def test_it_takes_each_value_from_the_record(
    shop: Workspace, kind: type[Record], projection: type[Activity]
) -> None:
    """What a leader reads is what the record says, field by field."""
    record = read(shop, SPECIMENS[kind.KIND])
    seen = projection.project(record)
    assert {name: getattr(seen, name) for name in exposed(kind)} == {
        name: getattr(record, name) for name in exposed(kind)
    }


@every_projection
def test_its_json_holds_its_fields_and_its_own_kind(
    shop: Workspace, kind: type[Record], projection: type[Activity]
) -> None:
    """Written as JSON it names itself, so that nobody takes it for the record."""
    seen = json.loads(to_json(projection.project(read(shop, SPECIMENS[kind.KIND]))))
    assert (seen.pop("type"), seen.pop("schema")) == (projection.KIND, 1)
    assert set(seen) == set(exposed(kind))
    assert projection.KIND not in {record.KIND for record in RECORDS}


@every_projection
def test_it_can_be_passed_between_processes(
    shop: Workspace, kind: type[Record], projection: type[Activity]
) -> None:
    """There is nothing private in it, so it pickles, unlike its record."""
    seen = projection.project(read(shop, SPECIMENS[kind.KIND]))
    assert pickle.loads(pickle.dumps(seen)) == seen


def test_what_has_none_is_all_activity_or_all_content(shop: Workspace) -> None:
    """People and the calendar have no content; of steps, scores, notes and the like a leader sees nothing."""
    without = {record.KIND for record in RECORDS} - {record.KIND for record in PROJECTIONS}
    unseen = {"action_step", "data_point", "practice_round", "score_sheet", "cycle", "note"}
    assert without == unseen | {"person", "calendar"}
    for kind in (Person, Calendar):
        assert set(exposed(kind)) == {field.name for field in stored_fields(kind)}


def test_a_held_session_took_place(shop: Workspace) -> None:
    """A leader can ask for times without contact: a projection says whether the session took place."""
    seen = SessionActivity.project(read(shop, SPECIMENS[Session.KIND]))
    assert seen.took_place
    assert not attrs.evolve(seen, status=SessionStatus.PLANNED).took_place
