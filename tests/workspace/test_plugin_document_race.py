"""What was read of a plugin's documents may be overwritten, unless somebody else was quicker."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from instructional_coaching.errors import (
    AlreadyExists,
    ConcurrencyConflict,
    NotFound,
)
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import code_of
from tests.workspace.visits import AMARA, BEN, VISIT, changed, put, there

DAY = date(2025, 9, 8)
NOTE: dict[str, Any] = {"about": "ben", "text": "ask", "when": "2025-10-01"}


def test_what_was_never_read_is_not_overwritten(oakfield: Workspace) -> None:
    put(oakfield, "v1")
    visits = oakfield.unit(BEN).documents(VISIT)
    with pytest.raises(AlreadyExists) as caught:
        visits.put("v1", {})
    assert code_of(caught) == "already-exists"
    assert (caught.value.kind, caught.value.id) == (VISIT, "v1")
    with pytest.raises(AlreadyExists):
        visits.put("v1", {})  # having been refused is not having read it


@pytest.mark.parametrize("how", ["get", "find"])
def test_what_was_read_may_be_overwritten_unless_somebody_was_quicker(oakfield: Workspace, how: str) -> None:
    put(oakfield, "v1")
    units = [oakfield.unit(AMARA), oakfield.unit(BEN)]
    for unit in units:
        visits = unit.documents(VISIT)
        if how == "get":
            visits.get("v1")
        else:
            assert list(visits.find())
    for n, unit in enumerate(units):
        unit.documents(VISIT).put("v1", {"n": n})
    units[0].commit()
    with pytest.raises(ConcurrencyConflict) as caught:
        units[1].commit()
    assert code_of(caught) == "concurrency-conflict"
    assert there(oakfield) == {"v1": {"n": 0}}


def test_of_two_that_begin_one_the_later_conflicts(oakfield: Workspace) -> None:
    first, second = oakfield.unit(AMARA), oakfield.unit(BEN)
    for n, unit in enumerate((first, second)):
        unit.documents(VISIT).put("v1", {"n": n})
    first.commit()
    with pytest.raises(ConcurrencyConflict):
        second.commit()
    assert there(oakfield) == {"v1": {"n": 0}}


def test_what_has_changed_since_it_was_read_is_not_deleted(oakfield: Workspace) -> None:
    put(oakfield, "v1")
    early, late = oakfield.unit(BEN), oakfield.unit(BEN)
    early.documents(VISIT).get("v1")
    late.documents(VISIT).delete("v1")
    changed(oakfield, "amara")
    with pytest.raises(ConcurrencyConflict):
        early.documents(VISIT).delete("v1")
    with pytest.raises(ConcurrencyConflict):
        late.commit()
    assert there(oakfield) == {"v1": {"by": "amara"}}


def test_one_that_was_deleted_and_begun_anew_is_another_one(oakfield: Workspace) -> None:
    """Whoever has read the first one doesn't overwrite the second one without knowing."""
    put(oakfield, "v1", {"n": 1})
    unit = oakfield.unit(BEN)
    unit.documents(VISIT).get("v1")
    with oakfield.unit(AMARA) as other:
        other.documents(VISIT).delete("v1")
    put(oakfield, "v1", {"n": 2})
    unit.documents(VISIT).put("v1", {"n": 3})
    with pytest.raises(ConcurrencyConflict):
        unit.commit()
    assert there(oakfield) == {"v1": {"n": 2}}


def test_what_was_not_there_may_be_begun_unless_somebody_was_quicker(visiting: Workspace) -> None:
    visits = visiting.unit(BEN).documents(VISIT)
    with pytest.raises(NotFound):
        visits.get("v1")
    put(visiting, "v1")
    with pytest.raises(ConcurrencyConflict):
        visits.get("v1")


def test_a_lost_race_is_run_again(oakfield: Workspace) -> None:
    put(oakfield, "v1", {"count": 0})
    rivals = [1, 2]

    def counted(unit: UnitOfWork) -> int:
        visits = unit.documents(VISIT)
        count = visits.get("v1").content["count"]
        if rivals:
            with oakfield.unit(BEN) as rival:
                rival.documents(VISIT).get("v1")
                rival.documents(VISIT).put("v1", {"count": count + 10 * rivals.pop()})
        visits.put("v1", {"count": count + 1})
        return int(count)

    assert oakfield.run(counted, actor=AMARA) == 30
    assert there(oakfield) == {"v1": {"count": 31}}


def test_a_unit_goes_on_after_a_commit(visiting: Workspace) -> None:
    """What `documents` returned goes on with it, and knows nothing of before."""
    unit = visiting.unit(AMARA)
    visits = unit.documents(VISIT)
    visits.put("v1", {"n": 1})
    unit.commit()
    with pytest.raises(AlreadyExists):
        visits.put("v1", {"n": 2})
    assert visits.get("v1").content == {"n": 1}
    visits.put("v1", {"n": 2})
    unit.commit()
    unit.commit()
    assert there(visiting) == {"v1": {"n": 2}}


def test_threads_that_count_in_one_document_lose_no_step(oakfield: Workspace) -> None:
    """Four threads take ten steps each; every step that was acknowledged is in the count."""
    put(oakfield, "v1", {"count": 0})

    def step(unit: UnitOfWork) -> None:
        visits = unit.documents(VISIT)
        visits.put("v1", {"count": visits.get("v1").content["count"] + 1})

    def ten(_: int) -> None:
        for _step in range(10):
            oakfield.run(step, actor=AMARA, attempts=1_000)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ten, range(4)))
    assert there(oakfield) == {"v1": {"count": 40}}
